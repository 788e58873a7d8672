"""Whether a disclosure of risk is still open: stated, and not yet answered by asking and by a next step."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache

from simulator.integrity import risk
from simulator.integrity.risk import RiskReading
from simulator.transcript import RiskSeen, Turn

TellsRisk = Callable[[str], bool]
"""Whether a patient's turn tells something that the persona marks as a disclosure of risk, whatever its words."""

# A session that is tried again one turn earlier, and a record that is looked at, read the same turns again.
read_risk = lru_cache(maxsize=8192)(risk.read_risk)
asks_about_risk = lru_cache(maxsize=8192)(risk.asks_about_risk)
offers_next_step = lru_cache(maxsize=8192)(risk.offers_next_step)


class RiskWatch:
    """Follows disclosures of risk through one session.

    Args:
        tells: what counts as a disclosure beside the words; see `simulator.ledger_rules.tells_risk`.
    """

    def __init__(self, tells: TellsRisk | None = None) -> None:
        self.open = False
        """A disclosure waits for its answer."""
        self.disclosed: tuple[int, ...] = ()
        """Turns in which the patient disclosed."""
        self.asked: tuple[int, ...] = ()
        """Turns in which the therapist asked about it."""
        self.next_steps: tuple[int, ...] = ()
        """Turns in which the therapist offered a next step."""
        self._tells = tells
        self._answered_by_asking = False
        self._previous: Turn | None = None
        self._said: set[str] = set()

    @property
    def seen(self) -> RiskSeen:
        """What the turns so far show."""
        return RiskSeen(
            disclosed=self.disclosed, asked=self.asked, next_steps=self.next_steps, open=self.open
        )

    def observe(self, turn: Turn) -> None:
        """Take in a turn."""
        if turn.speaker == "patient":
            self._hear(turn)
        else:
            self._answer(turn)
        self._previous = turn

    def _hear(self, turn: Turn) -> None:
        before = self._previous
        answers = before is not None and before.speaker == "therapist"
        reading = read_risk(turn.text, before.text if before is not None and answers else None)
        if not (reading.disclosed or (self._tells is not None and self._tells(turn.text))):
            return
        self.disclosed += (turn.number,)
        if self._repeats(turn, reading):
            return
        self._answered_by_asking = self._answered_by_asking if self.open else self._just_asked(turn)
        self.open = True

    def _repeats(self, turn: Turn, reading: RiskReading) -> bool:
        """Whether it only takes up again, in reply to a next step, what has been answered already."""
        said = {f"{e.level} {e.kind}" for e in reading.evidence} or {"told"}
        known, self._said = said <= self._said, self._said | said
        stepped = bool(self.next_steps) and self.next_steps[-1] == turn.number - 1
        return known and stepped and not self.open

    def _answer(self, turn: Turn) -> None:
        if asks_about_risk(turn.text):
            self.asked += (turn.number,)
            self._answered_by_asking = True
        if self.disclosed and offers_next_step(turn.text):
            self.next_steps += (turn.number,)
        stepped = bool(self.next_steps) and self.next_steps[-1] > self.disclosed[-1]
        if self.open and self._answered_by_asking and stepped:
            self.open = False

    def _just_asked(self, turn: Turn) -> bool:
        """What is disclosed in answer to the question has been asked about."""
        return bool(self.asked) and self.asked[-1] == turn.number - 1


def risk_seen(turns: Iterable[Turn], tells: TellsRisk | None = None) -> RiskSeen:
    """Disclosures of a session and how the therapist met them, by turn.

    Args:
        turns: of the session.
        tells: what counts as a disclosure beside the words.
    """
    watch = RiskWatch(tells)
    for turn in turns:
        watch.observe(turn)
    return watch.seen
