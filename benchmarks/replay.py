"""How many sessions a second a replay gets through, with guard and endings taken from the record.

    python -m benchmarks.replay                       twelve sessions of Alicia, Graham and Naomi, made for it
    python -m benchmarks.replay --persona pip --rounds 5

"First" is the first replay in the process, imports left out; "later" the best of the rounds after it.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
import time
from pathlib import Path

from simulator.config import load_config
from simulator.planning import work_from
from simulator.replay import replay_run
from simulator.runner import make_run
from simulator.store.runs import Run


def rate(run: Run) -> float:
    """Sessions a second of one replay. Raises RuntimeError when a transcript comes out otherwise."""
    began = time.perf_counter()
    found = asyncio.run(replay_run(run))
    took = time.perf_counter() - began
    if not found or not all(session.same and session.recalled for session in found):
        raise RuntimeError("a session was not the same, or was judged again")
    return len(found) / took


def main() -> None:
    """Make the runs, replay them, print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--persona", action="append", help="repeatable; default alicia, graham, naomi")
    parser.add_argument("--rounds", type=int, default=4)
    given = parser.parse_args()
    print("| persona | turns a session | first | later |\n|---|---:|---:|---:|")
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        for persona in given.persona or ["alicia", "graham", "naomi"]:
            work = work_from([persona], {"nova": load_config(None, (), {"sessions": 12})})
            with Run.create(Path(folder), persona, work.plan()) as run:
                asyncio.run(make_run(run, work))
                turns = sum(len(s.load().turns) for c in run.courses() for s in c.sessions()) / 12
                first, later = rate(run), max(rate(run) for _ in range(max(1, given.rounds)))
                print(f"| {persona} | {turns:.0f} | {first:.0f} | {later:.0f} |", flush=True)


if __name__ == "__main__":
    main()
