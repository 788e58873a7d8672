"""What goes over the wire: answers in the providers' formats, and every way in which they go wrong."""

from __future__ import annotations

import asyncio
import json
import socket
import struct
from collections.abc import Callable
from typing import Any

from aiohttp import web

Shape = Callable[[dict[str, Any], dict[str, Any], int, int, int], dict[str, Any]]

CHARS_PER_TOKEN = 4

_STATUS: dict[str, tuple[int, dict[str, Any]]] = {
    "400": (400, {"message": "temperature must be a number", "type": "invalid_request_error"}),
    "401": (
        401,
        {"message": "Incorrect API key provided: sk-wrong-key-12345678.", "type": "invalid_request_error"},
    ),
    "403": (403, {"message": "this key may not use this model", "type": "permission_error"}),
    "404": (404, {"message": "The model `x` does not exist", "code": "model_not_found"}),
    "429": (429, {"message": "Rate limit reached, please slow down", "type": "rate_limit_exceeded"}),
    "500": (500, {"message": "internal error", "type": "server_error"}),
    "503": (503, {"message": "no backend", "type": "server_error"}),
    "529": (529, {"message": "Overloaded", "type": "overloaded_error"}),
    "context": (
        400,
        {"message": "This model's maximum context length is 8192 tokens.", "code": "context_length_exceeded"},
    ),
    "context_llama": (
        400,
        {
            "message": "request (9000 tokens) exceeds the available context size (8192 tokens), try increasing it",
            "type": "exceed_context_size_error",
            "code": 400,
        },
    ),
    "policy": (400, {"message": "The prompt was filtered", "code": "content_filter"}),
    "quota": (429, {"message": "You exceeded your current quota.", "code": "insufficient_quota"}),
}
_MESSAGE: dict[str, dict[str, Any]] = {
    "empty": {"content": ""},
    "null": {"content": None},
    "refusal": {"content": None, "refusal": "I'm sorry, I can't help with that."},
    "think": {"content": "<think>She sounds tired.</think>How are you?"},
    "reasoning": {"content": "How are you?", "reasoning_content": "She sounds tired."},
    "big": {"content": "word " * 100_000},
}
_FINISH: dict[str, str | None] = {
    "length": "length",
    "content_filter": "content_filter",
    "null_finish": None,
    "unknown_finish": "eos_token",
}
_BODIES = {
    "502_html": (502, "<html><body>Bad Gateway</body></html>", "text/html"),
    "html_200": (200, "<html><body>Welcome</body></html>", "text/html"),
    "malformed": (200, '{"id": "chatcmpl-1", "choices": [{"index": 0, "mess', "application/json"),
    "error_200": (
        200,
        '{"error": {"message": "upstream provider failed", "type": "server_error"}}',
        "application/json",
    ),
    "list_200": (200, "[1, 2, 3]", "application/json"),
    "huge": (200, '{"id": "' + "x" * 9_000_000 + '"}', "application/json"),
}
FAULTS = frozenset(
    {
        *_STATUS,
        *_MESSAGE,
        *_FINISH,
        *_BODIES,
        "reset",
        "stall",
        "half_body",
        "choices_empty",
        "choices_missing",
        "no_usage",
    }
)


async def respond(
    request: web.Request, fault: str, answer: dict[str, Any], retry_after: float
) -> web.StreamResponse:
    """Send the answer, or what the fault makes of it."""
    if fault in _STATUS:
        status, error = _STATUS[fault]
        headers = {"Retry-After": f"{retry_after:g}"} if fault == "429" else {}
        return web.json_response({"error": error}, status=status, headers=headers)
    if fault in _BODIES:
        status, text, kind = _BODIES[fault]
        return web.Response(status=status, text=text, content_type=kind)
    if fault == "reset":
        return await _reset(request)
    if fault == "half_body":
        return await _half(request, json.dumps(answer).encode())
    return web.json_response(_changed(answer, fault))


def _changed(answer: dict[str, Any], fault: str) -> dict[str, Any]:
    if "choices" not in answer:
        return answer | {"stop_reason": "refusal", "content": []} if fault == "refusal" else answer
    choice = answer["choices"][0]
    if fault in _MESSAGE:
        choice["message"] |= _MESSAGE[fault]
    elif fault in _FINISH:
        choice["finish_reason"] = _FINISH[fault]
        if fault == "content_filter":
            choice["message"]["content"] = ""
    elif fault == "choices_empty":
        answer["choices"] = []
    elif fault == "choices_missing":
        del answer["choices"]
    elif fault == "no_usage":
        del answer["usage"]
    return answer


async def _reset(request: web.Request) -> web.Response:
    transport = request.transport
    if transport is not None:
        sock = transport.get_extra_info("socket")
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        transport.abort()
    await asyncio.sleep(0)
    return web.Response()


async def _half(request: web.Request, body: bytes) -> web.StreamResponse:
    response = web.StreamResponse(
        headers={"Content-Type": "application/json", "Content-Length": str(len(body))}
    )
    await response.prepare(request)
    await response.write(body[: len(body) // 2])
    if request.transport is not None:
        request.transport.close()
    return response


def content(message: dict[str, Any]) -> str:
    """The text of a message, parts joined."""
    found = message.get("content")
    if isinstance(found, list):
        return "".join(p.get("text", "") for p in found)
    return found or ""


def prompt_text(body: dict[str, Any]) -> str:
    """The prompt as a prefix cache sees it."""
    system = body.get("system")
    first = [{"role": "system", "content": system}] if system else []
    return "".join(f"<|{m.get('role')}|>{content(m)}" for m in [*first, *body.get("messages", [])])


def chat_answer(
    body: dict[str, Any], message: dict[str, Any], prompt_chars: int, cached_chars: int, serial: int
) -> dict[str, Any]:
    """An OpenAI chat completion."""
    prompt, reply = _tokens(prompt_chars), _tokens(len(str(message.get("content") or "")))
    return {
        "id": f"chatcmpl-{serial:08d}",
        "object": "chat.completion",
        "created": 1_700_000_000,
        "model": f"{body.get('model')}-2026",
        "system_fingerprint": "fp_local",
        "choices": [
            {
                "index": 0,
                "message": {"role": "assistant", "refusal": None, **message},
                "finish_reason": "stop",
            }
        ],
        "usage": {
            "prompt_tokens": prompt,
            "completion_tokens": reply,
            "total_tokens": prompt + reply,
            "prompt_tokens_details": {"cached_tokens": cached_chars // CHARS_PER_TOKEN},
            "completion_tokens_details": {"reasoning_tokens": 0},
        },
    }


def anthropic_answer(
    body: dict[str, Any], message: dict[str, Any], prompt_chars: int, cached_chars: int, serial: int
) -> dict[str, Any]:
    """An answer of Anthropic's messages endpoint."""
    text = str(message.get("content") or "")
    return {
        "id": f"msg_{serial:08d}",
        "type": "message",
        "role": "assistant",
        "model": str(body.get("model")),
        "content": [{"type": "text", "text": text}],
        "stop_reason": "end_turn",
        "stop_sequence": None,
        "usage": {
            "input_tokens": _tokens(prompt_chars - cached_chars),
            "cache_creation_input_tokens": 100,
            "cache_read_input_tokens": cached_chars // CHARS_PER_TOKEN,
            "output_tokens": _tokens(len(text)),
        },
    }


def _tokens(chars: int) -> int:
    return max(1, chars // CHARS_PER_TOKEN)
