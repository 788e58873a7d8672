"""Fills a JSON schema with plausible values, for the local test server's structured replies."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def fill(schema: dict[str, Any], texts: Iterator[str], closing: bool = False) -> Any:
    """A value that the schema allows.

    Args:
        schema: JSON schema with `$ref`s into its own `$defs`.
        texts: where strings are taken from, endless.
        closing: value of a boolean property whose name holds "clos".
    """
    return _Filler(schema, texts, closing).value(schema, "")


class _Filler:
    def __init__(self, root: dict[str, Any], texts: Iterator[str], closing: bool) -> None:
        self.root, self.texts, self.closing = root, texts, closing

    def value(self, schema: dict[str, Any], name: str) -> Any:
        schema = self._resolved(schema)
        if "const" in schema:
            return schema["const"]
        if schema.get("enum"):
            return schema["enum"][0]
        for key in ("anyOf", "oneOf", "allOf"):
            if schema.get(key):
                return self.value(schema[key][0], name)
        kind = schema.get("type", "object" if "properties" in schema else "string")
        kind = kind[0] if isinstance(kind, list) else kind
        if kind == "object":
            return {k: self.value(v, k) for k, v in schema.get("properties", {}).items()}
        if kind == "array":
            item = schema.get("items")
            count = max(1, schema.get("minItems", 0)) if isinstance(item, dict) else 0
            return [self.value(item, name) for _ in range(count)] if isinstance(item, dict) else []
        if kind == "boolean":
            return self.closing if "clos" in name else False
        if kind in ("integer", "number"):
            return schema.get("minimum", 1)
        return None if kind == "null" else next(self.texts)

    def _resolved(self, schema: dict[str, Any]) -> dict[str, Any]:
        for _ in range(20):
            if "$ref" not in schema:
                break
            found: Any = self.root
            for part in schema["$ref"].removeprefix("#/").split("/"):
                found = found[part]
            schema = found
        return schema
