"""Budgets of a run and of each course: money, tokens, calls, time. Reserved before a call, settled after it."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, Field

from simulator.errors import InputError
from simulator.models import Model, ModelFailure, Reply, Request
from simulator.models.limits import estimate_prompt_tokens
from simulator.models.prices import Price, price_of
from simulator.models.spent import Spent
from simulator.transcript import Usage

_FIRST_REPLY_TOKENS = 300
"""Expected length of a reply before any was seen."""


class BudgetConfig(BaseModel):
    """What may be spent. None: no limit."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

    max_cost: float | None = Field(default=None, ge=0)
    """US dollars for the run."""
    max_tokens: int | None = Field(default=None, ge=0)
    """Prompt and reply tokens for the run."""
    max_calls: int | None = Field(default=None, ge=0)
    """Model calls for the run, discarded attempts and failed calls included; tries of one call count once."""
    max_seconds: float | None = Field(default=None, ge=0)
    """Wall time for the run."""
    course_cost: float | None = Field(default=None, ge=0)
    """US dollars for each course."""
    course_tokens: int | None = Field(default=None, ge=0)
    """Prompt and reply tokens for each course."""
    course_calls: int | None = Field(default=None, ge=0)
    """Model calls for each course."""

    @property
    def priced(self) -> bool:
        """Whether any limit is in money."""
        return self.max_cost is not None or self.course_cost is not None


Lender = Callable[[str, float], float]
"""(`max_cost`, 0.02) -> what may be spent in addition."""


class BudgetExceeded(Exception):
    """The next call would not fit. Nothing was sent; the run can be resumed with a larger budget.

    Args:
        what: the setting, `max_cost`.
        spent: what is spent or reserved, in its unit.
        limit: the setting's value.
        course: the course whose own budget it is; empty for the run's.
        note: what to know about these numbers; may be empty.
    """

    def __init__(self, what: str, spent: float, limit: float, course: str = "", note: str = "") -> None:
        self.what, self.spent, self.limit, self.course = what, spent, limit, course
        where = f"course {course}" if course else "the run"
        more = f" ({note})" if note else ""
        super().__init__(f"budget {what} of {where}: {spent:.6g} of {limit:.6g} spent or reserved{more}")


@dataclass(slots=True)
class _Account:
    """Spent and reserved; the reserve is what calls in flight are expected to use."""

    spent: Spent
    cost: float = 0.0
    tokens: int = 0
    calls: int = 0

    def expected(self) -> tuple[float, int, int]:
        spent = self.spent
        return spent.cost + spent.held + self.cost, spent.tokens + self.tokens, spent.calls + self.calls

    def reserve(self, cost: float, tokens: int, sign: int = 1) -> None:
        self.cost += sign * cost
        self.tokens += sign * tokens
        self.calls += sign


@dataclass(frozen=True, slots=True)
class Reservation:
    """What one call is expected to use."""

    course: str
    cost: float
    tokens: int


