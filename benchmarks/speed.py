"""Speed: this project against bare clients and peers on one fixed workload, in one run. `make benchmarks`.

`python -m benchmarks.speed` makes an environment for each peer (pip, a few minutes), starts the local test server as a
process of its own, and prints tables with ratios. Compare ratios within one run: machines differ, and so do their hours.

    --only ours,bare_aiohttp    these drivers
    --plan quick                a minute or two: no 5 s calls, no 256 at once
    --venvs DIR                 keep the peers' environments there
    --rounds 3                  medians of three
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.local_server import server
from benchmarks.startup import startup_table
from benchmarks.workload import CALLS

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Driver:
    """One way to run the workload."""

    name: str
    module: str
    packages: tuple[str, ...] = ()
    """From the package index; none: this environment."""
    environment: tuple[tuple[str, str], ...] = ()


DRIVERS = (
    Driver("bare_aiohttp", "bare_aiohttp"),
    Driver("ours", "ours"),
    Driver("bare_openai", "bare_openai", ("openai",)),
    Driver("bare_litellm", "bare_litellm"),
    Driver("ours_litellm", "ours", (), (("BENCHMARK_MODEL", "openai"), ("OPENAI_API_KEY", "sk-none"))),
    Driver("autogen", "autogen", ("autogen-agentchat", "autogen-ext[openai]")),
    Driver("camel", "camel", ("camel-ai", "mcp<1.20")),
    Driver("sdialog", "sdialog_agents", ("sdialog",)),
)
PARTS = (
    Driver("ours", "ours"),
    *(
        Driver(f"without {part}", "ours", (), (("BENCHMARK_WITHOUT", part),))
        for part in ("guard", "fsync", "note")
    ),
)


@dataclass(frozen=True)
class Cell:
    """How many sessions at once, and seconds a call takes."""

    latency: float
    at_once: int
    heavy: bool = False
    """Only for drivers that do not take a quarter of an hour for it."""

    @property
    def ideal(self) -> float:
        """Seconds that the calls of one session take."""
        return CALLS * self.latency


PLANS = {
    "quick": (Cell(0.0, 64), Cell(0.2, 1), Cell(0.2, 64)),
    "full": (
        Cell(0.0, 1),
        Cell(0.0, 64),
        Cell(0.2, 1),
        Cell(0.2, 64),
        Cell(0.2, 256),
        Cell(5.0, 512, heavy=True),
    ),
}
FEW = ("bare_aiohttp", "ours")


class Environments:
    """Throwaway environments, one for each set of packages."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def python(self, driver: Driver) -> str | None:
        """The interpreter for a driver, its environment made when missing; None when the packages cannot be had."""
        if not driver.packages:
            return sys.executable
        found = self._folder / driver.name
        python = found / "bin" / "python"
        if not (found / ".done").exists():
            print(f"installing {', '.join(driver.packages)} …", file=sys.stderr, flush=True)
            subprocess.run([sys.executable, "-m", "venv", "--clear", str(found)], check=True)
            install = [
                str(python),
                "-m",
                "pip",
                "install",
                "--quiet",
                "--disable-pip-version-check",
                *driver.packages,
            ]
            done = subprocess.run(install, capture_output=True, text=True, check=False)
            if done.returncode:
                print(done.stderr[-600:], file=sys.stderr)
                return None
            (found / ".done").touch()
        return str(python)


def run_once(
    python: str, driver: Driver, cell: Cell, more: Mapping[str, str] | None = None
) -> dict[str, Any] | None:
    """One cell in a fresh process against a fresh server, with more variables of the environment; None when it fails."""
    with server(cell.latency) as url:
        command = [
            python, "-m", "benchmarks.workload", driver.module, "--url", url, "--sessions", str(cell.at_once),
            "--at-once", str(cell.at_once),
        ]  # fmt: skip
        environment = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            **dict(driver.environment),
            **(more or {}),
            "OPENAI_API_KEY": "sk-none",
        }
        done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
        if done.returncode or not done.stdout.strip():
            print(f"{driver.name} failed: {done.stderr[-400:]}", file=sys.stderr)
            return None
        stats = json.load(urllib.request.urlopen(url.removesuffix("/v1") + "/stats"))
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    found["calls"] = stats["calls"]
    found["cached"] = stats["cached_chars"] / max(stats["prompt_chars"], 1)
    return found


