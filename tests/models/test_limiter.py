from __future__ import annotations

import asyncio
import random

import pytest

from simulator.models import FailureKind, ModelFailure, Outcome, Reply, Request
from simulator.models.limiter import Limiter, Limiters
from simulator.models.limits import AdaptiveLimit, TokenBucket
from simulator.models.network import NetworkConfig
from simulator.transcript import Usage
from tests.models.calls import request
from tests.models.virtual_time import now, run


def round_of(limit: AdaptiveLimit, at: float, seconds: float = 1.0, busy: bool = True) -> None:
    """As many good answers as the limit is."""
    for _ in range(limit.value):
        limit.answered(at, at - seconds, seconds, busy=busy)


def test_a_limit_doubles_with_each_clean_round_up_to_the_most() -> None:
    limit = AdaptiveLimit(4, 50)
    for at in range(1, 6):
        round_of(limit, at)
    assert [c.limit for c in limit.history] == [4, 8, 16, 32, 50]


def test_one_burst_of_rate_limits_cuts_once() -> None:
    limit = AdaptiveLimit(100, 100)
    for _ in range(30):
        limit.rate_limited(10.0, 9.0, None)
    assert limit.value == 80
    limit.rate_limited(11.0, 9.5, None)
    assert limit.value == 80
    for _ in range(20):
        limit.rate_limited(40.0, 39.0, None)
    assert limit.value == 64
    assert [c.why for c in limit.history] == ["start", "rate limit", "rate limit"]


def test_rate_limits_that_do_not_come_from_calls_in_flight_are_not_cut_for_again_and_again() -> None:
    limit, rng = AdaptiveLimit(64, 64), random.Random(2)
    for at in range(0, 4_000):
        if rng.random() < 0.1:
            limit.rate_limited(at, at - 1, 1.0)
        else:
            limit.answered(at, at - 1, 1.0, busy=True)
    assert 25 <= limit.value <= 64


def test_rate_limits_that_come_from_calls_in_flight_are_cut_for_until_they_end() -> None:
    limit, at = AdaptiveLimit(200, 200), 0.0
    for _ in range(60):
        at += 20
        for number in range(limit.value):
            if number < 30:
                limit.answered(at, at - 1, 1.0, busy=True)
            else:
                limit.rate_limited(at, at - 1, 1.0)
    assert 25 <= limit.value <= 40


def test_after_a_cut_it_grows_by_a_twentieth_a_round() -> None:
    limit = AdaptiveLimit(100, 200)
    limit.rate_limited(10.0, 9.0, None)
    for at in (20, 30, 40):
        round_of(limit, at)
    assert [c.limit for c in limit.history] == [100, 80, 84, 88, 92]


def test_a_server_error_pauses_growth_and_does_not_cut() -> None:
    limit = AdaptiveLimit(8, 100)
    for _ in range(2):
        limit.faltered()
    round_of(limit, 1)
    assert limit.value == 8
    round_of(limit, 2)
    assert limit.value == 16


def test_slower_answers_pause_growth_and_much_slower_ones_cut() -> None:
    limit = AdaptiveLimit(8, 100)
    round_of(limit, 1, seconds=2)
    assert limit.value == 16
    round_of(limit, 10, seconds=4)
    assert limit.value == 16
    round_of(limit, 40, seconds=20)
    assert (limit.value, limit.history[-1].why) == (12, "latency")


def test_noise_of_fast_answers_is_not_a_slowdown() -> None:
    limit = AdaptiveLimit(8, 64)
    for at, seconds in enumerate((0.01, 0.08, 0.2), start=1):
        round_of(limit, at, seconds=seconds)
    assert limit.value == 64


def test_a_limit_nobody_needs_does_not_grow() -> None:
    limit = AdaptiveLimit(8, 100)
    round_of(limit, 1, busy=False)
    assert limit.value == 8


def test_a_limit_never_falls_below_one() -> None:
    limit = AdaptiveLimit(2, 8)
    for at in range(0, 1000, 50):
        limit.rate_limited(at, at, None)
    assert limit.value == 1


def test_slots_go_to_the_courses_that_are_furthest_behind() -> None:
    async def work() -> list[str]:
        limiter = Limiter(AdaptiveLimit(1, 1))
        order: list[str] = []

        async def call(name: str, session: int, turn: int) -> None:
            async with limiter.slot(request(course=name, session=session, turn=turn)):
                order.append(name)
                await asyncio.sleep(1)

        async with asyncio.TaskGroup() as group:
            for name, session, turn in [("first", 9, 9), ("ahead", 5, 8), ("behind", 2, 30), ("even", 5, 2)]:
                group.create_task(call(name, session, turn))
        return order

    assert run(work()) == ["first", "behind", "even", "ahead"]


