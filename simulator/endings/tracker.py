"""When a session ends: rules on its words, limits, circles."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from dataclasses import dataclass

from simulator.endings.asides import closing_aside, wrap_up_aside
from simulator.endings.config import EndingsConfig
from simulator.endings.loops import find_loop
from simulator.endings.risk import TellsRisk
from simulator.endings.rules import EndingRules
from simulator.endings.speech import sentences
from simulator.endings.watch import Leave, Phase, Watch
from simulator.plural import many
from simulator.transcript import Ending, EndingReason, RiskSeen, Turn, words

DETAILS = 160
"""Characters of a phrase that an ending's details show."""


@dataclass(frozen=True, slots=True)
class Spent:
    """What a session has used so far, discarded attempts included. None: not reported."""

    tokens: int | None = None
    seconds: float | None = None
    cost: float | None = None
    """US dollars."""
    discards: int = 0


class EndingTracker:
    """Follows one session and says when it is over. After it has said so, no call is to be made.

    Args:
        rules: the ending rules.
        config: limits, phases, loops.
        patient: the patient's name, as the therapist may say it in a farewell.
        therapist: the therapist's name.
        tells_risk: what counts as a disclosure of risk beside the words.
    """

    def __init__(
        self,
        rules: EndingRules,
        config: EndingsConfig | None = None,
        *,
        patient: str = "",
        therapist: str = "",
        tells_risk: TellsRisk | None = None,
    ) -> None:
        self._config = config or EndingsConfig()
        self._watch = Watch(rules, (patient, therapist), tells_risk)
        self._turns: list[Turn] = []
        self._words = 0
        self._leave: Leave | None = None
        self._farewell = False
        self._told: set[str] = set()
        self.ending: Ending | None = None
        """Set when the session is over."""

    @property
    def phase(self) -> Phase:
        """Working, closing, or farewell."""
        return self._watch.phase

    @property
    def risk_open(self) -> bool:
        """A disclosure of risk waits to be answered by asking and a next step."""
        return self._watch.risk.open

    @property
    def risk(self) -> RiskSeen:
        """What the turns so far show about risk."""
        return self._watch.risk.seen

    @property
    def turns_left(self) -> int | None:
        """Turns until the turn or the word limit, an estimate for the latter; None without such limits."""
        limits, left = self._config.limits, []
        if limits.turns is not None:
            left.append(limits.turns - len(self._turns))
        if limits.words is not None and self._turns:
            left.append(int((limits.words - self._words) * len(self._turns) / max(self._words, 1)))
        return max(0, min(left)) if left else None

    def fork(self) -> EndingTracker:
        """A tracker that stands where this one does and goes its own way: for a turn that is not accepted yet."""
        other = copy.copy(self)
        other._turns, other._told, other._watch = [*self._turns], {*self._told}, self._watch.fork()
        return other

    def observe(
        self, turn: Turn, closing_signal: bool | None = None, spent: Spent | None = None
    ) -> Ending | None:
        """Take in an accepted turn.

        Args:
            turn: the turn.
            closing_signal: what a structured reply said about closing; the turn's own `closing` when left out.
            spent: what the session has used so far.

        Returns:
            The ending, or None while the session goes on.

        Raises:
            ValueError: the session is over already.
        """
        if self.ending is not None:
            raise ValueError(
                f"the session ended at turn {self.ending.turn}; turn {turn.number} comes after it"
            )
        self._turns.append(turn)
        self._words += words(turn.text)
        signal = turn.closing if closing_signal is None else closing_signal
        said = self._watch.observe(turn, signal)
        self.ending = (
            self._by_words(turn, said)
            or self._by_closing(turn)
            or self._by_loop(turn)
            or self._by_limit(turn, spent or Spent())
        )
        return self.ending

    def aside_due(self) -> str | None:
        """The private note that the therapist is to be sent before its next turn, or None. Each is due once."""
        left = self.turns_left
        if self._watch.phase is Phase.FAREWELL and self._leave is not None and self._leave.by_patient:
            return self._once("leave", closing_aside(patient_left=True))
        if left is not None and left <= 2:
            return self._once("last", wrap_up_aside(left))
        if self._closing_exchanges() >= self._config.closing_exchanges - 1 and self._late_enough():
            return self._once("closing", closing_aside(patient_left=False))
        if left is not None and left <= self._config.wrap_up_turns and self.phase is Phase.WORKING:
            return self._once("wrap up", wrap_up_aside(left))
        return None

    def _once(self, key: str, text: str) -> str | None:
        if key in self._told:
            return None
        self._told.add(key)
        return text

    def _by_words(self, turn: Turn, said: Leave | None) -> Ending | None:
        """A farewell ends the session at once, or after the partner's one reply."""
        before, self._leave = self._leave, None
        if turn.speaker == "patient":
            if before is not None and not before.by_patient and not self._watch.risk.open:
                return self._natural(before)
            if before is not None:
                self._farewell = False
                self._watch.reopen()
            self._leave = said
            return None
        if said is not None:
            self._farewell = True
            if before is None and self._config.courtesy_reply and not self._answered():
                self._leave = said
                return None
            return self._natural(said)
        if before is not None and before.by_patient:
            if not self._watch.risk.open and not asks(turn.text):
                return self._natural(before, turn)
            self._watch.reopen()
        return None

    def _answered(self) -> bool:
        """Whether the patient has spoken since closing opened."""
        since = self._watch.closing_since
        return since is not None and any(t.speaker == "patient" for t in self._turns[since:])

    def _closing_exchanges(self) -> int:
        """Turns of the therapist since it said it was closing, that one not counted, nor turns before the minimum."""
        since = self._watch.winding_up
        if since is None:
            return 0
        start = max(since, self._config.minimum_turns - 1)
        return sum(t.speaker == "therapist" for t in self._turns[start:])

    def _late_enough(self) -> bool:
        return self._watch.winding_up is not None and len(self._turns) >= self._config.minimum_turns

    def _by_closing(self, turn: Turn) -> Ending | None:
        if turn.speaker != "therapist" or self._leave is not None or self._watch.risk.open:
            return None
        if self._closing_exchanges() < self._config.closing_exchanges or not self._late_enough():
            return None
        details = f"The closing phase ran on for {many(self._config.closing_exchanges, 'exchange')}"
        return self._ending(EndingReason.NATURAL, details, "closing-limit", turn)

    def _by_loop(self, turn: Turn) -> Ending | None:
        loop = find_loop(self._turns, self._config.loops)
        if loop is None:
            return None
        self._farewell = self._farewell or loop.code == "goodbye_loop"
        return self._ending(EndingReason.LOOP, loop.detail, loop.code, turn)

    def _by_limit(self, turn: Turn, spent: Spent) -> Ending | None:
        limits = self._config.limits
        checks: tuple[tuple[str, float | None, float | None, EndingReason, str], ...] = (
            ("turns", len(self._turns), limits.turns, EndingReason.TURN_LIMIT, "turns"),
            ("words", self._words, limits.words, EndingReason.WORD_LIMIT, "words"),
            ("tokens", spent.tokens, limits.tokens, EndingReason.BUDGET, "tokens"),
            ("seconds", spent.seconds, limits.seconds, EndingReason.BUDGET, "seconds"),
            ("cost", spent.cost, limits.cost, EndingReason.BUDGET, "US dollars"),
            ("discards", spent.discards, limits.discards, EndingReason.ROLE_BREAK, "discarded attempts"),
        )
        for name, used, limit, reason, unit in checks:
            if limit is not None and used is not None and used >= limit:
                details = f"Reached the limit of {limit:,} {unit}"
                return self._ending(reason, details, f"limit-{name}", turn)
        return None

    def _natural(self, leave: Leave, turn: Turn | None = None) -> Ending:
        self._farewell = True
        return self._ending(
            leave.match.rule.reason,
            phrase_details(leave.match.words),
            leave.match.rule.id,
            turn or leave.turn,
        )

    def _ending(self, reason: EndingReason, details: str, rule: str | None, turn: Turn | None) -> Ending:
        flags = []
        if not self._farewell:
            flags.append("no_farewell")
        if self._watch.risk.open:
            flags.append("risk_open")
        number = turn.number if turn is not None else None
        return Ending(reason=reason, details=details, rule=rule, turn=number, flags=tuple(flags))


