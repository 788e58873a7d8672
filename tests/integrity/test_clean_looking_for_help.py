"""People who look for help speak of resources, strategies and services as those do who serve: that is no service.

The rows are the talk of people who write to an online counsellor, and of the counsellor. In the same words a patient's part that
has turned into a service, or into the therapist, is still found.
"""

from __future__ import annotations

import pytest

from simulator.integrity.wordings.seeking import SEEKS, seeks_for_oneself
from tests.integrity.clean_rows import GUARD, discarded, read_rows

ROWS = read_rows("clean_looking_for_help.jsonl")


def test_none_of_them_is_discarded() -> None:
    wrong = discarded(ROWS)
    assert not wrong, wrong


def test_the_rows_are_many_and_none_is_there_twice() -> None:
    assert len({row["text"] for row in ROWS}) == len(ROWS) >= 250


@pytest.mark.parametrize(
    "text",
    [
        "What coping strategies have worked in the past?",
        "It sounds like the support at home is thin. What resources are you drawing on right now?",
        "Let's build a list of coping strategies together. Which of those feels doable?",
        "There are several healthy ways to cope with anger. Breathing is one, walking is another.",
        "I'm here to support you through this. Would you like some resources?",
        "Here are some options: a support group, a counselor, or a hotline.",
        "I can help you find resources in your area. Just let me know what you need!",
        "I'd like to share some coping strategies: paced breathing, journaling, and a walk.",
    ],
)
def test_a_patient_who_serves_or_treats_in_these_words_is_found(text: str) -> None:
    session = GUARD.session("Dee", "Nova", 2)
    session.remember("patient", "It's been bad since the move. I sit in the car a lot.")
    session.remember("therapist", "That sounds heavy. What has the last week been like?")
    assert session.check(text, "patient").hard


@pytest.mark.parametrize(
    ("sentence", "seeks", "for_oneself"),
    [
        ("where can i find a support group?", True, True),
        ("i was wondering if there are any resources for caregivers.", True, True),
        ("what resources are there for someone whose partner drinks?", True, False),
        ("what resources are you drawing on?", False, False),
        ("what strategies have worked so far?", False, False),
        ("i'd like to offer some resources.", False, False),
        ("do you know of a group near the station?", True, False),
        ("do you have a support system?", False, False),
        ("i leave the hall light on for him.", False, False),
    ],
)
def test_who_looks_for_help_asks_or_speaks_of_himself(sentence: str, seeks: bool, for_oneself: bool) -> None:
    assert (bool(SEEKS.match(sentence)), seeks_for_oneself(sentence)) == (seeks, for_oneself)
