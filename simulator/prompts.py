"""Prompts: files that tell an agent who it is. Front matter, then a Jinja template; strict in both directions.

What a prompt says it takes is what its template uses, and what its role cannot do without is used, or the file says
under `without` that it does so on purpose. Templates run in a sandbox and cannot loop over anything but what they are
given.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import jinja2
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from simulator import shipped
from simulator.errors import InputError, nearest
from simulator.faults import what_is_wrong
from simulator.templates import FILTERS, compiled, named, rendered
from simulator.yamlfile import parse_as, parse_yaml

PromptRole = Literal["patient", "therapist", "note"]

VARIABLES: dict[PromptRole, frozenset[str]] = {
    "patient": frozenset({"persona", "therapist", "session", "memory", "style"}),
    "therapist": frozenset({"patient", "therapist", "session", "chart", "style", "crisis"}),
    "note": frozenset({"patient", "therapist", "session", "transcript", "ledger", "schema"}),
}
"""What each role's template may use."""

NEEDED: dict[PromptRole, frozenset[str]] = {
    "patient": frozenset({"persona", "memory"}),
    "therapist": frozenset({"patient", "chart"}),
    "note": frozenset({"transcript"}),
}
"""What each role's template must use, unless the front matter names it under `without`: a setting that a template
forgets would be dropped in silence."""

MAX_PROMPT_BYTES = 200_000
MAX_RENDERED_CHARACTERS = 200_000


class Traits(BaseModel):
    """How a therapist with a prompt works, for the offline model alone; see docs/prompts.md."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    turn_words: int = Field(default=35, ge=5, le=400)
    questions: Literal["one", "few", "many"] = "one"
    reflections: Literal["always", "high", "low"] = "high"
    praise: Literal["high", "low"] = "low"
    lectures: bool = False
    advice: bool = False


class PromptHead(BaseModel):
    """Front matter of a prompt file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,63}$")
    """How commands call it; the file's name without `.md`."""
    version: int = Field(ge=1)
    role: PromptRole = Field(alias="for")
    """Whom the prompt is for."""
    summary: str = ""
    """One sentence for `simulate prompts list`."""
    takes: tuple[str, ...]
    """The variables the template uses."""
    without: tuple[str, ...] = ()
    """Needed variables that are left out on purpose."""
    traits: dict[str, str | int | float | bool] = Field(default_factory=dict)
    """How a therapist with this prompt works, in words the offline model understands; see docs/prompts.md."""

    @field_validator("traits")
    @classmethod
    def _traits_are_known(cls, traits: dict[str, Any]) -> dict[str, Any]:
        try:
            Traits.model_validate(traits)
        except ValidationError as error:
            fault = error.errors(include_url=False)[0]
            name = str(fault["loc"][0])
            if fault["type"] == "extra_forbidden":
                raise ValueError(
                    f"unknown trait {name[:60]!r}; {nearest(name, Traits.model_fields)}"
                ) from None
            raise ValueError(f"{name}: {what_is_wrong(fault)}, not {str(fault['input'])[:60]!r}") from None
        return traits


@dataclass(frozen=True)
class Prompt:
    """A prompt, read and checked."""

    head: PromptHead
    template: str
    path: Path
    sha256: str
    """Of the file's bytes."""
    first_line: int
    """Line of the file at which the template begins, for messages."""

    @property
    def name(self) -> str:
        return self.head.name

    def render(self, **variables: Any) -> str:
        """The text a model gets.

        Args:
            variables: exactly the variables of the prompt's role; those the template does not take are ignored.

        Raises:
            InputError: an attribute that does not exist, or a text that grows past its bound.
        """
        taken = {name: variables[name] for name in self.head.takes}
        try:
            text = rendered(self.template, taken, MAX_RENDERED_CHARACTERS)
        except jinja2.UndefinedError as error:
            message = str(error.message)
            remedy = _suggest(message, taken, self.template)
            if attribute := re.fullmatch(r"'.*' has no attribute '(.*)'", message):
                message = (
                    f"{_owner(attribute[1], self.template) or 'one of the variables'} has no {attribute[1]!r}"
                )
            raise self._error(message, _line_of(error), remedy) from None
        except (jinja2.TemplateError, TypeError, ValueError, ArithmeticError, LookupError) as error:
            raise self._error(f"the template cannot be rendered: {error}", _line_of(error)) from None
        if len(text) > MAX_RENDERED_CHARACTERS:
            raise self._error(
                f"the rendered prompt has more than {MAX_RENDERED_CHARACTERS:,} characters",
                None,
                "shorten the template",
            )
        return re.sub(r"\n{3,}", "\n\n", text).strip()

    def _error(self, problem: str, line: int | None, remedy: str = "") -> InputError:
        at = self.first_line + line - 1 if line else None
        return InputError(problem, file=self.path, line=at, remedy=remedy)


