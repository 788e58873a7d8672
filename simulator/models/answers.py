"""From an OpenAI-shaped answer to a typed Reply, before any text is looked at. Shared by every HTTP backend."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from simulator.models import FailureKind, ModelFailure, Outcome, Reply
from simulator.models.failures import error_failure
from simulator.transcript import Usage

_FINISH = {
    "length": Outcome.TRUNCATED,
    "max_tokens": Outcome.TRUNCATED,
    "model_length": Outcome.TRUNCATED,
    "model_context_window_exceeded": Outcome.TRUNCATED,
    "content_filter": Outcome.FILTERED,
    "safety": Outcome.FILTERED,
    "refusal": Outcome.REFUSED,
}
_KEPT = ("id", "created", "system_fingerprint", "service_tier", "provider")
_KEPT_CHARS = 200
_MOST_TOKENS = 10**9
"""More than this no call has: such a count is a mistake, and would be held against the budget."""
_REASONING = ("reasoning_content", "reasoning")


def read_answer(answer: object, *, chars: int, secrets: Iterable[str] = ()) -> Reply:
    """The reply that a chat-completions answer holds, unpriced and untimed.

    Args:
        answer: the parsed body of a successful answer.
        chars: longest text kept.
        secrets: key values that must not show in a message.

    Raises:
        ModelFailure: the answer is an error, or holds no reply at all.
    """
    if not isinstance(answer, dict):
        raise ModelFailure(FailureKind.MALFORMED, f"the answer is JSON, but {_named(answer)}, not an object")
    if answer.get("error"):
        raise _error_in_answer(answer["error"], secrets)
    choices = answer.get("choices")
    if not isinstance(choices, list) or not choices or not isinstance(choices[0], dict):
        problem = "`choices` is empty" if choices == [] else "there is no `choices` list"
        raise ModelFailure(FailureKind.MALFORMED, f"the answer holds no reply: {problem}")
    message = choices[0].get("message")
    if not isinstance(message, dict):
        raise ModelFailure(FailureKind.MALFORMED, "the answer holds no reply: the choice has no `message`")
    finish = choices[0].get("finish_reason")
    refusal = message.get("refusal")
    raw = {k: _short(answer[k]) for k in _KEPT if answer.get(k) is not None}
    if refusal:
        raw["refusal"] = storable(str(refusal)[:2000])
    text = storable(content_text(message.get("content"))[:chars])
    outcome = outcome_of(text, finish, refused=bool(refusal))
    return Reply(
        outcome=outcome,
        text="" if outcome is Outcome.REFUSED else text,
        model=storable(str(answer.get("model") or "")[:_KEPT_CHARS]),
        finish_reason=storable(str(finish)[:_KEPT_CHARS]) if finish is not None else None,
        usage=read_usage(answer.get("usage")),
        reasoning=storable(_reasoning(message)[:chars]),
        raw=raw,
    )


def outcome_of(text: str, finish: object, *, refused: bool = False) -> Outcome:
    """What a reply is, from its finish reason, the provider's refusal field, and whether there is any text."""
    if refused:
        return Outcome.REFUSED
    named = _FINISH.get(finish.lower()) if isinstance(finish, str) else None
    if named is not None:
        return named
    return Outcome.OK if text.strip() else Outcome.EMPTY


def content_text(content: object) -> str:
    """The text of a message's content: a string, null, or a list of parts."""
    if isinstance(content, list):
        texts = (p.get("text") for p in content if isinstance(p, dict))
        return "".join(text for text in texts if isinstance(text, str))
    return content if isinstance(content, str) else ""


def storable(text: str) -> str:
    """The text with unpaired surrogates replaced: JSON may hold them, UTF-8 files may not."""
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def read_usage(usage: object) -> Usage:
    """Tokens as reported; None for a count that was not reported or cannot be true (an empty prompt, a thousand million)."""
    if not isinstance(usage, dict):
        return Usage()
    prompt, reply = _count(usage.get("prompt_tokens")), _count(usage.get("completion_tokens"))
    if not prompt:
        return Usage()
    into, out = usage.get("prompt_tokens_details"), usage.get("completion_tokens_details")
    into, out = into if isinstance(into, dict) else {}, out if isinstance(out, dict) else {}
    return Usage(
        input_tokens=prompt,
        output_tokens=reply,
        cached_tokens=_first(into.get("cached_tokens"), usage.get("prompt_cache_hit_tokens")),
        cache_write_tokens=_first(
            into.get("cache_creation_tokens"),
            into.get("cache_write_tokens"),
            usage.get("cache_creation_input_tokens"),
        ),
        reasoning_tokens=_first(out.get("reasoning_tokens"), usage.get("reasoning_tokens")),
    )


def _count(value: object) -> int | None:
    return value if type(value) is int and 0 <= value <= _MOST_TOKENS else None


def _first(*values: object) -> int | None:
    return next((n for n in map(_count, values) if n is not None), None)


def _reasoning(message: dict[str, Any]) -> str:
    return next((message[k] for k in _REASONING if isinstance(message.get(k), str)), "")


def _short(value: object) -> object:
    return value if isinstance(value, int | float) else storable(str(value)[:_KEPT_CHARS])


def _named(value: object) -> str:
    return "null" if value is None else f"a {type(value).__name__}"


def _error_in_answer(error: object, secrets: Iterable[str]) -> ModelFailure:
    """A provider that answers 200 and says inside that it failed."""
    status = None
    if isinstance(error, dict):
        code = error.get("code")
        digits = str(code) if isinstance(code, int | str) and not isinstance(code, bool) else ""
        status = int(digits) if len(digits) == 3 and digits.isascii() and digits.isdigit() else None
        text = " ".join(str(error[k]) for k in ("message", "type", "code") if error.get(k))
    else:
        text = str(error)
    return error_failure(status if status and status >= 400 else None, text, secrets=secrets)
