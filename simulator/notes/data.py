"""The note of a session: what a model wrote under code's control, and what seeds the next session."""

from __future__ import annotations

from typing import Literal

from simulator.transcript import Record, Speaker

NOTE_VERSION = 1


class NoteItem(Record):
    """One statement of a note and the turns that support it."""

    text: str
    turns: tuple[int, ...] = ()


class Technique(NoteItem):
    practised: bool = False
    """True when it was practised in the session, False when it was only introduced."""


class HomeworkItem(NoteItem):
    """A task agreed in this session. Its status is the ledger's, not the note's."""

    id: str = ""


class Insight(NoteItem):
    owner: Speaker = "patient"


RiskLevel = Literal["not assessed", "none", "low", "moderate", "high", "imminent"]


class RiskNote(Record):
    """Risk as the session showed it. "none" only when the therapist asked and the patient said so."""

    assessed: bool = False
    disclosed: bool = False
    level: RiskLevel = "not assessed"
    basis: str = ""
    turns: tuple[int, ...] = ()


class Note(Record):
    """The note of one complete session."""

    version: int = NOTE_VERSION
    session: int
    main_topics: tuple[NoteItem, ...] = ()
    techniques: tuple[Technique, ...] = ()
    helpful: tuple[NoteItem, ...] = ()
    homework: tuple[HomeworkItem, ...] = ()
    insights: tuple[Insight, ...] = ()
    risk: RiskNote = RiskNote()
    open_threads: tuple[NoteItem, ...] = ()
    new_facts: tuple[NoteItem, ...] = ()
    dropped: tuple[NoteItem, ...] = ()
    """Items the model offered whose turns do not exist or do not support them; kept for the record, never carried."""
