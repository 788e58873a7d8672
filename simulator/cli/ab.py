"""`simulate ab`: compare prompts or settings; a study with verdicts, or none where there can be none."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from simulator.cli.run import RUN_OPTIONS, listed
from simulator.errors import InputError

if TYPE_CHECKING:
    from simulator.planning import Work
    from simulator.study.design import StudyDesign, StudyFile

Function = TypeVar("Function", bound=Callable[..., Any])

_NOT_OF_A_STUDY = ("--prompt",)

STUDY_OPTIONS: tuple[tuple[tuple[str, ...], dict[str, Any]], ...] = (
    (("--arm",), {"multiple": True, "metavar": "NAME=PROMPT[,KEY=VALUE…]", "help": "An arm; repeat it. The others are compared with the first."}),
    (("--study", "study_file"), {"metavar": "FILE.yaml", "help": "The study as a file; flags override it."}),
    (("--design",), {"type": click.Choice(["chain", "fork"]), "help": "chain: whole courses (default). fork: arms share the sessions before --fork-at."}),
    (("--fork-at",), {"type": int, "metavar": "K", "help": "First session in which the arms of a fork differ."}),
    (("--primary",), {"multiple": True, "metavar": "OUTCOME", "help": "An outcome that the study tests, one to three; fixed before the run starts."}),
    (("--judge",), {"metavar": "MODEL", "help": "Have sessions rated by this model, which must be of another family than the models that play."}),
)  # fmt: skip


def study_options(function: Function) -> Function:
    """Add the options of a study to a command."""
    kept = [option for option in RUN_OPTIONS if option[0][0] not in _NOT_OF_A_STUDY]
    for names, settings in reversed([*STUDY_OPTIONS, *kept]):
        function = click.option(*names, **settings)(function)
    return function


@click.command()
@study_options
@click.pass_context
def command(ctx: click.Context, /, **options: Any) -> None:
    """Compare prompts or settings on the same personas.

    \b
    simulate ab --persona alicia,naomi --arm a=nova --arm b=nova-brief --sessions 4 --replicates 8

    What the arms do not vary is shared. The same command resumes a study that stopped; more --replicates extend it.
    """
    from simulator.study import require_packages

    require_packages()
    work = work_of_study(options, check_models=not options["dry_run"])
    if options["dry_run"]:
        ctx.exit(_dry_run(work, options["run"], as_json=options["as_json"]))
    from simulator.cli.run import start

    for line in same_arms(work) if not (options["quiet"] or options["as_json"]) else ():
        click.echo(line, err=True)
    ctx.exit(start(work, options))


def work_of_study(options: Mapping[str, Any], *, check_models: bool = True) -> Work:
    """The checked work of a study's options.

    Args:
        check_models: False for a plan, which asks no model and needs no keys.

    Raises:
        InputError: the first thing that is wrong; nothing has been written.
    """
    from simulator.planning import work_from
    from simulator.study.design import STUDY, arm_configs, check_design, read_study

    file = read_study(options["study_file"]) if options["study_file"] else None
    arms: dict[str, Any] = dict(file.arms) if file else {}
    arms |= _arms(options["arm"])
    personas = listed(options["persona"])
    shared = _shared(options, file)
    configs = arm_configs(
        arms, options["config"] or (file.config if file else None), options["settings"], shared
    )
    sessions = next(iter(configs.values())).sessions
    design = _design(options, file, sessions)
    check_design(design, list(arms), sessions)
    extra = {STUDY: design.model_dump(mode="json")}
    people = personas or list(file.personas if file else ())
    work = work_from(people, configs, extra, check_models=check_models)
    if design.judge:
        from simulator.study.judge.judging import check_judge

        check_judge(work, design.judge, usable=check_models)
    return work


def study_problems(work: Work) -> list[str]:
    """What keeps the models of a study and its judge from being used now, a line each."""
    from simulator.planning import model_problems
    from simulator.study.design import design_of
    from simulator.study.judge.judging import check_judge

    found, design = model_problems(work), design_of(work.plan())
    if design and design.judge:
        try:
            check_judge(work, design.judge)
        except InputError as error:
            found.append(str(error))
    return found


def tell_problems(work: Work) -> None:
    """Say on standard error what must be fixed before this study can run."""
    for problem in study_problems(work):
        click.echo(f"before this can run: {problem}\n", err=True)


def _arms(texts: Sequence[str]) -> dict[str, Any]:
    from simulator.study.design import parse_arm

    found: dict[str, Any] = {}
    for name, settings in map(parse_arm, texts):
        if name in found:
            raise InputError(f"--arm: {name!r} is given twice", remedy="give each arm a name of its own")
        found[name] = settings
    return found


def same_arms(work: Work) -> list[str]:
    """A line for arms that do not differ in anything."""
    alike: dict[str, list[str]] = {}
    for arm in work.arms:
        alike.setdefault(arm.config.model_dump_json(), []).append(arm.name)
    return [
        f"Note: the arms {' and '.join(names)} do not differ: any difference found between them is chance"
        for names in alike.values()
        if len(names) > 1
    ]


def _shared(options: Mapping[str, Any], file: StudyFile | None) -> dict[str, Any]:
    from simulator.store.plan import flat

    found: dict[str, Any] = flat(file.settings) if file else {}
    for name in ("sessions", "replicates", "seed", "concurrency", "workers", "scheduler", "wait"):
        given = options[name] if options[name] is not None else getattr(file, name, None)
        if given is not None:
            found[name] = given
    for role in ("patient", "therapist", "note"):
        if model := options[f"{role}_model"] or options["model"]:
            found[f"models.{role}.model"] = model
    if options["max_cost"] is not None:
        found["budget.max_cost"] = options["max_cost"]
    return found


def _design(options: Mapping[str, Any], file: StudyFile | None, sessions: int) -> StudyDesign:
    from simulator.study.design import StudyDesign, default_primaries
    from simulator.yamlfile import Document, parse_as

    data = (
        file.model_dump(mode="json", include=set(StudyDesign.model_fields), exclude_unset=True)
        if file
        else {}
    )
    given = {
        "design": options["design"],
        "fork_at": options["fork_at"],
        "primaries": list(options["primary"]) or None,
    }
    data |= {key: value for key, value in given.items() if value is not None}
    data.setdefault("primaries", list(default_primaries(sessions)))
    if options["judge"]:
        data["judge"] = {**(data.get("judge") or {}), "model": options["judge"]}
    return parse_as(StudyDesign, Document(data, {}, None, ""))


def _dry_run(work: Work, name: str | None, *, as_json: bool) -> int:
    from simulator.cli.run import dry_run
    from simulator.store.names import check_name
    from simulator.study.plan import plan_study, plan_text

    found = plan_study(work)
    if as_json:
        click.echo(
            json.dumps(
                {
                    "run": check_name(name, "run") if name else work.default_name(),
                    "problems": study_problems(work),
                    "plan": work.plan().model_dump(mode="json"),
                    "study": found,
                },
                indent=2,
            )
        )
        return 0
    dry_run(work, name, as_json=False, problems=study_problems(work))
    click.echo()
    click.echo(plan_text(found))
    return 0
