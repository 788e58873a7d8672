"""Asking a model for the note, again when its answer is not one, and keeping what the session supports."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from tenacity import AsyncRetrying, retry_if_exception_type, stop_after_attempt

from simulator.models import Model, Outcome, Request
from simulator.notes.data import Note
from simulator.notes.draft import Unusable, read_draft
from simulator.notes.ground import Judge, ground
from simulator.transcript import RiskSeen, Turn

TRIES = 3
"""Times a note is asked for."""

RequestFactory = Callable[[int, str], Request]
"""Makes the request of an attempt (counted from 1); the text names what was wrong before, empty the first time."""


@dataclass(frozen=True, slots=True)
class NoteResult:
    """A note, or why there is none."""

    note: Note | None
    failure: str = ""
    """What was wrong with the last answer; empty when there is a note."""
    attempts: int = 0


async def write_note(
    model: Model,
    request_factory: RequestFactory,
    turns: Sequence[Turn],
    session: int,
    *,
    names: Iterable[str] = (),
    judge: Judge | None = None,
    risk: RiskSeen | None = None,
    tries: int = TRIES,
) -> NoteResult:
    """Have a note written about a complete session.

    Args:
        model: who writes it.
        request_factory: makes the request of each attempt.
        turns: of the session.
        session: its number.
        names: of patient and therapist.
        judge: asked about items that words alone do not settle.
        risk: what the turns show about risk; read off their words when left out.
        tries: answers that are waited for at most.

    Returns:
        The note with only supported items, or the failure of the last answer.

    Raises:
        ModelFailure: there was no answer; infrastructure, to be resumed.
    """
    attempts, fault = 0, ""
    try:
        async for attempt in AsyncRetrying(
            stop=stop_after_attempt(tries), retry=retry_if_exception_type(Unusable), reraise=True
        ):
            with attempt:
                attempts += 1
                try:
                    reply = await model.generate(
                        request_factory(attempts, repair_request(fault) if fault else "")
                    )
                    if reply.outcome is not Outcome.OK:
                        raise Unusable(_ANSWERS.get(reply.outcome, f"the answer was {reply.outcome}"))
                    draft = read_draft(reply.text)
                except Unusable as error:
                    fault = str(error)
                    raise
        note = await ground(draft, turns, session, names=names, judge=judge, risk=risk)
    except Unusable:
        return NoteResult(None, fault, attempts)
    return NoteResult(note, "", attempts)


_ANSWERS = {
    Outcome.TRUNCATED: "the answer was cut off before its end; write fewer and shorter items",
    Outcome.EMPTY: "the answer was empty",
}


def repair_request(fault: str) -> str:
    """What a model is told when its answer was not a note."""
    return (
        f"Your last answer could not be used: {fault[:600]}. "
        "Answer again with one JSON object of the asked-for shape and nothing else."
    )


def numbered_transcript(turns: Sequence[Turn]) -> str:
    """The session as the note's prompt shows it: each turn with its number, which items cite."""
    return "\n\n".join(f"[{t.number}] {t.speaker.capitalize()}: {' '.join(t.text.split())}" for t in turns)
