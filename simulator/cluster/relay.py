"""Progress from workers to the command that watches: batches of plain data, never the text of a turn."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from simulator.cluster.job import Event
from simulator.progress import Progress
from simulator.transcript import Discarded, Ending, Finding, SessionStatus, Turn, Usage

INTERVAL = 0.5
"""Seconds between two batches."""


class Relay(Progress):
    """Collects events and hands them on, a batch at a time.

    Args:
        send: given a batch; may be called from any thread.
    """

    def __init__(self, send: Callable[[list[Event]], None]) -> None:
        self._send, self._waiting = send, list[Event]()

    def flush(self) -> None:
        """Hand on what is waiting."""
        waiting, self._waiting = self._waiting, []
        if waiting:
            self._send(waiting)

    async def keep_flushing(self) -> None:
        """Hand on what comes, until cancelled."""
        while True:
            await asyncio.sleep(INTERVAL)
            self.flush()

    def session_started(self, course: str, number: int) -> None:
        self._tell("session_started", course, number)

    def session_kept(self, course: str, number: int, status: SessionStatus, turns: int) -> None:
        self._tell("session_kept", course, number, status.value, turns)

    def turn_accepted(self, course: str, number: int, turn: Turn) -> None:
        self._tell("turn_accepted", course, number, turn.number, turn.speaker)

    def attempt_discarded(self, course: str, number: int, discarded: Discarded) -> None:
        codes = [f.code for f in discarded.findings if f.severity == "hard"]
        self._tell(
            "attempt_discarded", course, number, discarded.number, discarded.speaker, discarded.attempt, codes
        )

    def call_made(self, course: str, usage: Usage, *, from_record: bool) -> None:
        self._tell("call_made", course, usage.input_tokens, usage.output_tokens, usage.cost, from_record)

    def session_ended(self, course: str, number: int, status: SessionStatus, ending: Ending) -> None:
        self._tell("session_ended", course, number, status.value, ending.model_dump(mode="json"))

    def course_ended(self, course: str) -> None:
        self._tell("course_ended", course)

    def notice(self, text: str) -> None:
        self._tell("notice", text)

    def _tell(self, name: str, *arguments: object) -> None:
        self._waiting.append((name, arguments))


def replay_events(events: Iterable[Sequence[Any]], progress: Progress) -> None:
    """Tell a watcher what a batch holds. Turns come without their text."""
    for name, given in events:
        if name == "turn_accepted":
            course, number, turn, speaker = given
            progress.turn_accepted(course, number, Turn(number=turn, speaker=speaker, text=""))
        elif name == "attempt_discarded":
            course, number, turn, speaker, attempt, codes = given
            findings = tuple(Finding(code=code, severity="hard") for code in codes)
            thrown = Discarded(number=turn, speaker=speaker, attempt=attempt, text="", findings=findings)
            progress.attempt_discarded(course, number, thrown)
        elif name == "call_made":
            course, read, written, cost, from_record = given
            usage = Usage(input_tokens=read, output_tokens=written, cost=cost)
            progress.call_made(course, usage, from_record=from_record)
        elif name == "session_ended":
            course, number, status, ending = given
            progress.session_ended(course, number, SessionStatus(status), Ending.model_validate(ending))
        elif name == "session_kept":
            course, number, status, turns = given
            progress.session_kept(course, number, SessionStatus(status), turns)
        else:
            getattr(progress, name)(*given)
