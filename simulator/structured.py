"""The optional structured reply: one field to say, one for whether the speaker is closing.

Asking for it keeps models from talking about the talk (arXiv 2511.09710 measured echoing cut to 9 %).
"""

from __future__ import annotations

import json
from typing import Any

from simulator.models import Reply

REPLY_SCHEMA: dict[str, Any] = {
    "title": "reply",
    "type": "object",
    "additionalProperties": False,
    "required": ["say", "closing"],
    "properties": {
        "say": {"type": "string", "description": "What you say aloud, and nothing else."},
        "closing": {
            "type": "boolean",
            "description": "True when with this you are bringing the session to its close.",
        },
    },
}


def spoken(reply: Reply, *, structured: bool) -> tuple[str, bool | None]:
    """What was said, and the closing signal if there is one.

    The text of a model that ignored the schema and simply spoke is used as it is. What begins as JSON but is not JSON is given
    back as it is, for the guard to discard.
    """
    if not structured or not reply.text.lstrip().startswith("{"):
        return reply.text, None
    try:
        found = json.loads(reply.text)
    except (ValueError, RecursionError):
        return reply.text, None
    if not isinstance(found, dict) or not isinstance(found.get("say"), str):
        return reply.text, None
    closing = found.get("closing")
    return found["say"], closing if isinstance(closing, bool) else None
