"""A model that plays a script, for tests: this project's and its users'."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, model_validator

from simulator.models import FailureKind, ModelFailure, Outcome, Reply, Request, Role
from simulator.models.answers import outcome_of
from simulator.transcript import Usage
from simulator.yamlfile import parse_as, read_yaml

_LARGEST_FILE = 5_000_000

Answer = str | Reply | ModelFailure


class UnexpectedRequest(ModelFailure):
    """The script says nothing for this request. Never tried again, and never answered with a made-up text."""

    def __init__(self, request: Request) -> None:
        last = request.messages[-1]["content"] if request.messages else ""
        super().__init__(
            FailureKind.EXHAUSTED, f"no scripted reply for {request.key} (asked: {last[-120:]!r})"
        )


class Line(BaseModel):
    """One entry of a script: which calls it is for, and what is answered. An entry without a field matches any."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

    role: Role | None = None
    course: str | None = None
    session: int | None = None
    turn: int | None = None
    attempt: int | None = None
    part: str | None = None
    times: int | None = Field(default=None, ge=1)
    """How many calls this entry answers before the next one that matches is used; None: all."""
    text: str | None = None
    """The reply's text."""
    outcome: Outcome | None = None
    """The reply's outcome; without it, `ok` or `empty` by the text."""
    failure: FailureKind | None = None
    """The call fails so."""
    retry_after: float | None = Field(default=None, ge=0)
    """With `failure`: seconds that the provider asks to wait."""
    usage: Usage = Usage()

    @model_validator(mode="after")
    def _one_answer(self) -> Line:
        if (self.failure is not None) == (self.text is not None or self.outcome is not None):
            raise ValueError("say either what is answered (text, outcome) or the failure")
        return self

    def matches(self, request: Request) -> bool:
        """Whether this entry is for that request."""
        key = request.key
        asked = {
            "role": key.role,
            "course": key.course,
            "session": key.session,
            "turn": key.turn,
            "attempt": key.attempt,
            "part": key.part,
        }
        return all(getattr(self, name) in (None, value) for name, value in asked.items())

    def answer(self) -> Reply | ModelFailure:
        """What this entry says."""
        if self.failure is not None:
            return ModelFailure(self.failure, "scripted failure", retry_after=self.retry_after)
        text = self.text or ""
        return Reply(
            outcome=self.outcome or outcome_of(text, "stop"), text=text, model="scripted", usage=self.usage
        )


class Script(BaseModel):
    """A script file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    replies: tuple[Line, ...]


class ScriptedModel:
    """Answers from a list in order, from a function of the request, or from a script of `Line`s.

    Args:
        replies: texts, `Reply`s and `ModelFailure`s in the order in which they are played; or a function that is given
            the request and returns one of these, or None for "I did not expect this"; or `Line`s, of which the first
            that matches answers.

    Every request is kept in `requests`. Asked for more than it has, it raises `UnexpectedRequest`.

    >>> model = ScriptedModel(["Hello.", ModelFailure(FailureKind.TIMEOUT, "slow")])
    """

    def __init__(self, replies: Iterable[Answer | Line] | Callable[[Request], Answer | None]) -> None:
        self.requests: list[Request] = []
        self.closed = False
        self._function = replies if callable(replies) else None
        given: Sequence[Any] = [] if callable(replies) else list(replies)
        self._lines = [line for line in given if isinstance(line, Line)]
        self._list = [answer for answer in given if not isinstance(answer, Line)]
        if self._lines and self._list:
            raise ValueError("a script is either a list of answers or a list of Lines, not both")
        self._used = [0] * len(self._lines)

    async def generate(self, request: Request) -> Reply:
        """Play the next answer. Raises the scripted ModelFailure, or UnexpectedRequest."""
        self.requests.append(request)
        answer = self._next(request)
        if answer is None:
            raise UnexpectedRequest(request)
        if isinstance(answer, ModelFailure):
            raise ModelFailure(
                answer.kind, answer.message, status=answer.status, retry_after=answer.retry_after
            )
        if isinstance(answer, str):
            return Reply(
                outcome=outcome_of(answer, "stop"), text=answer, model="scripted", finish_reason="stop"
            )
        return answer

    async def close(self) -> None:
        """Nothing to give back; `closed` says that it was asked to."""
        self.closed = True

    def _next(self, request: Request) -> Answer | None:
        if self._function is not None:
            return self._function(request)
        for i, line in enumerate(self._lines):
            if line.matches(request) and (line.times is None or self._used[i] < line.times):
                self._used[i] += 1
                return line.answer()
        return self._list.pop(0) if self._list else None


def read_script(file: str | Path) -> tuple[Line, ...]:
    """The entries of a YAML script.

    Raises:
        InputError: the file cannot be read, is not YAML, or an entry is wrong; names file and line.
    """
    return parse_as(Script, read_yaml(file, _LARGEST_FILE)).replies
