"""The fixed workload: sessions of 20 turns and one note, and the loop that runs one driver over many of them.

Only the standard library, so that it runs in any environment. A driver is a module with

    async def session(number) -> (texts of the 20 turns, text of the note)      or the same without `async`
    setup(), close()                                                            either may be missing

`python -m benchmarks.workload DRIVER --url URL --sessions 64 --at-once 64` prints one line of JSON.
"""

from __future__ import annotations

import argparse
import asyncio
import importlib
import inspect
import json
import os
import resource
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import ModuleType
from typing import Any

TURNS = int(os.environ.get("BENCHMARK_TURNS", "20"))
CALLS = TURNS + 1
URL = os.environ.get("BENCHMARK_URL", "")
KEY = "sk-none"
PATIENT_MODEL, THERAPIST_MODEL, NOTE_MODEL = "patient", "therapist", "note"

_ABOUT = (
    "You are 34, work nights in a hospital kitchen, sleep badly since the spring, and have stopped answering your "
    "sister's calls. You are wry when nervous, you dislike being told to breathe, and you have come because your "
    "manager said that you snap at people. You want to sleep, and you want to be left alone, and both at once. "
)
_HOW = (
    "You work in the manner of cognitive behavioural therapy: one thing at a time, the patient's own words, an example "
    "from this week before any general rule, a small agreed step at the end. You ask one question in a turn at most. "
)
PATIENT = "You are Mara, a patient in therapy. Speak as she would, briefly. " + _ABOUT * 6
THERAPIST = "You are Nova, a therapist. Speak as she would, briefly. " + _HOW * 8
OPENING = "Mara comes in, sits down and looks at you. You begin."
ASK = "Write a short summary of the session: topics, what was tried, what was agreed."


def numbered(turns: list[str]) -> str:
    """The session as text."""
    return "\n".join(f"{'Patient' if i % 2 else 'Therapist'}: {text}" for i, text in enumerate(turns))


def memory(what: str = "VmRSS") -> float:
    """Megabytes held now, or at most (`VmHWM`)."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(what):
            return int(line.split()[1]) / 1024
    return 0.0


def cpu() -> float:
    """Seconds of CPU of this process."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def whole(result: Any) -> bool:
    """Whether a session came back as 20 turns and a note."""
    turns, note = result
    return len(turns) == TURNS and all(t and t.strip() for t in turns) and bool(note and note.strip())


async def measure(driver: ModuleType, sessions: int, at_once: int) -> dict[str, float]:
    """Run so many sessions, so many of them at once."""
    loop = asyncio.get_running_loop()
    loop.set_default_executor(ThreadPoolExecutor(at_once))
    await _maybe(getattr(driver, "setup", None))
    one = driver.session
    blocking = not inspect.iscoroutinefunction(one)

    async def make(number: int) -> bool:
        return whole(await (loop.run_in_executor(None, one, number) if blocking else one(number)))

    warm = await make(-1)
    numbers, held = iter(range(sessions)), memory()
    good = 0

    async def worker() -> None:
        nonlocal good
        for number in numbers:
            came_whole = await make(number)
            good += came_whole

    used, began = cpu(), time.perf_counter()
    await asyncio.gather(*(worker() for _ in range(min(at_once, sessions))))
    wall, used = time.perf_counter() - began, cpu() - used
    found = {"wall": wall, "cpu": used, "before": held, "peak": memory("VmHWM"), "good": good, "warm": warm}
    await _maybe(getattr(driver, "close", None))
    return found


async def _maybe(function: Any) -> None:
    if function is not None:
        result = function()
        if inspect.isawaitable(result):
            await result


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("driver")
    parser.add_argument("--url", required=True)
    parser.add_argument("--sessions", type=int, required=True)
    parser.add_argument("--at-once", type=int, required=True)
    given = parser.parse_args()
    global URL
    URL = os.environ["BENCHMARK_URL"] = given.url
    began = time.perf_counter()
    driver = importlib.import_module(f"benchmarks.drivers.{given.driver}")
    imported = time.perf_counter() - began
    print(json.dumps({**asyncio.run(measure(driver, given.sessions, given.at_once)), "import": imported}))


if __name__ == "__main__":
    main()
