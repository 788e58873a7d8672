"""Models behind one small protocol: a request goes in, a typed reply comes out, or a typed failure is raised.

Backends: `litellm` (everything it reaches), `direct/NAME` (OpenAI-compatible endpoints over aiohttp), `offline/NAME`
(no language model: the demo), `scripted` (tests), `recorded:RUN` (the replies of an earlier run).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypedDict

from simulator.transcript import Usage

if TYPE_CHECKING:
    from simulator.models.scene import Scene

Role = Literal["patient", "therapist", "note", "judge"]


class Message(TypedDict):
    """One chat message."""

    role: Literal["system", "user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class CallKey:
    """Which call of a run this is. Two calls of a run never share a key; a replicate is never served another's reply."""

    course: str
    """`arm/persona/r01`"""
    session: int
    turn: int
    """The turn the call is made for; for notes and judges the last turn they see."""
    role: Role
    attempt: int = 1
    """Counted from 1 within the turn."""
    version: int = 0
    """Raised when a session is regenerated, so that new draws are new."""
    part: str = ""
    """Tells apart several calls of one role at one turn (judge passes, note repair)."""

    def __str__(self) -> str:
        tail = f"/{self.part}" if self.part else ""
        return f"{self.course}/s{self.session:02d}.v{self.version}/t{self.turn:02d}/{self.role}/a{self.attempt}{tail}"


@dataclass(frozen=True, slots=True)
class Request:
    """One model call."""

    model: str
    messages: list[Message]
    """Ends with a user message; never begins with an assistant message."""
    role: Role
    key: CallKey
    temperature: float | None = None
    top_p: float | None = None
    max_tokens: int | None = None
    seed: int | None = None
    stop: tuple[str, ...] = ()
    reply_schema: dict[str, Any] | None = None
    """JSON schema of a structured reply; None for plain text."""
    extra: dict[str, Any] = field(default_factory=dict)
    """Further parameters passed to the provider as they are."""
    scene: Scene | None = None
    """What the prompt was rendered from. Only the offline model looks at it; it is never sent anywhere."""

    def parameters(self) -> dict[str, Any]:
        """The sampling parameters that are set: what the journal records and hashes."""
        found: dict[str, Any] = {
            "temperature": self.temperature,
            "top_p": self.top_p,
            "max_tokens": self.max_tokens,
            "seed": self.seed,
            "stop": list(self.stop) or None,
            "reply_schema": self.reply_schema,
            **self.extra,
        }
        return {k: v for k, v in found.items() if v is not None}


class Outcome(StrEnum):
    """What a reply is, before any text is looked at."""

    OK = "ok"
    TRUNCATED = "truncated"
    """Stopped at the token limit."""
    EMPTY = "empty"
    """Null, empty or white space."""
    FILTERED = "content_filter"
    """The provider withheld it."""
    REFUSED = "provider_refusal"
    """The provider's own refusal field, not a refusal in the text."""


@dataclass(frozen=True, slots=True)
class Try:
    """One request on the wire that failed: each but the last was followed by another."""

    kind: str
    status: int | None
    seconds: float
    waited: float
    message: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a model answered. A failure is never a reply: it is raised as ModelFailure."""

    outcome: Outcome
    text: str
    """Bounded in size; with tagged reasoning still in it if the provider left it there."""
    model: str = ""
    """The model's own answer to who it is."""
    finish_reason: str | None = None
    usage: Usage = field(default_factory=Usage)
    reasoning: str = ""
    seconds: float = 0.0
    tries: tuple[Try, ...] = ()
    raw: dict[str, Any] = field(default_factory=dict)
    """Ids, fingerprints and provider fields worth keeping (bounded); never headers or keys."""

    @property
    def finish(self) -> str | None:
        """How the reply ended, for the guard: the typed outcome, before any text is looked at."""
        return self.finish_reason if self.outcome is Outcome.OK else self.outcome.value


class FailureKind(StrEnum):
    """Why there is no reply. Infrastructure, never a fault of role (law 4)."""

    RATE_LIMIT = "rate_limit"
    TIMEOUT = "timeout"
    SERVER = "server_error"
    CONNECTION = "connection"
    MALFORMED = "malformed_reply"
    AUTH = "authentication"
    UNKNOWN_MODEL = "unknown_model"
    CONTEXT = "context_too_long"
    POLICY = "content_policy"
    QUOTA = "quota"
    BAD_REQUEST = "bad_request"
    EXHAUSTED = "record_exhausted"
    """A recorded model has no reply for this request."""


TRANSIENT = frozenset(
    {
        FailureKind.RATE_LIMIT,
        FailureKind.TIMEOUT,
        FailureKind.SERVER,
        FailureKind.CONNECTION,
        FailureKind.MALFORMED,
    }
)


class ModelFailure(Exception):
    """A call got no reply. `message` never holds a key or a header."""

    def __init__(
        self,
        kind: FailureKind,
        message: str,
        *,
        status: int | None = None,
        retry_after: float | None = None,
        seconds: float = 0.0,
        tries: tuple[Try, ...] = (),
    ) -> None:
        self.kind, self.message, self.status = kind, message, status
        self.retry_after, self.seconds, self.tries = retry_after, seconds, tries
        super().__init__(f"{kind}: {message}")

    @property
    def transient(self) -> bool:
        return self.kind in TRANSIENT


class Model(Protocol):
    """A backend. Many calls may be in flight at once, on one event loop."""

    async def generate(self, request: Request) -> Reply:
        """Answer one request. Raises ModelFailure when there is no reply."""
        ...

    async def close(self) -> None:
        """Give back connections. Safe to call twice."""
        ...
