"""How a session changes the ledger: by code alone, from the plan, the turns and the grounded note."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from simulator.endings.risk import TellsRisk, risk_seen
from simulator.ledger import (
    FactEntry,
    HomeworkEntry,
    Ledger,
    RiskEntry,
    ScaleValue,
    SessionEntry,
    SessionPlan,
)
from simulator.notes import Note
from simulator.notes.lexical import claims, covered, likeness, stems
from simulator.personas import Persona
from simulator.told import tells
from simulator.transcript import RiskSeen, SessionStatus, Turn

MAX_OPEN = 5
"""Tasks that are open at most; older ones are dropped, and the chart says so."""
SAME_TASK = 0.75
"""Two tasks that share so much of the shorter one's words are one."""
TOLD = 0.6
"""A fact counts as told when a turn of the patient's holds so much of it."""
RISK_TOLD = 0.4
"""The same for a fact that is a disclosure of risk, whether it was known to be open or not."""

_ABOUT_HOMEWORK = re.compile(
    r"\b(?:homework|the tasks?|your tasks?|the exercises?|the assignment|what we agreed|what you (?:planned|were going to try)"
    r"|what you took (?:home|with you)|(?:practise|practice|try|do|manage|get round to) (?:it|that|them|any of)"
    r"|(?:the|your) (?:experiment|practice))\b",
    re.I,
)
_RATING = re.compile(r"\b(\d{1,2}(?:\.\d)?)\s*(?:/|out of)\s*(?:10|ten)\b", re.I)


def start_ledger(persona: Persona) -> Ledger:
    """The ledger of a course before its first session: the persona's own scales and trust."""
    scales: dict[str, tuple[ScaleValue, ...]] = {
        name: (ScaleValue(session=0, value=value),) for name, value in persona.baseline().items()
    }
    return Ledger(persona=persona.id, scales=scales, trust=persona.scales.trust)


def update_ledger(
    ledger: Ledger,
    plan: SessionPlan,
    note: Note | None,
    turns: Sequence[Turn],
    status: SessionStatus,
    persona: Persona,
    *,
    open_facts: Collection[str] = (),
    risk: RiskSeen | None = None,
) -> Ledger:
    """The ledger after a session.

    Args:
        ledger: before it.
        plan: what was fixed before it started.
        note: the grounded note; None when there is none.
        turns: of the session.
        status: a broken or failed session leaves its date and nothing else.
        persona: whose facts, scales and steps are used.
        open_facts: ids of facts that were known to be open: fewer of their words are enough.
        risk: what the turns show about risk; read off them when left out.

    Returns:
        A new ledger. A session of the same number that was entered before is replaced.
    """
    entry = SessionEntry(
        number=plan.number, date=plan.date, gap_days=plan.gap_days, status=status.value, event=plan.event
    )
    sessions = (*(s for s in ledger.sessions if s.number != plan.number), entry)
    if status is not SessionStatus.COMPLETE:
        return ledger.model_copy(update={"sessions": sessions})
    homework = _assigned(_settled(ledger.homework, plan, turns), note, plan.number)
    met = _risk(note, risk or risk_seen(turns, tells_risk(persona)), plan.number)
    changed: dict[str, object] = {
        "sessions": sessions,
        "homework": homework,
        "facts": (*ledger.facts, *_facts(ledger, note, turns, plan.number, persona, open_facts)),
        "risk": (*(r for r in ledger.risk if r.session != plan.number), met),
        "scales": _scales(ledger, plan, note, turns, persona),
        "trust": _trust(ledger, plan, homework, met, persona),
    }
    return ledger.model_copy(update=changed)


def asked_about(turns: Sequence[Turn], task: str) -> int | None:
    """The first turn in which the therapist asks about a task, or about homework as such; None when none does.

    Giving the same task again is not asking: what counts is a question, or the patient's report right after.
    """
    for i, turn in enumerate(turns):
        if turn.speaker != "therapist":
            continue
        for sentence in re.findall(r"[^.!?\n]+[.!?]?", turn.text):
            asks = sentence.rstrip().endswith("?") or i < len(turns) / 2
            about = _names(task, sentence) or (_ABOUT_HOMEWORK.search(sentence) and i < 2 * len(turns) / 3)
            if asks and about:
                return turn.number
    return None


def _names(task: str, text: str) -> bool:
    """Whether a text names a task: in its own words, or half of its content (two words unless it has but one)."""
    if covered(task, text) >= 0.6:
        return True
    wanted = claims(task) or stems(task)
    shared = wanted & stems(text)
    return bool(wanted) and len(shared) >= max(min(2, len(wanted)), len(wanted) / 2)


def _settled(
    entries: Sequence[HomeworkEntry], plan: SessionPlan, turns: Sequence[Turn]
) -> list[HomeworkEntry]:
    """Tasks with the outcome that was drawn, and the session in which they were asked about."""
    drawn = {o.id: o for o in plan.homework}
    found = []
    for entry in entries:
        outcome = drawn.get(entry.id)
        if outcome is None:
            found.append(entry)
            continue
        asked = asked_about(turns, entry.task) is not None
        found.append(
            entry.model_copy(
                update={
                    "status": outcome.status,
                    "hindrance": outcome.hindrance,
                    "settled_session": entry.settled_session or plan.number,
                    "reviewed_session": plan.number if asked else entry.reviewed_session,
                }
            )
        )
    return found


