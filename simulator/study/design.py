"""What a study is to find out, written down before it runs: arms, design, primary outcomes, judge."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from pydantic import Field, ValidationError, field_validator, model_validator

from simulator.config import Config, Settings, load_config
from simulator.errors import InputError, nearest
from simulator.planning import HOW_NOT_WHAT, OF_THE_RUN
from simulator.store.names import check_name
from simulator.store.plan import Plan, flat
from simulator.yamlfile import parse_as, parse_yaml, read_yaml

STUDY = "study"
"""The design's key in a plan's extra."""

NOT_OF_AN_ARM = OF_THE_RUN | HOW_NOT_WHAT | {"network", "budget", "prices"}
"""Settings that the arms of a study share."""

CONTROL_PROMPTS = {"sound": "nova", "lecture": "control-lecture"}
"""Planted arm -> the therapist's prompt: the one to be told from the other, whatever the study's own arms are like."""


class JudgeSettings(Settings):
    """A model that rates sessions, blind."""

    model: str
    """Of another family than patient and therapist."""
    rubrics: tuple[str, ...] = ("ctrs", "alliance")
    """Names of shipped rubrics, or paths of YAML files."""
    pairwise: str | None = "preference"
    """Rubric of the comparison of two arms' sessions; null for none."""
    passes: int = Field(default=3, ge=1, le=20)
    """How often each question is asked; the median counts."""
    sessions: Literal["all", "last"] = "last"
    """Which sessions of a course are judged."""
    controls: int = Field(default=8, ge=5, le=100)
    """Planted sessions: so many sound ones, and as many of a poor therapist, shuffled, and cut."""
    temperature: float | None = Field(default=None, ge=0, le=2)
    """None: the provider's default."""
    max_tokens: int = Field(default=3000, ge=100)
    """Tokens of one answer at most."""
    base_url: str | None = None
    """As for the other models."""
    api_key_env: str | None = Field(default=None, pattern=r"^[A-Za-z_][A-Za-z0-9_]*$")
    """Name of the environment variable that holds the key."""
    allow_same_family: bool = False
    """Judge with a model of the family that plays; said in the result."""


