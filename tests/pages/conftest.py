"""Runs to look at."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.store.runs import Run
from simulator.transcript import SessionStatus
from tests.pages.attacks import ATTACKS, EVERYTHING
from tests.pages.made import TALK, make_run, make_session

DESIGN = {"design": "chain", "primaries": ["turns", "broken_rate"]}
PERSONAS = ("alicia", "naomi", "graham")


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    """A runs folder with a run of two arms: discarded attempts, a broken session, one under way."""
    runs = tmp_path / "runs"
    with make_run(runs, "plain", arms=("nova", "brief"), replicates=2) as run:
        for arm in ("nova", "brief"):
            course = run.course(arm, "alicia", 1)
            make_session(
                course,
                1,
                thrown={1: [("As an AI I cannot.", "refusal")], 2: [("", "empty"), ("Hm", "truncated")]},
            )
            make_session(course, 2, soft="I did not", talk=(*TALK, f"Only in {arm}."))
        broken = run.course("nova", "alicia", 2)
        make_session(broken, 1, thrown={4: [("x", "meta"), ("y", "meta")]}, status=SessionStatus.BROKEN)
        make_session(run.course("brief", "alicia", 2), 1, finish=False)
    return runs


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A runs folder in which every text is an attack."""
    runs = tmp_path / "hostile-runs"
    with make_run(runs, "h", hashes={EVERYTHING[:80]: "b" * 64}, command=("--persona", EVERYTHING)) as run:
        course = run.course("nova", "alicia", 1)
        thrown = {n: [(attack, "meta")] for n, attack in enumerate(ATTACKS)}
        make_session(course, 1, talk=ATTACKS, thrown=thrown, soft=ATTACKS[0], evil=EVERYTHING)
        make_session(course, 2, talk=ATTACKS, thrown=thrown, evil=EVERYTHING, finish=False)
    return runs


@pytest.fixture
def study(tmp_path: Path) -> Run:
    """Arm b's sessions are two turns longer, and some of them broken."""
    return make_study(tmp_path)


def make_study(runs: Path) -> Run:
    """The study of the fixture in a folder of runs."""
    with make_run(
        runs, "s", arms=("a", "b"), personas=PERSONAS, sessions=2, replicates=3, extra={"study": DESIGN}
    ) as run:
        for p, persona in enumerate(PERSONAS):
            for replicate in (1, 2, 3):
                for number in (1, 2):
                    short = [*TALK, *TALK[: (replicate + p) % 2]]
                    make_session(run.course("a", persona, replicate), number, talk=short)
                    status = (
                        SessionStatus.BROKEN
                        if (p, replicate, number) == (0, 1, 1)
                        else SessionStatus.COMPLETE
                    )
                    make_session(
                        run.course("b", persona, replicate),
                        number,
                        talk=[*short, "And?", "Well."],
                        status=status,
                    )
        return run
