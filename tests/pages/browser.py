"""A real Chromium, and the viewer as a real server in a thread."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import importlib.util
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
SIZES = {"wide": (1440, 900), "phone": (390, 844)}


@contextlib.contextmanager
def chromium() -> Iterator[Any]:
    """A browser; the test is skipped when there is none."""
    if CHROMIUM is None:
        pytest.skip("no Chromium is installed (apt-get install chromium)")
    playwright = pytest.importorskip("playwright.sync_api", reason="pip install -e '.[browser]'")
    with playwright.sync_playwright() as p:
        browser = p.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


@contextlib.contextmanager
def served(runs: Path) -> Iterator[str]:
    """The viewer's address while it serves a runs folder."""
    from simulator.viewer.app import serve

    there, address, stop = threading.Event(), list[str](), list[Callable[[], object]]()

    def ready(url: str) -> None:
        address.append(url.rstrip("/"))
        there.set()

    async def until_stopped() -> None:
        task = asyncio.ensure_future(serve(runs, 0, ready))
        stop.append(functools.partial(asyncio.get_running_loop().call_soon_threadsafe, task.cancel))
        with contextlib.suppress(asyncio.CancelledError):
            await task

    # Playwright keeps an event loop in this thread; the server has one of its own in another.
    thread = threading.Thread(target=lambda: asyncio.run(until_stopped()))
    thread.start()
    try:
        assert there.wait(20)
        yield address[0]
    finally:
        stop[0]()
        thread.join(20)


class Watched:
    """A page that remembers whatever it should not have done."""

    def __init__(self, browser: Any, allowed: str, *, size: str = "wide", dark: bool = False) -> None:
        width, height = SIZES[size]
        self.context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light"
        )
        self.page = self.context.new_page()
        self.wrongs: list[str] = []
        self.page.on("dialog", self._dialog)
        self.page.on("pageerror", lambda e: self.wrongs.append(f"error {e}"))
        self.page.on(
            "console",
            lambda m: self.wrongs.append(f"console {m.text}") if m.type in ("error", "warning") else None,
        )
        self.page.on(
            "request", lambda r: None if r.url.startswith(allowed) else self.wrongs.append(f"request {r.url}")
        )
        self.context.on("page", lambda _: self.wrongs.append("a new window"))

    def _dialog(self, dialog: Any) -> None:
        self.wrongs.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def go(self, address: str) -> Any:
        """Open an address and wait until it is at rest."""
        self.page.goto(address, wait_until="load")
        return self.page

    def close(self) -> None:
        """Close the page."""
        self.context.close()


def axe_script() -> str:
    """The text of axe-core; the test is skipped when it is not installed."""
    spec = importlib.util.find_spec("axe_playwright_python")
    if spec is None or spec.origin is None:
        pytest.skip("axe is not installed: pip install -e '.[browser]'")
    (found,) = Path(spec.origin).parent.rglob("axe.min.js")
    return found.read_text("utf-8")


def violations(page: Any) -> list[str]:
    """What axe-core has against a page; nothing may be."""
    # Evaluated by the debugger, not by the page: its policy forbids scripts, and stays in force.
    page.evaluate(axe_script())
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = page.evaluate("t => axe.run(document, {runOnly: t})", tags)
    return [
        f"{v['id']}: {n['html'][:160]} {n['failureSummary'][:200]}"
        for v in found["violations"]
        for n in v["nodes"]
    ]
