"""Files are the old one or the new one."""

from __future__ import annotations

import os
import resource
import threading
from pathlib import Path

import pytest

from simulator.store.atomic import make_folder, write_bytes, write_text, writing
from simulator.store.errors import StoreError, Trouble, from_os_error


def test_a_write_replaces_the_file_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    write_text(path, "old")
    write_text(path, "new ü")
    assert path.read_text("utf-8") == "new ü"
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


def test_a_full_disk_keeps_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    write_bytes(path, b"old")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        with pytest.raises(StoreError) as e:
            write_bytes(path, b"x" * 5000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert e.value.kind is Trouble.DISK_FULL and str(path) in str(e.value)
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


def test_two_who_write_one_file_do_not_mix_and_the_last_one_stays(tmp_path: Path) -> None:
    path, inside, go = tmp_path / "data.jsonl", threading.Event(), threading.Event()

    def first() -> None:
        with writing(path) as f:
            f.write(b"first " * 1000)
            f.flush()
            inside.set()
            go.wait(30)
            f.write(b"end")

    one, two = threading.Thread(target=first), threading.Thread(target=write_text, args=(path, "second"))
    one.start()
    assert inside.wait(30)
    two.start()
    two.join(0.2)
    assert two.is_alive() and not path.exists()
    go.set()
    one.join(30)
    two.join(30)
    assert path.read_text() == "second" and [p.name for p in tmp_path.iterdir()] == ["data.jsonl"]


@pytest.mark.parametrize("left", ["file", "link"])
def test_what_a_crash_or_somebody_left_in_the_way_is_taken_away(tmp_path: Path, left: str) -> None:
    path, temp = tmp_path / "a.txt", tmp_path / ".a.txt.tmp"
    (tmp_path / "other").write_text("mine")
    if left == "file":
        temp.write_text("half")
    else:
        temp.symlink_to(tmp_path / "other")
    write_text(path, "new")
    assert path.read_text() == "new" and (tmp_path / "other").read_text() == "mine" and not temp.exists()


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (28, Trouble.DISK_FULL),
        (30, Trouble.READ_ONLY),
        (13, Trouble.READ_ONLY),
        (2, Trouble.MISSING),
        (5, Trouble.IO),
    ],
)
def test_what_the_system_says_becomes_a_kind(number: int, kind: Trouble) -> None:
    error = from_os_error(OSError(number, os.strerror(number)), Path("f"))
    assert error.kind is kind
    assert kind is Trouble.MISSING or os.strerror(number) in str(error)


def test_a_file_in_the_place_of_a_folder_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "runs").write_text("not a folder")
    with pytest.raises(StoreError):
        make_folder(tmp_path / "runs" / "r")


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="needs a folder that nobody may write")
def test_a_folder_that_cannot_be_written_is_a_clear_error() -> None:
    with pytest.raises(StoreError) as e:
        write_text(Path("/proc/self/attempts.jsonl"), "x")
    assert e.value.kind in (Trouble.READ_ONLY, Trouble.MISSING, Trouble.IO)
