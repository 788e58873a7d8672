"""What can go wrong on disk, typed, so that a caller knows whether the run can continue."""

from __future__ import annotations

import errno
from enum import StrEnum
from pathlib import Path

from simulator.errors import InputError


class Trouble(StrEnum):
    """The kinds of trouble that the store tells apart."""

    DISK_FULL = "disk full"
    READ_ONLY = "not writable"
    IO = "input/output error"
    LOCKED = "in use"
    DAMAGED = "damaged"
    VERSION = "unknown version"
    CHANGED = "changed"
    MISSING = "missing"


STOPPED_EARLY = frozenset({Trouble.DISK_FULL, Trouble.IO})


class StoreError(InputError):
    """The files of a run cannot be read or written. What was on disk before is still there, untouched."""

    def __init__(
        self,
        kind: Trouble,
        problem: str,
        *,
        file: str | Path | None = None,
        line: int | None = None,
        remedy: str = "",
    ) -> None:
        self.kind = kind
        super().__init__(problem, file=file, line=line, remedy=remedy)

    @property
    def stops_run(self) -> bool:
        """True when the disk takes nothing any more; else only the session at hand is concerned (law 8)."""
        return self.kind in STOPPED_EARLY or self.kind is Trouble.READ_ONLY

    @property
    def exit_code(self) -> int:
        """3 when the run stopped early and can be resumed once the cause is gone, else 2."""
        return 3 if self.kind in STOPPED_EARLY else 2


_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_READ_ONLY = {
    errno.EROFS, errno.EACCES, errno.EPERM, errno.ENOTDIR, errno.EISDIR, errno.EEXIST, errno.ENAMETOOLONG, errno.ELOOP,
}  # fmt: skip


def from_os_error(error: OSError, file: Path, doing: str = "write") -> StoreError:
    """The StoreError for what the operating system said about `file`."""
    reason = error.strerror or str(error)
    if error.errno in _FULL:
        return StoreError(
            Trouble.DISK_FULL,
            f"no space left to {doing} it ({reason})",
            file=file,
            remedy="free some space, then give the same command again: nothing that was saved is lost",
        )
    if error.errno in _READ_ONLY:
        return StoreError(
            Trouble.READ_ONLY,
            f"no permission to {doing} it ({reason})",
            file=file,
            remedy="check the folder's permissions, or name another with --runs-dir",
        )
    if error.errno == errno.ENOENT:
        return StoreError(Trouble.MISSING, "there is no such file", file=file)
    return StoreError(Trouble.IO, f"could not {doing} it ({reason})", file=file)