def find_ending(
    turns: Iterable[Turn], rules: EndingRules, *, patient: str = "", therapist: str = ""
) -> Ending | None:
    """Where the ending rules would end a conversation that somebody recorded.

    Only words count here: a recorded conversation has no limits, and nobody was told in private to close.

    Args:
        turns: the conversation, in order.
        rules: the ending rules.
        patient: the patient's name, when known.
        therapist: the therapist's name, when known.

    Returns:
        The first ending, its `turn` being the farewell's; None when no rule fires.
    """
    watch, leave = Watch(rules, (patient, therapist)), None
    for turn in turns:
        said = watch.observe(turn)
        if turn.speaker == "patient":
            leave = said
            continue
        if said is not None:
            return _recorded(said, turn)
        if leave is not None and not asks(turn.text) and not watch.risk.open:
            return _recorded(leave, turn)
        if leave is not None:
            watch.reopen()
            leave = None
    last = watch.record_ends()
    return _recorded(last, last.turn) if last is not None else None


def _recorded(leave: Leave, turn: Turn) -> Ending:
    rule = leave.match.rule
    return Ending(
        reason=rule.reason, details=phrase_details(leave.match.words), rule=rule.id, turn=turn.number
    )


def phrase_details(phrase: str) -> str:
    """An ending's details in the wording of the old files."""
    shown = phrase if len(phrase) <= DETAILS else phrase[: DETAILS - 1] + "…"
    return f"Detected end phrase: '{shown}'"


def asks(text: str) -> bool:
    """Whether a turn asks something in the speaker's own voice."""
    return any(s.question for s in sentences(text))
