"""The partner's reply is made while a judge reads, and thrown away if the turn falls: nothing else is different."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from simulator.cli.display import Counting
from simulator.config import load_config
from simulator.errors import InputError
from simulator.integrity.account import lines, session_account
from simulator.models import FailureKind, ModelFailure, Request
from simulator.models.offline import open_offline
from simulator.planning import work_from
from simulator.runner import make_run
from simulator.store.content import read_journal
from simulator.store.runs import Run
from simulator.store.tables import attempt_rows
from simulator.transcript import OTHER, EndingReason, SessionStatus
from tests.judged import Played, calls, falls, files, journal, play, record, session, until
from tests.servers.openai_server import running_server

SCENES: dict[str, tuple[str, tuple[str, ...]]] = {
    "a session": ("alicia", ()),
    "facts that open when they are asked for": ("graham", ()),
    "a turn limit, with its private notes": ("alicia", ("endings.limits.turns=12",)),
    "structured replies": (
        "alicia",
        ("models.patient.structured=auto", "models.therapist.structured=auto"),
    ),
}


@pytest.mark.parametrize("scene", SCENES)
def test_when_no_turn_falls_all_files_are_the_same_and_every_call_is_made_once(
    tmp_path: Path, scene: str
) -> None:
    persona, settings = SCENES[scene]
    off, on = Played(), Played()
    play(tmp_path / "off", off, *settings, ahead=False, persona=persona)
    made = play(tmp_path / "on", on, *settings, persona=persona)
    assert files(tmp_path / "on") == files(tmp_path / "off")
    assert calls(tmp_path / "on") == calls(tmp_path / "off")
    assert journal(tmp_path / "on").texts == journal(tmp_path / "off").texts
    assert not journal(tmp_path / "on").ahead, "what was used is a call like any other"
    assert sorted(str(r.key) for r in on.requests) == sorted(str(r.key) for r in off.requests)
    assert sum(used.ahead for used in made.usage.values()) == len(made.turns) - 2, "all but the first two"
    assert "unused" not in made.usage


def test_the_partner_is_asked_while_the_judge_reads(tmp_path: Path) -> None:
    model = Played()

    async def before(request: Request) -> None:
        if request.role == "judge" and request.key.turn == 4:
            await until(lambda: bool(model.keys(5, "therapist")))  # without the setting this never comes

    model.before = before
    assert play(tmp_path, model).status is SessionStatus.COMPLETE


@pytest.mark.parametrize("places", [((4, 1),), ((4, 1), (4, 2), (9, 1), (12, 1))])
def test_when_a_turn_falls_its_answer_is_thrown_away_and_the_talk_is_the_same(
    tmp_path: Path, places: tuple[tuple[int, int], ...]
) -> None:
    off, on = Played(down=falls(*places)), Played(down=falls(*places))

    async def before(request: Request) -> str | None:
        """An answer to what has fallen, or will, is in words that would be known again."""
        last, turn = request.messages[-1]["content"], request.key.turn
        fallen = (on.said.get((OTHER[request.role], *place)) for place in places if place[0] == turn - 1)  # type: ignore[index]
        return (
            f"Words for turn {turn}."
            if request.role in OTHER and any(t and t in last for t in fallen)
            else None
        )

    on.before = before
    play(tmp_path / "off", off, ahead=False)
    made = play(tmp_path / "on", on)
    assert files(tmp_path / "on") == files(tmp_path / "off")
    assert calls(tmp_path / "on") == calls(tmp_path / "off")
    rows = journal(tmp_path / "on").calls.values()
    discarded = [row.reply.text for row in rows if row.verdict and not row.verdict.accepted]
    thrown = journal(tmp_path / "on").unused()
    assert len(discarded) == len(places) and [row.key.turn for row in thrown] == [t + 1 for t, _ in places]
    for text in discarded:
        seen = [
            r for r in on.requests if r.role in OTHER and text in json.dumps(r.messages, ensure_ascii=False)
        ]
        assert [r.key in {row.key for row in thrown} for r in seen] == [True], (
            "only what was thrown away saw it"
        )
    assert all(row.reply and row.reply.text == f"Words for turn {row.key.turn}." for row in thrown)
    assert not any("Words for turn" in json.dumps(r.messages) for r in on.requests)
    assert made.usage["unused"].calls == len(thrown) == len(places)
    assert made.usage["unused"].usage.cost == pytest.approx(0.001 * len(places))
    assert made.cost == pytest.approx(0.001 * len(on.requests)), "what was thrown away has been paid"


def test_random_breaks_and_judgements_give_the_same_talk(tmp_path: Path) -> None:
    for seed in range(3):

        def down(request: Request, seed: int = seed) -> bool:
            return (request.key.turn * 7 + request.key.attempt * 3 + seed) % 5 == 0

        for ahead in (False, True):
            model = Played(down=down)
            model.below = open_offline(f"offline/flaky?rate=0.2&seed={seed}")
            play(tmp_path / f"{seed}{ahead}", model, ahead=ahead)
        on, off = tmp_path / f"{seed}True", tmp_path / f"{seed}False"
        assert files(on) == files(off) and calls(on) == calls(off)
        assert journal(on).unused()


def test_a_reply_under_way_is_cut_off_when_the_turn_falls_and_its_price_is_said_to_be_unknown(
    tmp_path: Path,
) -> None:
    model = Played(down=falls((4, 1)))

    async def before(request: Request) -> None:
        if request.key.turn == 5 and len(model.keys(5, "therapist")) == 1 and request.role == "therapist":
            await asyncio.Event().wait()
        if request.role == "judge" and request.key.turn == 4:
            await until(lambda: bool(model.keys(5, "therapist")))

    model.before = before
    watched = Counting()
    made = play(tmp_path, model, progress=watched)
    assert made.status is SessionStatus.COMPLETE and made.turns[4].attempts == 2
    assert made.usage["unused"].calls == made.usage["unused"].unpriced == made.unpriced == 1
    assert watched.tally.calls == len(model.requests) and watched.tally.unpriced == 1
    (row,) = journal(tmp_path).unused()
    assert row.reply is None and row.key.turn == 5


def test_nothing_is_asked_that_no_turn_will_need(tmp_path: Path) -> None:
    reasons = set()
    for limit in (3, 4, 7):
        model = Played()
        made = play(tmp_path / str(limit), model, f"endings.limits.turns={limit}")
        assert max(r.key.turn for r in model.requests) == len(made.turns) - 1
        reasons.add(made.ending.reason if made.ending else None)
    assert reasons == {EndingReason.NATURAL, EndingReason.TURN_LIMIT}
    quiet = Played()
    play(tmp_path / "unsure", quiet, "guard.judge.when=unsure", "guard.checks.voice=false")
    assert not any(r.role == "judge" for r in quiet.requests)
    assert record(tmp_path / "unsure").usage["therapist"].ahead == 0


def test_a_failure_ahead_is_nobodys_business_unless_the_reply_is_needed(tmp_path: Path) -> None:
    def failing(model: Played) -> Any:
        async def before(request: Request) -> None:
            first = len(model.keys(request.key.turn, request.role)) == 1
            if request.key.turn in (5, 8) and request.role != "judge" and first:
                raise ModelFailure(FailureKind.SERVER, "500")

        return before

    play(tmp_path / "off", Played(down=falls((7, 1))), ahead=False)
    model = Played(down=falls((7, 1)))
    model.before = failing(model)
    made = play(tmp_path / "on", model)
    assert made.status is SessionStatus.COMPLETE and files(tmp_path / "on") == files(tmp_path / "off")
    assert len(model.keys(5, "therapist")) == 2 and "unused" not in made.usage
    assert sum(used.ahead for used in made.usage.values()) == len(made.turns) - 3


def test_the_provider_being_down_fails_the_session_as_it_would_without(tmp_path: Path) -> None:
    async def before(request: Request) -> None:
        if request.key.turn == 5:
            raise ModelFailure(FailureKind.SERVER, "500")

    made = play(tmp_path, Played(before))
    assert made.status is SessionStatus.FAILED and len(made.turns) == 5
    assert made.ending is not None and made.ending.rule == "server_error"
    again = Played()
    assert play(tmp_path, again).status is SessionStatus.COMPLETE
    assert not any(r.key.turn < 5 for r in again.requests)


def test_the_account_says_what_was_made_ahead_and_what_of_it_was_in_vain(tmp_path: Path) -> None:
    made = play(tmp_path, Played(down=falls((4, 1), (9, 1))))
    account = session_account(session(tmp_path) / "session.json")
    assert (account.ahead, account.unused) == (len(made.turns) - 2, 2)
    said = f"replies made ahead: {len(made.turns)}, {len(made.turns) - 2} used, 2 thrown away ($0.0020)"
    assert any(said in line for line in lines("session", account))
    assert (account + account).as_dict()["made_ahead_unused"] == 4
    rows = [r for r in attempt_rows(Run.open(tmp_path / "run")) if r["outcome"] == "thrown away"]
    assert [(r["turn"], r["cost"]) for r in rows] == [(5, 0.001), (10, 0.001)]


def test_over_a_server_two_calls_of_a_session_are_under_way_at_once(tmp_path: Path) -> None:
    most, shown = {}, {}
    for ahead in (False, True):
        with running_server(latency=0.01) as server:
            flags: dict[str, object] = {"guard.judge.when": "always", "guard.judge.ahead": ahead}
            for role in ("patient", "therapist", "note", "judge"):
                flags[f"models.{role}"] = {"model": f"direct/{role}", "base_url": server.url}
            planned = work_from(["alicia"], {"a": load_config(None, ("endings.limits.turns=8",), flags)})
            with Run.create(tmp_path / str(ahead), "run", planned.plan()) as run:
                asyncio.run(make_run(run, planned))
            most[ahead], shown[ahead] = server.most_in_flight, files(tmp_path / str(ahead))
    assert most == {False: 1, True: 2} and shown[True] == shown[False]


@pytest.mark.parametrize("route", ["direct", pytest.param("hosted_vllm", marks=pytest.mark.slow)])
def test_calls_that_are_cut_off_on_the_wire_leave_nothing_behind(tmp_path: Path, route: str) -> None:
    def judge(body: dict[str, Any]) -> str | None:
        if body["model"] != "judge":
            return None
        said = body["messages"][-1]["content"].split('">\n')[-1].split("\n</turn>")[0]
        return json.dumps({"label": "meta" if len(said) % 3 == 0 else "in_role", "quote": said[:20]})

    async def course(url: str) -> None:
        flags: dict[str, object] = {"guard.judge.when": "always", "guard.judge.ahead": True, "concurrency": 4}
        for role in ("patient", "therapist", "note", "judge"):
            flags[f"models.{role}"] = {"model": f"{route}/{role}", "base_url": url}
        planned = work_from(["alicia"], {"a": load_config(None, ("replicates=4",), flags)})
        with Run.create(tmp_path, "run", planned.plan()) as run:
            await make_run(run, planned)
        assert not any("_ask_ahead" in repr(task) for task in asyncio.all_tasks())

    with running_server(replies=judge, latency=0.005, latency_spread=1.5) as server:
        asyncio.run(course(server.url))
        asked = server.calls
    courses = list(Run.open(tmp_path / "run").courses())
    rows = [row for c in courses for row in read_journal(c.session(1).path / "attempts.jsonl").unused()]
    calls = sum(u.calls for c in courses for u in c.session(1).load().usage.values())
    assert rows and asked <= calls, "every request on the wire is in the account"


def test_the_setting_needs_a_judge() -> None:
    config = load_config(None, ("guard.judge.ahead=true",))
    with pytest.raises(InputError, match="no judge model is named"):
        work_from(["alicia"], {"a": config})
