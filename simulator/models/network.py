"""Settings of everything that goes over the network: retries, time limits, how many calls at once."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class NetworkConfig(BaseModel):
    """How models are called. Times are seconds."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

    attempts: int = Field(default=15, ge=1, le=100)
    """Requests on the wire for one call at most, the first included. With the other defaults a call survives an outage of a minute."""
    attempts_unreached: int = Field(default=4, ge=1, le=100)
    """The same while the endpoint has never answered at all, so that a wrong address or a server that is down shows soon."""
    total_seconds: float = Field(default=900.0, gt=0)
    """No new try begins later than this after the call's first try."""
    try_seconds: float = Field(default=180.0, gt=0)
    """Time limit of one try."""
    backoff_first: float = Field(default=1.0, ge=0)
    """Longest wait before the second try; it doubles with each further try. The wait is drawn between half and all of it."""
    backoff_longest: float = Field(default=30.0, ge=0)
    """The doubling stops here."""
    retry_after_longest: float = Field(default=120.0, ge=0)
    """A provider's Retry-After is honoured up to this; a longer one is cut to it."""
    concurrency_first: int | None = Field(default=None, ge=1)
    """Calls in flight at the start, per provider and model; it doubles while all goes well. None: 8 for a
    hosted provider; `concurrency_most` for a server of your own, which queues by itself."""
    concurrency_most: int = Field(default=512, ge=1)
    """Calls in flight at most, per provider and model."""
    tokens_per_minute: int | None = Field(default=None, ge=1)
    """The account's limit on prompt and reply tokens per minute and model; None when there is none."""
    reply_bytes: int = Field(default=8_000_000, ge=1_000)
    """A reply with a larger body is refused (`direct/` only: litellm reads bodies whole)."""
    reply_chars: int = Field(default=200_000, ge=1_000)
    """The text of a reply is cut off here."""
    cache_markers: bool = True
    """Mark the system message and the last message for the prompt cache, for providers that require it (Anthropic)."""
