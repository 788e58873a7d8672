"""What of a turn is the speaker's own speech."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.endings.clauses import cores
from simulator.endings.speech import MAX_SENTENCE, sentences


def own(text: str) -> list[str]:
    return [s.text for s in sentences(text) if s.own]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Good. Take care.", ["Good.", "Take care."]),
        ('She said "take care" and left. Then I cried.', ["Then I cried."]),
        ("“Goodbye,” he said. I waved.", ["I waved."]),
        ("He said 'take care' and I didn't answer.", []),
        ("I can't and I won't. It's fine.", ["I can't and I won't.", "It's fine."]),
        ("Try this:\n- take care\n- rest\n\nGood?", ["Try this:", "Good?"]),
        ("(smiles) Take care.", ["Take care."]),
        ("*waves* Take care.", ["Take care."]),
        ("**Take care.**", ["Take care."]),
        ("Boss: see you tomorrow.\nWell then.", ["Well then."]),
        ("> take care\n\nNo.", ["No."]),
        ("You could say something like this. I must go. Bye.", ["You could say something like this."]),
        ("He wrote:\n\nGoodbye.\n\nThat hurt.", ["He wrote:", "That hurt."]),
        ('He said: "I must go. Bye.', []),
        ('"We stop here. Take care."', ["We stop here.", "Take care."]),
        ("```\nTake care.\n```\nSo.", ["So."]),
        ("", []),
    ],
)
def test_only_the_speakers_own_sentences_count(text: str, kept: list[str]) -> None:
    assert own(text) == kept


@pytest.mark.parametrize(
    ("sentence", "core"),
    [
        ("Okay, well, take care, Sam.", "take care"),
        ("It was good work today, and I'll see you on Monday.", "i'll see you on monday"),
        ("Take care of yourself, Sam, and remember the bench.", "take care of yourself"),
        ("Goodbye for now, Dr. Ortiz!", "goodbye for now"),
        ("Take care, Sam 🌱", "take care"),
    ],
)
def test_a_farewell_is_found_behind_lead_in_name_and_add_on(sentence: str, core: str) -> None:
    assert core in list(cores(sentence, ["Sam Ortiz", "Ortiz"]))


@pytest.mark.parametrize(
    "sentence",
    [
        "She told me, take care",
        "If nothing changes, see you next week",
        "I forgot to say goodbye, and take care",
        "You try to leave, and see you next week is all they say",
    ],
)
def test_a_clause_in_somebody_elses_mouth_does_not_stand_for_the_sentence(sentence: str) -> None:
    assert not {"take care", "see you next week"} & set(cores(sentence))


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=2000))
def test_any_text_is_taken_apart_within_bounds(text: str) -> None:
    for sentence in sentences(text):
        assert "\n" not in sentence.text
        found = list(cores(sentence.text, ["Sam"]))
        assert len(found) <= 40 and all(len(c) <= 2 * MAX_SENTENCE for c in found)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="abc .!?\n", max_size=300))
def test_what_is_quoted_is_never_the_speakers_own(text: str) -> None:
    marked = text.replace("\n", " ").replace("b", "a")
    assert all("b" not in s for s in own(f'He said "b {marked} b" to me.'))


@pytest.mark.parametrize(
    "text", ['"' * 5000, "(" * 5000, "*a" * 5000, "and " * 5000, "- " * 5000, "'a" * 5000, "a, " * 6000]
)
def test_a_hostile_turn_is_read_within_its_bounds(text: str) -> None:
    found = sentences(text)
    assert sum(len(list(cores(s.text))) for s in found) <= 40 * len(found)
