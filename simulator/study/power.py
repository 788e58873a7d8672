"""What a number of pairs can show, how many pairs an effect needs.

Effects are in standard deviations of the difference within pairs of one persona (dz). `spread` is how much personas differ in
their effect, in the same unit. Power is that of the t test on the same units (noncentral t), at the level that the sign-flip
test of so many units can in fact reach; docs/study.md compares it with simulated studies.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from scipy import optimize, stats

from simulator.study.statistics import EXACT_PAIRS, Population, p_floor

MOST_REPLICATES = 2_000


@dataclass(frozen=True)
class Layout:
    """The size of a study."""

    personas: int
    replicates: int
    population: Population
    spread: float = 0.0
    """How much personas differ in their effect; matters for `general` only."""

    @property
    def units(self) -> int:
        """What the test flips."""
        return self.personas if self.population == "general" else self.personas * self.replicates

    @property
    def error(self) -> float:
        """Standard error of the mean difference, in dz."""
        if self.population == "general":
            return math.sqrt((self.spread**2 + 1 / self.replicates) / self.personas)
        return 1 / math.sqrt(self.units)

    @property
    def freedom(self) -> int:
        """Degrees of freedom."""
        if self.population == "general" or self.replicates == 1:
            return self.units - 1
        return self.personas * (self.replicates - 1)


def reachable_level(units: int, alpha: float) -> float:
    """The largest level not above alpha at which a sign-flip test of so many units can reject; 0 when it never can.

    >>> reachable_level(5, 0.05), reachable_level(6, 0.05), reachable_level(7, 0.05)
    (0.0, 0.03125, 0.046875)
    """
    floor = p_floor(units)
    if floor >= alpha:  # p < alpha is asked for
        return 0.0
    if units > EXACT_PAIRS:
        return alpha
    steps = math.ceil(alpha / floor) - 1
    return steps * floor


def power_of(effect: float, layout: Layout, alpha: float = 0.05) -> float:
    """Chance that a study finds an effect (dz) that is there."""
    level = reachable_level(layout.units, alpha)
    if level <= 0 or layout.freedom < 1:
        return 0.0
    return _power(abs(effect) / layout.error, layout.units, layout.freedom, level)


def _power(noncentrality: float, units: int, freedom: int, level: float) -> float:
    if level == p_floor(units):  # only units that all point the same way can reach it
        each = noncentrality / math.sqrt(units)
        return float(stats.norm.cdf(each) ** units + stats.norm.sf(each) ** units)
    critical = float(stats.t.ppf(1 - level / 2, freedom))
    above, below = (
        stats.nct.sf(critical, freedom, noncentrality),
        stats.nct.cdf(-critical, freedom, noncentrality),
    )
    # scipy's nct.cdf gives nan far out in the tail, where it is nothing.
    return float(above) + (0.0 if math.isnan(below) else float(below))


def detectable(layout: Layout, alpha: float = 0.05, power: float = 0.8) -> float | None:
    """The smallest effect (dz) found with this power; None when the study can find nothing at all."""
    factor = noncentrality_for(layout.units, layout.freedom, alpha, power)
    return None if factor is None else factor * layout.error


def noncentrality_for(units: int, freedom: int, alpha: float, power: float) -> float | None:
    """How many standard errors away an effect must be to be found with this power; None when none can be."""
    level = reachable_level(units, alpha)
    if level <= 0 or freedom < 1:
        return None
    return float(optimize.brentq(lambda x: _power(x, units, freedom, level) - power, 0.0, 300.0, xtol=1e-4))


def replicates_for(
    effect: float,
    personas: int,
    population: Population,
    *,
    spread: float = 0.0,
    alpha: float = 0.05,
    power: float = 0.8,
) -> int | None:
    """Replicates of each persona that find an effect (dz) with this power; None when no number does: more personas would."""
    if effect == 0:
        return None
    low, high = 0, 1
    while power_of(effect, Layout(personas, high, population, spread), alpha) < power:
        low, high = high, high * 2
        if high > MOST_REPLICATES:
            return None
    while high - low > 1:
        middle = (low + high) // 2
        if power_of(effect, Layout(personas, middle, population, spread), alpha) < power:
            low = middle
        else:
            high = middle
    return high


def effect_of_rates(first: float, second: float, trials: int = 1, correlation: float = 0.0) -> float:
    """dz of two rates, each measured over so many trials (turns of a session, sessions of a course) of a pair.

    Args:
        first: the rate of one arm, 0-1.
        second: of the other.
        trials: how many trials a pair's value averages in each arm.
        correlation: of the two arms' values within pairs.
    """
    a, b = first * (1 - first) / trials, second * (1 - second) / trials
    spread = math.sqrt(a + b - 2 * correlation * math.sqrt(a * b))
    return (second - first) / spread if spread else math.inf


def mcnemar_power(
    first: float, second: float, pairs: int, *, correlation: float = 0.3, alpha: float = 0.05
) -> float:
    """Power of the exact McNemar test for two rates of paired yes/no outcomes; computed, not simulated.

    `correlation` is that of the normal variables behind the two outcomes (tetrachoric).
    """
    if not (0 < first < 1 and 0 < second < 1):
        both = min(first, second) if max(first, second) == 1 else 0.0
    else:
        cuts = stats.norm.ppf([first, second])
        both = float(stats.multivariate_normal.cdf(cuts, cov=[[1, correlation], [correlation, 1]]))
    only_first, only_second = first - both, second - both
    discordant = only_first + only_second
    if discordant <= 0:
        return 0.0
    total = 0.0
    for count in range(1, pairs + 1):
        critical = int(stats.binom.ppf(alpha / 2, count, 0.5))
        while critical >= 0 and 2 * stats.binom.cdf(critical, count, 0.5) > alpha:
            critical -= 1
        if critical < 0:
            continue
        share = only_second / discordant
        found = stats.binom.cdf(critical, count, share) + stats.binom.sf(count - critical - 1, count, share)
        total += float(stats.binom.pmf(count, pairs, discordant) * found)
    return total
