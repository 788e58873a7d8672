"""Opening what should be an ordinary file of a run. Runs are copied, mended by hand and handed on: what stands in a file's
place may be a pipe, which would hold us up for ever, or a link, through which we would write over somebody's other file.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from simulator.store.errors import StoreError, Trouble, from_os_error

_REMEDY = "put the file itself in its place, from a copy, or take away what stands there"


def open_plain(path: Path | str, flags: int) -> int:
    """A descriptor of an ordinary file, opened with `flags`, made when they say so. Links are followed for reading alone.

    Raises:
        OSError: as the operating system says. StoreError: a folder, a pipe, a device; a link that would be written through.
    """
    writes = flags & (os.O_WRONLY | os.O_RDWR)
    try:
        fd = os.open(path, flags | os.O_NONBLOCK | os.O_CLOEXEC | (os.O_NOFOLLOW if writes else 0), 0o644)
    except OSError as e:
        if e.errno == errno.ELOOP and Path(path).is_symlink():
            raise _no_file(path, "a link to somewhere else, and is not written through") from None
        if e.errno in (errno.EISDIR, errno.ENXIO):
            raise _no_file(path, "a folder" if e.errno == errno.EISDIR else "a pipe") from None
        raise
    mode = os.fstat(fd).st_mode
    if stat.S_ISREG(mode):
        return fd
    os.close(fd)
    raise _no_file(path, "a folder" if stat.S_ISDIR(mode) else "a pipe or a device")


def read_plain(path: Path, limit: int) -> bytes:
    """The bytes of an ordinary file.

    Raises:
        StoreError: missing, not readable, no ordinary file, or larger than `limit` bytes; names the file.
    """
    try:
        with os.fdopen(open_plain(path, os.O_RDONLY), "rb") as file:
            small = os.fstat(file.fileno()).st_size <= limit
            data = file.read(limit + 1) if small else b""
    except OSError as e:
        raise from_os_error(e, path, "read") from e
    if not small or len(data) > limit:
        raise StoreError(Trouble.DAMAGED, f"larger than {limit // 2**20} MB", file=path)
    return data


def refuse_special(path: Path) -> None:
    """Raise StoreError when a device, a pipe or a socket stands where a file is to be put: `-o /dev/null`, given by root,
    would take the device away.
    """
    try:
        mode = path.stat().st_mode
    except OSError:
        return  # nothing is there, or writing will say what is wrong
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        raise _no_file(path, "a pipe or a device")


def _no_file(path: Path | str, what: str) -> StoreError:
    return StoreError(Trouble.DAMAGED, f"this is {what}, not an ordinary file", file=path, remedy=_REMEDY)
