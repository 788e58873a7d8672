"""Text of models, files and names of folders, made fit for a terminal: it could move the cursor, or set the title."""

from __future__ import annotations

import re

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def printable(text: str) -> str:
    """The text without characters that steer a terminal; line ends and tabs stay."""
    return _CONTROL.sub("�", text)


def plain(text: str) -> str:
    """One line without control characters."""
    return "".join(c if c.isprintable() else " " if c in "\n\t " else "�" for c in text)
