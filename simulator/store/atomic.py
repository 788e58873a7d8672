"""Files that are either the old one or the new one, never half of each, also after a power cut."""

from __future__ import annotations

import contextlib
import fcntl
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
    with writing(path, durable=durable) as f:
        f.write(data)


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


def write_all(fd: int, data: bytes) -> None:
    """Write all of `data`; a short write (nearly full disk) is followed by the call that says why. Raises OSError."""
    view = memoryview(data)
    while view:
        view = view[os.write(fd, view) :]


@contextlib.contextmanager
def writing(path: Path, *, durable: bool = True) -> Iterator[BinaryIO]:
    """A file to write to bit by bit, which takes the place of `path` when the block ends well.

    Who finds another process writing the same file waits for it; the last one's file stays. Raises StoreError.
    """
    refuse_special(path)
    temp = path.with_name(f".{path.name}.tmp")
    try:
        with os.fdopen(_new(temp), "wb") as f:
            try:
                yield f
                f.flush()
                if durable:
                    os.fsync(f.fileno())
                temp.replace(path)
            except BaseException:
                with contextlib.suppress(OSError):
                    temp.unlink()
                raise
        if durable:
            sync_folder(path.parent)
    except OSError as e:
        raise from_os_error(e, path) from e


def _new(path: Path) -> int:
    """A descriptor of a new file, locked for as long as it is open; what a crash left there, or somebody put there, is
    taken away. Raises OSError."""
    while True:
        try:
            fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o644)
        except FileExistsError:
            _clear(path)
            continue
        _lock(fd)
        if _is_at(fd, path):
            return fd
        os.close(fd)  # somebody took it for what a crash left, before it was locked


def _clear(path: Path) -> None:
    """Take a file away once nobody writes to it."""
    try:
        fd = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        path.unlink(missing_ok=True)  # a link or a socket, which no writer of ours makes
        return
    try:
        _lock(fd)
        if _is_at(fd, path):
            path.unlink(missing_ok=True)
    finally:
        os.close(fd)


def _lock(fd: int) -> None:
    # A file system without locks has the file all the same, as if nobody else wrote it.
    with contextlib.suppress(OSError):
        fcntl.flock(fd, fcntl.LOCK_EX)


def _is_at(fd: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(fd), path.lstat())
    except FileNotFoundError:
        return False
