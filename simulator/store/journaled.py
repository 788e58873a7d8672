"""A model that remembers: the only place where resume, replay and regenerate differ from a first run.

It stands between the session's loop and a real model. A call that the session's journal holds is answered from there;
any other goes to the model, and its reply is on disk before it is returned. So to resume is to run the same loop again,
and to replay is to run it with no model behind it.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Literal

from pydantic import TypeAdapter
from pydantic_core import PydanticSerializationError

from simulator.models import CallKey, FailureKind, Model, ModelFailure, Reply, Request
from simulator.models.answers import storable
from simulator.store.ahead import Ahead, Place
from simulator.store.errors import StoreError, Trouble
from simulator.store.hashes import GrowingHash, data_hash, request_hash, text_hash
from simulator.store.journal import Difference, Journal
from simulator.store.rows import RAW_LIMIT, AheadRow, CallRow, FailureRow, Verdict
from simulator.transcript import Finding, Usage

_RAW: TypeAdapter[dict[str, Any]] = TypeAdapter(dict[str, Any])
_MESSAGE_LIMIT = 2_000


@dataclass(frozen=True, slots=True)
class _Known:
    """A request and what it is known by."""

    request: Request
    messages: str
    parameters: dict[str, Any]
    hash: str

    @property
    def place(self) -> Place:
        return self.request.key, self.hash


class JournaledModel:
    """A `Model` over another one, with a journal.

    Args:
        journal: the session's.
        model: asked for what the journal does not hold; None for a replay, which then raises
            ModelFailure(EXHAUSTED).
        on_difference: what to do when a recorded call would be asked differently today. "refuse" raises StoreError
            (`changed`); "keep" serves the recorded reply and tells it in `Journal.differences`.
        A journal that was opened read-only is left as it is; what the guard says today is then in `Journal.judged`.
    """

    def __init__(
        self,
        journal: Journal,
        model: Model | None,
        *,
        on_difference: Literal["refuse", "keep"] = "refuse",
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.journal, self.model, self.on_difference = journal, model, on_difference
        self.differences: list[Difference] = []
        """What this model's calls would ask differently today; the journal has those of all roles."""
        self.served = 0
        """Calls answered from the journal."""
        self.made = 0
        """Calls that the model answered."""
        self.kept = 0
        """Calls whose request had been asked for ahead, in this process or in the one whose record is read."""
        self._ahead = Ahead()
        self._sent: AheadRow | None = None
        """The call made ahead that was really sent and not used yet."""
        self._foreseen: Place | None = None
        self._now = now
        self._views: defaultdict[tuple[str, str], GrowingHash] = defaultdict(GrowingHash)
        self._last_system: tuple[str, str] = ("", "")

    async def generate(self, request: Request) -> Reply:
        """Answer from the journal, or from the model. Raises ModelFailure as the model does, and StoreError."""
        known = self._known(request)
        request, place = known.request, known.place
        row = self.journal.get(request.key)
        self.kept += row is not None and place == self._foreseen
        if row is not None:
            if row.request != known.hash:
                self._differs(row, known)
            self.served += 1
            return row.reply
        reply = await self._made_ahead(place) or await self._made_now(request)
        if self.journal.writable:
            await self.journal.append(
                CallRow(
                    key=request.key,
                    request=known.hash,
                    messages=known.messages,
                    model=request.model,
                    parameters=known.parameters,
                    reply=reply,
                    at=self._time(),
                    system=self._system(request),
                )
            )
        return reply

    async def begin(self, request: Request) -> None:
        """Ask ahead for what may be asked for next, and return. `generate` of the equal request has the reply, if one
        could be had; `drop` throws it away. Nothing is asked whose reply is on record. Raises nothing.
        """
        known = self._known(request)
        await self.drop()
        self._foreseen = known.place
        recorded = self.journal.get(known.request.key) or self.journal.content.made_ahead(*known.place)
        if not recorded and self.model is not None and self.journal.writable:
            await self._ahead.begin(known.place, self._ask_ahead(self.model, known))

    async def drop(self) -> Usage | None:
        """Throw away what was asked for ahead and not used. Returns what it used, if it was sent."""
        await self._ahead.drop()
        thrown, self._sent, self._foreseen = self._sent, None, None
        return thrown.usage if thrown else None

    async def close(self) -> None:
        """Does nothing: the model behind is shared by many sessions and closed where it was opened."""

    def verdict(self, key: CallKey, *, accepted: bool, findings: Sequence[Finding] = ()) -> None:
        """Tell what the guard said about the reply to `key`. Raises nothing; cheap."""
        self.journal.note_verdict(self.key(key), Verdict(accepted, tuple(findings)))

    def key(self, key: CallKey) -> CallKey:
        """The key under which the journal knows a call of the loop: the version is the store's business."""
        version = self.journal.version_of(key.turn)
        return key if version == key.version else replace(key, version=version)

    async def _made_ahead(self, place: Place) -> Reply | None:
        """The reply that was made ahead to this request, now or by an earlier process."""
        fresh = await self._ahead.take(place)
        reply = fresh or self.journal.content.made_ahead(*place)
        self.made += fresh is not None
        self.served += fresh is None and reply is not None
        self.kept += reply is not None
        self._sent = None
        return reply

    async def _made_now(self, request: Request) -> Reply:
        if self.model is None:
            raise ModelFailure(FailureKind.EXHAUSTED, f"the record holds no reply for {request.key}")
        reply = _bounded(await self._asked(self.model, request))
        self.made += 1
        return reply

    async def _ask_ahead(self, model: Model, known: _Known) -> Reply:
        """On disk before it is used, as a row of its own: whether it is a call of the session is not known yet."""
        row = AheadRow(*known.place, known.request.model, self._time())
        try:
            reply = _bounded(await self._asked(model, known.request))
        except asyncio.CancelledError:
            self._sent = row
            self.journal.note_ahead(row)
            raise
        self._sent = replace(row, reply=reply, at=self._time())
        await self.journal.append_ahead(self._sent)
        return reply

    async def _asked(self, model: Model, request: Request) -> Reply:
        try:
            return await model.generate(request)
        except ModelFailure as f:
            if self.journal.writable:
                self.journal.note_failure(
                    FailureRow(request.key, f.kind, storable(f.message[:500]), self._time(), len(f.tries))
                )
            raise

    def _known(self, request: Request) -> _Known:
        request = self._of_version(request)
        messages = self._views[request.role, request.key.part].of(request.messages)
        parameters = _stored_parameters(request)
        return _Known(request, messages, parameters, request_hash(request.model, messages, parameters))

    def _of_version(self, request: Request) -> Request:
        version = self.journal.version_of(request.key.turn)
        if version == request.key.version:
            return request
        # A provider that honours seeds would give a regenerated turn the very reply that was thrown away.
        seed = None if request.seed is None else (request.seed + version * 0x9E3779B1) % 2**31
        return replace(request, key=replace(request.key, version=version), seed=seed)

    def _system(self, request: Request) -> str:
        first = request.messages[0] if request.messages else None
        if first is None or first["role"] != "system":
            return ""
        text = first["content"]
        if self._last_system[0] != text:
            self._last_system = (text, text_hash(text))
            self.journal.note_text(self._last_system[1], storable(text))
        return self._last_system[1]

    def _differs(self, row: CallRow, known: _Known) -> None:
        request = known.request
        what = tuple(_what_differs(row, request, known.messages, known.parameters))
        found = Difference(request.key, what)
        if self.on_difference == "refuse":
            raise StoreError(
                Trouble.CHANGED,
                f"{found}: the recorded reply was given to another request",
                file=self.journal.path,
                remedy="use the settings of the first run, or keep the recorded turns as they are and continue: "
                "--accept-changes",
            )
        self.differences.append(found)
        self.journal.differences.append(found)

    def _time(self) -> str:
        return self._now().astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _stored_parameters(request: Request) -> dict[str, Any]:
    found = request.parameters()
    if "reply_schema" in found:
        found["reply_schema"] = "sha256:" + data_hash(found["reply_schema"])
    return found


