"""A course whose turns a judge reads, with models that a test holds in its hand. As a program: dies on purpose.

`python -m tests.judged FOLDER WHEN` makes such a course and kills itself with SIGKILL: `flying`, when the partner's reply
has been asked for ahead and is under way; `landed`, when that reply is on disk and the judge has said nothing yet.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from simulator.config import load_config
from simulator.course import Course, Kit
from simulator.models import Model, Outcome, Reply, Request
from simulator.models.budget import Budget, BudgetConfig, Budgeted
from simulator.models.offline import open_offline
from simulator.planning import Work, work_from
from simulator.progress import Progress
from simulator.store.content import Content, read_journal
from simulator.store.records import SessionRecord
from simulator.store.rows import CallRow
from simulator.store.runs import Run
from simulator.transcript import Usage

PRICED = Usage(input_tokens=100, output_tokens=10, cost=0.001)
Before = Callable[[Request], Awaitable[str | None]]


async def nothing(_: Request) -> None:
    return None


def falls(*places: tuple[int, int]) -> Callable[[Request], bool]:
    """Which attempts the judge turns down: (turn, attempt)."""
    return lambda request: (request.key.turn, request.key.attempt) in places


class Played:
    """The offline model with a price, and a judge that turns down what it is told to. Keeps all requests, in order.

    Args:
        before: awaited first, for each call; may answer it with a text, fail or wait.
        down: whether the judge turns an attempt down.
    """

    def __init__(self, before: Before = nothing, down: Callable[[Request], bool] = lambda _: False) -> None:
        self.before, self.down, self.below = before, down, open_offline("offline/cbt")
        self.requests: list[Request] = []
        self.said: dict[tuple[str, int, int], str] = {}
        """What was answered last: role, turn and attempt -> text."""

    async def generate(self, request: Request) -> Reply:
        self.requests.append(request)
        text = await self.before(request) or await self._plain(request)
        reply = Reply(Outcome.OK, text, model="played", finish_reason="stop", usage=PRICED)
        self.said[request.role, request.key.turn, request.key.attempt] = reply.text
        return reply

    async def _plain(self, request: Request) -> str:
        if request.role != "judge":
            return (await self.below.generate(request)).text
        said = request.messages[-1]["content"].split('">\n')[-1].split("\n</turn>")[0]
        down = self.down(request)
        return json.dumps({"label": "meta" if down else "in_role", "quote": said[:20] if down else ""})

    async def close(self) -> None:
        await self.below.close()

    def keys(self, turn: int, role: str) -> list[str]:
        """The calls of a role for a turn, as often as they were made."""
        return [str(r.key) for r in self.requests if (r.key.turn, r.role) == (turn, role)]


def work(*settings: str, ahead: bool = True, persona: str = "alicia", sessions: int = 1) -> Work:
    """One course with a judge that reads each turn."""
    given = ("models.judge.model=offline/cbt", "guard.judge.when=always", f"guard.judge.ahead={ahead}")
    return work_from([persona], {"a": load_config(None, (*given, *settings), {"sessions": sessions})})


async def make(
    folder: Path, made: Work, model: Model, progress: Progress | None = None, budget: Budget | None = None
) -> None:
    """Make the course, or go on with it, as `simulate` does."""
    arm = made.arms[0]
    model = Budgeted(model, budget or Budget(BudgetConfig()))
    kit = Kit(
        arm.config, arm.prompts, dict.fromkeys(arm.role_models(), model), arm.guard, arm.rules, arm.hashes
    )
    path = folder / "run"
    with Run.open(path, write=True) if path.exists() else Run.create(folder, "run", made.plan()) as run:
        await Course(run.course("a", made.personas[0].id, 1), made.personas[0], kit, progress).run()


def play(folder: Path, model: Model, *settings: str, ahead: bool = True, **more: Any) -> SessionRecord:
    """Make a course; its first session."""
    progress, budget = more.pop("progress", None), more.pop("budget", None)
    asyncio.run(_alone(make(folder, work(*settings, ahead=ahead, **more), model, progress, budget)))
    return record(folder)


async def _alone(course: Awaitable[None]) -> None:
    try:
        await course
    finally:
        assert asyncio.all_tasks() == {asyncio.current_task()}, "a task was left behind"


def session(folder: Path) -> Path:
    return next((folder / "run").glob("a/*/r01/session-01"))


def record(folder: Path) -> SessionRecord:
    (course,) = Run.open(folder / "run").courses()
    return course.session(1).load()


def journal(folder: Path) -> Content:
    return read_journal(session(folder) / "attempts.jsonl")


def files(folder: Path) -> dict[str, bytes]:
    """What a session hands on: transcript, note, ledger."""
    names = ("transcript.txt", "note.md", "ledger.json")
    return {p.name: p.read_bytes() for p in (folder / "run").rglob("*") if p.name in names}


def told(row: CallRow) -> tuple[Any, ...]:
    """A call without the time of day."""
    return row.key, row.request, row.messages, row.parameters, row.reply.text, row.system, row.verdict


def calls(folder: Path) -> list[tuple[Any, ...]]:
    return [told(row) for row in journal(folder).calls.values()]


async def until(holds: Callable[[], bool]) -> None:
    """Wait for something that is sure to come."""
    while not holds():
        await asyncio.sleep(0.001)


def main() -> None:
    """Make a course in FOLDER and die in the middle of turn 4's judgement."""
    folder, when = Path(sys.argv[1]), sys.argv[2]

    async def before(request: Request) -> None:
        if request.role == "judge" and request.key.turn == 4:
            await until(lambda: when == "landed" and any(r.key.turn == 5 for r in journal(folder).ahead))
            os.kill(os.getpid(), signal.SIGKILL)
        if when == "flying" and request.key.turn == 5:
            os.kill(os.getpid(), signal.SIGKILL)

    asyncio.run(make(folder, work(), Played(before)))


if __name__ == "__main__":
    main()
