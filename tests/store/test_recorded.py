"""`recorded:RUN` serves what was recorded for the same call, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from simulator.errors import InputError
from simulator.models import CallKey, FailureKind, ModelFailure, Request
from simulator.store.recorded import Silent, open_recorded
from tests.store.made import PLAN, ScriptedModel, made_run, play_and_save


class Kept(ScriptedModel):
    """Keeps the requests, to ask them again."""

    def __init__(self) -> None:
        super().__init__()
        self.requests: list[Request] = []

    async def generate(self, request: Request):  # type: ignore[no-untyped-def]
        self.requests.append(request)
        return await super().generate(request)


async def test_the_same_call_gets_the_same_reply_and_another_none(tmp_path: Path) -> None:
    with made_run(tmp_path) as run:
        model = Kept()
        await play_and_save(run.course("main", "alicia", 1).session(1), model)
    recorded = open_recorded("r", tmp_path)
    for request in model.requests:
        reply = await recorded.generate(replace(request, model="recorded:r", temperature=None))
        assert reply == await ScriptedModel().generate(request)
    asked = model.requests[2]
    others = [
        replace(asked, key=replace(asked.key, course="main/alicia/r02")),
        replace(asked, key=replace(asked.key, attempt=2)),
        replace(asked, messages=asked.messages[:-1]),
    ]
    for other in others:
        with pytest.raises(ModelFailure) as e:
            await recorded.generate(other)
        assert e.value.kind is FailureKind.EXHAUSTED and not e.value.transient
    await recorded.close()


async def test_a_silent_model_only_fails() -> None:
    with pytest.raises(ModelFailure, match="holds no reply"):
        await Silent().generate(Request("m", [], "note", CallKey("a/p/r01", 1, 1, "note")))


def test_a_run_that_is_not_there_is_named(tmp_path: Path) -> None:
    made_run(tmp_path, "nova-1", PLAN).close()
    with pytest.raises(InputError, match="did you mean nova-1"):
        open_recorded("nova-2", tmp_path)
