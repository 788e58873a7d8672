"""Stock lines dealt out: what is said in a striking way belongs to one persona, and comes up once in a course."""

from __future__ import annotations

from functools import cache
from zlib import crc32

from simulator.models.offline.choose_dice import dice
from simulator.models.offline.stock import SLOT, Line
from simulator.shipped import folders

STRIKING = 6
"""A line with so many words of its own, slots not counted, is remembered when somebody else says it."""


def striking(line: Line) -> bool:
    """True when the line would be noticed in two mouths; what fills its slots is the persona's own."""
    return len(SLOT.sub(" ", line.text).replace('"', " ").split()) >= STRIKING


@cache
def _seats() -> tuple[str, ...]:
    return tuple(sorted(f.stem for f in folders("personas")[-1].iterdir() if f.suffix == ".yaml"))


def _seat(persona: str) -> int:
    seats = _seats()
    return seats.index(persona) if persona in seats else crc32(persona.encode()) % len(seats)


@cache
def hand(lines: tuple[Line, ...], name: str, persona: str) -> tuple[Line, ...]:
    """The striking lines of a pool that are this persona's. Depends on no seed; shipped personas share none.

    Args:
        lines: the whole pool, in the order of the stock.
        name: the pool's name; each pool begins dealing at another seat.
        persona: the persona's id. One that is not shipped takes the seat of one that is.
    """
    first, seat, seats = crc32(name.encode()), _seat(persona), len(_seats())
    return tuple(x for i, x in enumerate(filter(striking, lines)) if (first + i) % seats == seat)


def dealt(
    lines: tuple[Line, ...], name: str, persona: str, course: str, session: int, sessions: int, *, once: bool
) -> list[Line]:
    """What of a pool this persona may say in this session: the plain lines, and of its own striking ones those of today.

    Args:
        once: the pool is asked for in one session of a course, so that all of its lines may come then.
    """
    plain = [x for x in lines if not striking(x)]
    mine = hand(lines, name, persona)
    if once:
        return [*plain, *mine]
    days = list(range(1, max(sessions, session) + 1))
    dice("dealt", course, name).shuffle(days)
    return [*plain, *(x for j, x in enumerate(mine) if j < len(days) and days[j] == session)]
