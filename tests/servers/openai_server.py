"""A local OpenAI-compatible chat server for tests and benchmarks: plausible replies, latency, faults, counts.

In a test:

    with running_server(faults={"429": 0.1, "reset": 0.1}) as server:
        ... base_url=server.url ...
        assert server.calls == 3

On its own: `python -m tests.servers.openai_server --port 8399 --latency 0.2 --fault 429=0.1`, then GET /stats,
POST /reset. The role is read from the model's name (patient, therapist, note, judge), the turn from the number of
assistant messages. It also answers `/v1/messages` in Anthropic's format. Loopback only.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import itertools
import json
import random
import threading
from collections import Counter, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from typing import Any

from aiohttp import web

from tests.servers import wire
from tests.servers.bank import SUMMARY, is_closing, turn_text
from tests.servers.prefix_cache import PrefixCache
from tests.servers.schema_fill import fill

Body = dict[str, Any]
Replies = Callable[[Body], str | dict[str, Any] | None]
"""Given a request's body: the text, or the fields of the message, or None for the bank's own turn."""


@dataclass
class Settings:
    """How the server behaves."""

    latency: float = 0.0
    """Seconds from request to reply."""
    latency_spread: float = 0.0
    """Sigma of a seeded lognormal around `latency`."""
    seed: int = 0
    faults: dict[str, float] = field(default_factory=dict)
    """Share of requests, by fault; see `wire.FAULTS`. Drawn from a generator with `seed`."""
    retry_after: float = 0.0
    """Seconds, in the header of a 429."""
    stall: float = 30.0
    """Seconds that a stalled request hangs."""
    keep_bodies: int = 5_000
    replies: Replies | None = None


class Server:
    """The server's state; all counts are of requests that came in over HTTP."""

    def __init__(self, settings: Settings) -> None:
        unknown = set(settings.faults) - wire.FAULTS
        if unknown:
            raise ValueError(f"unknown faults {sorted(unknown)}; known: {sorted(wire.FAULTS)}")
        self.settings = settings
        self.port = 0
        self._next: deque[str] = deque()
        self.reset()

    @property
    def url(self) -> str:
        """The base URL for OpenAI-compatible clients."""
        return f"http://127.0.0.1:{self.port}/v1"

    def reset(self) -> None:
        """Zero the counts and forget the prefix cache."""
        self.calls = self.in_flight = self.most_in_flight = 0
        self.by_model: Counter[str] = Counter()
        self.faults: Counter[str] = Counter()
        self.bodies: deque[Body] = deque(maxlen=self.settings.keep_bodies)
        self.headers: deque[dict[str, str]] = deque(maxlen=self.settings.keep_bodies)
        self.connections: set[Any] = set()
        self.cache = PrefixCache()
        self._rng = random.Random(self.settings.seed)

    def play(self, *faults: str) -> None:
        """What happens to the next requests, in order; `ok` for a plain reply. Then the settings' rates hold again."""
        for fault in faults:
            if fault not in wire.FAULTS | {"ok"}:
                raise ValueError(f"unknown fault {fault!r}; known: {sorted(wire.FAULTS)}")
        self._next.extend(faults)

    def stats(self) -> dict[str, Any]:
        """Counts, as GET /stats gives them."""
        return {
            "calls": self.calls,
            "by_model": dict(self.by_model),
            "faults": dict(self.faults),
            "most_in_flight": self.most_in_flight,
            "connections": len(self.connections),
            **asdict(self.cache.totals),
        }

    def app(self) -> web.Application:
        """The aiohttp application."""
        app = web.Application(client_max_size=100_000_000)
        app.router.add_post("/v1/chat/completions", self._chat)
        app.router.add_post("/v1/messages", self._anthropic)
        app.router.add_get("/stats", self._get_stats)
        app.router.add_post("/reset", self._post_reset)
        return app

    async def _chat(self, request: web.Request) -> web.StreamResponse:
        return await self._handle(request, wire.chat_answer)

    async def _anthropic(self, request: web.Request) -> web.StreamResponse:
        return await self._handle(request, wire.anthropic_answer)

    async def _get_stats(self, _: web.Request) -> web.Response:
        return web.json_response(self.stats())

    async def _post_reset(self, _: web.Request) -> web.Response:
        self.reset()
        return web.json_response({"ok": True})

    async def _handle(self, request: web.Request, shape: wire.Shape) -> web.StreamResponse:
        body = json.loads(await request.read())
        fault = self._arrived(request, body)
        try:
            delay = self._delay() + (self.settings.stall if fault == "stall" else 0.0)
            if delay:
                await asyncio.sleep(delay)
            prompt = wire.prompt_text(body)
            # what is turned down with a status no model has read
            cached = 0 if fault.isdigit() else self.cache.look_up(str(body.get("model")), prompt)
            message = self._message(body)
            answer = shape(body, message, len(prompt), cached, self.calls)
            return await wire.respond(request, fault, answer, self.settings.retry_after)
        finally:
            self.in_flight -= 1

    def _arrived(self, request: web.Request, body: Body) -> str:
        self.calls += 1
        self.in_flight += 1
        self.most_in_flight = max(self.most_in_flight, self.in_flight)
        self.by_model[str(body.get("model"))] += 1
        self.bodies.append(body)
        self.headers.append(dict(request.headers))
        if request.transport is not None:
            self.connections.add(request.transport.get_extra_info("peername"))
        fault = self._next.popleft() if self._next else self._draw()
        if fault != "ok":
            self.faults[fault] += 1
        return fault

    def _draw(self) -> str:
        point = self._rng.random() if self.settings.faults else 1.0
        for fault, share in self.settings.faults.items():
            point -= share
            if point < 0:
                return fault
        return "ok"

    def _delay(self) -> float:
        spread = self.settings.latency_spread
        return self.settings.latency * (self._rng.lognormvariate(0.0, spread) if spread else 1.0)

    def _message(self, body: Body) -> dict[str, Any]:
        given = self.settings.replies(body) if self.settings.replies else None
        if isinstance(given, dict):
            return given
        return {"content": given if given is not None else bank_reply(body)}


