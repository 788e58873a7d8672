"""Form that speech does not have: lists, headings, bold, and far too many words. Kept and counted; typed chat has some of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from simulator.integrity.registry import Example, Hit, Look, check

_BOLD = re.compile(r"\*\*[^*\n]{2,120}\*\*|(?<!_)__[^_\n]{2,120}__(?!_)")
_TABLE = re.compile(r"^\s*\|[^\n|]+\|[^\n]+\|\s*$", re.M)
_HTML = re.compile(
    r"</?(?:p|div|span|br|b|i|strong|em|ul|ol|li|h[1-6]|html|body|table|td|tr|script|a|img)\b[^<>\n]{0,120}>",
    re.I,
)


@check("form", tier="structure", codes=["format", "overlong"], any_language=True)
def form(look: Look) -> Iterator[Hit]:
    """Counts list items, headings, bold pieces, tables, tags, and words."""
    anatomy, limits = look.anatomy, look.thresholds
    items, headings = anatomy.items, anatomy.headings
    bold = list(_BOLD.finditer(anatomy.norm)) if "**" in anatomy.norm or "__" in anatomy.norm else []
    table = _TABLE.search(anatomy.norm) if "|" in anatomy.norm else None
    tag = _HTML.search(anatomy.norm) if "<" in anatomy.norm else None
    if len(items) >= limits.list_items:
        yield Hit("format", items[0].start, items[-1].end, f"a list of {len(items)} items")
    elif headings:
        yield Hit("format", headings[0].start, headings[0].end, "a heading")
    elif len(bold) >= 2:
        yield Hit("format", bold[0].start(), bold[0].end(), f"{len(bold)} bold pieces")
    elif table or tag:
        match = table or tag
        assert match
        yield Hit("format", match.start(), match.end(), "a table" if table else "a tag of HTML")
    elif "```" in anatomy.norm:
        at = anatomy.norm.index("```")
        yield Hit("format", at, at + 3, "a code block")
    count = len(anatomy.words)
    if anatomy.cut or count > limits.overlong_hard_words:
        yield Hit(
            "overlong",
            0,
            len(anatomy.norm),
            f"more than {limits.overlong_hard_words} words or 20,000 characters",
            "hard",
        )
    elif count > limits.overlong_words:
        yield Hit("overlong", 0, len(anatomy.norm), f"{count} words")


FIRES = {
    "format": [
        Example("Try this:\n- walk\n- rest\n- write"),
        Example("## Plan\nWe talk."),
        Example("**Breathe** and then **rest**."),
        Example("<p>Hello</p>"),
    ],
    "overlong": [Example("word " * 600), Example("a" * 100_000)],
}
PASSES = [
    Example("First I cried, then I slept, then I called her.", "patient"),
    Example("It was **so** loud.", "patient"),
    Example("I paid 3 - 4 euros.", "patient"),
]
