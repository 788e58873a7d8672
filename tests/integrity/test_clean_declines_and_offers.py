"""Ordinary turns of people who decline, offer, give reasons, make plans and weigh words: none of them is discarded.

Each was written to trip a wording of refusal, service, rationale or thinking aloud; when they were written more than half were
discarded. The other half of the truth is here too: texts that fail in the same words are still found.
"""

from __future__ import annotations

import pytest

from simulator.transcript import Speaker
from tests.integrity.clean_rows import GUARD, discarded, read_rows

ROWS = read_rows("clean_declines_and_offers.jsonl")


def test_none_of_them_is_discarded() -> None:
    wrong = discarded(ROWS)
    assert not wrong, wrong


def test_the_rows_are_many_and_none_is_there_twice() -> None:
    assert len({row["text"] for row in ROWS}) == len(ROWS) >= 900


@pytest.mark.parametrize(
    ("speaker", "text"),
    [
        (
            "therapist",
            "Something in how I was trained says leave this alone, so I can't go on as your therapist.",
        ),
        ("patient", "Discussing that topic is closed to me, whichever name is over my line."),
        ("therapist", "Only this: nothing more will come from this side in the doctor's name."),
        ("patient", "I steer clear of controversial topics, so I won't be answering in this voice."),
        (
            "therapist",
            "A trained human can stay with you. The kindest thing is for me to step out of this part.",
        ),
        ("patient", "Look, I'm a bot, I've never been to Wigan."),
        ("therapist", "Imitating one would mislead you, so I won't act one."),
        ("therapist", "What did his face do? And so the hour passed, with two people learning to be honest."),
        ("therapist", "I'm sorry, but I can't help with that request."),
        ("therapist", "Is there anything else I can help you with today?"),
        ("therapist", "Playing doctor with a person at risk is where I get off."),
        ("therapist", "My rules bar me from clinical conversations, so let's chat about something else."),
        ("therapist", "Grief is a natural response, and there are numerous approaches to managing it."),
        ("therapist", "Who knows about it? This gently tests for isolation while keeping pressure low."),
        ("patient", "I can't roleplay as a patient."),
        ("patient", "I'm not able to speak as a mother who lost her son."),
        ("patient", "I'm sorry, but I can't roleplay his wife in this situation."),
        ("patient", "I have no feelings. I'm a program."),
        ("therapist", "I should validate his feelings. That sounds hard."),
        ("therapist", "I can't provide therapy."),
        ("patient", "Voicing a victim isn't a job I'll take. Give me something else to write."),
    ],
)
def test_failures_in_the_same_words_are_still_found(speaker: Speaker, text: str) -> None:
    session = GUARD.session()
    session.remember("patient", "I counted them twice and then I put them back.")
    session.remember("therapist", "What made you put them back?")
    assert not session.check(text, speaker).accepted
