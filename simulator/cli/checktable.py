"""The table of `simulate check`: what was found, in colour, and from where to regenerate."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.text import Text

from simulator.cli.terminal import plain
from simulator.integrity.inspect import Inspection
from simulator.integrity.reading import Conversation
from simulator.integrity.verdict import Verdict
from simulator.plural import many
from simulator.store.folders import SESSION_NAME
from simulator.store.records import parse_session
from simulator.transcript import Finding, SessionStatus

if TYPE_CHECKING:
    from simulator.transcript import Ending

_AROUND = 60
_STYLES = {"hard": "bold white on red", "soft": "black on yellow", "note": "black on cyan"}


def print_table(results: Sequence[tuple[Conversation, Inspection, Ending | None]], show_all: bool) -> None:
    """Prints each conversation's findings to standard output."""
    console = Console(highlight=False, soft_wrap=True)
    lost = 0
    for talk, found, ending in results:
        console.print(f"[bold]{escape(plain(talk.id))}[/bold]  {many(len(found.turns), 'turn')}")
        for turn, verdict in zip(found.turns, found.verdicts, strict=True):
            shown = (
                verdict.hard if not show_all else tuple(f for f in verdict.findings if f.severity != "note")
            )
            for finding in shown:
                mark = "[red]✗[/red]" if finding.severity == "hard" else "[yellow]·[/yellow]"
                head = f"  {mark} {turn.number:>4} {turn.speaker:<9} {finding.code:<21}"
                console.print(head, Text.assemble(*_span(verdict, finding)), sep=" ")
                console.print(f"{'':>39}[dim]{escape(plain(finding.detail))}[/dim]")
        console.print(f"  {_conclusion(found)}")
        if why := _ended_broken(talk):
            lost += 1
            console.print(f"  [red]ended as broken[/red] when it was made: {escape(plain(why))}")
        if ending is not None and ending.turn is not None:
            number = found.turns[ending.turn].number if ending.turn < len(found.turns) else ending.turn
            console.print(
                f"  [dim]would end at turn {number}: {escape(plain(ending.reason.value))} ({escape(plain(ending.rule or ''))})[/dim]"
            )
    count = sum(found.broken for _, found, _ in results)
    turns = sum(not v.accepted for _, found, _ in results for v in found.verdicts)
    more = f"; {lost} ended as broken when made: `--summary` counts what was discarded" if lost else ""
    console.print(f"{many(len(results), 'conversation')}, {count} broken, {many(turns, 'broken turn')}{more}")


def _ended_broken(talk: Conversation) -> str:
    """Why a session of a run ended as broken: the turn that could not be had is not in its record, so no check can see it."""
    if talk.folder is None:
        return ""
    path = talk.folder / SESSION_NAME
    record = parse_session(path.read_bytes(), path)
    if record.status is not SessionStatus.BROKEN or record.ending is None:
        return ""
    return f"{record.ending.reason}: {record.ending.details}"


def _conclusion(found: Inspection) -> str:
    first, again = found.first_break, found.regenerate_from
    if first is None or again is None:
        return "[green]kept in role[/green]"
    turn, from_turn = found.turns[first], found.turns[again]
    blame = f"; the {from_turn.speaker}'s turn before it is at fault" if again != first else ""
    return f"[red]broken[/red] first at turn {turn.number} by the {turn.speaker}{blame}; regenerate from turn {from_turn.number}"


def _span(verdict: Verdict, finding: Finding) -> list[str | tuple[str, str]]:
    """The evidence in colour with a little of the text around it."""
    text = verdict.text
    start, end = finding.start, min(finding.end, finding.start + 160)
    left = text[max(0, start - _AROUND) : start]
    right = text[end : end + _AROUND] if end == finding.end else ""
    return [
        ("…" if start > _AROUND else "") + plain(left),
        (plain(text[start:end]) or "(nothing)", _STYLES[finding.severity]),
        plain(right) + ("…" if len(text) > end + _AROUND else ""),
    ]
