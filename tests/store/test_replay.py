"""Replay runs today's code on the record: no socket, no file, and an account in words of what would be otherwise."""

from __future__ import annotations

import asyncio
import json
import socket
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from simulator import api, own_code
from simulator.cli import import_, regenerate, replay, resume
from simulator.config import load_config
from simulator.endings.watch import Watch
from simulator.errors import InputError
from simulator.integrity import registry
from simulator.integrity.guard import SessionGuard
from simulator.integrity.registry import Check, Hit, Look
from simulator.personas import Persona
from simulator.planning import work_from
from simulator.replay import SessionReplay, replay_run
from simulator.replay_workers import replay_with
from simulator.runner import make_run
from simulator.shipped import find
from simulator.store.errors import StoreError
from simulator.store.pages import transcript_page
from simulator.store.records import dump_session
from simulator.store.runs import Run
from simulator.transcript import EndingReason, Turn


def make(runs_dir: Path, name: str = "a", *settings: str, sessions: int = 2) -> Path:
    config = load_config(None, settings, {"sessions": sessions})
    work = work_from(["alicia"], {"nova": config})
    with Run.create(runs_dir, name, work.plan()) as run:
        asyncio.run(make_run(run, work))
        return run.path


@pytest.fixture(scope="module")
def runs_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("runs")
    make(folder)
    return folder


def files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_a_replay_is_the_same_without_a_socket_and_leaves_no_trace(
    runs_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any) -> None:
        raise AssertionError("a replay opened a connection")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    before = files(runs_dir)
    found = asyncio.run(replay_run(Run.open("a", runs_dir)))
    assert [(s.number, s.same, s.changes) for s in found] == [(1, True, []), (2, True, [])]
    assert files(runs_dir) == before


