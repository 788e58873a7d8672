"""Notes: what a model wrote about a session under code's control, and what seeds the next session."""

from simulator.notes.data import (
    NOTE_VERSION,
    HomeworkItem,
    Insight,
    Note,
    NoteItem,
    RiskLevel,
    RiskNote,
    Technique,
)
from simulator.notes.draft import note_schema
from simulator.notes.ground import Judge, ground
from simulator.notes.render import HEADINGS, render_note
from simulator.notes.write import NoteResult, RequestFactory, numbered_transcript, repair_request, write_note

__all__ = [
    "HEADINGS",
    "NOTE_VERSION",
    "HomeworkItem",
    "Insight",
    "Judge",
    "Note",
    "NoteItem",
    "NoteResult",
    "RequestFactory",
    "RiskLevel",
    "RiskNote",
    "Technique",
    "ground",
    "note_schema",
    "numbered_transcript",
    "render_note",
    "repair_request",
    "write_note",
]
