"""`simulate personas`: list, show, check, start new ones."""

from __future__ import annotations

import json
from pathlib import Path

import click
import yaml

from simulator.cli import shared
from simulator.cli.display import wrapped
from simulator.errors import InputError
from simulator.persona_lint import lint
from simulator.persona_model import TO_WRITE, UNWRITTEN, Who
from simulator.persona_template import SCHEMA_FILE, field_table, new_text, schema_text
from simulator.personas import Persona, list_personas, load_persona, persona_faults
from simulator.shipped import check_name

LEFT = 12
"""So many places that are still to be written are named one by one."""


@click.group(name="personas")
def command() -> None:
    """The simulated patients."""


@command.command("list")
@shared.print_json
def list_(as_json: bool) -> None:
    """List the personas that can be used from here."""
    rows = []
    for name in list_personas():
        try:
            rows.append(_row(load_persona(name)))
        except InputError as error:
            click.echo(f"{name}: left out, {error.problem}; see: simulate personas check {name}", err=True)
    if as_json:
        click.echo(json.dumps(rows, indent=1, ensure_ascii=False))
        return
    width = max((len(str(row["name"])) for row in rows), default=0)
    for row in rows:
        about = f"{row['age']}, {row['style']}, {row['attitude']}, risk {row['risk']}"
        click.echo(wrapped(f"{row['name']:<{width}}  {row['summary']} ({about})", width + 2))


def _row(persona: Persona) -> dict[str, object]:
    return {
        "name": persona.id,
        "full_name": persona.full_name,
        "age": persona.identity.age,
        "pronouns": persona.identity.pronouns,
        "summary": persona.summary,
        "style": persona.style.kind,
        "attitude": persona.stance.attitude,
        "receptivity": persona.stance.receptivity,
        "risk": persona.risk.level,
        "version": persona.version,
        "sha256": persona.persona_sha256,
        "file": str(persona.file),
    }


@command.command()
@click.argument("name")
@click.option(
    "--view",
    "who",
    type=click.Choice(["patient", "therapist", "harness"]),
    default="harness",
    help="Whose view: the harness sees everything (default).",
)
@click.option(
    "--open", "open_facts", multiple=True, metavar="FACT", help="A fact that has opened (patient's view)."
)
@shared.print_json
def show(name: str, who: Who, open_facts: tuple[str, ...], as_json: bool) -> None:
    """Show a persona, or with --view what one of the agents may know of it."""
    persona = load_persona(name)
    if open_facts and who != "patient":
        raise InputError("--open needs --view patient", remedy="only the patient's view has facts that open")
    try:
        view = persona.view(who, open_facts)
    except ValueError as error:
        known = ", ".join(f.id for f in persona.disclosure.facts if f.gate != "never")
        raise InputError(f"--open: {error}", remedy=f"facts: {known}") from None
    if as_json:
        click.echo(json.dumps(view, indent=1, ensure_ascii=False))
    else:
        click.echo(yaml.safe_dump(view, sort_keys=False, allow_unicode=True, width=100), nl=False)


@command.command()
@click.argument("names", nargs=-1, metavar="[NAME|FILE]...")
@shared.print_json
@click.pass_context
def check(context: click.Context, names: tuple[str, ...], as_json: bool) -> None:
    """Check personas (without a name, all of them): schema, leaks between views, safety. Exit code 2 if one has a fault."""
    found = {name: _faults(name) for name in names or list_personas()}
    notes = {name: [] if faults else _notes(name) for name, faults in found.items()}
    if as_json:
        rows = [{"name": n, "faults": faults, "notes": notes[n]} for n, faults in found.items()]
        click.echo(json.dumps(rows, indent=1, ensure_ascii=False))
    else:
        for name, faults in found.items():
            said = [f"{name}:", *faults] if faults else [f"{name}: all well", *notes[name]]
            click.echo("\n  ".join(said))
    if any(found.values()):
        context.exit(2)


def _faults(name: str) -> list[str]:
    faults = persona_faults(name)
    left = [fault for fault in faults if fault.problem.endswith(UNWRITTEN)]
    told = ["; ".join(str(fault).split("\n  ")) for fault in faults if len(left) <= LEFT or fault not in left]
    if len(left) > LEFT:
        told.append(f"{left[0]}, and {len(left) - 1} more places that say {TO_WRITE}")
    return told or lint(load_persona(name))


def _notes(name: str) -> list[str]:
    """What is no fault of the file and yet needs something before a run."""
    from simulator.crisis import crisis_line

    try:
        crisis_line(load_persona(name).identity.country)
    except InputError as error:
        return [f"note: {error.problem}, so a run needs them first; {error.remedy}"]
    return []


@command.command()
@click.argument("name")
@click.option("--from", "source", metavar="PERSONA", help="Start from a copy of this persona.")
@click.option(
    "-o",
    "--output",
    "folder",
    type=click.Path(path_type=Path),
    default="personas",
    help="Folder to write to.",
)
def new(name: str, source: str | None, folder: Path) -> None:
    """Start a new persona: a file with every field explained, to be filled in."""
    check_name("personas", name)
    file = folder / f"{name}.yaml"
    if file.exists():
        raise InputError("exists already", file=file, remedy="Choose another name.")
    text = _copy(source, name) if source else new_text(name)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
        (folder / SCHEMA_FILE).write_text(schema_text(), encoding="utf-8", newline="\n")
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror}", file=file) from None
    told = (
        f"is a copy of {source}: turn it into somebody else, starting with the name"
        if source
        else "has a WRITE: wherever your own words belong"
    )
    click.echo(f"{file} {told}; then: simulate personas check {name}", err=True)


def _copy(source: str, name: str) -> str:
    persona = load_persona(source)
    assert persona.file is not None
    lines = persona.file.read_text(encoding="utf-8-sig").splitlines()
    return "\n".join(f"id: {name}" if line.rstrip() == f"id: {persona.id}" else line for line in lines) + "\n"


@command.command()
@click.option("--table", is_flag=True, help="A Markdown table of the fields instead of a JSON schema.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Write to this file instead of printing."
)
def schema(table: bool, output: Path | None) -> None:
    """Print the JSON schema of a persona file, for editors."""
    text = field_table() if table else schema_text()
    if output is None:
        click.echo(text, nl=False)
        return
    try:
        output.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror}", file=output) from None
