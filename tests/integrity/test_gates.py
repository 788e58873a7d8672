"""Which patterns a text can match at all: a gate may open too often, never too seldom."""

import json
import re
from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from simulator.integrity import derive
from simulator.integrity.anatomy import Anatomy
from simulator.integrity.gates import SOURCES, TABLE, Gates, Needed, gates
from simulator.integrity.index import Gate
from simulator.integrity.parting import alternatives, cut
from simulator.integrity.registry import all_checks

_CORPUS = Path(__file__).resolve().parents[2] / "training" / "corpus" / "author_b.jsonl"


def _texts() -> Iterator[str]:
    for line in _CORPUS.read_text("utf-8").splitlines()[:250]:
        yield " ".join(part["text"] for part in json.loads(line)["parts"])


def _found(gate: Gate, held: Sequence[int] | None, anatomy: Anatomy) -> bool:
    windows = gate.windows(anatomy, held)
    return any(gate.regex.search(anatomy.lower, start, end) for start, end in windows)


def _groups(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    several = st.lists(inner, min_size=2, max_size=3)
    return several.map("".join) | several.map(lambda parts: f"(?:{'|'.join(parts)})")


@pytest.mark.slow
def test_the_table_of_needed_words_is_what_the_patterns_say() -> None:
    assert files("simulator.integrity").joinpath(TABLE).read_text("utf-8") == derive.table(), (
        "run `python -m simulator.integrity.derive > simulator/integrity/needs.json`"
    )


@pytest.mark.parametrize(
    ("pattern", "needs"),
    [
        (r"\b(?:hello|good day),? nova\b", [["day", "hello"], ["nova"]]),
        (r"\bsimulat\w+ this\b", [["simulat*"], ["this"]]),
        (r"\bi(?:'m| am) (?:so |very )?proud\b", [["am", "i'm"], ["proud"]]),
        (r"\bcan'?t go\b", [["can't", "cant"], ["go"]]),
        (r"\w+ly\b", []),
        (r"\b(?:a|\w+) cat\b", [["cat"]]),
        (r"\b(?:no )*way out\b", [["way"], ["out"]]),
        (r"foo[^.]{0,9}\bbar\b", [["bar"]]),
    ],
)
def test_needed_words_are_read_off_a_pattern(pattern: str, needs: list[list[str]]) -> None:
    assert sorted(sorted(n) for n in derive.needs_of(pattern)) == sorted(needs)


@pytest.mark.parametrize(
    ("pattern", "crosses"),
    [
        (r"\bone\b[^.!?\n]{0,40}\btwo\b", False),
        (r"\bone\b[^\n]{0,40}\btwo\b", True),
        (r"\bone(?:[.,;!:]|$)", False),
        (r"(?:^|[.!?\n] *)one\b", False),
        (r"\bone[.!?] two\b", True),
        (r"\bone\b(?=[^\n]{0,60}\btwo\b)", True),
    ],
)
def test_patterns_that_run_over_the_end_of_a_sentence_are_known(pattern: str, crosses: bool) -> None:
    assert derive.crosses(pattern) is crosses


def _parts(pattern: str) -> list[str]:
    return [cut(pattern, slices) for slices in alternatives(pattern)]


def test_bars_outside_all_brackets_part_a_pattern() -> None:
    assert _parts(r"a|b(?:c|d)|[|]e|\|f") == ["a", "b(?:c|d)", "[|]e", r"\|f"]


def test_a_group_of_wordings_is_parted_where_each_has_a_rare_word_of_its_own() -> None:
    pattern = r"\b(?:key takeaways? for you|gilded cages? for you|marbled lions? for you)\b"
    assert _parts(pattern) == [
        r"\bkey takeaways? for you\b",
        r"\bgilded cages? for you\b",
        r"\bmarbled lions? for you\b",
    ]
    assert _parts(r"\b(?:one two three|four five six|seven eight)?\b") == [
        r"\b(?:one two three|four five six|seven eight)?\b"
    ]


@given(st.recursive(st.sampled_from(["ab", "c d", r"\|", "[|(]"]), _groups, max_leaves=8))
def test_a_pattern_matches_what_its_parts_match(pattern: str) -> None:
    for text in ("ab", "c d", "|", "ab c d", "ab|", "(", ""):
        whole = re.fullmatch(pattern, text) is not None
        assert whole == any(re.fullmatch(part, text) for part in _parts(pattern))


def test_no_shipped_pattern_is_kept_from_a_text_that_it_matches() -> None:
    all_checks()
    patterns = [(re.compile(p), Gates(list(enumerate(gates(p))))) for p in sorted(set(SOURCES))]
    matches = 0
    for text in _texts():
        anatomy = Anatomy(text)
        for whole, behind in patterns:
            if whole.search(anatomy.lower):
                matches += 1
                assert any(_found(g, held, anatomy) for _, g, held in behind.open(anatomy)), (
                    whole.pattern,
                    text,
                )
    assert matches > 40


_WORDS = st.sampled_from(["i", "i'm", "can't", "cant", "go", "on", "this", "role", "refuse", "\n", "a", "is"])
_MARKS = st.sampled_from([" ", ", ", ". ", "! ", "\n", " - ", "… "])


@example([("refuse", "… "), ("i", "… "), ("i", "… "), ("role", " ")])
@given(st.lists(st.tuples(_WORDS, _MARKS), max_size=24))
def test_gates_agree_with_the_plain_search_on_any_order_of_words(pieces: list[tuple[str, str]]) -> None:
    anatomy = Anatomy("".join(word + mark for word, mark in pieces))
    for pattern in (
        r"\bcan'?t go\b|\bi(?:'m| am) (?:a|this) role\b",
        r"\brefuse\b[^.!?\n]{0,30}\brole\b",
        r"\brole[.!?] (?:i|this)\b",
        r"\bgo on\b(?= ?[.,!]|$)",
    ):
        behind = Gates(list(enumerate(gates(pattern))))
        assert bool(re.search(pattern, anatomy.lower)) == any(
            _found(g, held, anatomy) for _, g, held in behind.open(anatomy)
        )


def test_a_needed_pattern_is_looked_for_in_a_piece_of_the_text() -> None:
    anatomy = Anatomy("Hello there. My name is Nova.")
    pattern = Needed(r"\bmy name is \w+", re.I)
    assert pattern.search(anatomy, anatomy.norm) is not None
    assert pattern.search(anatomy, anatomy.norm[:12]) is None
    assert pattern.search(Anatomy("Hello there."), "my name is x") is None
