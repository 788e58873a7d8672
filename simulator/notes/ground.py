"""Grounding: an item of a note whose turns do not exist, or do not support it, is dropped and counted."""

from __future__ import annotations

import math
import re
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field

from simulator.notes.data import HomeworkItem, Insight, Note, NoteItem, RiskNote, Technique
from simulator.notes.draft import Draft, DraftItem, DraftRisk
from simulator.notes.lexical import claims, covered, covered_by, in_line, likeness, numbers, stems
from simulator.notes.render import one_line
from simulator.notes.techniques import shows_technique
from simulator.transcript import RiskSeen, Speaker, Turn

Judge = Callable[[NoteItem, Sequence[Turn]], Awaitable[bool]]
"""Answers, for an item that words alone neither support nor refute, whether these turns show it."""

SUPPORT = 0.5
"""Share of an item's weight that the cited turns must hold."""
DOUBT = 0.25
"""From here to `SUPPORT` a judge may keep an item."""
ITEMS = {
    "main_topics": 6,
    "techniques": 5,
    "helpful": 5,
    "homework": 5,
    "insights": 5,
    "open_threads": 3,
    "new_facts": 8,
}
"""Items of a section at most; the first ones stay."""

_UPTAKE = re.compile(
    r"\b(?:i'll|i will|i can|i could|i'm going to|i am going to|i want to|i'd like to|i'm willing|i might"
    r"|let me|sounds good"
    r"|i promise|okay|ok|yes|yeah|sure|fine|deal)\b",
    re.I,
)
_QUOTE = re.compile(r"[\"“]([^\"“”]{8,300})[\"”]")
_NAME = re.compile(r"(?<=[a-z,;] )([A-Z][a-z]{2,})\b")
_DENIES = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|denial|rul(?:ed|es) out|no (?:risk|suicid|current|active|thoughts))\w*", re.I
)


@dataclass(frozen=True, slots=True)
class _Said:
    """The session's words, ready to be looked up."""

    turns: dict[int, Turn]
    spread: dict[str, int]
    """In how many turns a stem occurs."""
    everything: str
    """All turns, `in_line`."""
    numbers: frozenset[str]
    names: frozenset[str]

    def near(self, cited: Iterable[int]) -> list[Turn]:
        """The cited turns and the ones right beside them."""
        wanted = {n + d for n in cited for d in (-1, 0, 1)}
        return [self.turns[n] for n in sorted(wanted) if n in self.turns]

    def weight(self, claim: str) -> float:
        """What a word of an item tells: most when it was never said in the session."""
        return 1.0 / (1.0 + math.log1p(self.spread.get(claim, 0) * 0.8))


async def ground(
    draft: Draft,
    turns: Sequence[Turn],
    session: int,
    *,
    names: Iterable[str] = (),
    judge: Judge | None = None,
    risk: RiskSeen | None = None,
) -> Note:
    """Keep of a draft what the session's turns support.

    Args:
        draft: as the model offered it.
        turns: of the session.
        session: its number; code's fact, not the model's.
        names: patient and therapist, who may be named without having been.
        judge: asked about doubtful items; without it they are dropped.
        risk: what the turns show about risk; read off their words when left out.

    Returns:
        The note. Homework has ids `sNN-K`; what did not hold is in `dropped`.
    """
    said = _look_up(turns, names)
    sieve = _Sieve(said, judge)
    techniques = await sieve.kept("techniques", draft.techniques, "therapist", shown=shows_technique)
    homework = await sieve.kept("homework", draft.homework, "therapist")
    insights = await sieve.kept("insights", draft.insights, None)
    drafted = {id(d): d for d in (*draft.techniques, *draft.insights)}
    note = Note(
        session=session,
        main_topics=tuple(n for _, n in await sieve.kept("main_topics", draft.main_topics, None)),
        techniques=tuple(
            Technique(text=n.text, turns=n.turns, practised=getattr(drafted[id(d)], "practised", False))
            for d, n in techniques
        ),
        helpful=tuple(n for _, n in await sieve.kept("helpful", draft.helpful, "patient")),
        homework=tuple(
            HomeworkItem(text=n.text, turns=n.turns, id=f"s{session:02d}-{i}")
            for i, (_, n) in enumerate(homework, 1)
        ),
        insights=tuple(Insight(text=n.text, turns=n.turns, owner=_owner(n, said)) for _, n in insights),
        risk=_risk(draft.risk, said, risk or _risk_in(turns)),
        open_threads=tuple(n for _, n in await sieve.kept("open_threads", draft.open_threads, None)),
        new_facts=tuple(n for _, n in await sieve.kept("new_facts", draft.new_facts, "patient")),
    )
    return note.model_copy(update={"dropped": tuple(sieve.dropped)})


@dataclass
class _Sieve:
    """Sorts the items of a draft into those that the turns support and those that are dropped."""

    said: _Said
    judge: Judge | None
    dropped: list[NoteItem] = field(default_factory=list)

    async def kept(
        self,
        section: str,
        items: Sequence[DraftItem],
        by: Speaker | None,
        shown: Callable[[str, str], bool] | None = None,
    ) -> list[tuple[DraftItem, NoteItem]]:
        """The supported items of a section, as drafted and as noted; at most as many as the section may have."""
        found: list[tuple[DraftItem, NoteItem]] = []
        for item in items:
            cited = tuple(sorted({n for n in item.turns if n in self.said.turns}))
            note_item = NoteItem(text=one_line(item.text), turns=cited)
            if note_item.text and await _supported(note_item, self.said, by, self.judge, shown):
                _merge(found, item, note_item)
            else:
                self.dropped.append(NoteItem(text=note_item.text, turns=tuple(item.turns[:20])))
        self.dropped.extend(n for _, n in found[ITEMS[section] :])
        return found[: ITEMS[section]]


