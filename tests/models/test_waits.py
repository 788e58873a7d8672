from __future__ import annotations

import pytest

from simulator.models import FailureKind, ModelFailure
from simulator.models.waits import WAITS, Waits
from tests.models.test_retry import OK, play


def test_a_long_wait_is_told_and_a_storm_of_them_once() -> None:
    time, told = [0.0], list[str]()
    waits = Waits(lambda: time[0])
    waits.tell = told.append
    with waits.noted("rate_limit", 2.0):
        assert told == []
    for _ in range(3):
        with waits.noted("rate_limit", 20.0), waits.noted("server_error", 9.0):
            time[0] += 1.0
            assert waits.text() == "2 calls wait after rate_limit, server_error; next try in 8 s"
    assert told == ["1 call waits after rate_limit; next try in 20 s"]
    time[0] += 30.0
    with waits.noted("timeout", 5.0):
        assert told[1:] == ["1 call waits after timeout; next try in 5 s"]
    assert waits.text() == ""


def test_a_call_that_is_tried_again_says_that_it_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(WAITS, "tell", told.append)
    monkeypatch.setattr(WAITS, "_told", float("-inf"))
    reply, _ = play([ModelFailure(FailureKind.RATE_LIMIT, "slow down", retry_after=50.0), OK])
    assert reply != OK and told and told[0].startswith("1 call waits after rate_limit; next try in 5")
    assert WAITS.text() == ""
