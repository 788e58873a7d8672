"""litellm as its documentation calls it, its price list read locally."""

from __future__ import annotations

import os

os.environ.setdefault("LITELLM_LOCAL_MODEL_COST_MAP", "True")
import litellm

from benchmarks import workload as w
from benchmarks.drivers.bare import Messages, talk


async def _call(model: str, messages: Messages) -> str:
    url = os.environ["BENCHMARK_URL"]
    answer = await litellm.acompletion(
        model=f"openai/{model}", messages=messages, api_base=url, api_key=w.KEY
    )
    return str(answer.choices[0].message.content)


async def session(_: int) -> tuple[list[str], str]:
    """One session."""
    return await talk(_call)
