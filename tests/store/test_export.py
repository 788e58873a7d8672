"""Exports: nothing lost, nothing run by a spreadsheet, labelled; real packages read them unchanged (slow tests)."""

from __future__ import annotations

import asyncio
import csv
import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from simulator.errors import InputError
from simulator.store.exporters.export import FORMATS, export_run
from simulator.store.exporters.material import Choice
from simulator.store.exporters.tables import safe_cell
from simulator.store.importers.model import Options
from simulator.store.importers.run import import_files, read_any
from simulator.store.plan import ArmPlan
from simulator.store.records import Lineage
from simulator.store.runs import Run
from simulator.transcript import Finding, SessionStatus, Turn
from tests.store.made import PLAN, ScriptedModel, made_run, play_course

TEXTS = [
    '=HYPERLINK("http://x")',
    "-1+2",
    "@SUM(A1)",
    'He said "no",\nthen; left\t✓ ünï',
    "Take care.",
    "+43 1",
]


@pytest.fixture(scope="module")
def runs_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run of four sessions: two complete, one broken, one only begun."""
    folder = tmp_path_factory.mktemp("runs")
    arm = ArmPlan(name="main", settings={"prompt": "nova", "therapist_name": "Nova"})
    with made_run(folder, plan=PLAN.model_copy(update={"sessions": 4, "arms": (arm,)})) as run:
        course = run.course("main", "alicia", 1)
        asyncio.run(play_course(course, ScriptedModel(), 3))
        record = course.session(2).load()
        soft = Finding(code="format", severity="soft")
        turns = [
            Turn(number=n, speaker=t.speaker, text=TEXTS[n], findings=(soft,) if n == 3 else ())
            for n, t in enumerate(record.turns)
        ]
        lineage = Lineage(requested={"patient": "m", "therapist": "m"}, reported={"therapist": ("m-2026",)})
        course.session(2).save_now(record.model_copy(update={"turns": tuple(turns), "lineage": lineage}))
        course.session(3).save_now(
            course.session(3).load().model_copy(update={"status": SessionStatus.BROKEN})
        )
        course.session(4).journal().close()
    return folder


@pytest.fixture
def run(runs_dir: Path) -> Run:
    return Run.open("r", runs_dir)


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


@pytest.mark.parametrize("form", sorted(set(FORMATS) - {"parquet"}))
def test_every_format_writes_data_and_a_card_and_says_that_it_is_synthetic(
    run: Run, form: str, tmp_path: Path
) -> None:
    counts, (data, page) = export_run(run, form, tmp_path / "out", license_="cc-by-4.0")
    assert counts.sessions == 2 and counts.turns == 12 and counts.left_out == {"broken": 1, "not finished": 1}
    files = sorted(data.iterdir()) if data.is_dir() else [data]
    for file in files:
        assert "research simulation, not therapy" in file.read_text("utf-8")
    _, head, body = page.read_text("utf-8").split("---\n", 2)
    front = yaml.safe_load(head)
    assert front["license"] == "cc-by-4.0" and "synthetic" in front["tags"]
    assert "sessions: 2; turns: 12; left out: 1 broken, 1 not finished" in body and "nova" in body
    assert not list((tmp_path / "out").rglob(".*"))
    with pytest.raises(InputError, match="exists already"):
        export_run(run, form, tmp_path / "out")
    export_run(run, form, tmp_path / "out", force=True)


def test_broken_sessions_come_too_when_all_are_asked_for(run: Run, tmp_path: Path) -> None:
    counts, (data, _) = export_run(run, "jsonl", tmp_path / "a.jsonl", choice=Choice(clean=False))
    assert counts.sessions == 3 and {row["status"] for row in lines(data)} == {"complete", "broken"}
    assert (tmp_path / "a.jsonl.README.md").exists()
    export_run(run, "csv", tmp_path / "a.csv")  # beside it, with a card of its own


def test_exported_turns_import_again_as_they_were(run: Run, tmp_path: Path) -> None:
    original = [run.course("main", "alicia", 1).session(n).load() for n in (1, 2)]
    for form in ("jsonl", "openai", "sharegpt", "txt", "csv"):
        _, (data, _) = export_run(run, form, tmp_path / form)
        files = sorted(data.glob("*.txt")) if data.is_dir() else [data]
        found = [s for f in files for s in read_any(f, Options())]
        assert [s.turns for s in found] == [[(t.speaker, t.text) for t in r.turns] for r in original], form


def test_a_spreadsheet_finds_no_formula(run: Run, tmp_path: Path) -> None:
    _, (data, _) = export_run(run, "csv", tmp_path / "t.csv")
    with data.open(encoding="utf-8", newline="") as f:
        table = list(csv.DictReader(f))
    assert len(table) == 12
    assert [row["text"].removeprefix("'") for row in table[6:]] == TEXTS
    assert not any(cell.startswith(("=", "+", "-", "@", "\t")) for row in table for cell in row.values())


@given(st.text())
def test_no_cell_begins_as_a_formula(text: str) -> None:
    cell = safe_cell(text)
    assert not cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))
    assert cell in (text, "'" + text)


def test_roles_and_system_prompts_are_in_or_out(run: Run, tmp_path: Path) -> None:
    plain, _ = export_run(run, "jsonl", tmp_path / "1", choice=Choice(roles=False))[1]
    assert not {"speaker", "system"} & set(lines(plain)[0])
    full, _ = export_run(run, "jsonl", tmp_path / "2", choice=Choice(system=True))[1]
    assert lines(full)[1]["system"] == "You are the therapist. Ünïcode ✓"
    text, _ = export_run(run, "txt", tmp_path / "3", choice=Choice(roles=False, system=True))[1]
    assert "Therapist:" not in (text / "main-alicia-r01-session-01.txt").read_text("utf-8")
    assert "You are the patient." in (text / "main-alicia-r01-session-01.system.txt").read_text("utf-8")
    chat, _ = export_run(run, "openai", tmp_path / "4", choice=Choice(system=True, assistant="patient"))[1]
    first = lines(chat)[0]["messages"]
    assert [m["role"] for m in first[:3]] == ["system", "user", "assistant"]
    assert (
        first[0]["content"].startswith("You are the patient")
        and first[1]["content"] == "(The session begins.)"
    )
    for form in ("openai", "sharegpt", "inspect"):
        with pytest.raises(InputError, match="needs the speakers"):
            export_run(run, form, tmp_path / "5", choice=Choice(roles=False))


def test_chat_messages_are_as_trainers_want_them(run: Run, tmp_path: Path) -> None:
    _, (data, _) = export_run(run, "openai", tmp_path / "o")
    for row in lines(data):
        roles = [m["role"] for m in row["messages"]]
        assert roles == ["user", "assistant"] * (len(roles) // 2)
        assert all(isinstance(v, str) for v in row["metadata"].values())
    assert [m.get("weight") for m in lines(data)[1]["messages"]] == [None, None, None, 0, None, None]


def test_an_unknown_format_names_the_nearest_and_parquet_names_its_package(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(InputError, match="did you mean parquet"):
        export_run(run, "parket", tmp_path / "x")
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(InputError, match=r"session-simulator\[data\]"):
        export_run(run, "parquet", tmp_path / "x.parquet")


def test_a_damaged_session_stops_the_export_and_leaves_no_file(
    run: Run, tmp_path: Path, runs_dir: Path
) -> None:
    path = runs_dir / "r" / "main" / "alicia" / "r01" / "session-02" / "session.json"
    good = path.read_bytes()
    path.write_bytes(good.replace(b"Take care", b"Take cars"))
    try:
        with pytest.raises(InputError, match=r"session\.json"):
            export_run(run, "jsonl", tmp_path / "a.jsonl")
    finally:
        path.write_bytes(good)
    assert not list(tmp_path.iterdir())


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("form", ["jsonl", "openai", "sharegpt", "csv", "parquet"])
def test_datasets_loads_a_folder_unchanged(run: Run, tmp_path: Path, form: str) -> None:
    datasets = pytest.importorskip("datasets")
    export_run(run, form, tmp_path / "out")
    found = datasets.load_dataset(str(tmp_path / "out"), cache_dir=str(tmp_path / "cache"))["train"]
    texts = [t for row in found for t in _texts(row)]
    expected = TEXTS if form != "csv" else [safe_cell(t) for t in TEXTS]
    assert texts[6:] == expected and len(texts) == 12


def _texts(row: dict[str, Any]) -> list[str]:
    for key, part in (("messages", "content"), ("conversations", "value")):
        if key in row:
            return [m[part] for m in row[key]]
    return [row["text"]]


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet"])
def test_pandas_polars_and_duckdb_read_the_tables(run: Run, tmp_path: Path, form: str) -> None:
    pandas, polars = pytest.importorskip("pandas"), pytest.importorskip("polars")
    duckdb = pytest.importorskip("duckdb")
    path = str(tmp_path / f"t.{form}")
    export_run(run, form, Path(path))
    expected = [safe_cell(t) for t in TEXTS] if form == "csv" else TEXTS
    frame = {
        "jsonl": lambda: pandas.read_json(path, lines=True),
        "csv": lambda: pandas.read_csv(path),
        "parquet": lambda: pandas.read_parquet(path),
    }[form]()
    assert list(frame["text"])[6:] == expected
    table = {
        "jsonl": lambda: polars.read_ndjson(path),
        "csv": lambda: polars.read_csv(path),
        "parquet": lambda: polars.read_parquet(path),
    }[form]()
    assert table["text"].to_list()[6:] == expected
    rows = duckdb.sql(f"select text from '{path}' where session = 2 order by turn").fetchall()
    assert [r[0] for r in rows] == expected


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_sdialog_reads_its_dialogs(run: Run, tmp_path: Path) -> None:
    sdialog = pytest.importorskip("sdialog")
    _, (data, _) = export_run(run, "sdialog", tmp_path / "s", choice=Choice(system=True))
    dialog = sdialog.Dialog.from_file(str(data / "main-alicia-r01-session-02.json"))
    assert [t.text for t in dialog.turns] == TEXTS and dialog.turns[0].speaker == "Patient"
    assert len(sdialog.Dialog.from_folder(str(data))) == 2


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_inspect_reads_its_log(run: Run, tmp_path: Path) -> None:
    log = pytest.importorskip("inspect_ai.log")
    _, (data, _) = export_run(run, "inspect", tmp_path / "log.json", choice=Choice(system=True))
    found = log.read_eval_log(str(data))
    assert found.status == "success" and len(found.samples) == 2
    assert [m.text for m in found.samples[1].messages][1:] == TEXTS
    assert found.samples[0].scores["status"].value == "C" and found.eval.metadata["synthetic"] is True


def test_the_card_of_an_import_does_not_vouch_for_its_origin(tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_text("Therapist: Hello.\nClient: Hi there.\n", "utf-8")
    import_files([tmp_path / "old.txt"], tmp_path / "runs", "old")
    _, (_, page) = export_run(Run.open("old", tmp_path / "runs"), "jsonl", tmp_path / "out")
    assert "No real patient" not in page.read_text("utf-8")
    assert "whose origin it cannot see" in page.read_text("utf-8")


def test_the_card_names_the_languages_of_the_personas_and_none_that_is_not_known(tmp_path: Path) -> None:
    with made_run(tmp_path) as run:
        asyncio.run(play_course(run.course("main", "alicia", 1), ScriptedModel(), 1))
        persona = run.path / "inputs" / "personas" / "alicia.yaml"
        persona.write_text("language: de-AT\n")
        _, (_, page) = export_run(run, "csv", tmp_path / "a.csv")
        assert '\nlanguage: ["de"]\n' in page.read_text()
        persona.unlink()
        _, (_, page) = export_run(run, "csv", tmp_path / "b.csv")
        assert "language:" not in page.read_text()