def support(item: NoteItem, said_turns: Sequence[Turn], session: Sequence[Turn]) -> float:
    """Share of an item's weight that some turns hold, 0-1; of its three-word runs when it has no words of weight."""
    return _support(item, said_turns, _look_up(session, ()))


def _look_up(turns: Sequence[Turn], names: Iterable[str]) -> _Said:
    spread: dict[str, int] = {}
    for turn in turns:
        for found in stems(turn.text):
            spread[found] = spread.get(found, 0) + 1
    everything = " ".join(in_line(t.text) for t in turns)
    known = frozenset(part for name in names for part in stems(name))
    given = frozenset[str]().union(*(numbers(t.text) for t in turns))
    return _Said({t.number: t for t in turns}, spread, everything, given, known)


async def _supported(
    item: NoteItem,
    said: _Said,
    by: Speaker | None,
    judge: Judge | None,
    shown: Callable[[str, str], bool] | None = None,
) -> bool:
    """Whether the cited turns, and where it matters the right speaker, show the item."""
    if not item.turns or _contradicted(item, said):
        return False
    cited = [said.turns[n] for n in item.turns]
    near = said.near(item.turns)
    if by == "therapist":
        near = [t for t in near if t.speaker == "therapist" or _UPTAKE.search(t.text)]
    elif by == "patient":
        near = [t for t in near if t.speaker == "patient"]
    if not near:
        return False
    if shown and shown(item.text, " ".join(t.text for t in near)):
        return True
    claim = claims(item.text) - said.names
    touches = not claim or any(claim & stems(t.text) for t in cited)
    share = _support(item, near, said)
    if touches and share >= SUPPORT:
        return True
    return judge is not None and share >= DOUBT and await judge(item, cited)


def _support(item: NoteItem, turns: Sequence[Turn], said: _Said) -> float:
    claim = (claims(item.text) or stems(item.text)) - said.names
    if not claim:
        return max((covered(item.text, t.text) for t in turns), default=0.0)
    total = sum(said.weight(c) for c in claim)
    held = frozenset().union(*(stems(t.text) for t in turns))
    return sum(said.weight(c) for c in claim & held) / total


def _contradicted(item: NoteItem, said: _Said) -> bool:
    """A number, a name or a quotation that was never said."""
    if any(n not in said.numbers for n in numbers(item.text) if n not in ("1", "0", "2")):
        return True
    if any(
        not (stems(name) & (said.names | said.spread.keys()))
        for name in _NAME.findall(item.text)
        if stems(name)
    ):
        return True
    return any(not _was_said(quote, said) for quote in _QUOTE.findall(item.text))


def _was_said(quote: str, said: _Said) -> bool:
    return covered_by(quote, said.everything) >= 0.6


def _merge(found: list[tuple[DraftItem, NoteItem]], item: DraftItem, note_item: NoteItem) -> None:
    """Add an item, or its turns to the item that says the same."""
    for i, (draft, earlier) in enumerate(found):
        if likeness(earlier.text, note_item.text) >= 0.8:
            turns = tuple(sorted({*earlier.turns, *note_item.turns}))
            found[i] = (draft, earlier.model_copy(update={"turns": turns}))
            return
    found.append((item, note_item))


def _owner(item: NoteItem, said: _Said) -> Speaker:
    """Whose words an insight is in: the patient's when they hold at least as much of it as the therapist's."""
    near = said.near(item.turns)
    patient = _support(item, [t for t in near if t.speaker == "patient"], said)
    therapist = _support(item, [t for t in near if t.speaker == "therapist"], said)
    return "patient" if patient >= therapist else "therapist"


def _risk_in(turns: Sequence[Turn]) -> RiskSeen:
    from simulator.endings.risk import risk_seen  # here: who only reads notes does without ending rules

    return risk_seen(turns)


def _risk(draft: DraftRisk, said: _Said, seen: RiskSeen) -> RiskNote:
    """What code saw stands; the model may add words to it, never take a disclosure away or answer what was not asked."""
    asked, disclosed = bool(seen.asked), bool(seen.disclosed)
    level = draft.level if asked else "not assessed"
    if asked and disclosed and level in ("none", "not assessed"):
        level = "low"
    elif asked and level == "not assessed":
        level = "none" if not disclosed else "low"
    cited = tuple(sorted({*(n for n in draft.turns if n in said.turns), *seen.disclosed, *seen.asked}))
    basis = one_line(draft.basis)
    item = NoteItem(text=basis, turns=cited)
    holds = (
        bool(cited) and not _contradicted(item, said) and _support(item, said.near(cited), said) >= SUPPORT
    )
    if not (asked or disclosed) or not holds or (not asked and _DENIES.search(basis)):
        basis = ""
    return RiskNote(
        assessed=asked,
        disclosed=disclosed,
        level=level,
        basis=basis,
        turns=cited if asked or disclosed else (),
    )
