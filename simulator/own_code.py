"""What code a session was made by, so that a later run of the same code can be told from one of another."""

from __future__ import annotations

import hashlib
import platform
from functools import lru_cache
from pathlib import Path

_KINDS = frozenset({".py", ".json", ".bin", ".yaml", ".txt"})


@lru_cache(maxsize=1)
def code_digest() -> str:
    """SHA-256 over the files of this package and the version of Python; empty when they cannot be read (a zip file)."""
    root = Path(__file__).parent
    found = hashlib.sha256(platform.python_version().encode())
    files = sorted(p for p in root.rglob("*") if p.suffix in _KINDS)
    try:
        for path in files:
            content = hashlib.sha256(path.read_bytes()).digest()
            found.update(b"%b %b\n" % (path.relative_to(root).as_posix().encode(), content))
    except OSError:
        return ""
    return found.hexdigest() if files else ""
