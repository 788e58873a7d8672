"""Two views of the same memory, rebuilt for each session from the notes and the ledger: never a summary of summaries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from simulator.first_person import first_person
from simulator.ledger import HomeworkEntry, HomeworkOutcome, HomeworkStatus, Ledger, SessionPlan
from simulator.notes import Note, NoteItem, render_note
from simulator.notes.render import one_line
from simulator.ordinals import ordinal_words
from simulator.personas import Persona
from simulator.plural import many
from simulator.transcript import words

_STATUS: dict[HomeworkStatus, str] = {
    "assigned": "not yet asked about",
    "done": "done",
    "partly": "done in part",
    "not_done": "not done",
    "dropped": "dropped",
}


class MemoryConfig(BaseModel):
    """What is carried from session to session."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

    carried: Literal["last", "all", "none"] = "all"
    """last: the note of the session before, as the old system did. all: that note, a line for each earlier session, and
    the ledger. none: every session begins without memory."""
    words: int = Field(default=1000, ge=100, le=1200)
    """Words of a view at most; the oldest lines go first."""


def chart(
    notes: Sequence[Note],
    ledger: Ledger,
    plan: SessionPlan,
    persona: Persona,
    config: MemoryConfig | None = None,
) -> str:
    """What the therapist knows from before: the last note whole, earlier sessions a line each, the ledger.

    Args:
        notes: of the complete sessions before this one, oldest first.
        ledger: after the last of them.
        plan: of this session; notes of later ones are not looked at. Outcomes of homework are not told: the therapist
            has to ask.
        persona: for the name.
        config: what is carried.

    Returns:
        Text, at most `config.words` words; a sentence that says so when there is nothing.
    """
    config = config or MemoryConfig()
    notes = [n for n in notes if n.session < plan.number]
    if not notes or config.carried == "none":
        return "There are no notes from earlier sessions."
    last = notes[-1]
    head = [
        "Your own chart. It is for you alone: do not read it out or quote it.",
        f"Note of session {last.session}{_on(ledger, last.session)}:\n\n{render_note(last).strip()}",
    ]
    if config.carried == "last":
        return _fit(head, [], [], config.words)
    tail = [*_open_tasks(ledger), *_risk_lines(ledger, persona.name)]
    earlier = [_line(note, ledger) for note in notes[:-1]]
    return _fit(head, earlier, tail, config.words, "Earlier sessions:")


def patient_memory(
    notes: Sequence[Note],
    ledger: Ledger,
    plan: SessionPlan,
    persona: Persona,
    config: MemoryConfig | None = None,
) -> str:
    """What the patient remembers, in the first person and without clinical words.

    Args:
        notes: of the complete sessions before this one, oldest first.
        ledger: after the last of them.
        plan: of this session: how the homework went, what happened in between.
        persona: whose memory it is.
        config: what is carried; the week's event and homework are included with every setting but `none`.
    """
    config = config or MemoryConfig()
    if plan.number == 1 or config.carried == "none":
        return (
            "I have not talked to this therapist before."
            if plan.number == 1
            else "I remember nothing in particular."
        )
    notes = [n for n in notes if n.session < plan.number]
    head = [_week(plan), *(_outcome(o, persona) for o in plan.homework)]
    if not notes:
        return _fit([h for h in head if h], [], [], config.words)
    head += _remembered(notes[-1], persona)
    facts = (first_person(f.text, persona) for f in ledger.facts[-12:])
    told = [f"I have told my therapist this: {fact}" for fact in facts if fact]
    if config.carried == "last":
        return _fit([h for h in head if h], [], [], config.words)
    earlier = list(dict.fromkeys(line for note in notes[:-1] if (line := _glimpse(note, persona))))
    return _fit([h for h in head if h], earlier, told, config.words, "Further back:")


def template_opening(persona: Persona, plan: SessionPlan, notes: Sequence[Note]) -> str:
    """The opening line of the old system, in the first person and with the ordinal right.

    Args:
        persona: who speaks.
        plan: of this session.
        notes: of the sessions before; at most three topics of the last one are named.
    """
    hello = f"Hi, I'm {persona.full_name}. This is my {ordinal_words(plan.number)} CBT session."
    topics = [one_line(t.text, 120).rstrip(".") for t in notes[-1].main_topics[:3]] if notes else []
    return f"{hello} Last time we talked about: {'; '.join(topics)}." if topics else hello


