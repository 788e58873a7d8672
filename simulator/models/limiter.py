"""How many calls may be in flight to one provider and model: up while it goes well, down when the provider says so."""

from __future__ import annotations

import asyncio
import heapq
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import TracebackType

from simulator.models import FailureKind, ModelFailure, Reply, Request
from simulator.models.limits import AdaptiveLimit, LimitChange, TokenBucket, estimate_tokens
from simulator.models.network import NetworkConfig

FIRST_HOSTED = 8
"""Calls in flight to a hosted provider at the start."""


@dataclass(order=True, slots=True)
class _Waiting:
    order: tuple[int, int, int]
    """Session, turn, order of arrival: who is furthest behind goes first."""
    tokens: int = field(compare=False)
    turn: asyncio.Future[None] = field(compare=False)


class Limiter:
    """Slots for the calls to one provider and model, given to the courses that are furthest behind. For one event loop."""

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
