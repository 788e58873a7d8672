"""One file per session: transcripts as text, and SDialog's dialog JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from simulator.store.atomic import make_folder, write_text
from simulator.store.exporters.material import Choice, Material
from simulator.store.pages import synthetic_line, transcript_page

_NAMES = {"patient": "Patient", "therapist": "Therapist"}


def write_txt(sessions: Iterable[Material], folder: Path, choice: Choice) -> None:
    """A transcript per session; system prompts, when wanted, in a file beside it."""
    make_folder(folder)
    for session in sessions:
        if choice.roles:
            page = transcript_page(session.record)
        else:
            texts = "\n\n".join(t.text for t in session.record.turns)
            page = f"{texts}\n\n{synthetic_line(session.record)}\n"
        write_text(folder / f"{session.name}.txt", page)
        if session.systems:
            parts = [f"{_NAMES[s]}:\n\n{text}" for s, text in sorted(session.systems.items())]
            parts.append(synthetic_line(session.record))
            write_text(folder / f"{session.name}.system.txt", "\n\n\n".join(parts) + "\n")


def write_sdialog(sessions: Iterable[Material], folder: Path, choice: Choice) -> None:
    """A `Dialog` of the package sdialog per session; `Dialog.from_file` reads it."""
    make_folder(folder)
    for session in sessions:
        r = session.record
        dialog = {
            "version": "0.5.3",
            "timestamp": None,
            "model": session.label()["models"],
            "seed": r.lineage.seed,
            "id": session.name,
            "parentId": None,
            "complete": r.status.value == "complete",
            "personas": {_NAMES[s]: {"system_prompt": text} for s, text in session.systems.items()} or None,
            "scenario": session.label(),
            "turns": [
                {"speaker": _NAMES[t.speaker] if choice.roles else None, "text": t.text} for t in r.turns
            ],
            "events": None,
            "notes": f"{r.label}; synthetic" + (f"\n\n{r.note_text}" if r.note_text else ""),
        }
        write_text(folder / f"{session.name}.json", json.dumps(dialog, ensure_ascii=False, indent=1) + "\n")
