"""The Jinja environment of all pages: escaping is on for every template, and an unknown variable is an error."""

from __future__ import annotations

import functools
from importlib import resources

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

from simulator.integrity.codes import CODES
from simulator.money import size
from simulator.pages import numbers
from simulator.pages.text import clean
from simulator.plural import many


def environment(package: str) -> Environment:
    """Templates of `package` and the shared ones.

    Args:
        package: a package with a folder `templates`, such as `simulator.viewer`.
    """
    made = Environment(
        loader=ChoiceLoader([PackageLoader(package), PackageLoader("simulator.pages")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    made.filters.update(
        count=numbers.count,
        many=many,
        share=numbers.share,
        money=numbers.price,
        decimal=numbers.decimal,
        bytes=size,
        day=numbers.day,
        meaning=meaning,
    )
    return made


def meaning(code: str) -> str:
    """What a code of role integrity means; empty for one that is unknown here."""
    found = CODES.get(code)
    return found.meaning if found else ""


@functools.cache
def static_text(package: str, name: str) -> str:
    """A file of a package's folder `static`."""
    return resources.files(package).joinpath("static", name).read_text("utf-8")


def _shown(value: object) -> object:
    # Markup is what our own templates made; all other text may come from a model.
    return clean(value) if type(value) is str else value
