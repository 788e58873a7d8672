"""Ending rules as data: what the file holds, and what of it matches a turn's words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from simulator.endings.clauses import cores
from simulator.endings.literals import Grams, held, needed_grams
from simulator.endings.speech import MAX_SENTENCE, Sentence
from simulator.transcript import OTHER, EndingReason, Speaker

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{0,63}$")]
Phrase = Annotated[str, StringConstraints(min_length=2, max_length=1500)]
Where = Literal["last_sentence", "last_three_sentences", "last_paragraph", "anywhere"]
Need = Literal["closing", "announced", "signed", "acknowledged", "record_end"]
Strength = Literal["strong", "weak", "send_off"]

_MACRO = re.compile(r"<([a-z_]{1,30})>")


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class EndingRule(_Part):
    """One rule: who says what, where and when, and the session is over."""

    id: Id
    """Name of the rule, as it stands in an ending."""
    reason: EndingReason = EndingReason.NATURAL
    """Why the session ends when it fires."""
    speaker: Speaker
    """Whose words are looked at. A patient's words never end a session alone: such a rule needs something."""
    phrases: tuple[Phrase, ...] = Field(min_length=1)
    """Regular expressions, each to match a whole sentence in lower case, less lead-in, name and add-on."""
    where: Where = "last_sentence"
    """Which sentences of the turn are looked at; never one that is quoted, listed, bracketed, played or taught."""
    minimum_turns: int = Field(default=3, ge=0)
    """Not before this many turns of the session, this one included."""
    minimum_words: int = Field(default=0, ge=0)
    """Not before this many words of the session, this turn's included."""
    needs: tuple[Need, ...] = ()
    """All of these must hold. closing: the closing phase is open. announced: it was open before this turn. signed: this turn
    or the speaker's turn before holds a sign of closing, weak or strong. acknowledged: the partner took leave in the turn
    before (for a rule on the patient: the partner sent them off). record_end: a recorded conversation stops with this
    turn; never so in a session that runs."""
    unless: tuple[Phrase, ...] = ()
    """Regular expressions; one that is found in the sentence, or in the last three of the turn, keeps the rule from
    firing."""


class ClosingCue(_Part):
    """Words that show that a session is drawing to its end. They never end it."""

    id: Id
    """Name of the cue."""
    speaker: Speaker = "therapist"
    """Whose words are looked at."""
    strength: Strength
    """strong: opens the closing phase. weak: opens it with a second weak cue or with the structured signal.
    send_off: only counts as an answer to the patient's leave-taking."""
    phrases: tuple[Phrase, ...] = Field(min_length=1)
    """Regular expressions, searched in each sentence of the speaker's own."""
    unless: tuple[Phrase, ...] = ()
    """Regular expressions; one that is found in the sentence takes it out of account."""


class RolePlay(_Part):
    """How a role-play begins and ends. No rule fires inside one."""

    begins: tuple[Phrase, ...] = ()
    """Searched in each sentence of either speaker."""
    ends: tuple[Phrase, ...] = ()
    """Searched in each sentence of either speaker."""
    unless: tuple[Phrase, ...] = ()
    """A sentence with one of these begins none: it speaks of another day."""
    longest: int = Field(default=10, ge=1)
    """Turns after which a role-play counts as over."""


class EndingRules(_Part):
    """A file of ending rules."""

    version: Literal[1] = 1
    """Of the format."""
    define: dict[str, Phrase] = Field(default_factory=dict)
    """Parts that phrases use by name: `see you <when>`."""
    role_play: RolePlay = RolePlay()
    """How a role-play is known."""
    closing: tuple[ClosingCue, ...] = ()
    """What opens the closing phase."""
    endings: tuple[EndingRule, ...] = ()
    """What ends a session, in order: the first that fires is named."""

    @model_validator(mode="after")
    def _ids_are_unique(self) -> Self:
        ids = [*(cue.id for cue in self.closing), *(rule.id for rule in self.endings)]
        if twice := sorted({i for i in ids if ids.count(i) > 1}):
            raise ValueError(f"two rules have the id {twice[0]!r}")
        return self

    def expand(self, phrase: str) -> str:
        """A phrase with its defined parts put in. Raises KeyError for a part that is not defined."""
        for _ in range(4):
            if not _MACRO.search(phrase):
                break
            phrase = _MACRO.sub(lambda m: f"(?:{self.define[m.group(1)]})", phrase)
        return phrase

    @cached_property
    def compiled(self) -> Compiled:
        """The phrases ready to match."""
        return Compiled(self)


@dataclass(frozen=True, slots=True)
class Situation:
    """What else a rule asks about, at one turn."""

    turns: int
    words: int
    closing: bool
    acknowledged: bool
    announced: bool = False
    signed: bool = False
    record_end: bool = False

    def holds(self, rule: EndingRule) -> bool:
        """Whether all of a rule but its words holds."""
        return (
            self.turns >= rule.minimum_turns
            and self.words >= rule.minimum_words
            and (self.closing or "closing" not in rule.needs)
            and (self.announced or "announced" not in rule.needs)
            and (self.signed or "signed" not in rule.needs)
            and (self.acknowledged or "acknowledged" not in rule.needs)
            and (self.record_end or "record_end" not in rule.needs)
        )


@dataclass(frozen=True, slots=True)
class Match:
    """A rule whose words were said."""

    rule: EndingRule
    words: str
    """The words that matched, in lower case."""
    place: int
    """Which sentence of the turn."""


