"""From what a person asked for to what will be made: everything is read and checked before anything starts."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from simulator.config import Config, RoleModel, config_from
from simulator.endings import EndingRules, load_rules
from simulator.endings.load import own_rules_hash
from simulator.errors import InputError, nearest
from simulator.integrity.guard import Guard
from simulator.integrity.registry import load_installed
from simulator.models.budget import require_prices
from simulator.models.extra import check_extra
from simulator.models.factory import check_model, needs_network, open_model, split_name
from simulator.models.network import NetworkConfig
from simulator.personas import Persona, load_persona
from simulator.prompts import Prompt, load_prompt
from simulator.store.hashes import data_hash
from simulator.store.plan import ArmPlan, Plan, flat

OF_THE_RUN = frozenset({"sessions", "replicates", "seed"})
"""Settings that the plan holds itself, for all arms."""

HOW_NOT_WHAT = frozenset({"ahead", "concurrency", "base_url", "api_key_env", "network", "budget"})
"""Settings, and parts of them, that change how a run is made, not what is made; a resumed run may differ in them."""
RULES = "ending rules"
"""The name under which the hash of the file of ending rules is kept."""


@dataclass(frozen=True)
class Arm:
    """One setting that a study compares, with everything it needs, read and checked."""

    name: str
    config: Config
    prompts: Mapping[str, Prompt]
    """By role: patient, therapist, note."""
    rules: EndingRules
    guard: Guard
    hashes: Mapping[str, str]
    """Of the config (as far as it changes the output), the prompts, and the user's own file of ending rules."""

    def role_models(self) -> dict[str, RoleModel]:
        """The models that are named, by role."""
        models = self.config.models
        named = {"patient": models.patient, "therapist": models.therapist, "note": models.note}
        if models.fallback:
            named["fallback"] = models.fallback
        if models.judge:
            named["judge"] = models.judge
        return named


@dataclass(frozen=True)
class Work:
    """What a run is to make."""

    arms: tuple[Arm, ...]
    personas: tuple[Persona, ...]
    extra: Mapping[str, Any]
    """What a study adds to the plan."""

    @property
    def config(self) -> Config:
        """Settings of the run as a whole; the arms agree on them."""
        return self.arms[0].config

    def plan(self) -> Plan:
        """The plan as run.yaml holds it."""
        hashes = {f"persona {p.id}": p.persona_sha256 for p in self.personas}
        for arm in self.arms:
            hashes |= {f"prompt {prompt.name}": prompt.sha256 for prompt in arm.prompts.values()}
            if own := arm.hashes.get(RULES):
                hashes[f"{RULES} {Path(arm.config.endings.rules).stem}"] = own
        return Plan(
            arms=tuple(ArmPlan(name=arm.name, settings=_settings(arm.config)) for arm in self.arms),
            personas=tuple(p.id for p in self.personas),
            sessions=self.config.sessions,
            replicates=self.config.replicates,
            seed=self.config.seed,
            hashes=hashes,
            extra=dict(self.extra),
        )

    def default_name(self) -> str:
        """A name that the same command gives again: persona, prompt, and a hash of all that changes the output."""
        plan = self.plan()
        who = plan.personas[0] if len(plan.personas) == 1 else f"{len(plan.personas)}-personas"
        what = plan.arms[0].name if len(plan.arms) == 1 else f"{len(plan.arms)}-arms"
        arms = [[arm.name, _outputs(arm.settings)] for arm in plan.arms]
        found = data_hash([arms, plan.personas, plan.sessions, plan.seed, plan.hashes, plan.extra])
        return f"{who[:30]}-{what[:30]}-{found[:6]}"


def work_from(
    personas: Sequence[str],
    arms: Mapping[str, Config],
    extra: Mapping[str, Any] | None = None,
    *,
    check_models: bool = True,
) -> Work:
    """Read personas, prompts and rules, and check that every model can be used.

    Args:
        personas: names or paths; a name twice is an error.
        arms: the resolved settings of each arm.
        extra: what a study adds to the plan.
        check_models: False for a replay, which asks no model and needs no keys.

    Raises:
        InputError: the first thing that is wrong; nothing has been written.
    """
    if not personas:
        raise InputError(
            "no persona is named", remedy="e.g. --persona alicia; `simulate personas list` shows them"
        )
    for config in arms.values():
        _require_dask(config)
    if check_models:
        load_installed()
    read = [load_persona(name) for name in personas]
    for persona in read:
        if sum(other.id == persona.id for other in read) > 1:
            raise InputError(
                f"the persona {persona.id!r} is named twice", remedy="name it once; --replicates repeats it"
            )
    made = tuple(_arm(name, config) for name, config in arms.items())
    for arm in made:
        for role, named in arm.role_models().items():
            _check_parameters(role, named)
    checked: set[tuple[str, str | None, str | None]] = set()
    for arm in made:
        for role, named in arm.role_models().items() if check_models else ():
            key = (named.model, named.base_url, named.api_key_env)
            if key not in checked:
                _check_model(role, named)
                checked.add(key)
        if check_models:
            named_models = [named.model for named in arm.role_models().values() if needs_network(named.model)]
            require_prices(named_models, arm.config.budget, arm.config.prices)
        for persona in read:
            _check_names(arm, persona)
            _check_renders(arm, persona)
    return Work(made, tuple(read), extra or {})


