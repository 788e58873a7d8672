"""Settings of a run: shipped defaults < file < `-c key=value` < flags, one pydantic model per component."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from simulator import shipped
from simulator.between import BetweenConfig
from simulator.endings import EndingsConfig
from simulator.errors import InputError, nearest
from simulator.integrity.policy import GuardConfig
from simulator.memory import MemoryConfig
from simulator.models.budget import BudgetConfig
from simulator.models.network import NetworkConfig
from simulator.models.prices import Price
from simulator.models.redact import redact
from simulator.yamlfile import Document, parse_as, parse_yaml, read_yaml


class Settings(BaseModel):
    """Base of every part: strict about its keys, immutable, docstrings as descriptions."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class RoleModel(Settings):
    """The model that plays one role, and how it is sampled."""

    model: str = "offline/cbt"
    """`offline/cbt`, `openai/gpt-5-mini`, `ollama_chat/llama3.1`, `hosted_vllm/NAME`, `direct/NAME`, `recorded:RUN`, …"""
    temperature: float | None = Field(default=None, ge=0, le=2)
    """None: the provider's default."""
    top_p: float | None = Field(default=None, gt=0, le=1)
    """None: the provider's default."""
    max_tokens: int | None = Field(default=1000, ge=1)
    """At most this many tokens in one reply. Leave room: a reply that is cut off is discarded."""
    extra: dict[str, Any] = Field(default_factory=dict)
    """Further parameters, passed to the provider as they are (`reasoning_effort: low`)."""
    base_url: str | None = None
    """Address of your own OpenAI-compatible server, e.g. http://localhost:8000/v1."""
    api_key_env: str | None = Field(default=None, pattern=r"^[A-Za-z_][A-Za-z0-9_]*$")
    """Name of the environment variable that holds the key; never the key itself."""
    structured: Literal["off", "auto"] = "off"
    """auto: where the model takes a schema, ask for a reply with two fields: what is said, and whether the speaker is closing."""
    stop_labels: bool = True
    """Send the partner's label as a stop sequence, where the provider supports them."""


class ModelsConfig(Settings):
    """Who plays what."""

    patient: RoleModel = RoleModel()
    therapist: RoleModel = RoleModel()
    note: RoleModel = RoleModel()
    fallback: RoleModel | None = None
    """Makes the last attempts at a turn when its own model could not (`guard.retries.fallback_after`). None: there is none."""
    judge: RoleModel | None = None
    """Asked by the guard where it is unsure (`guard.judge.when`). None: no model is asked."""


class SessionConfig(Settings):
    """One session."""

    opening: Literal["model", "template"] = "model"
    """How the patient opens sessions after the first. model: in their own words, from what they remember.
    template: the sentence of the old system, with the ordinal right. The first opening is always the persona's own."""
    therapist_words: int = Field(default=40, ge=5, le=400)
    """Words of the therapist's usual turn, as the prompt tells it."""
    therapist_words_most: int = Field(default=90, ge=10, le=800)
    """Words of the therapist's longest turn, as the prompt tells it."""
    note_view: Literal["auto", "separate", "continue"] = "auto"
    """How the note is asked for. continue: as the next message of the therapist's own view, which a provider's prefix
    cache already holds. separate: on its own, with the transcript numbered. auto: continue when the same model plays
    therapist and writes the note."""
    locale: str | None = None
    """Country whose crisis resources the therapist knows, e.g. `GB`. None: the persona's."""

    @model_validator(mode="after")
    def _ordered(self) -> SessionConfig:
        if self.therapist_words_most < self.therapist_words:
            raise ValueError(
                f"therapist_words_most ({self.therapist_words_most}) is below therapist_words ({self.therapist_words}); "
                "set both"
            )
        return self


class Config(Settings):
    """Everything a run needs to know besides its personas."""

    sessions: int = Field(default=1, ge=1, le=500)
    """Sessions of each course."""
    replicates: int = Field(default=1, ge=1, le=10_000)
    """Courses of each persona."""
    seed: int = Field(default=0, ge=0, le=2**31 - 1)
    """Every random draw is derived from it."""
    prompt: str = "nova"
    """The therapist's prompt."""
    patient_prompt: str = "patient"
    """The patient's prompt."""
    note_prompt: str = "note"
    """The prompt of the note."""
    therapist_name: str = Field(default="Nova", min_length=1, max_length=60, pattern=r"^[^\n\r:{}<>]+$")
    """The therapist's name."""
    concurrency: int = Field(default=8, ge=1, le=4096)
    """Courses that run side by side, over all workers."""
    workers: int = Field(default=1, ge=1, le=1024, exclude=True)
    """Processes that share the work; with a scheduler, how many of its workers to expect. Not part of a run's plan."""
    scheduler: str | None = Field(default=None, min_length=1, max_length=300, exclude=True)
    """Address of a Dask scheduler whose workers do the work, e.g. tcp://10.0.0.5:8786. Not part of a run's plan."""
    wait: float = Field(default=60, ge=1, le=86_400, exclude=True)
    """Seconds to wait for that scheduler to answer, and as many for its first worker. Not part of a run's plan."""
    models: ModelsConfig = ModelsConfig()
    session: SessionConfig = SessionConfig()
    guard: GuardConfig = GuardConfig()
    endings: EndingsConfig = EndingsConfig()
    memory: MemoryConfig = MemoryConfig()
    between: BetweenConfig = BetweenConfig()
    network: NetworkConfig = NetworkConfig()
    budget: BudgetConfig = BudgetConfig()
    prices: dict[str, Price] = Field(default_factory=dict)
    """Prices by model name, US dollars per million tokens; they come before the known ones."""

    @field_validator("therapist_name")
    @classmethod
    def _is_a_name(cls, name: str) -> str:
        if not name.isprintable() or name != name.strip():
            raise ValueError("should consist of visible characters, with no spaces before or after them")
        if name.casefold() == "patient":
            raise ValueError(
                "is the label of the other side, so that nobody could tell who speaks; choose another name"
            )
        return name