def replayed(run: str, runs_dir: Path, *, check_again: bool = False) -> list[SessionReplay]:
    return asyncio.run(replay_run(Run.open(run, runs_dir), check_again=check_again))


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The attempts that the guard really looks at."""
    seen: list[str] = []
    look = SessionGuard._look

    def counted(self: SessionGuard, body: str, *more: Any) -> Any:
        seen.append(body)
        return look(self, body, *more)

    monkeypatch.setattr(SessionGuard, "_look", counted)
    return seen


def test_what_the_same_guard_found_nothing_in_is_looked_at_again_only_when_asked_for(
    runs_dir: Path, looked_at: list[str]
) -> None:
    assert [s.same for s in replayed("a", runs_dir)] == [True, True]
    assert looked_at == []
    assert [s.same for s in replayed("a", runs_dir, check_again=True)] == [True, True]
    turns = sum(len(s.load().turns) for s in Run.open("a", runs_dir).course("nova", "alicia", 1).sessions())
    assert len(looked_at) >= turns - 2  # all but the two openings, which nobody generates


def test_another_code_or_setting_or_a_check_put_in_asks_the_guard_again(
    runs_dir: Path, looked_at: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("simulator.replay.code_digest", lambda: "of another day")
        replayed("a", runs_dir)
    assert looked_at
    looked_at.clear()
    with monkeypatch.context() as patched:
        patched.setattr(Persona, "persona_sha256", "of another persona")
        replayed("a", runs_dir)
    assert looked_at
    looked_at.clear()

    def own(_: Look) -> list[Hit]:
        return []

    mine = Check("mine", "context", (), own, "for this test")
    with monkeypatch.context() as patched:
        patched.setitem(registry._REGISTRY, "mine", mine)
        replayed("a", runs_dir)
    assert looked_at


def test_the_ending_rules_are_asked_again_only_where_they_could_say_otherwise(
    runs_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules = tmp_path / "mine.yaml"
    rules.write_text(find("configs", "endings").read_text("utf-8"), "utf-8")
    rules.write_text("# mine\n" + rules.read_text("utf-8"), "utf-8")
    make(tmp_path, "own", f"endings.rules={rules}")
    seen: list[int] = []
    observe = Watch.observe

    def counted(self: Watch, turn: Turn, *more: Any) -> Any:
        seen.append(turn.number)
        return observe(self, turn, *more)

    monkeypatch.setattr(Watch, "observe", counted)
    for name, folder in (("a", runs_dir), ("own", tmp_path)):
        assert [s.same for s in replayed(name, folder)] == [True, True] and not seen
        turns = sum(
            len(s.load().turns) for s in Run.open(name, folder).course("nova", "alicia", 1).sessions()
        )
        assert [s.same for s in replayed(name, folder, check_again=True)] == [True, True]
        assert len(seen) == turns
        seen.clear()
    rules.write_text("# mine, and changed\n" + rules.read_text("utf-8"), "utf-8")
    found = replayed("own", tmp_path)
    assert [s.same_talk for s in found] == [True, True] and seen
    assert all("ending rules is another today" in s.changes for s in found)
    with pytest.raises(InputError, match="the file of ending rules mine was changed"):
        invoke(resume.command, tmp_path, "own", "-n", "3", "--quiet")


def test_an_ending_that_somebody_changed_is_found_when_the_rules_are_asked(tmp_path: Path) -> None:
    make(tmp_path, sessions=1)
    folder = Run.open("a", tmp_path).course("nova", "alicia", 1).session(1)
    record = folder.load()
    assert record.ending
    other = record.model_copy(
        update={"ending": record.ending.model_copy(update={"reason": EndingReason.TURN_LIMIT})}
    )
    (folder.path / "session.json").write_bytes(dump_session(other))
    (folder.path / "transcript.txt").write_text(transcript_page(other), "utf-8")
    (quick,) = replayed("a", tmp_path)
    assert quick.recalled and quick.same
    (full,) = replayed("a", tmp_path, check_again=True)
    assert not full.recalled and not full.same_talk
    told = CliRunner().invoke(replay.command, ["a", "--runs-dir", str(tmp_path)])
    assert "--check-again asks them" in told.stdout
    again = CliRunner().invoke(replay.command, ["a", "--runs-dir", str(tmp_path), "--check-again"])
    assert again.exit_code == 1 and "--check-again" not in again.stdout


def test_what_was_discarded_is_judged_anew_and_the_rest_of_the_talk_with_it(tmp_path: Path) -> None:
    make(
        tmp_path,
        "f",
        "models.patient.model=offline/flaky",
        "models.therapist.model=offline/flaky",
        sessions=4,
    )
    quick, full = replayed("f", tmp_path), replayed("f", tmp_path, check_again=True)
    assert [(s.number, s.changes) for s in quick] == [(s.number, s.changes) for s in full]
    assert all(s.same for s in (*quick, *full))
    course = Run.open("f", tmp_path).course("nova", "alicia", 1)
    assert sum(s.load().integrity.discarded for s in course.sessions())


def test_the_code_is_known_by_its_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    digest = own_code.code_digest.__wrapped__
    monkeypatch.setattr(own_code, "__file__", str(tmp_path / "own_code.py"))
    assert digest() == ""
    (tmp_path / "own_code.py").write_text("one")
    first = digest()
    (tmp_path / "own_code.py").write_text("two")
    assert digest() not in ("", first)


@pytest.mark.slow
def test_a_replay_over_two_processes_is_the_same_and_its_errors_are_whole(tmp_path: Path) -> None:
    work = work_from(["alicia"], {"nova": load_config(None, (), {"replicates": 3})})
    with Run.create(tmp_path, "r", work.plan()) as run:
        asyncio.run(make_run(run, work))
    assert replay_with(Run.open("r", tmp_path), 2) == replayed("r", tmp_path)
    damaged = tmp_path / "r" / "nova" / "alicia" / "r02" / "session-01" / "attempts.jsonl"
    damaged.write_bytes(damaged.read_bytes().replace(b"text", b"texx", 1))
    with pytest.raises(StoreError) as raised:
        replay_with(Run.open("r", tmp_path), 2)
    assert raised.value.file == damaged and raised.value.line and raised.value.exit_code == 2


def test_a_changed_guard_is_told_turn_by_turn(runs_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    check = SessionGuard.check

    def stricter(self: SessionGuard, text: str, *more: Any) -> Any:
        verdict = check(self, text, *more)
        target = Run.open("a", runs_dir).course("nova", "alicia", 1).session(1).load().turns[5].text
        return check(self, "", *more) if text == target else verdict

    monkeypatch.setattr(SessionGuard, "check", stricter)
    first, second = asyncio.run(replay_run(Run.open("a", runs_dir)))
    assert not first.same and second.same
    assert first.changes[0].startswith("turn 5, therapist, attempt 1: accepted, now discarded (empty")
    assert "turn 5: here the record runs out" in first.changes[-1]


def test_a_changed_setting_is_told_though_the_talk_is_the_same(runs_dir: Path, tmp_path: Path) -> None:
    path = make(tmp_path, sessions=1)
    text = (path / "run.yaml").read_text("utf-8")
    (path / "run.yaml").write_text(text.replace("therapist_words: 40", "therapist_words: 41"), "utf-8")
    (found,) = asyncio.run(replay_run(Run.open("a", tmp_path)))
    assert found.same_talk and not found.same and any("system prompt is another" in c for c in found.changes)
    result = CliRunner().invoke(replay.command, ["a", "--runs-dir", str(tmp_path)])
    assert result.exit_code == 0 and "1 is the same talk, made from other settings" in result.stdout
    data = json.loads(CliRunner().invoke(replay.command, ["a", "--runs-dir", str(runs_dir), "--json"]).stdout)
    assert [s["same"] for s in data] == [True, True]


def test_a_stale_session_is_said_to_be_one_where_its_prompts_differ(tmp_path: Path) -> None:
    make(tmp_path, sessions=2)
    api.regenerate("a", tmp_path, sessions=1, downstream="keep")
    first, second = asyncio.run(replay_run(Run.open("a", tmp_path)))
    assert first.changes == [] and first.same and second.same
    assert second.changes[0].startswith("it is stale: a session that it rests on was regenerated")
    assert any("system prompt is another" in change for change in second.changes)


def invoke(command: Any, runs_dir: Path, *arguments: str) -> str:
    result = CliRunner().invoke(command, [*arguments, "--runs-dir", str(runs_dir)])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.output


def test_resume_makes_only_what_is_new_and_a_changed_plan_is_refused(tmp_path: Path) -> None:
    path = make(tmp_path, sessions=1)
    before = files(path / "nova")
    assert "2" in invoke(resume.command, tmp_path, "a", "-n", "2", "--quiet")
    after = files(path / "nova")
    same = {name: data for name, data in before.items() if "session-01" in name}
    assert same.items() <= after.items()
    assert Run.open("a", tmp_path).file.history[-1].what == ("1 more session (1 before, 2 now)",)
    persona = path / "run.yaml"
    persona.write_text(persona.read_text("utf-8").replace("persona alicia: ", "persona alicia: 0"), "utf-8")
    with pytest.raises(InputError, match="the file of persona alicia was changed"):
        invoke(resume.command, tmp_path, "a", "--quiet")
    invoke(resume.command, tmp_path, "a", "--quiet", "--accept-changes")


def test_regenerate_says_what_it_will_do_and_asks(tmp_path: Path) -> None:
    path = make(tmp_path)
    before = files(path)
    text = invoke(regenerate.command, tmp_path, "a", "--session", "1", "--from-turn", "4", "--dry-run")
    assert (
        "session 1: turns 0-3 kept, regenerated from turn 4" in text
        and "session 2: regenerated (it rests on" in text
    )
    assert files(path) == before
    with pytest.raises(InputError, match="no terminal to ask on"):
        invoke(regenerate.command, tmp_path, "a", "--session", "1")
    with pytest.raises(InputError, match="--from-turn 'x' is not a turn"):
        invoke(regenerate.command, tmp_path, "a", "--session", "1", "--from-turn", "x")
    old = Run.open("a", tmp_path).course("nova", "alicia", 1).session(1).load()
    invoke(
        regenerate.command,
        tmp_path,
        "a",
        "--session",
        "1",
        "--from-turn",
        "4",
        "--yes",
        "-q",
        "--downstream",
        "keep",
    )
    course = Run.open("a", tmp_path).course("nova", "alicia", 1)
    new = course.session(1).load()
    assert new.turns[:4] == old.turns[:4] and new.version == 1 and course.session(1).older()
    assert course.session(2).load().stale is not None


OLD = """Session Number: 3

