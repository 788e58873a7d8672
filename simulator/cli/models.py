"""`simulate models list|show|check`: the models a run can use."""

from __future__ import annotations

import asyncio
import json
from dataclasses import asdict
from typing import Any

import click

from simulator.cli import shared
from simulator.models import ModelFailure, Outcome, Reply
from simulator.money import dollars

_MOST = 200


@click.group(name="models")
def command() -> None:
    """The models a run can use."""


def _json(value: object) -> None:
    click.echo(json.dumps(value, indent=1, default=lambda v: v.model_dump()))


@command.command(name="list")
@click.argument("word", required=False)
@shared.print_json
def list_(word: str | None, as_json: bool) -> None:
    """List the providers and whether they could be called now; with WORD, the known models whose name contains it, and their prices."""
    from simulator.models.catalog import listed_models, providers
    from simulator.models.offline import NAMES
    from simulator.models.prices import price_of

    if word is not None:
        names = listed_models(word)
        prices = {name: price_of(name) for name in names}
        if as_json:
            _json([{"name": name, "price": prices[name]} for name in names])
            return
        for name in names[:_MOST]:
            price = prices[name]
            shown = f"{price.input:g} in, {price.output:g} out per million" if price else "unpriced"
            click.echo(f"{name:<60}  {shown}")
        if not names:
            click.echo(
                f"no listed model has {word!r} in its name; a part of a name is enough, e.g. haiku", err=True
            )
        if len(names) > _MOST:
            click.echo(f"… and {len(names) - _MOST} more; give more of the name, or --json", err=True)
        return
    known = providers()
    if as_json:
        _json([*({"name": n, "variables": [], "ready": True} for n in NAMES), *map(asdict, known)])
        return
    for name in NAMES:
        click.echo(f"✓ {name:<18} needs nothing; not a language model")
    for p in known:
        needs = " or ".join(p.variables) if p.variables else "nothing but the server itself"
        click.echo(f"{'✓' if p.ready else '·'} {p.name + '/…':<18} needs {needs}")
    click.echo(
        "\n✓ could be called now. Others that litellm reaches: simulate models check PROVIDER/MODEL", err=True
    )


@command.command()
@click.argument("name")
@shared.print_json
def show(name: str, as_json: bool) -> None:
    """Show what is known about a model without calling it: price, context, parameters, what is missing."""
    from simulator.models.catalog import model_facts

    facts = model_facts(name)
    if as_json:
        _json(asdict(facts))
        return
    price = facts.price
    rows: dict[str, object] = {
        "kind": facts.kind,
        "provider": facts.provider,
        "over a network": facts.network,
        "price": f"{price.input:g} in, {price.output:g} out, dollars per million tokens"
        if price
        else "unpriced",
        "context tokens": facts.context_tokens,
        "reply tokens": facts.reply_tokens,
        "takes a schema": facts.schema,
        "prompt cache": facts.caching,
    }
    click.echo(facts.name)
    for key, value in rows.items():
        click.echo(f"  {key:<15} {_said(value)}")
    for problem in facts.problems:
        click.echo(f"  ✗ {problem}")


def _said(value: object) -> object:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "unknown" if value is None else value


@command.command()
@click.argument("names", nargs=-1, required=True)
@click.option("--base-url", metavar="URL", help="Address of the endpoint.")
@click.option("--api-key-env", metavar="NAME", help="The environment variable that holds the key.")
@click.option("--call", is_flag=True, help="Also ask each for a few words, over the network.")
def check(names: tuple[str, ...], base_url: str | None, api_key_env: str | None, call: bool) -> None:
    """Check whether models can be used: provider, key, address, script. Makes no call without --call. Exit code 2 if one cannot."""
    from simulator.errors import InputError
    from simulator.models.factory import open_model
    from simulator.models.network import NetworkConfig

    failed = False
    for name in names:
        try:
            model = open_model(name, NetworkConfig(attempts=3), base_url=base_url, api_key_env=api_key_env)
            if call and name.startswith("offline/"):
                said = (
                    f"can be used; it answers only within a session: simulate --persona alicia --model {name}"
                )
            else:
                said = asyncio.run(_ask(model, name)) if call else "can be used"
        except (InputError, ModelFailure) as error:
            failed = True
            click.echo(f"✗ {name}: {error}")
        else:
            click.echo(f"✓ {name}: {said}")
    if failed:
        raise SystemExit(2)


async def _ask(model: Any, name: str) -> str:
    from simulator.models import CallKey, Request

    key = CallKey("models/check/r01", 1, 0, "note")
    messages = [{"role": "user", "content": "Answer with one word: ready."}]
    try:
        reply: Reply = await model.generate(Request(name, messages, "note", key, max_tokens=256))  # type: ignore[arg-type]
    finally:
        await model.close()
    usage = reply.usage
    tokens = (
        "tokens not reported"
        if usage.input_tokens is None
        else f"{usage.input_tokens}+{usage.output_tokens} tokens"
    )
    cost = dollars(usage.cost, 6)
    outcome = "" if reply.outcome is Outcome.OK else f" ({reply.outcome.value})"
    return f"answers as {reply.model or 'unknown'} in {reply.seconds:.1f} s{outcome}, {tokens}, {cost}"
