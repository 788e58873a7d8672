"""A session as readable text."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

import click

from simulator.cli.terminal import printable
from simulator.store.content import Content
from simulator.store.pages import synthetic_line
from simulator.store.records import SessionRecord
from simulator.store.rows import AheadRow, CallRow
from simulator.transcript import Finding, Turn

WIDTH = 88
_LABELS = {"patient": "Patient", "therapist": "Therapist"}


def session_lines(record: SessionRecord, content: Content | None) -> Iterator[str]:
    """The lines of a session.

    Args:
        content: the journal, to show the discarded attempts struck through; None leaves them out.
    """
    title = f"{record.arm} · {record.persona} · replicate {record.replicate} · session {record.number}"
    yield click.style(title, bold=True)
    yield f"{record.status.value}" + (f", version {record.version}" if record.version else "")
    if record.plan is not None:
        yield f"held on {record.plan.date:%A}, {record.plan.date.isoformat()}"
    if record.stale is not None:
        yield f"stale: session {record.stale.parent_session}, on which it rests, was regenerated afterwards"
    yield ""
    calls = [c for c in content.calls.values() if c.key.role in _LABELS] if content else []
    ahead = content.unused() if content else []
    for turn in record.turns:
        yield from _made_ahead([a for a in ahead if a.key.turn == turn.number])
        yield from _thrown([c for c in calls if c.key.turn == turn.number], turn.attempts)
        yield from _turn(turn)
    last = len(record.turns)
    yield from _made_ahead([a for a in ahead if a.key.turn >= last])
    yield from _thrown([c for c in calls if c.key.turn >= last])
    if record.ending is not None:
        yield (
            click.style("Ending: ", bold=True)
            + f"{record.ending.reason.value}: {printable(record.ending.details)}"
        )
        if record.ending.flags:
            yield "flags: " + ", ".join(record.ending.flags)
        yield ""
    if record.note_text:
        yield click.style("Note", bold=True)
        yield printable(record.note_text)
        yield ""
    yield click.style(synthetic_line(record), dim=True)


def _turn(turn: Turn) -> Iterator[str]:
    label = click.style(f"{turn.number:>3} {_LABELS[turn.speaker]}", bold=True)
    again = f"  ({turn.attempts} attempts)" if turn.attempts > 1 else ""
    yield label + again
    yield _wrapped(printable(turn.text))
    for finding in turn.findings:
        yield "    " + click.style(f"[{finding.severity}] {_told(finding)}", fg="yellow")
    yield ""


def _thrown(calls: list[CallRow], kept: int | None = None) -> Iterator[str]:
    """The attempts of a turn that are not the one in the record: discarded, or accepted and taken back later."""
    for call in sorted(calls, key=lambda c: (c.key.turn, c.key.attempt)):
        judged = call.verdict
        if judged is None or call.key.attempt == kept:
            continue
        codes = ", ".join(_told(f) for f in judged.findings if f.severity == "hard") or "taken back"
        yield click.style(
            f"{call.key.turn:>3} {_LABELS[call.key.role]}, attempt {call.key.attempt} discarded", dim=True
        )
        yield _struck(_wrapped(printable(call.reply.text) or "(empty)"))
        yield "    " + click.style(codes, fg="red")
        yield ""


def _made_ahead(rows: list[AheadRow]) -> Iterator[str]:
    """Replies that were asked for while a judge read the turn before, and thrown away with it."""
    for row in rows:
        cost = f"${row.usage.cost:.4f}" if row.usage.cost is not None else "cost unknown"
        cut = "" if row.reply else "cut off, "
        head = f"{row.key.turn:>3} {_LABELS[row.key.role]}, made ahead and thrown away: {cut}{cost}"
        yield click.style(head, dim=True)
        if row.reply:
            yield _struck(_wrapped(printable(row.reply.text) or "(empty)"))
        yield ""


def _struck(text: str) -> str:
    return "\n".join(
        f"    ~~{click.style(line.strip(), strikethrough=True)}~~" if line.strip() else ""
        for line in text.split("\n")
    )


def _told(finding: Finding) -> str:
    detail = f": {finding.detail}" if finding.detail else ""
    return printable(f"{finding.code}{detail}")


def _wrapped(text: str) -> str:
    paragraphs = [
        textwrap.fill(
            line,
            WIDTH,
            initial_indent="    ",
            subsequent_indent="    ",
            break_long_words=False,
            break_on_hyphens=False,
        )
        for line in text.split("\n")
    ]
    return "\n".join(paragraphs)
