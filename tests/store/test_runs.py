"""Run folders: what is whole, what is resumable, what is refused."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.errors import InputError
from simulator.ledger import Ledger
from simulator.planning import HOW_NOT_WHAT
from simulator.store.errors import StoreError, Trouble
from simulator.store.listing import list_runs
from simulator.store.names import check_name
from simulator.store.plan import ArmPlan, compare, merged
from simulator.store.runs import Run, run_paths
from simulator.textformat import parse_transcript
from simulator.transcript import SessionStatus
from tests.store.made import PLAN, ScriptedModel, made_run, play_and_save, play_course


def test_a_run_is_made_once_and_opened_by_name_or_path(tmp_path: Path) -> None:
    with made_run(tmp_path) as run:
        assert (run.path / "inputs" / "personas" / "alicia.yaml").read_bytes() == b"name: x\n"
    for name in ("r", run.path, str(run.path)):
        found = Run.open(name, tmp_path)
        assert found.plan == PLAN and found.file.planned == 2 and found.file.command == ("simulate",)
    with pytest.raises(InputError, match="a run 'r' exists already"):
        made_run(tmp_path)


def test_a_folder_that_a_crash_left_without_a_plan_can_be_made_again(tmp_path: Path) -> None:
    (tmp_path / "r").mkdir()
    (tmp_path / "r" / ".lock").touch()
    (tmp_path / "r" / ".run.yaml.tmp").write_text("half")
    made_run(tmp_path).close()
    assert [p.name for p in run_paths(tmp_path)] == ["r"]


def test_a_second_writer_is_refused_and_readers_are_not(tmp_path: Path) -> None:
    with made_run(tmp_path):
        with pytest.raises(StoreError, match="another process is writing"):
            Run.open("r", tmp_path, write=True)
        assert Run.open("r", tmp_path).name == "r"
    Run.open("r", tmp_path, write=True).close()


def test_a_run_that_is_not_there_names_the_nearest(tmp_path: Path) -> None:
    made_run(tmp_path, "alicia-nova").close()
    with pytest.raises(InputError, match="did you mean alicia-nova"):
        Run.open("alicia-nva", tmp_path)


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".",
        "..",
        "../x",
        "a/b",
        "/etc",
        "a\\b",
        "-rf",
        "a b",
        "a\n",
        "con",
        "NUL.txt",
        "x" * 81,
        "a..b",
        "ü",
        "a.",
    ],
)
def test_names_that_are_paths_or_tricks_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError):
        made_run(tmp_path / "runs", name)
    assert not (tmp_path / "runs").exists()


@given(st.text(max_size=90))
def test_a_name_that_passes_stays_inside_its_folder(name: str) -> None:
    try:
        check_name(name, "run")
    except InputError:
        return
    base = Path("/runs").resolve()
    assert (base / name).resolve().parent == base and (base / name).resolve() != base


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("schema_version: 7\n", Trouble.VERSION, "schema_version 7"),
        ("schema_version: 1\nname: [\n", Trouble.DAMAGED, "not valid YAML"),
        ("a: &x 1\nb: *x\n", Trouble.DAMAGED, ":1: anchors"),
        ("- 1\n", Trouble.DAMAGED, "keys with values"),
        ("schema_version: 1\nname: r\n", Trouble.DAMAGED, "created"),
        ("!!python/object/apply:os.system ['true']\n", Trouble.DAMAGED, "not valid YAML"),
    ],
)
def test_a_plan_that_cannot_be_read_is_refused_with_its_file(
    tmp_path: Path, text: str, kind: Trouble, words: str
) -> None:
    made_run(tmp_path).close()
    (tmp_path / "r" / "run.yaml").write_text(text)
    with pytest.raises(StoreError) as e:
        Run.open("r", tmp_path)
    assert e.value.kind is kind and words in str(e.value) and "run.yaml" in str(e.value)


async def test_a_session_goes_from_absent_to_partial_to_complete(tmp_path: Path) -> None:
    with made_run(tmp_path) as run:
        folder = run.course("main", "alicia", 1).session(3)
        states = [folder.state]
        folder.journal().close()
        states.append(folder.state)
        assert not folder.done
        record = await play_and_save(folder, ScriptedModel())
        states.append(folder.state)
        assert folder.done and folder.load() == record
        folder.save_now(record.model_copy(update={"status": SessionStatus.FAILED}))
        assert not folder.done
        assert [*states, folder.state] == ["absent", "partial", "complete", "failed"]


async def test_the_transcript_reads_back_and_says_what_it_is(tmp_path: Path) -> None:
    with made_run(tmp_path) as run:
        folder = run.course("main", "alicia", 1).session(1)
        record = await play_and_save(folder, ScriptedModel())
    found = parse_transcript((folder.path / "transcript.txt").read_text("utf-8"))
    assert found.turns == tuple((t.speaker, t.text) for t in record.turns)
    assert found.note == record.note_text and found.reason == "Natural Session End"
    for name in ("transcript.txt", "note.md", "session.json"):
        text = (folder.path / name).read_text("utf-8")
        assert "research simulation, not therapy" in text and "202" not in text.replace("scripted-2026", "")


async def test_a_changed_session_file_is_refused_and_a_lost_one_costs_nothing(tmp_path: Path) -> None:
    with made_run(tmp_path) as run:
        folder = run.course("main", "alicia", 1).session(1)
        record = await play_and_save(folder, ScriptedModel())
        path = folder.path / "session.json"
        data = path.read_bytes()
        for place in range(0, len(data), 37):
            path.write_bytes(data[:place] + bytes([data[place] ^ 4]) + data[place + 1 :])
            with pytest.raises(StoreError) as e:
                folder.load()
            assert e.value.kind in (Trouble.DAMAGED, Trouble.VERSION)
        path.unlink()
        model = ScriptedModel()
        assert await play_and_save(folder, model) == record
        assert not model.asked and path.read_bytes() == data


async def test_a_session_copied_into_another_place_is_refused(tmp_path: Path) -> None:
    with made_run(tmp_path) as run:
        course = run.course("main", "alicia", 1)
        await play_and_save(course.session(1), ScriptedModel())
        shutil.copytree(course.session(1).path, course.session(2).path)
        with pytest.raises(StoreError, match="not session 2"):
            course.session(2).load()


async def test_folders_that_are_not_ours_are_left_alone(tmp_path: Path) -> None:
    with made_run(tmp_path) as run:
        await play_course(run.course("main", "alicia", 1), ScriptedModel(), 2)
        course = run.path / "main" / "alicia" / "r01"
        for name in (
            "session-001",
            "session-٠١",
            "session-00",
            "session-1",
            "session-01 (copy)",
            "session-01.v٢",
        ):
            shutil.copytree(course / "session-01", course / name)
        for name in ("r001", "r٠١", "r00", "r01 (copy)", "rx"):
            (course.parent / name).mkdir()
            (course.parent / name / "regenerate.json").write_text("[]")
        for name in (
            "main (copy)/alicia/r01",
            "main/alicia (copy)/r01",
            "my notes/x/r01",
            "Inputs/x/r01",
            "a\nb/x/r01",
        ):
            shutil.copytree(course, run.path / name)
    [summary] = list_runs(tmp_path)
    assert not summary.problems and summary.states == {"complete": 2}
    with Run.open("r", tmp_path, write=True) as run:
        assert [c.key for c in run.courses()] == ["main/alicia/r01"]
        assert [s.number for c in run.courses() for s in c.sessions()] == [1, 2]
        assert not run.course("main", "alicia", 1).session(1).older()


async def test_the_index_is_never_trusted_over_the_files(tmp_path: Path) -> None:
    with made_run(tmp_path) as run:
        course = run.course("main", "alicia", 1)
        await play_course(course, ScriptedModel(), 2)
        index = course.path / "index.json"
        good = index.read_bytes()
        fresh = run.course("main", "alicia", 1)
        rows = [s.summary() for s in fresh.sessions()]
        for bad in (b"", b"[]", b"{", good.replace(b'"turns":6', b'"turns":99')[:-5], b"\xff"):
            index.write_bytes(bad)
            assert [s.summary() for s in run.course("main", "alicia", 1).sessions()] == rows
        changed = course.session(2).load().model_copy(update={"turns": ()})
        index.write_bytes(good)
        course.session(2).save_now(changed)
        index.write_bytes(good)
        assert [s.summary().turns for s in run.course("main", "alicia", 1).sessions()] == [6, 0]


def test_the_ledger_reads_back_and_a_damaged_one_is_refused(tmp_path: Path) -> None:
    with made_run(tmp_path) as run:
        course = run.course("main", "alicia", 1)
        assert course.load_ledger() is None
        course.save_ledger(Ledger(persona="alicia", trust=2.5))
        assert course.load_ledger() == Ledger(persona="alicia", trust=2.5)
        (course.path / "ledger.json").write_text('{"persona": 3}')
        with pytest.raises(StoreError, match=r"ledger\.json"):
            course.load_ledger()


def test_more_sessions_replicates_arms_and_personas_only_add() -> None:
    arm = ArmPlan(name="b", settings={})
    new = PLAN.model_copy(
        update={"sessions": 20, "replicates": 10, "arms": (*PLAN.arms, arm), "personas": ("alicia", "naomi")}
    )
    found = compare(PLAN, new, transport=HOW_NOT_WHAT)
    assert [c.words for c in found] == [
        "18 more sessions (2 before, 20 now)",
        "9 more replicates (1 before, 10 now)",
        "arm b is new",
        "persona naomi is new",
    ]
    assert not any(c.mixes for c in found)
    assert merged(PLAN, new) == new
    back = merged(new, PLAN)
    assert (back.sessions, back.replicates, len(back.arms), back.personas) == (20, 10, 2, ("alicia", "naomi"))


def test_changed_settings_and_files_mix_and_transport_does_not() -> None:
    def plan(**settings: object) -> ArmPlan:
        return ArmPlan(
            name="main", settings={"prompt": "nova", "temperature": 0.7, "concurrency": 4, **settings}
        )

    assert (
        compare(PLAN, PLAN.model_copy(update={"arms": (plan(concurrency=9),)}), transport=HOW_NOT_WHAT) == []
    )
    found = compare(
        PLAN,
        PLAN.model_copy(
            update={
                "arms": (plan(temperature=1.0, limits={"turns": 30}),),
                "hashes": {"persona alicia": "b" * 64, "persona naomi": "c" * 64},
                "seed": 3,
            }
        ),
        transport=HOW_NOT_WHAT,
    )
    assert all(c.mixes for c in found)
    assert [c.name for c in found] == ["seed", "persona alicia", "main.limits.turns", "main.temperature"]
    assert "temperature was 0.7, now it is 1.0" in str(found[-1])


def test_a_change_of_plan_is_kept_in_the_history(tmp_path: Path) -> None:
    with made_run(tmp_path) as run:
        run.change_plan(PLAN.model_copy(update={"sessions": 20}), ["18 more sessions"])
    again = Run.open("r", tmp_path)
    assert again.plan.sessions == 20 and again.file.planned == 20
    assert again.file.history[0].what == ("18 more sessions",)


def test_a_changed_study_tells_what_of_it_has_changed() -> None:
    before = PLAN.model_copy(update={"extra": {"study": {"design": "chain", "judge": None}}})
    after = PLAN.model_copy(
        update={"extra": {"study": {"design": "chain", "judge": {"model": "m", "passes": 3}}}}
    )
    words = [change.words for change in compare(before, after, transport=HOW_NOT_WHAT) if change.mixes]
    assert words == [
        "study.judge.model was not set, now it is m",
        "study.judge.passes was not set, now it is 3",
    ]
