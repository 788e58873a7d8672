"""What a person sees while a run is in progress: a live table on a terminal, plain lines in a pipe, nothing when quiet."""

from __future__ import annotations

import shutil
import sys
import textwrap
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

import click

from simulator.cli.terminal import printable
from simulator.models.waits import WAITS
from simulator.money import money
from simulator.plural import many
from simulator.progress import Progress
from simulator.transcript import Discarded, Ending, SessionStatus, Turn, Usage

if TYPE_CHECKING:
    from rich.console import Group

ROWS = 12
"""Courses shown at once; the others are counted."""


@dataclass
class CourseState:
    """Where one course stands."""

    number: int = 0
    turn: int = 0
    discarded: int = 0
    broken: int = 0
    last: str = ""
    ended: bool = False


@dataclass
class Tally:
    """Counts of the whole run, shared by the displays."""

    courses: int = 0
    sessions: int = 0
    done: int = 0
    broken: int = 0
    discarded: int = 0
    calls: int = 0
    recorded: int = 0
    cost: float = 0.0
    unpriced: int = 0
    began: float = field(default_factory=time.monotonic)
    made: int = 0
    """Sessions that were really made, not read from the record: the time left is estimated from these."""

    def cost_text(self) -> str:
        """Money so far; calls without a price are shown as unpriced, never counted as $0."""
        return money(self.cost if self.cost or not self.unpriced else None, self.unpriced)

    def left_text(self) -> str:
        """Time left, from the sessions made so far."""
        if not self.made:
            return "…"
        return clock((time.monotonic() - self.began) / self.made * max(self.sessions - self.done, 0))


