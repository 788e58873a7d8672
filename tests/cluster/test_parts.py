"""What travels between processes, without any process."""

from __future__ import annotations

import ast
import pickle
import re
import threading
from importlib.metadata import entry_points
from pathlib import Path

import pytest
import yaml

from simulator.cli import root
from simulator.cluster.job import Errand, Event, Job
from simulator.cluster.pool import POOL_NAME, Pool
from simulator.cluster.relay import Relay, replay_events
from simulator.config import load_config
from simulator.models.budget import Budget, BudgetConfig, BudgetExceeded
from simulator.models.spent import Spent
from simulator.planning import work_from
from simulator.progress import Progress
from simulator.store.lock import Holder
from simulator.transcript import Discarded, Ending, EndingReason, Finding, SessionStatus, Turn, Usage
from tests.commands import ROOT, simulate

KEY = "sk-a-secret-key-0123456789abcdef"


def test_no_key_travels_in_a_task(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MY_KEY", KEY)
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    (tmp_path / ".env").write_text(f"DIRECT_API_KEY={KEY}\n")
    named = {"models.patient.model": "openai/gpt-4o-mini", "models.therapist.model": "direct/x"}
    more = {"models.therapist.base_url": "http://127.0.0.1:1/v1", "models.therapist.api_key_env": "MY_KEY"}
    work = work_from(["alicia"], {"nova": load_config(None, (), {**named, **more})})
    job = Job("1", str(tmp_path), work, Holder(1, "here", "now"), 0.5, 0.0)
    sent = pickle.dumps((job, Errand("nova", "alicia", 1)))
    assert KEY.encode() not in sent and b"MY_KEY" in sent
    again, errand = pickle.loads(sent)
    assert again.work.plan() == work.plan() and errand.persona == "alicia"


def test_workers_are_not_part_of_a_plan() -> None:
    pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
    some = work_from(["alicia"], {"nova": load_config(None, (), {"workers": 4, "scheduler": "tcp://x:1"})})
    none = work_from(["alicia"], {"nova": load_config(None)})
    assert some.plan() == none.plan() and some.default_name() == none.default_name()


def test_workers_together_never_take_more_than_there_is(tmp_path: Path) -> None:
    limits = BudgetConfig(max_calls=101, max_tokens=100_000)
    Pool(tmp_path, limits, 0.25).open(Spent(calls=1))
    spent: list[int] = []

    def worker() -> None:
        budget = Budget(limits, lender=Pool(tmp_path, limits, 0.25).take)
        try:
            for _ in range(200):
                budget.settle(budget.reserve("c", tokens=100), Usage(input_tokens=90, output_tokens=10))
        except BudgetExceeded as stop:
            assert stop.what == "max_calls" and stop.limit == 101
        spent.append(budget.spent.calls)

    threads = [threading.Thread(target=worker) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(spent) == 100


def test_a_budget_in_money_is_handed_out_in_parts_and_what_was_spent_before_counts(tmp_path: Path) -> None:
    limits = BudgetConfig(max_cost=1.0)
    pool = Pool(tmp_path, limits, 0.5)
    pool.open(Spent(cost=0.4))
    assert pool.take("max_cost", 0.005) == pytest.approx(0.01)
    assert pool.take("max_cost", 0.5) == pytest.approx(0.5)
    assert pool.take("max_cost", 0.5) == pytest.approx(0.09)
    assert pool.take("max_cost", 0.01) == 0
    pool.close()
    assert not (tmp_path / POOL_NAME).exists() and not Pool(tmp_path, BudgetConfig(course_calls=3), 1).needed


def test_a_course_that_comes_to_a_worker_brings_what_it_has_used(tmp_path: Path) -> None:
    limits = BudgetConfig(course_calls=10, max_calls=100)
    Pool(tmp_path, limits, 1.0).open(Spent(calls=8))
    budget = Budget(limits, lender=Pool(tmp_path, limits, 1.0).take)
    for _ in range(2):
        budget.restore_course("c", Spent(calls=8))
    budget.settle(budget.reserve("c"), Usage())
    budget.settle(budget.reserve("c"), Usage())
    with pytest.raises(BudgetExceeded, match="course_calls"):
        budget.reserve("c")
    assert budget.spent.calls == 2, "the run's part was counted where the run's budget is kept"


def test_a_watcher_sees_the_same_through_a_relay_without_the_text_of_turns() -> None:
    class Seen(Progress):
        def __init__(self) -> None:
            self.all: list[object] = []

        def turn_accepted(self, course: str, number: int, turn: Turn) -> None:
            self.all.append((course, number, turn.number, turn.speaker))

        def attempt_discarded(self, course: str, number: int, discarded: Discarded) -> None:
            self.all.append((course, number, discarded.number, [f.code for f in discarded.findings]))

        def call_made(self, course: str, usage: Usage, *, from_record: bool) -> None:
            self.all.append((course, usage, from_record))

        def session_ended(self, course: str, number: int, status: SessionStatus, ending: Ending) -> None:
            self.all.append((course, number, status, ending))

        def notice(self, text: str) -> None:
            self.all.append(text)

    def tell(progress: Progress) -> None:
        progress.session_started("c", 1)
        progress.turn_accepted("c", 1, Turn(number=0, speaker="patient", text="very private"))
        thrown = (Finding(code="meta", severity="hard"), Finding(code="format", severity="soft"))
        progress.attempt_discarded(
            "c", 1, Discarded(number=1, speaker="therapist", attempt=1, text="x", findings=thrown[:1])
        )
        progress.call_made("c", Usage(input_tokens=3, output_tokens=1, cost=0.1), from_record=True)
        progress.session_ended(
            "c", 1, SessionStatus.BROKEN, Ending(reason=EndingReason.LOOP, details="d", flags=("f",))
        )
        progress.notice("n")
        progress.course_ended("c")

    batches: list[list[Event]] = []
    here, there, relay = Seen(), Seen(), Relay(batches.append)
    tell(here)
    tell(relay)
    relay.flush()
    relay.flush()
    assert len(batches) == 1 and "very private" not in repr(batches)
    replay_events(batches[0], there)
    assert there.all == here.all


def test_without_dask_the_message_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text("import sys; sys.modules['distributed'] = None\n")
    done = simulate(
        "--persona", "alicia", "--workers", "2", cwd=tmp_path, env={"PYTHONPATH": f"{tmp_path}:{ROOT}"}
    )  # fmt: skip
    assert done.returncode == 2 and "session-simulator[cluster]" in done.stderr, done.stderr
    assert not (tmp_path / "runs").exists()


def test_a_scheduler_that_is_not_there_is_told(tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    done = simulate("--persona", "alicia", "--scheduler", "nonsense://x", cwd=tmp_path)
    assert done.returncode == 2 and "Traceback" not in done.stderr and "docs/cluster.md" in done.stderr, (
        done.stderr
    )


def test_the_documented_manifests_start_dask_by_commands_and_options_it_has() -> None:
    distributed = pytest.importorskip("distributed")
    text = (ROOT / "docs/cluster.md").read_text("utf-8")
    blocks = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
    manifests = {m["kind"]: m for block in blocks for m in yaml.safe_load_all(block)}
    spec, commands = manifests["DaskCluster"]["spec"], entry_points(group="dask_cli")
    assert distributed.__name__ in {command.module.partition(".")[0] for command in commands}
    for part in ("worker", "scheduler"):
        dask, name, *arguments = spec[part]["spec"]["containers"][0]["args"]
        known = {option for p in commands[name].load().params for option in (*p.opts, *p.secondary_opts)}
        assert dask == "dask" and {a for a in arguments if a.startswith("--")} <= known
    _, *arguments = manifests["Job"]["spec"]["template"]["spec"]["containers"][0]["args"]
    known = {option for p in root().params for option in (*p.opts, *p.secondary_opts)}
    assert {a for a in arguments if a.startswith("--")} <= known


def test_the_documented_slurm_program_is_python_and_gives_simulate_its_own_options() -> None:
    text = (ROOT / "docs/cluster.md").read_text("utf-8")
    program = re.findall(r"```python\n(.*?)```", text, re.DOTALL)[0]
    given = {n.value for n in ast.walk(ast.parse(program)) if isinstance(n, ast.Constant)}
    options = {v for v in given if isinstance(v, str) and v.startswith("--")}
    assert options and options <= {option for p in root().params for option in p.opts}