def load_prompt(name: str, role: PromptRole | None = None) -> Prompt:
    """Read a prompt by name, or by the path of a `.md` file, and check it.

    Raises:
        InputError: no such prompt, bad front matter, a variable that is unknown, unused or missing, or the wrong role.
    """
    path = shipped.find("prompts", name)
    text = _read(path)
    head_text, template, first_line = _split(text, path)
    # The line that `---` takes is put back, so that messages name the line of the file.
    head = parse_as(PromptHead, parse_yaml("\n" + head_text, file=path))
    prompt = Prompt(head, template, path, hashlib.sha256(text.encode()).hexdigest(), first_line)
    _check(prompt)
    if role and head.role != role:
        raise InputError(f"prompt {name!r} is for the {head.role}, not the {role}", file=path, line=1)
    return prompt


def prompt_names() -> list[str]:
    """Names of all prompts that can be found: those of the current folder, then the shipped ones."""
    return shipped.names("prompts")


def _read(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_PROMPT_BYTES + 1)
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", file=path) from None
    if len(data) > MAX_PROMPT_BYTES:
        raise InputError(f"has more than the {MAX_PROMPT_BYTES:,} bytes of a prompt", file=path)
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise InputError(f"is not UTF-8 (byte {error.start})", file=path, remedy="save it as UTF-8") from None


def _split(text: str, path: Path) -> tuple[str, str, int]:
    found = re.match(r"\A---\n(.*?\n)---\n", text, re.DOTALL)
    if not found:
        raise InputError(
            "has no front matter",
            file=path,
            line=1,
            remedy="begin with ---, name, version, for, takes, then ---",
        )
    return found[1], text[found.end() :], found[0].count("\n") + 1


def _check(prompt: Prompt) -> None:
    head, path = prompt.head, prompt.path
    if head.name != path.stem:
        raise InputError(
            f"name {head.name!r} differs from the file's name", file=path, line=2,
            remedy=f"write name: {path.stem}, or rename the file to {head.name}.md",
        )  # fmt: skip
    try:
        used, refused = named(prompt.template)
        compiled(prompt.template)
    except jinja2.TemplateSyntaxError as error:
        raise prompt._error(f"template syntax: {error.message}", error.lineno, _mended(error)) from None
    if refused:
        word, at = refused
        raise prompt._error(f"{word!r} is not for prompts", at, "use variables, conditions and loops")
    allowed = VARIABLES[head.role]
    for name in sorted(used - allowed):
        line = _first_line_with(prompt.template, name)
        raise prompt._error(f"unknown variable {name!r}", line, nearest(name, allowed))
    takes_line = next((i for i, line in enumerate(_read(path).split("\n"), 1) if line.startswith("takes")), 1)
    for name in head.takes:
        if name not in used:
            remedy = (
                nearest(name, allowed)
                if name not in allowed
                else f"use {{{{ {name} }}}} or take it out of `takes`"
            )
            raise InputError(
                f"takes {name!r}, but the template never uses it", file=path, line=takes_line, remedy=remedy
            )
    for name in sorted(used - set(head.takes)):
        line = _first_line_with(prompt.template, name)
        raise prompt._error(f"uses {name!r}, which `takes` does not list", line, f"add {name} to `takes`")
    for name in sorted(NEEDED[head.role] - used - set(head.without)):
        raise InputError(
            f"never uses {name!r}, which a {head.role} prompt needs", file=path, line=takes_line,
            remedy=f"use {{{{ {name} }}}}, or write `without: [{name}]` if that is what the study is about",
        )  # fmt: skip


def _first_line_with(template: str, name: str) -> int | None:
    pattern = re.compile(rf"\b{re.escape(name)}\b")
    return next((i for i, line in enumerate(template.split("\n"), 1) if pattern.search(line)), None)


def _line_of(error: BaseException) -> int | None:
    """The template line an error was raised at: the last traceback frame inside the template."""
    line, trace = None, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def _mended(error: jinja2.TemplateSyntaxError) -> str:
    if missing := re.match(r"No filter named '(.*)'", str(error.message)):
        return nearest(missing[1], FILTERS)
    return "write a variable in {{ }}, a condition between {% if … %} and {% endif %}"


def _owner(attribute: str, template: str) -> str | None:
    """`style` for `style.words`, where the template tells whose an attribute is."""
    found = re.search(rf"(\w+)\s*(?:\.\s*|\[\s*['\"]){re.escape(attribute)}\b", template)
    return found[1] if found else None


def _suggest(message: str, variables: dict[str, Any], template: str) -> str:
    """The nearest name: for `patient.symptoms` among those of `patient`, where the template tells whose it is."""
    wrong = re.findall(r"'([^']+)'", message)
    if not wrong:
        return ""
    owner = _owner(wrong[-1], template)
    of = variables.get(owner) if owner else None
    if isinstance(of, dict):
        return nearest(wrong[-1], of).replace("valid:", f"valid in {owner}:", 1)
    keys = {key for value in variables.values() if isinstance(value, dict) for key in value}
    return nearest(wrong[-1], keys | set(variables))
