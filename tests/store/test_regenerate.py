"""Sessions regenerated: what is kept is not paid for again, what changed is said, a crash loses nothing."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from simulator.errors import InputError
from simulator.kits import spent_on
from simulator.store.atomic import make_folder, write_bytes
from simulator.store.folders import CourseFolder
from simulator.store.listing import summarise
from simulator.store.records import SessionRecord
from simulator.store.regenerate import apply, plan_regeneration
from simulator.store.runs import Run
from simulator.store.stale import mark_stale, stale_marks
from simulator.transcript import SessionStatus, Turn
from tests.store.made import PLAN, ScriptedModel, made_run, play_course


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Run]:
    with made_run(tmp_path, plan=PLAN.model_copy(update={"sessions": 4})) as made:
        yield made


def course(run: Run) -> CourseFolder:
    return run.course("main", "alicia", 1)


async def made(run: Run) -> list[SessionRecord]:
    await play_course(course(run), ScriptedModel(), 4)
    return records(run)


def records(run: Run) -> list[SessionRecord]:
    return [s.load() for s in course(run).sessions()]


def break_session(run: Run, number: int) -> None:
    folder = course(run).session(number)
    record = folder.load()
    ending = record.ending.model_copy(update={"turn": 4}) if record.ending else None
    folder.save_now(
        record.model_copy(update={"status": SessionStatus.BROKEN, "note": None, "ending": ending})
    )


async def test_what_older_versions_took_stays_in_the_sums_and_each_call_counts_once(run: Run) -> None:
    first, again = ScriptedModel(), ScriptedModel()
    await play_course(course(run), first, 4)
    apply(plan_regeneration(run, sessions=[3], from_turn=3))
    await play_course(course(run), again, 4)
    assert 0 < len(again.asked) < len(first.asked)
    assert summarise(run.path).calls == len(first.asked) + len(again.asked)
    assert (
        spent_on(course(run)).calls < summarise(run.path).calls
    )  # a budget leaves room for what was asked for again


async def test_the_old_version_stays_and_the_new_one_is_another_draw(run: Run) -> None:
    before = await made(run)
    apply(plan_regeneration(run, sessions=[4]))
    assert course(run).session(4).state == "partial"
    await play_course(course(run), ScriptedModel(), 4)
    after = records(run)
    assert after[:3] == before[:3]
    assert after[3].turns != before[3].turns and after[3].version == 1
    old = course(run).session(4).older()
    assert [v.path.name for v in old] == ["session-04.v1"] and old[0].load() == before[3]
    apply(plan_regeneration(run, sessions=[4]))
    await play_course(course(run), ScriptedModel(), 4)
    assert [v.path.name for v in course(run).session(4).older()] == ["session-04.v1", "session-04.v2"]
    assert records(run)[3].version == 2


async def test_turns_before_the_chosen_one_are_kept_and_not_paid_for(run: Run) -> None:
    before = await made(run)
    plan = plan_regeneration(run, sessions=[4], from_turn=3)
    assert "turns 0-2 kept, regenerated from turn 3; last time that took 4 calls, $0.0040" in plan.words()
    apply(plan)
    model = ScriptedModel()
    await play_course(course(run), model, 4)
    after = records(run)[3]
    assert after.turns[:3] == before[3].turns[:3] and after.turns[3] != before[3].turns[3]
    assert [(k.turn, k.version) for k in model.asked] == [(3, 1), (4, 1), (5, 1), (5, 1)]
    apply(plan_regeneration(run, sessions=[4], from_turn=5))
    again = ScriptedModel()
    await play_course(course(run), again, 4)
    assert [(k.turn, k.version) for k in again.asked] == [(5, 2), (5, 2)]
    apply(plan_regeneration(run, sessions=[4], from_turn=2))
    last = ScriptedModel()
    await play_course(course(run), last, 4)
    assert {k.version for k in last.asked} == {3} and len(last.asked) == 5
    assert records(run)[3].turns[:2] == before[3].turns[:2]


async def test_later_sessions_are_made_anew_by_default(run: Run) -> None:
    before = await made(run)
    plan = plan_regeneration(run, sessions=[2])
    assert [(p.number, p.action) for p in plan.pieces] == [(2, "make"), (3, "rerun"), (4, "rerun")]
    apply(plan)
    await play_course(course(run), ScriptedModel(), 4)
    after = records(run)
    assert after[0] == before[0] and all(
        a.turns != b.turns for a, b in zip(after[1:], before[1:], strict=True)
    )
    assert mark_stale(course(run)) == []


async def test_later_sessions_that_are_kept_say_that_their_parent_changed(run: Run) -> None:
    before = await made(run)
    plan = plan_regeneration(run, sessions=[2], downstream="keep")
    assert (
        "session 3: kept and marked" in plan.words()
        and "1 session to make, 2 later ones kept" in plan.words()
    )
    apply(plan)
    await play_course(course(run), ScriptedModel(), 4)
    assert mark_stale(course(run)) == [3, 4]
    after = records(run)
    stale = after[2].stale
    assert stale is not None and (stale.was, stale.now) == (before[1].seed_hash(), after[1].seed_hash())
    assert after[2].turns == before[2].turns
    page = (course(run).session(3).path / "transcript.txt").read_text("utf-8")
    assert "session 2, on which this one rests, was regenerated" in page
    assert after[3].stale == stale  # what it rests on rests on session 2


async def test_broken_sessions_are_found_and_those_after_them_become_stale(run: Run) -> None:
    await made(run)
    break_session(run, 2)
    plan = plan_regeneration(run, broken=True, from_turn="break", downstream="keep")
    assert [(p.number, p.action, p.from_turn) for p in plan.pieces] == [
        (2, "make", 3),
        (3, "keep", 0),
        (4, "keep", 0),
    ]
    assert {n for n, mark in stale_marks(course(run)).items() if mark} == {3, 4}


async def test_nothing_to_do_and_turns_that_are_not_there_are_said(run: Run) -> None:
    await made(run)
    with pytest.raises(InputError, match="no broken session"):
        plan_regeneration(run, broken=True)
    with pytest.raises(InputError, match="no session 9"):
        plan_regeneration(run, sessions=[9])
    for turn in (-1, 6, 99):
        with pytest.raises(InputError, match=f"no turn {turn} to continue from"):
            plan_regeneration(run, sessions=[1], from_turn=turn)
    with pytest.raises(InputError, match="either sessions or broken"):
        plan_regeneration(run)
    (course(run).session(2).path / "session.json").unlink()
    with pytest.raises(InputError, match="is not finished"):
        plan_regeneration(run, sessions=[2])


class Crash(BaseException):
    pass


@pytest.mark.parametrize("step", range(10))
async def test_a_crash_at_any_step_is_finished_when_the_run_is_opened_again(
    run: Run, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    await made(run)
    left = step

    def counted(work: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any) -> Any:
            nonlocal left
            if left == 0:
                raise Crash
            left -= 1
            return work(*args)

        return call

    with monkeypatch.context() as patched:
        patched.setattr("simulator.store.intents.write_bytes", counted(write_bytes))
        patched.setattr("simulator.store.intents.make_folder", counted(make_folder))
        patched.setattr(Path, "rename", counted(Path.rename))
        with contextlib.suppress(Crash):
            apply(plan_regeneration(run, sessions=[3], from_turn=2))
    run.close()
    begun = step > 0  # the first step writes the intent
    with Run.open(run.path, write=True) as again:
        states = [s.state for s in course(again).sessions()]
        assert states == ["complete", "complete", *(["partial"] * 2 if begun else ["complete"] * 2)]
        await play_course(course(again), ScriptedModel(), 4)
        assert [s.state for s in course(again).sessions()] == ["complete"] * 4
        names = ["index.json", "session-01", "session-02", "session-03", "session-04"]
        moved = ["session-03.v1", "session-04.v1"] if begun else []
        assert sorted(p.name for p in course(again).path.iterdir()) == sorted(names + moved)


async def test_turns_of_an_imported_session_stand_as_given(run: Run) -> None:
    await made(run)
    folder = course(run).session(1)
    record = folder.load()
    turns = tuple(
        Turn(number=t.number, speaker=t.speaker, text=t.text, source="import") for t in record.turns
    )
    shutil.rmtree(folder.path)
    lineage = record.lineage.model_copy(update={"imported_from": "old.txt"})
    folder.save_now(record.model_copy(update={"turns": turns, "lineage": lineage, "note": None}))
    apply(plan_regeneration(run, sessions=[1], from_turn=3, downstream="keep"))
    journal = folder.journal(writable=False)
    assert journal.given == turns[:3]
    assert journal.version_of(2) == 0 and journal.version_of(3) == 1


async def test_what_an_unfinished_session_rests_on_is_not_regenerated(run: Run) -> None:
    """Its recorded replies were given to another note; and a regeneration that was killed is not begun twice."""
    await made(run)
    (course(run).session(4).path / "session.json").unlink()
    for sessions in ([3], [1, 2]):
        with pytest.raises(InputError, match="session 4 is not finished, and began with the note") as raised:
            plan_regeneration(run, sessions=sessions)
        assert (
            "simulate resume" in raised.value.remedy
            and str(course(run).session(4).path) in raised.value.remedy
        )
    kept = plan_regeneration(run, sessions=[1], downstream="keep")
    assert [p.number for p in kept.made] == [1], "session 4 rests on session 3, which stays"
    with pytest.raises(InputError, match="session 4 is not finished"):
        plan_regeneration(run, sessions=[3], downstream="keep")
    shutil.rmtree(course(run).session(4).path)
    assert [p.number for p in plan_regeneration(run, sessions=[2]).made] == [2, 3]
