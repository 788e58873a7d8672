"""How two versions of a session differ, in words."""

from __future__ import annotations

from simulator.plural import many
from simulator.store.records import SessionRecord


def differences(old: SessionRecord, new: SessionRecord) -> list[str]:
    """What is different in `new`; one line each, empty when nothing is."""
    found = []
    same = 0
    for a, b in zip(old.turns, new.turns, strict=False):
        if (a.speaker, a.text) != (b.speaker, b.text):
            break
        same += 1
    if same < max(len(old.turns), len(new.turns)):
        kept = f"turns 0-{same - 1} are the same, " if same else ""
        found.append(
            f"{kept}from turn {same} on it is another talk ({many(len(old.turns), 'turn')}, now {len(new.turns)})"
        )
    if old.status != new.status:
        found.append(f"{old.status.value}, now {new.status.value}")
    before, now = (
        f"{r.ending.reason.value} at turn {r.ending.turn}" if r.ending else "no ending" for r in (old, new)
    )
    if before != now:
        found.append(f"ended by {before}, now {now}")
    if old.integrity.discarded != new.integrity.discarded:
        found.append(f"{many(old.integrity.discarded, 'attempt')} discarded, now {new.integrity.discarded}")
    if old.note_text != new.note_text:
        found.append("another note")
    for name in sorted({*old.lineage.hashes, *new.lineage.hashes}):
        if old.lineage.hashes.get(name) != new.lineage.hashes.get(name):
            found.append(f"made from another {name}")
    if old.lineage.parent != new.lineage.parent:
        found.append("given another note of the session before")
    for role in sorted({*old.lineage.requested, *new.lineage.requested}):
        was, is_ = old.lineage.requested.get(role, "none"), new.lineage.requested.get(role, "none")
        if was != is_:
            found.append(f"{role} was {was}, now {is_}")
    return found
