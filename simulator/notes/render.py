"""A note as Markdown: the five headings of the old system first, then the sections that it lacked."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from simulator.notes.data import Note, NoteItem, RiskNote

HEADINGS = (
    "Main topics discussed:",
    "Techniques/exercises introduced or practised:",
    "Things that appeared helpful:",
    "Homework/tasks assigned:",
    "Insights/realizations:",
    "Risk:",
    "Open threads:",
    "New facts:",
)
"""The headings of a note, in order. The first five are those of the old transcripts."""

NOTHING = "None noted."
ITEM_CHARACTERS = 400


def render_note(note: Note, *, cite: bool = False) -> str:
    """The note as Markdown, ending with one newline. The same note always gives the same text.

    Every line is a heading of this module, empty, or begins with `- `: whatever a model wrote, no line can be taken
    for a transcript's label or section.

    Args:
        note: the note; dropped items are not shown.
        cite: add the turns that support each item.
    """

    def plain(items: Iterable[NoteItem]) -> list[str]:
        return [_cited(one_line(item.text), item, cite) for item in items]

    techniques = [
        _cited(f"{one_line(t.text)} ({'practised' if t.practised else 'introduced'})", t, cite)
        for t in note.techniques
    ]
    insights = [
        _cited(one_line(i.text) + (" (therapist)" if i.owner == "therapist" else ""), i, cite)
        for i in note.insights
    ]
    sections = [
        plain(note.main_topics),
        techniques,
        plain(note.helpful),
        plain(note.homework),
        insights,
        [_risk(note.risk, cite)],
        plain(note.open_threads),
        plain(note.new_facts),
    ]
    blocks = [
        "\n".join([heading, *(f"- {line}" for line in lines or [NOTHING])])
        for heading, lines in zip(HEADINGS, sections, strict=True)
    ]
    return "\n\n".join(blocks) + "\n"


_ODD = re.compile(r"[^ -~\n]")


def one_line(text: str, limit: int = ITEM_CHARACTERS) -> str:
    """Text on one line, printable and bounded; a leading bullet or heading mark is taken off."""
    kept = text[: 4 * limit]
    for char in set(_ODD.findall(kept)):
        if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp"):
            kept = kept.replace(char, " ")
    line = " ".join(kept.split()).lstrip("-*•# ").strip()
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def _cited(line: str, item: NoteItem, cite: bool) -> str:
    if not cite or not item.turns:
        return line
    return f"{line} [{', '.join(f'T{t}' for t in item.turns)}]"


def _risk(risk: RiskNote, cite: bool) -> str:
    said = "Disclosed by the patient" if risk.disclosed else "Nothing disclosed"
    level = "not assessed" if not risk.assessed else f"assessed: {risk.level}"
    basis = one_line(risk.basis)
    line = f"{said}; {level}." + (f" {basis}" if basis else "")
    return _cited(line, NoteItem(text=line, turns=risk.turns), cite)
