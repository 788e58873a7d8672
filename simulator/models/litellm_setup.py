"""Importing litellm: late, once, quiet, without a call of its own, and without the resends that it hides."""

from __future__ import annotations

import logging
import os
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from simulator.errors import InputError

STOLEN = frozenset({"1.82.7", "1.82.8"})
"""Releases of March 2026 that stole credentials."""
_QUIET = {
    "LITELLM_LOCAL_MODEL_COST_MAP": "True",
    "LITELLM_LOCAL_ANTHROPIC_BETA_HEADERS": "True",
    "LITELLM_LOCAL_BLOG_POSTS": "True",
    "LITELLM_LOG": "CRITICAL",
    "LITELLM_MODE": "PRODUCTION",
}
"""Read by litellm when it is imported: without them it fetches lists from the network, reads `.env`, and prints."""
_CHEAPER = ("EXPERIMENTAL_OPENAI_BASE_LLM_HTTP_HANDLER", "true")
"""Sends `openai/` calls over litellm's own HTTP handler, as those to all other providers, not through the openai SDK,
which walks every message: 4 ms of CPU a call instead of 12 with a 20 kB history. Set it to false to have the SDK."""
_litellm: Any = None


def load_litellm() -> Any:
    """The litellm module. Importing it takes some seconds the first time.

    Raises:
        InputError: litellm is not installed, or it is a release that is known to be malicious.
    """
    global _litellm
    if _litellm is None:
        refuse_stolen()
        os.environ.update(_QUIET)
        os.environ.setdefault(*_CHEAPER)
        try:
            import litellm
        except ImportError as error:
            raise InputError(f"litellm cannot be imported: {error}", remedy="pip install litellm") from None
        litellm.suppress_debug_info = True
        litellm.telemetry = False
        litellm.turn_off_message_logging = True
        litellm.disable_hf_tokenizer_download = True
        litellm.drop_params = False
        for name in ("LiteLLM", "LiteLLM Router", "LiteLLM Proxy"):
            logging.getLogger(name).setLevel(logging.CRITICAL)
        _send_once()
        _litellm = litellm
    return _litellm


def refuse_stolen() -> None:
    """Looks at what is installed before any of its code runs. Raises InputError."""
    try:
        found = version("litellm")
    except PackageNotFoundError:
        return
    if found in STOLEN:
        remedy = (
            "Uninstall it, change every key this machine has held, install the version in constraints.txt."
        )
        raise InputError(f"litellm {found} is a release that is known to steal credentials", remedy=remedy)


def _send_once() -> None:
    """litellm's own HTTP handler sends a request again when the connection drops, whatever one sets: a call that may
    have been answered would be paid twice, and unseen. The contract tests count the hits."""
    import httpx
    from litellm.llms.custom_httpx.http_handler import AsyncHTTPHandler

    async def dropped(*_: Any, **__: Any) -> Any:
        raise httpx.ConnectError("connection dropped")

    handler: Any = AsyncHTTPHandler
    handler.single_connection_post_request = dropped


async def close_clients() -> None:
    """Close all of litellm's HTTP clients and forget them, so that a later call opens new ones."""
    if _litellm is not None:
        await _litellm.close_litellm_async_clients()
        _litellm.in_memory_llm_clients_cache.flush_cache()


def check_provider(name: str, *, has_key: bool, base_url: str | None) -> list[str]:
    """What litellm lacks to call this model; empty when nothing. Imports litellm, calls nobody."""
    litellm = load_litellm()
    try:
        litellm.get_llm_provider(name)
    except Exception:
        head = name.split("/", 1)[0] if "/" in name else name
        return [
            f"unknown provider {head!r}: write `provider/model` as litellm does (openai/gpt-5-mini, "
            "anthropic/claude-sonnet-4-5, ollama_chat/llama3.1), or direct/NAME, offline/cbt, scripted:FILE"
        ]
    if has_key or base_url:
        return []
    missing = litellm.validate_environment(name).get("missing_keys") or []
    return [f"set the environment variable {' and '.join(missing)}"] if missing else []
