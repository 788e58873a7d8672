"""Agreement between raters, or between passes of one rater."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Icc:
    """Intraclass correlation, two-way random effects, absolute agreement (Shrout and Fleiss 1979, Psychological Bulletin 86:420)."""

    single: float | None
    """ICC(2,1): of one rater."""
    average: float | None
    """ICC(2,k): of the mean of all raters."""


def icc_agreement(table: Sequence[Sequence[float]]) -> Icc:
    """ICC of a table, one row per item, one column per rater, no gaps.

    None where it is not defined: fewer than two items or raters, or no spread at all.
    """
    x = np.asarray(table, dtype=float)
    if x.ndim != 2 or min(x.shape) < 2:
        return Icc(None, None)
    n, k = x.shape
    rows, columns, grand = x.mean(1), x.mean(0), x.mean()
    between = k * float(((rows - grand) ** 2).sum()) / (n - 1)
    raters = n * float(((columns - grand) ** 2).sum()) / (k - 1)
    rest = float(((x - rows[:, None] - columns[None, :] + grand) ** 2).sum()) / ((n - 1) * (k - 1))
    single_scale = between + (k - 1) * rest + k * (raters - rest) / n
    average_scale = between + (raters - rest) / n
    return Icc(
        (between - rest) / single_scale if abs(single_scale) > 1e-12 else None,
        (between - rest) / average_scale if abs(average_scale) > 1e-12 else None,
    )


def cohen_kappa(one: Sequence[str], other: Sequence[str]) -> float | None:
    """Cohen's kappa of two raters' labels; None when chance alone explains all (both always gave the same one label)."""
    labels = sorted({*one, *other})
    if not one or len(labels) < 2:
        return None
    from statsmodels.stats.inter_rater import cohens_kappa

    table = np.zeros((len(labels), len(labels)))
    for a, b in zip(one, other, strict=True):
        table[labels.index(a), labels.index(b)] += 1
    return float(cohens_kappa(table, return_results=False))


def fleiss(rows: Sequence[Sequence[str]]) -> float | None:
    """Fleiss' kappa: one row per item, each with the labels of the same number of raters. None when it is not defined."""
    labels = sorted({label for row in rows for label in row})
    if len(rows) < 2 or len(labels) < 2 or len(rows[0]) < 2:
        return None
    from statsmodels.stats.inter_rater import fleiss_kappa

    return float(fleiss_kappa(np.array([[list(row).count(label) for label in labels] for row in rows])))