class Compiled:
    """The compiled phrases of a file of rules."""

    def __init__(self, rules: EndingRules) -> None:
        def many(phrases: Sequence[str]) -> Phrases:
            return Phrases([rules.expand(p) for p in phrases])

        self._endings = [(r, many(r.phrases), many(r.unless)) for r in rules.endings]
        self._cues = [(c, many(c.phrases), many(c.unless)) for c in rules.closing]
        play = rules.role_play
        self._begins, self._ends, self._play_unless = many(play.begins), many(play.ends), many(play.unless)
        either = (self._begins, self._ends, self._play_unless)
        self._wanted: dict[Speaker, Grams] = {}
        for speaker in OTHER:
            own = [p for rule, *both in self._endings if rule.speaker == speaker for p in both]
            own += [p for cue, *both in self._cues if cue.speaker == speaker for p in both]
            self._wanted[speaker] = frozenset().union(*(p.wanted for p in (*own, *either)))
        self._last: tuple[str, Speaker | None, Grams] = ("", None, frozenset())

    def said(self, turn: Sequence[Sentence], speaker: Speaker, names: Iterable[str] = ()) -> list[Match]:
        """Every rule whose phrase the turn holds in its place: the latest words first, then in the order of the file."""
        names, found = tuple(names), []
        parts: dict[int, list[str]] = {}
        here: dict[int, Grams] = {}
        last = [s.text[: 2 * MAX_SENTENCE] for s in turn[-3:]]
        letters = self._held(turn, speaker)
        for rule, phrases, unless in self._endings:
            if rule.speaker != speaker or not phrases.possible(letters):
                continue
            for i in _looked_at(turn, rule.where):
                if i not in here:
                    here[i] = held(turn[i].text, letters)
                live = phrases.live(here[i])
                if not live:
                    continue
                if i not in parts:
                    parts[i] = list(cores(turn[i].text, names))
                hit = next((core for core in parts[i] if any(e.fullmatch(core) for e in live)), None)
                if hit is None:
                    continue
                if not any(unless.found(text, letters) for text in (turn[i].text[: 2 * MAX_SENTENCE], *last)):
                    found.append(Match(rule, hit, i))
                    break
        return sorted(found, key=lambda m: -m.place)

    def cues(self, turn: Sequence[Sentence], speaker: Speaker) -> list[ClosingCue]:
        """The closing cues that the turn holds."""
        own, letters = _bounded(turn), self._held(turn, speaker)
        found = []
        for cue, phrases, unless in self._cues:
            if cue.speaker != speaker or not phrases.possible(letters):
                continue
            live = phrases.live(letters)
            if any(_found(live, s) and not unless.found(s, letters) for s in own):
                found.append(cue)
        return found

    def role_play(self, turn: Sequence[Sentence], speaker: Speaker) -> bool | None:
        """True when the turn begins a role-play, False when it ends one, None when it does neither."""
        found: bool | None = None
        letters = self._held(turn, speaker)
        begins, ends = self._begins.live(letters), self._ends.live(letters)
        if not begins and not ends:
            return None
        for s in _bounded(turn):
            if _found(ends, s):
                found = False
            if _found(begins, s) and not self._play_unless.found(s, letters):
                found = True
        return found

    def _held(self, turn: Sequence[Sentence], speaker: Speaker) -> Grams:
        """Which of the letters that the speaker's phrases need a turn holds."""
        text = "\n".join([s.text for s in turn])
        if (text, speaker) != self._last[:2]:
            self._last = (text, speaker, held(text, self._wanted[speaker]))
        return self._last[2]


class Phrases:
    """Expressions of one kind, those tried first that the turn's letters leave possible."""

    def __init__(self, expressions: Sequence[str]) -> None:
        self._each = [(e, needed_grams(e)) for e in expressions]
        sets = [needed for _, needed in self._each]
        self.wanted = frozenset().union(*(s for s in sets if s is not None))
        """Runs of letters that one or the other expression needs."""
        self._always = None in sets

    def possible(self, held: Grams) -> bool:
        """Whether any of them could match a turn that holds these runs of letters."""
        return self._always or not self.wanted.isdisjoint(held)

    def live(self, held: Grams) -> list[re.Pattern[str]]:
        """Those that could match a turn that holds these runs of letters."""
        if not self.possible(held):
            return []
        return [_regex(e) for e, needed in self._each if needed is None or not needed.isdisjoint(held)]

    def found(self, sentence: str, held: Grams) -> bool:
        """Whether one of them is found in the sentence."""
        return _found(self.live(held), sentence)


def _found(live: Iterable[re.Pattern[str]], sentence: str) -> bool:
    return any(expression.search(sentence) for expression in live)


@lru_cache(maxsize=2048)
def _regex(expression: str) -> re.Pattern[str]:
    """Compiled when it is tried for the first time."""
    return re.compile(expression, re.IGNORECASE)


def _bounded(turn: Sequence[Sentence]) -> list[str]:
    return [s.text for s in turn if s.own and len(s.text) <= 2 * MAX_SENTENCE]


def _looked_at(turn: Sequence[Sentence], where: Where) -> list[int]:
    """Places of the sentences a rule may match, last first: the speaker's own, and with no question after them."""
    if not turn:
        return []
    last = turn[-1].paragraph
    first = {
        "last_sentence": len(turn) - 1,
        "last_three_sentences": len(turn) - 3,
        "last_paragraph": next(i for i, s in enumerate(turn) if s.paragraph == last),
        "anywhere": 0,
    }[where]
    places = []
    for i in range(len(turn) - 1, max(first, 0) - 1, -1):
        if turn[i].question:
            break
        if turn[i].own:
            places.append(i)
    return places
