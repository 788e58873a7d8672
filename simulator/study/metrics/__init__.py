"""Outcomes of a study that need no model: one small file each, pure functions of session records.

A package may bring its own: an entry point of the group `simulator.metrics` that names a module with `@metric` functions.

    [project.entry-points."simulator.metrics"]
    mine = "my_package.my_metrics"
"""

from __future__ import annotations

from simulator.study.metrics.registry import Context, Metric, all_metrics, find_metric, metric

__all__ = ["Context", "Metric", "all_metrics", "find_metric", "metric"]
