"""`simulate plan`: what a study can detect, what an effect needs, what it will cost. Starts nothing."""

from __future__ import annotations

import json
from typing import Any

import click

from simulator.cli.ab import study_options


@click.command()
@study_options
@click.option(
    "--effect",
    type=float,
    metavar="DZ",
    help="The effect to detect, in standard deviations of the pairs' differences.",
)
@click.option(
    "--rates",
    metavar="A,B[,N]",
    help="Instead of --effect: two rates, each over N turns or sessions of a pair (N = 1 when left out).",
)
@click.option(
    "--power",
    type=click.FloatRange(0.05, 0.999),
    default=0.8,
    show_default=True,
    help="Chance of finding that effect.",
)
@click.option(
    "--spread",
    type=click.FloatRange(0, 10),
    default=0.5,
    show_default=True,
    help="How much personas differ in their effect, in dz.",
)
def command(effect: float | None, rates: str | None, power: float, spread: float, **options: Any) -> None:
    """Say what a study of this size can detect, how many replicates an effect needs, and what it will cost.

    It takes the options of `simulate ab`, also those that only matter once sessions are made: to start the study, replace
    `plan` by `ab`.

    \b
    simulate plan --persona alicia,naomi --arm a=nova --arm b=nova-brief --replicates 8 --effect 0.5
    """
    from simulator.study import require_packages

    require_packages()
    from simulator.cli.ab import tell_problems, work_of_study
    from simulator.errors import InputError
    from simulator.study.plan import plan_study, plan_text
    from simulator.study.power import effect_of_rates

    if rates is not None:
        if effect is not None:
            raise InputError(
                "--effect and --rates are two ways to say the same", remedy="give only one of them"
            )
        first, second, trials = _rates(rates)
        effect = effect_of_rates(first, second, trials)
    work = work_of_study(options, check_models=False)
    found = plan_study(work, effect=effect, power=power, spread=spread)
    click.echo(json.dumps(found, indent=2) if options["as_json"] else plan_text(found))
    tell_problems(work)


def _rates(text: str) -> tuple[float, float, int]:
    from simulator.errors import InputError

    parts = text.split(",")
    try:
        first, second, trials = float(parts[0]), float(parts[1]), int(parts[2]) if len(parts) > 2 else 1
        good = (
            len(parts) in (2, 3) and 0 <= first <= 1 and 0 <= second <= 1 and first != second and trials >= 1
        )
    except (ValueError, IndexError):
        good = False
    if not good:
        raise InputError(
            f"--rates {text[:60]!r} is not A,B or A,B,N",
            remedy="two different rates from 0 to 1, e.g. 0.05,0.1,22",
        )
    return first, second, trials
