"""Transcripts made elsewhere become a run, whatever the names in them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from simulator.errors import InputError
from simulator.import_judge import guard_judge
from simulator.store.errors import StoreError
from simulator.store.importers.run import ARM, ASIDE, Report, import_files, slug
from simulator.store.regenerate import plan_regeneration
from simulator.store.runs import Run, run_paths
from simulator.transcript import EndingReason, Finding, SessionStatus, Turn
from tests.commands import ROOT
from tests.store.made import PLAN
from tests.store.read_talk import CHAT, OLD


def test_an_import_is_a_run(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "1.txt").write_text(OLD)
    (tmp_path / "in" / "2.txt").write_text(OLD)
    (tmp_path / "in" / "3.txt").write_text("Patient: hello\n\nTherapist: hi\n\nPatient: \n")
    (tmp_path / "in" / "4.json").write_text(json.dumps(CHAT))
    report = import_files([tmp_path / "in"], tmp_path / "runs", "old", settings={"prompt": "nova"})
    assert (
        report == Report("old", 4, 13, 0, report.notices, ("alicia", "unknown")) and len(report.notices) == 3
    )
    run = Run.open("old", tmp_path / "runs")
    assert run.file.imported and run.plan.personas == ("alicia", "unknown")
    assert [c.key for c in run.courses()] == [f"{ARM}/alicia/r01", f"{ARM}/alicia/r02", f"{ARM}/unknown/r01"]
    record = run.course(ARM, "alicia", 2).session(2).load()
    assert record.ending is not None and record.ending.reason is EndingReason.NATURAL
    assert record.note_text == "Session Summary:\n\n- perfectionism" and record.note is None
    assert all(t.source == "import" for t in record.turns) and record.lineage.imported_from == "2.txt"
    last = run.course(ARM, "unknown", 1)
    assert last.session(1).load().turns[2].text == ""
    assert last.session(2).journal(writable=False).content.texts


def test_a_judge_marks_what_is_broken(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(OLD)

    def judge(turns: Sequence[Turn], *, number: int | None, persona: str) -> Sequence[Turn]:
        assert (number, persona) == (2, "alicia")
        return [*turns[:-1], turns[-1].model_copy(update={"findings": (Finding(code="meta"),)})]

    assert import_files([tmp_path / "a.txt"], tmp_path / "runs", "old", judge=judge).broken == 1
    record = Run.open("old", tmp_path / "runs").course(ARM, "alicia", 1).session(2).load()
    assert record.status is SessionStatus.BROKEN and record.integrity.hard == {"meta": 1}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Alicia Rodriguez", "alicia"),
        ("../../etc", "etc"),
        ("Ünal", "unal"),
        ("con", "unknown"),
        ("😀", "unknown"),
        ("..", "unknown"),
    ],
)
def test_a_persons_name_never_becomes_a_path(name: str, expected: str) -> None:
    assert slug(name) == expected


def test_hostile_names_in_files_stay_inside_the_run(tmp_path: Path) -> None:
    rows = [
        {"conversation": "../../x", "persona": "../../../tmp/evil\n", "speaker": s, "text": "a", "session": 1}
        for s in ("patient", "therapist")
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)))
    import_files([tmp_path / "a.jsonl"], tmp_path / "runs", "x")
    made = {p.relative_to(tmp_path / "runs").parts[0] for p in (tmp_path / "runs").rglob("*")}
    assert made == {"x"} and (tmp_path / "runs" / "x" / ARM / "tmp").is_dir()
    page = (tmp_path / "runs" / "x" / ARM / "tmp" / "r01" / "session-01" / "transcript.txt").read_text()
    assert "evil\n" not in page


def test_the_guard_looks_at_imports_but_not_at_openings_put_together_by_code(tmp_path: Path) -> None:
    opening = "Patient: Hi, I'm Alicia Rodriguez. Last time we talked about: Session Summary:\n\n1. Main topics:\n- a\n"
    meta = "\nTherapist: As an AI language model, I cannot continue this role-play as the therapist.\n"
    (tmp_path / "a.txt").write_text(opening + meta)
    assert (
        import_files(
            [tmp_path / "a.txt"], tmp_path / "runs", "old", judge=guard_judge(therapist="Nova")
        ).broken
        == 1
    )
    run = Run.open("old", tmp_path / "runs")
    first, second = run.course(ARM, "alicia", 1).session(1).load().turns
    assert not any(f.severity == "hard" for f in first.findings)
    assert any(f.severity == "hard" for f in second.findings)
    found = plan_regeneration(run, broken=True, from_turn="break")
    assert found.pieces[0].from_turn == 0 and "not known" in str(found.pieces[0])
    assert "last time" not in found.words()  # nothing was asked then


def test_our_own_transcripts_come_back_as_the_courses_they_were(tmp_path: Path) -> None:
    for arm in ("nova", "plain"):
        for number in (1, 2, 3):
            (tmp_path / f"{arm}-{number}.txt").write_text(
                f"Session Number: {number}\n\nPatient: It rained.\n\nTherapist: Did it?\n\n\n"
                "Termination Details:\nReason: Turn Limit\nDetails: x\n\nSynthetic: true; research simulation, not therapy; "
                f"{arm}/emrys/r01; status complete; patient offline/cbt; therapist openai/x; patient prompt 1234abcd\n"
            )
    report = import_files([tmp_path], tmp_path / "runs", "back")
    courses = list(Run.open("back", tmp_path / "runs").courses())
    assert report.personas == ("emrys",) and [len(list(c.sessions())) for c in courses] == [3, 3]
    record = courses[0].session(1).load()
    assert record.lineage.requested == {"patient": "offline/cbt", "therapist": "openai/x"}
    (tmp_path / "nova-1.txt").unlink()
    import_files([tmp_path], tmp_path / "runs", "gap")
    courses = list(Run.open("gap", tmp_path / "runs").courses())
    assert sorted(len(list(c.sessions())) for c in courses) == [2, 3]


def test_an_import_that_is_killed_leaves_no_half_run_and_the_same_command_makes_it(tmp_path: Path) -> None:
    """Nothing could finish half a run: its sessions come from files, not from a model."""
    (tmp_path / "a.txt").write_text(OLD)
    (tmp_path / "b.txt").write_text(OLD)
    code = (
        "import os, sys; from pathlib import Path; from simulator.store import folders\n"
        "from simulator.store.importers.run import import_files\n"
        "save = folders.SessionFolder.save_now; saved = []\n"
        "def killed(*a):\n    saved.append(save(*a)); os.kill(os.getpid(), 9)\n"
        "folders.SessionFolder.save_now = killed\n"
        "import_files([Path('a.txt'), Path('b.txt')], Path('runs'), 'old')\n"
    )
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    assert subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=env, check=False).returncode == -9
    assert run_paths(tmp_path / "runs") == []
    assert import_files([tmp_path / "a.txt", tmp_path / "b.txt"], tmp_path / "runs", "old").sessions == 2
    assert [p.name for p in (tmp_path / "runs").iterdir()] == ["old"]
    with Run.open("old", tmp_path / "runs", write=True) as run:
        assert len([s for c in run.courses() for s in c.sessions()]) == 2


def test_an_import_that_fails_or_finds_its_name_taken_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(OLD)

    def judge(turns: Sequence[Turn], *, number: int | None, persona: str) -> Sequence[Turn]:
        raise KeyboardInterrupt(turns, number, persona)

    with pytest.raises(KeyboardInterrupt):
        import_files([tmp_path / "a.txt"], tmp_path / "runs", "old", judge=judge)
    assert not list((tmp_path / "runs").iterdir())
    import_files([tmp_path / "a.txt"], tmp_path / "runs", "old")
    with pytest.raises(InputError, match="exists already"):
        import_files([tmp_path / "a.txt"], tmp_path / "runs", "old")
    assert [p.name for p in (tmp_path / "runs").iterdir()] == ["old"]


def test_an_import_under_way_is_not_taken_for_one_that_was_killed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(OLD)
    with (
        Run.create(tmp_path / "runs" / ASIDE, "old", PLAN, imported=True) as other,
        pytest.raises(StoreError, match=f"process {os.getpid()}"),
    ):
        import_files([tmp_path / "a.txt"], tmp_path / "runs", "old")
    assert (other.path / "run.yaml").is_file()
