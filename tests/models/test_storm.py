"""Ten minutes of bad weather, in virtual time: everything between the session loop and the wire at once."""

from __future__ import annotations

import asyncio
import random
from collections import Counter

import pytest

from simulator.models import FailureKind, ModelFailure, Outcome, Reply, Request
from simulator.models.budget import Budget, BudgetConfig, Budgeted
from simulator.models.limiter import Limiter
from simulator.models.limits import AdaptiveLimit
from simulator.models.network import NetworkConfig
from simulator.models.retry import Retry
from simulator.models.transport import NetworkModel
from simulator.transcript import Usage
from tests.models.calls import request
from tests.models.virtual_time import now, run

WEATHER = {
    FailureKind.RATE_LIMIT: 0.08,
    FailureKind.SERVER: 0.08,
    FailureKind.CONNECTION: 0.06,
    FailureKind.MALFORMED: 0.04,
    FailureKind.TIMEOUT: 0.04,
}
GONE = ((120.0, 180.0), (360.0, 420.0))
"""Twice the server is away for a minute."""


class Stormy:
    """Three in ten requests fail, some after a stall; while it is away, all do at once."""

    def __init__(self, rng: random.Random) -> None:
        self._rng, self.sent = rng, 0

    async def prepare(self, request: Request) -> Request:
        return request

    async def send(self, prepared: Request) -> Reply:
        self.sent += 1
        if any(begin <= now() < end for begin, end in GONE):
            raise ModelFailure(FailureKind.CONNECTION, "refused")
        point = self._rng.random()
        for kind, share in WEATHER.items():
            point -= share
            if point < 0:
                await asyncio.sleep(60 if kind is FailureKind.TIMEOUT else 0.2)
                raise ModelFailure(kind, "storm", retry_after=2.0 if kind is FailureKind.RATE_LIMIT else None)
        await asyncio.sleep(self._rng.uniform(0.5, 2.0))
        return Reply(Outcome.OK, prepared.key.course, usage=Usage(input_tokens=100, output_tokens=10))

    async def close(self) -> None: ...


@pytest.mark.parametrize("seed", [1, 2])
def test_every_call_of_a_storm_is_answered_and_the_total_stays_small(seed: int) -> None:
    async def work() -> tuple[int, int, Counter[str], float, int]:
        rng = random.Random(seed)
        server, limiter = Stormy(rng), Limiter(AdaptiveLimit(8, 64))
        settings = NetworkConfig(try_seconds=60)
        inner = NetworkModel(server, settings, limiter=limiter, retry=Retry(settings, rng=rng))
        budget = Budget(BudgetConfig())
        model, tries = Budgeted(inner, budget), Counter[str]()

        async def course(number: int) -> int:
            answered = 0
            for turn in range(120):
                reply = await model.generate(request(course=f"c{number}", turn=turn))
                assert reply.text == f"c{number}"
                tries.update(t.kind for t in reply.tries)
                answered += 1
            return answered

        answered = sum(await asyncio.gather(*(course(n) for n in range(40))))
        assert (limiter.in_flight, limiter.waiting) == (0, 0)
        assert budget.spent.requests == server.sent == answered + tries.total()
        return answered, server.sent, tries, now(), limiter.limit.value

    answered, sent, tries, took, limit = run(work())
    assert answered == 40 * 120
    assert set(tries) == {kind.value for kind in WEATHER}
    assert sent <= 1.6 * answered
    assert took > 420
    assert limit > 2
