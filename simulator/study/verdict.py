"""The verdict on an outcome: what may be concluded, in one plain sentence."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal

from simulator.ordinals import cardinal_words
from simulator.plural import many, plural
from simulator.study.result import ArmIntegrity, Comparison, Outcome, Verdict, VerdictKind
from simulator.study.statistics import Population


def verdict(
    outcome: Outcome, comparison: Comparison, *, about: str, alpha: float, withheld: Sequence[str]
) -> Verdict:
    """The verdict on a primary outcome: one sentence to quote, and a note.

    Args:
        outcome: with its words.
        comparison: with an adjusted p.
        about: which personas it is about, as `about_of` says it.
        alpha: level over all primaries.
        withheld: reasons why there can be none.
    """
    c = comparison
    none = f"{outcome.label}, {c.second} against {c.first}"
    if not outcome.valid:
        text = f"The judge's numbers are not valid for this claim, so there is no verdict on {none}."
        return _say("no verdict", outcome, c, text, note=outcome.note)
    if withheld:
        return _say("no verdict", outcome, c, f"No verdict on {none}: {'; '.join(withheld)}.")
    if c.difference is None or c.p is None or c.p_adjusted is None:
        text = f"No verdict on {none}: there is no pair with a value in both arms."
        return _say("no verdict", outcome, c, text)
    if beyond_reach(c, alpha):
        return _say("no verdict", outcome, c, f"No verdict is possible on {none}: {floor_text(c, alpha)}.")
    if c.p_adjusted < alpha:
        return _difference(outcome, c, c.difference, about)
    after = " after adjustment" if c.p < alpha else ""
    return _say(
        "no difference shown", outcome, c,
        f"{about}, no difference between arms {c.second} and {c.first} was shown{after} in {outcome.label} "
        f"({c.second} − {c.first}: {_signed(outcome, c, c.difference)}; {_numbers(outcome, c)}).",
        note=" ".join(n for n in (_missed(outcome, c), _at_odds(c, shown=False, alpha=alpha)) if n),
    )  # fmt: skip


def _difference(outcome: Outcome, c: Comparison, difference: float, about: str) -> Verdict:
    direction: Literal["lower", "higher"] = "lower" if difference < 0 else "higher"
    how, better = f"was {direction} than arm {c.first} in {outcome.label} by", None
    if outcome.better != "neither":
        better = c.second if outcome.better == direction else c.first
        word = "better" if better == c.second else "worse"
        how = f"was {word} than arm {c.first} in {outcome.label}: {direction} by"
    return _say(
        "difference", outcome, c,
        f"{about}, arm {c.second} {how} {_amount(outcome, c, abs(difference))} ({_numbers(outcome, c)}).",
        note=_at_odds(c, shown=True, alpha=0), direction=direction, better=better,
    )  # fmt: skip


def _say(
    kind: VerdictKind, outcome: Outcome, c: Comparison, sentence: str, *, note: str = "",
    direction: Literal["lower", "higher"] | None = None, better: str | None = None,
) -> Verdict:  # fmt: skip
    return Verdict(
        outcome=outcome.name, first=c.first, second=c.second, kind=kind, direction=direction, better=better,
        sentence=sentence, note=note,
    )  # fmt: skip


def _missed(outcome: Outcome, c: Comparison) -> str:
    equal = "That is not evidence of equality"
    if not c.detectable:
        return f"{equal}."
    least = _amount(outcome, c, c.detectable)
    return f"{equal}: a study of this size and spread finds a true difference of {least} four times in five, a smaller one less often."


def _at_odds(c: Comparison, *, shown: bool, alpha: float) -> str:
    """Why interval and verdict seem to say different things, where they do."""
    if c.low is None or c.high is None or c.p is None or (c.low > 0 or c.high < 0) == shown:
        return ""
    if not shown and c.p < alpha:
        return "The interval is of this outcome alone: it leaves out zero, but not by enough for so many comparisons."
    where = "reaches over" if shown else "leaves out"
    return f"The interval {where} zero while the test says otherwise: this is at the edge, and the verdict goes by the test."


def beyond_reach(comparison: Comparison, alpha: float) -> bool:
    """Whether so few units can decide nothing, whatever the data."""
    floors = (comparison.p_floor, comparison.p_floor_adjusted)
    return any(floor is not None and floor >= alpha for floor in floors)


def floor_text(comparison: Comparison, alpha: float) -> str:
    """What so few units cannot do, in words."""
    unit = "pair" if comparison.units == comparison.pairs else "persona"
    count = f"{_word(comparison.units)} {plural(comparison.units, unit)}"
    floor, least = comparison.p_floor or 1, comparison.p_floor_adjusted
    over = adjusted = ""
    if floor < alpha and least is not None:
        over = f" in {_word(comparison.family)} primary comparisons"
        adjusted = f", {comparison.adjustment}-adjusted {_short(least)}"
    return f"{count} cannot reach p < {_short(alpha)}{over} (the smallest p they can give is {_short(floor)}{adjusted})"


def about_of(personas: Sequence[str], population: Population) -> str:
    """Which personas a verdict is about, as the beginning of its sentence."""
    if population == "general":
        return f"For personas like the {len(personas)} of this study"
    if len(personas) == 1:
        return f"For this one persona, {personas[0]}"
    return f"For these {_word(len(personas))} personas, {_names(personas)}"


def claim_of(personas: Sequence[str], population: Population) -> str:
    """Which personas a study's verdicts are about."""
    names = _names(personas)
    if population == "general":
        return f"The claim is about personas like the {len(personas)} of this study."
    if len(personas) == 1:
        return f"The claim is about this one persona, {names}, and no other."
    return f"The claim is about these {_word(len(personas))} personas, {names}, and no others."