class StudyDesign(Settings):
    """What the plan of a study holds in addition to that of a run. It is stored before the first session starts."""

    design: Literal["chain", "fork"] = "chain"
    """chain: whole courses. fork: sessions before `fork_at` are made once and shared, so that arms differ only from then on."""
    fork_at: int | None = Field(default=None, ge=2)
    """The first session in which the arms differ."""
    base: str | None = None
    """The arm that makes the shared sessions of a fork; the first one when left out."""
    primaries: tuple[str, ...] = Field(
        default=("broken_rate", "reflection_ratio"), min_length=1, max_length=3
    )
    """The outcomes that the study is about: one to three, named before the run. All others are exploratory."""
    population: Literal["auto", "these", "general"] = "auto"
    """Whom the claim is about. these: the personas of the study. general: personas like them. auto: general from 8 personas on."""
    alpha: float = Field(default=0.05, gt=0, le=0.2)
    """Chance of a false verdict over all primaries."""
    judge: JudgeSettings | None = None
    """Who rates sessions; None: nobody."""

    @field_validator("primaries")
    @classmethod
    def _each_once(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        if len(set(names)) < len(names):
            raise ValueError("an outcome is named twice")
        return names

    @model_validator(mode="after")
    def _fork_is_whole(self) -> StudyDesign:
        if (self.design == "fork") != (self.fork_at is not None):
            raise ValueError("design fork and fork_at go together: --design fork --fork-at K")
        if self.base is not None and self.design != "fork":
            raise ValueError("base is only for design fork")
        return self

    @property
    def first_scored(self) -> int:
        """The first session whose outcomes count."""
        return self.fork_at or 1


class StudyFile(StudyDesign):
    """A study as a YAML file holds it."""

    personas: tuple[str, ...] = ()
    """Names or paths."""
    arms: dict[str, str | dict[str, Any]] = Field(default_factory=dict)
    """Name -> prompt, or name -> settings that differ (`prompt`, `models.therapist.temperature`, `guard`, `memory`, …)."""
    sessions: int | None = Field(default=None, ge=1)
    replicates: int | None = Field(default=None, ge=1)
    seed: int | None = Field(default=None, ge=0)
    config: str | None = None
    """Settings that all arms share: name or path of a file."""
    settings: dict[str, Any] = Field(default_factory=dict)
    """Settings that all arms share, on top of that."""


def read_study(path: str) -> StudyFile:
    """The study of a YAML file. Raises InputError naming file and line."""
    return parse_as(StudyFile, read_yaml(path))


def parse_arm(text: str) -> tuple[str, dict[str, Any]]:
    """An arm as a flag gives it: NAME=PROMPT, or NAME=PROMPT,KEY=VALUE,… with KEY=VALUE alone allowed.

    >>> parse_arm("b=nova-brief,models.therapist.temperature=0.9")
    ('b', {'prompt': 'nova-brief', 'models.therapist.temperature': 0.9})

    Raises:
        InputError: not of this form.
    """
    name, separator, rest = text.partition("=")
    if not separator or not rest or not name:
        raise InputError(
            f"--arm {text[:80]!r} is not NAME=PROMPT", remedy="e.g. --arm a=nova --arm b=nova-brief"
        )
    found: dict[str, Any] = {}
    for i, part in enumerate(rest.split(",")):
        key, is_setting, value = part.partition("=")
        if is_setting and re.fullmatch(r"[a-z_0-9]+(\.[a-z_A-Z0-9/:-]+)*", key):
            found[key] = parse_yaml(value).data
        elif i == 0:
            found["prompt"] = part
        else:
            raise InputError(f"--arm {text[:80]!r}: {part[:40]!r} is not KEY=VALUE")
    return name, found


def arm_configs(
    arms: Mapping[str, str | Mapping[str, Any]],
    file: str | None,
    settings: Sequence[str],
    shared: Mapping[str, Any],
) -> dict[str, Config]:
    """The resolved settings of each arm.

    Args:
        arms: name -> prompt or settings.
        file: settings of all arms, name or path.
        settings: `key=value` of all arms.
        shared: dotted keys with values for all arms; those of an arm come on top.

    Raises:
        InputError: fewer than two arms, a name that is no folder's, a setting that cannot differ between arms.
    """
    if len(arms) < 2:
        raise InputError(
            f"a study compares at least two arms, not {len(arms)}", remedy="--arm a=nova --arm b=nova-brief"
        )
    found = {}
    for name, own in arms.items():
        check_name(name, "arm")
        changes = {"prompt": own} if isinstance(own, str) else flat(own)
        for key in changes:
            if key.split(".")[0] in NOT_OF_AN_ARM:
                raise InputError(
                    f"arm {name}: {key} cannot differ between arms", remedy="set it for the study as a whole"
                )
        found[name] = load_config(file, settings, {**shared, **changes}, origin=f"arm {name}")
    return found


def default_primaries(sessions: int) -> tuple[str, ...]:
    """The outcomes a study is about when nobody says: role, craft and, over several sessions, continuity."""
    return ("broken_rate", "reflection_ratio", "homework_follow_up")[: 3 if sessions > 1 else 2]


def hidden_names(plan: Plan) -> tuple[str, ...]:
    """Names that would tell the arms apart, to be masked where arms are hidden: the therapists', when they differ."""
    names = {str(arm.settings.get("therapist_name", "")) for arm in plan.arms} - {""}
    return tuple(sorted(names)) if len(names) > 1 else ()


def design_of(plan: Plan) -> StudyDesign | None:
    """The design that a plan holds; None when it is the plan of a plain run. Raises InputError when it cannot be read."""
    data = plan.extra.get(STUDY)
    if data is None:
        return None
    try:
        return StudyDesign.model_validate(data)
    except ValidationError as e:
        first = e.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(p) for p in first["loc"])
        raise InputError(f"the study's design in run.yaml cannot be read: {where}: {first['msg']}") from e


def check_design(design: StudyDesign, arms: Sequence[str], sessions: int) -> None:
    """Raise InputError when design, arms and counts do not fit each other."""
    from simulator.study.metrics import all_metrics

    valid = list(all_metrics())
    if design.judge:
        from simulator.study.judge.rubrics import load_rubric

        rubrics = [load_rubric(name) for name in design.judge.rubrics]
        valid += [f"judge:{rubric.name}" for rubric in rubrics if rubric.kind == "scale"]
        for rubric in rubrics:
            if rubric.kind != "scale":
                raise InputError(
                    f"the rubric {rubric.name!r} compares two sessions", remedy="name it under `pairwise`"
                )
        if design.judge.pairwise:
            pairwise = load_rubric(design.judge.pairwise)
            if pairwise.kind != "pairwise":
                raise InputError(f"the rubric {pairwise.name!r} does not compare two sessions")
            valid.append(f"judge:{pairwise.name}")
    for name in design.primaries:
        if name not in valid:
            remedy = (
                "name a judge to use its ratings" if name.startswith("judge:") and not design.judge else ""
            )
            raise InputError(f"there is no outcome {name!r}", remedy=remedy or nearest(name, valid))
    if design.fork_at is not None and design.fork_at > sessions:
        raise InputError(
            f"the fork at session {design.fork_at} is after the last session ({sessions})",
            remedy=f"--fork-at 2 to {sessions}, or more --sessions",
        )
    if design.base is not None and design.base not in arms:
        raise InputError(f"the base {design.base!r} is not an arm", remedy=nearest(design.base, arms))
