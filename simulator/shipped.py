"""Finding personas, prompts and configs: first in the current folder, then among those that the package ships."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Literal

from simulator.errors import InputError, nearest

Kind = Literal["personas", "prompts", "configs"]

SUFFIXES: dict[Kind, tuple[str, ...]] = {
    "personas": (".yaml", ".yml"),
    "prompts": (".md", ".j2"),
    "configs": (".yaml", ".yml"),
}
NOT_SETTINGS = {"crisis": "crisis resources", "endings": "ending rules"}
"""Files under configs/ that are no settings: what they hold."""
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,80}")
_PACKAGE = Path(__file__).resolve().parent


_KEPT: ContextVar[Path | None] = ContextVar("kept", default=None)


@contextmanager
def kept_in(folder: Path) -> Iterator[None]:
    """Within it `find` falls back on the copies that a run keeps of its own files: `inputs/` of the run."""
    if not folder.is_dir():
        yield
        return
    token = _KEPT.set(folder)
    try:
        yield
    finally:
        _KEPT.reset(token)


def _kept(kind: Kind, asked: str, holds: str | None) -> Path | None:
    folder, stem = _KEPT.get(), Path(asked).stem if asked.endswith(SUFFIXES[kind]) else asked
    if folder is None or not _NAME.fullmatch(stem):
        return None
    inside = folder / ("endings" if holds == NOT_SETTINGS["endings"] else kind)
    return next((f for s in SUFFIXES[kind] if (f := inside / f"{stem}{s}").is_file()), None)


def kept(kind: Kind, name: str) -> Path | None:
    """The run's copy of a file, within `kept_in`; None where it has none."""
    return _kept(kind, name, None)


def folders(kind: Kind) -> list[Path]:
    """The folders that are searched, in order; only those that exist."""
    here, shipped = Path.cwd() / kind, shipped_folder(kind)
    return [here, shipped] if here.is_dir() and not here.samefile(shipped) else [shipped]


@cache
def shipped_folder(kind: Kind) -> Path:
    """Where the package keeps its own: beside its modules when installed, in the repository else."""
    installed = _PACKAGE / "shipped" / kind
    return installed if installed.is_dir() else _PACKAGE.parent / kind


def names(kind: Kind) -> list[str]:
    """The names that `find` knows, sorted, without suffix."""
    return sorted({f.stem for folder in folders(kind) for f in folder.iterdir() if _is(kind, f)})


def find(kind: Kind, name: str, *, holds: str | None = None) -> Path:
    """The file of a name, or of an explicit path.

    Args:
        kind: what is looked for.
        name: `alicia`, or the path of a file with a suffix of this kind (`my/own.yaml`).
        holds: of configs that are no settings, what is looked for, as in `NOT_SETTINGS`.

    Raises:
        InputError: there is nothing of that name (the nearest names are given), or it is neither a name nor a file.
    """
    suffixes, asked = SUFFIXES[kind], name
    one = holds or kind.removesuffix("s")
    if name.endswith(suffixes):
        if Path(name).is_file():
            return Path(name)
        name_only = name.removesuffix(Path(name).suffix)
        if not _NAME.fullmatch(name_only):
            if copy := _kept(kind, asked, holds):
                return copy
            raise InputError("there is no such file", file=name)
        name = name_only
    check_name(kind, name)
    for folder in folders(kind):
        for suffix in suffixes:
            if (found := folder / f"{name}{suffix}").is_file():
                return found
    if copy := _kept(kind, asked, holds):
        return copy
    near = [each for each in names(kind) if kind != "configs" or NOT_SETTINGS.get(each) == holds]
    article = "there are no" if one.endswith("s") else "there is no"
    missing = (
        f"{article} {one} {name!r}" if asked == name else f"there is no file {asked!r}, and no {one} {name!r}"
    )
    own = f"; or give the path of a {SUFFIXES[kind][0]} file of your own" if holds else ""
    raise InputError(missing, remedy=nearest(name, near) + own)


def refuse_other_files(configs: Iterable[str]) -> None:
    """Raise InputError when one of the files given as settings is a shipped file of another kind."""
    for name in configs:
        stem = Path(name).stem
        if stem in NOT_SETTINGS and not (Path(name).suffix and Path(name).is_file()):
            use = (
                "; name your own with -c endings.rules=FILE"
                if stem == "endings"
                else "; the place is set with -c session.locale=GB"
            )
            raise InputError(
                f"--config {name}: this file holds the {NOT_SETTINGS[stem]}, not settings",
                remedy=f"It is read automatically{use}.",
            )


def check_name(kind: Kind, name: str) -> None:
    """Raise InputError unless `name` could be the name of a file of this kind: no path, no dot at the start."""
    if not _NAME.fullmatch(name):
        remedy = f"Give a name, or the path of a {' or '.join(SUFFIXES[kind])} file."
        raise InputError(f"{name[:120]!r} is not the name of a {kind.removesuffix('s')}", remedy=remedy)


def _is(kind: Kind, file: Path) -> bool:
    return file.suffix in SUFFIXES[kind] and file.is_file() and bool(_NAME.fullmatch(file.stem))
