"""Settings of endings: limits, phases, loops."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class _Settings(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class LimitsConfig(_Settings):
    """Where a session stops, whatever is being said. None: no such limit."""

    turns: int | None = Field(default=40, ge=2)
    """Turns of a session, the opening included."""
    words: int | None = Field(default=None, ge=50)
    """Words of all turns together."""
    tokens: int | None = Field(default=None, ge=100)
    """Tokens of all calls of the session, discarded attempts included, as far as providers report them."""
    seconds: float | None = Field(default=None, gt=0)
    """Seconds that the session's calls took, added up."""
    cost: float | None = Field(default=None, gt=0)
    """US dollars of the session, discarded attempts included, as far as the models have a price."""
    discards: int | None = Field(default=None, ge=1)
    """Discarded attempts of the session. The guard has a limit of its own (`guard.retries.per_session`)."""


class LoopsConfig(_Settings):
    """When turns count as going in circles."""

    minimum_words: int = Field(default=6, ge=2)
    """Shorter turns are back-channels, which repeat in any conversation."""
    near: float = Field(default=0.8, gt=0, le=1)
    """Smallest share of the shorter turn's three-word sequences found in the other turn at which two turns count
    as alike."""
    repeats: int = Field(default=2, ge=2)
    """This many like turns of one speaker, close together, are a loop; so is a pattern of two or three turns
    that comes this often."""
    goodbyes: int = Field(default=4, ge=3)
    """This many turns in a row that only say goodbye or thanks are a goodbye loop."""
    stall_turns: int = Field(default=8, ge=4)
    """A session stalls when this many turns bring almost nothing new."""
    stall_new: float = Field(default=0.08, gt=0, lt=1)
    """Share of new words among the different content words of these turns, below which the session has stalled."""


class EndingsConfig(_Settings):
    """How sessions end."""

    rules: str = "endings"
    """Name of a file in `configs/`, or the path of a YAML file, with the ending rules."""
    limits: LimitsConfig = LimitsConfig()
    """Where a session stops, whatever is being said."""
    loops: LoopsConfig = LoopsConfig()
    """When turns count as going in circles."""
    minimum_turns: int = Field(default=10, ge=2)
    """A drawn-out closing does not stop a session that has fewer turns than this."""
    closing_exchanges: int = Field(default=2, ge=1, le=6)
    """Exchanges after closing has begun; then the session stops, farewell or not."""
    courtesy_reply: bool = True
    """Let the patient answer a farewell once, if they have not spoken since closing began. Nothing is asked for
    after that."""
    wrap_up_turns: int = Field(default=6, ge=2)
    """When this many turns are left, the therapist is told privately to close."""
