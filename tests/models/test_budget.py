from __future__ import annotations

import asyncio
import random

import pytest

from simulator.errors import InputError
from simulator.models import FailureKind, ModelFailure, Outcome, Reply, Request, Try
from simulator.models.budget import Budget, BudgetConfig, Budgeted, BudgetExceeded, require_prices
from simulator.models.prices import Price, price_of
from simulator.models.scripted import ScriptedModel
from simulator.models.spent import Spent
from simulator.transcript import Usage
from tests.models.calls import request
from tests.models.virtual_time import run

PRICE = Price(input=1.0, output=4.0)


class Slow:
    """Answers after a second with replies of varying length, priced."""

    def __init__(self, seed: int = 1, cost: bool = True) -> None:
        self._rng, self._cost, self.calls = random.Random(seed), cost, 0

    async def generate(self, request: Request) -> Reply:
        self.calls += 1
        await asyncio.sleep(1)
        usage = Usage(input_tokens=2_000, output_tokens=self._rng.randrange(50, 800))
        usage = usage.model_copy(update={"cost": PRICE.cost(usage) if self._cost else None})
        return Reply(Outcome.OK, request.key.course, usage=usage)

    async def close(self) -> None: ...


def spend(
    limits: BudgetConfig, courses: int = 20, calls: int = 30, model: Slow | None = None
) -> tuple[Budget, int]:
    """Many courses at once until they end or the budget does; how many were stopped."""

    async def work() -> tuple[Budget, int]:
        budget = Budget(limits, clock=asyncio.get_running_loop().time)
        budgeted = Budgeted(model or Slow(), budget, PRICE)

        async def course(number: int) -> bool:
            try:
                for turn in range(calls):
                    await budgeted.generate(request("x" * 8_000, course=f"c{number}", turn=turn))
            except BudgetExceeded:
                return True
            return False

        return budget, sum(await asyncio.gather(*(course(n) for n in range(courses))))

    return run(work())


def test_money_is_not_spent_above_the_budget_by_more_than_the_calls_in_flight() -> None:
    budget, stopped = spend(BudgetConfig(max_cost=0.5))
    most_per_call = 2_000 / 1e6 + 800 * 4 / 1e6
    assert stopped == 20
    assert 0.5 - 21 * most_per_call <= budget.spent.cost <= 0.5 + 20 * most_per_call


def test_calls_stop_exactly_at_the_budget() -> None:
    budget, stopped = spend(BudgetConfig(max_calls=101))
    assert (budget.spent.calls, stopped) == (101, 20)


def test_tokens_stop_near_the_budget() -> None:
    budget, _ = spend(BudgetConfig(max_tokens=500_000))
    assert 500_000 - 21 * 2_800 <= budget.spent.tokens <= 500_000 + 20 * 2_800


def test_time_stops_new_calls() -> None:
    budget, stopped = spend(BudgetConfig(max_seconds=10.5))
    assert (budget.spent.calls, stopped) == (20 * 11, 20)


def test_a_course_has_a_budget_of_its_own_and_does_not_take_the_others() -> None:
    budget, stopped = spend(BudgetConfig(course_calls=7), courses=3)
    assert stopped == 3
    for n in range(3):
        with pytest.raises(BudgetExceeded, match=f"course_calls of course c{n}: 7 of 7"):
            budget.reserve(f"c{n}")


def test_without_limits_nothing_is_stopped_and_all_is_counted() -> None:
    budget, stopped = spend(BudgetConfig(), courses=2, calls=5)
    assert (stopped, budget.spent.calls, budget.spent.requests, budget.spent.unpriced) == (0, 10, 10, 0)
    assert budget.spent.cost > 0


def test_a_call_without_a_reported_price_is_held_against_the_budget_but_not_called_spent() -> None:
    budget, stopped = spend(BudgetConfig(max_cost=0.05), model=Slow(cost=False))
    assert stopped == 20
    assert (budget.spent.cost, budget.spent.unpriced) == (0.0, budget.spent.calls)
    assert 0.04 < budget.spent.held <= 0.05
    with pytest.raises(BudgetExceeded, match=rf"\({budget.spent.calls} calls without a reported price"):
        budget.reserve("c", cost=1.0)


