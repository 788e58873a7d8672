"""A digest of the code that made a session, so that a replay knows whether it runs the same code."""

from __future__ import annotations

import hashlib
import os
import platform
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

_KINDS = (".py", ".json", ".bin", ".yaml", ".txt")


@lru_cache(maxsize=1)
def code_digest() -> str:
    """SHA-256 over the files of this package and the version of Python; empty when they cannot be read (a zip file)."""
    found = hashlib.sha256(platform.python_version().encode())
    files = sorted(_files(Path(__file__).parent))
    try:
        for name, path in files:
            content = hashlib.sha256(Path(path).read_bytes()).digest()
            found.update(b"%b %b\n" % (name.encode(), content))
    except OSError:
        return ""
    return found.hexdigest() if files else ""


def _files(root: Path) -> Iterator[tuple[str, str]]:
    """Name within the package, and path. By `os.walk`: a command waits for it, and `Path.rglob` takes twice as long."""
    for folder, _, names in os.walk(root):
        inner = os.path.relpath(folder, root).replace(os.sep, "/")
        yield from ((f"{inner}/{name}", f"{folder}/{name}") for name in names if name.endswith(_KINDS))
