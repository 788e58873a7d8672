"""Training of the classifier of voice: rows, spliced turns, the same bytes from the same rows."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from simulator.errors import InputError
from training.rows import HELD_OUT, Turn, read_corpus, read_rows
from training.splice import join_clean, splice


def row(**change: Any) -> str:
    parts = [
        {"voice": "patient", "text": "I sleep badly."},
        {"voice": "assistant", "text": "Shall I rewrite that?"},
    ]
    return json.dumps({"id": "x-1", "speaker": "patient", "parts": parts, "codes": ["meta"]} | change)


def test_a_row_becomes_sentences_with_their_voices(tmp_path: Path) -> None:
    path = tmp_path / "mine.jsonl"
    path.write_text(
        row(before=[{"speaker": "therapist", "text": "How are your nights?"}]) + "\n\n", encoding="utf-8"
    )
    (turn,) = read_rows(path)
    assert [(s.text, s.voice) for s in turn.sentences] == [
        ("I sleep badly.", "patient"),
        ("Shall I rewrite that?", "assistant"),
    ]
    assert turn.previous == "How are your nights?"
    assert turn.strange


@pytest.mark.parametrize(
    "line",
    ["not json", "[]", row(speaker="nurse"), row(parts=[{"voice": "dog", "text": "Woof."}]), row(parts=[{}])],
)
def test_a_line_that_is_no_row_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "mine.jsonl"
    path.write_text(row() + "\n" + line + "\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"mine\.jsonl:2"):
        read_rows(path)


@pytest.fixture(scope="module")
def corpus() -> list[Turn]:
    return list(read_corpus())


def test_the_held_out_author_is_never_read_for_training(corpus: list[Turn]) -> None:
    assert not {t.author for t in corpus} & set(HELD_OUT)


def test_a_spliced_turn_keeps_the_group_of_its_broken_part(corpus: list[Turn]) -> None:
    groups = {t.id: t.group for t in corpus}
    made = splice(corpus, 50, seed=1)
    assert len(made) == 50
    for turn in made:
        assert turn.strange
        assert turn.group == groups[turn.id.partition("+")[0]]
    assert not any(t.strange for t in join_clean(corpus, 50, seed=1))


@pytest.mark.slow
def test_the_same_rows_give_the_same_bytes(corpus: list[Turn]) -> None:
    pytest.importorskip("sklearn")
    train, net, soft = (import_module(f"training.{name}") for name in ("train", "net", "soft"))
    some, settings = soft.read_soft().some(100), net.Settings(filters=16, epochs=1)
    first, again = (train.train(corpus[::25], some, settings).data for _ in range(2))
    assert first == again
