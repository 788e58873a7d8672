"""Settings of endings: limits, phases, loops."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class _Settings(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class LimitsConfig(_Settings):
    """Where a session stops whatever is being said. None: no such limit."""

    turns: int | None = Field(default=40, ge=2)
    """Turns of a session, the opening included."""
    words: int | None = Field(default=None, ge=50)
    """Words of all turns."""
    tokens: int | None = Field(default=None, ge=100)
    """Tokens of all calls of the session, discarded attempts included, as far as providers report them."""
    seconds: float | None = Field(default=None, gt=0)
    """Time of the session."""
    cost: float | None = Field(default=None, gt=0)
    """US dollars of the session, discarded attempts included, as far as the models have a price."""
    discards: int | None = Field(default=None, ge=1)
    """Discarded attempts of the session, besides what the guard allows (`guard.retries.per_session`)."""


class LoopsConfig(_Settings):
    """When turns count as going in a circle."""

    minimum_words: int = Field(default=6, ge=2)
    """Shorter turns are back-channels and repeat in any talk."""
    near: float = Field(default=0.8, gt=0, le=1)
    """Share of three-word runs of the shorter of two turns that stand in the other, from which on they count as alike."""
    repeats: int = Field(default=2, ge=2)
    """So many like turns of one speaker, near each other, are a loop; a pattern of two or three turns that comes again
    so often is one too."""
    goodbyes: int = Field(default=4, ge=3)
    """So many turns in a row that only take leave or thank are a goodbye loop."""
    stall_turns: int = Field(default=8, ge=4)
    """Over so many turns there must be something new."""
    stall_new: float = Field(default=0.08, gt=0, lt=1)
    """Share of the different content words in these turns that were not used before, below which they stall."""


class EndingsConfig(_Settings):
    """How sessions end."""

    rules: str = "endings"
    """Name of a file in `configs/`, or the path of a YAML file, with the ending rules."""
    limits: LimitsConfig = LimitsConfig()
    """Where a session stops whatever is being said."""
    loops: LoopsConfig = LoopsConfig()
    """When turns count as going in a circle."""
    minimum_turns: int = Field(default=10, ge=2)
    """Before this many turns a drawn-out closing does not stop the session."""
    closing_exchanges: int = Field(default=2, ge=1, le=6)
    """Exchanges after the closing phase has opened; then the session stops, farewell or not."""
    courtesy_reply: bool = True
    """Let the patient answer a farewell once when they have not spoken since closing opened; nothing is asked for
    after that."""
    wrap_up_turns: int = Field(default=6, ge=2)
    """When so many turns are left, the therapist is told in private to close."""
