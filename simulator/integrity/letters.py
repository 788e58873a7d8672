"""One kind of quote, dash, space and letter form, so that a rule is written once and a curly quote changes no verdict."""

from __future__ import annotations

import unicodedata

_DOUBLE = "“”„‟«»＂〝〞″"
_SINGLE = "‘’‚‛′´`＇ʼ"
_DASHES = "‐‑‒–—―−﹣－"
_SPACES = "\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\x0b\x0c\r"
_INVISIBLE = frozenset(
    "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff\xad\x00\ufe0f"
)
_FIXED = {ord(c): '"' for c in _DOUBLE} | {ord(c): "'" for c in _SINGLE} | {ord(c): "-" for c in _DASHES}
_FIXED |= {ord(c): " " for c in _SPACES} | {0x2028: "\n", 0x2029: "\n", 0x130: "i"}


def normalise(text: str) -> tuple[str, list[int] | None]:
    """The text with one kind of quote, dash, space and letter form, and the original offset of each character if they moved."""
    if text.isascii() and "\t" not in text and "\r" not in text and "\x00" not in text and "`" not in text:
        return text, None
    letters = set(text)
    table: dict[int, str] = {}
    for char in letters:
        code = ord(char)
        if code in _FIXED:
            table[code] = _FIXED[code]
        elif code > 0x2FF and char not in _INVISIBLE:
            plain = unicodedata.normalize("NFKC", char)
            if len(plain) == 1 and plain != char:
                table[code] = plain
    if "```" in text:
        table.pop(ord("`"), None)
    if not letters & _INVISIBLE:
        return text.translate(table), None
    kept = [(i, c) for i, c in enumerate(text) if c not in _INVISIBLE]
    return "".join(c for _, c in kept).translate(table), [i for i, _ in kept]
