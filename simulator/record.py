"""From a session that was talked to the record that is stored: counts, usage, lineage (law 6)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from simulator.config import RoleModel
from simulator.setup import Talk
from simulator.store.records import Integrity


def integrity_of(talk: Talk) -> Integrity:
    """Counts over all attempts of a session."""
    made = [turn for turn in talk.turns if turn.source == "model"]
    hard = _codes(f.code for thrown in talk.discarded for f in thrown.findings if f.severity == "hard")
    soft = _codes(f.code for turn in talk.turns for f in turn.findings if f.severity == "soft")
    return Integrity(
        attempts=len(made) + len(talk.discarded), discarded=len(talk.discarded), hard=hard, soft=soft
    )  # fmt: skip


def parameters_of(models: Mapping[str, RoleModel]) -> dict[str, dict[str, Any]]:
    """Role -> what its model is sampled with."""
    fields = {"temperature", "top_p", "max_tokens", "extra", "structured"}
    return {
        role: {k: v for k, v in named.model_dump(mode="json", include=fields).items() if v not in (None, {})}
        for role, named in models.items()
    }


def _codes(codes: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(codes).items()))
