"""From a model's name to a model: `offline/cbt`, `scripted:FILE`, `recorded:RUN`, `direct/NAME`, or any of litellm's."""

from __future__ import annotations

import importlib
import os
from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from simulator.errors import InputError
from simulator.models import Model
from simulator.models.keys import KEYS, OWN_SERVERS, find_key, read_env_file, unfit_key
from simulator.models.limiter import Limiters
from simulator.models.litellm_setup import check_provider, refuse_stolen
from simulator.models.network import NetworkConfig
from simulator.models.prices import Price, listed, plain_provider
from simulator.models.redact import redact
from simulator.models.retry import Retry
from simulator.models.scripted import ScriptedModel, read_script
from simulator.models.transport import NetworkModel, ScriptedTransport, Transport

_DOCS = "see docs/models.md"


class OwnTransport(NamedTuple):
    """A transport of this package. Its models are named `KIND/NAME`, KIND being its key in `OWN_TRANSPORTS`."""

    module: str
    """Imported when the first of its models is opened."""
    transport: str
    """The class in it, called with the model's name, base URL, key (or None) and NetworkConfig."""
    address_variable: str
    """Holds the base URL where the config gives none."""
    key_variable: str
    """Holds the key; not set for a server that needs none."""


OWN_TRANSPORTS = {
    "direct": OwnTransport("simulator.models.direct", "DirectTransport", "DIRECT_BASE_URL", "DIRECT_API_KEY"),
}
"""Everything else that is called over a network goes through litellm."""


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
        base_url: address of the endpoint, for the user's own server or gateway.
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
        return _model("simulator.models.offline", "open_offline", name)
    if kind == "recorded":
        return _model("simulator.store.recorded", "open_recorded", rest)
    price = (prices or {}).get(name)
    if kind == "scripted":
        scripted = ScriptedModel(read_script(rest))
        return NetworkModel(ScriptedTransport(scripted), settings, price=price, retry=retry)
    address = _address(kind, base_url)
    own = OWN_TRANSPORTS.get(kind)
    queues = own is not None or provider_of(name) in OWN_SERVERS
    limiter = (limiters or Limiters(settings)).limiter(kind, rest, address, own_server=queues)
    if own is not None:
        key = find_key(_key_names(name, api_key_env))
        transport: Transport = _imported(own.module, own.transport)(rest, address, key, settings)
        return NetworkModel(transport, settings, limiter=limiter, price=price, retry=retry)
    from simulator.models.litellm_model import LitellmTransport

    key = find_key(_key_names(name, api_key_env))
    transport = LitellmTransport(name, settings, base_url=base_url, key=key)
    return NetworkModel(transport, settings, limiter=limiter, price=price, retry=retry)


def _imported(module: str, name: str) -> Any:
    """What a model needs is imported only when that model is asked for."""
    return getattr(importlib.import_module(module), name)


def _model(module: str, function: str, name: str) -> Model:
    opened: Model = _imported(module, function)(name)
    return opened


def _address(kind: str, base_url: str | None) -> str:
    """The base URL that was given, or that of the environment for a transport of ours; empty when there is none."""
    own = OWN_TRANSPORTS.get(kind)
    return base_url or (os.environ.get(own.address_variable) if own else None) or ""


def split_name(name: str) -> tuple[str, str]:
    """`("direct", "my-model")` for `direct/my-model`, `("scripted", "a.yaml")`; `("litellm", name)` for the rest."""
    for kind in ("scripted", "recorded"):
        if name.startswith(kind + ":"):
            return kind, name[len(kind) + 1 :]
    kind, slash, rest = name.partition("/")
    if slash and (kind == "offline" or kind in OWN_TRANSPORTS):
        return kind, rest
    return ("offline", "cbt") if name == "offline" else ("litellm", name)


def needs_network(name: str) -> bool:
    """Whether calling this model leaves the process."""
    return _over_network(split_name(name)[0])


def _over_network(kind: str) -> bool:
    return kind == "litellm" or kind in OWN_TRANSPORTS


def check_model(name: str, *, base_url: str | None = None, api_key_env: str | None = None) -> list[str]:
    """What keeps a model from being used; empty when nothing does. Calls nobody, and is quick for known providers.

    Each problem names the variable or the setting that would solve it.
    """
    read_env_file()
    kind, rest = split_name(name)
    if not rest:
        return [f"{name!r} names no model"]
    if any(not c.isprintable() or c.isspace() for c in name) and _over_network(kind):
        return ["a model's name holds no spaces or control characters"]
    if api_key_env and not find_key((api_key_env,)):
        return [f"the environment variable {api_key_env} is not set"]
    keys = _key_names(name, api_key_env)
    if odd := unfit_key(keys):
        return [f"the value of {odd} is no key: it holds a space, a line break or a letter beyond ASCII"]
    address = _address(kind, base_url)
    if address and (problem := _check_address(address, written=bool(base_url), key=bool(find_key(keys)))):
        return [problem]
    if kind == "offline":
        return _check_offline(name)
    if own := OWN_TRANSPORTS.get(kind):
        return [] if address else [_no_address(own.address_variable)]
    return _check_litellm(name, base_url, api_key_env) if kind == "litellm" else []


def _check_address(address: str, *, written: bool, key: bool) -> str:
    """What is wrong with a base URL; empty when nothing is. One that is `written` down in the settings goes into files."""
    shown = repr(redact(address.partition("?")[0].partition("#")[0], limit=120))
    if not address.startswith(("http://", "https://")):
        return f"the base URL {shown} does not begin with http:// or https://"
    try:
        parts = urlsplit(address)
        host = parts.hostname if parts.port is None or parts.port else None
    except ValueError:
        host = None
    if not host or not all(host.split(".")[:-1]) or any(c.isspace() or not c.isprintable() for c in address):
        return f"the base URL {shown} is not the address of a server; write it as http://HOST:PORT/v1"
    if "?" in address or "#" in address:
        return f"the base URL {shown} contains ? or #, so no path can be added to it; name a key in `api_key_env`"
    if "@" in parts.netloc and (written or key):
        return f"the base URL {shown} holds a name and password: settings go into files; put the key alone into a variable"
    return ""


def _key_names(name: str, api_key_env: str | None) -> tuple[str, ...]:
    if api_key_env:
        return (api_key_env,)
    own = OWN_TRANSPORTS.get(split_name(name)[0])
    return (own.key_variable,) if own else KEYS.get(provider_of(name) or "", ())


def _check_offline(name: str) -> list[str]:
    try:
        _model("simulator.models.offline", "open_offline", name)
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
        return [_no_address(variable)]
    if provider in KEYS:
        if api_key_env or find_key(KEYS[provider]) or (base_url and provider == "openai"):
            return []
        return [f"no key: set the environment variable {' or '.join(KEYS[provider])}, or put it into `.env`"]
    return check_provider(name, has_key=bool(api_key_env), base_url=base_url)


def _no_address(variable: str) -> str:
    return f"no address: set `base_url`, or the environment variable {variable}"


def provider_of(name: str) -> str | None:
    """The provider, as far as it can be told without importing litellm."""
    head, slash, _ = name.partition("/")
    if slash and (head in KEYS or head in OWN_SERVERS):
        return head
    return None if slash else plain_provider(listed(name))
