"""For a replay by the code that made the record: as long as the talk is the recorded one, its ending is the recorded one.

Where a session ends, and what the therapist is told before, follows from the turns, the settings and the code. Where all
of them are the same, the rules need not be asked again. From the first turn that is another one they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from simulator.endings.tracker import EndingTracker, Spent
from simulator.endings.watch import Phase
from simulator.transcript import Ending, RiskSeen, Turn


class RecalledEndings(EndingTracker):
    """A tracker that knows how one recorded session ended.

    Args:
        turns: the session's accepted turns.
        ending: how it ended, by the rules; the caller knows that they are today's.
        risk: what its turns show about risk.
        names: as for `EndingTracker`, and
        more: likewise.
    """

    def __init__(
        self, turns: Sequence[Turn], ending: Ending, risk: RiskSeen, *names: Any, **more: Any
    ) -> None:
        super().__init__(*names, **more)
        self._record, self._recorded, self._risk = turns, ending, risk
        self._waiting: list[tuple[Turn, bool | None, Spent | None]] = []
        """Turns that are those of the record, and that the rules have not seen."""
        self._sent: set[int] = set()
        """Before which of them it was asked for an aside."""
        self._asked = False
        """Whether the rules have been asked, and must be from now on."""

    @property
    def phase(self) -> Phase:
        self._ask()
        return super().phase

    @property
    def risk_open(self) -> bool:
        self._ask()
        return super().risk_open

    @property
    def risk(self) -> RiskSeen:
        if not self._asked and len(self._waiting) == len(self._record):
            return self._risk
        self._ask()
        return super().risk

    @property
    def turns_left(self) -> int | None:
        self._ask()
        return super().turns_left

    def fork(self) -> EndingTracker:
        self._ask()
        return super().fork()

    def observe(
        self, turn: Turn, closing_signal: bool | None = None, spent: Spent | None = None
    ) -> Ending | None:
        at = len(self._waiting)
        if self._asked or at >= len(self._record) or not _alike(turn, self._record[at]):
            self._ask()
            return super().observe(turn, closing_signal, spent)
        self._waiting.append((turn, closing_signal, spent))
        if at + 1 == len(self._record):
            self.ending = self._recorded
        return self.ending

    def aside_due(self) -> str | None:
        at = len(self._waiting)
        if self._asked or at >= len(self._record):
            self._ask()
            return super().aside_due()
        self._sent.add(at)
        return next(iter(self._record[at].asides), None)

    def _ask(self) -> None:
        """Let the rules see what they have not seen."""
        if self._asked:
            return
        self._asked, self.ending = True, None
        for at, (turn, signal, spent) in enumerate(self._waiting):
            if at in self._sent:
                super().aside_due()  # each aside is due once; these have been sent
            super().observe(turn, signal, spent)
        if len(self._waiting) in self._sent:
            super().aside_due()


def _alike(turn: Turn, recorded: Turn) -> bool:
    return (turn.number, turn.speaker, turn.text, turn.closing) == (
        recorded.number,
        recorded.speaker,
        recorded.text,
        recorded.closing,
    )
