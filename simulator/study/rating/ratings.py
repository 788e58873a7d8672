"""Ratings on disk: one file per rater, one line per click, on disk before the click is answered."""

from __future__ import annotations

import json
import os
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError

from simulator.errors import InputError
from simulator.store.atomic import make_folder, sync_folder
from simulator.store.errors import StoreError, Trouble, from_os_error
from simulator.store.plain import open_plain, read_plain
from simulator.transcript import Record

LOW, HIGH = 0, 10
"""Of a single rating."""
_RATER = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}")
_LIMIT = 20_000_000


class Rating(Record):
    """One answer of one rater; a later one on the same item replaces it."""

    item: str
    mode: Literal["pairs", "single"]
    prefers: str | None = None
    """Pairs: the arm preferred, or `tie`."""
    score: int | None = Field(default=None, ge=LOW, le=HIGH)
    """Single: how good the session is as therapy."""
    at: str = ""


def check_rater(name: str) -> str:
    """The name, when it is fit to be a file's. Raises InputError."""
    if not _RATER.fullmatch(name):
        raise InputError(
            f"{name[:60]!r} cannot be a rater's name",
            remedy="use up to 40 letters, digits, dashes, underscores",
        )
    return name


def save_rating(folder: Path, rater: str, rating: Rating) -> None:
    """Add a rating; on return it is on disk. Raises StoreError."""
    make_folder(folder)
    path = folder / f"{check_rater(rater)}.jsonl"
    now = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    line = rating.model_copy(update={"at": now}).model_dump_json().encode() + b"\n"
    try:
        fd = open_plain(path, os.O_RDWR | os.O_CREAT)
        try:
            os.lseek(fd, _whole_lines(fd), os.SEEK_SET)
            os.write(fd, line)
            os.fsync(fd)
        finally:
            os.close(fd)
        sync_folder(folder)
    except OSError as e:
        raise from_os_error(e, path) from e


def _whole_lines(fd: int) -> int:
    """Where the last whole line ends; what a crash left after it is cut off."""
    size = os.fstat(fd).st_size
    end = os.pread(fd, size, 0).rfind(b"\n") + 1
    if end < size:
        os.ftruncate(fd, end)
    return end


def read_ratings(folder: Path) -> dict[str, dict[str, Rating]]:
    """Rater -> item -> the last rating of it. A torn last line is left out.

    Raises:
        StoreError: a line that is no rating.
    """
    found: dict[str, dict[str, Rating]] = {}
    if not folder.is_dir():
        return found
    for path in sorted(folder.glob("*.jsonl")):
        *lines, _torn = read_plain(path, _LIMIT).split(b"\n")
        mine = found.setdefault(path.stem, {})
        for number, line in enumerate(lines, 1):
            try:
                rating = Rating.model_validate(json.loads(line))
            except (ValueError, ValidationError) as e:
                raise StoreError(
                    Trouble.DAMAGED, "this is not a rating", file=path, line=number, remedy="delete the line"
                ) from e
            mine[rating.item] = rating
    return found
