"""Stock lines dealt out: what is said in a striking way belongs to one persona, and comes up once in a course."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from zlib import crc32

from simulator.models.offline.choose_dice import dice
from simulator.models.offline.stock import SLOT, Line
from simulator.shipped import folders

STRIKING = 6
"""A line with so many words of its own, slots not counted, is remembered when somebody else says it."""
KINDS = {
    "pleaser": "pleasing",
    "reserved": "reserved",
    "upset": "upset",
    "verbose": "verbose",
    "tangent": "tangent",
}
"""Tags of lines that suit one kind of style, and that kind."""


def striking(line: Line) -> bool:
    """True when the line would be noticed in two mouths; what fills its slots is the persona's own."""
    return len(SLOT.sub(" ", line.text).replace('"', " ").split()) >= STRIKING


def is_extra(name: str) -> bool:
    """True for a pool of what may as well be left unsaid: even its plain lines come up once in a course."""
    return name.endswith(".more") or name == "p.ramble"


@cache
def _styles() -> dict[str, str]:
    """The kind of style of each shipped persona, by id. A look at one line of files of our own, without parsing them."""
    found = {}
    for file in folders("personas")[-1].iterdir():
        if file.suffix == ".yaml":
            kind = re.search(r"^style:\n\s+kind: (\w+)$", file.read_text("utf-8"), re.M)
            found[file.stem] = kind.group(1) if kind else ""
    return found


@cache
def _seats(kind: str) -> tuple[str, ...]:
    """The shipped personas with this kind of style; all of them when the kind is empty or nobody's."""
    styles = _styles()
    return tuple(sorted(n for n in styles if styles[n] == kind)) or tuple(sorted(styles))


def _seat(persona: str, seats: tuple[str, ...]) -> int:
    return seats.index(persona) if persona in seats else crc32(persona.encode()) % len(seats)


@cache
def hand(lines: tuple[Line, ...], name: str, persona: str) -> tuple[Line, ...]:
    """The striking lines of a pool that are this persona's. Depends on no seed; shipped personas share none.

    A line made for one kind of style is dealt among those who have it, the others among all.

    Args:
        lines: the whole pool, in the order of the stock.
        name: the pool's name; each pool begins dealing at another seat.
        persona: the persona's id. One that is not shipped takes the seat of one that is.
    """
    first, dealt_out, mine = crc32(name.encode()), Counter[str](), []
    for line in filter(striking, lines):
        kind = next((KINDS[t] for t in sorted(line.tags) if t in KINDS), "")
        seats = _seats(kind)
        if not _shipped_elsewhere(persona, seats) and (first + dealt_out[kind]) % len(seats) == _seat(
            persona, seats
        ):
            mine.append(line)
        dealt_out[kind] += 1
    return tuple(mine)


def _shipped_elsewhere(persona: str, seats: tuple[str, ...]) -> bool:
    """True for a shipped persona of another kind, who has no seat here."""
    return persona in _styles() and persona not in seats


def dealt(
    lines: tuple[Line, ...], name: str, persona: str, course: str, session: int, sessions: int, *, once: bool
) -> list[Line]:
    """What of a pool this persona may say in this session: the plain lines, and of its own striking ones those of today.

    Args:
        once: the pool is asked for in one session of a course, so that all of its lines may come then.
    """
    plain = [x for x in lines if not striking(x)]
    mine = list(hand(lines, name, persona))
    if once:
        return [*plain, *mine]
    days = list(range(1, max(sessions, session) + 1))
    dice("dealt", course, name).shuffle(days)
    if is_extra(name):
        return [x for j, x in enumerate([*mine, *plain]) if days[j % len(days)] == session]
    return [*plain, *(x for j, x in enumerate(mine) if days[j % len(days)] == session)]
