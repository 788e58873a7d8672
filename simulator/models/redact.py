"""Takes secrets out of every message that leaves this package: keys must never reach a file, a log or an error."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable

HIDDEN = "[hidden]"
_LOOKED_AT = 65_536
"""Longer messages are cut before they are searched, so that a hostile body costs nothing."""
_SECRET_NAME = re.compile(r"(KEY|TOKEN|SECRET|PASSWORD|CREDENTIALS)S?$", re.IGNORECASE)
_SHORTEST_SECRET = 8

_PATTERNS = (
    re.compile(r"(?i)(authorization['\"]?\s*[:=]\s*['\"]?)(?:[A-Za-z]+\s+)?[^\s'\",}]+"),
    re.compile(r"(?i)\b(bearer\s+)[A-Za-z0-9._~+/=\-]{4,}"),
    re.compile(r"(?i)((?:x-)?(?:goog-)?api[-_ ]?key(?:\s+provided)?['\"]?\s*[:=]\s*['\"]?)[^\s'\",}]{4,}"),
    re.compile(r"()\b(?:sk|pk|rk|gsk|xai|hf|r8|tgp|nvapi|pplx|key|ghp|glpat)[-_][A-Za-z0-9*_\-]{8,}"),
    re.compile(r"()\bAIza[0-9A-Za-z_\-]{20,}"),
    re.compile(r"()\b(?:AKIA|ASIA)[0-9A-Z]{12,}"),
    re.compile(r"()\beyJ[A-Za-z0-9_\-]{8,}\.[A-Za-z0-9_\-]+(?:\.[A-Za-z0-9_\-]+)?"),
    re.compile(r"(://)[^/\s:@]+:[^/\s@]+(?=@)"),
)
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]+")


_KEY = re.compile(r"\b(?:(?:sk|gsk|xai|hf|nvapi|pplx|ghp|glpat)[-_]|AIza)[A-Za-z0-9_\-]{16,}")


def hide_keys(text: str) -> str:
    """A message of our own without the keys of the environment and what is plainly a key, else as it is: what a person
    typed into the wrong place must not come back in a log."""
    for secret in known_secrets():
        text = text.replace(secret, HIDDEN)
    return _KEY.sub(HIDDEN, text)


def known_secrets() -> list[str]:
    """Values of all environment variables whose names say that they hold a secret, longest first."""
    found = {v for k, v in os.environ.items() if _SECRET_NAME.search(k) and len(v) >= _SHORTEST_SECRET}
    return sorted(found, key=len, reverse=True)


def redact(text: str, *, secrets: Iterable[str] = (), limit: int = 500) -> str:
    """The message without keys, without control characters, on one line, at most `limit` characters.

    Args:
        text: what a provider, a library or a server said.
        secrets: key values in use, beside those of the environment.
        limit: longest result.
    """
    text = text[:_LOOKED_AT]
    for secret in (*secrets, *known_secrets()):
        if len(secret) >= 4:
            text = text.replace(secret, HIDDEN)
    for pattern in _PATTERNS:
        text = pattern.sub(rf"\g<1>{HIDDEN}", text)
    text = " ".join(_CONTROL.sub(" ", text).split())
    return text if len(text) <= limit else text[: limit - 1] + "…"
