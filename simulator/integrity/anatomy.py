"""A text taken apart once: sentences, paragraphs, quotes, lists, labels, drafts. Linear in its length.

All spans are offsets into the normalised text `norm`; `Anatomy.original` turns them into offsets of the text as it came.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from itertools import chain
from typing import Any, NamedTuple

from simulator.integrity.lazy import lazy
from simulator.integrity.letters import may_open_quote, normalise
from simulator.integrity.words import split_words

MAX_CHARACTERS = 20_000
"""What lies behind is not looked at: no spoken turn is that long, and `overlong` has said so by then."""

_SENTENCE_END = re.compile(r"[.!?…。！？]+[\"')\]*_]*(?=\s|$)|\n+")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\"'])(?:dr|mr|mrs|ms|st|prof|vs|etc|e\.g|i\.e|no|a\.m|p\.m|u\.s)\.$", re.I
)
_ABBREVIATED = frozenset(("dr", "mr", "rs", "ms", "st", "of", "vs", "tc", ".g", ".e", "no", ".m", ".s"))
"""The last two characters before the full stop of an abbreviation."""
_FENCE = re.compile(r"^```[^\n]*\n.*?(?:^```|\Z)", re.M | re.S)
_ITEM = re.compile(r"^[ ]{0,8}(?:[-*+•●▪◦·][ ]+|\(?\d{1,2}[.):][ ]+|\(?[a-hA-H][.)][ ]+)(?=\S)[^\n]*", re.M)
_HEADING = re.compile(r"^[ ]{0,3}(?:#{1,6}[ ]+\S[^\n]*|\*\*[^*\n]{2,80}\*\*:?[ ]*)$", re.M)
_ASTERISK = re.compile(r"(?<![*\w])\*(?![*\s])([^*\n]{1,240})(?<!\s)\*(?![*\w])")
_UNDERSCORE = re.compile(r"(?<![_\w])_(?![_\s])([^_\n]{1,240})(?<!\s)_(?![_\w])")
_BLOCKQUOTE = re.compile(r"^[ ]{0,3}>[ ]?[^\n]*", re.M)
_SINGLE_QUOTED = re.compile(
    r"(?<![\w'])'(?=[A-Za-z])(?!(?:cause|em|til|bout|n|tis|twas)\b)((?:[^'\n]"
    r"|(?<=\w)'(?=\w)){2,300}?)'(?![\w'])"
)
_LEAD_IN = re.compile(
    r"\b(?:say|saying|write|writing|text|tell|ask|try|use|send|start with|begin with|sound|sounds like"
    r"|something like|example|examples?|script|draft|template|letter|"
    r"e-?mail|message|note|version|wording|phrase|line|sentence|statement|formula|fill in|card|post|prompt"
    r"|affirmation|record|log|worksheet|reads?|says|said|wrote)\b"
    r"[^\n]{0,80}:[\"'*_ ]*$",
    re.I,
)  # fmt: skip
_LETTER = re.compile(r"^[\"'*_> ]{0,4}(?:subject|dear|to whom)\b[^\n]*", re.I | re.M)


class Span(NamedTuple):
    """A piece of the normalised text."""

    start: int
    end: int


class Sentence(NamedTuple):
    """One sentence or line."""

    start: int
    end: int
    text: str
    quoted: bool
    """More than half of it is somebody's quoted words, a draft or code."""
    paragraph: int