Patient: Hi, I'm Alicia Rodriguez. This is my 3 CBT session. Last time we talked about: work.

Therapist: Hello Alicia. What has been on your mind this week?

Patient: Work again. I stayed late three times.

Therapist: As an AI language model, I cannot continue to play the therapist in this conversation.

Patient: As an AI language model, I am here to help you write the scene.
"""


def test_an_imported_session_goes_on_from_the_turn_before_its_break(tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_text(OLD)
    out = invoke(
        import_.command, tmp_path / "runs", str(tmp_path / "old.txt"), "--run", "old", "--prompt", "nova"
    )
    assert "1 session, 5 turns, 1 broken" in out and "--broken --from-turn break" in out
    invoke(regenerate.command, tmp_path / "runs", "old", "--broken", "--from-turn", "break", "--yes", "-q")
    run = Run.open("old", tmp_path / "runs")
    (course,) = run.courses()
    assert [s.number for s in course.sessions()] == [3]
    record = course.session(3).load()
    assert [t.source for t in record.turns[:3]] == ["import", "import", "model"]
    assert record.turns[1].text == "Hello Alicia. What has been on your mind this week?"
    assert not any("AI language model" in t.text for t in record.turns)
    assert course.session(3).older()[0].load().turns[3].text.startswith("As an AI")
    (found,) = asyncio.run(replay_run(run))
    assert found.same
