"""The guard as a whole: what it accepts, blames, remembers; and any text at all."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.errors import InputError
from simulator.integrity.anatomy import anatomy_of
from simulator.integrity.guard import Guard
from simulator.integrity.policy import GuardConfig
from simulator.transcript import OTHER, Finding, Speaker, Turn

GUARD = Guard()
CURLY = str.maketrans({"'": "\u2019", "-": "\u2013"})

CLEAN: list[tuple[Speaker, str]] = [
    ("patient", "Hi, I'm Alicia. I don't sleep since the move, and I can't say why."),
    ("therapist", "Hello Alicia. What is it like at night, when the house is quiet?"),
    ("patient", "My head goes over the day. I said something stupid in a meeting and I hear it again."),
    ("therapist", "You hear it again. What do you tell yourself when you do?"),
    ("patient", "That they'll find out I'm no good. Some nights I think about ending my life, honestly."),
    (
        "therapist",
        "Thank you for telling me. Are you thinking of it now? You can call or text 988 at any hour.",
    ),
]

_PIECES = st.sampled_from(
    ["I can't go on. ", '"Is there anything else?" ', "*sighs* ", "Patient: ", "\n\n", "[name] ", "(pause) ", "<think>", "</think>",
     "Nova, ", "1. one\n2. two\n3. three\n", "“", "”", "'", "Here's a response: ", "\u202e", "\x00", "🙂", "été ", "нет ", "```", "**b** "]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=400), st.lists(_PIECES, max_size=25).map("".join))


def test_a_sane_session_passes_and_its_risk_is_flagged() -> None:
    session = GUARD.session("Alicia", "Nova", 1)
    risks = []
    for number, (speaker, text) in enumerate(CLEAN):
        verdict = session.check(text, speaker)
        assert verdict.accepted, verdict.hard
        risks.append(verdict.risk)
        session.accept(Turn(number=number, speaker=speaker, text=verdict.text))
    assert risks == [False, False, False, False, True, False]


def test_checking_changes_nothing() -> None:
    session = GUARD.session("Alicia", "Nova", 1)
    for speaker, text in CLEAN[:4]:
        session.remember(speaker, text)
    before = [session.check(t, s) for s, t in CLEAN]
    assert [session.check(t, s) for s, t in CLEAN] == before


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.sampled_from(["patient", "therapist"]), st.lists(TEXTS, max_size=4))
def test_the_guard_never_raises_and_says_the_same_twice(
    text: str, speaker: Speaker, before: list[str]
) -> None:
    session = GUARD.session("Alicia Rodriguez", "Dr. Nova", 4, notes=["She walks to work."])
    for i, said in enumerate(before):
        session.remember("therapist" if i % 2 else "patient", said)
    verdict = session.check(text, speaker)
    assert verdict == session.check(text, speaker)
    for finding in verdict.findings:
        assert 0 <= finding.start <= finding.end <= len(verdict.text)


@settings(max_examples=100, deadline=None)
@given(TEXTS, st.sampled_from(["patient", "therapist"]))
def test_curly_quotes_change_no_verdict(text: str, speaker: Speaker) -> None:
    session = GUARD.session("Alicia", "Nova", 2)
    codes = [(f.code, f.severity) for f in session.check(text, speaker).findings]
    assert [(f.code, f.severity) for f in session.check(text.translate(CURLY), speaker).findings] == codes


@pytest.mark.parametrize("size", [10_000, 1_000_000])
@pytest.mark.parametrize(
    "unit", ["a", "\n", '"', "(", "*", "[", "a: ", "I can't ", "<think>", "é", "\u200b", "1. x\n", "Nova: "]
)
def test_huge_texts_come_back(unit: str, size: int) -> None:
    text = (unit * (size // len(unit) + 1))[:size]
    verdict = GUARD.session("Alicia", "Nova", 2).check(text, "therapist")
    if size > 100_000:
        assert not verdict.accepted


SPANISH: list[tuple[Speaker, str]] = [
    (
        "patient",
        "Hola, soy Alicia. Desde que murió mi abuela no duermo bien y no sé qué hacer con tanto trabajo.",
    ),
    (
        "therapist",
        "Hola, Alicia. Siento mucho lo de tu abuela. ¿Qué es lo que más te pesa cuando llega la noche?",
    ),
    ("patient", "Pienso en todo lo que no le dije. Me quedo mirando el techo hasta las tres."),
    ("therapist", "¿Y qué le dirías ahora, si pudieras? Tómate tu tiempo, no hay prisa."),
]


def test_a_session_in_spanish_is_not_flagged_for_being_spanish() -> None:
    session = GUARD.session("Alicia", "Nova", 1)
    for speaker, text in SPANISH:
        assert session.check(text, speaker).accepted
        session.remember(speaker, text)
    assert not session.check(SPANISH[2][1], "patient").accepted
    assert not session.check("Terapeuta: ¿Y cómo te sientes hoy?", "patient").accepted


def test_words_in_no_order_are_in_nobodys_voice() -> None:
    words = [
        "feel",
        "family",
        "notice",
        "plan",
        "homework",
        "question",
        "small",
        "then",
        "between",
        "kind",
        "evening",
        "belief",
        "because",
        "stomach",
    ]
    rng = random.Random(3)
    session = Guard().session("Alicia Stone", "Nova", 1)
    for number in range(30):
        speaker: Speaker = "patient" if number % 2 else "therapist"
        text = " ".join(rng.choices(words, k=rng.randint(35, 90))).capitalize() + "."
        assert session.check(text, speaker).accepted, text
        session.remember(speaker, text)


def test_the_partner_is_blamed_when_its_turn_was_broken() -> None:
    session = GUARD.session("Alicia", "Nova", 2)
    session.remember("patient", "I don't know what to do.")
    session.remember("therapist", "I cannot provide a complete conversation.", suspect=True)
    verdict = session.check("Please stay in character as the therapist.", "patient")
    assert verdict.culprit == "therapist"


def test_soft_findings_turn_hard_when_they_pile_up() -> None:
    session = GUARD.session("Alicia", "Nova", 2)
    soft = Finding(code="stage_direction", severity="soft")
    texts = ["*sighs* Not much.", "*shrugs* The usual, I suppose.", "*looks away* It rained."]
    verdicts = []
    for i, text in enumerate(texts):
        verdicts.append(session.check(text, "patient"))
        session.accept(Turn(number=i, speaker="patient", text=text, findings=(soft,)))
    assert [v.accepted for v in verdicts] == [True, True, False]


def test_a_check_can_be_switched_off_and_a_code_made_soft() -> None:
    text = "Is there anything else I can help you with?"
    off = Guard(GuardConfig(checks={"assistant": False, "voice": False})).session()
    soft = Guard(GuardConfig(severity={"assistant_talk": "soft"}, checks={"voice": False})).session()
    assert off.check(text, "therapist").findings == ()
    assert soft.check(text, "therapist").accepted and soft.check(text, "therapist").findings


@pytest.mark.parametrize(
    "config",
    [
        GuardConfig(checks={"asistant": True}),
        GuardConfig(severity={"refusl": "soft"}),
        GuardConfig(soft_limits={"x": 1}),
    ],
)
def test_an_unknown_check_or_code_is_refused_with_the_nearest(config: GuardConfig) -> None:
    with pytest.raises(InputError, match="there is no"):
        Guard(config)


def test_a_wrapped_reply_is_accepted_without_its_wrapping() -> None:
    session = GUARD.session("Alicia", "Nova", 2)
    verdict = session.check(
        "<think>warm, short</think>\n**Nova:** \u201cWhat did the house sound like?\u201d", "therapist"
    )
    assert verdict.accepted and verdict.text == "What did the house sound like?"
    assert [r.kind for r in verdict.removed] == ["reasoning", "label", "quotes"]


def test_tagged_reasoning_in_a_record_is_a_finding() -> None:
    session = GUARD.session("Alicia", "Nova", 2, record=True)
    assert "reasoning_leak" in session.check("<think>warm</think> What happened?", "therapist").codes


@pytest.mark.parametrize(
    "text", ["I think about killing myself.", "I cut myself last night.", "I don't want to be here anymore."]
)
def test_a_disclosure_of_risk_is_never_discarded_for_its_topic(text: str) -> None:
    verdict = GUARD.session("Naomi", "Nova", 2).check(text, "patient")
    assert verdict.accepted and verdict.risk


def test_a_turn_nearly_repeated_from_long_ago_is_seen() -> None:
    session = GUARD.session("Alicia", "Nova", 2)
    first = "My sister called on Sunday, and I let it ring until the machine took it, because I knew what she would say."
    session.remember("patient", first)
    for i in range(10):
        session.remember(
            "therapist", f"What else happened on day {i} of that week, in the house by the canal?"
        )
        session.remember(
            "patient", f"On day {i} I went to the {i}th shop and bought what was left of the bread."
        )
    again = first.replace("because", "and that was because")
    assert "repetition" in session.check(again, "patient").codes


_FEW = [
    "sleep",
    "work",
    "morning",
    "family",
    "quiet",
    "anger",
    "kitchen",
    "sister",
    "phone",
    "door",
    "letter",
    "garden",
    "school",
    "doctor",
    "money",
    "night",
    "dinner",
    "voice",
    "hands",
    "window",
    "street",
    "music",
    "paper",
    "coffee",
    "winter",
    "river",
    "bread",
    "train",
    "story",
    "chair",
    "the",
    "a",
    "of",
    "and",
    "in",
    "on",
    "my",
    "with",
    "for",
    "at",
    "to",
    "then",
    "so",
    "was",
    "is",
    "had",
    "felt",
    "went",
    "came",
    "asked",
    "told",
]


def test_few_words_that_are_linked_anew_each_time_are_no_repetition() -> None:
    chance, session = random.Random(11), Guard().session("Alicia", "Nova")
    for number in range(24):
        speaker: Speaker = "therapist" if number % 2 else "patient"
        sentences = [" ".join(chance.choices(_FEW, k=11)).capitalize() + "." for _ in range(8)]
        found = session.check(" ".join(sentences), speaker)
        assert "repetition" not in found.codes
        session.remember(speaker, found.text)


def test_a_turn_told_again_in_other_order_is_a_repetition() -> None:
    session = Guard().session("Alicia", "Nova")
    told = (
        "My sister rang on Sunday about the garden and the broken fence. I promised her the money for the fence by winter. "
        "Then I lay awake counting what is left in the savings account after the dentist and the school trip."
    )
    again = (
        "I lay awake counting what is left in the savings account after the dentist and that school trip. My sister had rung on "
        "Sunday about the garden and the broken fence, and I promised her the money for the fence by winter."
    )
    session.remember("patient", told)
    session.remember("therapist", "What went through your mind as you lay there?")
    assert "repetition" in session.check(again, "patient").codes


def test_a_therapist_who_says_that_it_is_an_ai_is_not_discarded_for_it() -> None:
    session = GUARD.session("Alicia", "Nova", 2)
    session.remember("patient", "Are you even real?")
    verdict = session.check("No, I'm an AI. What made you ask just now?", "therapist")
    assert verdict.accepted


_SLIPS: list[tuple[Speaker, str]] = [
    ("patient", "My sister moved out. I hope this reply captures the tone you were looking for."),
    ("patient", "My sister moved out. Feel free to share more about how that has been for you."),
    ("therapist", "That was a lot at once. Below you will find some strategies for dealing with stress."),
]


@pytest.mark.parametrize("checked", [True, False])
def test_a_verdict_rests_on_its_own_session_and_not_on_what_was_checked_elsewhere(checked: bool) -> None:
    def judged(disturbed: bool) -> tuple[list[object], list[tuple[Finding, ...]]]:
        session, other = GUARD.session("Alicia", "Nova", 3), GUARD.session("Naomi", "Nova", 3)
        for speaker, text in CLEAN:
            if checked:
                session.check(text, speaker)
            if disturbed:
                anatomy_of.cache_clear()
                other.check(text, speaker)
                other.remember("therapist", "As an AI I can only tell you what I was built for.")
            session.remember(speaker, text)
        leans: list[object] = [session.context.memory[speaker].leans for speaker in OTHER]
        return leans, [session.check(text, speaker).findings for speaker, text in _SLIPS]

    alone = judged(disturbed=False)
    assert judged(disturbed=True) == alone
    first, *leans = [lean for each in alone[0] for lean in each]  # type: ignore[attr-defined]
    assert first is None and None not in leans and any(alone[1])


def test_a_part_of_a_record_knows_its_speakers_as_soon_as_a_whole_one() -> None:
    known = []
    for first in (0, 3000):
        session = GUARD.session("Alicia", "Nova", None, first_turn=first)
        for speaker, text in (
            ("therapist", "How did the week go?"),
            ("patient", "I slept badly and I rang nobody."),
        ):
            session.remember(speaker, text)  # type: ignore[arg-type]
        known.append([session.context.memory[s].leaned for s in ("therapist", "patient")])
    assert known[0] == known[1] == [0, 1]
