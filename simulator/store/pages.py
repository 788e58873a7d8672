"""The pages of a session that people read: transcript.txt and note.md."""

from __future__ import annotations

from simulator.store.records import SessionRecord
from simulator.textformat import SYNTHETIC, TextTranscript, print_transcript


def transcript_page(record: SessionRecord) -> str:
    """The text of transcript.txt."""
    ending = record.ending
    return print_transcript(
        TextTranscript(
            number=record.number,
            turns=tuple((t.speaker, t.text) for t in record.turns),
            reason=ending.reason.value if ending else None,
            details=ending.details if ending else "",
            note=record.note_text,
            synthetic=synthetic_line(record),
        )
    )


def note_page(record: SessionRecord) -> str:
    """The text of note.md."""
    text = record.note_text if record.note_text is not None else "No note was written for this session."
    return f"# Session {record.number}\n\n{text}\n\n---\n{synthetic_line(record)}\n"


def synthetic_line(record: SessionRecord) -> str:
    """What each file that can leave the folder says about itself (law 11)."""
    parts = [SYNTHETIC, f"{record.arm}/{record.persona}/r{record.replicate:02d}", f"status {record.status}"]
    for role, model in record.lineage.requested.items():
        parts.append(f"{role} {model}")
    parts += [f"{name} {value[:12]}" for name, value in record.lineage.hashes.items()]
    if record.lineage.imported_from:
        parts.append(f"imported from {record.lineage.imported_from}")
    if record.version:
        parts.append(f"version {record.version}")
    if record.stale is not None:
        parts.append(
            f"session {record.stale.parent_session}, on which this one rests, was regenerated after this was written"
        )
    if record.lineage.mixed:
        parts.append("settings were changed while it was made, see session.json")
    return " ".join("; ".join(parts).split())
