"""The methods of a study in a paragraph fit for a paper, with every number in it."""

from __future__ import annotations

from simulator.plural import many
from simulator.study.result import Outcome, StudyResult
from simulator.study.statistics import EXACT_PAIRS, FLIPS


def methods_text(result: StudyResult) -> str:
    """The paragraph."""
    return " ".join(
        part
        for part in (_what(result), _how(result), _outcomes(result), _tests(result), _judge(result))
        if part
    )


def _what(r: StudyResult) -> str:
    arms = "; ".join(
        f"{arm.name} (prompt {arm.prompt}, SHA-256 {arm.prompt_sha256[:12] or 'unknown'})" for arm in r.arms
    )
    roles = sorted({role for arm in r.arms for role in arm.models})
    played = ", ".join(f"{role}: {_played(role, r)}" for role in roles)
    return (
        f"{_players(r)} played patient and therapist in simulated sessions (session simulator {r.code_version}; {played}). "
        f"{len(r.arms)} arms were compared: {arms}. {many(len(r.personas), 'simulated patient')} ({', '.join(r.personas)}) had "
        f"{many(r.replicates, 'course')} of {many(r.sessions, 'session')} each in every arm "
        f"(seed {r.seed}); arms were interleaved in time and shared persona, seeds, events, homework outcomes and first words."
    )


def _players(r: StudyResult) -> str:
    """Who spoke. The offline model is code, and a paper must not call it a language model."""
    named = {arm.models.get(role, "none") for arm in r.arms for role in ("patient", "therapist")}
    offline = sorted(name for name in named if name.startswith("offline"))
    if not offline:
        return "Two language models"
    if len(offline) == len(named):
        return f"Code that chooses from written lines ({', '.join(offline)}), not a language model,"
    return (
        f"Models, of which {' and '.join(offline)} {'is' if len(offline) == 1 else 'are'} no language model,"
    )


def _played(role: str, r: StudyResult) -> str:
    """The model of a role; of each arm where the arms differ in it."""
    models = {arm.name: arm.models.get(role, "none") for arm in r.arms}
    if len(set(models.values())) == 1:
        return next(iter(models.values()))
    return " and ".join(f"{model} in arm {arm}" for arm, model in models.items())


def _how(r: StudyResult) -> str:
    if r.design.get("design") != "fork":
        return "The unit of analysis is the course."
    at = r.design["fork_at"]
    return (
        f"Sessions before session {at} were made once, by arm {r.design.get('base') or r.arms[0].name}, and shared; the arms "
        f"differ from session {at} on, and only those sessions count."
    )


def _outcomes(r: StudyResult) -> str:
    names = [o.label for o in r.outcomes if o.primary]
    made = sum(a.complete + a.broken for a in r.integrity)
    broken = ", ".join(f"{a.arm} {a.broken_first}" for a in r.integrity)
    return (
        f"Primary outcomes, declared before the run: {'; '.join(names)}. All sessions that were started and finished count as "
        f"they were first made ({many(made, 'session')}; broken: {broken}); results after regeneration are given beside them."
    )


def _tests(r: StudyResult) -> str:
    compared = [c for o in primaries_of(r) for c in o.comparisons if c.view == "started"]
    first = next((c for c in compared if c.p is not None), None)
    if first is None:
        return "No pair could be compared."
    flips = "all sign flips" if first.exact else f"{FLIPS:,} random sign flips"
    clusters = (
        "differences of persona means, since the claim is about personas like these"
        if r.population == "general"
        else "pairs of one persona and replicate, stratified by persona, since the claim is about these personas"
    )
    made = dict.fromkeys(c.interval for c in compared if not c.interval.startswith("none"))
    how = "; ".join(made) or "not available"
    return (
        f"Differences are between {clusters}; personas count alike. Intervals are 95 %, of one outcome alone ({how}); p values are two-sided, from a "
        f"studentised sign-flip permutation test ({flips}; exact up to {EXACT_PAIRS} units), adjusted by Holm's procedure over the "
        f"primaries at level {r.design['alpha']}; all other outcomes are exploratory, adjusted by Benjamini and Hochberg's. "
        f"Broken courses were also compared by the exact McNemar test, shares by Clopper-Pearson intervals. {r.claim}"
    )


def primaries_of(r: StudyResult) -> list[Outcome]:
    """The primary outcomes."""
    return [o for o in r.outcomes if o.primary]


def _judge(r: StudyResult) -> str:
    if r.judge is None:
        return ""
    j = r.judge
    failed = [name for name, valid in j.valid.items() if not valid]
    verdict = (
        f" It failed its controls for {', '.join(failed)}, which is therefore not reported."
        if failed
        else " It passed all controls."
    )
    return (
        f"Sessions were rated by {j.model} (family: {j.family}), blind to arm and prompt, {many(j.passes, 'time')} each, comparisons in "
        f"both orders; every answer had to quote the transcript ({_share(j.quotes_found)} of quotes were found). Planted controls "
        f"beside sound sessions were a poor therapist, shuffled turns and sessions broken off.{verdict}"
    )


def _share(value: float | None) -> str:
    return "none" if value is None else f"{value:.0%}"