class Budget:
    """The budget of a run, shared by all its courses. For one event loop: it never awaits, so no call slips in between.

    Args:
        limits: what may be spent.
        clock: seconds; tests pass their own.
        started: when the run began, by that clock; now when left out.
        lender: for one of several workers, which has no money of its own: told which limit of the run it needs how
            much more of, it gives what may be spent in addition, 0 when there is nothing left.
    """

    def __init__(
        self,
        limits: BudgetConfig,
        *,
        clock: Callable[[], float] = time.monotonic,
        started: float | None = None,
        lender: Lender | None = None,
    ) -> None:
        self.limits = limits
        self._clock, self._started = clock, clock() if started is None else started
        self._lender, self._lent = lender, dict[str, float]()
        self._run, self._courses = _Account(Spent()), dict[str, _Account]()
        kinds = ("cost", "tokens", "calls")
        self._run_limits = [(f"max_{kind}", getattr(limits, f"max_{kind}")) for kind in kinds]
        self._own_limits = [(f"course_{kind}", getattr(limits, f"course_{kind}")) for kind in kinds]

    @property
    def spent(self) -> Spent:
        """What the run has used so far, calls in flight not counted."""
        return dataclasses.replace(self._run.spent)

    @property
    def by_course(self) -> bool:
        """Whether a course has a limit of its own."""
        limits = self.limits
        return any(
            each is not None for each in (limits.course_cost, limits.course_tokens, limits.course_calls)
        )

    def restore(self, course: str, spent: Spent) -> None:
        """Count what an earlier process spent on a course of this run, when the run is resumed."""
        for account in (self._run.spent, self._course(course).spent):
            for field in dataclasses.fields(Spent):
                setattr(account, field.name, getattr(account, field.name) + getattr(spent, field.name))

    def restore_course(self, course: str, spent: Spent) -> None:
        """Say what a course has used before it came to this worker; the run's part of it is the lender's business."""
        self._courses[course] = _Account(dataclasses.replace(spent))

    def reserve(self, course: str, *, cost: float = 0.0, tokens: int = 0) -> Reservation:
        """Set aside what a call is expected to use.

        Raises:
            BudgetExceeded: it does not fit.
        """
        limits, own = self.limits, self._course(course)
        elapsed = self._clock() - self._started
        if limits.max_seconds is not None and elapsed >= limits.max_seconds:
            raise BudgetExceeded("max_seconds", elapsed, limits.max_seconds)
        for account, named, where in ((self._run, self._run_limits, ""), (own, self._own_limits, course)):
            for (what, limit), used, more in zip(named, account.expected(), (cost, tokens, 1), strict=True):
                if limit is None:
                    continue
                allowed = self._allowed(what, limit, used, more) if account is self._run else limit
                # A budget of nothing stops the first call that costs something, not a model that is free.
                if used + more > allowed or (used >= allowed and used + more > 0):
                    raise BudgetExceeded(what, used, limit, where, account.spent.note(what))
        for account in (self._run, own):
            account.reserve(cost, tokens)
        return Reservation(course, cost, tokens)

    def _allowed(self, what: str, limit: float, used: float, more: float) -> float:
        """What may be spent of a limit of the run: all of it, or what has been lent so far, more being asked for."""
        if self._lender is None:
            return limit
        lent = self._lent.get(what, 0.0)
        if used + more > lent or used >= lent:
            lent += self._lender(what, max(used + more - lent, 0.0))
            self._lent[what] = lent
        return lent

    def settle(self, reservation: Reservation, usage: Usage, *, requests: int = 1) -> None:
        """Replace what was reserved by what was used. What was not reported counts as it was expected, and is said so.

        Args:
            reservation: from `reserve`.
            usage: as the provider reported it; empty for a call that was cut off.
            requests: requests on the wire, failed tries included.
        """
        counted = usage.input_tokens is not None
        tokens = (usage.input_tokens or 0) + (usage.output_tokens or 0) if counted else reservation.tokens
        for account in (self._run, self._course(reservation.course)):
            account.reserve(reservation.cost, reservation.tokens, -1)
            spent = account.spent
            if usage.cost is None:
                spent.held += reservation.cost
                spent.unpriced += 1
            else:
                spent.cost += usage.cost
            spent.tokens += tokens
            spent.uncounted += not counted
            spent.calls += 1
            spent.requests += requests

    def release(self, reservation: Reservation, *, requests: int = 0) -> None:
        """Give back what was reserved for a call that was not answered; the call itself still counts."""
        for account in (self._run, self._course(reservation.course)):
            account.reserve(reservation.cost, reservation.tokens, -1)
            account.spent.calls += 1
            account.spent.requests += requests

    def _course(self, course: str) -> _Account:
        if course not in self._courses:
            self._courses[course] = _Account(Spent())
        return self._courses[course]


class Budgeted:
    """A model whose calls are counted against a budget: every attempt, note and judge that goes through it.

    Args:
        model: what answers.
        budget: the run's.
        price: the model's (`price_of`), for what a call is expected to cost; None when it is unpriced.
    """

    def __init__(self, model: Model, budget: Budget, price: Price | None = None) -> None:
        self._model, self._budget, self._price = model, budget, price
        self._reply_tokens = float(_FIRST_REPLY_TOKENS)

    async def generate(self, request: Request) -> Reply:
        """Answer one request. Raises BudgetExceeded before it is sent, or ModelFailure."""
        prompt, answer = estimate_prompt_tokens(request), self._answer_tokens(request)
        cost = 0.0
        if self._price is not None:
            cost = self._price.cost(Usage(input_tokens=prompt, output_tokens=answer)) or 0.0
        reservation = self._budget.reserve(request.key.course, cost=cost, tokens=prompt + answer)
        try:
            reply = await self._model.generate(request)
        except ModelFailure as failure:
            self._budget.release(reservation, requests=len(failure.tries))
            raise
        except BaseException:
            self._budget.settle(reservation, Usage())
            raise
        self._budget.settle(reservation, reply.usage, requests=1 + len(reply.tries))
        if reply.usage.output_tokens is not None:
            self._reply_tokens += 0.1 * (reply.usage.output_tokens - self._reply_tokens)
        return reply

    async def close(self) -> None:
        """Close the model."""
        await self._model.close()

    def _answer_tokens(self, request: Request) -> int:
        """As replies have been, with a little room, and never above what may be sampled."""
        reply = int(1.2 * self._reply_tokens)
        return reply if request.max_tokens is None else min(reply, request.max_tokens)


def require_prices(
    names: Iterable[str], limits: BudgetConfig, prices: Mapping[str, Price] | None = None
) -> None:
    """Refuse a budget in money for models whose price nobody knows. Before anything starts.

    Args:
        names: models that will be called over a network.
        limits: the budget.
        prices: the user's prices.

    Raises:
        InputError: names the models without a price and the setting that gives them one.
    """
    unpriced = sorted({name for name in names if price_of(name, prices) is None}) if limits.priced else []
    if unpriced:
        setting = "max_cost" if limits.max_cost is not None else "course_cost"
        raise InputError(
            f"a budget in money ({setting}), but no price is known for {', '.join(unpriced)}",
            remedy=f"Set `prices: {{{unpriced[0]}: {{input: 0.25, output: 2.0}}}}` in dollars per million tokens, "
            "or limit tokens or calls instead.",
        )
