"""Ratings by people: blind, in a random order, on disk at each click, by this machine only."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer

from simulator.errors import InputError
from simulator.store.errors import StoreError
from simulator.store.runs import Run
from simulator.study.analyse import analyse
from simulator.study.paths import ratings_folder
from simulator.study.rating.items import swapped
from simulator.study.rating.ratings import Rating, check_rater, read_ratings, save_rating
from simulator.study.rating.server import RatingRoom, make_app
from tests.pages.made import make_run, make_session
from tests.study.making import Made

Client = TestClient[Any, Any]


def with_client(room: RatingRoom, use: Callable[[Client], Awaitable[None]]) -> None:
    async def run() -> None:
        async with TestClient(TestServer(make_app(room))) as client:
            await use(client)

    asyncio.run(run())


@pytest.fixture
def room(judged: Made, tmp_path: Path) -> RatingRoom:
    made = RatingRoom(judged.run, "pairs")
    made.folder = tmp_path / "ratings"
    return made


def test_a_click_is_on_disk_when_it_is_answered_and_the_next_item_follows(room: RatingRoom) -> None:
    async def use(client: Client) -> None:
        first = await (await client.get("/api/state?rater=ann")).json()
        assert (first["place"], first["done"], first["count"]) == (0, 0, 6) and len(
            first["item"]["sides"]
        ) == 2
        done = await client.post(
            "/api/rate", json={"rater": "ann", "item": first["item"]["id"], "answer": "left"}
        )
        assert done.status == 200
        kept = read_ratings(room.folder)["ann"][first["item"]["id"]]
        item = next(i for i in room.items if i.id == first["item"]["id"])
        assert kept.prefers == item.arms[1 if swapped(item, "ann", room.seed) else 0] and kept.at
        second = await (await client.get("/api/state?rater=ann")).json()
        assert second["place"] == 1 and second["item"]["id"] != first["item"]["id"]
        back = await (await client.get("/api/state?rater=ann&at=0")).json()
        assert back["item"]["answer"] == "left"

    with_client(room, use)


def test_raters_see_other_orders_and_other_sides(room: RatingRoom) -> None:
    orders = {tuple(room.state(r, i)["item"]["id"] for i in range(6)) for r in ("ann", "bob", "cy", "di")}
    assert len(orders) > 1 and len({tuple(sorted(o)) for o in orders}) == 1
    sides = {swapped(item, rater, 0) for item in room.items for rater in ("ann", "bob", "cy")}
    assert sides == {True, False}


def test_the_page_is_told_no_arm_prompt_or_model(room: RatingRoom) -> None:
    sent = json.dumps([room.state("ann", i) for i in range(7)])
    for word in ("control-lecture", "nova-brief", "offline", '"arms"', '"a"', '"b"'):
        assert word not in sent


def test_only_this_machine_and_only_its_own_page_are_answered(room: RatingRoom) -> None:
    async def use(client: Client) -> None:
        for headers in (
            {"Host": "evil.example"},
            {"Host": "127.0.0.1.evil.example"},
            {"Origin": "http://evil.example"},
        ):
            assert (await client.get("/", headers=headers)).status == 403
        page = await client.get("/")
        policy = page.headers["Content-Security-Policy"]
        assert page.status == 200 and "default-src 'none'" in policy and "unsafe" not in policy
        text = await page.text()
        assert (
            "<script>" not in text and " onclick" not in text and "style=" not in text and "http" not in text
        )
        for path in ("/rate.js", "/rate.css"):
            assert (await client.get(path)).headers["X-Content-Type-Options"] == "nosniff"
        script = await (await client.get("/rate.js")).text()
        assert "innerHTML" not in script and "eval" not in script
        assert (await client.get("/../ratings.py")).status == 404

    with_client(room, use)


def test_nobody_named_is_nobody_and_a_rater_of_the_command_is_fixed(room: RatingRoom) -> None:
    async def use(client: Client) -> None:
        assert await (await client.get("/api/state")).json() == {"rater": ""}
        assert (await client.get("/api/state?rater=../up")).status == 400
        room.rater = "bob"
        told = await (await client.get("/api/state?rater=ann")).json()
        assert told["rater"] == "bob" and told["fixed"]

    with_client(room, use)


def test_a_damaged_file_of_ratings_is_told_to_the_page(room: RatingRoom) -> None:
    room.folder.mkdir()
    (room.folder / "ann.jsonl").write_text("nonsense\n")

    async def use(client: Client) -> None:
        answer = await client.get("/api/state?rater=ann")
        assert answer.status == 500 and "ann.jsonl" in (await answer.json())["error"]

    with_client(room, use)


def test_therapists_of_other_names_are_masked_whether_there_is_a_judge_or_not(tmp_path: Path) -> None:
    told = ("Hello.", "I am NAME, and this is\x1b[2J \u202etxt.")
    with make_run(
        tmp_path, "s", arms=("a", "b"), sessions=1, extra={"study": {"primaries": ["turns"]}}
    ) as run:
        settings = [
            a.settings | {"therapist_name": n} for a, n in zip(run.plan.arms, ("Ada", "Grace"), strict=True)
        ]
        arms = [a.model_copy(update={"settings": s}) for a, s in zip(run.plan.arms, settings, strict=True)]
        run.change_plan(run.plan.model_copy(update={"arms": tuple(arms)}), [])
        for arm, name in (("a", "Ada"), ("b", "Grace")):
            talk = (told[0], told[1].replace("NAME", name))
            make_session(run.course(arm, "alicia", 1), 1, talk=talk)
    sent = json.dumps(RatingRoom(Run.open("s", tmp_path), "pairs").state("ann", 0))
    assert "Ada" not in sent and "Grace" not in sent and "u202e" not in sent and "u001b" not in sent


@pytest.mark.parametrize(
    "body",
    [
        {"rater": "ann", "item": "nothing", "answer": "left"},
        {"rater": "../up", "item": "", "answer": "left"},
        {"rater": "ann", "answer": "both"},
        {"rater": "", "answer": "left"},
        [],
        "left",
    ],
)
def test_an_answer_that_is_none_is_refused_and_not_kept(room: RatingRoom, body: Any) -> None:
    async def use(client: Client) -> None:
        if isinstance(body, dict) and "item" not in body:
            body["item"] = room.items[0].id
        answer = await client.post("/api/rate", json=body)
        assert answer.status == 400 and "error" in await answer.json()
        form = await client.post(
            "/api/rate", data={"rater": "ann", "item": room.items[0].id, "answer": "left"}
        )
        assert form.status == 400
        assert read_ratings(room.folder) == {}

    with_client(room, use)


def test_scores_are_whole_numbers_of_the_scale(judged: Made, tmp_path: Path) -> None:
    room = RatingRoom(judged.run, "single", "ann")
    room.folder = tmp_path
    assert len(room.items) == 12
    room.rate("ann", room.items[0].id, 10)
    for wrong in (11, -1, 5.5, True, "7", None):
        with pytest.raises(InputError, match="whole number"):
            room.rate("ann", room.items[0].id, wrong)
    assert read_ratings(tmp_path)["ann"][room.items[0].id].score == 10


@pytest.mark.slow
def test_agreement_of_raters_and_with_the_judge_is_in_the_result(judged: Made) -> None:
    folder = ratings_folder(judged.run)
    pairs, single = RatingRoom(judged.run, "pairs"), RatingRoom(judged.run, "single")
    try:
        for rater, last in (("ann", "a"), ("bob", "b")):
            for i, item in enumerate(pairs.items):
                save_rating(
                    folder,
                    rater,
                    Rating(item=item.id, mode="pairs", prefers=last if i == 0 else ("a", "tie")[i % 2]),
                )
            for i, item in enumerate(single.items):
                save_rating(folder, rater, Rating(item=item.id, mode="single", score=(i * 3) % 10))
        found = {(a.question, a.raters, a.statistic): a for a in analyse(judged.run).agreement}
    finally:
        for file in folder.glob("*.jsonl"):
            file.unlink()
    kappa = found["preference", ("ann", "bob"), "Cohen's kappa"]
    assert kappa.items == 6 and kappa.value is not None and 0.5 < kappa.value < 1
    assert found["score", ("ann", "bob"), "ICC(2,1)"].value == pytest.approx(1.0)
    assert ("preference", ("ann", "the judge"), "Cohen's kappa") in found
    assert ("score and judge:ctrs", ("bob", "the judge"), "Spearman's rho") in found


def test_a_torn_line_is_left_out_and_a_strange_one_is_told(tmp_path: Path) -> None:
    save_rating(tmp_path, "ann", Rating(item="x", mode="pairs", prefers="a"))
    save_rating(tmp_path, "ann", Rating(item="x", mode="pairs", prefers="tie"))
    with (tmp_path / "ann.jsonl").open("a") as file:
        file.write('{"item": "y", "mo')
    assert read_ratings(tmp_path)["ann"]["x"].prefers == "tie" and "y" not in read_ratings(tmp_path)["ann"]
    save_rating(tmp_path, "ann", Rating(item="z", mode="pairs", prefers="a"))
    assert set(read_ratings(tmp_path)["ann"]) == {"x", "z"}
    (tmp_path / "bob.jsonl").write_text('{"item": 3}\n')
    with pytest.raises(StoreError, match=r"bob\.jsonl"):
        read_ratings(tmp_path)


@pytest.mark.parametrize("name", ["", "../x", "a b", "x" * 41, "é", ".hidden"])
def test_a_name_that_is_no_file_name_is_refused(name: str) -> None:
    with pytest.raises(InputError):
        check_rater(name)
