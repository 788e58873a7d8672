"""What a call costs on this side: CPU per call and rates of the model backends against bare clients, in one run.

`python -m benchmarks.models` starts the local test server as a process of its own and prints a table.
`--litellm` adds litellm's routes, bare and through this project; `--rounds 3` takes medians of three.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import resource
import statistics
import time
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack

import aiohttp

from benchmarks.local_server import server
from simulator.models import CallKey, Message, Request
from simulator.models.factory import open_model
from simulator.models.network import NetworkConfig

Call = Callable[[int], Awaitable[object]]

HISTORY: list[Message] = [{"role": "system", "content": "You are Nova. " * 30}]
for _turn in range(41):
    HISTORY.append({"role": "assistant" if _turn % 2 else "user", "content": f"word {_turn} " * 70})
"""About 24 kB as JSON."""


def request(number: int) -> Request:
    """One call of one of many courses."""
    key = CallKey(f"c{number}", 1, 20, "therapist")
    return Request("therapist", HISTORY, "therapist", key, temperature=0.7, max_tokens=300)


async def backends(stack: AsyncExitStack, url: str, litellm: bool) -> dict[str, Call]:
    """Name -> one call."""
    session = await stack.enter_async_context(aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)))

    async def bare(_: int) -> object:
        body = json.dumps(
            {"model": "therapist", "messages": HISTORY, "temperature": 0.7, "max_tokens": 300}
        ).encode()
        headers = {"Content-Type": "application/json"}
        async with session.post(url + "/chat/completions", data=body, headers=headers) as answer:
            return json.loads(await answer.read())["choices"][0]["message"]["content"]

    found: dict[str, Call] = {"bare aiohttp": bare}
    for name in ("direct/therapist", *(("hosted_vllm/therapist", "openai/therapist") if litellm else ())):
        model = open_model(name, NetworkConfig(), base_url=url)
        stack.push_async_callback(model.close)
        if not name.startswith("direct"):
            found[f"bare litellm {name}"] = bare_litellm(name, url)
        found[name] = lambda number, model=model: model.generate(request(number))  # type: ignore[misc]
    return found


def bare_litellm(name: str, url: str) -> Call:
    """litellm as its documentation calls it, with what it reads from the environment as this project sets it."""
    from simulator.models.litellm_setup import load_litellm

    litellm = load_litellm()

    async def call(_: int) -> object:
        return await litellm.acompletion(
            model=name, messages=HISTORY, api_base=url, api_key="none", temperature=0.7, max_tokens=300
        )

    return call


async def measure(call: Call, calls: int, at_once: int) -> tuple[float, float]:
    """CPU milliseconds per call, and calls per second."""
    numbers = iter(range(calls))

    async def worker() -> None:
        for number in numbers:
            await call(number)

    cpu, wall = _cpu(), time.perf_counter()
    await asyncio.gather(*(worker() for _ in range(at_once)))
    return (_cpu() - cpu) / calls * 1e3, calls / (time.perf_counter() - wall)


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


async def table(latency: float, at_once: int, calls: int, rounds: int, litellm: bool) -> None:
    """Print one table; the ratio is to bare aiohttp of the same run."""
    ideal = f", ideal {at_once / latency:.0f}/s" if latency else ""
    print(f"\n{at_once} at once, {latency:g} s a call{ideal}, {calls} calls, median of {rounds}\n")
    print(f"| {'client':<34} | CPU ms/call | ratio | calls/s |\n|{'-' * 36}|------------:|------:|--------:|")
    with server(latency) as url:
        async with AsyncExitStack() as stack:
            found = await backends(stack, url, litellm)
            results: dict[str, list[tuple[float, float]]] = {name: [] for name in found}
            for call in found.values():
                await measure(call, at_once, at_once)
            for _ in range(rounds):
                for name, call in found.items():
                    results[name].append(await measure(call, calls, at_once))
    floor = statistics.median(cpu for cpu, _ in results["bare aiohttp"])
    for name, rows in results.items():
        cpu, rate = (statistics.median(column) for column in zip(*rows, strict=True))
        print(f"| {name:<34} | {cpu:11.3f} | {cpu / floor:5.2f} | {rate:7.0f} |")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--litellm", action="store_true", help="add litellm's routes (slower)")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--calls", type=int, default=1_000)
    given = parser.parse_args()
    asyncio.run(table(0.0, 64, given.calls, given.rounds, given.litellm))
    asyncio.run(table(0.2, 256, 256 * 10, 1, False))
    asyncio.run(table(5.0, 512, 512 * 4, 1, False))


if __name__ == "__main__":
    main()
