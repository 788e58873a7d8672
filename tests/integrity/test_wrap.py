"""What is taken off a reply, and what never is."""

from __future__ import annotations

import pytest

from simulator.integrity.names import Names
from simulator.integrity.wrap import unwrap
from simulator.transcript import Speaker

NAMES = Names("Alicia Rodriguez", "Dr. Nova")


@pytest.mark.parametrize(
    ("raw", "speaker", "text"),
    [
        ("Patient: I slept.", "patient", "I slept."),
        ("**Alicia:** I slept.", "patient", "I slept."),
        ("Alicia Rodriguez: I slept.", "patient", "I slept."),
        ("Dr. Nova: And then?", "therapist", "And then?"),
        ("Therapist (Nova): And then?", "therapist", "And then?"),
        ('"I slept."', "patient", "I slept."),
        ("«I slept.»", "patient", "I slept."),
        ("<think>short</think>I slept.", "patient", "I slept."),
        ("she would be shy</think>\nI slept.", "patient", "I slept."),
        ("<response>I slept.</response>", "patient", "I slept."),
        ("<|channel|>analysis<|message|>hm<|end|><|channel|>final<|message|>I slept.", "patient", "I slept."),
        ("Therapist: And then?", "patient", "Therapist: And then?"),
        ('"I slept." Then "no".', "patient", '"I slept." Then "no".'),
        ("Nova:", "therapist", "Nova:"),
        ("I said: patient: me", "patient", "I said: patient: me"),
        ("<think>never closed", "patient", ""),
    ],
)
def test_only_wrapping_is_taken_off(raw: str, speaker: Speaker, text: str) -> None:
    assert unwrap(raw, speaker, NAMES).text == text


def test_nothing_after_a_label_is_lost() -> None:
    raw = "Nova: First. Therapist: second."
    assert unwrap(raw, "therapist", NAMES).text == "First. Therapist: second."
