"""Templates of prompts, in a sandbox: they can name variables, but cannot run code or grow without bound."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Iterator, Mapping
from contextvars import ContextVar
from typing import Any, NamedTuple

import jinja2
import jinja2.meta
import jinja2.nodes
import jinja2.runtime
import jinja2.sandbox

LONGEST = 1_000_000
"""Characters or items that a filter may give back."""
MOST_STEPS = 10_000
"""Times that the loops of a template may go round in all."""
FILTERS = frozenset(
    {"abs", "capitalize", "count", "d", "default", "first", "float", "int", "join", "last", "length", "list", "lower",
     "max", "min", "round", "sort", "title", "trim", "unique", "upper"}
)  # fmt: skip
_REFUSED = (
    jinja2.nodes.Assign, jinja2.nodes.AssignBlock, jinja2.nodes.Macro, jinja2.nodes.CallBlock, jinja2.nodes.Include,
    jinja2.nodes.Import, jinja2.nodes.FromImport, jinja2.nodes.Extends, jinja2.nodes.With, jinja2.nodes.Block,
    jinja2.nodes.Call, jinja2.nodes.Concat,
)  # fmt: skip
_GATHERED = (jinja2.nodes.List, jinja2.nodes.Tuple, jinja2.nodes.Dict)
_round: ContextVar[Iterator[int]] = ContextVar("_round")


class _Sandbox(jinja2.sandbox.ImmutableSandboxedEnvironment):
    """Variables, conditions, loops and a few filters: nothing that could make a small template grow without bound."""

    intercepted_binops = frozenset({"+", "-", "*", "/", "//", "**", "%"})

    def call_binop(self, context: jinja2.runtime.Context, operator: str, left: Any, right: Any) -> Any:
        numbers = isinstance(left, int | float) and isinstance(right, int | float)
        if not numbers or operator == "**":
            raise jinja2.TemplateRuntimeError(f"{operator!r} is only for numbers here")
        return super().call_binop(context, operator, left, right)

    def _parse(self, source: str, name: str | None, filename: str | None) -> jinja2.nodes.Template:
        try:
            tree = super()._parse(source, name, filename)
            loops = list(tree.find_all(jinja2.nodes.For))
        except RecursionError:
            raise _too_deep() from None
        for loop in loops:
            loop.iter = jinja2.nodes.Filter(loop.iter, "_each", [], [], None, None, lineno=loop.lineno)
        return tree


@jinja2.pass_context
def _each(_: jinja2.runtime.Context, items: Any) -> Iterator[Any]:
    """What a loop goes through: no text letter by letter, and not for ever."""
    if isinstance(items, str):
        raise jinja2.TemplateRuntimeError("a loop goes through a list, not through a text")
    for item in items:
        if next(_round.get()) >= MOST_STEPS:
            raise jinja2.TemplateRuntimeError(f"the loops go round more than {MOST_STEPS:,} times")
        yield item


def _bounded(function: Callable[..., Any]) -> Callable[..., Any]:
    """A filter whose result has an end. What marks a filter for Jinja is kept."""

    @functools.wraps(function)
    def within(*args: Any, **named: Any) -> Any:
        found = function(*args, **named)
        if isinstance(found, str | list) and len(found) > LONGEST:
            raise jinja2.TemplateRuntimeError(f"a filter makes more than {LONGEST:,} characters")
        return found

    return within


def _join(value: Any, d: Any = "", attribute: Any = None) -> str:
    parts = [str(each if attribute is None else each[attribute]) for each in value]
    if sum(map(len, parts)) + len(str(d)) * len(parts) > LONGEST:
        raise jinja2.TemplateRuntimeError(f"a filter makes more than {LONGEST:,} characters")
    return str(d).join(parts)


def _environment() -> _Sandbox:
    environment = _Sandbox(undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    # Without these a template can only loop over what it is given, so it always ends.
    environment.globals.clear()
    filters = {name: _bounded(f) for name, f in environment.filters.items() if name in FILTERS}
    environment.filters = filters | {"join": _join, "_each": _each}
    return environment


def _too_deep() -> jinja2.TemplateSyntaxError:
    return jinja2.TemplateSyntaxError("it is nested too deeply", 1)


class Named(NamedTuple):
    """What a template names."""

    used: frozenset[str]
    """Variables."""
    refused: tuple[str, int] | None
    """The first statement that is not for prompts: its name and line."""


@functools.lru_cache(maxsize=256)
def _read(template: str) -> tuple[Named, jinja2.nodes.Template]:
    """What a template names, and its tree. In this order: to compile a tree works out its constants, after which a refused
    statement would not be seen any more."""
    tree = _ENVIRONMENT.parse(template)
    try:
        refused = next(filter(_is_refused, tree.find_all(jinja2.nodes.Node)), None)
        used = frozenset(jinja2.meta.find_undeclared_variables(tree))
    except RecursionError:
        raise _too_deep() from None
    kind = type(refused)
    named = Named(used, (_WORDS.get(kind, kind.__name__.lower()), refused.lineno) if refused else None)
    return named, tree


def named(template: str) -> Named:
    """What a template names. Raises jinja2.TemplateSyntaxError."""
    return _read(template)[0]


@functools.lru_cache(maxsize=256)
def compiled(template: str) -> jinja2.Template:
    """A template ready to render. Raises jinja2.TemplateSyntaxError."""
    try:
        return _ENVIRONMENT.from_string(_read(template)[1])
    except (RecursionError, MemoryError, SyntaxError):  # from Python, which reads what Jinja made of it
        raise _too_deep() from None


def rendered(template: str, variables: Mapping[str, Any], most: int) -> str:
    """The text that a template makes of its variables, cut soon after `most` characters. Raises as Jinja does."""
    token = _round.set(itertools.count())
    pieces, length = list[str](), 0
    try:
        for piece in compiled(template).generate(variables):
            pieces.append(piece)
            length += len(piece)
            if length > most:
                break
    finally:
        _round.reset(token)
    return "".join(pieces)


_WORDS: dict[type, str] = {
    jinja2.nodes.Concat: "~", jinja2.nodes.Call: "a call with ( )", jinja2.nodes.For: "recursive", **dict.fromkeys(_GATHERED, "a list of variables"),
}  # fmt: skip


def _is_refused(node: jinja2.nodes.Node) -> bool:
    """Whether a template could do something with it, or grow by it: lists of a variable twice, in one another."""
    if isinstance(node, _GATHERED):
        return any(
            not isinstance(part, jinja2.nodes.Const | jinja2.nodes.Pair) for part in node.iter_child_nodes()
        )
    if isinstance(node, jinja2.nodes.Pair):
        return not isinstance(node.value, jinja2.nodes.Const)
    return isinstance(node, _REFUSED) or (isinstance(node, jinja2.nodes.For) and node.recursive)


_ENVIRONMENT = _environment()
