from __future__ import annotations

import asyncio
import random
from collections.abc import Iterable

import pytest

from simulator.models import FailureKind, ModelFailure, Outcome, Reply, Request
from simulator.models.limiter import Limiter
from simulator.models.limits import AdaptiveLimit
from simulator.models.network import NetworkConfig
from simulator.models.retry import Retry
from simulator.models.scripted import ScriptedModel
from simulator.models.transport import NetworkModel, ScriptedTransport
from tests.models.calls import request
from tests.models.virtual_time import now, run

OK = Reply(Outcome.OK, "Hello.")


def failure(
    kind: FailureKind = FailureKind.SERVER, wait: float | None = None, seconds: float = 0.0
) -> ModelFailure:
    return ModelFailure(kind, "down", retry_after=wait, seconds=seconds)


def play(answers: Iterable[Reply | ModelFailure], **settings: float) -> tuple[Reply | ModelFailure, float]:
    """The reply or failure that comes of it, and the virtual seconds it took."""
    left = list(answers)

    async def once() -> Reply:
        answer = left.pop(0)
        if isinstance(answer, ModelFailure):
            raise answer
        return answer

    async def work() -> tuple[Reply | ModelFailure, float]:
        retry = Retry(NetworkConfig(**settings), rng=random.Random(1))
        try:
            return await retry.run(once), now()
        except ModelFailure as raised:
            return raised, now()

    return run(work())


def test_waits_double_with_jitter_and_stay_below_the_longest() -> None:
    reply, _ = play([failure()] * 6 + [OK], backoff_first=2, backoff_longest=10)
    waits = [t.waited for t in reply.tries]
    for waited, full in zip(waits, [2, 4, 8, 10, 10, 10], strict=True):
        assert full / 2 <= waited <= full
    assert len(set(waits)) == 6


def test_retry_after_is_honoured() -> None:
    reply, took = play([failure(FailureKind.RATE_LIMIT, wait=20), OK])
    assert 20 <= took <= 22
    assert reply.tries[0].waited == took


def test_retry_after_is_capped() -> None:
    _, took = play([failure(FailureKind.RATE_LIMIT, wait=86_400), OK], retry_after_longest=60)
    assert 60 <= took <= 66


def test_no_try_is_started_after_the_total_time() -> None:
    raised, took = play([failure(seconds=40.0)] * 9, total_seconds=100, backoff_first=1)
    assert isinstance(raised, ModelFailure)
    assert len(raised.tries) == 3
    assert took < 100


def test_a_wait_that_would_end_too_late_is_not_begun() -> None:
    raised, took = play([failure(FailureKind.RATE_LIMIT, wait=50)] * 3, total_seconds=45)
    assert isinstance(raised, ModelFailure)
    assert (len(raised.tries), took) == (1, 0)


@pytest.mark.parametrize("kind", list(FailureKind))
def test_only_failures_that_pass_are_tried_again(kind: FailureKind) -> None:
    result, _ = play([failure(kind), OK])
    passes = {"rate_limit", "timeout", "server_error", "connection", "malformed_reply"}
    assert isinstance(result, Reply) == (kind.value in passes)
    assert [t.kind for t in result.tries] == [kind.value]


def test_a_programming_error_is_not_tried_again() -> None:
    calls = []

    async def once() -> Reply:
        calls.append(1)
        raise KeyError("ours")

    with pytest.raises(KeyError):
        run(Retry(NetworkConfig()).run(once))
    assert len(calls) == 1


def test_a_stall_is_cut_off_at_the_time_limit_of_a_try() -> None:
    class Stalled:
        async def prepare(self, request: Request) -> Request:
            return request

        async def send(self, _: Request) -> Reply:
            await asyncio.sleep(10_000)
            return OK

        async def close(self) -> None: ...

    async def work() -> tuple[ModelFailure, float]:
        model = NetworkModel(Stalled(), NetworkConfig(try_seconds=60, attempts=2))
        with pytest.raises(ModelFailure) as raised:
            await model.generate(request())
        return raised.value, now()

    raised, took = run(work())
    assert raised.kind is FailureKind.TIMEOUT
    assert 120 < took < 123


def test_no_slot_is_held_during_a_wait() -> None:
    async def work() -> list[float]:
        limiter = Limiter(AdaptiveLimit(1, 1))
        waits = failure(FailureKind.RATE_LIMIT, wait=100)
        settings = NetworkConfig()
        waiting = NetworkModel(ScriptedTransport(ScriptedModel([waits, OK])), settings, limiter=limiter)
        other = NetworkModel(ScriptedTransport(ScriptedModel([OK])), settings, limiter=limiter)

        async def finished(model: NetworkModel) -> float:
            await model.generate(request())
            return now()

        return list(await asyncio.gather(finished(waiting), finished(other)))

    slow, quick = run(work())
    assert (quick, slow >= 100) == (0.0, True)


def test_an_endpoint_that_never_answered_is_given_up_soon() -> None:
    down = [failure(FailureKind.CONNECTION)] * 20
    raised, _ = play(down, backoff_first=0)
    assert len(raised.tries) == 4


def test_an_endpoint_that_has_answered_is_waited_for() -> None:
    async def work() -> float:
        down: list[Reply | ModelFailure] = [failure(FailureKind.CONNECTION)] * 7
        model = NetworkModel(ScriptedTransport(ScriptedModel([OK, *down, OK])), NetworkConfig())
        await model.generate(request())
        reply = await model.generate(request())
        assert len(reply.tries) == 7
        return now()

    # the full waits are 1, 2, 4, 8, 16, 30 and 30 s, and jitter takes at most half of each
    assert 45.5 <= run(work()) <= 91
