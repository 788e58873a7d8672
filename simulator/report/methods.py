"""The methods of a run as a paragraph fit for a paper: every number in it comes from the record."""

from __future__ import annotations

from simulator.pages.numbers import count, decimal, price, share
from simulator.plural import many
from simulator.report.figures import middle, ninth
from simulator.report.gather import Gathered
from simulator.store.runs import Run


def methods_text(run: Run, found: Gathered) -> str:
    """How the sessions came about, in English prose."""
    plan, total = run.plan, found.total
    said = [_design(run, found), _models(found)]
    both = total.both
    if both.attempts:
        said.append(
            f"Every reply was checked for role integrity before it entered the record; a reply that failed was discarded "
            f"whole and generated again. Of {many(both.turns, 'turn')} that a model was asked for, {count(both.first_broken)} "
            f"({share(both.first_broken, both.turns)}) failed at the first attempt; {count(both.repaired)} of these were "
            f"filled by a later attempt. In all, {count(both.discarded)} of {many(both.attempts, 'attempt')} were discarded."
        )
    if total.finished:
        said.append(
            f"{_sentence(count(total.states['complete']))} of {many(total.planned, 'planned session')} are complete, "
            f"{count(total.states['broken'])} are broken (as first made: {count(total.first_made['broken'])}), and "
            f"{count(total.remade)} were regenerated."
        )
        patient, therapist = total.roles["patient"], total.roles["therapist"]
        said.append(
            f"A session has a median of {decimal(middle(total.turns), 0)} turns and {decimal(middle(total.words), 0)} words; "
            f"a turn has a median of {decimal(middle(therapist.words), 0)} words (90th percentile {decimal(ninth(therapist.words), 0)}) "
            f"for the therapist and {decimal(middle(patient.words), 0)} ({decimal(ninth(patient.words), 0)}) for the patient."
        )
    said.append(f"Model calls cost {price(total.cost, total.unpriced)}. The seed was {plan.seed}.")
    said.append("All dialogue is synthetic: a research simulation, not therapy.")
    return " ".join(filter(None, said))


def _design(run: Run, found: Gathered) -> str:
    plan = run.plan
    versions = ", ".join(found.code_versions) or run.file.code_version
    if run.file.imported:
        return f"{many(found.total.finished, 'session')} {_were(found.total.finished)} imported with session-simulator {versions}."
    arms = f"{len(plan.arms)} arms, " if len(plan.arms) > 1 else ""
    return (
        f"Therapy dialogues between a simulated patient and a simulated therapist were generated with session-simulator "
        f"{versions}: {arms}{many(len(plan.personas), 'persona')} ({', '.join(plan.personas)}), "
        f"{many(plan.replicates, 'course')} of each{' in every arm' if arms else ''}, "
        f"{many(plan.sessions, 'session')} per course, {many(found.total.planned, 'session')} planned."
    )


def _models(found: Gathered) -> str:
    parts = []
    for role, names in found.requested.items():
        said = ", ".join(found.reported.get(role, {}))
        parts.append(f"{role} {', '.join(names)}" + (f" (answering as {said})" if said else ""))
    return f"Models: {'; '.join(parts)}." if parts else ""


def _were(number: int) -> str:
    return "was" if number == 1 else "were"


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
