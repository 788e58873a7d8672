"""Wordings that people use too count only where the classifier of voice hears another voice as well."""

from __future__ import annotations

import pytest

from simulator.integrity.guard import Guard
from simulator.integrity.policy import GuardConfig
from simulator.transcript import Speaker

SAID: list[tuple[Speaker, str]] = [
    ("patient", "As requested, I kept the sleep diary. It's a mess, there's jam on it."),
    ("patient", "I don't have hobbies. I had a shed. Now I've a flat."),
    (
        "therapist",
        "This one is only a longer version of the walk you did on Monday, round the lake and back.",
    ),
]
WRITTEN: list[tuple[Speaker, str]] = [
    ("patient", "The next line should be more guarded, in line with the profile."),
    ("therapist", "My next message will use fewer exclamation marks, as you specified in the prompt."),
]


def meta(text: str, speaker: Speaker, config: GuardConfig) -> bool:
    """Whether the check of that name discards a text; another one that reports the same code is switched off."""
    alone = config.model_copy(update={"checks": {**config.checks, "aside": False}})
    found = Guard(alone).session("Alicia", "Nova", 3).check(text, speaker).findings
    return any(f.check == "meta" and f.severity == "hard" for f in found)


@pytest.mark.parametrize(("speaker", "text"), SAID)
def test_a_wording_is_let_pass_where_the_classifier_hears_the_speaker(speaker: Speaker, text: str) -> None:
    assert not meta(text, speaker, GuardConfig())


@pytest.mark.parametrize(("speaker", "text"), WRITTEN)
def test_a_wording_counts_where_the_classifier_hears_another(speaker: Speaker, text: str) -> None:
    assert meta(text, speaker, GuardConfig())


@pytest.mark.parametrize(("speaker", "text"), [*SAID, *WRITTEN])
def test_without_the_classifier_a_wording_stands_alone(speaker: Speaker, text: str) -> None:
    assert meta(text, speaker, GuardConfig(checks={"voice": False}))


def test_how_much_the_classifier_must_hear_is_set() -> None:
    eager = GuardConfig.model_validate({"thresholds": {"voice": {"seconds": 0.0001}}})
    shy = GuardConfig.model_validate({"thresholds": {"voice": {"seconds": 0.9999999}}})
    assert all(meta(text, speaker, eager) for speaker, text in SAID)
    assert not any(meta(text, speaker, shy) for speaker, text in WRITTEN)
