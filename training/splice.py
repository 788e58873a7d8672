"""Turns made of two: a clean beginning and a broken end, or the reverse. They teach the second step, not the first."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from training.rows import Sentence, Turn

PARTNER_CODES = frozenset({"inversion", "both_voices", "label_leak"})


def pieces_of(turn: Turn) -> list[tuple[Sentence, ...]]:
    """The runs of sentences that are not in the speaker's own voice."""
    runs = [tuple(run) for _, run in groupby(turn.sentences, key=lambda s: s.voice)]
    strange = [run for run in runs if run[0].voice != turn.speaker]
    if PARTNER_CODES.isdisjoint(turn.codes):
        strange = [run for run in strange if run[0].voice in ("assistant", "narrator")]
    return strange


def splice(turns: Sequence[Turn], many: int, seed: int) -> list[Turn]:
    """`many` spliced turns of the given ones; the group is that of the broken part."""
    chance = random.Random(seed)
    clean = {s: [t for t in turns if t.speaker == s and not t.codes] for s in ("patient", "therapist")}
    broken = [(t, run) for t in turns for run in pieces_of(t)]
    made = []
    for number in range(many if broken else 0):
        origin, run = chance.choice(broken)
        speaker = origin.speaker
        if run[0].voice in ("assistant", "narrator") and chance.random() < 0.3:
            speaker = "therapist" if speaker == "patient" else "patient"
        if not clean[speaker]:
            continue
        host = chance.choice(clean[speaker])
        own = long_clean(clean[speaker], host, chance)
        where = chance.random()
        if where < 0.6:
            joined = own + run
        elif where < 0.85:
            joined = run + own
        else:
            cut = chance.randint(0, len(own))
            joined = own[:cut] + run + own[cut:]
        made.append(
            replace(
                origin, id=f"{origin.id}+{host.id}#{number}", speaker=speaker, previous=host.previous,
                sentences=joined, hard_negative=False,
            )
        )  # fmt: skip
    return made


def long_clean(clean: Sequence[Turn], host: Turn, chance: random.Random) -> tuple[Sentence, ...]:
    """The sentences of a clean turn, mostly with those of a few more behind them."""
    own = host.sentences
    while chance.random() < 0.55 and len(own) < 14:
        own = own + chance.choice(clean).sentences
    return own


def join_clean(turns: Sequence[Turn], many: int, seed: int) -> list[Turn]:
    """Long clean turns, each made of several of one speaker: one odd sentence among many must not condemn a turn."""
    chance = random.Random(seed)
    clean = {s: [t for t in turns if t.speaker == s and not t.codes] for s in ("patient", "therapist")}
    made = []
    for number in range(many):
        mine = clean[chance.choice(("patient", "therapist"))]
        if mine:
            host = chance.choice(mine)
            made.append(replace(host, id=f"{host.id}+#{number}", sentences=long_clean(mine, host, chance)))
    return made
