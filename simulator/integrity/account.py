"""The integrity report: attempts, discards by code and speaker, repairs that worked and what they cost, from session to run."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from simulator.errors import InputError
from simulator.integrity.inspect import IntegritySummary, add_cost, summarise
from simulator.money import dollars
from simulator.plural import many
from simulator.transcript import OTHER, Discarded


def session_files(path: Path) -> list[Path]:
    """The `session.json` of each session in a run, course or session folder; replaced versions are left out.

    Raises:
        InputError: there is none.
    """
    found = (
        [path]
        if path.name == "session.json"
        else sorted(p for p in path.rglob("session.json") if not re.search(r"\.v\d+$", p.parent.name))
    )
    if not found or not found[0].is_file():
        raise InputError(
            "there is no session in it",
            file=path,
            remedy="--summary counts attempts, which only runs of this program keep",
        )
    return found


def session_account(path: Path) -> IntegritySummary:
    """What the guard did in one session.

    Args:
        path: its `session.json`; the journal beside it knows the discarded attempts.

    Raises:
        InputError, StoreError: a file is damaged.
    """
    from simulator.store.content import read_journal
    from simulator.store.journal import JOURNAL_NAME
    from simulator.store.records import UNUSED, RoleUsage, parse_session

    record = parse_session(path.read_bytes(), path)
    discarded: list[Discarded] = []
    cost: float | None = 0.0
    for call in read_journal(path.parent / JOURNAL_NAME).calls.values():
        if call.verdict is None or call.verdict.accepted or call.key.role not in OTHER:
            continue
        speaker = "patient" if call.key.role == "patient" else "therapist"
        discarded.append(
            Discarded(
                number=call.key.turn,
                speaker=speaker,
                attempt=call.key.attempt,
                text=call.reply.text,
                findings=tuple(call.verdict.findings),
            )
        )
        price = call.reply.usage.cost
        cost = add_cost(cost, price)
    thrown = record.usage.get(UNUSED, RoleUsage())
    return replace(
        summarise(record.turns, discarded, cost),
        ahead=sum(used.ahead for used in record.usage.values()),
        unused=thrown.calls,
        cost_unused=None if thrown.unpriced else thrown.usage.cost or 0.0,
    )


def accounts(paths: Iterable[Path]) -> Iterator[tuple[str, IntegritySummary]]:
    """Each session, then each course of several sessions, then all together."""
    total, count = IntegritySummary(), 0
    for path in paths:
        courses: dict[Path, IntegritySummary] = {}
        sizes: dict[Path, int] = {}
        for file in session_files(path):
            found = session_account(file)
            yield f"session {_short(file.parent, path)}", found
            course = file.parent.parent
            courses[course] = courses.get(course, IntegritySummary()) + found
            sizes[course] = sizes.get(course, 0) + 1
            total, count = total + found, count + 1
        for course, found in courses.items():
            if sizes[course] > 1:
                yield f"course {_short(course, path)}", found
    if count > 1:
        yield f"all {count} sessions", total


def _short(folder: Path, below: Path) -> str:
    return str(folder.relative_to(below)) if below in folder.parents else folder.name


def lines(name: str, found: IntegritySummary) -> list[str]:
    """The report of one session, course or run as lines of text."""
    gone = sum(found.discarded.values())
    rate = found.first_broken_rate
    cost = dollars(found.cost)
    said = [
        f"{name}: {many(found.turns, 'turn')}, {many(found.attempts, 'attempt')}, {gone} discarded"
        + (f" ({cost})" if gone else "")
    ]
    if gone:
        said.append(
            f"  first attempt broken {many(found.first_broken, 'time')}"
            + (f" ({rate:.1%})" if rate is not None else "")
            + f", {found.repaired} of them mended"
        )
        said += [f"  discarded: {s} {c} {n}" for (s, c), n in found.discarded.most_common()]
    if made := found.ahead + found.unused:
        thrown = f" ({dollars(found.cost_unused)})" if found.unused else ""
        said.append(f"  replies made ahead: {made}, {found.ahead} used, {found.unused} thrown away{thrown}")
    said += [f"  kept, soft: {s} {c} {n}" for (s, c), n in found.soft.most_common()]
    return said
