"""What may be said, in one plain sentence."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.study.result import ArmIntegrity, Comparison, Outcome, Verdict
from simulator.study.statistics import Population


def verdict(
    outcome: Outcome, comparison: Comparison, *, claim: str, alpha: float, withheld: Sequence[str]
) -> Verdict:
    """The verdict on a primary outcome.

    Args:
        outcome: with its words.
        comparison: with an adjusted p.
        claim: whom it is about, as `claim_of` says it.
        alpha: level over all primaries.
        withheld: reasons why there can be none.
    """
    first, second = comparison.first, comparison.second
    head = f"{outcome.label}, {second} against {first}"

    def say(kind: str, text: str, **more: str | None) -> Verdict:
        return Verdict.model_validate(
            {
                "outcome": outcome.name,
                "first": first,
                "second": second,
                "kind": kind,
                "sentence": f"{head}: {text}",
            }
            | more
        )

    if not outcome.valid:
        return say("no verdict", f"not valid for this claim. {outcome.note}")
    if withheld:
        return say("no verdict", f"no verdict: {'; '.join(withheld)}.")
    if comparison.difference is None or comparison.p is None or comparison.p_adjusted is None:
        return say("no verdict", "no verdict: there is no pair with a value in both arms.")
    if comparison.p_floor is not None and comparison.p_floor >= alpha:
        return say("no verdict", f"no verdict can be had: {floor_text(comparison, alpha)}.")
    numbers = _numbers(outcome, comparison)
    if comparison.p_adjusted < alpha:
        direction = "lower" if comparison.difference < 0 else "higher"
        better = None
        if outcome.better != "neither":
            better = second if outcome.better == direction else first
        praise = f", which is {'better' if better == second else 'worse'}" if better else ""
        return say(
            "difference",
            f"{direction} in {second}{praise} ({numbers}). {claim}",
            direction=direction,
            better=better,
        )
    missed = (
        f" A difference below {_amount(outcome, comparison.detectable)} would more likely than not have been missed by a study of this size."
        if comparison.detectable
        else ""
    )
    return say(
        "no difference shown",
        f"no difference was shown ({numbers}). That is not evidence of equality.{missed} {claim}",
    )


def floor_text(comparison: Comparison, alpha: float) -> str:
    """What so few units cannot do, in words."""
    unit = "pair" if comparison.units == comparison.pairs else "persona"
    count = f"{_word(comparison.units)} {unit}{'s' if comparison.units != 1 else ''}"
    return f"{count} cannot reach p < {_short(alpha)} (the smallest p they can give is {_short(comparison.p_floor or 1)})"


def claim_of(personas: Sequence[str], population: Population) -> str:
    """Whom a study's verdicts are about."""
    names = ", ".join(personas[:-1]) + (" and " if len(personas) > 1 else "") + personas[-1]
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
            f"the arms differ in sessions that infrastructure kept from being made ({first.arm} {lost[0]}, {second.arm} "
            f"{lost[1]}); go on with the same command until none is missing"
        )
    if first.attempts_allowed != second.attempts_allowed:
        names = [
            k for k in first.attempts_allowed if first.attempts_allowed[k] != second.attempts_allowed.get(k)
        ]
        found.append(f"the arms differ in the attempts they are allowed (guard.retries: {', '.join(names)})")
    return found


def regeneration_differs(first: ArmIntegrity, second: ArmIntegrity) -> str | None:
    """Why the sessions that were kept cannot be compared: one arm's broken sessions were made anew, the other's were not."""
    shares = [(a.regenerated > 0, a.broken > 0) for a in (first, second) if a.broken_first]
    if len(shares) == 2 and shares[0] != shares[1]:
        return f"broken sessions were made anew in one arm and left in the other ({first.arm}: {first.regenerated} made anew, {first.broken} still broken; {second.arm}: {second.regenerated}, {second.broken})"
    return None


def _numbers(outcome: Outcome, comparison: Comparison) -> str:
    parts = [f"difference {_signed(outcome, comparison.difference or 0.0)}"]
    if comparison.low is not None and comparison.high is not None:
        low, high = (
            _signed(outcome, comparison.low, unit=False),
            _signed(outcome, comparison.high, unit=False),
        )
        parts.append(f"95 % interval {low} to {high}")
    else:
        parts.append("no interval: " + comparison.interval.removeprefix("none: "))
    adjusted = (
        ""
        if comparison.p == comparison.p_adjusted
        else f", {comparison.adjustment}-adjusted {_p(comparison.p_adjusted)}"
    )
    parts.append(f"p {_p(comparison.p)}{adjusted}")
    parts.append(f"{comparison.pairs} pair{'s' if comparison.pairs != 1 else ''}")
    return ", ".join(parts)


def _signed(outcome: Outcome, value: float, *, unit: bool = True) -> str:
    sign = "−" if value < 0 else "+"
    return sign + _amount(outcome, abs(value), unit=unit)


def _amount(outcome: Outcome, value: float | None, *, unit: bool = True) -> str:
    if value is None:
        return "unknown"
    if outcome.share:
        return f"{100 * value:.1f}" + (" points" if unit else "")
    text = f"{value:.3g}" if value < 1000 else f"{value:,.0f}"
    return f"{text} {outcome.unit.split(',')[0].split(' per ')[0]}".strip() if unit else text


def _p(value: float | None) -> str:
    if value is None:
        return "unknown"
    return "< .001" if value < 0.001 else "= " + f"{value:.3f}".lstrip("0") if value < 0.9995 else "= 1"


def _short(value: float) -> str:
    return f"{value:.4f}".rstrip("0").lstrip("0")


def _word(count: int) -> str:
    words = (
        "no",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
    )
    return words[count] if count < len(words) else str(count)