def _fit(head: list[str], earlier: list[str], tail: list[str], limit: int, title: str = "") -> str:
    """All parts within the limit: the oldest of the earlier lines go first, then the first of the tail, then the end."""

    def joined() -> str:
        middle = ["\n".join([title, *(f"- {line}" for line in earlier)])] if earlier else []
        end = ["\n".join(f"- {line}" for line in tail)] if tail else []
        return "\n\n".join([*head, *middle, *end])

    while words(joined()) > limit and earlier:
        earlier.pop(0)
    while words(joined()) > limit and tail:
        tail.pop(0)
    while words(joined()) > limit and len(head) > 2:
        head.pop()
    text = joined()
    if words(text) <= limit:
        return text
    kept, count = [], 0
    for line in text.split("\n"):
        count += words(line)
        if count > limit:
            break
        kept.append(line)
    return "\n".join(kept).strip() or " ".join(text.split()[:limit])


def _on(ledger: Ledger, session: int) -> str:
    entry = next((s for s in ledger.sessions if s.number == session), None)
    return f", {entry.date.isoformat()}" if entry else ""


def _line(note: Note, ledger: Ledger) -> str:
    """An earlier session in one line."""
    parts = [_short(i, 14) for i in note.main_topics[:1]] + [_short(i, 10) for i in note.techniques[:1]]
    parts += [f"insight: {_short(i, 14)}" for i in note.insights[:1]]
    if note.risk.disclosed:
        parts.append(f"risk disclosed, {note.risk.level if note.risk.assessed else 'not assessed'}")
    return f"Session {note.session}{_on(ledger, note.session)}: {'; '.join(parts) or 'no topics noted'}."


def _open_tasks(ledger: Ledger) -> list[str]:
    def line(entry: HomeworkEntry) -> str:
        seen = f", asked about in session {entry.reviewed_session}" if entry.reviewed_session else ""
        state = (
            _STATUS[entry.status]
            if entry.reviewed_session or entry.status == "dropped"
            else _STATUS["assigned"]
        )
        return f"Homework of session {entry.assigned_session}: {one_line(entry.task, 160)} ({state}{seen})"

    last = max((s.number for s in ledger.sessions), default=0)
    shown = [e for e in ledger.homework if e.reviewed_session is None or e.reviewed_session == last]
    return [line(e) for e in shown[-8:]]


def _risk_lines(ledger: Ledger, name: str) -> list[str]:
    told = [r for r in ledger.risk if r.disclosed]
    if not told:
        return []
    last = told[-1]
    answered = "asked about" if last.asked else "not asked about"
    step = "a next step was offered" if last.next_step else "no next step was offered"
    sessions = ", ".join(str(r.session) for r in told[-6:])
    return [
        f"Risk: {name} disclosed it in session {sessions}; in session {last.session} it was {answered}, {step}. Ask again."
    ]


def _week(plan: SessionPlan) -> str:
    gap = f"It has been {many(plan.gap_days, 'day')} since I was last here." if plan.gap_days else ""
    event = f"This happened since: {one_line(plan.event)}" if plan.event else ""
    return " ".join(filter(None, (gap, event)))


def _outcome(outcome: HomeworkOutcome, persona: Persona) -> str:
    task = (first_person(outcome.task, persona) or "what we agreed on").rstrip(".") + "."
    reason = f" {one_line(outcome.hindrance)}" if outcome.hindrance else ""
    return {
        "done": f"I did what I took home with me: {task}",
        "partly": f"I did some of what I took home with me: {task}{reason}",
        "not_done": f"I did not get to what I took home with me: {task}{reason}",
    }.get(outcome.status, f"I was going to try this: {task}")


def _remembered(note: Note, persona: Persona) -> list[str]:
    """The last session as the patient would remember it."""
    own = [i for i in note.insights if i.owner == "patient"]
    parts = (
        ("Last time we talked about this", note.main_topics[:3]),
        ("This stayed with me", own[:2]),
        ("This was of use to me", note.helpful[:1]),
        ("I still have this on my mind", note.open_threads[:2]),
    )
    return [
        f"{lead}: {text}" for lead, items in parts for i in items if (text := first_person(i.text, persona))
    ]


def _glimpse(note: Note, persona: Persona) -> str:
    items = (*(i for i in note.insights if i.owner == "patient"), *note.main_topics)
    said = (first_person(i.text, persona) for i in items)
    return next((f"{_cut(text, 18)}." for text in said if text), "")


def _short(item: NoteItem, limit: int) -> str:
    return _cut(one_line(item.text), limit)


def _cut(text: str, limit: int) -> str:
    parts = text.rstrip(".").split()
    return " ".join(parts[:limit]) + ("…" if len(parts) > limit else "")
