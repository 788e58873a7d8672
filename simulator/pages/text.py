"""Text from models, made fit to stand on a page: what cannot be shown is replaced, evidence is marked."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from simulator.transcript import Finding

_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202d\u202e\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def clean(text: str) -> str:
    """The text without control characters, halves of characters and overrides of the writing's direction.

    Each is replaced by one �, so that offsets into the text keep their meaning.
    """
    return _UNFIT.sub("�", text.replace("\r\n", " \n").replace("\r", "\n"))


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, marked or not."""

    text: str
    marked: bool = False


def pieces(text: str, findings: Iterable[Finding]) -> tuple[Piece, ...]:
    """The text cut where the evidence of findings begins and ends; joined, the pieces are `clean(text)`."""
    spans = sorted(s for f in findings if (s := _span(text, f)) is not None)
    text, found, at = clean(text), list[Piece](), 0
    for start, end in spans:
        start = max(start, at)
        if end <= start:
            continue
        if start > at:
            found.append(Piece(text[at:start]))
        found.append(Piece(text[start:end], marked=True))
        at = end
    if at < len(text) or not found:
        found.append(Piece(text[at:]))
    return tuple(found)


def _span(text: str, finding: Finding) -> tuple[int, int] | None:
    """Where the evidence stands. Offsets count in the checked text, which may have been unwrapped: then it is looked for."""
    wanted = finding.evidence.removesuffix("…").strip()
    if not wanted or finding.end <= finding.start:
        return None
    length = finding.end - finding.start
    if text[finding.start : finding.end].strip().startswith(wanted):
        return finding.start, finding.end
    at = text.find(wanted)
    return (at, min(at + max(length, len(wanted)), len(text))) if at >= 0 else None


def highlighted(text: str, wanted: Iterable[str]) -> tuple[Piece, ...]:
    """The text with every occurrence of the wanted words marked, case ignored."""
    words = sorted((w for w in wanted if w), key=len, reverse=True)
    text = clean(text)
    if not words:
        return (Piece(text),)
    pattern = re.compile("|".join(re.escape(w) for w in words), re.IGNORECASE)
    found, at = [], 0
    for match in pattern.finditer(text):
        if match.start() > at:
            found.append(Piece(text[at : match.start()]))
        found.append(Piece(match[0], marked=True))
        at = match.end()
    if at < len(text) or not found:
        found.append(Piece(text[at:]))
    return tuple(found)
