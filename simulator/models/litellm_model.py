"""Everything that litellm reaches. litellm is imported in the first call, silenced, and kept from retrying by itself."""

from __future__ import annotations

import asyncio
import dataclasses
import re
from typing import Any

from simulator.models import FailureKind, Message, ModelFailure, Reply, Request
from simulator.models.answers import read_answer
from simulator.models.direct import schema_format
from simulator.models.extra import refuse_extra
from simulator.models.failures import error_failure, error_text
from simulator.models.keys import OWN_SERVERS
from simulator.models.litellm_setup import close_clients, load_litellm
from simulator.models.network import NetworkConfig

_PREFIX = re.compile(r"^(?:(?:litellm\.)?[A-Za-z]+(?:Error|Timeout): )*(?:[A-Za-z_]+Exception - )?")
_NO_JSON = re.compile(
    r"unable to get json response|invalid response from llm|line \d+ column \d+ \(char \d+\)|expecting value"
    r"|invalid response object|provider returned .{0,40}'choices'|ContentTypeError|DecodingError",
    re.IGNORECASE,
)
_DROPPED_LINE = re.compile(
    r"connection error|connection dropped|connection reset|connection refused|connection aborted|disconnected|cannot connect"
    r"|not completed|peer closed|incomplete read|connect call failed|broken pipe|connecterror|readerror",
    re.IGNORECASE,
)
_SAMPLING = ("temperature", "top_p", "max_tokens", "seed", "stop")
_MARKED = {"anthropic", "bedrock", "vertex_ai", "openrouter", "databricks"}
"""Providers that take `cache_control` marks for Claude."""
_open: set[int] = set()
"""Transports in use: litellm's clients are shared, so the last one out closes them."""


