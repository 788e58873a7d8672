"""One kind of quote, dash, space and letter form, so that a rule is written once and a curly quote changes no verdict."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_DOUBLE = "“”„‟«»＂〝〞″"
_SINGLE = "‘’‚‛′´`＇ʼ"
_DASHES = "‐‑‒–—―−﹣－"
_SPACES = "\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\x0b\x0c\r"
_INVISIBLE = frozenset(
    "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff\xad\x00\ufe0f"
)
_FIXED = {ord(c): '"' for c in _DOUBLE} | {ord(c): "'" for c in _SINGLE} | {ord(c): "-" for c in _DASHES}
_FIXED |= {ord(c): " " for c in _SPACES} | {0x2028: "\n", 0x2029: "\n", 0x130: "i"}


_ODD = re.compile("[^ !-_a-~\n]")


def normalise(text: str) -> tuple[str, list[int] | None]:
    """The text with one kind of quote, dash, space and letter form, and the original offset of each character if they moved."""
    odd = set(_ODD.findall(text))
    if not odd:
        return text, None
    keeps_fences = "```" in text
    offsets = None
    if odd & _INVISIBLE:
        kept = [(i, c) for i, c in enumerate(text) if c not in _INVISIBLE]
        text, offsets = "".join(c for _, c in kept), [i for i, _ in kept]
    for char in odd:
        plain = _plain(char)
        if plain != char and not (keeps_fences and char == "`"):
            text = text.replace(char, plain)
    return text, offsets


@lru_cache(maxsize=4096)
def _plain(char: str) -> str:
    """One character's plain form; never more than one character."""
    code = ord(char)
    if code in _FIXED:
        return _FIXED[code]
    if code > 0x2FF and char not in _INVISIBLE:
        plain = unicodedata.normalize("NFKC", char)
        if len(plain) == 1:
            return plain
    return char


def may_open_quote(text: str) -> bool:
    """Whether an apostrophe stands where single quotes open: not behind a letter, as those of "don't" do, nor behind another.

    Quick to tell, and mostly False, where a pattern would try every place of the text.
    """
    at = text.find("'")
    while at > 0:
        before = text[at - 1]
        if not (before.isalnum() or before in "_'"):
            return True
        at = text.find("'", at + 1)
    return at == 0
