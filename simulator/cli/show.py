"""`simulate show`: the sessions of a run, or one session in full."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import click

from simulator.cli import shared
from simulator.cli.paper import session_lines
from simulator.cli.terminal import printable
from simulator.command_line import command_line
from simulator.errors import InputError, nearest
from simulator.integrity.account import accounts, lines, session_account
from simulator.money import money
from simulator.plural import many
from simulator.store.content import read_journal
from simulator.store.errors import StoreError
from simulator.store.folders import CourseFolder, SessionFolder
from simulator.store.journal import JOURNAL_NAME
from simulator.store.listing import summarise
from simulator.store.lock import RunLock
from simulator.store.runs import Run
from simulator.store.tables import attempt_rows, session_rows
from simulator.store.versions import differences
from simulator.transcript import OTHER, EndingReason

ACCOUNTED = 200
"""A run with more sessions than this is listed without a sum of what the guard did."""


@click.command()
@click.argument("run")
@click.option("--session", "number", type=int, metavar="N", help="Show this session in full.")
@click.option(
    "--course",
    "key",
    metavar="ARM/PERSONA/rNN",
    help="The course, or a part of its name; needed when the run has several.",
)
@click.option(
    "--attempts",
    is_flag=True,
    help="Also show, struck through, discarded attempts and replies that were made ahead and thrown away.",
)
@click.option(
    "--versions", is_flag=True, help="List the versions of a regenerated session, and how they differ."
)
@shared.runs_dir
@shared.print_json
def command(
    run: str,
    number: int | None,
    key: str | None,
    attempts: bool,
    versions: bool,
    runs_dir: Path,
    as_json: bool,
) -> None:
    """List the sessions of a run, or with --session show one of them in full."""
    opened = Run.open(run, runs_dir)
    if number is None:
        if versions:
            raise InputError("--versions is about one session", remedy="say which with --session N")
        _overview(opened, attempts, as_json)
        return
    for folder in _chosen(opened, number, key):
        if versions:
            _versions(folder, as_json)
        else:
            _session(opened, folder, attempts, as_json)


def _overview(run: Run, attempts: bool, as_json: bool) -> None:
    if as_json:
        rows = attempt_rows(run) if attempts else session_rows(run)
        click.echo(json.dumps(list(rows), indent=1, ensure_ascii=False))
        return
    if attempts:
        raise InputError(
            "--attempts is about one session", remedy="say which with --session N, or give --json"
        )
    found = summarise(run.path)
    click.echo(f"{run.name}: {found.state}; begun {found.created}; {money(found.cost, found.unpriced)}")
    for event in run.file.history:
        click.echo(f"changed {event.at}: {'; '.join(event.what)}")
    for course in run.courses():
        click.echo(f"\n{course.key}")
        for folder in course.sessions():
            try:
                row = folder.summary()
            except StoreError as error:
                click.echo(f"  session {folder.number:>2}  damaged")
                click.echo(printable(str(error)), err=True)
                continue
            if row.state == "partial":
                made = "under way" if found.holder else f"unfinished, {EndingReason.INTERRUPTED}"
                click.echo(f"  session {row.number:>2}  {made}")
                continue
            words = [row.state, many(row.turns, "turn"), f"{row.discarded} discarded"]
            words += [row.reason] if row.reason else []
            words += ["stale"] if row.stale else []
            words += [many(len(folder.older()), "older version")] if row.version else []
            click.echo(f"  session {row.number:>2}  " + ", ".join(words))
    _integrity(run, sum(found.states.values()))


def _integrity(run: Run, sessions: int) -> None:
    """What the guard did in the whole run. That reads every journal, so for a long run only the command for it is shown."""
    if sessions > ACCOUNTED:
        click.echo(f"\nintegrity: simulate check {run.path} --summary")
        return
    try:
        *_, (_, account) = accounts([run.path])
    except (InputError, StoreError, ValueError):
        return  # nothing finished yet, or a damaged file, which is named above
    click.echo("\n" + "\n".join(lines("integrity", account)))


def _chosen(run: Run, number: int, key: str | None) -> list[SessionFolder]:
    courses: list[CourseFolder] = list(run.courses())
    if key is not None:
        courses = [c for c in courses if key == c.key] or [c for c in courses if key in c.key]
    if key is not None and not courses:
        raise InputError(
            f"run {run.name!r} has no course {key!r}", remedy=nearest(key, [c.key for c in run.courses()])
        )
    found = [c.session(number) for c in courses if c.session(number).state != "absent"]
    if not found:
        raise InputError(
            f"run {run.name!r} has no session {number}",
            remedy=f"`{command_line(run.path, 'show')}` lists them",
        )
    if len(found) > 1:
        names = ", ".join(f.course.key for f in found[:12])
        raise InputError(
            f"{len(found)} courses have a session {number}", remedy=f"say which with --course: {names}"
        )
    return found


def _unfinished(run: Run, folder: SessionFolder, as_json: bool) -> None:
    """A session that has no record yet: somebody is making it, or whoever made it was stopped."""
    content = read_journal(folder.path / JOURNAL_NAME)
    kept = [c for c in content.calls.values() if c.verdict is None or c.verdict.accepted]
    calls = many(len(content.calls), "call")
    stopped = None if RunLock(run.path).holder() else EndingReason.INTERRUPTED
    if as_json:
        data = {
            "number": folder.number, "status": folder.state, "calls": len(content.calls),
            "ending": {"reason": stopped.value, "details": f"after {calls}"} if stopped else None,
            "turns": [{"number": c.key.turn, "speaker": c.key.role, "text": c.reply.text} for c in kept if c.key.role in OTHER],
        }  # fmt: skip
        click.echo(json.dumps(data, indent=1, ensure_ascii=False))
        return
    if stopped:
        words = f"was interrupted after {calls}; continue with: {command_line(run.path, 'resume')}"
    else:
        words = f"is under way, {calls} so far: {folder.path}"
    click.echo(f"session {folder.number} {words}", err=True)
    for call in kept:
        click.echo(f"{call.key.turn:>3} {call.key.role}: {printable(call.reply.text)}\n")


def _session(run: Run, folder: SessionFolder, attempts: bool, as_json: bool) -> None:
    if folder.state == "partial":
        _unfinished(run, folder, as_json)
        return
    record = folder.load()
    if as_json:
        data = record.model_dump(mode="json")
        if attempts:
            content = read_journal(folder.path / JOURNAL_NAME)
            data["attempts"] = [
                {
                    "turn": c.key.turn, "role": c.key.role, "attempt": c.key.attempt, "text": c.reply.text,
                    "accepted": c.verdict.accepted if c.verdict else None,
                    "findings": [f.model_dump(mode="json") for f in c.verdict.findings] if c.verdict else [],
                }
                for c in content.calls.values()
            ]  # fmt: skip
            data["thrown_ahead"] = [
                {
                    "turn": a.key.turn, "role": a.key.role, "text": a.reply.text if a.reply else "", "cut_off": a.reply is None,
                    "cost": a.usage.cost,
                }
                for a in content.unused()
            ]  # fmt: skip
        click.echo(json.dumps(data, indent=1, ensure_ascii=False))
        return
    discarded = read_journal(folder.path / JOURNAL_NAME) if attempts else None
    click.echo("\n".join(session_lines(record, discarded)))
    try:
        account = session_account(folder.path / "session.json")
    except (InputError, StoreError):
        return  # an imported session has no journal; a damaged one is named when its attempts are asked for
    click.echo("\n".join(lines("integrity", account)))


def _versions(folder: SessionFolder, as_json: bool) -> None:
    records = [(v.path.name, v.load()) for v in folder.older()]
    if folder.state not in ("absent", "partial"):
        records.append((folder.path.name, folder.load()))
    found = [differences(old, new) for (_, old), (_, new) in pairwise(records)]
    if as_json:
        data = [
            {"folder": name, "version": r.version, "status": r.status.value, "turns": len(r.turns)}
            for name, r in records
        ]
        click.echo(json.dumps({"versions": data, "differences": found}, indent=1, ensure_ascii=False))
        return
    for n, (name, record) in enumerate(records):
        click.echo(
            f"{name}: version {record.version}, {record.status.value}, {many(len(record.turns), 'turn')}"
        )
        for line in found[n] if n < len(found) else []:
            click.echo(f"    then: {printable(line)}")
