"""From what a server answered to a typed failure. One table for every backend, so that they fail alike."""

from __future__ import annotations

import email.utils
import json
import re
import time
from collections.abc import Iterable, Mapping

from simulator.models import FailureKind, ModelFailure
from simulator.models.redact import redact

_CONTEXT = re.compile(
    r"context[ _]length|context[ _]window|context[ _]size|maximum context|context_length_exceeded"
    r"|prompt is too long|input is too long|too many (?:input )?tokens|exceeds? the (?:available|model'?s?) context"
    r"|exceed_context_size|input length and `?max_tokens`? exceed|reduce the length of the (?:messages|prompt|input)"
    r"|input token count .{0,40}exceeds",
    re.IGNORECASE,
)
_POLICY = re.compile(
    r"content[ _]filter|content[ _](?:management )?policy|content_policy_violation|responsibleai|safety system"
    r"|usage polic|flagged as potentially",
    re.IGNORECASE,
)
_QUOTA = re.compile(
    r"insufficient[ _]quota|exceeded your current quota|credit balance|insufficient (?:balance|credits|funds)"
    r"|payment required|billing[ _](?:hard[ _]limit|not[ _]active)|spending limit",
    re.IGNORECASE,
)
_PER_MINUTE = re.compile(
    r"per[ _]?minute|per[ _]?second|retrydelay|retry in \d|try again in \d", re.IGNORECASE
)
"""Some providers speak of a "quota" when they mean requests per minute."""
_MODEL = re.compile(
    r"model[ _]not[ _]found|model .{0,120}(?:does not exist|not found|is not available|not supported)"
    r"|unknown model|no such model|invalid model",
    re.IGNORECASE | re.DOTALL,
)

_TRY_LATER = {
    408: FailureKind.TIMEOUT,
    409: FailureKind.SERVER,
    425: FailureKind.SERVER,
    504: FailureKind.TIMEOUT,
}


def failure_kind(status: int | None, text: str) -> FailureKind:
    """What kind of failure an error answer is.

    Args:
        status: HTTP status; None or 200 for an error object in a successful answer.
        text: everything the answer says: type, code and message.
    """
    text = text[:20_000]
    if status == 402 or (_QUOTA.search(text) and not _PER_MINUTE.search(text)):
        return FailureKind.QUOTA
    if status in (401, 403) and not _POLICY.search(text):
        return FailureKind.AUTH
    if status == 429:
        return FailureKind.RATE_LIMIT
    if status == 413 or _CONTEXT.search(text):
        return FailureKind.CONTEXT
    if _POLICY.search(text) and (status is None or status < 500):
        return FailureKind.POLICY
    if status in _TRY_LATER:
        return _TRY_LATER[status]
    if status is None or status < 400 or status >= 500:
        return FailureKind.SERVER
    if status == 404 or _MODEL.search(text):
        return FailureKind.UNKNOWN_MODEL
    return FailureKind.BAD_REQUEST


def error_failure(
    status: int | None, text: str, *, headers: Mapping[str, str] | None = None, secrets: Iterable[str] = ()
) -> ModelFailure:
    """The failure for an error answer, its message free of secrets."""
    kind = failure_kind(status, text)
    wait = retry_after(headers) if headers else None
    return ModelFailure(kind, redact(text, secrets=secrets) or kind.value, status=status, retry_after=wait)


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds that the provider asks to wait, or None. Reads `retry-after-ms`, and `Retry-After` as seconds or date."""
    found = {k.lower(): v for k, v in headers.items() if k.lower() in ("retry-after", "retry-after-ms")}
    for name, unit in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        try:
            seconds = float(found.get(name, "")) * unit
        except ValueError:
            continue
        if 0 <= seconds < 1e9:
            return seconds
    date = email.utils.parsedate_tz(found.get("retry-after", ""))
    try:
        return max(0.0, email.utils.mktime_tz(date) - time.time()) if date else None
    except (ValueError, OverflowError):  # a day that no calendar has
        return None


def error_text(text: str) -> str:
    """Type, code and message of an error body; the body itself when it is not the usual object."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return text
    error = found.get("error", found) if isinstance(found, dict) else found
    if isinstance(error, dict):
        said = [str(error[k]) for k in ("message", "detail", "type", "code") if error.get(k)]
        return " ".join(said) or text
    return str(error)