def _what_differs(row: CallRow, request: Request, messages: str, parameters: dict[str, Any]) -> list[str]:
    found = []
    if row.model != request.model:
        found.append(f"the model was {row.model!r}, now it is {request.model!r}")
    for name in sorted({*row.parameters, *parameters}):
        old, new = row.parameters.get(name, "not set"), parameters.get(name, "not set")
        if data_hash(old) != data_hash(new):
            found.append(f"{name} was {str(old)[:60]}, now it is {str(new)[:60]}")
    if row.messages != messages:
        system = request.messages[0] if request.messages else None
        same_system = (
            system is not None and system["role"] == "system" and text_hash(system["content"]) == row.system
        )
        found.append("the talk so far is another" if same_system else "the system prompt is another")
    return found or ["its hash differs"]


def _bounded(reply: Reply) -> Reply:
    """The reply as a journal gives it back: what is returned now is what a resumed run will see."""
    raw = _bounded_raw(reply.raw)
    long = any(len(t.message) > _MESSAGE_LIMIT for t in reply.tries)
    texts = (
        reply.text,
        reply.reasoning,
        reply.model,
        reply.finish_reason or "",
        *(t.message for t in reply.tries),
    )
    if raw == reply.raw and not long and all(storable(t) is t for t in texts):
        return reply
    return replace(
        reply,
        text=storable(reply.text),
        reasoning=storable(reply.reasoning),
        model=storable(reply.model),
        finish_reason=None if reply.finish_reason is None else storable(reply.finish_reason),
        tries=tuple(replace(t, message=storable(t.message[:_MESSAGE_LIMIT])) for t in reply.tries),
        raw=raw,
    )


def _bounded_raw(raw: dict[str, Any]) -> dict[str, Any]:
    if len(raw) <= 8 and all(map(_is_short, raw)) and all(map(_is_short, raw.values())):
        return raw
    try:
        written = _RAW.dump_json(raw, fallback=str)
    except PydanticSerializationError:
        return {"dropped": "not text"}
    if len(written) > RAW_LIMIT:
        return {"dropped": f"more than {RAW_LIMIT} bytes"}
    return _RAW.validate_json(written)


def _is_short(value: object) -> bool:
    """An id or a time, as nearly all raw fields are: a journal gives it back as it is."""
    if type(value) is str:
        return len(value) <= 200 and value.isascii()
    return type(value) is int and abs(value) < 2**53
