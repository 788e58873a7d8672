"""What paired differences say: estimate, interval, p, effect sizes, and what they cannot say.

The data are pairs: the same persona and replicate in two arms. Pairs of one persona resemble each other, so personas are
the clusters. Two questions can be asked of them, and they have different answers:

- `these`: the personas of the study are all that matters; chance is in the replicates. Personas are strata.
- `general`: the personas represent personas like them; chance is in which personas were taken. The unit is the persona.

Which interval is used where was chosen by simulation (docs/study.md): the percentile and BCa cluster bootstraps cover 50-90 %
with few personas; the symmetric studentised bootstrap covers 93-97 % where there are enough units, Student's t below that.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy import stats

Population = Literal["these", "general"]
"""Whom a claim is about: the personas of the study, or personas like them."""

Array = NDArray[np.float64]
Pairs = Mapping[str, Sequence[float]]
"""Persona -> differences, one per replicate."""

ENOUGH_PERSONAS = 8
"""From so many personas on, a claim is about personas like them unless the study says otherwise."""
EXACT_PAIRS = 13
"""Up to so many units all sign flips are gone through."""
FLIPS = 9_999
RESAMPLES = 4_999
_BOOTSTRAP_PERSONAS = 10
_BOOTSTRAP_REPLICATES = 5
_BOOTSTRAP_PAIRS = 8


@dataclass(frozen=True)
class Estimate:
    """A mean difference with all that belongs to it."""

    mean: float
    low: float | None
    """Of the interval; None when there is none."""
    high: float | None
    interval: str
    """How the interval was made, or why there is none."""
    p: float
    """Two-sided, of the sign-flip permutation test."""
    p_floor: float
    """The smallest p that so many units can give."""
    exact: bool
    """Whether all flips were gone through."""
    units: int
    """What was flipped: pairs, or personas."""
    pairs: int
    se: float | None
    """Standard error of the mean difference; None with too few units."""


def default_population(personas: int) -> Population:
    """Which personas a study of this size can make claims about."""
    return "general" if personas >= ENOUGH_PERSONAS else "these"


def estimate(
    pairs: Pairs,
    population: Population,
    *,
    confidence: float = 0.95,
    seed: int = 0,
    resamples: int = RESAMPLES,
) -> Estimate | None:
    """Mean paired difference, its interval and its p.

    Args:
        pairs: persona -> differences; personas count alike however many replicates they have.
        population: which personas the claim is about.
        confidence: of the interval.
        seed: of the resampling; the same data and seed give the same numbers.
        resamples: bootstrap samples.

    Returns:
        The estimate, or None when there is no pair.
    """
    # Rounded, so that pairs that are equal are equal: 0.1 + 0.2 - 0.3 is no difference.
    strata = [np.round(np.asarray(d, dtype=float), 12) for d in pairs.values() if len(d)]
    if not strata:
        return None
    if population == "general":
        strata_used = [np.array([d.mean() for d in strata])]
    else:
        strata_used = strata
    mean = float(np.mean([d.mean() for d in strata]))
    se, df = _standard_error(strata_used)
    rng = np.random.default_rng([seed, 20_260_105])
    low, high, how = _interval(strata_used, mean, se, df, confidence, rng, resamples, population)
    p, exact = sign_flip(strata_used, rng)
    units = sum(len(d) for d in strata_used)
    pairs_used = sum(len(d) for d in strata)
    return Estimate(mean, low, high, how, p, p_floor(units), exact, units, pairs_used, se)


def alone(differences: Sequence[float], *, seed: int = 0) -> tuple[float, float | None, float | None] | None:
    """Mean difference of one persona and its 95 % interval, for the rows of a forest; None of nothing."""
    if not len(differences):
        return None
    strata = [np.round(np.asarray(differences, dtype=float), 12)]
    mean = float(strata[0].mean())
    se, df = _standard_error(strata)
    rng = np.random.default_rng([seed, 20_260_105])
    low, high, _ = _interval(strata, mean, se, df, 0.95, rng, 1_999, "these")
    return mean, low, high


def p_floor(units: int) -> float:
    """The smallest two-sided p that a sign-flip test of so many units can give.

    >>> p_floor(5), p_floor(6)
    (0.0625, 0.03125)
    """
    return min(1.0, 2.0 ** (1 - units))


def sign_flip(strata: Sequence[Array], rng: np.random.Generator) -> tuple[float, bool]:
    """p of the sign-flip permutation test, and whether it went through all flips.

    The statistic is the mean of the strata's means over its standard error. So the test is exact when every difference is as
    likely to be positive as negative, and still right in the long run when personas differ in their effect and only the
    mean of the effects is nothing (Chung and Romano 2013, Annals of Statistics 41:484).
    """
    flat = np.concatenate(list(strata))
    if not flat.any() or len(flat) < 2:
        return 1.0, True
    owner = np.repeat(np.arange(len(strata)), [len(d) for d in strata])
    sizes = np.array([len(d) for d in strata], dtype=float)
    share = (owner[:, None] == np.arange(len(strata))) / sizes
    exact = len(flat) <= EXACT_PAIRS

    def statistic(one: Array, other: Array, axis: int = -1) -> Array:
        difference = np.moveaxis(np.asarray(one) - np.asarray(other), axis, -1)
        means = difference @ share
        if sizes.min() > 1:
            variance = np.clip((difference**2) @ share - means**2, 0, None) / (sizes - 1)
            error = np.sqrt(variance.sum(-1)) / len(sizes)
        else:
            n = difference.shape[-1]
            variance = np.clip((difference**2).mean(-1) - difference.mean(-1) ** 2, 0, None)
            error = np.sqrt(variance / max(1, n - 1))
        return _studentised(means.mean(-1), error)

    found = stats.permutation_test(
        (flat / 2, -flat / 2), statistic, permutation_type="samples", vectorized=True, axis=-1,
        n_resamples=np.inf if exact else FLIPS, alternative="two-sided", rng=rng, batch=2_000,
    )  # fmt: skip
    # No flip at all is one of the flips, also when the last bit of its sum came out otherwise.
    return max(float(found.pvalue), p_floor(len(flat))) if exact else float(found.pvalue), exact


def _studentised(mean: Array, error: Array) -> Array:
    """t = mean / error on the bounded scale t / sqrt(1 + t^2), rounded so that ties are ties.

    The order is that of t, so p is the same; but t itself has no value where nothing varies, and there the error is
    rounding noise, which would tell a flip that is the data itself from the data.
    """
    length = np.hypot(mean, error)
    rounded: Array = np.round(mean / np.where(length > 0, length, 1.0), 12).astype(np.float64)
    return rounded


def _standard_error(strata: Sequence[Array]) -> tuple[float | None, float]:
    """Of the mean of the strata's means, with Satterthwaite's degrees of freedom; pooled when a stratum has one pair."""
    if min(len(d) for d in strata) < 2:
        strata = [np.concatenate(list(strata))]
    parts = np.array([d.var(ddof=1) / len(d) if len(d) > 1 else math.nan for d in strata])
    if np.isnan(parts).any():
        return None, math.nan
    freedom = np.array([len(d) - 1 for d in strata], dtype=float)
    total = float(parts.sum())
    df = total**2 / float((parts**2 / freedom).sum()) if total > 0 else float(freedom.sum())
    return math.sqrt(total) / len(strata), df


def _interval(
    strata: Sequence[Array], mean: float, se: float | None, df: float, confidence: float,
    rng: np.random.Generator, resamples: int, population: Population,
) -> tuple[float | None, float | None, str]:  # fmt: skip
    if se is None:
        return None, None, "none: one unit shows no spread"
    if se == 0:
        same = (
            "the personas' differences are all the same"
            if population == "general"
            else "no spread within personas"
        )
        return None, None, f"none: {same}"
    smallest, units = min(len(d) for d in strata), sum(len(d) for d in strata)
    enough = (
        units >= _BOOTSTRAP_PERSONAS
        if population == "general"
        else smallest >= _BOOTSTRAP_REPLICATES and units >= _BOOTSTRAP_PAIRS
    )
    if enough:
        margin = _bootstrap_t(strata, mean, confidence, rng, resamples) * se
        if math.isfinite(margin):
            unit = "of personas" if population == "general" else "of replicates within each persona"
            return mean - margin, mean + margin, f"studentised bootstrap {unit}, {resamples:,} resamples"
    margin = float(stats.t.ppf(0.5 + confidence / 2, df)) * se
    return mean - margin, mean + margin, f"Student's t, {df:.3g} degrees of freedom"


def _bootstrap_t(
    strata: Sequence[Array], mean: float, confidence: float, rng: np.random.Generator, resamples: int
) -> float:
    """How many standard errors the interval reaches to each side: the symmetric bootstrap-t, resampling within strata.

    Hall 1988, Journal of the Royal Statistical Society B 50:35; with equal tails it covers 91-95 % at eight skewed pairs.
    """
    means, parts = np.zeros(resamples), np.zeros(resamples)
    for d in strata:
        drawn = d[rng.integers(0, len(d), (resamples, len(d)))]
        means += drawn.mean(1)
        parts += drawn.var(1, ddof=1) / len(d)
    error = np.sqrt(parts) / len(strata)
    offset = np.abs(means / len(strata) - mean)
    alone = np.where(offset > 1e-12, np.inf, 0.0)
    t = np.where(error > 1e-12, offset / np.where(error > 1e-12, error, 1.0), alone)
    return float(np.quantile(t, confidence, method="higher"))