def _assigned(entries: list[HomeworkEntry], note: Note | None, session: int) -> tuple[HomeworkEntry, ...]:
    """New tasks added, the same task given again reopened, what nobody asks about any more dropped."""
    found = [_stale(e, session) for e in entries]
    for item in note.homework if note else ():
        same = next(
            (
                i
                for i, e in enumerate(found)
                if e.status != "dropped" and likeness(e.task, item.text) >= SAME_TASK
            ),
            None,
        )
        entry = HomeworkEntry(
            id=item.id or f"s{session:02d}-{len(found) + 1}", task=item.text, assigned_session=session
        )
        if same is None:
            found.append(entry)
        elif found[same].assigned_session < session:
            found[same] = found[same].model_copy(
                update={"status": "assigned", "assigned_session": session, "settled_session": None, "reviewed_session": None, "hindrance": ""}
            )  # fmt: skip
    excess = len([e for e in found if e.status == "assigned"]) - MAX_OPEN
    for i, entry in enumerate(found):
        if excess > 0 and entry.status == "assigned":
            found[i], excess = entry.model_copy(update={"status": "dropped"}), excess - 1
    return tuple(found)


def _stale(entry: HomeworkEntry, session: int) -> HomeworkEntry:
    """A task that was settled a session ago and is still not asked about is dropped."""
    forgotten = entry.settled_session is not None and entry.settled_session < session
    if forgotten and entry.reviewed_session is None and entry.status != "dropped":
        return entry.model_copy(update={"status": "dropped"})
    return entry


def _facts(
    ledger: Ledger,
    note: Note | None,
    turns: Sequence[Turn],
    session: int,
    persona: Persona,
    open_facts: Collection[str],
) -> list[FactEntry]:
    known = {f.id for f in ledger.facts}
    found: list[FactEntry] = []
    for fact in persona.disclosure.facts:
        if fact.id in known or fact.gate == "never":
            continue
        share = RISK_TOLD if fact.risk else TOLD if fact.id not in open_facts else TOLD - 0.2
        told = next(
            (t.number for t in turns if t.speaker == "patient" and tells(t.text, fact.text, share)), None
        )
        if told is not None:
            found.append(FactEntry(id=fact.id, text=fact.text, session=session, turn=told))
    for i, item in enumerate(note.new_facts if note else (), 1):
        if all(likeness(item.text, f.text) < TOLD for f in (*ledger.facts, *found)):
            first = min(item.turns) if item.turns else 0
            found.append(
                FactEntry(id=f"s{session:02d}-fact-{i}", text=item.text, session=session, turn=first)
            )
    return found


def tells_risk(persona: Persona) -> TellsRisk:
    """What this persona tells that is a disclosure of risk whatever its words: its facts marked `risk: true`.

    The session, the note and the ledger all go by it, so that they agree.
    """
    facts = [f.text for f in persona.disclosure.facts if f.risk and f.gate != "never"]
    return lambda text: any(tells(text, fact, RISK_TOLD) for fact in facts)


def _risk(note: Note | None, seen: RiskSeen, session: int) -> RiskEntry:
    level = note.risk.level if note and seen.asked else "not assessed"
    if seen.disclosed and level == "none":
        level = "low"
    return RiskEntry(
        session=session,
        disclosed=bool(seen.disclosed),
        asked=bool(seen.asked),
        next_step=bool(seen.next_steps),
        level=level,
    )


def _scales(
    ledger: Ledger, plan: SessionPlan, note: Note | None, turns: Sequence[Turn], persona: Persona
) -> dict[str, tuple[ScaleValue, ...]]:
    """Distress goes to where the patient puts it, or by small steps with the week; beliefs loosen with insight.

    A model of the harness's own, bounded per session by the persona's steps; it measures nothing.
    """
    done = sum(o.status == "done" for o in plan.homework) + 0.5 * sum(
        o.status == "partly" for o in plan.homework
    )
    own = len([i for i in note.insights if i.owner == "patient"]) if note else 0
    tags = next((e.tags for e in persona.life if e.text == plan.event), ())
    week = 0.5 * ("setback" in tags) - 0.3 * ("good" in tags)
    stated = _rating(turns)
    found: dict[str, tuple[ScaleValue, ...]] = {}
    for name, start in {**persona.baseline(), **_latest(ledger)}.items():
        if name == "distress":
            wish = stated - start if stated is not None else week - 0.15 * own - 0.15 * done
            step, top = persona.scales.distress_step, 10.0
        else:
            wish = 3.0 * week - 1.2 * own - 0.8 * done
            step, top = persona.scales.belief_step, 100.0
        value = round(min(top, max(0.0, start + max(-step, min(step, wish)))), 2)
        before = tuple(v for v in ledger.scales.get(name, ()) if v.session != plan.number)
        found[name] = (*before, ScaleValue(session=plan.number, value=value))
    return found


def _latest(ledger: Ledger) -> dict[str, float]:
    return {name: values[-1].value for name, values in ledger.scales.items() if values}


def _rating(turns: Sequence[Turn]) -> float | None:
    """The last number out of ten that the patient gave."""
    said = [float(n) for t in turns if t.speaker == "patient" for n in _RATING.findall(t.text)]
    return next((n for n in reversed(said) if n <= 10), None)


def _trust(
    ledger: Ledger, plan: SessionPlan, homework: Sequence[HomeworkEntry], risk: RiskEntry, persona: Persona
) -> float:
    """Trust grows with each session held, with homework that is asked about, with risk that is met; and the reverse."""
    wish = 0.3
    if plan.homework:
        reviewed = {e.id for e in homework if e.reviewed_session == plan.number}
        wish += 0.2 if any(o.id in reviewed for o in plan.homework) else -0.3
    if risk.disclosed:
        wish += 0.3 if risk.asked and risk.next_step else -0.7
    step = persona.scales.trust_step
    start = ledger.trust if ledger.sessions else persona.scales.trust
    return round(min(10.0, max(0.0, start + max(-step, min(step, wish)))), 2)
