"""Files that are either the old one or the new one, never half of each, also after a power cut."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from simulator.store.errors import from_os_error
from simulator.store.plain import refuse_special


def write_bytes(path: Path, data: bytes, *, durable: bool = True) -> None:
    """Replace the file at `path` by `data`: temporary file, fsync, rename, fsync of the folder.

    Without `durable` it may be lost in a power cut, for what can be made again.

    Raises:
        StoreError: disk full, read-only and so on; the old file is then untouched.
    """
    # One writer per run holds the lock, so a fixed name is safe, and what a crash leaves is overwritten next time.
    refuse_special(path)
    temp = path.with_name(f".{path.name}.tmp")
    try:
        _write(temp, data, durable)
        temp.replace(path)
        if durable:
            sync_folder(path.parent)
    except OSError as e:
        with contextlib.suppress(OSError):
            temp.unlink()
        raise from_os_error(e, path) from e


def write_text(path: Path, text: str) -> None:
    """As `write_bytes`, in UTF-8, with the line ends that `text` has."""
    write_bytes(path, text.encode("utf-8", "replace"))


def make_folder(path: Path) -> None:
    """Create a folder and those above it, durably. Raises StoreError."""
    if path.is_dir():
        return
    missing = [p for p in (path, *path.parents) if not p.exists()]
    try:
        path.mkdir(parents=True, exist_ok=True)
        for p in missing:
            sync_folder(p.parent)
    except OSError as e:
        raise from_os_error(e, path, "make") from e


def sync_folder(path: Path) -> None:
    """Make renames and new names in a folder durable. Raises OSError."""
    fd = os.open(path, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def _write(path: Path, data: bytes, durable: bool) -> None:
    fd = _new(path)
    try:
        write_all(fd, data)
        if durable:
            os.fsync(fd)
    finally:
        os.close(fd)


def _new(path: Path) -> int:
    """A descriptor of a new file; what a crash left there, or somebody put there, is taken away. Raises OSError."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
    try:
        return os.open(path, flags, 0o644)
    except FileExistsError:
        path.unlink()
        return os.open(path, flags, 0o644)


def write_all(fd: int, data: bytes) -> None:
    """Write all of `data`; a short write (nearly full disk) is followed by the call that says why. Raises OSError."""
    view = memoryview(data)
    while view:
        view = view[os.write(fd, view) :]


@contextlib.contextmanager
def writing(path: Path) -> Iterator[BinaryIO]:
    """A file to write to bit by bit, which takes the place of `path` when the block ends well. Raises StoreError."""
    refuse_special(path)
    temp = path.with_name(f".{path.name}.tmp")
    try:
        with os.fdopen(_new(temp), "wb") as f:
            yield f
            f.flush()
            os.fsync(f.fileno())
        temp.replace(path)
        sync_folder(path.parent)
    except OSError as e:
        raise from_os_error(e, path) from e
    finally:
        with contextlib.suppress(OSError):
            temp.unlink()
