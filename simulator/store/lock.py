"""One writer per run.

The operating system holds the lock (`flock`), so it is gone when its holder is, however that one ended. The file only
names the holder for people; it is never removed, because two processes could then hold locks on two files of one name.
"""

from __future__ import annotations

import fcntl
import json
import os
import socket
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from simulator.store.errors import StoreError, Trouble, from_os_error
from simulator.store.plain import open_plain, read_plain

LOCK_NAME = ".lock"
_SIGNATURE = 4096  # bytes
PATIENCE = 0.4  # seconds; `holder()` of another process takes a shared lock for a moment


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a run open for writing."""

    pid: int
    host: str
    since: str

    def __str__(self) -> str:
        return f"process {self.pid} on {self.host}, since {self.since}"


class RunLock:
    """The right to write into one run folder, from `acquire` (or `with`) to `release`, or to the process's end."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / LOCK_NAME
        self._fd: int | None = None

    @property
    def held(self) -> bool:
        return self._fd is not None

    def acquire(self) -> RunLock:
        """Take the lock at once. Raises StoreError (`in use`, naming the holder) when another has it."""
        if self._fd is not None:
            return self
        try:
            fd = open_plain(self.path, os.O_RDWR | os.O_CREAT)
        except OSError as e:
            raise from_os_error(e, self.path) from e
        try:
            _lock_soon(fd)
            self._sign(fd)
        except BlockingIOError as e:
            os.close(fd)
            raise self._in_use() from e
        except OSError as e:
            os.close(fd)
            raise from_os_error(e, self.path, "lock") from e
        self._fd = fd
        return self

    def release(self) -> None:
        """Give the lock back. Safe to call twice."""
        if self._fd is not None:
            os.close(self._fd)
            self._fd = None

    def holder(self) -> Holder | None:
        """Who holds the lock now, or None when nobody does. Takes nothing, changes nothing."""
        try:
            fd = open_plain(self.path, os.O_RDONLY)
        except (OSError, StoreError):
            return None
        try:
            fcntl.flock(fd, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except OSError:
            return self._signed()
        finally:
            os.close(fd)
        return None

    def __enter__(self) -> RunLock:
        return self.acquire()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()

    def _sign(self, fd: int) -> None:
        since = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        name = json.dumps({"pid": os.getpid(), "host": socket.gethostname(), "since": since})
        os.ftruncate(fd, 0)
        os.pwrite(fd, name.encode() + b"\n", 0)

    def _signed(self) -> Holder:
        try:
            found = json.loads(read_plain(self.path, _SIGNATURE))
            return Holder(int(found["pid"]), str(found["host"])[:80], str(found["since"])[:40])
        except (StoreError, ValueError, KeyError, TypeError):
            return Holder(0, "an unknown host", "an unknown time")  # the holder has not signed yet

    def _in_use(self) -> StoreError:
        return StoreError(
            Trouble.LOCKED,
            f"another process is writing to this run: {self._signed()}",
            file=self.path.parent,
            remedy="wait for it to end, or stop it; `simulate show` and `simulate runs` work meanwhile",
        )


def _lock_soon(fd: int) -> None:
    """Take the exclusive lock within PATIENCE. Raises BlockingIOError."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            return fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                raise
        time.sleep(0.02)
