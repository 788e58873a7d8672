"""Circles that a whole session goes in: repeats, patterns of two and three turns, goodbyes without end, stalls.

Judged on accepted turns, to end a session that goes round all the same. `integrity/checks/loops.py` judges a single
attempt before it is accepted, earlier and more softly, so that it can be made again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice, pairwise

from simulator.endings.config import LoopsConfig
from simulator.transcript import Finding, Turn

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_COURTESY = re.compile(
    r"\b(?:good-?bye|bye|farewell|take care|see you|until next|talk (?:to you )?soon|thank you|thanks"
    r"|you too|you're welcome"
    r"|have a (?:good|great|nice|lovely)|good night|look(?:ing)? forward|same to you|be well|adiós|hasta"
    r"|gracias)\b",
    re.I,
)
_COMMON = frozenset(
    str.split(
        "a about after again all also always am an and any are as at be because been before being but by can "
        "could day did do does don't down each even feel feeling feels for from get getting go going good got "
        "had has have he her here him his how i i'd i'll i'm i've if in into is it it's its just keep kind "
        "know let like little lot make makes maybe me mean more most much my no not now of off okay on one "
        "only or other our out over really right said say see she so some something sometimes still such sure "
        "take talk thank thanks that that's the their them then there these they thing things think this "
        "those though thought through time to today too try trying up us very want was way we week well were "
        "what when where which while who why will with would yeah yes you you're you've your"
    )
)


_LINKS = 0.55
"""Share of new links between words with which a talk is not stalled; of talks that were, one had 0.44, the others less."""


def find_loop(turns: Sequence[Turn], config: LoopsConfig | None = None) -> Finding | None:
    """Whether the last turn closes a circle.

    Args:
        turns: the session so far.
        config: thresholds; the defaults when left out.

    Returns:
        A hard finding with code `loop`, `goodbye_loop` or `stall` and what was seen in its detail, or None.
    """
    config = config or LoopsConfig()
    if not turns:
        return None
    return (
        _goodbyes(turns, config)
        or _pattern(turns, config)
        or _repeats(turns, config)
        or _stall(turns, config)
    )


def alike(one: str, other: str, near: float) -> bool:
    """Whether two turns say the same in (nearly) the same words."""
    a, b = _runs(one), _runs(other)
    if not a or not b:
        return _words(one) == _words(other)
    if max(len(a), len(b)) > 3 * min(len(a), len(b)):
        return False
    return len(a & b) >= near * min(len(a), len(b))


def _pattern(turns: Sequence[Turn], config: LoopsConfig) -> Finding | None:
    """A pattern of two or three turns that comes again: A B A B, A B C A B C."""
    for period in (2, 3):
        count = period * config.repeats
        if len(turns) < count:
            continue
        last = turns[-count:]
        if not any(_long(t, config) for t in last[:period]):
            continue
        if (
            all(
                t.speaker == last[i % period].speaker and alike(t.text, last[i % period].text, config.near)
                for i, t in enumerate(last[period:])
            )
            and len({t.speaker for t in last}) > 1
        ):
            seen = f"Turns {last[0].number}-{last[-1].number} repeat a pattern of {period} turns"
            return _finding("loop", seen, last[-1])
    return None


def _repeats(turns: Sequence[Turn], config: LoopsConfig) -> Finding | None:
    """One speaker's turn that says again what it said in each of the turns before."""
    last = turns[-1]
    if not _long(last, config):
        return None
    latest = (t for t in reversed(turns) if t.speaker == last.speaker)
    own = [*islice(latest, config.repeats + 1)][::-1]
    if len(own) <= config.repeats or not all(alike(t.text, last.text, config.near) for t in own[-2::-1]):
        return None
    if not all(_long(t, config) for t in own):
        return None
    exact = all(_words(t.text) == _words(last.text) for t in own[:-1])
    how = "word for word" if exact else "in nearly the same words"
    numbers = ", ".join(str(t.number) for t in own)
    return _finding("loop", f"The {last.speaker} says the same {how} in turns {numbers}", last)


def _goodbyes(turns: Sequence[Turn], config: LoopsConfig) -> Finding | None:
    last = turns[-config.goodbyes :]
    if len(last) < config.goodbyes or not all(_only_courtesy(t) for t in last):
        return None
    return _finding("goodbye_loop", f"Turns {last[0].number}-{last[-1].number} only take leave", last[-1])


def _stall(turns: Sequence[Turn], config: LoopsConfig) -> Finding | None:
    """Nothing new in so many turns, as far as words tell."""
    late, early = turns[-config.stall_turns :], turns[: -config.stall_turns]
    if len(late) < config.stall_turns or len(early) < 2:
        return None
    if sum(len(_content(t.text)) for t in late) < 6 * config.stall_turns:
        return None
    different = frozenset().union(*[_different(t.text) for t in late])
    fresh = different.difference(*[_different(t.text) for t in early])
    if len(fresh) >= config.stall_new * len(different) or _newly_linked(late, early) >= _LINKS:
        return None
    share = f"{len(fresh)} of {len(different)} different content words are new"
    return _finding("stall", f"Nothing new in turns {late[0].number}-{late[-1].number}: {share}", late[-1])


def _newly_linked(late: Sequence[Turn], early: Sequence[Turn]) -> float:
    """The share of neighbouring content words that did not stand beside each other before: old words may say new things."""
    known = {link for t in early for link in pairwise(_content(t.text))}
    said = {link for t in late for link in pairwise(_content(t.text))}
    return len(said - known) / len(said) if said else 0.0


def _only_courtesy(turn: Turn) -> bool:
    return len(turn.text.split()) <= 40 and "?" not in turn.text and bool(_COURTESY.search(turn.text))


def _long(turn: Turn, config: LoopsConfig) -> bool:
    return len(_words(turn.text)) >= config.minimum_words


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text[:20_000].casefold().replace("’", "'")))


@lru_cache(maxsize=4096)
def _runs(text: str) -> frozenset[tuple[str, ...]]:
    found = _words(text)
    return frozenset(zip(found, found[1:], found[2:], strict=False))


@lru_cache(maxsize=4096)
def _content(text: str) -> tuple[str, ...]:
    return tuple([w for w in _words(text) if len(w) > 2 and w not in _COMMON])


@lru_cache(maxsize=4096)
def _different(text: str) -> frozenset[str]:
    return frozenset(_content(text))


def _finding(code: str, detail: str, turn: Turn) -> Finding:
    evidence = " ".join(turn.text.split())[:200]
    return Finding(
        code=code, severity="hard", end=len(turn.text), evidence=evidence, detail=detail, check="loops"
    )