def clock(seconds: float) -> str:
    """`3 s`, `4:05 min`, `2:10 h`."""
    if seconds < 60:
        return f"{seconds:.0f} s"
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes}:{rest:02d} min" if minutes < 60 else f"{minutes // 60}:{minutes % 60:02d} h"


class Counting(Progress):
    """Keeps the tally; the displays build on it."""

    def __init__(self) -> None:
        self.tally = Tally()
        self.states: dict[str, CourseState] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        """Nothing to clean up."""

    def run_started(self, courses: int, sessions: int) -> None:
        self.tally.courses, self.tally.sessions = courses, sessions

    def session_started(self, course: str, number: int) -> None:
        state = self.states.setdefault(course, CourseState())
        state.number, state.turn, state.discarded, state.last = number, 0, 0, ""

    def session_kept(self, course: str, number: int, status: SessionStatus, turns: int) -> None:
        self.tally.done += 1
        state = self.states.setdefault(course, CourseState())
        state.number, state.turn = number, turns
        if status is SessionStatus.BROKEN:
            self.tally.broken += 1
            state.broken += 1

    def turn_accepted(self, course: str, number: int, turn: Turn) -> None:  # noqa: ARG002
        state = self.states.setdefault(course, CourseState())
        state.turn, state.last = turn.number + 1, ""

    def attempt_discarded(self, course: str, number: int, discarded: Discarded) -> None:  # noqa: ARG002
        self.tally.discarded += 1
        state = self.states.setdefault(course, CourseState())
        state.discarded += 1
        codes = ", ".join(dict.fromkeys(f.code for f in discarded.findings if f.severity == "hard"))
        state.last = f"turn {discarded.number} again: {discarded.speaker}, {codes}"

    def call_made(self, course: str, usage: Usage, *, from_record: bool) -> None:  # noqa: ARG002
        self.tally.calls += 1
        if from_record:
            self.tally.recorded += 1
        elif usage.cost is None:
            self.tally.unpriced += 1
        else:
            self.tally.cost += usage.cost

    def session_ended(self, course: str, number: int, status: SessionStatus, ending: Ending) -> None:  # noqa: ARG002
        self.tally.done += 1
        self.tally.made += 1
        if status is SessionStatus.BROKEN:
            self.tally.broken += 1
            self.states.setdefault(course, CourseState()).broken += 1

    def course_ended(self, course: str) -> None:
        self.states.setdefault(course, CourseState()).ended = True


class Lines(Counting):
    """One line a session, for pipes and logs."""

    def __enter__(self) -> Self:
        WAITS.tell = self.notice
        return self

    def __exit__(self, *error: object) -> None:
        WAITS.tell = None

    def session_ended(self, course: str, number: int, status: SessionStatus, ending: Ending) -> None:
        super().session_ended(course, number, status, ending)
        state, tally = self.states[course], self.tally
        thrown = f", {state.discarded} discarded" if state.discarded else ""
        click.echo(
            f"[{tally.done}/{tally.sessions}] {course} session {number}: {status.value}, {many(state.turn, 'turn')}{thrown}; "
            f"{ending.reason.value}; {tally.cost_text()}; {tally.left_text()} left",
            err=True,
        )

    def session_kept(self, course: str, number: int, status: SessionStatus, turns: int) -> None:
        super().session_kept(course, number, status, turns)
        broken = ", broken" if status is SessionStatus.BROKEN else ""
        tally = self.tally
        click.echo(
            f"[{tally.done}/{tally.sessions}] {course} session {number}: kept{broken}, {many(turns, 'turn')}",
            err=True,
        )

    def notice(self, text: str) -> None:
        click.echo(printable(text), err=True)


class Live(Counting):
    """A table on the terminal that is redrawn a few times a second."""

    def __init__(self) -> None:
        super().__init__()
        from rich.console import Console
        from rich.live import Live as RichLive

        self._live = RichLive(
            console=Console(stderr=True), get_renderable=self._render, refresh_per_second=6, transient=True
        )

    def __enter__(self) -> Self:
        self._live.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._live.stop()

    def notice(self, text: str) -> None:
        from rich.text import Text

        self._live.console.print(Text(printable(text)))

    def _render(self) -> Group:
        from rich.console import Group
        from rich.progress_bar import ProgressBar
        from rich.table import Table
        from rich.text import Text

        tally = self.tally
        table = Table(box=None, padding=(0, 2, 0, 0), show_header=True, header_style="dim")
        for head in ("course", "session", "turn", "discarded", ""):
            table.add_column(head, justify="left" if head in ("course", "") else "right", no_wrap=True)
        running = [(name, state) for name, state in self.states.items() if not state.ended]
        for name, state in running[:ROWS]:
            table.add_row(
                Text(name),
                str(state.number),
                str(state.turn),
                str(state.discarded or ""),
                Text(state.last, style="yellow"),
            )
        if len(running) > ROWS:
            table.add_row(Text(f"… and {len(running) - ROWS} more", style="dim"))
        bar = Table.grid()  # a bar alone ends no line, and what follows would run out of a narrow terminal
        bar.add_row(ProgressBar(total=max(tally.sessions, 1), completed=tally.done, width=40))
        broken = f"  [red]{tally.broken} broken[/]" if tally.broken else ""
        foot = Text.from_markup(
            f"{tally.done} of {many(tally.sessions, 'session')}{broken} · {tally.discarded} discarded · "
            f"{many(tally.calls, 'call')} · {tally.cost_text()} · {clock(time.monotonic() - tally.began)}, "
            f"{tally.left_text()} left"
        )
        waiting = WAITS.text()
        return Group(table, bar, foot, *([Text(waiting, style="yellow")] if waiting else []))


def wrapped(text: str, hang: int = 0) -> str:
    """A paragraph in lines of the terminal's width; as it is where it goes to a file or another program.

    Args:
        text: one paragraph.
        hang: blanks before each line but the first.
    """
    if not sys.stdout.isatty():
        return text
    width = min(shutil.get_terminal_size().columns, 110)
    return textwrap.fill(
        text, width, subsequent_indent=" " * hang, break_long_words=False, break_on_hyphens=False,
        replace_whitespace=False, drop_whitespace=True,
    )  # fmt: skip


def display(quiet: bool) -> Counting:
    """The display for where standard error goes: a terminal, a pipe, or nowhere."""
    if quiet:
        return Counting()
    return Live() if sys.stderr.isatty() else Lines()
