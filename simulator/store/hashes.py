"""Hashes by which the store recognises a request, a file or a parent. SHA-256, hexadecimal."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from simulator.models import Message

_plain = json.JSONEncoder(sort_keys=True, separators=(",", ":"), default=str).encode


def text_hash(text: str) -> str:
    """Hash of a text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def data_hash(data: Any) -> str:
    """Hash of plain data (dicts, lists, strings, numbers); the order of keys does not matter."""
    return text_hash(_plain(data))


def messages_hash(messages: Sequence[Message]) -> str:
    """Hash of chat messages. Each text is hashed alone, so that no two lists look alike."""
    return GrowingHash().of(messages)


class GrowingHash:
    """`messages_hash` for lists that mostly grow at their end, as the views of a session do: only what is new is hashed."""

    def __init__(self) -> None:
        self._seen: list[tuple[str, str]] = []
        self._state = hashlib.sha256()

    def of(self, messages: Sequence[Message]) -> str:
        now: list[tuple[str, str]] = [(m["role"], m["content"]) for m in messages]
        known = len(self._seen)
        if self._seen != now[:known]:
            known, self._state = 0, hashlib.sha256()
        for role, text in now[known:]:
            content = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
            self._state.update(b"%b %b\n" % (role.encode(), content))
        self._seen = now
        return self._state.hexdigest()


def request_hash(model: str, messages: str, parameters: Mapping[str, Any]) -> str:
    """Hash of a request from its model's name, its messages' hash and its parameters."""
    rest = _plain(parameters)
    return text_hash(f"{model}\n{messages}\n{rest}")