def work_of(plan: Plan, changes: Mapping[str, Any] | None = None, *, check_models: bool = True) -> Work:
    """The work of a stored plan, with today's files.

    Args:
        plan: from run.yaml.
        changes: dotted settings of the run as a whole that are to differ (`sessions`, `replicates`, `concurrency`).
        check_models: as for `work_from`.
    """
    arms = {arm.name: settings_of(plan, arm.name, changes) for arm in plan.arms}
    return work_from(plan.personas, arms, plan.extra, check_models=check_models)


def settings_of(plan: Plan, arm: str, changes: Mapping[str, Any] | None = None) -> Config:
    """The settings of one arm of a stored plan. Raises InputError: there is no such arm, or they do not fit any more."""
    found = next((a.settings for a in plan.arms if a.name == arm), None)
    if found is None:
        raise InputError(f"the plan has no arm {arm!r}", remedy=nearest(arm, [a.name for a in plan.arms]))
    data = {**found, "sessions": plan.sessions, "replicates": plan.replicates, "seed": plan.seed}
    data |= {key: value for key, value in (changes or {}).items() if value is not None}
    return config_from(_without_what_is_gone(data))


def _without_what_is_gone(settings: dict[str, Any]) -> dict[str, Any]:
    """A stored plan's settings without `guard.retries.per_run`, which plans held once and nothing followed."""
    guard = settings.get("guard")
    if not isinstance(guard, dict) or "per_run" not in guard.get("retries", {}):
        return settings
    retries = {name: value for name, value in guard["retries"].items() if name != "per_run"}
    return {**settings, "guard": {**guard, "retries": retries}}


def _arm(name: str, config: Config) -> Arm:
    prompts = {
        "patient": load_prompt(config.patient_prompt, "patient"),
        "therapist": load_prompt(config.prompt, "therapist"),
        "note": load_prompt(config.note_prompt, "note"),
    }
    if config.guard.judge.ahead and config.models.judge is None:
        raise InputError(
            f"arm {name}: guard.judge.ahead is set, but no judge model is named",
            remedy="name one with models.judge.model, or leave it out",
        )
    hashes = {"config": data_hash(_outputs(_settings(config)))}
    hashes |= {f"{role} prompt": prompt.sha256 for role, prompt in prompts.items()}
    if own := own_rules_hash(config.endings.rules):
        hashes[RULES] = own
    return Arm(name, config, prompts, load_rules(config.endings.rules), Guard(config.guard), hashes)


def _check_model(role: str, named: RoleModel) -> None:
    if problems := check_model(named.model, base_url=named.base_url, api_key_env=named.api_key_env):
        remedy = "see docs/models.md, or try offline/cbt, which needs neither key nor network"
        raise InputError(
            f"the {role}'s model {named.model!r} cannot be used: {'; '.join(problems)}", remedy=remedy
        )
    if split_name(named.model)[0] in ("scripted", "recorded"):
        open_model(
            named.model, NetworkConfig()
        )  # the script or the run may be missing or faulty, and no folder has been made yet


def _check_parameters(role: str, named: RoleModel) -> None:
    if problems := check_extra(named.extra):
        raise InputError(f"models.{role}.extra: {'; '.join(problems)}", remedy="see docs/models.md")


def model_problems(work: Work) -> list[str]:
    """What keeps the named models from being used now, a line each: a key, an address, a price."""
    found: dict[str, None] = {}
    for arm in work.arms:
        for role, named in arm.role_models().items():
            try:
                _check_model(role, named)
                if needs_network(named.model):
                    require_prices([named.model], arm.config.budget, arm.config.prices)
            except InputError as error:
                found[str(error)] = None
    return list(found)


def _require_dask(config: Config) -> None:
    if (config.workers > 1 or config.scheduler) and not _there("distributed"):
        raise InputError(
            "--workers and --scheduler need Dask, which is not installed",
            remedy=f"{sys.executable} -m pip install 'session-simulator[cluster]'",
        )


def _there(module: str) -> bool:
    try:
        return importlib.util.find_spec(module) is not None
    except ValueError:
        return False


def _check_names(arm: Arm, persona: Persona) -> None:
    taken = {name.casefold() for name in (persona.full_name, *persona.all_names.split())}
    if arm.config.therapist_name.casefold() in taken:
        raise InputError(
            f"the therapist's name {arm.config.therapist_name!r} is also the patient's (persona {persona.id!r}), so that nobody "
            "could tell who speaks",
            remedy="give the therapist another one with -c therapist_name=NAME",
        )


def _check_renders(arm: Arm, persona: Persona) -> None:
    from simulator.rendering import first_session_prompts

    first_session_prompts(arm.config, arm.prompts, persona)


def _settings(config: Config) -> dict[str, Any]:
    return {k: v for k, v in config.model_dump(mode="json").items() if k not in OF_THE_RUN}


def _outputs(settings: Mapping[str, Any]) -> dict[str, Any]:
    """The settings that change the output, by dotted key."""
    kept = {k: v for k, v in settings.items() if k not in ("network", "budget", "prices")}
    return {k: v for k, v in flat(kept).items() if k.rpartition(".")[2] not in HOW_NOT_WHAT}


def courses(work: Work) -> Iterator[tuple[Arm, Persona, int]]:
    """All courses, in the order they are started: replicate by replicate, arms next to each other, so that what drifts
    at a provider with time touches the arms alike."""
    for replicate in range(1, work.config.replicates + 1):
        for persona in work.personas:
            for arm in work.arms:
                yield arm, persona, replicate
