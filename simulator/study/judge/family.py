"""Which family a model belongs to: a judge should not rate models of its own family, which it prefers."""

from __future__ import annotations

import re
from collections.abc import Iterable

from simulator.errors import InputError

_FAMILIES: tuple[tuple[str, str], ...] = (
    ("openai", r"gpt|chatgpt|davinci|(?:^|[/_-])o[1345](?:$|[-_.])"),
    ("anthropic", r"claude"),
    ("google", r"gemini|gemma|palm|bison"),
    ("meta", r"llama"),
    ("mistral", r"mi[sx]tral|magistral|ministral|codestral|pixtral"),
    ("qwen", r"qwen|qwq"),
    ("deepseek", r"deepseek"),
    ("xai", r"grok"),
    ("cohere", r"command|aya"),
    ("microsoft", r"(?:^|[/_-])phi[-_.]?\d"),
    ("zhipu", r"glm"),
    ("moonshot", r"kimi|moonshot"),
    ("amazon", r"nova-(?:micro|lite|pro|premier)|titan"),
    ("nvidia", r"nemotron"),
)


def family(model: str) -> str | None:
    """The family of a model by its name; None when the name does not tell.

    >>> family("openrouter/anthropic/claude-sonnet-4"), family("hosted_vllm/Qwen3-8B"), family("hosted_vllm/mine")
    ('anthropic', 'qwen', None)
    """
    name = model.lower()
    if name.startswith(("offline", "scripted:", "recorded:")):
        return "none"
    # A Llama that DeepSeek distilled is a Llama in weights; the first family found in the model's own name decides.
    own = name.rpartition("/")[2]
    for text in (own, name):
        for found, pattern in _FAMILIES:
            if re.search(pattern, text):
                return found
    return None


def check_family(judge: str, players: Iterable[str], *, allow: bool) -> str:
    """Refuse a judge of the players' own family.

    Args:
        judge: the judge's model.
        players: models of patient and therapist in all arms.
        allow: let it pass, and say so.

    Returns:
        What a reader of the result must know; empty when all is well.

    Raises:
        InputError: the judge is of a player's family.
    """
    own, names = family(judge), sorted(set(players))
    if own == "none":
        return (
            f"The judge {judge} is no language model: it shows that the machinery works, and rates nothing."
        )
    kin = [name for name in names if family(name) == own or name == judge]
    if own is not None and kin:
        if not allow:
            raise InputError(
                f"the judge {judge!r} is of the same family as {kin[0]!r} ({own}), and models prefer texts of their own family",
                remedy="name a judge of another family, or set judge.allow_same_family (the result then says so)",
            )
        return f"The judge {judge} is of the same family as {kin[0]}; models prefer their own kin."
    unknown = [name for name in (judge, *names) if family(name) is None]
    if unknown:
        return f"Whether the judge is of another family cannot be told from the name {unknown[0]!r}."
    return ""
