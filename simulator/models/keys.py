"""Where keys come from: the environment, or a `.env` file in the current folder. From nowhere else; and they are never written to a file."""

from __future__ import annotations

import os
from io import StringIO
from pathlib import Path

from dotenv.parser import parse_stream

from simulator.errors import InputError

KEYS: dict[str, tuple[str, ...]] = {
    "anthropic": ("ANTHROPIC_API_KEY",),
    "cerebras": ("CEREBRAS_API_KEY",),
    "cohere": ("COHERE_API_KEY", "CO_API_KEY"),
    "cohere_chat": ("COHERE_API_KEY", "CO_API_KEY"),
    "deepinfra": ("DEEPINFRA_API_KEY",),
    "deepseek": ("DEEPSEEK_API_KEY",),
    "fireworks_ai": (
        "FIREWORKS_API_KEY",
        "FIREWORKS_AI_API_KEY",
        "FIREWORKSAI_API_KEY",
        "FIREWORKS_AI_TOKEN",
    ),
    "gemini": ("GEMINI_API_KEY", "GOOGLE_API_KEY"),
    "groq": ("GROQ_API_KEY",),
    "huggingface": ("HF_TOKEN", "HUGGINGFACE_API_KEY"),
    "mistral": ("MISTRAL_API_KEY",),
    "moonshot": ("MOONSHOT_API_KEY",),
    "nvidia_nim": ("NVIDIA_NIM_API_KEY",),
    "openai": ("OPENAI_API_KEY",),
    "openrouter": ("OPENROUTER_API_KEY", "OR_API_KEY"),
    "perplexity": ("PERPLEXITYAI_API_KEY", "PERPLEXITY_API_KEY"),
    "together_ai": ("TOGETHERAI_API_KEY", "TOGETHER_API_KEY", "TOGETHER_AI_API_KEY"),
    "xai": ("XAI_API_KEY",),
}
"""Providers that need one key, and the variables it is read from; any one of them will do."""

OWN_SERVERS: dict[str, str | None] = {
    "hosted_vllm": "HOSTED_VLLM_API_BASE",
    "ollama": None,
    "ollama_chat": None,
    "lm_studio": "LM_STUDIO_API_BASE",
    "llamafile": None,
}
"""Servers that users run themselves: no key needed. The variable that holds the address; None where a default address serves."""


def read_env_file(folder: Path | None = None) -> None:
    """Take over the `.env` file of the current folder, if there is one. What the environment already says, stays.

    Raises:
        InputError: names the line that cannot be read, and never shows its content.
    """
    file = (folder or Path.cwd()) / ".env"
    if not file.is_file():
        return
    try:
        read = list(parse_stream(StringIO(file.read_text("utf-8-sig"))))
    except UnicodeDecodeError:
        raise InputError("is not UTF-8", file=file, remedy="Save the file as UTF-8.") from None
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror or error}", file=file) from None
    for binding in read:
        if binding.error or "\0" in binding.original.string or "=" in (binding.key or ""):
            remedy = "A line is NAME=value, e.g. OPENAI_API_KEY=…, or begins with #."
            raise InputError("cannot be read", file=file, line=binding.original.line, remedy=remedy)
        if binding.key and binding.value:
            os.environ.setdefault(binding.key, binding.value)


def find_key(names: tuple[str, ...]) -> str | None:
    """The first of these variables that is set."""
    return next((os.environ[name].strip() for name in names if os.environ.get(name, "").strip()), None)


def unfit_key(names: tuple[str, ...]) -> str | None:
    """The variable whose value would be sent, when that is nothing that can stand in a header: a paste with a line break."""
    used = next((name for name in names if os.environ.get(name, "").strip()), None)
    fit = used is None or all("!" <= c <= "~" for c in os.environ[used].strip())
    return None if fit else used
