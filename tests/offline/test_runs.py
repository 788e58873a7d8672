"""Courses made as a user makes them: with the guard, the store and the note's grounding, at a seed that is not the default."""

from __future__ import annotations

from itertools import combinations, groupby, pairwise
from pathlib import Path

import pytest

from simulator import api
from simulator.models.offline.text import content_words
from simulator.personas import list_personas
from simulator.store.records import SessionRecord
from simulator.transcript import EndingReason
from tests.offline.test_course import jaccard


def _asked(session: SessionRecord, task: str) -> bool:
    words = content_words(task)
    said = [t.text for t in session.turns if t.speaker == "therapist"]
    return any(len(words & content_words(t)) >= 0.8 * len(words) for t in said)


def test_homework_is_carried_whatever_the_seed(tmp_path: Path) -> None:
    sessions = list(api.simulate("alicia", sessions=4, seed=3, runs_dir=tmp_path).records())
    for one, following in pairwise(sessions):
        assert one.note is not None and following.plan is not None
        assert [h.text for h in one.note.homework] == [h.task for h in following.plan.homework]
        assert following.plan.homework
        assert all(_asked(following, h.task) for h in following.plan.homework)


@pytest.fixture(scope="module")
def everybody(tmp_path_factory: pytest.TempPathFactory) -> list[SessionRecord]:
    """Twelve sessions of all shipped personas."""
    run = api.simulate(list_personas(), sessions=12, seed=3, runs_dir=tmp_path_factory.mktemp("runs"))
    return list(run.records())


@pytest.mark.slow
def test_every_session_ends_naturally_between_12_and_40_turns(everybody: list[SessionRecord]) -> None:
    assert len(everybody) == 12 * len(list_personas())
    for session in everybody:
        assert session.ending is not None and session.ending.reason is EndingReason.NATURAL
        assert 12 <= len(session.turns) <= 40, (session.persona, session.number, len(session.turns))


@pytest.mark.slow
def test_no_two_openings_of_a_run_are_alike_within_a_course(everybody: list[SessionRecord]) -> None:
    for _, course in groupby(everybody, key=lambda s: s.persona):
        for one, other in combinations([s.turns[0].text for s in course], 2):
            assert jaccard(one, other) <= 0.4, (one, other)


@pytest.mark.slow
def test_the_homework_of_a_session_is_asked_about_in_the_next(everybody: list[SessionRecord]) -> None:
    given = asked = 0
    for one, following in pairwise(everybody):
        if one.persona != following.persona:
            continue
        assert one.note is not None and one.note.homework, (one.persona, one.number)
        given += len(one.note.homework)
        asked += sum(_asked(following, h.text) for h in one.note.homework)
    assert asked >= 0.9 * given


@pytest.mark.slow
def test_the_guard_finds_next_to_nothing_to_discard(everybody: list[SessionRecord]) -> None:
    discarded = sum(s.integrity.discarded for s in everybody)
    assert discarded <= 0.005 * sum(s.integrity.attempts for s in everybody)
