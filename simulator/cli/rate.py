"""`simulate rate`: people rate a study's sessions, blind, in the browser."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Literal

import click

from simulator.cli import shared
from simulator.store.runs import Run

HOST = "127.0.0.1"


@click.command()
@click.argument("study")
@click.option(
    "--mode", type=click.Choice(["pairs", "single"]), default="pairs", show_default=True,
    help="Two sessions side by side, or one at a time with a score.",
)  # fmt: skip
@click.option(
    "--rater",
    metavar="NAME",
    help="Name of the rater; without it the page asks, and several people can take turns.",
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8724,
    show_default=True,
    help="Port on this machine; 0 picks a free one.",
)
@shared.runs_dir
def command(
    study: str, mode: Literal["pairs", "single"], rater: str | None, port: int, runs_dir: Path
) -> None:
    """Rate the sessions of a study by hand: arms hidden, order random, each click saved.

    Agreement among raters, and with the judge, is in the study's result (`simulate ab … --json`, `simulate report`).
    """
    from simulator.study import require_packages

    require_packages()
    from simulator.study.rating.server import RatingRoom

    asyncio.run(_serve(RatingRoom(Run.open(study, runs_dir), mode, rater), port))


async def _serve(room: object, port: int) -> None:
    from aiohttp import web

    from simulator.errors import InputError
    from simulator.study.rating.server import RatingRoom, make_app

    assert isinstance(room, RatingRoom)
    runner = web.AppRunner(make_app(room), access_log=None)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, HOST, port).start()
        except OSError as error:
            raise InputError(
                f"port {port} cannot be used: {error.strerror or error}",
                remedy="--port 0 picks a free one",
            ) from None
        address = runner.addresses[0]
        click.echo(f"http://{HOST}:{address[1]}/   {len(room.items)} to rate; Ctrl-C ends it", err=True)
        await asyncio.Event().wait()
    finally:
        await runner.cleanup()
