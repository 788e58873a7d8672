"""Transcripts of the old format and of a chat, and reading a text as a file that somebody brings."""

from __future__ import annotations

from pathlib import Path

from simulator.store.importers.model import Imported, Options
from simulator.store.importers.run import read_any

OLD = """Session Number: 2

Patient: Hi, I'm Alicia Rodriguez. This is my second session.

Therapist: Welcome back.

Shall we look at the week?

Patient: Yes. I wrote:

- one thing

Therapist: Take care of yourself.


Termination Details:
Reason: Natural Session End
Details: Detected end phrase


Session Summary:

Session Summary:

- perfectionism
"""


CHAT = [
    {"role": "system", "content": "You are Nova."},
    {"role": "user", "content": "Hi"},
    {"role": "assistant", "content": [{"type": "text", "text": "Hello"}]},
]


def read(
    tmp_path: Path, text: str | bytes, name: str = "a.txt", options: Options | None = None
) -> list[Imported]:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_any(path, options or Options())
