"""Further parameters of a request: passed to the provider as they are, except those that have nothing to do with sampling."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from simulator.models import FailureKind, ModelFailure

REFUSED: dict[str, str] = {
    "api_base": "set `base_url`",
    "api_key": "name the environment variable in `api_key_env`; keys never go into a file",
    "authorization": "name the environment variable in `api_key_env`; keys never go into a file",
    "base_url": "set `base_url` of the model",
    "extra_headers": "headers may hold keys, and parameters are written to the record",
    "headers": "headers may hold keys, and parameters are written to the record",
    "max_retries": "set `network.attempts`",
    "messages": "messages are the session's",
    "mock_response": "use a `scripted:` model",
    "model": "set `model`",
    "n": "one reply is asked for at a time",
    "num_retries": "set `network.attempts`",
    "response_format": "set the structured reply in the session's settings",
    "stream": "replies are not streamed",
    "timeout": "set `network.try_seconds`",
}
"""Parameter -> what to do instead."""


def check_extra(extra: Mapping[str, Any] | Iterable[str]) -> list[str]:
    """What is wrong with a model's further parameters; empty when nothing is."""
    return [f"{key}: {REFUSED[key.lower()]}" for key in extra if key.lower() in REFUSED]


def refuse_extra(extra: Mapping[str, Any]) -> None:
    """Raises ModelFailure for a request that would say what only the project may."""
    problems = check_extra(extra) if extra else []
    if problems:
        raise ModelFailure(FailureKind.BAD_REQUEST, "; ".join(problems))
