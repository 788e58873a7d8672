"""The guard at work on failures that were injected: what is left in accepted turns, and how many sessions complete.

    python benchmarks/flaky.py                    each code in turn at 10 % of the replies, 20 sessions each (some 500)
    python benchmarks/flaky.py --codes refusal,meta --sessions 40 --rate 0.2

The offline model breaks on purpose and says so in its raw reply, which the guard never looks at. Hard codes are those
of DESIGN; a soft one may stay in the record.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from simulator.config import load_config
from simulator.integrity.codes import CODES
from simulator.made import Made
from simulator.models.offline.breakage import CODES as BREAKABLE
from simulator.personas import list_personas
from simulator.planning import work_from
from simulator.runner import make_run
from simulator.store.runs import Run
from simulator.transcript import SessionStatus


def played(folder: Path, code: str, rate: float, personas: list[str], sessions: int, seed: int) -> Made:
    """Courses in which one code is injected at `rate`."""
    model = f"offline/flaky?{code}={rate}&seed={seed}"
    flags = {f"models.{role}.model": model for role in ("patient", "therapist", "note")}
    work = work_from(personas, {"a": load_config(None, (), {**flags, "sessions": sessions, "seed": seed})})
    with Run.create(folder, code.replace("_", "-"), work.plan()) as run:
        return asyncio.run(make_run(run, work))


def attempts(runs: Path) -> Iterator[tuple[str, bool, dict[str, Any]]]:
    """Injected code, whether it was accepted, the row, for each injected attempt."""
    for path in runs.glob("*/*/*/*/session-*/attempts.jsonl"):
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            code = row.get("reply", {}).get("raw", {}).get("injected")
            if code:
                yield code, bool(row.get("verdict", {}).get("accepted")), row


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--codes", default=",".join(BREAKABLE))
    parser.add_argument("--rate", type=float, default=0.1)
    parser.add_argument("--sessions", type=int, default=20, help="sessions for each code")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--show", type=int, default=0, help="print this many that were left, of each code")
    options = parser.parse_args()
    people = list_personas()
    injected, left, complete, total = Counter[str](), Counter[str](), 0, 0
    print(f"{'code':<22} severity  injected  left in the record  sessions complete")
    for number, code in enumerate(options.codes.split(",")):
        chosen = [people[(number * 4 + i) % len(people)] for i in range(4)]
        with tempfile.TemporaryDirectory() as folder:
            made = played(
                Path(folder), code, options.rate, chosen, max(1, options.sessions // 4), options.seed
            )
            shown = 0
            for found, accepted, row in attempts(Path(folder)):
                injected[found] += 1
                left[found] += accepted
                if accepted and shown < options.show:
                    shown += 1
                    print(f"    {found}: {row['reply']['text'][:300]!r}")
        for records in made.sessions.values():
            for r in records:
                if r.status is not SessionStatus.COMPLETE and r.details and options.show:
                    print(f"    broken: session {r.number}: {r.details}")
        done, all_ = made.count(SessionStatus.COMPLETE), sum(map(len, made.sessions.values()))
        complete, total = complete + done, total + all_
        severity = CODES[code].severity if code in CODES else "?"
        print(f"{code:<22} {severity:<8}  {injected[code]:>8}  {left[code]:>18}  {done:>4} of {all_}")
    hard = [c for c in injected if c in CODES and CODES[c].severity == "hard"]
    n, m = sum(injected[c] for c in hard), sum(left[c] for c in hard)
    print(f"\nhard codes: {m} of {n} injected failures were left ({m / max(n, 1):.2%})")
    print(f"sessions complete: {complete} of {total} ({complete / max(total, 1):.1%})")


if __name__ == "__main__":
    main()