class Anatomy:
    """One text, normalised and taken apart. Parts are computed when asked for and kept.

    Args:
        text: any text at all; it is never changed.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.kept: dict[str, Any] = {}
        """What others have found out about this text and may need again."""
        self.cut = len(text) > MAX_CHARACTERS
        head = text[:MAX_CHARACTERS]
        self.norm, self._offsets = normalise(head)
        self.lower = self.norm.lower()
        if len(self.lower) != len(self.norm):
            self.lower = "".join(low if len(low := c.lower()) == 1 else c for c in self.norm)

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Offsets of the text as it came for offsets of the normalised text."""
        if self._offsets is None:
            return start, end
        last = len(self._offsets) - 1
        if last < 0:
            return 0, 0
        first = self._offsets[min(start, last)]
        return first, max(first, self._offsets[min(end - 1, last)] + 1 if end > start else first)

    @lazy
    def words(self) -> list[str]:
        """All words in lower case."""
        return list(chain.from_iterable(self.sentence_words))

    @lazy
    def sentence_words(self) -> list[list[str]]:
        """The words of each of `sentences`, in lower case."""
        lower = self.lower
        return [split_words(lower[s.start : s.end]) for s in self.sentences]

    @lazy
    def unlimited(self) -> bool:
        """Whether sentences end in marks that patterns do not know: such a pattern may look across many of them."""
        return not self.norm.isascii() and any(mark in self.norm for mark in "…。！？")

    @lazy
    def distinct(self) -> frozenset[str]:
        """The different words."""
        return frozenset(self.words)

    @lazy
    def vocabulary(self) -> frozenset[str]:
        """The different words, contractions also in their parts ("you're" also as "you" and "re")."""
        parts = [word.split("'") for word in self.distinct if "'" in word]
        return self.distinct.union(*parts) if parts else self.distinct

    @lazy
    def fences(self) -> list[Span]:
        """Fenced code and block quotes."""
        spans = []
        if "```" in self.norm:
            spans += [Span(m.start(), m.end()) for m in _FENCE.finditer(self.norm)]
        if ">" in self.norm:
            spans += [Span(m.start(), m.end()) for m in _BLOCKQUOTE.finditer(self.norm)]
        return spans

    @lazy
    def quotes(self) -> list[Span]:
        """Quoted pieces, the marks included; a quote may run over several paragraphs."""
        spans = _double_quotes(self.norm) if '"' in self.norm else []
        if may_open_quote(self.norm):
            spans += [Span(m.start(), m.end()) for m in _SINGLE_QUOTED.finditer(self.norm)]
        return spans

    @lazy
    def items(self) -> list[Span]:
        """List items, one line each."""
        if "\n" not in self.norm:
            only = _ITEM.match(self.norm)
            return [Span(*only.span())] if only else []
        return [Span(m.start(), m.end()) for m in _ITEM.finditer(self.norm)]

    @lazy
    def headings(self) -> list[Span]:
        """Markdown headings, and lines that are bold from end to end."""
        if "#" not in self.norm and "**" not in self.norm:
            return []
        return [Span(m.start(), m.end()) for m in _HEADING.finditer(self.norm)]

    @lazy
    def asterisks(self) -> list[Span]:
        """Pieces between single asterisks or underscores."""
        spans = []
        if "*" in self.norm:
            spans += [Span(m.start(), m.end()) for m in _ASTERISK.finditer(self.norm)]
        if "_" in self.norm:
            spans += [Span(m.start(), m.end()) for m in _UNDERSCORE.finditer(self.norm)]
        return spans

    @lazy
    def paragraphs(self) -> list[Span]:
        """Blocks between blank lines."""
        if "\n" not in self.norm:
            return [Span(0, len(self.norm))] if self.norm else []
        spans, start = [], 0
        for match in re.finditer(r"\n[ ]*\n\s*", self.norm):
            if match.start() > start:
                spans.append(Span(start, match.start()))
            start = match.end()
        if start < len(self.norm):
            spans.append(Span(start, len(self.norm)))
        return spans

    @lazy
    def taught(self) -> list[Span]:
        """Scripts and drafts that are being taught: what a lead-in such as "you could say:" opens, letters, block quotes."""
        spans = list(self.fences)
        if ":" not in self.norm and not self._may_be_letter():
            return spans
        blocks = self.paragraphs
        for index, block in enumerate(blocks):
            body = self.norm[block.start : block.end]
            first_line = body.partition("\n")[0]
            if _LETTER.match(body):
                spans.append(Span(block.start, blocks[min(index + 4, len(blocks) - 1)].end))
            if "\n" in body and _LEAD_IN.search(first_line):
                spans.append(Span(block.start + len(first_line), block.end))
            if ":" in body[-160:] and _LEAD_IN.search(body[-160:]) and index + 1 < len(blocks):
                stop = index + 1
                while stop + 1 < len(blocks) and self._goes_on(blocks[stop + 1]):
                    stop += 1
                spans.append(Span(blocks[index + 1].start, blocks[stop].end))
        return spans

    def _may_be_letter(self) -> bool:
        """Holds a word with which a letter begins, and begins a line with it."""
        low = self.lower
        return ("dear" in low or "subject" in low or "to whom" in low) and bool(_LETTER.search(self.norm))

    def _goes_on(self, block: Span) -> bool:
        return bool(_ITEM.match(self.norm, block.start)) or self.norm.startswith('"', block.start)

    @lazy
    def spoken(self) -> str:
        """The text in lower case with quoted words, code and drafts in quotes blanked out; same length as `norm`."""
        if not self.quotes and not self.fences:
            return self.lower
        return blank(self.lower, [*self.quotes, *self.fences])

    @lazy
    def spoken_cased(self) -> str:
        """As `spoken`, with its capitals."""
        if not self.quotes and not self.fences:
            return self.norm
        return blank(self.norm, [*self.quotes, *self.fences])

    @lazy
    def sentences(self) -> list[Sentence]:
        """Sentences in order. Abbreviations such as "Dr." do not end one."""
        norm, found, start = self.norm, [], 0
        paragraphs = [p.start for p in self.paragraphs]
        spoken = None if self.spoken is self.lower else self.spoken
        for stop in [*_sentence_ends(norm, self.lower), len(norm)]:
            text = norm[start:stop].rstrip()
            end, start = start + len(text), stop
            text = text.lstrip()
            if not text:
                continue
            begin = end - len(text)
            quoted = spoken is not None and spoken.count(" ", begin, end) - text.count(" ") > len(text) / 2
            paragraph = bisect_right(paragraphs, begin) - 1 if len(paragraphs) > 1 else 0
            found.append(Sentence(begin, end, text, quoted, paragraph))
        return found

    def inside(self, start: int, end: int, spans: list[Span]) -> bool:
        """True when [start, end) lies in one of the spans."""
        return any(s.start <= start and end <= s.end for s in spans)