def reasons_to_withhold(first: ArmIntegrity, second: ArmIntegrity) -> list[str]:
    """Why two arms cannot be compared fairly; empty when they can."""
    found = []
    lost = (first.failed + first.missing, second.failed + second.missing)
    if lost[0] != lost[1]:
        found.append(
            "the arms differ in sessions that infrastructure kept from being made or that are still to come "
            f"({first.arm} {lost[0]}, {second.arm} {lost[1]})"
        )
    if first.attempts_allowed != second.attempts_allowed:
        names = [
            k for k in first.attempts_allowed if first.attempts_allowed[k] != second.attempts_allowed.get(k)
        ]
        found.append(f"the arms differ in the attempts they are allowed (guard.retries: {', '.join(names)})")
    return found


def regeneration_differs(first: ArmIntegrity, second: ArmIntegrity) -> str | None:
    """Why the sessions that were kept cannot be compared: one arm's broken sessions were regenerated, the other's were not."""
    shares = [(a.regenerated > 0, a.broken > 0) for a in (first, second) if a.broken_first]
    if len(shares) == 2 and shares[0] != shares[1]:
        return f"broken sessions were regenerated in one arm and left in the other ({first.arm}: {first.regenerated} regenerated, {first.broken} still broken; {second.arm}: {second.regenerated}, {second.broken})"
    return None


def _names(personas: Sequence[str]) -> str:
    return ", ".join(personas[:-1]) + (" and " if len(personas) > 1 else "") + personas[-1]


def _numbers(outcome: Outcome, c: Comparison) -> str:
    """Interval, p and pairs; what is adjusted is said, and so is what is not."""
    alone = c.family == 1
    if c.low is not None and c.high is not None:
        low, high = (_signed(outcome, c, bound, unit=False) for bound in (c.low, c.high))
        interval = f"{'' if alone else 'unadjusted '}95 % interval {low} to {high}"
    else:
        interval = f"no interval ({c.interval.removeprefix('none: ')})"
    p = f"p {_p(c.p)}"
    if not alone:
        p += f"; {c.adjustment}-adjusted over {_word(c.family)} primary comparisons p {_p(c.p_adjusted)}"
    return f"{interval}, {p}; {many(c.pairs, 'pair')}"


def _signed(outcome: Outcome, c: Comparison, value: float, *, unit: bool = True) -> str:
    text = _amount(outcome, c, abs(value), unit=unit)
    zero = not any(digit in text.split(" ")[0] for digit in "123456789")
    return text if zero else ("−" if value < 0 else "+") + text


def _amount(outcome: Outcome, c: Comparison, value: float, *, unit: bool = True) -> str:
    """With as many decimals as give the largest of difference and bounds three digits that count."""
    if outcome.share:
        return f"{100 * value:.1f}" + (" percentage points" if unit else "")
    largest = max(abs(x) for x in (c.difference, c.low, c.high, 0.0) if x is not None) or value
    decimals = min(6, max(0, 2 - math.floor(math.log10(largest)))) if largest > 0 else 0
    text = f"{value:,.{decimals}f}"
    words = outcome.unit.split(",")[0]
    if words == "US dollars":
        return f"${text}"
    if not words.startswith("per "):
        words = words.split(" per ")[0]
    counted = unit and words[:1].isalpha() and not words.startswith(("ratio", "from "))  # such have no unit
    return f"{text} {words}" if counted else text


def _p(value: float | None) -> str:
    if value is None:
        return "unknown"
    return "< .001" if value < 0.001 else "= " + f"{value:.3f}".lstrip("0") if value < 0.9995 else "= 1"


def _short(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".").lstrip("0") or "0"


def _word(count: int) -> str:
    return "no" if count == 0 else cardinal_words(count) if count <= 12 else str(count)
