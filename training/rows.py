"""Rows of the corpus: reading, checking, and cutting into sentences as the guard does it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from simulator.errors import InputError
from simulator.integrity.anatomy import Anatomy
from simulator.integrity.anatomy import Sentence as AnatomySentence
from simulator.integrity.voice import VOICES

CORPUS = Path(__file__).with_name("corpus")
HELD_OUT = ("author_x", "author_y", "author_z", "author_zc")
"""Authors whose rows are measured on and never trained on."""
WEIGHTS = {"author_n": 4.0}
"""Rows that count more: wordy clean turns of language models and speech as it was heard, of which the others have few."""


@dataclass(frozen=True)
class Sentence:
    """One sentence and who talks like that."""

    text: str
    voice: str


@dataclass(frozen=True)
class Turn:
    """One labelled turn."""

    id: str
    author: str
    group: str
    """Rows that share a template or a scene; they never stand on both sides of a split."""
    speaker: str
    previous: str
    sentences: tuple[Sentence, ...]
    codes: tuple[str, ...]
    hard_negative: bool
    weight: float = 1.0

    @property
    def strange(self) -> bool:
        """True when a piece of it is not in the speaker's own voice."""
        return any(s.voice != self.speaker for s in self.sentences)

    def with_sentences(self, sentences: Iterable[Sentence]) -> Turn:
        """The same turn with other sentences."""
        return replace(self, sentences=tuple(sentences))


def read_rows(path: Path) -> list[Turn]:
    """The rows of one JSONL file.

    Raises:
        InputError: a line is no row; it names file, line and remedy.
    """
    turns = []
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                turns.append(_row(line, path, number))
    return turns


def _row(line: str, path: Path, number: int) -> Turn:
    try:
        row: dict[str, Any] = json.loads(line)
        speaker, parts = row["speaker"], row["parts"]
        if speaker not in ("patient", "therapist"):
            raise ValueError(f"speaker is {speaker!r}")
        sentences = []
        for part in parts:
            if part["voice"] not in VOICES:
                raise ValueError(f"voice is {part['voice']!r}")
            sentences += [Sentence(text, part["voice"]) for text in sentences_of(part["text"])]
        before = row.get("before") or []
        previous = before[-1]["text"] if before and before[-1]["speaker"] != speaker else ""
        group = f"{path.stem}:{row.get('group') or row['id']}"
        return Turn(
            str(row["id"]), path.stem, group, speaker, previous, tuple(sentences), tuple(row.get("codes") or ()),
            bool(row.get("hard_negative", False)), WEIGHTS.get(path.stem, 1.0),
        )  # fmt: skip
    except (KeyError, TypeError, ValueError) as error:
        raise InputError(
            f"this is no row of the corpus: {error!r}",
            file=path,
            line=number,
            remedy="see training/README.md",
        ) from error


def sentences_of(text: str) -> list[str]:
    """The sentences of a text that the guard would judge."""
    return [s.text for s in Anatomy(text).sentences if _judged(s)]


def _judged(sentence: AnatomySentence) -> bool:
    """As the guard does: quoted sentences and those without a letter are not judged."""
    return not sentence.quoted and any(c.isalpha() for c in sentence.text)


def read_corpus(extra: Iterable[Path] = ()) -> Iterator[Turn]:
    """All rows that may be trained on, in a fixed order: the shipped authors, then the files given."""
    for path in [*sorted(CORPUS.glob("*.jsonl")), *extra]:
        if path.stem not in HELD_OUT:
            yield from (t for t in read_rows(path) if t.sentences)
