"""What is skipped because a text does not hold its words would have found nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.integrity import context
from simulator.integrity.anatomy import Anatomy, anatomy_of
from simulator.integrity.checks import labels, wrong_name
from simulator.integrity.context import Memory, print_of
from simulator.integrity.gates import Gates
from simulator.integrity.guard import Guard
from simulator.integrity.index import INDEX, Gate, Open, met
from simulator.integrity.letters import may_open_quote
from simulator.integrity.names import Names, label_pattern
from simulator.integrity.risk import answers, reading, spelling
from simulator.integrity.verdict import Verdict
from simulator.integrity.words import WORD, split_words
from simulator.transcript import Speaker

_ROWS = Path(__file__).resolve().parents[2] / "training" / "corpus"
_RISK = Path(__file__).resolve().parent / "rows" / "risk_oblique.jsonl"


def _texts(rows: int) -> Iterator[tuple[str, Speaker]]:
    for name in ("author_a", "author_d"):
        for line in (_ROWS / f"{name}.jsonl").read_text("utf-8").splitlines()[:rows]:
            row = json.loads(line)
            yield " ".join(part["text"] for part in row["parts"]), row["speaker"]
    for line in _RISK.read_text("utf-8").splitlines()[:rows]:
        yield json.loads(line)["text"], "patient"


def _verdicts(rows: int) -> list[Verdict]:
    session = Guard().session("Alicia", "Nova", 3)
    session.remember("patient", "I can't sleep since the move.")
    session.remember("therapist", "What do you hear, when you lie awake?")
    anatomy_of.cache_clear()
    return [session.check(text, speaker) for text, speaker in _texts(rows)]


@pytest.mark.slow
def test_with_every_gate_forced_open_the_verdicts_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    behind = _verdicts(120)
    # what a wording of risk asks for by hand is part of it; what was read off its pattern must make no difference
    by_hand = Gates(
        (number, Gate(gate.pattern, gate.needs[-len(reading.WORDINGS[number].needs) :], crosses=False))
        for number, gate in reading._GATES.all
        if number < len(reading.WORDINGS)
    )
    opened = Gates.open

    def open_all(self: Gates, anatomy: Anatomy) -> Sequence[Open]:
        return opened(self, anatomy) if self is by_hand else [(n, gate, None) for n, gate in self.all]

    monkeypatch.setattr(reading, "_GATES", by_hand)
    monkeypatch.setattr(Gates, "open", open_all)
    assert _verdicts(120) == behind
    assert sum(not v.accepted for v in behind) > 20 and sum(v.risk for v in behind) > 20


@given(st.text(alphabet="abI'’_1 -.,:\n\u00a0é", max_size=60))
def test_the_words_of_pieces_are_the_words_of_the_text(text: str) -> None:
    assert split_words(text) == WORD.findall(text)


def test_a_gate_stands_open_where_a_sentence_holds_a_word_of_each_set() -> None:
    near = Gate("", [frozenset({"kite"}), frozenset({"red*", "green"})], crosses=False)
    across = Gate("", near.needs, crosses=True)
    behind = Gates([(0, near), (1, across)])

    def sentences(text: str) -> list[list[int]]:
        anatomy = Anatomy(text)
        return [list(gate.holding(anatomy, at or ())) for _, gate, at in behind.open(anatomy)]

    assert sentences("Hm. A reddish kite. Hm. Hm.") == [[1], [0, 1, 2]]
    assert sentences("A kite. It was green. Hm.") == [[0, 1]]
    assert sentences("A kite. Hm. Hm. It was green.") == [[]]
    assert sentences("A kite. Hm.") == []


def test_what_is_registered_later_is_seen_in_texts_that_were_read_before() -> None:
    anatomy = Anatomy("The zeppelin left at noon. I waved. It rained.")
    before = met(anatomy)
    assert met(anatomy) is before
    later = Gates([(0, Gate("zeppelin", [frozenset({"zeppelin"})], crosses=False))])
    assert [at for _, _, at in later.open(anatomy)] == [[0]]
    assert met(anatomy).version == INDEX.version != before.version


@given(st.sampled_from(sorted(spelling.READ_AS)))
def test_a_word_of_a_plain_text_is_known_by_the_words_that_are_read_so(written: str) -> None:
    anatomy = Anatomy(f"so {written} it")
    for word in WORD.findall(spelling.plain(anatomy.lower).text):
        for need in ({word}, {word[:3] + "*"} if len(word) > 3 else {word}):
            gate = Gates([(0, Gate("", [spelling.as_written(frozenset(need))], crosses=False))])
            assert gate.open(anatomy), (written, need)


def test_a_turn_is_found_again_among_others_by_runs_and_words_of_meaning() -> None:
    memory = Memory()
    texts = ["I counted the tiles above the bath twice.", "The kettle boiled dry on Tuesday morning again."]
    for text in (*texts, texts[0]):
        memory.add(text, print_of(Anatomy(text)))
    once_more = print_of(Anatomy(texts[1] + " I counted the tiles above the fridge."))
    assert (memory.overlap(once_more).index, memory.overlap(once_more).share) == (1, 4 / 11)
    assert memory.kinship(once_more).index == 1
    memory.add(texts[1], print_of(Anatomy(texts[1])))
    assert memory.overlap(once_more).index == 3


_LINES = st.lists(
    st.sampled_from(
        [
            "go",
            "so ",
            " ",
            ". ",
            "! ",
            "\n",
            "(",
            ") ",
            "*",
            "Therapist: ",
            "patient:\n",
            "it's",
            " 'go'",
            "Go,",
        ]
    ),
    max_size=14,
).map("".join)


@given(_LINES)
def test_what_is_looked_for_first_by_a_letter_or_a_mark_is_found_as_without(text: str) -> None:
    lines = label_pattern(Names("Alicia", "Nova"))
    assert [m.span() for m in labels._at_line_starts(lines, text)] == [m.span() for m in lines.finditer(text)]
    single = re.compile(r"(?<![\w'])'")
    assert may_open_quote(text) == bool(single.search(text))
    named = re.compile(r"\b[A-Z][A-Za-z]{2,14}(?=[,.!?])")
    assert wrong_name._CALLED.findall(text) == named.findall(text)


@given(st.lists(st.frozensets(st.integers(0, 12)), max_size=9), st.frozensets(st.integers(0, 12)))
def test_turns_are_counted_together_as_they_are_one_by_one(
    turns: list[frozenset[int]], pieces: frozenset[int]
) -> None:
    index = {piece: sum(1 << t for t, held in enumerate(turns) if piece in held) for piece in range(13)}
    shared = [(len(held & pieces), t) for t, held in enumerate(turns) if held & pieces]
    count, best = max(shared, default=(0, -1))
    found = context._best(index, pieces)
    assert (found.index, found.pieces) == (best, len(pieces))
    assert found.share == (count / len(pieces) if pieces else 0)


@given(
    st.lists(
        st.sampled_from(
            [
                "no",
                "yes,",
                "sometimes",
                "not",
                "today.",
                "still",
                "there",
                "i",
                "safe",
                "um,",
                "the",
                "kettle?",
            ]
        ),
        max_size=9,
    )
)
def test_a_turn_that_cannot_answer_answers_no_question_about_risk(words: list[str]) -> None:
    low = " ".join(words)
    questions: tuple[answers.Question, ...] = ("danger", "safety", "open")
    if not answers.may_answer(low):
        assert [answers.answer_level(low, question) for question in questions] == [None] * 3
