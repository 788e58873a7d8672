"""`simulate check`: checks existing conversations, turn by turn."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from simulator.cli import shared
from simulator.cli.judge_bill import JudgeBill, judged
from simulator.cli.standards import Standard, Standards
from simulator.cli.terminal import printable
from simulator.errors import InputError
from simulator.integrity.inspect import Inspection, inspect
from simulator.integrity.reading import Conversation, read_each
from simulator.plural import many
from simulator.store.importers.model import Options
from simulator.store.runfile import RUN_NAME
from simulator.transcript import Finding, Speaker

if TYPE_CHECKING:
    from simulator.transcript import Ending

Result = tuple[Conversation, Inspection, "Ending | None"]


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--format", "form", type=click.Choice(["table", "json", "jsonl"]), default="table", help="How to print."
)
@click.option(
    "--judge", metavar="MODEL", help="Ask this model where the checks are unsure; it may cost money."
)
@click.option(
    "--config",
    "config_name",
    metavar="NAME|FILE",
    help="A configuration whose `guard` part is used, e.g. guard-strict.",
)
@click.option(
    "--summary",
    is_flag=True,
    help="For runs: attempts, discards by code, repairs and their cost, as counted while they were made.",
)
@click.option("--all", "show_all", is_flag=True, help="In the table, also show accepted turns with findings.")
@shared.patient_labels
@shared.therapist_labels
@shared.assistant
def check(
    paths: tuple[Path, ...],
    form: str,
    judge: str | None,
    config_name: str | None,
    summary: bool,
    show_all: bool,
    patients: tuple[str, ...],
    therapists: tuple[str, ...],
    assistant: Speaker,
) -> None:
    """Check transcripts for role breaks.

    PATH is a run's name, a session or run folder, a JSONL file (one turn per line), anything that `simulate import` reads, or a
    folder of such files. A run is judged by its own guard settings and ending rules, everything else by the shipped ones;
    --config names other guard settings. With --summary nothing is checked again: the command counts what the guard did when
    the runs were made.

    Exit code 1 when a turn is broken or a file cannot be read, 2 when none can.
    """
    paths = tuple(run_named(path) for path in paths)
    if summary:
        _print_accounts(paths, form)
        return
    standards = Standards(config_name)
    conversations, faults = _read(
        paths, Options(patients, therapists or Options().therapist, assistant=assistant)
    )
    bill, broken = JudgeBill(), False
    results: list[Result] = []
    for talk in conversations:
        found, ending, price = _checked(talk, standards.of(talk), judge)
        bill += price
        broken = broken or found.broken
        if form == "jsonl":
            for row in _rows(talk, found, ending):
                click.echo(json.dumps(row, ensure_ascii=False))
        else:
            results.append((talk, found, ending))
    if form == "json":
        click.echo(json.dumps([_summary(*r) for r in results], ensure_ascii=False, indent=1))
    elif form == "table":
        from simulator.cli.checktable import print_table

        print_table(results, show_all)
    for words in standards.told:
        click.echo(printable(words), err=True)
    if faults:
        click.echo(f"{many(len(conversations), 'conversation')} checked; not read: {len(faults)}", err=True)
    if judge:
        click.echo(str(bill), err=True)
    click.get_current_context().exit(1 if broken or faults else 0)


command = check


def run_named(path: Path) -> Path:
    """The path itself; for the name of a run its folder under `runs/`; for a run.yaml the folder it is in."""
    if path.name == RUN_NAME and path.is_file():
        return path.parent
    named = Path("runs") / path
    return named if not path.exists() and len(path.parts) == 1 and named.is_dir() else path


def _read(paths: tuple[Path, ...], options: Options) -> tuple[list[Conversation], list[InputError]]:
    """What can be read, and what is wrong with the rest, which is told at once. Raises InputError: nothing can."""
    conversations, faults = read_each(paths, options)
    if faults and not conversations and len(faults) == 1:
        raise faults[0]
    for fault in faults:
        click.echo(f"cannot be read: {fault}", err=True)
    if not conversations:
        raise InputError(f"none of {len(faults)} files can be read")
    return conversations, faults


def _checked(
    talk: Conversation, standard: Standard, judge: str | None
) -> tuple[Inspection, Ending | None, JudgeBill]:
    """What the guard, the ending rules and, where it is named, a judge model find in a conversation."""
    from simulator.endings import find_ending
    from simulator.transcript import Turn

    found, price = (
        inspect(
            talk.turns, standard.guard, persona=talk.persona, therapist=talk.therapist, session=talk.session,
            notes=talk.notes,
        ),
        JudgeBill(),
    )  # fmt: skip
    if judge:
        found, price = judged(found, judge, standard.config)
    turns = [
        Turn(number=i, speaker=t.speaker, text=t.text, source="import") for i, t in enumerate(talk.turns)
    ]
    ending = find_ending(turns, standard.rules, patient=talk.persona, therapist=talk.therapist)
    return found, ending, price


def _print_accounts(paths: tuple[Path, ...], form: str) -> None:
    from simulator.integrity.account import accounts, lines

    found = list(accounts(paths))
    if form == "json":
        click.echo(json.dumps([{"of": n, **a.as_dict()} for n, a in found], ensure_ascii=False, indent=1))
    for name, account in found if form != "json" else []:
        if form == "jsonl":
            click.echo(json.dumps({"of": name, **account.as_dict()}, ensure_ascii=False))
        else:
            click.echo("\n".join(lines(name, account)))


def _rows(talk: Conversation, found: Inspection, ending: Ending | None) -> Iterator[dict[str, Any]]:
    for position, (turn, verdict) in enumerate(zip(found.turns, found.verdicts, strict=True)):
        ends = ending if ending is not None and ending.turn == position else None
        yield {
            "conversation": talk.id,
            "turn": turn.number,
            "verdict": "accept" if verdict.accepted else "reject",
            "findings": [_finding(f) for f in verdict.findings],
            "ending": {"reason": ends.reason.value, "rule": ends.rule, "details": ends.details}
            if ends
            else None,
        }


def _finding(finding: Finding) -> dict[str, Any]:
    return finding.model_dump(include={"code", "severity", "start", "end", "evidence", "detail"})


def _summary(talk: Conversation, found: Inspection, ending: Ending | None) -> dict[str, Any]:
    first, again = found.first_break, found.regenerate_from
    rejected = [v for v in found.verdicts if not v.accepted]
    return {
        "conversation": talk.id,
        "turns": list(_rows(talk, found, ending)),
        "broken": found.broken,
        "broken_turns": len(rejected),
        "first_break": None if first is None else found.turns[first].number,
        "speaker": None if first is None else found.turns[first].speaker,
        "codes": sorted({code for v in rejected for code in v.codes}),
        "regenerate_from": None if again is None else found.turns[again].number,
    }