def test_a_failed_call_gives_its_money_back_and_counts_its_requests() -> None:
    failure = ModelFailure(FailureKind.SERVER, "down")

    class Failing:
        async def generate(self, request: Request) -> Reply:
            failure.tries = tuple(Try("server_error", 500, 0.1, 0.0) for _ in request.messages * 2)
            raise failure

        async def close(self) -> None: ...

    budget = Budget(BudgetConfig(max_cost=0.01))
    model = Budgeted(Failing(), budget, PRICE)
    for _ in range(5):
        with pytest.raises(ModelFailure):
            run(model.generate(request("x" * 8_000)))
    assert (budget.spent.cost, budget.spent.calls, budget.spent.requests) == (0.0, 5, 20)
    with pytest.raises(BudgetExceeded, match=r"5 of 5 spent or reserved \(20 requests on the wire\)"):
        few = Budget(BudgetConfig(max_calls=5))
        few.restore("c", budget.spent)
        few.reserve("c")
    budget.reserve("c", cost=0.0099)


def test_a_call_that_is_cut_off_stays_counted_as_expected() -> None:
    async def work() -> Spent:
        budget = Budget(BudgetConfig())
        task = asyncio.create_task(Budgeted(Slow(), budget, PRICE).generate(request("x" * 4_000)))
        await asyncio.sleep(0.5)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        return budget.spent

    spent = run(work())
    assert (spent.calls, spent.uncounted) == (1, 1)
    assert spent.held > 0


def test_a_resumed_run_goes_on_counting() -> None:
    budget = Budget(BudgetConfig(max_cost=1.0, course_calls=10))
    budget.restore("c1", Spent(cost=0.4, tokens=10, calls=9, requests=11))
    budget.restore("c2", Spent(cost=0.5, tokens=10, calls=2, requests=2))
    assert (round(budget.spent.cost, 6), budget.spent.requests) == (0.9, 13)
    with pytest.raises(BudgetExceeded, match=r"max_cost of the run: 0\.9 of 1"):
        budget.reserve("c2", cost=0.2)
    budget.reserve("c1", cost=0.05)
    with pytest.raises(BudgetExceeded, match="course_calls"):
        budget.reserve("c1", cost=0.01)


def test_a_budget_of_nothing_starts_nothing() -> None:
    model = ScriptedModel(["never"])
    with pytest.raises(BudgetExceeded):
        run(Budgeted(model, Budget(BudgetConfig(max_cost=0.0)), PRICE).generate(request()))
    assert model.requests == []


def test_money_needs_prices_before_anything_starts() -> None:
    with pytest.raises(InputError, match=r"max_cost.*direct/mine, openai/gpt-of-my-own") as raised:
        names = ["openai/gpt-of-my-own", "openai/gpt-4o-mini", "direct/mine"]
        require_prices(names, BudgetConfig(max_cost=1.0))
    assert "prices:" in str(raised.value)
    require_prices(["direct/mine"], BudgetConfig(max_tokens=5))
    require_prices(["direct/mine"], BudgetConfig(max_cost=1.0), {"direct/mine": PRICE})


def test_cached_tokens_cost_what_they_cost() -> None:
    price = Price(input=3.0, output=15.0, cached=0.3, cache_write=3.75)
    usage = Usage(input_tokens=1_110, output_tokens=2, cached_tokens=1_000, cache_write_tokens=100)
    assert price.cost(usage) == pytest.approx(0.000735)
    assert price.cost(Usage()) is None


def test_listed_prices_are_read_without_importing_litellm() -> None:
    import sys

    before = "litellm" in sys.modules
    found = price_of("openai/gpt-4o-mini")
    assert found is not None and found.input == pytest.approx(0.15) and found.output == pytest.approx(0.60)
    assert price_of("gpt-4o-mini") == found
    assert price_of("openai/no-such-model") is None
    assert price_of("hosted_vllm/gpt-4o-mini") is None
    assert price_of("direct/gpt-4o-mini") is None
    assert ("litellm" in sys.modules) == before
