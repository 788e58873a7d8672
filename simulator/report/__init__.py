"""One HTML file about a run or a study: no network, no script, everything behind it included."""

from __future__ import annotations

from simulator.report.build import TranscriptChoice, build_report, write_report

__all__ = ["TranscriptChoice", "build_report", "write_report"]