def bank_reply(body: Body) -> str:
    """A clean turn, or a note, or whatever the schema asks for. The same request always has the same reply."""
    messages = body.get("messages", [])
    said = [wire.content(m) for m in messages if m.get("role") == "assistant"]
    beginning = "".join(wire.content(m) for m in messages[:2])
    seed = hashlib.sha256(beginning.encode()).hexdigest()
    name = str(body.get("model", ""))
    role = next((r for r in ("patient", "therapist") if r in name), "note")
    if role == "note":
        texts: Iterator[str] = itertools.cycle(SUMMARY)
        text, closing = " ".join(SUMMARY), False
    else:
        draw = body.get("seed") or 0
        text = turn_text(role, len(said), seed, said, draw % 5 if isinstance(draw, int) else 0)
        texts, closing = itertools.repeat(text), is_closing(role, len(said))
    schema = ((body.get("response_format") or {}).get("json_schema") or {}).get("schema")
    return json.dumps(fill(schema, texts, closing)) if schema else text


@contextmanager
def running_server(
    *,
    replies: Replies | None = None,
    faults: dict[str, float] | None = None,
    latency: float = 0.0,
    latency_spread: float = 0.0,
    seed: int = 0,
    retry_after: float = 0.0,
    stall: float = 30.0,
) -> Iterator[Server]:
    """A server in a thread of this process, on a free port of the loopback interface."""
    server = Server(
        Settings(latency, latency_spread, seed, dict(faults or {}), retry_after, stall, replies=replies)
    )
    ready, loop = threading.Event(), asyncio.new_event_loop()
    stop = asyncio.Event()

    async def serve() -> None:
        runner = await _started(server, 0)
        ready.set()
        await stop.wait()
        await runner.cleanup()

    def work() -> None:
        loop.run_until_complete(serve())
        loop.close()

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    if not ready.wait(20):
        raise RuntimeError("the test server did not start")
    try:
        yield server
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(20)


def main() -> None:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--port", type=int, default=8399, help="0 for a free one")
    parser.add_argument("--latency", type=float, default=0.0, help="seconds")
    parser.add_argument("--latency-spread", type=float, default=0.0)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--retry-after", type=float, default=1.0, help="seconds")
    parser.add_argument("--stall", type=float, default=30.0, help="seconds")
    parser.add_argument("--fault", action="append", default=[], metavar="NAME=SHARE")
    given = parser.parse_args()
    faults = {name: float(share) for name, _, share in (f.partition("=") for f in given.fault)}
    settings = Settings(
        given.latency, given.latency_spread, given.seed, faults, given.retry_after, given.stall, keep_bodies=0
    )
    try:
        asyncio.run(_serve(Server(settings), given.port))
    except KeyboardInterrupt:
        return


async def _serve(server: Server, port: int) -> None:
    runner = await _started(server, port)
    print(f"serving {server.url}", flush=True)
    try:
        await asyncio.Event().wait()
    finally:
        await runner.cleanup()


async def _started(server: Server, port: int) -> web.AppRunner:
    runner = web.AppRunner(server.app(), access_log=None, shutdown_timeout=0.1, handler_cancellation=True)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port, backlog=4096).start()
    server.port = runner.addresses[0][1]
    return runner


if __name__ == "__main__":
    main()
