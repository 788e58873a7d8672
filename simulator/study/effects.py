"""How large differences are, shares and their exact tests, and p values adjusted for many questions."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import stats


@dataclass(frozen=True)
class Sizes:
    """How large a difference is, without a unit. None where it cannot be computed."""

    dz: float | None
    """Mean over standard deviation of the pairs' differences."""
    cliffs_delta: float | None
    """Share of cross-arm comparisons that the second arm wins, less the share it loses; -1 to 1."""
    superiority: float | None
    """Share of pairs in which the second arm is higher, ties counting half."""


def effect_sizes(first: Sequence[float], second: Sequence[float]) -> Sizes:
    """Effect sizes of paired values, the second arm against the first."""
    a, b = np.asarray(first, dtype=float), np.asarray(second, dtype=float)
    if not len(a):
        return Sizes(None, None, None)
    d = np.round(b - a, 12)
    spread = float(d.std(ddof=1)) if len(d) > 1 else 0.0
    cross = np.sign(np.round(b[:, None] - a[None, :], 12))
    return Sizes(
        dz=float(d.mean()) / spread if spread > 0 else None,
        cliffs_delta=float(cross.mean()),
        superiority=float(((d > 0) + 0.5 * (d == 0)).mean()),
    )


@dataclass(frozen=True)
class McNemar:
    """Exact McNemar's test of paired yes/no outcomes."""

    only_first: int
    """Pairs in which only the first arm has it."""
    only_second: int
    both: int
    neither: int
    p: float


def mcnemar(first: Sequence[bool], second: Sequence[bool]) -> McNemar:
    """Exact test of whether one arm has it more often; six discordant pairs all one way are the least that reach .05."""
    from statsmodels.stats.contingency_tables import mcnemar as exact_mcnemar

    table = np.zeros((2, 2), dtype=int)
    for a, b in zip(first, second, strict=True):
        table[int(a), int(b)] += 1
    p = float(exact_mcnemar(table, exact=True).pvalue)
    return McNemar(int(table[1, 0]), int(table[0, 1]), int(table[1, 1]), int(table[0, 0]), min(1.0, p))


def clopper_pearson(count: int, total: int, confidence: float = 0.95) -> tuple[float, float] | None:
    """Exact interval of a share; None of nothing.

    >>> [round(x, 3) for x in clopper_pearson(0, 60)]
    [0.0, 0.06]
    """
    if not total:
        return None
    found = stats.binomtest(count, total).proportion_ci(confidence, method="exact")
    return float(found.low), float(found.high)


def holm(ps: Sequence[float]) -> list[float]:
    """Holm's step-down adjusted p values, in the order given."""
    return _adjusted(ps, "holm")


def benjamini_hochberg(ps: Sequence[float]) -> list[float]:
    """Adjusted p values that hold the false discovery rate."""
    return _adjusted(ps, "fdr_bh")


def _adjusted(ps: Sequence[float], method: str) -> list[float]:
    if not ps:
        return []
    from statsmodels.stats.multitest import multipletests

    found: Any = multipletests(list(ps), method=method)[1]
    return [float(p) for p in found]


def mean_interval(values: Sequence[float], confidence: float = 0.95) -> tuple[float, float] | None:
    """Student's t interval of a mean, for plots; None with fewer than two values."""
    if len(values) < 2:
        return None
    data = np.asarray(values, dtype=float)
    margin = (
        float(stats.t.ppf(0.5 + confidence / 2, len(data) - 1))
        * float(data.std(ddof=1))
        / math.sqrt(len(data))
    )
    return float(data.mean()) - margin, float(data.mean()) + margin
