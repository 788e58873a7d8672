"""Crisis resources by locale, and numbers that are out of date."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from simulator.errors import InputError, nearest
from simulator.personas import Persona
from simulator.shipped import NOT_SETTINGS, find, kept, shipped_folder
from simulator.transcript import Finding
from simulator.yamlfile import Document, parse_as, read_yaml

_DIGITS = re.compile(r"(?<![\w.])\(?\+?\d(?:[-. ()]{0,2}\d){2,14}(?!\w)")
_ASCII_DIGIT = re.compile(r"[0-9]")
_LETTERS = re.compile(r"\b1[-. ]?800[-. ]?273[-. ]?TALK\b", re.I)


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class Resource(_Part):
    """Where to turn in one country."""

    line: str = Field(min_length=10, max_length=400)
    """One or two sentences that a therapist can say."""
    emergency: str = Field(pattern=r"^\d{3,4}$")
    """The emergency number."""
    numbers: tuple[str, ...] = Field(min_length=1)
    """All numbers of the line, digits only."""

    @model_validator(mode="after")
    def _line_says_them(self) -> Resource:
        for number in (self.emergency, *self.numbers):
            if not re.search(rf"(?<!\d){'[-. ()]{0,2}'.join(map(re.escape, number))}(?!\d)", self.line):
                raise ValueError(f"the line does not say the number {number[:20]}: is one of the two wrong?")
        return self


class Stale(_Part):
    """A number that should no longer be given."""

    number: str = Field(pattern=r"^\d{3,15}$")
    """Digits only."""
    since: str
    """Year and month."""
    instead: str
    """The number to give."""
    locale: str
    """Where."""
    note: str
    """What is known about it."""


class CrisisTable(_Part):
    """The file of crisis resources."""

    version: Literal[1]
    """Of the format."""
    checked: str
    """When the facts were last looked at, year and month."""
    resources: dict[str, Resource] = Field(min_length=1)
    """By locale: the country's two letters."""
    stale: tuple[Stale, ...] = ()
    """Out of date."""


def load_crisis() -> CrisisTable:
    """The shipped table, with a `configs/crisis.yaml` of the current folder, or else the run's copy of one, on top. Raises InputError."""
    file = own_crisis_file() or _shipped_file()
    return _table(file, file.stat().st_mtime_ns)


def own_crisis_file() -> Path | None:
    """The user's own file, or the run's copy of it (`shipped.kept_in`); None where there is none."""
    found = find("configs", "crisis", holds=NOT_SETTINGS["crisis"])
    return found if found != _shipped_file() else kept("configs", "crisis")


def _shipped_file() -> Path:
    return shipped_folder("configs") / "crisis.yaml"


@lru_cache(maxsize=8)
def _table(file: Path, _changed: int) -> CrisisTable:
    document = read_yaml(file)
    table = parse_as(CrisisTable, _on_shipped(document))
    for i, stale in enumerate(table.stale):
        if stale.locale not in table.resources:
            raise InputError(
                f"stale[{i}].locale: there are no resources for {stale.locale!r}",
                file=document.file,
                line=document.line(("stale", i, "locale")),
                remedy=nearest(stale.locale, table.resources),
            )
    return table


def _on_shipped(own: Document) -> Document:
    """The countries and stale numbers of a file, added to the shipped ones; what both have is the file's."""
    shipped = read_yaml(_shipped_file())
    if not isinstance(own.data, Mapping) or own.sha256 == shipped.sha256:
        return own
    merged = {**shipped.data, **own.data}
    if isinstance(own.data.get("resources"), Mapping):
        merged["resources"] = {**shipped.data["resources"], **own.data["resources"]}
    return Document(merged, own.lines, own.file, own.sha256)


def crisis_line(locale: str) -> str:
    """The sentence a therapist of this locale knows.

    Args:
        locale: `US`, or with a language (`en-US`).

    Raises:
        InputError: no resources are known for it.
    """
    table = load_crisis()
    country = re.split(r"[-_]", locale)[-1].upper()
    if country not in table.resources:
        raise InputError(
            f"no crisis resources are known for {locale!r}",
            remedy=f"known: {', '.join(sorted(table.resources))}; write yours into configs/crisis.yaml in the current folder "
            "(docs/personas.md shows how), or take those of another country with -c session.locale=…",
        )
    return table.resources[country].line


def crisis_line_of(persona: Persona, locale: str | None = None) -> str:
    """The sentence for this persona's therapist: of `locale`, the country in the settings, or else the persona's own.

    Raises:
        InputError: no resources are known for it; it names the persona.
    """
    try:
        return crisis_line(locale or persona.identity.country)
    except InputError as error:
        raise InputError(f"{persona.id}: {error.problem}", remedy=error.remedy) from None


def stale_numbers(text: str) -> list[Finding]:
    """Numbers of crisis lines that are out of date, in a prompt or a turn.

    Returns:
        Findings of severity `note` with code `stale_resource`: information, never a reason to discard.
    """
    if text.isascii() and not _ASCII_DIGIT.search(text):
        return []
    stale = _stale_by_digits()
    found = []
    for match in [*_DIGITS.finditer(text), *_LETTERS.finditer(text)]:
        digits = re.sub(r"\D", "", match.group().upper().replace("TALK", "8255"))
        if known := stale.get(digits):
            found.append(
                Finding(
                    code="stale_resource",
                    severity="note",
                    start=match.start(),
                    end=match.end(),
                    evidence=match.group()[:200],
                    detail=f"Out of date since {known.since}: give {known.instead}. {known.note}",
                    check="crisis",
                )
            )
    return found


@lru_cache(maxsize=1)
def _stale_by_digits() -> dict[str, Stale]:
    """American numbers with and without the 1 that is dialled first."""
    stale = {s.number: s for s in load_crisis().stale}
    return stale | {s.number.removeprefix("1"): s for s in stale.values() if len(s.number) == 11}
