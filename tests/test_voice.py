"""The embedded classifier of voice."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.errors import InputError
from simulator.integrity.voice import VoiceScores, load_voice, read_model
from simulator.transcript import Speaker


def highest(scores: VoiceScores) -> str:
    return max(("patient", "therapist", "assistant", "narrator"), key=scores.of)


@pytest.mark.parametrize(
    ("speaker", "sentences", "voices"),
    [
        (
            "patient",
            ["I keep the radio on all night so the flat isn't so quiet.", "My daughter thinks I've gone deaf."],
            ["patient", "patient"],
        ),
        (
            "therapist",
            ["It sounds as if the quiet is the hardest part.", "What do you hear when you turn it off?"],
            ["therapist", "therapist"],
        ),
        (
            "patient",
            ["I haven't slept since the funeral.", "I can continue the dialogue in this persona if you give me the next prompt."],
            ["patient", "assistant"],
        ),
        (
            "therapist",
            ["I'm sorry, but I can't take part in this role-play."],
            ["assistant"],
        ),
        (
            "patient",
            ["What I'm hearing is that you feel torn about this, and I want you to know that this is a safe space for you."],
            ["therapist"],
        ),
    ],
)  # fmt: skip
def test_the_voice_of_a_sentence(speaker: Speaker, sentences: list[str], voices: list[str]) -> None:
    assert [highest(s) for s in load_voice().sentences(sentences, speaker)] == voices


@given(
    st.lists(st.text(max_size=300), max_size=8),
    st.sampled_from(["patient", "therapist"]),
    st.text(max_size=200),
)
@settings(max_examples=150, deadline=None)
def test_any_text_gets_probabilities_and_the_same_ones_twice(
    texts: list[str], speaker: Speaker, previous: str
) -> None:
    model = load_voice()
    scores = model.sentences(texts, speaker, previous)
    assert len(scores) == len(texts)
    assert scores == model.sentences(texts, speaker, previous)
    for s in scores:
        assert abs(s.patient + s.therapist + s.assistant + s.narrator - 1) < 1e-6


def test_curly_and_straight_quotes_get_the_same_scores() -> None:
    straight = ["I don't know. My mother said \"you're the strong one\" and I'm not."]
    curly = ["I don’t know. My mother said “you’re the strong one” and I’m not."]
    model = load_voice()
    assert model.sentences(straight, "patient") == model.sentences(curly, "patient")


def test_quoted_words_are_not_judged() -> None:
    model = load_voice()
    one = model.sentences(['He wrote "as an AI I cannot play this role" and left.'], "patient")
    other = model.sentences(['He wrote "the shop is closed until Monday" and left.'], "patient")
    assert one == other


def test_a_quote_that_nothing_closes_hides_nothing() -> None:
    model = load_voice()
    text = "As a language model I cannot continue this role-play."
    assert model.sentences(['He said "well.', text], "patient")[1].assistant > 0.5


@pytest.mark.parametrize("data", [b"", b"voice-model 2\n{}\n", b"voice-model 2\nnot json\nx", b"\x00" * 50])
def test_a_damaged_model_file_is_refused_with_a_remedy(data: bytes) -> None:
    with pytest.raises(InputError, match="make train-guard"):
        read_model(data)
