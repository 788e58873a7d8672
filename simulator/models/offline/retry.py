"""Another attempt at the same turn: said differently throughout."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from simulator.models.offline.grammar import split_sentences
from simulator.models.offline.stage import Stage

MOST = 8
"""Earlier attempts that are looked at."""


def anew(say: Callable[[Stage], str], spare: Callable[[Stage], str], stage: Stage) -> str:
    """The turn of this attempt: without what earlier attempts said, as far as something is left to say.

    Args:
        say: makes a turn, given a stage that knows what is to be avoided.
        spare: a plain turn that fits anywhere; empty where the turn's content must stand, as in matters of safety.
        stage: the moment, with the number of the attempt.
    """
    key, said = stage.request.key, list[str]()
    for attempt in range(max(1, key.attempt - MOST), key.attempt + 1):
        request = replace(stage.request, key=replace(key, attempt=attempt))
        now = replace(stage, request=request, avoid=tuple(said))
        said.append(_kept(say(now), spare(now), said))
    return said[-1]


def _kept(text: str, spare: str, said: list[str]) -> str:
    """From the third attempt on a turn that would say a sentence again gives way to the spare one."""
    before = {s.lower() for t in said for s in split_sentences(t)}
    parts = split_sentences(text)
    new = [p for p in parts if p.lower() not in before]
    if len(new) == len(parts) or not spare or not said:
        return text
    if len(new) * 2 > len(parts):
        return " ".join(new)
    return spare if len(said) > 1 else text
