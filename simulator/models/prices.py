"""What a call costs. Never guessed: a price comes from the user's config or litellm's own local list, or there is none."""

from __future__ import annotations

import functools
import importlib.util
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from simulator.transcript import Usage

_LIST = "model_prices_and_context_window_backup.json"


class Price(BaseModel):
    """US dollars per million tokens."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True, allow_inf_nan=False)

    input: float = Field(ge=0)
    """Prompt tokens that were not cached."""
    output: float = Field(ge=0)
    """Reply tokens, reasoning included."""
    cached: float | None = Field(default=None, ge=0)
    """Prompt tokens read from the provider's cache; None: as `input`."""
    cache_write: float | None = Field(default=None, ge=0)
    """Prompt tokens written to the provider's cache; None: as `input`."""

    def cost(self, usage: Usage) -> float | None:
        """Dollars for this usage; None when the tokens were not reported."""
        if usage.input_tokens is None or usage.output_tokens is None:
            return None
        cached, written = usage.cached_tokens or 0, usage.cache_write_tokens or 0
        fresh = max(0, usage.input_tokens - cached - written)
        read = self.input if self.cached is None else self.cached
        write = self.input if self.cache_write is None else self.cache_write
        return (
            fresh * self.input + cached * read + written * write + usage.output_tokens * self.output
        ) / 1e6


@functools.cache
def all_listed() -> dict[str, Any]:
    """litellm's own list as its wheel carries it, read without importing litellm and without a network call."""
    spec = importlib.util.find_spec("litellm")
    if spec is None or spec.origin is None:
        return {}
    file = Path(spec.origin).parent / _LIST
    if not file.is_file():
        return {}
    found = json.loads(file.read_text(encoding="utf-8"))
    return found if isinstance(found, dict) else {}


def listed(name: str) -> dict[str, Any] | None:
    """litellm's entry for a model, named with or without its provider; None when it has none."""
    entries = all_listed()
    short = name.split("/", 1)[-1]
    entry = entries.get(name)
    if entry is None and short != name:
        entry = entries.get(short)
        if entry is not None and plain_provider(entry) != name.split("/", 1)[0]:
            entry = None
    return entry if isinstance(entry, dict) else None


def plain_provider(entry: object) -> str | None:
    """An entry's provider as model names say it: the list tells the dialects of Bedrock and Vertex apart, names do not."""
    found = entry.get("litellm_provider") if isinstance(entry, dict) else None
    if not isinstance(found, str):
        return None
    return "vertex_ai" if found.startswith("vertex_ai-") else found.removesuffix("_converse")


def price_of(name: str, prices: Mapping[str, Price] | None = None) -> Price | None:
    """The price of a model, or None when it is unpriced.

    Args:
        name: the model as the user names it, `openai/gpt-5-mini` or `direct/my-model`.
        prices: the user's own prices by model name; they come first.
    """
    if prices and name in prices:
        return prices[name]
    entry = listed(name)
    if entry is None or "input_cost_per_token" not in entry or "output_cost_per_token" not in entry:
        return None

    def per_million(key: str) -> float | None:
        value = entry.get(key)
        return value * 1e6 if isinstance(value, int | float) else None

    paid_in, paid_out = per_million("input_cost_per_token"), per_million("output_cost_per_token")
    if paid_in is None or paid_out is None:
        return None
    return Price(
        input=paid_in,
        output=paid_out,
        cached=per_million("cache_read_input_token_cost"),
        cache_write=per_million("cache_creation_input_token_cost"),
    )
