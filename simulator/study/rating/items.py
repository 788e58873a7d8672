"""What people rate: pairs of sessions, or single ones, with the arm hidden and the order random for each rater."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Literal

from simulator.seeds import derive
from simulator.store.hashes import data_hash
from simulator.store.records import SessionRecord
from simulator.study.collect import StudyData
from simulator.study.judge.ask import shown
from simulator.transcript import Turn

Mode = Literal["pairs", "single"]


@dataclass(frozen=True)
class RatedItem:
    """One thing to rate. Arms are known here and never leave for the page."""

    id: str
    """Hash of the transcripts as shown; tells nothing."""
    persona: str
    replicate: int
    session: int
    arms: tuple[str, ...]
    """One arm, or the two of a pair."""
    keys: tuple[str, ...]
    """Hashes of the transcripts as shown, as the judge's scores are kept by."""
    turns: tuple[tuple[Turn, ...], ...]
    """Of each transcript, in the order of `arms`."""


def rating_items(data: StudyData, mode: Mode, hidden: tuple[str, ...] = ()) -> list[RatedItem]:
    """All there is to rate: the last session of every course that was kept, in pairs or one by one."""
    found = []
    for persona, replicate in data.pairs():
        last = {arm: _last(data, arm, persona, replicate) for arm in data.arms}
        if mode == "single":
            found += [_item({arm: s}, hidden) for arm, s in last.items() if s is not None]
            continue
        first = last[data.arms[0]]
        for arm in data.arms[1:]:
            other = last[arm]
            if first is not None and other is not None and first.number == other.number:
                found.append(_item({data.arms[0]: first, arm: other}, hidden))
    return list({item.id: item for item in found}.values())


def _last(data: StudyData, arm: str, persona: str, replicate: int) -> SessionRecord | None:
    sessions = data.courses[arm, persona, replicate].sessions("kept")
    return sessions[-1] if sessions else None


def _item(sessions: dict[str, SessionRecord], hidden: tuple[str, ...]) -> RatedItem:
    first = next(iter(sessions.values()))
    keys = tuple(shown(s.turns, hidden).hash for s in sessions.values())
    made = data_hash(["rated", first.persona, first.replicate, first.number, *keys])
    return RatedItem(
        made[:20], first.persona, first.replicate, first.number, tuple(sessions), keys,
        tuple(s.turns for s in sessions.values()),
    )  # fmt: skip


def order_for(items: list[RatedItem], rater: str, seed: int) -> list[RatedItem]:
    """The items in this rater's own order; the same each time."""
    mixed = sorted(items, key=lambda item: item.id)
    random.Random(derive(seed, "rating", rater)).shuffle(mixed)
    return mixed


def swapped(item: RatedItem, rater: str, seed: int) -> bool:
    """Whether this rater sees the second arm's session on the left."""
    return len(item.arms) > 1 and derive(seed, "left", rater, item.id) % 2 == 1
