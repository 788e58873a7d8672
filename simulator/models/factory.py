"""From a model's name to a model: `offline/cbt`, `scripted:FILE`, `recorded:RUN`, `direct/NAME`, or any of litellm's."""

from __future__ import annotations

import importlib
import os
from collections.abc import Mapping

from simulator.errors import InputError
from simulator.models import Model
from simulator.models.keys import KEYS, OWN_SERVERS, find_key, read_env_file
from simulator.models.limiter import Limiters
from simulator.models.litellm_setup import check_provider, refuse_stolen
from simulator.models.network import NetworkConfig
from simulator.models.prices import Price, listed, plain_provider
from simulator.models.retry import Retry
from simulator.models.scripted import ScriptedModel, read_script
from simulator.models.transport import NetworkModel, ScriptedTransport

_DOCS = "see docs/models.md"


def open_model(
    name: str,
    settings: NetworkConfig,
    *,
    base_url: str | None = None,
    api_key_env: str | None = None,
    prices: Mapping[str, Price] | None = None,
    limiters: Limiters | None = None,
    retry: Retry | None = None,
) -> Model:
    """A model ready to be called. Nothing goes over the network before the first call.

    Args:
        name: the model as the user names it.
        settings: retries, time limits, concurrency.
        base_url: address of the endpoint, for a server or gateway of one's own.
        api_key_env: the environment variable that holds the key, when it is not the provider's usual one.
        prices: the user's prices by model name.
        limiters: the run's; models of one provider and name then share one limit. None: a limit of its own.
        retry: for tests.

    Raises:
        InputError: an unknown provider, a missing key or address, an unreadable script.
    """
    problems = check_model(name, base_url=base_url, api_key_env=api_key_env)
    if problems:
        raise InputError(f"the model {name!r} cannot be used: {'; '.join(problems)}", remedy=_DOCS)
    kind, rest = split_name(name)
    if kind == "offline":
        return _other("simulator.models.offline", "open_offline", name)
    if kind == "recorded":
        return _other("simulator.store.recorded", "open_recorded", rest)
    price = (prices or {}).get(name)
    if kind == "scripted":
        scripted = ScriptedModel(read_script(rest))
        return NetworkModel(ScriptedTransport(scripted), settings, price=price, retry=retry)
    address = base_url or (os.environ.get("DIRECT_BASE_URL") if kind == "direct" else None) or ""
    own = kind == "direct" or provider_of(name) in OWN_SERVERS
    limiter = (limiters or Limiters(settings)).limiter(kind, rest, address, own_server=own)
    if kind == "direct":
        from simulator.models.direct import DirectTransport

        key = find_key((api_key_env,) if api_key_env else ("DIRECT_API_KEY",))
        direct = DirectTransport(rest, address, key, settings)
        return NetworkModel(direct, settings, limiter=limiter, price=price, retry=retry)
    from simulator.models.litellm_model import LitellmTransport

    key = find_key((api_key_env,)) if api_key_env else find_key(KEYS.get(provider_of(name) or "", ()))
    transport = LitellmTransport(name, settings, base_url=base_url, key=key)
    return NetworkModel(transport, settings, limiter=limiter, price=price, retry=retry)


def _other(module: str, function: str, name: str) -> Model:
    """A model that is made elsewhere; imported only when it is asked for."""
    opened: Model = getattr(importlib.import_module(module), function)(name)
    return opened


def split_name(name: str) -> tuple[str, str]:
    """`("direct", "my-model")` for `direct/my-model`, `("scripted", "a.yaml")`; `("litellm", name)` for the rest."""
    for kind in ("scripted", "recorded"):
        if name.startswith(kind + ":"):
            return kind, name[len(kind) + 1 :]
    kind, slash, rest = name.partition("/")
    if slash and kind in ("offline", "direct"):
        return kind, rest
    return ("offline", "cbt") if name == "offline" else ("litellm", name)


def needs_network(name: str) -> bool:
    """Whether calling this model leaves the process."""
    return split_name(name)[0] in ("direct", "litellm")


def check_model(name: str, *, base_url: str | None = None, api_key_env: str | None = None) -> list[str]:
    """What keeps a model from being used; empty when nothing does. Calls nobody, and is quick for known providers.

    Each problem names the variable or the setting that would mend it.
    """
    read_env_file()
    kind, rest = split_name(name)
    if not rest:
        return [f"{name!r} names no model"]
    if any(not c.isprintable() or c.isspace() for c in name) and kind in ("direct", "litellm"):
        return ["a model's name holds no spaces or control characters"]
    if api_key_env and not find_key((api_key_env,)):
        return [f"the environment variable {api_key_env} is not set"]
    address = base_url or (os.environ.get("DIRECT_BASE_URL") if kind == "direct" else None)
    if address and not address.startswith(("http://", "https://")):
        return [f"the base URL {address!r} does not begin with http:// or https://"]
    if kind == "offline":
        return _check_offline(name)
    if kind == "direct":
        return [] if address else ["no address: set `base_url`, or the environment variable DIRECT_BASE_URL"]
    return _check_litellm(name, base_url, api_key_env) if kind == "litellm" else []


def _check_offline(name: str) -> list[str]:
    try:
        _other("simulator.models.offline", "open_offline", name)
    except InputError as error:
        return [" ".join("; ".join(str(error).splitlines()).split())]
    return []


def _check_litellm(name: str, base_url: str | None, api_key_env: str | None) -> list[str]:
    refuse_stolen()
    provider = provider_of(name)
    if provider in OWN_SERVERS:
        variable = OWN_SERVERS[provider]
        if base_url or variable is None or os.environ.get(variable):
            return []
        return [f"no address: set `base_url`, or the environment variable {variable}"]
    if provider in KEYS:
        if api_key_env or find_key(KEYS[provider]) or (base_url and provider == "openai"):
            return []
        return [f"no key: set the environment variable {' or '.join(KEYS[provider])}, or put it into `.env`"]
    return check_provider(name, has_key=bool(api_key_env), base_url=base_url)


def provider_of(name: str) -> str | None:
    """The provider, as far as it can be told without importing litellm."""
    head, slash, _ = name.partition("/")
    if slash and (head in KEYS or head in OWN_SERVERS):
        return head
    return None if slash else plain_provider(listed(name))
