"""What is known about models without calling one: kind, key, price, context, what they take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from simulator.models.factory import OWN_TRANSPORTS, check_model, needs_network, provider_of, split_name
from simulator.models.keys import KEYS, OWN_SERVERS, find_key, read_env_file
from simulator.models.prices import Price, all_listed, listed, plain_provider, price_of


@dataclass(frozen=True, slots=True)
class ModelFacts:
    """One model, as far as it is known here. None: not known."""

    name: str
    kind: str
    """offline, scripted, recorded, direct or litellm."""
    provider: str | None
    problems: tuple[str, ...]
    """What keeps it from being used now."""
    network: bool
    """Whether calling it leaves the machine's process."""
    price: Price | None
    context_tokens: int | None
    reply_tokens: int | None
    schema: bool | None
    """Takes a JSON schema for its reply."""
    caching: bool | None
    """Has a prompt cache that litellm knows of."""


@dataclass(frozen=True, slots=True)
class Provider:
    """One provider that litellm reaches with a single key, or the user's own server."""

    name: str
    variables: tuple[str, ...]
    """Environment variables: any one of them holds the key, or the address of the user's own server."""
    ready: bool
    """Whether it could be called now."""


def model_facts(
    name: str,
    *,
    base_url: str | None = None,
    api_key_env: str | None = None,
    prices: Mapping[str, Price] | None = None,
) -> ModelFacts:
    """What is known about a model. Calls nobody."""
    kind, _ = split_name(name)
    entry = (listed(name) if kind == "litellm" else None) or {}

    def tokens(key: str) -> int | None:
        value = entry.get(key)
        return value if isinstance(value, int) else None

    def flag(key: str) -> bool | None:
        return bool(entry.get(key)) if entry else None

    return ModelFacts(
        name=name,
        kind=kind,
        provider=provider_of(name) if kind == "litellm" else None,
        problems=tuple(check_model(name, base_url=base_url, api_key_env=api_key_env)),
        network=needs_network(name),
        price=price_of(name, prices),
        context_tokens=tokens("max_input_tokens"),
        reply_tokens=tokens("max_output_tokens"),
        schema=flag("supports_response_schema"),
        caching=flag("supports_prompt_caching"),
    )


def providers() -> list[Provider]:
    """The providers that are known without asking litellm, by name."""
    read_env_file()
    hosted = [Provider(name, names, find_key(names) is not None) for name, names in KEYS.items()]
    addresses = {**OWN_SERVERS, **{kind: own.address_variable for kind, own in OWN_TRANSPORTS.items()}}
    own = [
        Provider(name, (variable,) if variable else (), variable is None or find_key((variable,)) is not None)
        for name, variable in addresses.items()
    ]
    return sorted(hosted + own, key=lambda p: p.name)


def listed_models(word: str) -> list[str]:
    """Names of chat models in litellm's local list that hold a word, as a run would name them."""
    found = set()
    for name, entry in all_listed().items():
        provider = plain_provider(entry)
        if provider and entry.get("mode") == "chat":
            full = name if "/" in name else f"{provider}/{name}"
            if word.lower() in full.lower():
                found.add(full)
    return sorted(found)
