"""`simulate check`: checks existing conversations, turn by turn."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from simulator.errors import InputError
from simulator.integrity.inspect import Inspection, inspect
from simulator.integrity.policy import GuardConfig
from simulator.integrity.reading import Conversation, read_each
from simulator.plural import many
from simulator.store.importers.model import Options
from simulator.store.runfile import RUN_NAME
from simulator.transcript import Finding, Speaker

if TYPE_CHECKING:
    from simulator.transcript import Ending


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
    help="A configuration with a `guard` part, e.g. guard-strict.",
)
@click.option(
    "--summary",
    is_flag=True,
    help="For runs: attempts, discards by code, repairs and their cost, as counted while they were made.",
)
@click.option("--all", "show_all", is_flag=True, help="In the table, also show accepted turns with findings.")
@click.option("--patient", "patients", multiple=True, metavar="LABEL", help="A label that means the patient.")
@click.option(
    "--therapist", "therapists", multiple=True, metavar="LABEL", help="A label that means the therapist."
)
@click.option(
    "--assistant",
    type=click.Choice(["therapist", "patient"]),
    default="therapist",
    help="Who `assistant` is in chat messages.",
)
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
    """Check transcripts for breaks of role.

    PATH is a run's name, a session or run folder, a JSONL file (one turn per line), anything that `simulate import` reads, or a
    folder of such files. With --summary nothing is checked again: what the guard did while the runs were made is counted.
    Exit code 1 when a turn is broken or a file cannot be read, 2 when none can.
    """
    from simulator.integrity.guard import Guard

    paths = tuple(run_named(path) for path in paths)
    if summary:
        _print_accounts(paths, form)
        return
    config = load_guard(config_name)
    guard = Guard(config)
    broken = False
    bill: list[JudgeBill] = []
    results: list[tuple[Conversation, Inspection, Ending | None]] = []
    options = Options(patients, therapists or Options().therapist, assistant=assistant)
    conversations, faults = read_each(paths, options)
    if faults and not conversations and len(faults) == 1:
        raise faults[0]
    for fault in faults:
        click.echo(f"cannot be read: {fault}", err=True)
    if not conversations:
        raise InputError(f"none of {len(faults)} files can be read")
    for talk in conversations:
        found = inspect(
            talk.turns,
            guard,
            persona=talk.persona,
            therapist=talk.therapist,
            session=talk.session,
            notes=talk.notes,
        )
        if judge:
            found, price = _judged(found, judge, config)
            bill.append(price)
        ending = _ending(talk)
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
    if faults:
        click.echo(f"{many(len(conversations), 'conversation')} checked; not read: {len(faults)}", err=True)
    if bill:
        click.echo(str(sum(bill, JudgeBill())), err=True)
    click.get_current_context().exit(1 if broken or faults else 0)


command = check


def run_named(path: Path) -> Path:
    """The path itself; for the name of a run its folder under `runs/`; for a run.yaml the folder it is in."""
    if path.name == RUN_NAME and path.is_file():
        return path.parent
    named = Path("runs") / path
    return named if not path.exists() and len(path.parts) == 1 and named.is_dir() else path


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


def load_guard(name: str | None) -> GuardConfig:
    """The `guard` part of a configuration file; the defaults without one.

    Raises:
        InputError: the file has no such part, or it does not fit.
    """
    if name is None:
        return GuardConfig()
    from simulator.shipped import find, refuse_other_files
    from simulator.yamlfile import Document, parse_as, read_yaml

    refuse_other_files([name])
    document = read_yaml(find("configs", name))
    if not isinstance(document.data, dict) or "guard" not in document.data:
        raise InputError("has no `guard` part", file=document.file, remedy="put the settings under `guard:`")
    lines = {key[1:]: line for key, line in document.lines.items() if key[:1] == ("guard",)}
    return parse_as(
        GuardConfig, Document(document.data["guard"] or {}, lines, document.file, document.sha256)
    )


def _ending(talk: Conversation) -> Ending | None:
    """Where the shipped ending rules would end the conversation."""
    from simulator.endings import find_ending, load_rules
    from simulator.transcript import Turn

    turns = [
        Turn(number=i, speaker=t.speaker, text=t.text, source="import") for i, t in enumerate(talk.turns)
    ]
    return find_ending(turns, load_rules(), patient=talk.persona, therapist=talk.therapist)


@dataclass(frozen=True, slots=True)
class JudgeBill:
    """What a judge model was asked, and what that cost."""

    calls: int = 0
    tokens: int = 0
    cost: float = 0.0
    """US dollars of the priced calls."""
    unpriced: int = 0

    def __add__(self, other: JudgeBill) -> JudgeBill:
        return JudgeBill(
            self.calls + other.calls,
            self.tokens + other.tokens,
            self.cost + other.cost,
            self.unpriced + other.unpriced,
        )

    def __str__(self) -> str:
        price = f"{self.cost:.4f} USD" if self.unpriced < self.calls or not self.calls else "unpriced"
        more = f", {many(self.unpriced, 'call')} unpriced" if 0 < self.unpriced < self.calls else ""
        return f"judge: {many(self.calls, 'call')}, {many(self.tokens, 'token')}, {price}{more}"


def _judged(found: Inspection, model: str, config: GuardConfig) -> tuple[Inspection, JudgeBill]:
    import asyncio
    from dataclasses import replace

    from simulator.integrity.judge import ask_judge, wanted
    from simulator.models import CallKey, ModelFailure
    from simulator.models.factory import open_model
    from simulator.models.network import NetworkConfig

    async def run() -> tuple[Inspection, JudgeBill]:
        bill = JudgeBill()
        backend = open_model(model, NetworkConfig())
        verdicts = list(found.verdicts)
        said = [(t.speaker, t.text) for t in found.turns]
        try:
            for i, verdict in enumerate(verdicts):
                if wanted(config.judge, verdict):
                    key = CallKey("check", 0, i, "judge")
                    verdicts[i], reply = await ask_judge(backend, verdict, said[:i], model=model, key=key)
                    used = reply.usage
                    bill += JudgeBill(
                        1,
                        (used.input_tokens or 0) + (used.output_tokens or 0),
                        used.cost or 0.0,
                        used.cost is None,
                    )
        except ModelFailure as failure:
            raise InputError(
                f"the judge {model} does not answer: {failure}",
                remedy=f"try `simulate models check {model} --call`",
            ) from None
        finally:
            await backend.close()
        return replace(found, verdicts=tuple(verdicts)), bill

    return asyncio.run(run())


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
