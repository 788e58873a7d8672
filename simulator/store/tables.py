"""A run as rows: sessions, turns, attempts. Iterators, so that memory holds one session at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from simulator.errors import InputError
from simulator.models import Outcome, Reply
from simulator.store.content import read_journal
from simulator.store.folders import SessionFolder
from simulator.store.journal import JOURNAL_NAME
from simulator.store.rows import AheadRow, CallRow, FailureRow
from simulator.store.runs import Run
from simulator.transcript import Finding

if TYPE_CHECKING:
    import pandas


def frame(rows: Iterable[Mapping[str, Any]]) -> pandas.DataFrame:
    """Rows as a data frame. Raises InputError when pandas is not installed."""
    try:
        import pandas
    except ImportError as e:
        raise InputError(
            "data frames need the package pandas, which is not installed",
            remedy="pip install 'session-simulator[data]', or use the method of the same name that ends in _rows()",
        ) from e
    return pandas.DataFrame(list(rows))


def session_rows(run: Run) -> Iterator[dict[str, Any]]:
    """One row per session, the unfinished ones too. Raises StoreError."""
    for folder in _folders(run):
        row = folder.summary()
        yield {
            **_place(run, folder),
            "status": row.state,
            "ending": row.reason,
            "turns": row.turns,
            "words": row.words,
            "attempts": row.attempts,
            "discarded": row.discarded,
            "soft_findings": row.soft,
            "calls": row.calls,
            "input_tokens": row.input_tokens,
            "output_tokens": row.output_tokens,
            "cost": row.cost,
            "unpriced_calls": row.unpriced,
            "stale": row.stale,
            "version": row.version,
        }


def turn_rows(run: Run) -> Iterator[dict[str, Any]]:
    """One row per turn of the finished sessions; `risk` says that it discloses, asks about it, offers a next step.

    Raises:
        StoreError: a damaged file.
    """
    from simulator.endings.risk import risk_seen  # here: a list of runs does without ending rules

    for folder in _folders(run):
        if folder.state in ("absent", "partial"):
            continue
        record = folder.load()
        risk = record.risk or risk_seen(record.turns)
        for turn in record.turns:
            yield {
                **_place(run, folder),
                "status": record.status.value,
                "turn": turn.number,
                "speaker": turn.speaker,
                "text": turn.text,
                "source": turn.source,
                "attempts": turn.attempts,
                "findings": codes(turn.findings),
                "risk": risk.of(turn.number),
            }


def attempt_rows(run: Run) -> Iterator[dict[str, Any]]:
    """One row per model call: discarded ones, those made ahead and thrown away, and failed ones too. Raises StoreError."""
    for folder in _folders(run):
        content = read_journal(folder.path / JOURNAL_NAME)
        place = _place(run, folder)
        for call in content.calls.values():
            yield {**place, **_call(call)}
        for thrown in content.unused():
            yield {**place, **_unused(thrown)}
        for failure in content.failures:
            yield {**place, **_failure(failure)}


def codes(findings: tuple[Finding, ...]) -> str:
    """The codes of findings, each once, in order."""
    return " ".join(dict.fromkeys(f.code for f in findings))


def _folders(run: Run) -> Iterator[SessionFolder]:
    for course in run.courses():
        yield from course.sessions()


def _place(run: Run, folder: SessionFolder) -> dict[str, Any]:
    course = folder.course
    return {
        "run": run.name,
        "arm": course.arm,
        "persona": course.persona,
        "replicate": course.replicate,
        "session": folder.number,
    }


def _call(row: CallRow) -> dict[str, Any]:
    key, reply, verdict = row.key, row.reply, row.verdict
    return {
        "turn": key.turn,
        "role": key.role,
        "attempt": key.attempt,
        "part": key.part,
        "version": key.version,
        "accepted": verdict.accepted if verdict else None,
        "findings": codes(verdict.findings) if verdict else "",
        "outcome": reply.outcome.value,
        "finish_reason": reply.finish_reason,
        "text": reply.text,
        "model": row.model,
        "reported_model": reply.model,
        "input_tokens": reply.usage.input_tokens,
        "output_tokens": reply.usage.output_tokens,
        "cached_tokens": reply.usage.cached_tokens,
        "cost": reply.usage.cost,
        "seconds": reply.seconds,
        "retries": len(reply.tries),
        "at": row.at,
        "request": row.request,
    }


def _unused(row: AheadRow) -> dict[str, Any]:
    reply = row.reply or Reply(Outcome.EMPTY, "")
    found = _call(CallRow(row.key, row.request, "", row.model, {}, reply, row.at))
    return {**found, "outcome": "thrown away" if row.reply else "thrown away, cut off"}


def _failure(row: FailureRow) -> dict[str, Any]:
    empty = dict.fromkeys(
        (
            "accepted", "finish_reason", "model", "reported_model", "input_tokens", "output_tokens", "cached_tokens",
            "cost", "seconds", "request",
        )
    )  # fmt: skip
    key = row.key
    return {
        "turn": key.turn,
        "role": key.role,
        "attempt": key.attempt,
        "part": key.part,
        "version": key.version,
        **empty,
        "findings": "",
        "outcome": f"failed: {row.kind}",
        "text": "",
        "retries": row.tries,
        "at": row.at,
    }
