"""The page on which people rate: a small server on loopback, text only, each click on disk before it is answered."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web

from simulator.errors import InputError
from simulator.pages import static_text
from simulator.pages.text import clean
from simulator.store.errors import StoreError
from simulator.store.runs import Run
from simulator.study.collect import collect
from simulator.study.design import design_of, hidden_names
from simulator.study.judge.ask import masked
from simulator.study.paths import ratings_folder
from simulator.study.rating.items import Mode, RatedItem, order_for, rating_items, swapped
from simulator.study.rating.ratings import HIGH, LOW, Rating, check_rater, read_ratings, save_rating

_LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_PAGES = {
    "/": ("simulator.study.rating", "index.html", "text/html"),
    "/rate.js": ("simulator.study.rating", "rate.js", "text/javascript"),
    "/rate.css": ("simulator.study.rating", "rate.css", "text/css"),
    "/look.css": ("simulator.pages", "look.css", "text/css"),
}
_BODY = 10_000

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class RatingRoom:
    """What is rated, who rates it, and where the ratings are kept.

    Args:
        run: the study.
        mode: pairs of sessions, or single ones.
        rater: the one who rates here; None: the page asks for a name.
    """

    def __init__(self, run: Run, mode: Mode, rater: str | None = None) -> None:
        design = design_of(run.plan)
        if design is None:
            raise InputError(f"{run.name!r} is a run, not a study", remedy="simulate ab makes studies")
        self.hidden = hidden_names(run.plan)
        self.items = rating_items(collect(run, design.first_scored), mode, self.hidden)
        self.folder, self.mode, self.seed = ratings_folder(run), mode, run.plan.seed
        self.rater = check_rater(rater) if rater else None
        if not self.items:
            raise InputError(
                f"{run.name!r} has no complete session to rate yet",
                remedy="`simulate resume` continues it",
            )

    def state(self, rater: str, at: int | None) -> dict[str, Any]:
        """What the page shows: one item, its place, and what was answered before. No arm, prompt or model is in it."""
        order = order_for(self.items, rater, self.seed)
        mine = read_ratings(self.folder).get(rater, {})
        open_ = next((i for i, item in enumerate(order) if item.id not in mine), len(order))
        place = open_ if at is None else max(0, min(at, len(order)))
        found: dict[str, Any] = {
            "rater": rater, "fixed": self.rater is not None, "mode": self.mode, "place": place, "count": len(order),
            "open": open_, "done": sum(item.id in mine for item in order), "low": LOW, "high": HIGH, "item": None,
        }  # fmt: skip
        if place < len(order):
            item = order[place]
            found["item"] = {
                "id": item.id,
                "sides": self._sides(item, rater),
                "answer": self._answer(item, rater, mine.get(item.id)),
            }
        return found

    def rate(self, rater: str, item_id: str, answer: object) -> None:
        """Keep an answer: `left`, `right` or `tie`, or a score. Raises InputError when it is none."""
        item = next((i for i in self.items if i.id == item_id), None)
        if item is None:
            raise InputError("there is no such item")
        if self.mode == "single":
            if not isinstance(answer, int) or isinstance(answer, bool) or not LOW <= answer <= HIGH:
                raise InputError(f"a score is a whole number from {LOW} to {HIGH}")
            save_rating(self.folder, rater, Rating(item=item.id, mode="single", score=answer))
            return
        if answer not in ("left", "right", "tie"):
            raise InputError("an answer is left, right or tie")
        arms = tuple(reversed(item.arms)) if swapped(item, rater, self.seed) else item.arms
        prefers = "tie" if answer == "tie" else arms[0] if answer == "left" else arms[1]
        save_rating(self.folder, rater, Rating(item=item.id, mode="pairs", prefers=prefers))

    def _sides(self, item: RatedItem, rater: str) -> list[list[dict[str, str]]]:
        sides = [
            [{"speaker": t.speaker, "text": clean(masked(t.text, self.hidden))} for t in turns]
            for turns in item.turns
        ]
        return sides[::-1] if swapped(item, rater, self.seed) else sides

    def _answer(self, item: RatedItem, rater: str, rating: Rating | None) -> str | int | None:
        if rating is None or rating.mode != self.mode:
            return None
        if rating.mode == "single":
            return rating.score
        if rating.prefers == "tie" or rating.prefers not in item.arms:
            return "tie" if rating.prefers == "tie" else None
        first = rating.prefers == item.arms[0]
        return "left" if first != swapped(item, rater, self.seed) else "right"


def make_app(room: RatingRoom) -> web.Application:
    """The server; bind it to loopback."""

    async def page(request: web.Request) -> web.Response:
        package, name, kind = _PAGES[request.path]
        return web.Response(text=static_text(package, name), content_type=kind, charset="utf-8")

    async def state(request: web.Request) -> web.Response:
        at = request.query.get("at")
        place = int(at) if at is not None and at.isdecimal() and len(at) < 7 else None
        name = request.query.get("rater")
        if not name and room.rater is None:
            return web.json_response({"rater": ""})  # the page asks who rates
        return web.json_response(room.state(_rater(room, name), place))

    async def rate(request: web.Request) -> web.Response:
        if request.content_type != "application/json":
            raise InputError("a JSON object is expected")
        try:
            given = json.loads(await request.text())
        except (ValueError, RecursionError):
            raise InputError("this is not JSON") from None
        if not isinstance(given, dict):
            raise InputError("this is not a JSON object")
        room.rate(_rater(room, given.get("rater")), str(given.get("item")), given.get("answer"))
        return web.json_response({"saved": True})

    app = web.Application(middlewares=[_guarded], client_max_size=_BODY)
    for path in _PAGES:
        app.router.add_get(path, page)
    app.router.add_get("/api/state", state)
    app.router.add_post("/api/rate", rate)
    return app


def _rater(room: RatingRoom, given: object) -> str:
    return room.rater or check_rater(given if isinstance(given, str) else "")


@web.middleware
async def _guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Only this machine, only this page: another site's page in the same browser can neither read nor rate."""
    origin = request.headers.get("Origin")
    if _name(f"//{request.host}") not in _LOCAL or (
        origin is not None and urlsplit(origin).netloc != request.host
    ):
        return web.Response(status=403, text="this server answers its own page only", headers=_HEADERS)
    try:
        response = await handler(request)
    except StoreError as error:
        response = web.json_response({"error": clean(str(error))}, status=500)
    except InputError as error:
        response = web.json_response({"error": clean(str(error))}, status=400)
    except web.HTTPException as error:
        response = web.Response(status=error.status, text=error.reason)
    response.headers.update(_HEADERS)
    return response


def _name(address: str) -> str | None:
    try:
        return urlsplit(address).hostname
    except ValueError:
        return None
