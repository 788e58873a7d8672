"""The one place where a call is tried again. litellm's and the SDKs' own retries are switched off."""

from __future__ import annotations

import asyncio
import dataclasses
import random
from collections.abc import Awaitable, Callable

from tenacity import AsyncRetrying, RetryCallState, retry_if_exception

from simulator.models import FailureKind, ModelFailure, Reply, Try
from simulator.models.network import NetworkConfig
from simulator.models.waits import WAITS

Sleep = Callable[[float], Awaitable[None]]


class Retry:
    """Tries a call again while its failure is transient (`ModelFailure.transient`, the table in docs/models.md).

    Args:
        settings: attempts, waits and the time limit.
        rng: draws the jitter.
        sleep: waits; tests pass their own.
    """

    def __init__(
        self, settings: NetworkConfig, *, rng: random.Random | None = None, sleep: Sleep = asyncio.sleep
    ) -> None:
        self._settings, self._sleep = settings, sleep
        self._rng = rng or random.Random()
        self._reached = False

    async def run(self, once: Callable[[], Awaitable[Reply]]) -> Reply:
        """The first reply that `once` gives, with the tries that failed before it.

        `once` holds its concurrency slot only while it runs, so none is held during a wait.

        Raises:
            ModelFailure: the last failure, with every failed try.
        """
        try:
            reply = await once()
        except ModelFailure as failure:
            first = failure
        else:
            self._reached = True
            return reply
        return await self._again(first, once)

    async def _again(self, first: ModelFailure, once: Callable[[], Awaitable[Reply]]) -> Reply:
        """What follows a first failure. Most calls need none of it, and it costs as much as the HTTP client."""
        tries: list[Try] = []
        failed = [first]

        async def next_try() -> Reply:
            if failed:
                raise failed.pop()
            return await once()

        def record(state: RetryCallState) -> None:
            tries.append(_as_try(_failure(state), state.upcoming_sleep))

        async def wait(seconds: float) -> None:
            with WAITS.noted(tries[-1].kind, seconds):
                await self._sleep(seconds)

        def stop(state: RetryCallState) -> bool:
            failure, settings = _failure(state), self._settings
            self._reached = self._reached or failure.kind is not FailureKind.CONNECTION
            most = settings.attempts if self._reached else min(settings.attempts, settings.attempts_unreached)
            spent = sum(t.seconds + t.waited for t in tries) + failure.seconds
            return state.attempt_number >= most or spent + state.upcoming_sleep > settings.total_seconds

        retrying = AsyncRetrying(
            retry=retry_if_exception(_passes),
            wait=self._wait,
            stop=stop,
            before_sleep=record,
            sleep=wait,
            reraise=True,
        )
        try:
            reply: Reply = await retrying(next_try)
        except ModelFailure as failure:
            failure.tries = (*tries, _as_try(failure, 0.0))
            raise
        return dataclasses.replace(reply, tries=tuple(tries))

    def _wait(self, state: RetryCallState) -> float:
        """Retry-After when the provider names one, a doubling wait otherwise; never the same for two callers."""
        failure, settings = _failure(state), self._settings
        if failure.retry_after is not None:
            asked = min(failure.retry_after, settings.retry_after_longest)
            return asked + self._rng.uniform(0.0, 0.1 * asked)
        doubled = settings.backoff_first * 2.0 ** min(state.attempt_number - 1, 30)
        return min(doubled, settings.backoff_longest) * self._rng.uniform(0.5, 1.0)


def _passes(error: BaseException) -> bool:
    return isinstance(error, ModelFailure) and error.transient


def _failure(state: RetryCallState) -> ModelFailure:
    error = state.outcome.exception() if state.outcome else None
    assert isinstance(error, ModelFailure)
    return error


def _as_try(failure: ModelFailure, waited: float) -> Try:
    return Try(failure.kind.value, failure.status, failure.seconds, waited, failure.message)