def median(rows: Iterable[Mapping[str, Any]], key: str) -> float:
    """Of one column."""
    return statistics.median(row[key] for row in rows)


def cell_table(drivers: Iterable[Driver], cell: Cell, environments: Environments, rounds: int) -> None:
    """Print one table; ratios are to bare aiohttp of the same table."""
    ideal = f", at best {cell.ideal:g} s" if cell.latency else ""
    print(f"\n{cell.at_once} sessions at once, {cell.latency:g} s a call{ideal}, median of {rounds}\n")
    print(
        "| driver | whole | CPU ms/call | ratio | wall s | of the best | calls/session | cacheable | peak MB |"
    )
    print("|---|---:|---:|---:|---:|---:|---:|---:|---:|", flush=True)
    floor = 0.0
    for driver in drivers:
        python = environments.python(driver)
        rows = [row for _ in range(rounds) if python and (row := run_once(python, driver, cell))]
        if not rows:
            print(f"| {driver.name} | failed | | | | | | | |", flush=True)
            continue
        used = median(rows, "cpu") / (cell.at_once * CALLS) * 1e3
        floor = floor or used
        wall = median(rows, "wall")
        best = f"{wall / cell.ideal:.2f}" if cell.latency else ""
        print(
            f"| {driver.name} | {median(rows, 'good'):.0f} | {used:.2f} | {used / floor:.1f} | {wall:.2f} | {best} "
            f"| {median(rows, 'calls') / (cell.at_once + 1):.2f} | {median(rows, 'cached'):.1%} "
            f"| {median(rows, 'peak'):.0f} |",
            flush=True,
        )


def memory_table(environments: Environments) -> None:
    """Print what each further course at once takes."""
    print(
        "\nMemory of further courses at once, 0.2 s a call\n\n| driver | at once | peak MB | kB for each further |"
    )
    print("|---|---:|---:|---:|")
    for driver in DRIVERS[:2]:
        python, before = environments.python(driver), None
        for at_once in (1, 64, 256, 512):
            row = run_once(python or sys.executable, driver, Cell(0.2, at_once))
            if row is None:
                continue
            each = f"{(row['peak'] - before[1]) * 1024 / (at_once - before[0]):.0f}" if before else ""
            before = before or (at_once, row["peak"])
            print(f"| {driver.name} | {at_once} | {row['peak']:.0f} | {each} |", flush=True)


def growth_table(environments: Environments, rounds: int) -> None:
    """Print what a call costs in longer and longer sessions: a part that grows with the turns would show."""
    print("\nGrowth with turns, 16 sessions at once, 0 s a call\n\n| driver | turns | CPU ms/call | ratio |")
    print("|---|---:|---:|---:|")
    for driver in DRIVERS[:2]:
        python, first = environments.python(driver), 0.0
        for turns in (6, 12, 20):
            found = [
                run_once(python or sys.executable, driver, Cell(0.0, 16), {"BENCHMARK_TURNS": str(turns)})
                for _ in range(rounds)
            ]
            rows = [row for row in found if row is not None and row["good"] == 16]
            if not rows:
                continue
            used = median(rows, "cpu") / (16 * (turns + 1)) * 1e3
            first = first or used
            print(f"| {driver.name} | {turns} | {used:.2f} | {used / first:.2f} |", flush=True)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--only", default=",".join(driver.name for driver in DRIVERS))
    parser.add_argument("--plan", choices=PLANS, default="full")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--venvs", type=Path)
    given = parser.parse_args()
    chosen = [driver for driver in DRIVERS if driver.name in given.only.split(",")]
    print(f"# Speed\n\n{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, "
          f"Python {sys.version.split()[0]}; `python -m benchmarks.speed {' '.join(sys.argv[1:])}`")  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        environments = Environments(given.venvs or Path(folder))
        for cell in PLANS[given.plan]:
            drivers = [d for d in chosen if not cell.heavy or d.name in FEW]
            cell_table(drivers, cell, environments, 1 if cell.heavy else given.rounds)
        print("\n## What the parts cost")
        cell_table(PARTS, Cell(0.0, 64), environments, given.rounds)
        memory_table(environments)
        growth_table(environments, given.rounds)
        startup_table(given.rounds)


if __name__ == "__main__":
    main()
