"""The offline model, breaking on purpose: so that a user can watch the guard at work, and tests have a truth to count by."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import unquote

from simulator.errors import InputError, nearest
from simulator.models import CallKey, Outcome, Reply, Request
from simulator.models.offline.breakage import CODES, Break, broken, possible
from simulator.models.offline.choose import dice
from simulator.models.offline.model import OfflineModel, reply_with, structured
from simulator.models.scene import Scene

DEFAULT_RATE = 0.1
_CHAINED = ("partner_induced", "meta", "inversion", "stall")
_OTHERS = ("rate", "seed", "chain")


@dataclass(frozen=True, slots=True)
class Broken:
    """One reply that was broken on purpose."""

    key: str
    """The call, as `str(CallKey)`."""
    code: str
    text: str


@dataclass(frozen=True, slots=True)
class FlakySettings:
    """How often the model breaks, and how."""

    rates: Mapping[str, float]
    """Chance of each code, for each call for a turn."""
    seed: int = 0
    chain: float = 0.5
    """Chance of breaking in turn after a partner's broken turn that was let through."""

    @classmethod
    def parse(cls, text: str) -> FlakySettings:
        """Settings such as `rate=0.1` or `refusal=0.2,inversion=0.05&seed=3`.

        `rate` is shared out evenly among the codes that are not named. Without any rate it is 0.1.

        Raises:
            InputError: unknown name, a value that is no number or out of range, or rates that sum to more than 1.
        """
        given = dict(_pair(part) for part in re.split(r"[&,;]", unquote(text)) if part.strip())
        rates = {code: _share(code, given[code]) for code in CODES if code in given}
        rest = [c for c in CODES if c not in rates]
        total = _share("rate", given["rate"]) if "rate" in given else 0.0 if rates else DEFAULT_RATE
        rates |= {code: total / len(rest) for code in rest}
        if sum(rates.values()) > 1 + 1e-9:
            raise InputError(
                f"offline/flaky: the rates sum to {sum(rates.values()):.2f}",
                remedy="Together they may be 1 at most: a reply breaks in one way.",
            )
        chain = _share("chain", given["chain"]) if "chain" in given else 0.5
        return cls(rates=rates, seed=_whole(given.get("seed", "0")), chain=chain)


def _pair(part: str) -> tuple[str, str]:
    name, sign, value = part.strip().partition("=")
    if not sign or name not in (*CODES, *_OTHERS):
        raise InputError(
            f"offline/flaky: unknown setting {part.strip()!r}", remedy=nearest(name, (*CODES, *_OTHERS))
        )
    return name, value.strip()


def _share(name: str, value: str) -> float:
    try:
        found = float(value)
    except ValueError:
        found = -1.0
    if not 0 <= found <= 1:
        raise InputError(
            f"offline/flaky: {name}={value!r} is not a rate", remedy="Give a number from 0 to 1."
        )
    return found


def _whole(value: str) -> int:
    try:
        return int(value)
    except ValueError:
        raise InputError(
            f"offline/flaky: seed={value!r} is not a whole number", remedy="For example seed=3."
        ) from None


class FlakyModel:
    """Wraps the offline model and breaks turns at settable rates.

    Whether and how a reply breaks depends on the seed and the call's key alone: another attempt is another draw. Notes
    and judges are left whole.

    Attributes:
        broken: what was broken, in the order of the calls.
    """

    def __init__(self, settings: FlakySettings | None = None) -> None:
        self.settings = settings or FlakySettings.parse("")
        self.broken: list[Broken] = []
        self._inner = OfflineModel()

    async def generate(self, request: Request) -> Reply:
        """Answer one request, broken or not; `raw["injected"]` then names the code."""
        if request.role not in {"patient", "therapist"} or request.scene is None:
            return await self._inner.generate(request)
        code = self._code(request.key, request.scene)
        if not code:
            return await self._inner.generate(request)
        good = self._inner.text(replace(request, reply_schema=None))
        rng = dice("wording", self.settings.seed, request.scene.seed, _shared(request.key), code)
        made = broken(code, good, request.scene, rng)
        self.broken.append(Broken(str(request.key), code, made.text))
        return _reply(made, request, code)

    async def close(self) -> None:
        """Nothing to give back."""
        await self._inner.close()

    def _code(self, key: CallKey, scene: Scene) -> str:
        """The code to break with; empty for a good turn."""
        roll = dice("flaky", self.settings.seed, scene.seed, _shared(key))
        follows = self._follows_a_break(key, scene)
        if roll.random() < self.settings.chain and follows:
            usable = [c for c in _CHAINED if possible(c, scene)]
            return roll.choice(usable) if usable else ""
        draw, at = roll.random(), 0.0
        for code, rate in self.settings.rates.items():
            at += rate
            if draw < at:
                return code if possible(code, scene) and (follows or code != "partner_induced") else ""
        return ""

    def _follows_a_break(self, key: CallKey, scene: Scene) -> bool:
        """Whether the partner's last turn was one of ours, let through: drawn anew from its own key."""
        if not any(self.settings.rates.values()) or not scene.turns or scene.turns[-1].source != "model":
            return False
        turn = scene.turns[-1]
        before = replace(scene, speaker=turn.speaker, turns=tuple(scene.turns[:-1]))
        call = replace(key, role=turn.speaker, turn=turn.number, attempt=turn.attempts)
        return bool(self._code(call, before))


def _shared(key: CallKey) -> str:
    """The call without its arm: the arms of a study share their draws."""
    arm, slash, rest = key.course.partition("/")
    return str(replace(key, course=rest if slash else arm))


def _reply(made: Break, request: Request, code: str) -> Reply:
    whole = made.outcome is Outcome.OK and request.reply_schema is not None and code != "error_text"
    text = structured(made.text, request) if whole else made.text
    reply = reply_with(text, request)
    return replace(reply, outcome=made.outcome, finish_reason=made.finish_reason, raw={"injected": code})
