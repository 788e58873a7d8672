"""Resume is the same loop again; nothing is paid twice, nothing is mixed unsaid."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from simulator.models import CallKey, FailureKind, ModelFailure, Outcome, Reply, Request
from simulator.store.errors import StoreError, Trouble
from simulator.store.folders import CourseFolder, SessionFolder
from simulator.store.journaled import JournaledModel
from simulator.store.rows import RAW_LIMIT
from tests.store.made import ScriptedModel, play, play_and_save

BAD = frozenset({(3, 1), (4, 1), (4, 2)})


def course(root: Path) -> CourseFolder:
    return CourseFolder(root, "main", "alicia", 1)


def files(folder: SessionFolder) -> dict[str, bytes]:
    return {n: (folder.path / n).read_bytes() for n in ("transcript.txt", "session.json", "note.md")}


class StopsAt(ScriptedModel):
    """Dies at the call of this count, as a killed process does."""

    def __init__(self, call: int) -> None:
        super().__init__(bad=BAD)
        self.call = call

    async def generate(self, request: Request) -> Reply:
        if len(self.asked) == self.call:
            raise KeyboardInterrupt
        return await super().generate(request)


async def undisturbed(root: Path) -> dict[str, bytes]:
    folder = course(root).session(1)
    await play_and_save(folder, ScriptedModel(bad=BAD))
    return files(folder)


@pytest.mark.parametrize("stop", range(9))
async def test_a_session_stopped_at_any_call_ends_with_the_same_files_and_pays_nothing_twice(
    tmp_path: Path, stop: int
) -> None:
    expected = await undisturbed(tmp_path / "whole")
    folder = course(tmp_path / "cut").session(1)
    journal = folder.journal()
    first = StopsAt(stop)
    with pytest.raises(KeyboardInterrupt):
        await play(JournaledModel(journal, first), folder.course, 1)
    # No close: a killed process does not get to it.
    second = ScriptedModel(bad=BAD)
    await play_and_save(folder, second)
    assert files(folder) == expected
    assert not set(first.asked) & set(second.asked)
    assert len(first.asked) + len(second.asked) == 9


async def test_a_replay_asks_no_model(tmp_path: Path) -> None:
    folder = course(tmp_path).session(1)
    record = await play_and_save(folder, ScriptedModel(bad=BAD))
    journal = folder.journal(writable=False)
    model = JournaledModel(journal, None)
    assert await play(model, folder.course, 1) == record
    assert model.served == 9 and not model.differences
    assert {k: v.accepted for k, v in journal.judged.items()} == {
        k: row.verdict.accepted for k, row in journal.content.calls.items() if row.verdict
    }


async def test_where_the_record_runs_out_a_replay_says_so(tmp_path: Path) -> None:
    folder = course(tmp_path).session(1)
    await play_and_save(folder, ScriptedModel())
    model = JournaledModel(folder.journal(writable=False), None)
    with pytest.raises(ModelFailure) as e:
        await play(model, folder.course, 1, turns=8)
    assert e.value.kind is FailureKind.EXHAUSTED and "t06" in e.value.message


async def test_changed_settings_are_refused_and_named(tmp_path: Path) -> None:
    folder = course(tmp_path).session(1)
    await play_and_save(folder, ScriptedModel())
    model = JournaledModel(folder.journal(), ScriptedModel())
    with pytest.raises(StoreError, match=r"temperature was 0\.7, now it is 0\.2") as e:
        await play(model, folder.course, 1, temperature=0.2)
    assert e.value.kind is Trouble.CHANGED and "--accept-changes" in str(e.value)


async def test_accepted_changes_keep_the_recorded_turns_and_are_told(tmp_path: Path) -> None:
    folder = course(tmp_path).session(1)
    record = await play_and_save(folder, ScriptedModel())
    model = JournaledModel(folder.journal(), ScriptedModel(salt="new "), on_difference="keep")
    again = await play(model, folder.course, 1, turns=8, temperature=0.2)
    assert again.turns[:6] == record.turns
    assert again.turns[6].text.startswith("new ")
    assert len(model.differences) == 5


async def test_another_prompt_is_told_apart_from_another_talk(tmp_path: Path) -> None:
    folder = course(tmp_path).session(1)
    journal = folder.journal()
    key = CallKey(folder.course.key, 1, 1, "therapist")
    ask = Request(
        "m", [{"role": "system", "content": "Be kind."}, {"role": "user", "content": "Hi"}], "therapist", key
    )
    await JournaledModel(journal, ScriptedModel()).generate(ask)
    for messages, words in (
        (
            [{"role": "system", "content": "Be kind."}, {"role": "user", "content": "Ho"}],
            "talk so far is another",
        ),
        (
            [{"role": "system", "content": "Be stern."}, {"role": "user", "content": "Hi"}],
            "system prompt is another",
        ),
    ):
        other = Request("m", messages, "therapist", key)  # type: ignore[arg-type]
        with pytest.raises(StoreError, match=words):
            await JournaledModel(journal, ScriptedModel()).generate(other)
    journal.close()


async def test_a_failure_is_raised_recorded_and_asked_again(tmp_path: Path) -> None:
    folder = course(tmp_path).session(1)
    model = ScriptedModel()
    model.failing = ModelFailure(FailureKind.SERVER, "down")
    journal = folder.journal()
    with pytest.raises(ModelFailure):
        await play(JournaledModel(journal, model), folder.course, 1)
    journal.close()
    model.failing = None
    await play_and_save(folder, model)
    content = folder.journal(writable=False).content
    assert [f.kind for f in content.failures] == ["server_error"]
    assert len(content.calls) == 6


async def test_the_system_prompt_is_kept_once(tmp_path: Path) -> None:
    folder = course(tmp_path).session(1)
    await play_and_save(folder, ScriptedModel())
    content = folder.journal(writable=False).content
    assert sorted(content.texts.values()) == [
        "You are the patient. Ünïcode ✓",
        "You are the therapist. Ünïcode ✓",
    ]
    assert all(row.system in content.texts for row in content.calls.values())


class Odd(ScriptedModel):
    async def generate(self, request: Request) -> Reply:
        self.asked.append(request.key)
        return Reply(Outcome.OK, "half \ud83d pair", raw={"big": "x" * 10_000, "nan": float("nan")})


async def test_what_cannot_be_written_is_made_so_before_it_is_used(tmp_path: Path) -> None:
    folder = course(tmp_path).session(1)
    journal = folder.journal()
    ask = Request(
        "m", [{"role": "user", "content": "Hi \udc00"}], "note", CallKey(folder.course.key, 1, 1, "note")
    )
    first = await JournaledModel(journal, Odd()).generate(ask)
    journal.close()
    again = await JournaledModel(folder.journal(), None).generate(ask)
    assert first == again and "\ufffd" in first.text
    assert len(json.dumps(first.raw)) < RAW_LIMIT


def asked(folder: SessionFolder, said: str) -> Request:
    return Request(
        "m", [{"role": "user", "content": said}], "patient", CallKey(folder.course.key, 1, 2, "patient")
    )


async def test_a_reply_made_ahead_answers_the_equal_request_and_no_other(tmp_path: Path) -> None:
    folder, below = course(tmp_path).session(1), ScriptedModel()
    journal = folder.journal()
    model = JournaledModel(journal, below)
    await model.begin(asked(folder, "How was Sunday?"))
    while not journal.content.ahead:
        await asyncio.sleep(0)
    reply = await model.generate(asked(folder, "How was Monday?"))
    assert model.kept == 0 and model.made == 1 and len(below.asked) == 2
    (row,) = journal.content.unused()
    assert journal.content.calls[row.key].request != row.request and row.reply
    journal.close()
    later = JournaledModel(folder.journal(), ScriptedModel())
    assert await later.generate(asked(folder, "How was Monday?")) == reply and later.served == 1


async def test_what_was_thrown_away_is_not_paid_again_when_the_same_is_asked_after_all(
    tmp_path: Path,
) -> None:
    folder, below = course(tmp_path).session(1), ScriptedModel()
    journal = folder.journal()
    model = JournaledModel(journal, below)
    await model.begin(asked(folder, "How was Sunday?"))
    while not journal.content.ahead:
        await asyncio.sleep(0)
    assert await model.drop() == journal.content.ahead[0].usage
    await model.begin(asked(folder, "How was Sunday?"))
    await model.generate(asked(folder, "How was Sunday?"))
    assert len(below.asked) == 1 and model.kept == 1 and not journal.content.unused()
    journal.close()


async def test_what_was_never_sent_costs_nothing_when_it_is_dropped(tmp_path: Path) -> None:
    folder, below = course(tmp_path).session(1), ScriptedModel()
    journal = folder.journal()
    model = JournaledModel(journal, below)
    await model.begin(asked(folder, "How was Sunday?"))
    assert await model.drop() is None and not below.asked and not journal.content.ahead


async def test_a_replicate_is_never_served_another_ones_reply(tmp_path: Path) -> None:
    one, two = CourseFolder(tmp_path, "main", "alicia", 1), CourseFolder(tmp_path, "main", "alicia", 2)
    await play_and_save(one.session(1), ScriptedModel())
    two.session(1).path.mkdir(parents=True)
    (two.session(1).path / "attempts.jsonl").write_bytes(
        (one.session(1).path / "attempts.jsonl").read_bytes()
    )
    with pytest.raises(StoreError, match="was a folder renamed or copied"):
        two.session(1).journal()