def load_config(
    files: str | Sequence[str] | None = None,
    settings: Sequence[str] = (),
    flags: Mapping[str, Any] | None = None,
    origin: str = "the command line",
) -> Config:
    """The resolved settings.

    Args:
        files: names or paths of YAML files on top of the defaults, each on the one before.
        settings: `key=value` strings with dotted keys; the value is YAML.
        flags: dotted keys with values, from the command line's own options; None values are skipped.
        origin: where `flags` come from, for messages.

    Raises:
        InputError: names the file and line, or the flag, the value and what is valid.
    """
    layers = [read_yaml(shipped.find("configs", "default"))]
    named = [files] if isinstance(files, str) else files or []
    layers += [read_yaml(shipped.find("configs", file)) for file in named]
    merged: dict[str, Any] = {}
    for layer in layers:
        # After each layer, so that a fault is told with the file and line that brought it.
        merged, _ = _laid_on(merged, layer)
    if settings:
        merged = _with_settings(merged, [_setting(text) for text in settings])
    return _laid_on(merged, _nested({k: v for k, v in (flags or {}).items() if v is not None}, origin))[1]


def _laid_on(below: Mapping[str, Any], layer: Document) -> tuple[dict[str, Any], Config]:
    """The settings with this layer on top, as data and parsed."""
    merged = _merge(below, layer.data or {})
    config = parse_as(Config, Document(merged, layer.lines, layer.file, layer.sha256))
    _check_guard(config, layer)
    return merged, config


def _with_settings(below: dict[str, Any], settings: Sequence[Document]) -> dict[str, Any]:
    """The settings with every `-c` on top. What takes two of them, such as a model's two prices, is judged with both."""
    merged = below
    for setting in settings:
        merged = _merge(merged, setting.data or {})
    try:
        config = parse_as(Config, Document(merged, {}, None, ""))
    except InputError as fault:
        _blame(below, settings, fault)
        raise
    for setting in settings:
        _check_guard(config, setting)
    return merged


def _blame(below: dict[str, Any], settings: Sequence[Document], fault: InputError) -> None:
    """Raise the fault as that of the `-c` that brought it."""
    for setting in settings:
        below = _merge(below, setting.data or {})
        try:
            parse_as(Config, Document(below, {}, setting.file, ""))
        except InputError as error:
            if error.problem == fault.problem:
                raise error from None


_NO_SUCH = re.compile(r"(guard\.\w+): there is no \w+ '(.*)'")


def _check_guard(config: Config, layer: Document) -> None:
    """Refuse a code or a check that there is not, with the place of its name."""
    from simulator.integrity.guard import Guard

    if not isinstance(layer.data, Mapping) or "guard" not in layer.data or layer.file is None:
        return
    try:
        Guard(config.guard)
    except InputError as error:
        if error.file is None and (named := _NO_SUCH.fullmatch(error.problem)):
            line = layer.line((*named[1].split("."), named[2]))
            raise InputError(error.problem, file=layer.file, line=line, remedy=error.remedy) from None
        raise


def laid_on(data: Mapping[str, Any], settings: Sequence[str]) -> Config:
    """Settings from plain data with `key=value` strings on top. Raises InputError naming the string."""
    return config_from(_with_settings(dict(data), [_setting(text) for text in settings]))


def config_from(data: Mapping[str, Any]) -> Config:
    """Settings from plain data, e.g. of a stored plan. Raises InputError."""
    return parse_as(Config, Document(dict(data), {}, None, ""))


def _setting(text: str) -> Document:
    key, separator, value = text.partition("=")
    if not separator or not re.fullmatch(r"[a-z_0-9]+(\.[a-z_A-Z0-9/:-]+)*", key):
        raise InputError(
            f"-c {text[:120]!r} is not KEY=VALUE", remedy="e.g. -c models.patient.temperature=0.9"
        )
    top = key.split(".")[0]
    if top not in Config.model_fields:
        raise InputError(f"-c {key}: unknown key {top!r}", remedy=nearest(top, Config.model_fields))
    # A key that somebody typed where its variable's name belongs must not come back in a message, and so into a log.
    origin = f"-c {key}" if key.endswith(("key", "key_env")) else redact(f"-c {text}", limit=200)
    return _nested({key: parse_yaml(value).data}, origin)


def _nested(flat: Mapping[str, Any], origin: str) -> Document:
    data: dict[str, Any] = {}
    for key, value in flat.items():
        *parents, last = key.split(".")
        if parents[:1] == ["prices"]:  # the name of a model may have dots in it: gpt-4.1
            parents = ["prices", ".".join(parents[1:])] if parents[1:] else parents
        here = data
        for parent in parents:
            here = here.setdefault(parent, {})
        here[last] = value
    return Document(data, {}, Path(origin), "")


def _merge(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(below)
    for key, value in above.items():
        if isinstance(value, Mapping) and isinstance(merged.get(key), Mapping):
            merged[key] = _merge(merged[key], value)
        else:
            merged[key] = value
    return merged
