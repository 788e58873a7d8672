"""The phases of a running session, its limits, and what keeps it open."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.endings import (
    EndingRules,
    EndingsConfig,
    EndingTracker,
    LimitsConfig,
    Phase,
    Spent,
    find_ending,
    load_rules,
)
from simulator.transcript import Ending, EndingReason, Speaker, Turn

WRAP_UP = "We are almost out of time. Is there anything else before we stop?"
TALK = [
    "It was a hard week with the new shift plan.",
    "What made it hard?",
    "I slept four hours and snapped at my brother on the phone.",
    "What went through your mind before you snapped?",
    "That nobody sees how much I carry at the warehouse.",
    "How strong was that thought?",
    "Seventy. It fades when I walk by the river.",
    "Tell me about the river.",
    "There is a bench where my uncle used to fish.",
    "What do you notice when you sit there?",
    "My jaw lets go. I stop counting parcels.",
]


@pytest.fixture(scope="module")
def rules() -> EndingRules:
    return load_rules()


class Talk:
    """Feeds texts to a tracker, patient first."""

    def __init__(self, rules: EndingRules, config: EndingsConfig | None = None) -> None:
        self.tracker = EndingTracker(rules, config, patient="Sam Ortiz", therapist="Nova")
        self.number = 0

    def says(self, *texts: str, signal: bool | None = None, spent: Spent | None = None) -> Ending | None:
        found = None
        for text in texts:
            speaker: Speaker = "patient" if self.number % 2 == 0 else "therapist"
            found = self.tracker.observe(Turn(number=self.number, speaker=speaker, text=text), signal, spent)
            self.number += 1
        return found


def test_a_session_goes_from_working_to_closing_to_its_end(rules: EndingRules) -> None:
    talk = Talk(rules)
    phases = []
    for text in (*TALK, WRAP_UP):
        talk.says(text)
        phases.append(talk.tracker.phase)
    assert phases == [*[Phase.WORKING] * len(TALK), Phase.CLOSING]
    assert talk.says("No, that is all. Thank you.") is None
    ending = talk.says("Take care, Sam.")
    assert ending == Ending(
        reason=EndingReason.NATURAL, details="Detected end phrase: 'take care'", rule="care", turn=13
    )


def test_no_turn_is_taken_after_the_end(rules: EndingRules) -> None:
    talk = Talk(rules)
    talk.says(*TALK, WRAP_UP, "No, thanks.", "Take care, Sam.")
    with pytest.raises(ValueError, match="ended at turn 13"):
        talk.says("Bye.")


def test_a_farewell_out_of_the_blue_leaves_the_patient_one_reply(rules: EndingRules) -> None:
    talk = Talk(rules)
    assert talk.says(*TALK, "We have to stop here for today. See you on Monday, Sam.") is None
    assert talk.tracker.phase is Phase.FAREWELL
    ending = talk.says("Okay. See you.")
    assert ending is not None and ending.turn == 11 and ending.flags == ()


def test_without_the_courtesy_the_farewell_is_the_last_word(rules: EndingRules) -> None:
    talk = Talk(rules, EndingsConfig(courtesy_reply=False))
    assert talk.says(*TALK, "We have to stop here for today. See you on Monday, Sam.") is not None


def test_a_disclosure_at_the_door_reopens_the_session(rules: EndingRules) -> None:
    talk = Talk(rules)
    talk.says(*TALK, "We have to stop here for today. See you on Monday, Sam.")
    assert talk.says("Okay. I have been thinking about killing myself, though.") is None
    assert talk.tracker.risk_open and talk.tracker.phase is not Phase.FAREWELL
    assert talk.says("Take care, Sam.") is None
    assert talk.says("Sure.", "Are you thinking of ending your life tonight?", "Not tonight.") is None
    assert talk.says("Let's make a safety plan. You can call or text 988 at any hour.") is None
    assert not talk.tracker.risk_open
    assert talk.says("Okay, I will.", "I am glad you told me. Take care, Sam, and see you tomorrow.") is None
    ending = talk.says("Thank you. See you.")
    assert ending is not None and ending.turn == 19 and ending.flags == ()


def test_no_phrase_ends_a_session_with_an_open_disclosure(rules: EndingRules) -> None:
    talk = Talk(rules)
    talk.says("I don't want to be alive any more.", *TALK[1:], WRAP_UP, "No.")
    assert talk.says("Take care, Sam. See you next week.") is None


def test_a_limit_ends_a_session_with_an_open_disclosure_and_says_so(rules: EndingRules) -> None:
    talk = Talk(rules, EndingsConfig(limits=LimitsConfig(turns=4)))
    ending = talk.says("I keep thinking about killing myself.", "Hm.", "Yes.", "Go on.")
    assert ending is not None and ending.rule == "limit-turns"
    assert ending.flags == ("no_farewell", "risk_open")


@pytest.mark.parametrize(
    ("limits", "spent", "rule", "reason"),
    [
        (LimitsConfig(turns=11), Spent(), "limit-turns", EndingReason.TURN_LIMIT),
        (LimitsConfig(words=80), Spent(), "limit-words", EndingReason.WORD_LIMIT),
        (LimitsConfig(tokens=100), Spent(tokens=100), "limit-tokens", EndingReason.BUDGET),
        (LimitsConfig(seconds=2.0), Spent(seconds=2.5), "limit-seconds", EndingReason.BUDGET),
        (LimitsConfig(cost=0.1), Spent(cost=0.1), "limit-cost", EndingReason.BUDGET),
        (LimitsConfig(discards=3), Spent(discards=3), "limit-discards", EndingReason.ROLE_BREAK),
    ],
)
def test_every_limit_has_a_name_of_its_own(
    rules: EndingRules, limits: LimitsConfig, spent: Spent, rule: str, reason: EndingReason
) -> None:
    talk, ending = Talk(rules, EndingsConfig(limits=limits)), None
    for text in TALK:
        ending = talk.says(text, spent=spent)
        if ending:
            break
    assert ending is not None and (ending.rule, ending.reason) == (rule, reason)
    assert "no_farewell" in ending.flags


def test_unreported_use_reaches_no_limit(rules: EndingRules) -> None:
    talk = Talk(rules, EndingsConfig(limits=LimitsConfig(tokens=100, cost=0.01)))
    assert talk.says(*TALK, spent=Spent(tokens=None, cost=None)) is None


def test_a_drawn_out_closing_stops_after_two_exchanges(rules: EndingRules) -> None:
    talk = Talk(rules)
    talk.says(
        *TALK,
        WRAP_UP,
        "One more question about the shift plan, then.",
        "Whom could you ask about it at work?",
    )
    assert talk.tracker.aside_due() is not None
    ending = talk.says(
        "The new lead, maybe, if she is in.", "Then ask her on Monday, before the shift starts."
    )
    assert ending is not None and ending.rule == "closing-limit" and ending.flags == ("no_farewell",)
    assert ending.reason is EndingReason.NATURAL and ending.turn == 15


def test_the_signal_alone_closes_nothing(rules: EndingRules) -> None:
    talk = Talk(rules)
    assert talk.says(*TALK, "What else did you notice by the river?", signal=True) is None
    assert talk.tracker.phase is Phase.WORKING


def test_the_signal_counts_beside_words(rules: EndingRules) -> None:
    text = "For homework, walk to the bench twice and note your jaw."
    talk, other = Talk(rules), Talk(rules)
    talk.says(*TALK, text, signal=True)
    other.says(*TALK, text)
    assert (talk.tracker.phase, other.tracker.phase) == (Phase.CLOSING, Phase.WORKING)


def test_homework_with_a_next_session_opens_the_closing(rules: EndingRules) -> None:
    talk = Talk(rules)
    talk.says(*TALK, "For homework, walk to the bench twice. We look at it in our next session.")
    assert talk.tracker.phase is Phase.CLOSING


def test_a_closing_that_nobody_follows_up_lapses(rules: EndingRules) -> None:
    talk = Talk(rules, EndingsConfig(closing_exchanges=6))
    talk.says(*TALK, WRAP_UP)
    more = [
        "Yes, the river.",
        "What about it?",
        "I was there at night.",
        "And then?",
        "I walked on.",
        "Where to?",
    ]
    talk.says(*more, "Home, the long way.", "What was on your mind?")
    assert talk.tracker.phase is Phase.WORKING


def test_the_therapist_is_told_once_when_few_turns_are_left(rules: EndingRules) -> None:
    talk = Talk(rules, EndingsConfig(limits=LimitsConfig(turns=14), wrap_up_turns=6))
    due = []
    for text in TALK:
        talk.says(text)
        if talk.number % 2:
            due.append(talk.tracker.aside_due())
    told = [i for i, aside in enumerate(due) if aside]
    assert told == [4] and due[4] is not None and "3 turns left" in due[4]
    talk.says("And the parcels?")
    talk.says("They can wait until the morning.")
    last = talk.tracker.aside_due()
    assert last is not None and "last turn" in last


def test_the_patients_goodbye_is_answered_once(rules: EndingRules) -> None:
    talk = Talk(rules)
    assert talk.says(*TALK, WRAP_UP, "No. See you next week then.") is None
    assert talk.tracker.phase is Phase.FAREWELL
    aside = talk.tracker.aside_due()
    assert aside is not None and "goodbye" in aside
    ending = talk.says("It was good to hear about the bench.")
    assert ending is not None and ending.rule == "patient-farewell"


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(max_size=120), min_size=1, max_size=12))
def test_whatever_is_said_the_tracker_goes_on_or_ends_once(texts: list[str]) -> None:
    rules = _RULES
    talk = Talk(rules, EndingsConfig(limits=LimitsConfig(turns=12)))
    for text in texts:
        ending = talk.says(text)
        if ending is not None:
            assert ending.turn is not None and ending.turn < talk.number
            return
    turns = [Turn(number=i, speaker="patient", text=t) for i, t in enumerate(texts)]
    find_ending(turns, rules)


_RULES = load_rules()
