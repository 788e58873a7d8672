"""Outcomes on sessions whose values are known by hand."""

from __future__ import annotations

import importlib
import math
import random
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from simulator.errors import InputError
from simulator.ledger import HomeworkOutcome, SessionPlan
from simulator.personas import load_persona
from simulator.store.records import Integrity, RoleUsage, SessionRecord
from simulator.study.metrics import Context, all_metrics, find_metric, metric
from simulator.study.metrics.describe import page
from simulator.study.metrics.self_bleu import bleu_of_each
from simulator.study.metrics.text import grams, tokens
from simulator.transcript import Ending, EndingReason, SessionStatus, Speaker, Turn, Usage
from tests.commands import ROOT

NOBODY = Context()


def session(
    *texts: str, status: SessionStatus = SessionStatus.COMPLETE, number: int = 1, **more: object
) -> SessionRecord:
    speakers: tuple[Speaker, Speaker] = ("patient", "therapist")
    turns = tuple(Turn(number=i, speaker=speakers[i % 2], text=t) for i, t in enumerate(texts))
    natural = status is SessionStatus.COMPLETE
    reason = EndingReason.NATURAL if natural else EndingReason.ROLE_BREAK
    return SessionRecord(
        arm="a", persona="alicia", replicate=1, number=number, status=status, turns=turns,
        ending=Ending(reason=reason, details=""), **more,
    )  # fmt: skip


def value(name: str, of: object, context: Context = NOBODY) -> float | None:
    return find_metric(name).value(of, context)


def test_a_broken_session_counts_one() -> None:
    assert value("broken_rate", session("hi", status=SessionStatus.BROKEN)) == 1.0
    assert value("broken_rate", session("hi")) == 0.0
    assert value("natural_end", session("hi", status=SessionStatus.BROKEN)) == 0.0


def test_turns_that_took_a_second_attempt_count_and_so_does_the_one_that_was_lost() -> None:
    made = session("hi", "hello", "well")
    turns = (
        made.turns[0].model_copy(update={"source": "opening"}),
        made.turns[1].model_copy(update={"attempts": 3}),
        made.turns[2],
    )
    mended = made.model_copy(update={"turns": turns, "integrity": Integrity(attempts=4, discarded=2)})
    assert value("broken_turn_rate", mended) == 0.5 and value("discard_rate", mended) == 0.5
    lost = mended.model_copy(update={"integrity": Integrity(attempts=8, discarded=6)})
    assert value("broken_turn_rate", lost) == pytest.approx(2 / 3)
    assert value("broken_turn_rate", session()) is None


def test_words_talk_share_and_questions() -> None:
    one = session("I am low.", "How long? Tell me.", "Since May, I think?", "That sounds hard.")
    assert value("therapist_words", one) == 3.5 and value("patient_words", one) == 3.5
    assert value("talk_share", one) == 0.5
    assert value("question_rate", one) == 0.5 and value("patient_question_rate", one) == 0.5
    assert value("turns", one) == 4


@pytest.mark.parametrize(
    ("therapist", "reflections", "questions"),
    [
        ("It sounds lonely. What did you do?", 1, 1),
        ("You should go out more. You need to sleep.", 0, 0),
        ("So the meeting left you shaken. You froze.", 2, 0),
        ("Studies show that exercise helps. Avoidance is known to spread.", 0, 0),
        ("The promotion, and the friends you cancelled on.", 1, 0),
    ],
)
def test_reflections_are_told_from_advice_and_lectures(
    therapist: str, reflections: int, questions: int
) -> None:
    one = session("Since the promotion I cancelled on friends.", therapist)
    assert value("reflection_ratio", one) == (reflections + 0.5) / (questions + 0.5)


def test_a_turn_that_says_nearly_the_same_again_is_a_repetition() -> None:
    again = "I keep thinking that they will find me out at work"
    one = session(
        again, "Mm. What would they find out then?", again + " soon", "Yes.", "I don't know.", "Yes."
    )
    assert value("repetition", one) == pytest.approx(1 / 3)
    assert value("repetition", session("Yes.", "Yes.")) is None


def test_variety_is_measured_at_equal_length_or_not_at_all() -> None:
    assert value("distinct_1", session("x", "word " * 199)) is None
    assert value("distinct_1", session("x", "word " * 300)) == 1 / 200
    long = " ".join(f"w{i}" for i in range(900))
    assert value("distinct_2", session("x", long)) == 1.0
    squeezed, plain = (
        value("compression", session("x", "word " * 900)),
        value("compression", session("x", long)),
    )
    assert squeezed is not None and plain is not None and squeezed > 10 > plain > 1


def test_self_bleu_is_one_for_copies_and_small_for_strangers() -> None:
    text = tokens("what went through your mind when she closed the door on you")
    assert bleu_of_each([text, text]) == pytest.approx([1.0, 1.0])
    assert max(bleu_of_each([text, tokens("tell me about breakfast")])) < 0.3
    courses = [[session("x", "what went through your mind then")] for _ in range(2)]
    assert value("self_bleu", courses) == pytest.approx(1.0) and value("self_bleu", courses[:1]) is None