class LitellmTransport:
    """One litellm call per try, its own retries off.

    Args:
        name: as litellm names it.
        base_url: address of the endpoint; None for the provider's own.
        key: the provider's key, if it is a single one; never written anywhere.
        settings: time limit, size limits, cache markers.
    """

    def __init__(self, name: str, settings: NetworkConfig, *, base_url: str | None, key: str | None) -> None:
        self._name, self._settings, self._base_url, self._key = name, settings, base_url, key
        self._secrets = (key,) if key else ()
        self._refused: set[str] = set()
        """Parameters that the model turned out not to take."""
        self._litellm: Any = None
        self._provider, self._model = "", name

    async def prepare(self, request: Request) -> dict[str, Any]:
        """The arguments of the call; what this model does not take is left out and named under `dropped`."""
        refuse_extra(request.extra)
        if self._litellm is None:
            await self._load()
        litellm = self._litellm
        supported = (
            set(litellm.get_supported_openai_params(self._model, self._provider) or ()) - self._refused
        )
        wanted = {k: getattr(request, k) for k in _SAMPLING if getattr(request, k) not in (None, ())}
        if "stop" in wanted:
            wanted["stop"] = list(wanted["stop"])
        dropped = {k: v for k, v in wanted.items() if k not in supported}
        call = {k: v for k, v in wanted.items() if k in supported}
        if request.reply_schema is not None:
            if self._takes_schema(litellm) and "response_format" in supported:
                call["response_format"] = schema_format(request.reply_schema)
            else:
                dropped["reply_schema"] = True
        call = request.extra | call | {"model": self._name, "messages": self._messages(request.messages)}
        return {"call": call, "dropped": dropped}

    async def send(self, prepared: dict[str, Any]) -> Reply:
        """One request. Raises ModelFailure."""
        litellm = self._litellm
        call, dropped = dict(prepared["call"]), prepared["dropped"]
        call |= {"num_retries": 0, "max_retries": 0, "timeout": self._settings.try_seconds, "no_log": True}
        if self._base_url:
            call["api_base"] = self._base_url
        if self._key or self._base_url:
            call["api_key"] = self._key or "none"
        try:
            answer = await litellm.acompletion(**call)
        except TimeoutError:
            raise
        except litellm.UnsupportedParamsError as error:
            named = [k for k in _SAMPLING if k in call and k in str(error)]
            if not named:
                failure = self._failure(error)
            else:
                self._refused.update(named)
                for k in named:
                    dropped[k] = prepared["call"].pop(k)
                return await self.send(prepared)
        except Exception as error:
            failure = self._failure(error)
        else:
            return self._reply(answer, dropped)
        raise failure

    async def close(self) -> None:
        """Give back connections, unless another transport still uses them. Safe to call twice."""
        if id(self) in _open:
            _open.discard(id(self))
            if not _open:
                await close_clients()

    async def _load(self) -> None:
        litellm = await asyncio.to_thread(load_litellm)
        self._model, self._provider, _, _ = litellm.get_llm_provider(self._name)
        self._litellm = litellm
        _open.add(id(self))

    def _takes_schema(self, litellm: Any) -> bool:
        own = self._provider in OWN_SERVERS or bool(self._base_url)
        return own or bool(litellm.supports_response_schema(self._model, self._provider))

    def _messages(self, messages: list[Message]) -> list[Any]:
        """The messages, with cache marks on the system message and the last one where the provider takes them."""
        claude = self._provider == "anthropic" or (
            self._provider in _MARKED and "claude" in self._model.lower()
        )
        if not (claude and self._settings.cache_markers):
            return [dict(m) for m in messages]
        last = len(messages) - 1
        return [_marked(m) if i == last or m["role"] == "system" else dict(m) for i, m in enumerate(messages)]

    def _reply(self, answer: Any, dropped: dict[str, Any]) -> Reply:
        found = answer.model_dump()
        for choice in found.get("choices") or ():
            fields = (choice.get("message") or {}).get("provider_specific_fields") or {}
            if fields.get("refusal"):
                choice["message"]["refusal"] = fields["refusal"]
            native = (choice.get("provider_specific_fields") or {}).get("native_finish_reason")
            if native:
                choice["finish_reason"] = native
            if self._provider == "anthropic" and choice.get("finish_reason") == "content_filter":
                choice["finish_reason"] = "refusal"
        reply = read_answer(found, chars=self._settings.reply_chars, secrets=self._secrets)
        return _with_price(reply, getattr(answer, "_hidden_params", {}).get("response_cost"), dropped)

    def _failure(self, error: Exception) -> ModelFailure:
        text, status = (
            error_text(_PREFIX.sub("", str(error))) or type(error).__name__,
            getattr(error, "status_code", None),
        )
        body = getattr(error, "body", None)
        if isinstance(body, dict):
            more = (str(body[k]) for k in ("type", "code") if body.get(k))
            text = " ".join([text, *(word for word in more if word not in text)])
        headers = getattr(error, "litellm_response_headers", None)
        if not isinstance(status, int):
            failure = error_failure(400, text, secrets=self._secrets)
            return ModelFailure(FailureKind.BAD_REQUEST, failure.message)
        if headers is None and 422 in (status, getattr(error.__context__, "status_code", None)):
            status = None  # litellm's number for an error inside a successful answer
        failure = error_failure(status, text, headers=headers or {}, secrets=self._secrets)
        kind = self._kind(error, failure.kind, text)
        return ModelFailure(kind, failure.message, status=status, retry_after=failure.retry_after)

    def _kind(self, error: Exception, by_status: FailureKind, text: str) -> FailureKind:
        """litellm's class says more than its status in some cases, its words in others."""
        if isinstance(error, self._litellm.Timeout):
            return FailureKind.TIMEOUT
        if isinstance(error, self._litellm.ContextWindowExceededError):
            return FailureKind.CONTEXT
        if isinstance(error, self._litellm.ContentPolicyViolationError):
            return FailureKind.POLICY
        if by_status is FailureKind.SERVER and _NO_JSON.search(text):
            return FailureKind.MALFORMED
        if by_status is FailureKind.SERVER and _DROPPED_LINE.search(text):
            return FailureKind.CONNECTION
        return by_status


def _marked(message: Message) -> dict[str, Any]:
    block = {"type": "text", "text": message["content"], "cache_control": {"type": "ephemeral"}}
    return {"role": message["role"], "content": [block]}


def _with_price(reply: Reply, cost: object, dropped: dict[str, Any]) -> Reply:
    """What litellm says it cost: None unless it knows the model and the tokens were reported."""
    known = isinstance(cost, int | float) and reply.usage.input_tokens is not None
    raw = reply.raw | ({"dropped": dropped} if dropped else {})
    usage = reply.usage.model_copy(update={"cost": float(cost)}) if known else reply.usage  # type: ignore[arg-type]
    return dataclasses.replace(reply, raw=raw, usage=usage)
