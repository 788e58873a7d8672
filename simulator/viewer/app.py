"""The server: addresses to pages, on loopback."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable
from pathlib import Path

from aiohttp import web
from aiohttp.typedefs import Handler

from simulator.errors import InputError
from simulator.pages import static_text
from simulator.store.errors import StoreError
from simulator.viewer.library import Library, Missing
from simulator.viewer.pages import Pages
from simulator.viewer.security import guard

LOOPBACK = "127.0.0.1"
STATIC = {
    "look.css": ("simulator.pages", "text/css"),
    "viewer.css": ("simulator.viewer", "text/css"),
    "theme.js": ("simulator.viewer", "text/javascript"),
    "viewer.js": ("simulator.viewer", "text/javascript"),
    "icon.svg": ("simulator.viewer", "image/svg+xml"),
}


def make_app(runs_dir: Path) -> web.Application:
    """The application, for a server or a test.

    Args:
        runs_dir: the folder of all runs.
    """
    pages = Pages(Library(runs_dir))
    app = web.Application(middlewares=[guard()])
    course = "/run/{run}/{arm}/{persona}/{replicate}"
    for path, page in (
        ("/", pages.runs),
        ("/run/{run}", pages.run),
        ("/run/{run}/verdicts", pages.verdicts),
        (course, pages.course),
        (course + "/{number}", pages.session),
        ("/compare", pages.compare),
        ("/search", pages.search),
    ):
        app.router.add_get(path, _handler(pages, page))
    app.router.add_get("/static/{name}", _static)
    app.router.add_get("/{rest:.*}", _handler(pages, _nothing))
    return app


async def serve(runs_dir: Path, port: int, ready: Callable[[str], None]) -> None:
    """Serve until cancelled.

    Args:
        port: 0 takes a free one.
        ready: told the address when the server listens.

    Raises:
        InputError: the port is taken.
    """
    runner = web.AppRunner(make_app(runs_dir), access_log=None, handle_signals=False, shutdown_timeout=1.0)
    await runner.setup()
    try:
        site = web.TCPSite(runner, LOOPBACK, port)
        try:
            await site.start()
        except OSError as e:
            raise InputError(
                f"port {port} cannot be used: {e.strerror or e}",
                remedy="another program may be using it; --port 0 takes a free one",
            ) from e
        ready(f"http://{LOOPBACK}:{runner.addresses[0][1]}/")
        await asyncio.Event().wait()
    finally:
        await runner.cleanup()


def _handler(pages: Pages, page: Callable[..., str]) -> Handler:
    async def handle(request: web.Request) -> web.Response:
        status = 200
        try:
            html = await asyncio.to_thread(page, request.query, **request.match_info)
        except Missing as e:
            status, html = 404, pages.problem(404, str(e))
        except (StoreError, InputError) as e:
            status, html = 500, pages.problem(500, str(e))
        return _answer(request, html, status)

    return handle


def _answer(request: web.Request, html: str, status: int) -> web.Response:
    body = html.encode("utf-8", "replace")
    tag = hashlib.blake2b(body, digest_size=12).hexdigest()
    if status == 200 and request.headers.get("If-None-Match", "").strip('"') == tag:
        return web.Response(status=304, headers={"ETag": f'"{tag}"'})
    return web.Response(
        status=status, body=body, content_type="text/html", charset="utf-8", headers={"ETag": f'"{tag}"'}
    )


def _nothing(query: object, *, rest: str) -> str:  # noqa: ARG001
    raise Missing(f"There is no page at “/{rest[:200]}”.")


async def _static(request: web.Request) -> web.Response:
    found = STATIC.get(request.match_info["name"])
    if found is None:
        raise web.HTTPNotFound
    package, kind = found
    return web.Response(
        text=static_text(package, request.match_info["name"]), content_type=kind, charset="utf-8"
    )
