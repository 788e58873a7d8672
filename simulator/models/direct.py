"""OpenAI-compatible chat completions over aiohttp: `direct/NAME`, for the user's own servers and gateways."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Mapping
from typing import Any

import aiohttp
from pydantic_core import PydanticSerializationError, to_json

from simulator.models import FailureKind, ModelFailure, Reply, Request
from simulator.models.answers import read_answer
from simulator.models.extra import refuse_extra
from simulator.models.failures import error_failure, error_text
from simulator.models.network import NetworkConfig
from simulator.models.redact import redact

_IDLE_SECONDS = 4.0
"""Idle connections are dropped before the server does it: several servers close theirs after five seconds."""
_ERROR_BYTES = 65_536


class DirectTransport:
    """Sends requests to one endpoint. The HTTP session is made in the first call and belongs to that event loop.

    Args:
        name: the model's name as the server knows it.
        base_url: `http://127.0.0.1:8000/v1`; `/chat/completions` is added.
        key: sent as a bearer token; None for servers without one.
        settings: limits on time and size.
    """

    def __init__(self, name: str, base_url: str, key: str | None, settings: NetworkConfig) -> None:
        self._name, self._settings = name, settings
        self._url = base_url.rstrip("/") + "/chat/completions"
        self._secrets = (key,) if key else ()
        self._session: aiohttp.ClientSession | None = None

    async def prepare(self, request: Request) -> bytes:
        """The body, serialised once for all tries."""
        refuse_extra(request.extra)
        body = chat_body(self._name, request)
        try:
            return to_json(body)  # six times quicker than json on a long history
        except PydanticSerializationError:  # half a surrogate pair, which a model may well have written
            return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")

    async def send(self, prepared: bytes) -> Reply:
        """One POST. Raises ModelFailure."""
        try:
            async with self._open().post(self._url, data=prepared, allow_redirects=False) as response:
                body = await self._read(response)
                status, headers = response.status, response.headers
        except TimeoutError:
            raise
        except (aiohttp.ClientError, OSError) as error:
            failure = self._no_answer(error)
        else:
            return self._reply(status, headers, body)
        raise failure

    async def close(self) -> None:
        """Close the session. Safe to call twice."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()
            await asyncio.sleep(0)

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            headers = {"Content-Type": "application/json", "Accept-Encoding": "identity"}
            if self._secrets:
                headers["Authorization"] = f"Bearer {self._secrets[0]}"
            self._session = aiohttp.ClientSession(
                headers=headers,
                connector=aiohttp.TCPConnector(limit=0, keepalive_timeout=_IDLE_SECONDS),
                timeout=aiohttp.ClientTimeout(total=None, sock_connect=min(30.0, self._settings.try_seconds)),
                cookie_jar=aiohttp.DummyCookieJar(),
            )
        return self._session

    async def _read(self, response: aiohttp.ClientResponse) -> bytes:
        """The body, never more than the settings allow, whatever the server says about its length."""
        limit = self._settings.reply_bytes if _well(response.status) else _ERROR_BYTES
        found = bytearray()
        async for part in response.content.iter_any():
            found += part
            if len(found) > limit:
                if not _well(response.status):
                    break
                raise ModelFailure(FailureKind.MALFORMED, f"the answer is larger than {limit} bytes")
        return bytes(found)

    def _reply(self, status: int, headers: Mapping[str, str], body: bytes) -> Reply:
        if not _well(status):
            text = body.decode("utf-8", "replace")
            if 300 <= status < 400:
                text = "the server answered with a redirect, which is not followed; set the final base URL"
                raise ModelFailure(FailureKind.BAD_REQUEST, text, status=status)
            raise error_failure(status, error_text(text), headers=headers, secrets=self._secrets)
        try:
            answer = json.loads(body)
        except (ValueError, RecursionError):
            shown = redact(body[:200].decode("utf-8", "replace"), secrets=self._secrets, limit=120)
            failure = ModelFailure(FailureKind.MALFORMED, f"the answer is not JSON: {shown!r}", status=status)
        else:
            return read_answer(answer, chars=self._settings.reply_chars, secrets=self._secrets)
        raise failure

    def _no_answer(self, error: Exception) -> ModelFailure:
        what = redact(f"{type(error).__name__}: {error}", secrets=self._secrets)
        if isinstance(error, aiohttp.InvalidURL):
            return ModelFailure(FailureKind.BAD_REQUEST, f"not a URL: {what}")
        if isinstance(error, aiohttp.ClientConnectorError) and not isinstance(error, aiohttp.ClientSSLError):
            where = redact(self._url.partition("?")[0], secrets=self._secrets)
            number = error.errno or 0
            why = os.strerror(number) if number > 0 else error.strerror or str(error.os_error)
            return ModelFailure(
                FailureKind.CONNECTION, redact(f"no connection to {where}: {why}", secrets=self._secrets)
            )
        if isinstance(error, aiohttp.ClientConnectionError | aiohttp.ClientPayloadError | OSError):
            return ModelFailure(FailureKind.CONNECTION, what)
        return ModelFailure(FailureKind.MALFORMED, what)


def _well(status: int) -> bool:
    """Some gateways answer a POST with 201: what was paid for is in there, and is not asked for again."""
    return 200 <= status < 300


def chat_body(name: str, request: Request) -> dict[str, Any]:
    """The body of a chat-completions request. Only what is set is sent; what is set here comes before `extra`."""
    body: dict[str, Any] = {**request.extra, "model": name, "messages": request.messages}
    for key in ("temperature", "top_p", "max_tokens", "seed"):
        value = getattr(request, key)
        if value is not None:
            body[key] = value
    if request.stop:
        body["stop"] = list(request.stop)
    if request.reply_schema is not None:
        body["response_format"] = schema_format(request.reply_schema)
    return body


def schema_format(schema: dict[str, Any]) -> dict[str, Any]:
    """A structured reply as OpenAI-compatible servers ask for it."""
    return {"type": "json_schema", "json_schema": {"name": "reply", "schema": schema, "strict": True}}
