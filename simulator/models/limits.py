"""The arithmetic of limits, without waiting: how many calls in flight, how many tokens a minute. Times are passed in."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from simulator.models import Request

_COOL_DOWN = 15.0
"""Seconds after a cut in which further rate limits belong to the same episode."""
_CUT = 0.8
_GROWTH = 1.05
_HISTORY = 10_000
_MANY = 0.25
"""Share of rate limits that always cuts."""
_SAMPLE = 20
"""Answers and rate limits after a cut, from which their share can be told."""
_FEW = 0.1
"""Share of other faults that does not stop growth."""
_RISE = 0.5
"""Seconds: a slower round than this above the usual is not noise."""


@dataclass(frozen=True, slots=True)
class LimitChange:
    """One step of a limit's history."""

    at: float
    """Seconds, by the event loop's clock."""
    limit: int
    why: str


def estimate_prompt_tokens(request: Request) -> int:
    """Tokens of the messages, roughly: one per four characters, and four per message."""
    return sum(len(m["content"]) for m in request.messages) // 4 + 4 * len(request.messages)


def estimate_tokens(request: Request) -> int:
    """Tokens that a call will use, roughly: the prompt, and half of what may be answered."""
    return estimate_prompt_tokens(request) + (request.max_tokens or 800) // 2


class AdaptiveLimit:
    """The number itself, without waiting or queues. Times are passed in.

    It starts low and doubles with each clean round until the first cut; then it grows by a twentieth a round. A round
    is as many answers as the limit is. A rate limit cuts it to 0.8, once per episode, as long as cutting helps: when
    the share of rate limits stays small and does not fall, they do not come from calls in flight, and waiting as told
    is enough. Server errors and timeouts above a tenth stop its growth for a round; so does a round that is much slower
    than usual, and one that is slower by far cuts it.
    """

    def __init__(self, first: int, most: int) -> None:
        self.most = most
        self.value = min(first, most)
        self.history: deque[LimitChange] = deque([LimitChange(0.0, self.value, "start")], maxlen=_HISTORY)
        self._doubling = True
        self._cut_at = float("-inf")
        self._usual: float | None = None
        self._answers, self._faults, self._limited, self._busy = 0, 0, False, False
        self._seconds: list[float] = []
        self._since_cut = [0, 0]
        """Answers and rate limits since the last cut."""
        self._share_before = 1.0
        """Share of rate limits that led to the last cut."""

    def answered(self, now: float, started: float, seconds: float, *, busy: bool) -> None:
        """A call came back well. `busy`: the limit was what kept others waiting."""
        self._seconds.append(seconds)
        self._busy = self._busy or busy
        if started > self._cut_at:
            self._answers += 1
            self._since_cut[0] += 1
        if self._answers >= self.value:
            self._end_round(now)

    def rate_limited(self, now: float, started: float, wait: float | None) -> None:
        """The provider said "too many": one cut per episode."""
        self._limited = True
        if started <= self._cut_at:
            return
        self._since_cut[1] += 1
        if now < self._cut_at + min(wait or _COOL_DOWN, _COOL_DOWN):
            return
        seen = sum(self._since_cut)
        if not self._doubling and seen < min(_SAMPLE, 2 * self.value):
            return
        share = self._since_cut[1] / seen
        if share > _MANY or share < _CUT * self._share_before:
            self._share_before = share
            self._cut(now, "rate limit")

    def faltered(self) -> None:
        """A server error, a timeout, a dropped connection: too many of them, and there is no growth in this round."""
        self._faults += 1

    def _end_round(self, now: float) -> None:
        typical = sorted(self._seconds)[len(self._seconds) // 2]
        usual = typical if self._usual is None else self._usual
        slower = typical - usual > _RISE
        self._usual = usual + 0.2 * (typical - usual)
        clean, busy = not self._limited and self._faults <= _FEW * len(self._seconds), self._busy
        self._new_round()
        if slower and typical > 3.0 * usual and now >= self._cut_at + _COOL_DOWN:
            self._cut(now, "latency")
        elif clean and busy and not (slower and typical > 1.5 * usual):
            grown = 2 * self.value if self._doubling else max(self.value + 1, int(self.value * _GROWTH))
            self._set(now, grown, "clean round")

    def _cut(self, now: float, why: str) -> None:
        self._doubling, self._cut_at, self._since_cut = False, now, [0, 0]
        self._set(now, int(self.value * _CUT), why)
        self._new_round()

    def _set(self, now: float, value: int, why: str) -> None:
        value = max(1, min(self.most, value))
        if value != self.value:
            self.value = value
            self.history.append(LimitChange(now, value, why))

    def _new_round(self) -> None:
        self._answers, self._faults, self._limited, self._busy = 0, 0, False, False
        self._seconds = []


class TokenBucket:
    """Tokens per minute: a minute's worth at most is saved up. Times are passed in."""

    def __init__(self, per_minute: int) -> None:
        self._rate, self._most = per_minute / 60.0, float(per_minute)
        self._level, self._at = float(per_minute), 0.0

    def wait_for(self, tokens: int, now: float) -> float:
        """Seconds until this many can be taken; 0 when they can be now. A call above a whole minute's worth waits for that."""
        self._fill(now)
        return max(0.0, (min(tokens, self._most) - self._level) / self._rate)

    def take(self, tokens: float, now: float) -> None:
        """Take them; what was estimated too low is owed. Negative gives back."""
        self._fill(now)
        self._level = min(self._most, self._level - tokens)

    def _fill(self, now: float) -> None:
        self._level = min(self._most, self._level + max(0.0, now - self._at) * self._rate)
        self._at = now
