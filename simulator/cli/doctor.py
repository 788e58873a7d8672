"""`simulate doctor`: whether this machine can make runs."""

from __future__ import annotations

import asyncio
import importlib.metadata
import json
import os
import platform
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

import click

from simulator import __version__
from simulator.cli import shared
from simulator.errors import InputError
from simulator.store.atomic import make_folder, write_text
from simulator.store.errors import StoreError
from simulator.store.lock import RunLock

PACKAGES = ("litellm", "aiohttp", "pydantic", "jinja2", "click", "pyyaml", "pandas", "pyarrow")


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at."""

    what: str
    state: Literal["ok", "note", "bad"]
    words: str


@click.command()
@click.option(
    "--model",
    "models",
    multiple=True,
    metavar="MODEL",
    help="Also ask this model for a word, over the network; repeatable.",
)
@shared.runs_dir
@shared.print_json
@click.pass_context
def command(ctx: click.Context, models: tuple[str, ...], runs_dir: Path, as_json: bool) -> None:
    """Check versions, keys, folders, clock; with --model, whether a model answers."""
    found = [
        *_versions(),
        *_keys(),
        *_folder(runs_dir),
        *_clock(runs_dir),
        *(_model(name) for name in models),
    ]
    if as_json:
        click.echo(json.dumps([asdict(f) for f in found], indent=1))
    else:
        colours = {"ok": "green", "note": "yellow", "bad": "red"}
        for f in found:
            click.echo(f"{click.style(f'{f.state:<4}', fg=colours[f.state])}  {f.what}: {f.words}")
    ctx.exit(1 if any(f.state == "bad" for f in found) else 0)


def _versions() -> Iterator[Finding]:
    yield Finding("session-simulator", "ok", __version__)
    fine = sys.version_info >= (3, 11)
    yield Finding("python", "ok" if fine else "bad", f"{platform.python_version()} on {platform.platform()}")
    for name in PACKAGES:
        try:
            yield Finding(name, "ok", importlib.metadata.version(name))
        except importlib.metadata.PackageNotFoundError:
            optional = name in ("pandas", "pyarrow")
            words = "not installed; pip install 'session-simulator[data]' for data frames and Parquet"
            yield Finding(name, "note" if optional else "bad", words if optional else "not installed")


def _keys() -> Iterator[Finding]:
    from simulator.models.keys import KEYS, read_env_file

    read_env_file()
    present = sorted({n for names in KEYS.values() for n in names if os.environ.get(n, "").strip()})
    words = ", ".join(present) if present else "none set; offline/cbt and servers of your own need none"
    yield Finding("keys", "ok" if present else "note", words)


def _folder(runs_dir: Path) -> Iterator[Finding]:
    name = f"folder {runs_dir}"
    try:
        make_folder(runs_dir)
        with tempfile.TemporaryDirectory(dir=runs_dir, prefix=".doctor-") as probe:
            before = time.perf_counter()
            write_text(Path(probe) / "file", "x")
            with RunLock(Path(probe)):
                took = time.perf_counter() - before
    except (StoreError, OSError) as e:
        yield Finding(name, "bad", str(e))
        return
    yield Finding(name, "ok", f"can be written and locked; a durable write takes {took * 1000:.1f} ms")
    free = shutil.disk_usage(runs_dir).free
    yield Finding("disk", "ok" if free > 1e9 else "bad", f"{free / 1e9:.1f} GB free")


def _clock(runs_dir: Path) -> Iterator[Finding]:
    now = time.time()
    words = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(now))
    if now < 1_735_689_600:  # 2025-01-01
        yield Finding("clock", "bad", f"says {words}, which is before this program was written")
        return
    try:
        with tempfile.NamedTemporaryFile(dir=runs_dir) as f:
            apart = abs(os.fstat(f.fileno()).st_mtime - now)
    except OSError:
        apart = 0.0  # the folder itself was found bad above
    if apart > 5:
        yield Finding("clock", "note", f"the clock of {runs_dir} and this machine's differ by {apart:.0f} s")
    else:
        yield Finding("clock", "ok", words)


def _model(name: str) -> Finding:
    from simulator.models import CallKey, ModelFailure, Request
    from simulator.models.factory import open_model
    from simulator.models.network import NetworkConfig

    async def ask() -> str:
        model = open_model(name, NetworkConfig())
        try:
            key = CallKey("doctor/doctor/r01", 1, 0, "note")
            reply = await model.generate(
                Request(name, [{"role": "user", "content": "Say: ready."}], "note", key, max_tokens=64)
            )
        finally:
            await model.close()
        return f"answers as {reply.model or 'unknown'} in {reply.seconds:.1f} s ({reply.outcome.value})"

    try:
        return Finding(name, "ok", asyncio.run(ask()))
    except (InputError, ModelFailure) as e:
        return Finding(name, "bad", str(e).replace("\n", " "))
