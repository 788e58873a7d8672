"""What happens during a run, as events for a watcher: a display, a notebook, a test. The run does not depend on one."""

from __future__ import annotations

from simulator.transcript import Discarded, Ending, SessionStatus, Turn, Usage


class Progress:
    """A watcher that does nothing; override what is of interest. Its methods must not raise and must be quick."""

    def run_started(self, courses: int, sessions: int) -> None:
        """How many courses and sessions are to be made in all."""

    def session_started(self, course: str, number: int) -> None:
        """A session begins, or is taken up again."""

    def session_kept(self, course: str, number: int, status: SessionStatus, turns: int) -> None:
        """A session is there already and stays as it is."""

    def turn_accepted(self, course: str, number: int, turn: Turn) -> None:
        """A turn entered the record."""

    def attempt_discarded(self, course: str, number: int, discarded: Discarded) -> None:
        """An attempt did not."""

    def call_made(self, course: str, usage: Usage, *, from_record: bool) -> None:
        """A model answered; `from_record` when the answer was on disk already and cost nothing now."""

    def session_ended(self, course: str, number: int, status: SessionStatus, ending: Ending) -> None:
        """A session has its ending."""

    def course_ended(self, course: str) -> None:
        """A course has all its sessions, or cannot continue."""

    def notice(self, text: str) -> None:
        """Something a person should know (a repaired journal, a repeated provider failure)."""
