"""How many calls may be in flight to one provider and model: up while it goes well, down when the provider says so."""

from __future__ import annotations

import asyncio
import heapq
import itertools
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import TracebackType

from simulator.models import FailureKind, ModelFailure, Reply, Request
from simulator.models.network import NetworkConfig

FIRST_HOSTED = 8
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


@dataclass(order=True, slots=True)
class _Waiting:
    order: tuple[int, int, int]
    """Session, turn, order of arrival: who is furthest behind goes first."""
    tokens: int = field(compare=False)
    turn: asyncio.Future[None] = field(compare=False)


class Limiter:
    """Slots for the calls to one provider and model, given to the courses that are furthest behind. One event loop's."""

    def __init__(self, limit: AdaptiveLimit, bucket: TokenBucket | None = None) -> None:
        self.limit, self.bucket = limit, bucket
        self.in_flight = 0
        self._queue: list[_Waiting] = []
        self._arrival: Iterator[int] = itertools.count()
        self._timer: asyncio.TimerHandle | None = None

    @property
    def history(self) -> tuple[LimitChange, ...]:
        """How the limit went, oldest first."""
        return tuple(self.limit.history)

    @property
    def waiting(self) -> int:
        """Calls that have no slot yet."""
        return sum(1 for w in self._queue if not w.turn.done())

    def slot(self, request: Request) -> Slot:
        """`async with limiter.slot(request) as slot: slot.done(await send())`."""
        return Slot(self, request)

    async def enter(self, request: Request, tokens: int) -> None:
        """Wait for a slot."""
        now = asyncio.get_running_loop().time()
        if not self._queue and self._free(tokens, now):
            self._take(tokens, now)
            return
        order = (request.key.session, request.key.turn, next(self._arrival))
        waiting = _Waiting(order, tokens, asyncio.get_running_loop().create_future())
        heapq.heappush(self._queue, waiting)
        self._give()
        try:
            await waiting.turn
        except asyncio.CancelledError:
            if waiting.turn.done() and not waiting.turn.cancelled():
                self.leave(-tokens)
            raise

    def leave(self, tokens: float = 0.0) -> None:
        """Give a slot back; `tokens` corrects what was estimated."""
        self.in_flight -= 1
        if self.bucket is not None and tokens:
            self.bucket.take(tokens, asyncio.get_running_loop().time())
        self._give()

    def _free(self, tokens: int, now: float) -> bool:
        return self.in_flight < self.limit.value and not (self.bucket and self.bucket.wait_for(tokens, now))

    def _take(self, tokens: int, now: float) -> None:
        self.in_flight += 1
        if self.bucket is not None:
            self.bucket.take(tokens, now)

    def _give(self) -> None:
        """Give slots to those that wait, as far as there are any."""
        loop = asyncio.get_running_loop()
        now = loop.time()
        while self._queue:
            head = self._queue[0]
            if not head.turn.done():
                if not self._free(head.tokens, now):
                    break
                self._take(head.tokens, now)
                head.turn.set_result(None)
            heapq.heappop(self._queue)
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._queue and self.bucket and self.in_flight < self.limit.value:
            self._timer = loop.call_later(
                self.bucket.wait_for(self._queue[0].tokens, now) + 0.001, self._give
            )


class Slot:
    """One call's place. Leaving it tells the limit how the call went."""

    def __init__(self, limiter: Limiter, request: Request) -> None:
        self._limiter, self._request = limiter, request
        self._tokens = estimate_tokens(request) if limiter.bucket else 0
        self._reply: Reply | None = None
        self._started = 0.0

    def done(self, reply: Reply) -> Reply:
        """Keep the reply, for its tokens."""
        self._reply = reply
        return reply

    async def __aenter__(self) -> Slot:
        await self._limiter.enter(self._request, self._tokens)
        self._started = asyncio.get_running_loop().time()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        limiter, limit, now = self._limiter, self._limiter.limit, asyncio.get_running_loop().time()
        if error is None:
            busy = limiter.in_flight >= limit.value
            limit.answered(now, self._started, now - self._started, busy=busy)
        elif isinstance(error, ModelFailure):
            if error.kind is FailureKind.RATE_LIMIT:
                limit.rate_limited(now, self._started, error.retry_after)
            elif error.transient:
                limit.faltered()
        limiter.leave(self._correction(error))

    def _correction(self, error: BaseException | None) -> float:
        if self._limiter.bucket is None:
            return 0.0
        if error is not None:
            return -float(self._tokens) if isinstance(error, ModelFailure) else 0.0
        usage = self._reply.usage if self._reply else None
        if usage is None or usage.input_tokens is None:
            return 0.0
        return usage.input_tokens + (usage.output_tokens or 0) - self._tokens


class Limiters:
    """The limiters of a run: one per provider, model and address, shared by everything that calls it.

    Args:
        settings: first and highest limits, tokens per minute.
        share: this process's part of the limits, when several workers share an account.
    """

    def __init__(self, settings: NetworkConfig, *, share: float = 1.0) -> None:
        self._settings, self._share = settings, share
        self._limiters: dict[tuple[str, str, str], Limiter] = {}

    def limiter(self, provider: str, model: str, address: str = "", *, own_server: bool = False) -> Limiter:
        """The limiter for one model, made when first asked for.

        Args:
            provider: as the user names it.
            model: the model's name there.
            address: base URL, when one is set.
            own_server: the endpoint queues by itself and charges nothing: begin with the highest limit.
        """
        key = (provider, model, address)
        if key not in self._limiters:
            settings = self._settings
            default = settings.concurrency_most if own_server else FIRST_HOSTED
            limit = AdaptiveLimit(
                self._part(settings.concurrency_first or default), self._part(settings.concurrency_most)
            )
            per_minute = settings.tokens_per_minute
            self._limiters[key] = Limiter(limit, TokenBucket(self._part(per_minute)) if per_minute else None)
        return self._limiters[key]

    def _part(self, whole: int) -> int:
        return max(1, int(whole * self._share))

    def history(self) -> dict[str, tuple[LimitChange, ...]]:
        """How each limit went, by `provider/model`."""
        return {
            f"{provider}/{model}": found.history for (provider, model, _), found in self._limiters.items()
        }
