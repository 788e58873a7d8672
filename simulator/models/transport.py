"""A model behind a network: one transport, tried again when that helps, in a slot when there is a limit."""

from __future__ import annotations

import asyncio
import dataclasses
import time
from typing import Any, Protocol

from simulator.models import FailureKind, Model, ModelFailure, Reply, Request
from simulator.models.limiter import Limiter
from simulator.models.network import NetworkConfig
from simulator.models.prices import Price
from simulator.models.retry import Retry


class Transport(Protocol):
    """One way to send a request. Knows nothing of retries, limits or prices."""

    async def prepare(self, request: Request) -> Any:
        """What is sent, made once for all tries. May raise ModelFailure."""
        ...

    async def send(self, prepared: Any) -> Reply:
        """One try: exactly one request on the wire. Raises ModelFailure."""
        ...

    async def close(self) -> None:
        """Give back connections. Safe to call twice."""
        ...


class NetworkModel:
    """The `Model` that the factory returns for everything that is called over a network.

    Args:
        transport: how one try is sent.
        settings: retries and time limits.
        limiter: shared by all models of one provider and name; None for no limit.
        price: the user's price; it comes before what the transport knows.
        retry: tests pass one with their own clock and dice.
    """

    def __init__(
        self,
        transport: Transport,
        settings: NetworkConfig,
        *,
        limiter: Limiter | None = None,
        price: Price | None = None,
        retry: Retry | None = None,
    ) -> None:
        self.limiter = limiter
        self._transport, self._settings, self._price = transport, settings, price
        self._retry = retry or Retry(settings)

    async def generate(self, request: Request) -> Reply:
        """Answer one request, with the failed tries beside the answer. Raises ModelFailure."""
        prepared = await self._transport.prepare(request)

        async def once() -> Reply:
            if self.limiter is None:
                return await self._try(prepared)
            async with self.limiter.slot(request) as slot:
                return slot.done(await self._try(prepared))

        return await self._retry.run(once)

    async def close(self) -> None:
        """Give back connections. Safe to call twice."""
        await self._transport.close()

    async def _try(self, prepared: Any) -> Reply:
        """One try within its time limit, timed and priced."""
        started = time.perf_counter()
        try:
            async with asyncio.timeout(self._settings.try_seconds):
                reply = await self._transport.send(prepared)
        except TimeoutError:
            limit = self._settings.try_seconds
            failure = ModelFailure(FailureKind.TIMEOUT, f"no answer within {limit:g} s")
        except ModelFailure as error:
            failure = error
        else:
            usage = reply.usage
            if self._price is not None:
                usage = usage.model_copy(update={"cost": self._price.cost(usage)})
            return dataclasses.replace(reply, seconds=time.perf_counter() - started, usage=usage)
        failure.seconds = time.perf_counter() - started
        raise failure


class ScriptedTransport:
    """Plays a script in the place of a network, so that scripted failures are tried again like real ones."""

    def __init__(self, model: Model) -> None:
        self._model = model

    async def prepare(self, request: Request) -> Request:
        """The request itself."""
        return request

    async def send(self, prepared: Request) -> Reply:
        """The script's next answer."""
        return await self._model.generate(prepared)

    async def close(self) -> None:
        """Close the script."""
        await self._model.close()