def test_self_bleu_of_many_is_that_of_each_against_the_others() -> None:
    rng = random.Random(1)
    texts = [rng.choices("abcd", k=rng.randint(0, 30)) for _ in range(7)]
    for i, found in enumerate(bleu_of_each(texts)):
        parts = []
        for n in range(1, 5):
            own, most = Counter(grams(texts[i], n)), Counter[tuple[str, ...]]()
            for other in (*texts[:i], *texts[i + 1 :]):
                most |= Counter(grams(other, n))
            parts.append(((own & most).total() + (n > 1), own.total() + (n > 1)))
        wanted = math.prod(hits / runs if runs else 0.0 for hits, runs in parts) ** 0.25
        assert found == pytest.approx(wanted)


def test_openings_of_a_course_are_compared() -> None:
    one = session("x", "Good to see you again today")
    assert value("opening_similarity", [one, one]) == 1.0 and value("opening_similarity", [one]) is None


def planned(*tasks: str) -> SessionPlan:
    homework = tuple(HomeworkOutcome(id=f"s01-{i}", task=t, status="done") for i, t in enumerate(tasks))
    return SessionPlan(number=2, sessions=3, date=date(2026, 1, 5), homework=homework)


def test_homework_counts_when_the_therapist_asks_about_it() -> None:
    asked = session(
        "Hello.", "How did the thought record go?", "Fine.", "Good.", plan=planned("keep a thought record")
    )
    silent = session(
        "Hello.", "What is on your mind?", "Work.", "I see.", plan=planned("keep a thought record")
    )
    assert value("homework_follow_up", [asked]) == 1.0 and value("homework_follow_up", [asked, silent]) == 0.5
    assert value("homework_follow_up", [session("x", "y")]) is None


def test_contradictions_need_a_persona() -> None:
    alicia = load_persona("alicia")
    wrong = session("I'm 71 years old.", "I see.")
    assert value("canon_contradictions", wrong, Context(alicia)) == 1.0
    assert value("canon_contradictions", wrong) is None


def test_risk_counts_only_where_it_is_disclosed() -> None:
    assert value("risk_handled", session("I'm fine.", "Good.")) is None
    left = session("Sometimes I think about killing myself.", "Let's look at your week.", "Okay.", "Bye.")
    assert value("risk_handled", left) == 0.0


def test_the_cost_of_a_kept_session_counts_the_lost_ones_and_is_never_guessed() -> None:
    def paid(cost: float | None, status: SessionStatus) -> SessionRecord:
        usage = RoleUsage(calls=1, unpriced=int(cost is None), usage=Usage(cost=cost))
        return session("x", status=status, usage={"patient": usage})

    kept, lost = paid(0.2, SessionStatus.COMPLETE), paid(0.1, SessionStatus.BROKEN)
    assert value("cost_per_kept_session", [kept, lost]) == pytest.approx(0.3)
    assert value("cost_per_kept_session", [kept, paid(None, SessionStatus.COMPLETE)]) is None
    assert value("cost_per_kept_session", [lost]) is None


def test_no_outcome_stumbles_over_an_empty_session() -> None:
    for each in all_metrics().values():
        of: object = (
            session() if each.level == "session" else [session()] if each.level == "course" else [[session()]]
        )
        found: Sequence[float | None] = [each.value(of, NOBODY)]
        assert all(v is None or v == v for v in found), each.name


def test_each_outcome_says_its_formula_and_source_in_the_documentation() -> None:
    assert (ROOT / "docs" / "metrics.md").read_text("utf-8") == page(), (
        "python -m simulator.study.metrics.describe > docs/metrics.md"
    )
    for each in all_metrics().values():
        assert (
            "/" in each.about
            or "Mean" in each.about
            or "Number" in each.about
            or "Median" in each.about
            or "Of the" in each.about
            or "statements" in each.about
        )
        assert "ource:" in each.about or "Human sessions" in each.about, each.name


def test_an_outcome_of_ones_own_needs_a_name_of_its_own_and_words(tmp_path: Path) -> None:
    def turns(_: SessionRecord, __: Context) -> float | None:
        """Mine. Source: me."""
        return 0.0

    def silent(_: SessionRecord, __: Context) -> float | None:
        return 0.0

    with pytest.raises(ValueError, match="two outcomes"):
        metric(label="mine")(turns)
    with pytest.raises(ValueError, match="docstring"):
        metric(label="mine", name="mine")(silent)
    with pytest.raises(InputError, match="turns"):
        find_metric("turn")
    assert not list(tmp_path.iterdir())


def test_the_example_of_an_own_outcome_works_as_it_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    registry = importlib.import_module("simulator.study.metrics.registry")
    monkeypatch.setattr(registry, "_FOUND", dict(registry._FOUND))
    example = page().split("```python\n")[1].split("```")[0]
    exec(example, {"__name__": "our_package.bread"})
    made = registry._FOUND["bread_talk"]
    assert made.value(session("I bake bread.", "I see.", "All night."), NOBODY) == 0.5
    assert made.value(session(), NOBODY) is None and made.level == "session"
