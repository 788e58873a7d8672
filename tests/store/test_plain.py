"""What stands in the place of a run's files may be a folder, a pipe or a link: said, never waited for, never written
through. Runs are copied, mended by hand, and handed from one person to another."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from simulator.store.atomic import write_text, writing
from simulator.store.errors import StoreError, Trouble
from simulator.store.journal import Journal
from simulator.store.lock import RunLock
from simulator.store.plain import read_plain
from simulator.study.rating.ratings import Rating, save_rating
from tests.commands import simulate

QUICK = ("--persona", "alicia", "--sessions", "2", "-c", "endings.limits.turns=6", "--run", "a", "--quiet")


def put(path: Path, what: str) -> None:
    path.unlink(missing_ok=True)
    if what == "folder":
        (path / "inside").mkdir(parents=True)
    else:
        os.mkfifo(path)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole")
    assert simulate(*QUICK, cwd=folder).returncode == 0
    return folder


@pytest.fixture
def copy(whole: Path, tmp_path: Path) -> Path:
    shutil.copytree(whole, tmp_path, dirs_exist_ok=True)
    return tmp_path


@pytest.mark.parametrize("what", ["folder", "pipe"])
def test_what_is_no_file_is_not_read(tmp_path: Path, what: str) -> None:
    put(tmp_path / "x", what)
    with pytest.raises(StoreError, match="not an ordinary file") as raised:
        read_plain(tmp_path / "x", 100)
    assert raised.value.kind is Trouble.DAMAGED


def test_a_link_is_read_but_for_what_is_too_large(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("kept elsewhere")
    (tmp_path / "x").symlink_to("kept")
    assert read_plain(tmp_path / "x", 100) == b"kept elsewhere"
    with pytest.raises(StoreError, match="larger"):
        read_plain(tmp_path / "x", 5)
    with pytest.raises(StoreError) as raised:
        read_plain(tmp_path / "y", 5)
    assert raised.value.kind is Trouble.MISSING


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", [".lock", "nova/alicia/r01/session-02/session.json", "nova/alicia/r01/index.json"]
)
@pytest.mark.parametrize("what", ["folder", "pipe"])
def test_a_run_with_something_else_in_a_files_place_is_listed_and_resumed_or_refused(
    copy: Path, name: str, what: str
) -> None:
    put(copy / "runs" / "a" / name, what)
    listed = simulate("runs", cwd=copy, timeout=30)
    assert listed.returncode == 0
    assert ("not an ordinary file" in listed.stdout + listed.stderr) == name.endswith("session.json")
    resumed = simulate("resume", "a", cwd=copy, timeout=30)
    if name == ".lock":
        assert resumed.returncode == 2 and "not an ordinary file" in resumed.stderr
    else:
        assert resumed.returncode == 0, resumed.stderr
    if name.endswith("session.json"):
        assert "put aside" in resumed.stderr and (copy / "runs" / "a" / name).is_file()


@pytest.mark.slow
def test_no_link_is_written_through(copy: Path) -> None:
    mine = copy / "mine.txt"
    mine.write_text("precious, without a line end")
    course = copy / "runs" / "a" / "nova" / "alicia" / "r01"
    (course / "session-02" / "session.json").unlink()
    (course / "session-02" / ".session.json.tmp").symlink_to(mine)
    assert simulate("resume", "a", cwd=copy).returncode == 0
    (course / "session-02" / "session.json").unlink()
    (course / "session-02" / "attempts.jsonl").unlink()
    (course / "session-02" / "attempts.jsonl").symlink_to(mine)
    refused = simulate("resume", "a", cwd=copy)
    assert "a link to somewhere else" in refused.stderr and refused.returncode != 0
    (copy / "runs" / "a" / ".lock").unlink()
    (copy / "runs" / "a" / ".lock").symlink_to(mine)
    assert simulate("resume", "a", cwd=copy).returncode == 2
    assert mine.read_text() == "precious, without a line end"


def test_neither_locks_nor_journals_nor_ratings_nor_pages_are_written_through_a_link(tmp_path: Path) -> None:
    mine = tmp_path / "mine.txt"
    mine.write_text("precious")
    for name in (".lock", "attempts.jsonl", "anna.jsonl", ".page.tmp", ".export.tmp"):
        (tmp_path / name).symlink_to(mine)
    with pytest.raises(StoreError, match="a link"):
        RunLock(tmp_path).acquire()
    with pytest.raises(StoreError, match="a link"):
        Journal(tmp_path / "attempts.jsonl", course="main/alicia/r01", session=1).close()
    with pytest.raises(StoreError, match="a link"):
        save_rating(tmp_path, "anna", Rating.model_construct(item="1", mode="single"))
    write_text(tmp_path / "page", "new")
    with writing(tmp_path / "export") as file:
        file.write(b"new")
    assert mine.read_text() == "precious"
    assert [(tmp_path / name).read_text() for name in ("page", "export")] == ["new", "new"]


def test_a_file_that_nobody_expected_to_be_a_folder_is_named(copy: Path) -> None:
    put(copy / "runs" / "a" / "nova" / "alicia" / "r01" / "session-02" / "session.json", "folder")
    done = simulate("check", "a", cwd=copy)
    assert (
        done.returncode == 2 and "Traceback" not in done.stderr and "session-02/session.json" in done.stderr
    )


def test_a_pipe_or_a_device_is_not_replaced_by_a_file(copy: Path) -> None:
    """As root, `-o /dev/null` would otherwise leave a machine without it. A pipe stands for the device here."""
    os.mkfifo(copy / "pipe.csv")
    for command in (
        ("report", "a", "-o", "pipe.csv"),
        ("export", "a", "--format", "csv", "-o", "pipe.csv", "--force"),
        ("export", "a", "--format", "jsonl", "-o", "pipe.csv", "--force"),
    ):
        done = simulate(*command, cwd=copy, timeout=30)
        assert done.returncode == 2 and "not an ordinary file" in done.stderr, done.stderr
        assert (copy / "pipe.csv").is_fifo()
    with pytest.raises(StoreError, match="a pipe or a device"), writing(copy / "pipe.csv") as file:
        file.write(b"x")
    with pytest.raises(StoreError, match="a pipe or a device"):
        write_text(copy / "pipe.csv", "x")
    assert (copy / "pipe.csv").is_fifo() and not (copy / ".pipe.csv.tmp").exists()