def test_no_more_calls_are_in_flight_than_the_limit_and_all_come_through() -> None:
    async def work() -> tuple[int, int]:
        limiter, most, done = Limiter(AdaptiveLimit(4, 16)), 0, 0

        async def call() -> None:
            nonlocal most, done
            async with limiter.slot(request()):
                assert limiter.in_flight <= limiter.limit.value
                most = max(most, limiter.in_flight)
                await asyncio.sleep(1)
            done += 1

        async with asyncio.TaskGroup() as group:
            for _ in range(200):
                group.create_task(call())
        assert (limiter.in_flight, limiter.waiting) == (0, 0)
        return most, done

    assert run(work()) == (16, 200)


def test_cancelled_calls_give_their_places_back() -> None:
    async def work() -> None:
        limiter, rng = Limiter(AdaptiveLimit(3, 3), TokenBucket(100_000)), random.Random(5)

        async def call() -> None:
            async with limiter.slot(request()):
                await asyncio.sleep(1)

        tasks = [asyncio.create_task(call()) for _ in range(60)]
        for _ in range(40):
            await asyncio.sleep(0.2)
            rng.choice(tasks).cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        assert (limiter.in_flight, limiter.waiting) == (0, 0)
        await asyncio.wait_for(call(), 5)

    run(work())


def test_tokens_per_minute_are_kept() -> None:
    async def work() -> list[float]:
        limiter = Limiter(AdaptiveLimit(50, 50), TokenBucket(6_000))
        started: list[float] = []

        async def call() -> None:
            async with limiter.slot(request(max_tokens=2_000)) as slot:
                started.append(now())
                await asyncio.sleep(1)
                slot.done(Reply(Outcome.OK, "Hi.", usage=Usage(input_tokens=1_000, output_tokens=1_000)))

        async with asyncio.TaskGroup() as group:
            for _ in range(30):
                group.create_task(call())
        return started

    started = run(work())
    for begin in started:
        within = [t for t in started if begin <= t < begin + 60]
        assert 2_000 * len(within) <= 2 * 6_000 + 2_000
    assert max(started) >= (30 * 2_000 - 6_000 - 2_000) / 100 - 60


def test_a_call_larger_than_a_minutes_tokens_still_gets_its_turn() -> None:
    async def work() -> float:
        limiter = Limiter(AdaptiveLimit(2, 2), TokenBucket(100))
        async with limiter.slot(request(max_tokens=10_000)):
            return now()

    assert run(work()) == 0.0


def test_a_failed_call_tells_the_limit() -> None:
    async def work() -> list[str]:
        limiter = Limiter(AdaptiveLimit(10, 10))
        for kind in (FailureKind.SERVER, FailureKind.AUTH, FailureKind.RATE_LIMIT):
            await asyncio.sleep(1)
            with pytest.raises(ModelFailure):
                async with limiter.slot(request()):
                    raise ModelFailure(kind, "no")
        return [f"{c.limit} {c.why}" for c in limiter.history]

    assert run(work()) == ["10 start", "8 rate limit"]


def test_a_model_has_one_limiter_per_run_and_its_share_of_the_limits() -> None:
    settings = NetworkConfig(concurrency_first=20, concurrency_most=100, tokens_per_minute=1_000)
    limiters = Limiters(settings, share=0.25)
    one = limiters.limiter("openai", "gpt", "")
    assert one is limiters.limiter("openai", "gpt", "")
    assert one is not limiters.limiter("openai", "gpt", "http://127.0.0.1/v1")
    assert (one.limit.value, one.limit.most) == (5, 25)
    assert limiters.history()["openai/gpt"][0].limit == 5


def test_a_hosted_model_starts_low_and_an_own_server_does_not() -> None:
    limiters = Limiters(NetworkConfig())
    assert limiters.limiter("litellm", "openai/gpt").limit.value == 8
    assert limiters.limiter("direct", "mine", own_server=True).limit.value == 512


def test_courses_stay_together_when_a_provider_allows_few_calls() -> None:
    async def work() -> int:
        limiter, turns, spread = Limiter(AdaptiveLimit(4, 4)), dict.fromkeys(range(12), 0), 0

        async def course(number: int) -> None:
            nonlocal spread
            for turn in range(20):
                asked: Request = request(course=str(number), turn=turn)
                async with limiter.slot(asked):
                    await asyncio.sleep(1 + number / 20)
                turns[number] = turn + 1
                spread = max(spread, max(turns.values()) - min(turns.values()))

        await asyncio.gather(*(course(n) for n in turns))
        return spread

    assert run(work()) <= 2
