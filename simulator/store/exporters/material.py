"""What every exporter draws from: sessions one at a time, chosen, with their system prompts when these are asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from simulator.store.content import read_journal
from simulator.store.folders import SessionFolder
from simulator.store.journal import JOURNAL_NAME
from simulator.store.records import SessionRecord
from simulator.store.runs import Run
from simulator.transcript import SessionStatus, Speaker


@dataclass(frozen=True, slots=True)
class Choice:
    """What goes into an export."""

    clean: bool = True
    """Only complete sessions whose parent did not change afterwards; False: broken, failed and stale ones too."""
    roles: bool = True
    """With speakers; False leaves the texts alone."""
    system: bool = False
    """With the system prompts. They hold the persona."""
    assistant: Speaker = "therapist"
    """Who is `assistant` (`gpt`) in chat formats."""


@dataclass(slots=True)
class Counts:
    """What was exported and what was left out."""

    sessions: int = 0
    turns: int = 0
    left_out: dict[str, int] = field(default_factory=dict)
    """Why -> sessions."""
    attempts: int = 0
    discarded: int = 0
    codes: dict[str, int] = field(default_factory=dict)
    """Hard codes of discarded attempts and soft codes of turns, in all sessions of the run."""
    models: dict[str, set[str]] = field(default_factory=dict)
    """Role -> models, as asked for and as reported."""
    arms: dict[str, int] = field(default_factory=dict)
    personas: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Material:
    """One session to export."""

    run: str
    record: SessionRecord
    settings: dict[str, Any]
    """Of its arm."""
    systems: dict[Speaker, str]

    @property
    def name(self) -> str:
        """A name for it that is unique in the run and fit for a file."""
        r = self.record
        return f"{r.arm}-{r.persona}-r{r.replicate:02d}-session-{r.number:02d}"

    @property
    def therapist(self) -> str:
        """The therapist's name; empty when the plan does not tell."""
        return str(self.settings.get("therapist_name", ""))

    def label(self) -> dict[str, Any]:
        """What every exported session says of itself (law 11)."""
        r = self.record
        models = {
            role: ", ".join(r.lineage.reported.get(role, (m,))) for role, m in r.lineage.requested.items()
        }
        return {
            "synthetic": True,
            "label": r.label,
            "run": self.run,
            "arm": r.arm,
            "persona": r.persona,
            "replicate": r.replicate,
            "session": r.number,
            "version": r.version,
            "status": r.status.value,
            "ending": r.ending.reason.value if r.ending else None,
            "models": models,
            "hashes": dict(r.lineage.hashes),
            "stale": r.stale is not None,
            "code_version": r.lineage.code_version,
        }


def sessions(run: Run, choice: Choice, counts: Counts) -> Iterator[Material]:
    """The chosen sessions of a run, one in memory at a time; `counts` is filled on the way. Raises StoreError."""
    settings = {arm.name: arm.settings for arm in run.plan.arms}
    for course in run.courses():
        for folder in course.sessions():
            if folder.state in ("absent", "partial"):
                _more(counts.left_out, "not finished")
                continue
            record = folder.load()
            _count(counts, record)
            why = _left_out(record) if choice.clean else None
            if why is not None:
                _more(counts.left_out, why)
                continue
            counts.sessions += 1
            counts.turns += len(record.turns)
            _more(counts.arms, record.arm)
            _more(counts.personas, record.persona)
            systems = system_prompts(folder) if choice.system else {}
            yield Material(run.name, record, settings.get(record.arm, {}), systems)


def system_prompts(folder: SessionFolder) -> dict[Speaker, str]:
    """The system prompt of each speaker, from the session's journal. Raises StoreError."""
    content = read_journal(folder.path / JOURNAL_NAME)
    found: dict[Speaker, str] = {}
    for key, row in content.calls.items():
        if key.role in ("patient", "therapist") and row.system in content.texts:
            found[key.role] = content.texts[row.system]
    if not found and len(content.texts) == 1:
        found["therapist"] = next(iter(content.texts.values()))  # an imported list of chat messages
    return found


def _left_out(record: SessionRecord) -> str | None:
    if record.status is not SessionStatus.COMPLETE:
        return record.status.value
    return "stale" if record.stale is not None else None


def _count(counts: Counts, record: SessionRecord) -> None:
    counts.attempts += record.integrity.attempts
    counts.discarded += record.integrity.discarded
    for code, n in (*record.integrity.hard.items(), *record.integrity.soft.items()):
        counts.codes[code] = counts.codes.get(code, 0) + n
    for role, asked in record.lineage.requested.items():
        reported = record.lineage.reported.get(role, ())
        counts.models.setdefault(role, set()).update({asked, *reported})


def _more(counts: dict[str, int], name: str) -> None:
    counts[name] = counts.get(name, 0) + 1
