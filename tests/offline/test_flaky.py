"""The offline model that breaks on purpose."""

from __future__ import annotations

import asyncio
from collections import Counter

import pytest

from simulator.errors import InputError
from simulator.models import Outcome
from simulator.models.offline import FlakyModel, FlakySettings, open_offline
from simulator.models.offline.breakage import CODES, broken
from simulator.models.offline.choose import dice
from simulator.models.offline.model import OfflineModel
from simulator.personas import load_persona
from simulator.transcript import Speaker, Turn
from tests.offline.loop import play_course, request_of
from tests.offline.test_replies import ask, scene, turns


def flaky(settings: str) -> FlakyModel:
    model = open_offline(f"offline/flaky?{settings}")
    assert isinstance(model, FlakyModel)
    return model


TALK = turns(
    "Hi. It has been a long week, and I'm not sure where to start today.",
    "Welcome in. How bad has it been, from zero to ten, ten the worst?",
    "Seven, I'd say. It was mostly the evenings, when nobody else was there.",
    "So the evenings are the hard part. What went through your mind then?",
    "That nobody would notice if I simply stopped turning up for things.",
    "That's a lonely thought to be left with. What did you do after that?",
)


@pytest.mark.parametrize("speaker", ["patient", "therapist"])
@pytest.mark.parametrize("code", CODES)
def test_every_code_breaks_both_roles_in_many_words(code: str, speaker: Speaker) -> None:
    said = TALK if speaker == "patient" else TALK[:5]
    now = scene(turns=said, speaker=speaker)
    good = OfflineModel().text(request_of(now, 3, len(said), speaker))
    made = {broken(code, good, now, dice("wording", i)).text for i in range(60)}
    assert good not in made
    few = {
        "repetition": 2,
        "loop": 1,
        "parrot": 3,
        "empty": 8,
        "stall": 6,
        "goodbye_loop": 8,
        "partner_induced": 5,
    }
    assert len(made) >= few.get(code, 7), made
    assert not any("{turn" in t or "<nl>" in t for t in made)


def test_typed_breaks_carry_their_outcome() -> None:
    cut = [
        broken("truncated", "A good turn that was to go on for a while, you know.", scene(), dice(i))
        for i in range(40)
    ]
    assert {(b.outcome, b.finish_reason) for b in cut} == {
        (Outcome.TRUNCATED, "length"),
        (Outcome.OK, "stop"),
    }
    empty = [broken("empty", "A good turn.", scene(), dice(i)) for i in range(60)]
    assert Outcome.EMPTY in {b.outcome for b in empty}
    assert all(b.outcome is Outcome.EMPTY for b in empty if not b.text.strip())


def test_what_was_broken_is_listed_and_stamped() -> None:
    model = flaky("rate=1&chain=0&seed=5")
    reply = ask(request_of(scene(turns=TALK), 3, 6, "patient"), model)
    assert [b.code for b in model.broken] == [reply.raw["injected"]]
    assert model.broken[0].text == reply.text
    assert model.broken[0].key == "nova/alicia/r01/s03.v0/t06/patient/a1"


def test_another_attempt_is_another_draw_and_the_same_call_the_same() -> None:
    model = flaky("refusal=0.5&seed=2&chain=0")
    calls = [request_of(scene(turns=TALK), 3, 6, "patient", attempt=a) for a in range(1, 21)]
    first = [ask(c, model).text for c in calls]
    assert first == [ask(c, flaky("refusal=0.5&seed=2&chain=0")).text for c in calls]
    assert 3 <= len(model.broken) <= 17


def test_the_rates_are_kept() -> None:
    model = flaky("refusal=0.2,inversion=0.05&seed=3&chain=0")
    total = 0
    for name in ("alicia", "naomi"):
        total += sum(len(s.turns) for s in play_course(load_persona(name), 8, model=model))
    counts = Counter(b.code for b in model.broken)
    assert set(counts) <= {"refusal", "inversion"}
    assert 0.12 <= counts["refusal"] / total <= 0.28
    assert 0.02 <= counts["inversion"] / total <= 0.1


def test_rate_is_shared_among_the_codes() -> None:
    model = flaky("rate=0.9&seed=1&chain=0")
    play_course(load_persona("alicia"), 8, model=model)
    missing = set(CODES) - {b.code for b in model.broken} - {"partner_induced", "goodbye_loop", "loop"}
    assert len(missing) <= 4


def test_a_partners_break_that_was_let_through_is_followed_by_others() -> None:
    chained = flaky("refusal=0.3&chain=1&seed=4")
    play_course(load_persona("alicia"), 3, model=chained)
    assert {"partner_induced", "meta", "inversion"} & {b.code for b in chained.broken}


def test_notes_are_left_whole() -> None:
    said = tuple(Turn(number=i, speaker="therapist" if i % 2 else "patient", text="Yes.") for i in range(4))
    request = request_of(scene(turns=said, speaker=None), 3, 3, "note")
    assert ask(request, flaky("rate=1")) == asyncio.run(OfflineModel().generate(request))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("refusl=0.1", "refusal"),
        ("rate=2", "0 to 1"),
        ("rate=x", "not a rate"),
        ("seed=1.5", "whole number"),
        ("refusal=0.8&empty=0.8", "sum to"),
        ("refusal", "unknown setting"),
    ],
)
def test_bad_settings_are_refused(text: str, word: str) -> None:
    with pytest.raises(InputError, match=word):
        FlakySettings.parse(text)


def test_settings_are_read() -> None:
    found = FlakySettings.parse("refusal=0.2,inversion=0.05&seed=3&chain=0.25")
    assert found.rates["refusal"] == 0.2 and found.rates["inversion"] == 0.05
    assert sum(found.rates.values()) == pytest.approx(0.25)
    assert (found.seed, found.chain) == (3, 0.25)
    assert sum(FlakySettings.parse("").rates.values()) == pytest.approx(0.1)
