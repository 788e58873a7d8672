"""`simulate prompts list|show|check|new`: the prompts of the agents."""

from __future__ import annotations

import json
import re
from pathlib import Path

import click

from simulator.cli import shared
from simulator.cli.display import wrapped
from simulator.errors import InputError
from simulator.prompts import load_prompt, prompt_names


@click.group(name="prompts")
def command() -> None:
    """The prompts of the agents: the therapist's, which a study compares, the patient's, the note's."""


@command.command(name="list")
@shared.print_json
def list_(as_json: bool) -> None:
    """List the prompts that can be used from here."""
    heads = [load_prompt(name).head for name in prompt_names()]
    if as_json:
        click.echo(json.dumps([h.model_dump(by_alias=True) for h in heads], indent=2))
        return
    width = max((len(h.name) for h in heads), default=0)
    for h in sorted(heads, key=lambda h: (h.role != "therapist", h.role, h.name)):
        click.echo(wrapped(f"{h.name:<{width}}  {h.role:<9}  v{h.version}  {h.summary}", width + 17))


@command.command()
@click.argument("name")
@click.option(
    "--persona", "-p", metavar="NAME", help="Render it for this persona, exactly as the model gets it."
)
@click.option(
    "--session",
    "-s",
    "number",
    type=click.IntRange(1, 500),
    default=1,
    show_default=True,
    help="With --persona: in this session.",
)
@click.option(
    "--sessions",
    type=click.IntRange(1, 500),
    default=12,
    show_default=True,
    help="With --persona: of a course of this many sessions.",
)
@click.option("--config", metavar="NAME|FILE", help="Settings to render with.")
def show(name: str, persona: str | None, number: int, sessions: int, config: str | None) -> None:
    """Print a prompt: the file, or with --persona what the model will get.

    For a session after the first, the sessions before it are played by the offline model, and the prompt shows the
    dates, stage and memory that they leave. The prompts of a run are recorded in its attempts.jsonl.
    """
    if persona is None:
        click.echo(load_prompt(name).path.read_text("utf-8"), nl=False)
        return
    from simulator.preview import rendered_prompt

    click.echo(rendered_prompt(name, persona, number, sessions, config))


@command.command()
@click.argument("names", nargs=-1)
def check(names: tuple[str, ...]) -> None:
    """Check prompts: front matter, variables used and missing, and that they render for every persona found."""
    from simulator.preview import check_prompt

    failed = 0
    for name in names or prompt_names():
        try:
            warnings = check_prompt(name)
        except InputError as error:
            failed += 1
            click.echo(f"✗ {name}: {error}")
        else:
            click.echo("\n  ".join([f"✓ {name}", *warnings]))
    if failed:
        raise SystemExit(2)


@command.command()
@click.argument("name")
@click.option("--from", "source", default="nova", show_default=True, help="The prompt to start from.")
@click.option("--summary", default="", metavar="TEXT", help="What is different about it, one line.")
def new(name: str, source: str, summary: str) -> None:
    """Write prompts/NAME.md in the current folder: a copy of another prompt, for you to change."""
    original = load_prompt(source)
    if not name.replace("-", "").isalnum() or not name.isascii() or name != name.lower():
        raise InputError(
            f"{name[:80]!r} cannot be a prompt's name", remedy="use small letters, digits and hyphens"
        )
    path = Path("prompts") / f"{name}.md"
    if path.exists():
        raise InputError("exists already", file=path, remedy="choose another name")
    path.parent.mkdir(exist_ok=True)
    text = original.path.read_text("utf-8").replace(f"name: {original.name}\n", f"name: {name}\n", 1)
    # The other prompt's summary would describe a copy wrongly.
    line = f"summary: {json.dumps(' '.join(summary.split()), ensure_ascii=False)}"
    text = re.sub(r"(?m)^summary:.*$", lambda _: line, text, count=1)
    path.write_text(text, "utf-8")
    say = "" if summary else " and say it in `summary`"
    click.echo(
        f"{path}: a copy of {original.name}. Change one idea{say}, then: simulate prompts check {name}"
    )