@lru_cache(maxsize=256)
def anatomy_of(text: str) -> Anatomy:
    """The anatomy of a text, taken apart once for all who look at it."""
    return Anatomy(text)


def _sentence_ends(norm: str, lower: str) -> list[int]:
    """Where sentences end; an abbreviation's full stop ends none."""
    ends, start = [], 0
    for match in _SENTENCE_END.finditer(norm):
        end = match.end()
        if lower[end - 3 : end - 1] in _ABBREVIATED and _ABBREVIATION.search(norm, max(start, end - 8), end):
            continue
        ends.append(end)
        start = end
    return ends


def blank(text: str, spans: list[Span]) -> str:
    """The text with the spans turned into spaces, line ends kept; same length."""
    parts, at = [], 0
    for span in sorted(spans, key=lambda s: s.start):
        if span.end <= at:
            continue
        start = max(span.start, at)
        parts.append(text[at:start])
        inner = text[start : span.end]
        parts.append(
            " " * len(inner) if "\n" not in inner else "".join("\n" if c == "\n" else " " for c in inner)
        )
        at = span.end
    parts.append(text[at:])
    return "".join(parts)


def _double_quotes(text: str) -> list[Span]:
    """Pairs of double quotes. A mark at the start of a paragraph inside a quote goes on with it."""
    spans: list[Span] = []
    opened: int | None = None
    for match in re.finditer('"', text):
        at = match.start()
        before = text[at - 1] if at else "\n"
        after = text[at + 1] if at + 1 < len(text) else "\n"
        if opened is None:
            if not after.isspace():
                opened = at
        elif before == "\n" and not after.isspace() and text.find('"', at + 1, at + 4000) > 0:
            continue
        else:
            spans.append(Span(opened, at + 1))
            opened = None
    if opened is not None:
        stop = text.find("\n", opened)
        stop = len(text) if stop < 0 else stop
        if opened == 0 or text[opened - 1] in " \n(:-*":
            spans.append(Span(opened, stop))
    return spans
