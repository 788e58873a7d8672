"""Runs with several processes: the same files, nothing paid twice, whatever is killed."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cluster.dask_cluster import cluster
from tests.commands import ROOT, simulate
from tests.servers.openai_server import Server, running_server

pytest.importorskip("distributed")
pytestmark = pytest.mark.slow
COURSES, SESSIONS = 6, 2


def settings(folder: Path, url: str) -> Path:
    roles = {r: {"model": f"direct/{r}", "base_url": url} for r in ("patient", "therapist", "note")}
    path = folder / "wire.yaml"
    path.write_text(json.dumps({"models": roles, "endings": {"limits": {"turns": 12}}}))
    return path


def command(config: Path, *more: str) -> list[str]:
    return [
        "--persona", "alicia,naomi", "--replicates", str(COURSES // 2), "--sessions", str(SESSIONS),
        "--config", str(config), "--run", "w", "--concurrency", "6", "--json", *more,
    ]  # fmt: skip


def files(folder: Path) -> dict[str, bytes]:
    """All that a study reads; attempts and usage hold times and are compared by what was asked."""
    run = folder / "runs" / "w"
    names = ("transcript.txt", "note.md", "ledger.json")
    return {str(p.relative_to(run)): p.read_bytes() for p in sorted(run.rglob("*")) if p.name in names}


def asked(folder: Path) -> Counter[str]:
    found: Counter[str] = Counter()
    for path in (folder / "runs/w").glob("*/*/*/session-*/attempts.jsonl"):
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            if row["row"] == "call":
                found[row["request"]] += 1
    return found


def begin(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    clean = {k: v for k, v in os.environ.items() if not k.endswith(("_API_KEY", "_TOKEN"))}
    return subprocess.Popen(
        [sys.executable, "-m", "simulator", *arguments],
        cwd=folder, env={**clean, "PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def wait_for(holds: Callable[[], bool], seconds: float = 90) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "it did not come to that"
        time.sleep(0.05)


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, bytes], int]:
    """Files and calls of the same study in one process."""
    folder = tmp_path_factory.mktemp("alone")
    with running_server() as server:
        done = simulate(*command(settings(folder, server.url)), cwd=folder)
        assert done.returncode == 0, done.stdout + done.stderr
        return files(folder), server.calls


def test_four_workers_give_the_same_files_as_one_process(
    tmp_path: Path, alone: tuple[dict[str, bytes], int]
) -> None:
    with running_server() as server:
        done = simulate(*command(settings(tmp_path, server.url), "--workers", "4"), cwd=tmp_path, timeout=300)
        assert done.returncode == 0, done.stdout + done.stderr
        assert (files(tmp_path), server.calls) == alone
    assert json.loads(done.stdout)["complete"] == COURSES * SESSIONS
    assert not list((tmp_path / "runs/w").glob(".claims*")), "claims are put away"


def test_another_cluster_on_this_machine_is_nothing_to_warn_of(tmp_path: Path) -> None:
    with socket.socket() as taken:
        with contextlib.suppress(OSError):  # then another has it already
            taken.bind(("127.0.0.1", 8787))
            taken.listen()
        done = simulate("--persona", "alicia", "--sessions", "1", "--workers", "2", "--quiet", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_cluster_gives_the_same_files_and_a_killed_worker_costs_only_the_calls_in_flight(
    tmp_path: Path, alone: tuple[dict[str, bytes], int]
) -> None:
    with running_server(latency=0.1) as server, cluster(tmp_path, 3) as made:
        process = begin(
            tmp_path, *command(settings(tmp_path, server.url), "--scheduler", made.address, "--workers", "3")
        )
        wait_for(lambda: server.calls > alone[1] // 3)
        made.workers[0].kill()
        out, err = process.communicate(timeout=240)
        assert process.returncode == 0, out + err
        assert files(tmp_path) == alone[0]
        assert set(asked(tmp_path).values()) == {1}
        assert alone[1] <= server.calls <= alone[1] + COURSES, "only what was in flight is asked again"


def test_worker_after_worker_may_end_as_long_as_the_courses_get_further(
    tmp_path: Path, alone: tuple[dict[str, bytes], int]
) -> None:
    deaths = 5  # Dask gives a task up at the fourth
    with running_server(latency=0.1) as server, cluster(tmp_path, 1) as made:
        process = begin(tmp_path, *command(settings(tmp_path, server.url), "--scheduler", made.address))
        for death in range(1, deaths + 1):
            enough = alone[1] * death // (deaths + 2)
            wait_for(lambda enough=enough: server.calls > enough)  # type: ignore[misc]
            made.workers[-1].kill()
            made.add_worker()
        out, err = process.communicate(timeout=240)
        assert process.returncode == 0, out + err
        assert files(tmp_path) == alone[0]
        assert set(asked(tmp_path).values()) == {1}
        assert server.calls <= alone[1] + deaths * COURSES, "only what was in flight is asked again"


def test_a_course_that_no_worker_gets_further_with_is_given_up(tmp_path: Path) -> None:
    with running_server(latency=20) as server, cluster(tmp_path, 1) as made:
        process = begin(tmp_path, *command(settings(tmp_path, server.url), "--scheduler", made.address))
        for death in range(1, 9):
            wait_for(lambda enough=death * COURSES: server.calls >= enough)  # type: ignore[misc]
            made.workers[-1].kill()
            made.add_worker()
        out, err = process.communicate(timeout=60)
        assert process.returncode == 3, out + err
        assert "worker after worker died" in out and "Traceback" not in err


def test_a_killed_scheduler_stops_the_run_resumably(
    tmp_path: Path, alone: tuple[dict[str, bytes], int]
) -> None:
    with running_server(latency=0.1) as server:
        config = settings(tmp_path, server.url)
        with cluster(tmp_path, 2) as made:
            process = begin(tmp_path, *command(config, "--scheduler", made.address))
            wait_for(lambda: server.calls > alone[1] // 3)
            made.scheduler.kill()
            out, err = process.communicate(timeout=240)
            assert process.returncode == 3, out + err
            assert "Traceback" not in err and "scheduler is gone" in out
        again = simulate(*command(config, "--workers", "2"), cwd=tmp_path, timeout=240)
        assert again.returncode == 0, again.stdout + again.stderr
        assert files(tmp_path) == alone[0]
        assert server.calls <= alone[1] + COURSES


@pytest.mark.parametrize("signal_", [signal.SIGKILL, signal.SIGINT])
def test_a_command_that_ends_leaves_no_worker_writing(
    tmp_path: Path, signal_: signal.Signals, alone: tuple[dict[str, bytes], int]
) -> None:
    with running_server(latency=0.1) as server, cluster(tmp_path, 2) as made:
        config = settings(tmp_path, server.url)
        process = begin(tmp_path, *command(config, "--scheduler", made.address))
        wait_for(lambda: server.calls > alone[1] // 3)
        process.send_signal(signal_)
        process.communicate(timeout=60)
        if signal_ is signal.SIGINT:
            assert process.returncode == 3
        again = simulate(*command(config), cwd=tmp_path, timeout=240)
        assert again.returncode == 0, again.stdout + again.stderr
        assert files(tmp_path) == alone[0]
        assert server.calls <= alone[1] + COURSES


def test_a_budget_of_calls_holds_over_all_workers(
    tmp_path: Path, alone: tuple[dict[str, bytes], int]
) -> None:
    limit = alone[1] // 2
    with running_server() as server:
        config = settings(tmp_path, server.url)
        done = simulate(
            *command(config, "--workers", "3", "-c", f"budget.max_calls={limit}"), cwd=tmp_path, timeout=240
        )
        assert done.returncode == 3, done.stdout + done.stderr
        assert limit - 6 <= server.calls <= limit
        again = simulate(*command(config, "--workers", "2"), cwd=tmp_path, timeout=240)
        assert again.returncode == 0, again.stdout + again.stderr
        assert (files(tmp_path), server.calls) == alone


def test_workers_use_their_own_key_and_share_out_the_limit(tmp_path: Path) -> None:
    key = "sk-of-the-worker-0123456789abcdef"
    (tmp_path / ".env").write_text(f"DIRECT_API_KEY={key}\n")
    with running_server(latency=0.02) as server:
        config = settings(tmp_path, server.url)
        done = simulate(
            *command(config, "--workers", "2", "-c", "network.concurrency_most=2"), cwd=tmp_path, timeout=240
        )
        assert done.returncode == 0, done.stdout + done.stderr
        assert sent_keys(server) == {f"Bearer {key}"}
        assert server.most_in_flight <= 3 * 2, "three models, each with a limit of two over both workers"
    everything = b"".join(p.read_bytes() for p in (tmp_path / "runs").rglob("*") if p.is_file())
    assert key.encode() not in everything


def sent_keys(server: Server) -> set[str | None]:
    return {headers.get("Authorization") for headers in server.headers}
