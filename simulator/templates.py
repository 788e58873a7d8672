"""Templates of prompts, in a sandbox: they can name variables, but cannot run code or grow without bound."""

from __future__ import annotations

import functools
from typing import Any, NamedTuple

import jinja2
import jinja2.meta
import jinja2.nodes
import jinja2.runtime
import jinja2.sandbox


class _Sandbox(jinja2.sandbox.ImmutableSandboxedEnvironment):
    """Variables, conditions, loops and a few filters: nothing that could make a small template grow without bound."""

    intercepted_binops = frozenset({"*", "**", "%"})

    def call_binop(self, context: jinja2.runtime.Context, operator: str, left: Any, right: Any) -> Any:
        numbers = isinstance(left, int | float) and isinstance(right, int | float)
        if not numbers or operator == "**":
            raise jinja2.TemplateRuntimeError(f"{operator!r} is only for numbers here")
        return super().call_binop(context, operator, left, right)


FILTERS = frozenset(
    {"abs", "capitalize", "count", "d", "default", "first", "float", "int", "join", "last", "length", "list", "lower",
     "max", "min", "round", "sort", "title", "trim", "unique", "upper"}
)  # fmt: skip
_REFUSED = (
    jinja2.nodes.Assign, jinja2.nodes.AssignBlock, jinja2.nodes.Macro, jinja2.nodes.CallBlock, jinja2.nodes.Include,
    jinja2.nodes.Import, jinja2.nodes.FromImport, jinja2.nodes.Extends,
)  # fmt: skip


def _environment() -> _Sandbox:
    environment = _Sandbox(undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    # Without these a template can only loop over what it is given, so it always ends.
    environment.globals.clear()
    environment.filters = {name: f for name, f in environment.filters.items() if name in FILTERS}
    return environment


@functools.lru_cache(maxsize=256)
def compiled(template: str) -> jinja2.Template:
    """A template ready to render. Raises jinja2.TemplateSyntaxError."""
    return _environment().from_string(template)


class Named(NamedTuple):
    """What a template names."""

    used: frozenset[str]
    """Variables."""
    refused: tuple[str, int] | None
    """The first statement that is not for prompts: its name and line."""


@functools.lru_cache(maxsize=256)
def named(template: str) -> Named:
    """What a template names. Raises jinja2.TemplateSyntaxError."""
    tree = _environment().parse(template)
    refused = next(tree.find_all(_REFUSED), None)
    return Named(
        frozenset(jinja2.meta.find_undeclared_variables(tree)),
        (type(refused).__name__.lower(), refused.lineno) if refused else None,
    )
