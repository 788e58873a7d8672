"""From a run to files for other tools."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from simulator.errors import InputError, nearest
from simulator.store.atomic import make_folder, write_text
from simulator.store.exporters.card import card
from simulator.store.exporters.chat import write_openai, write_sharegpt
from simulator.store.exporters.files import write_sdialog, write_txt
from simulator.store.exporters.inspect import write_inspect
from simulator.store.exporters.material import Choice, Counts, Material, sessions
from simulator.store.exporters.tables import write_csv, write_jsonl, write_parquet
from simulator.store.plain import refuse_special
from simulator.store.runs import Run

Writer = Callable[[Iterable[Material], Path, Choice], None]

ONE_FILE: dict[str, tuple[str, Writer]] = {
    "jsonl": (".jsonl", write_jsonl),
    "openai": (".jsonl", write_openai),
    "sharegpt": (".jsonl", write_sharegpt),
    "csv": (".csv", write_csv),
    "parquet": (".parquet", write_parquet),
}
"""Format -> suffix and writer."""
FILES: dict[str, Writer] = {"txt": write_txt, "sdialog": write_sdialog}
FORMATS = (*ONE_FILE, *FILES, "inspect")
_NEED_ROLES = {"openai", "sharegpt", "inspect"}


def export_run(
    run: Run,
    form: str,
    out: Path,
    *,
    choice: Choice | None = None,
    license_: str = "unknown",
    force: bool = False,
) -> tuple[Counts, list[Path]]:
    """Write a run in another tool's format, with a dataset card.

    Args:
        form: one of FORMATS.
        out: with a suffix the data file itself, the card beside it; without, a folder for both. The folder that it
            stands in must be there.
        license_: the licence field of the card; nothing is assumed.
        force: replace files that are there.

    Returns:
        What was exported, and the files or folders written, the data first.

    Raises:
        InputError: unknown format, a file in the way, a missing package. StoreError: disk, damaged sessions.
    """
    choice = choice or Choice()
    if form not in FORMATS:
        raise InputError(f"unknown format {form!r}", remedy=nearest(form, FORMATS))
    if not choice.roles and form in _NEED_ROLES:
        raise InputError(
            f"{form} needs the speakers, so --no-roles does not go with it",
            remedy="choose txt, jsonl, csv or parquet",
        )
    one = form in FILES and bool(out.suffix)
    if one:
        _require_one(run, choice, out)
    data, page = _targets(form, out)
    _require_room(out, data, page, force=force)
    make_folder(page.parent)
    counts = Counts()
    found = sessions(run, choice, counts)
    if form == "inspect":
        write_inspect(found, data, choice, run.file)
    elif one:
        _write_one(FILES[form], found, data, choice)
    elif form in FILES:
        FILES[form](found, data, choice)
    else:
        ONE_FILE[form][1](found, data, choice)
    relative = data.relative_to(page.parent).as_posix() if form in ONE_FILE else None
    write_text(page, card(run, form, relative, choice, counts, license_))
    return counts, [data, page]


def _require_room(out: Path, data: Path, page: Path, *, force: bool) -> None:
    """Raise InputError unless data and card can stand where they are to stand."""
    if not page.parent.is_dir() and (out.suffix or not page.parent.parent.is_dir()):
        missing = page.parent if out.suffix else page.parent.parent
        raise InputError(
            "there is no such folder", file=missing, remedy="make it first, or correct the path after -o"
        )
    for path in (data, page):
        refuse_special(path)
        if path.exists() and not force and (path.is_file() or any(path.iterdir())):
            raise InputError(
                "exists already", file=path, remedy="name another with -o, or replace it with --force"
            )


def _require_one(run: Run, choice: Choice, out: Path) -> None:
    counts = Counts()
    for _ in sessions(run, choice, counts):
        if counts.sessions > 1:
            raise InputError(
                "this run has several sessions, and each becomes a file",
                file=out,
                remedy="name a folder with -o",
            )


def _write_one(write: Writer, found: Iterable[Material], out: Path, choice: Choice) -> None:
    """One session's file under the name that was asked for; a file of system prompts beside it keeps its own."""
    with tempfile.TemporaryDirectory(dir=out.parent) as folder:
        write(found, Path(folder), choice)
        for path in sorted(Path(folder).iterdir(), key=lambda p: len(p.name)):
            free = path.name.count(".") == 1
            path.replace(out if free else out.with_name(path.name))


def _targets(form: str, out: Path) -> tuple[Path, Path]:
    """(data, card)."""
    if form in FILES and not out.suffix:
        return out / "data", out / "README.md"
    if out.suffix:
        return out, out.with_name(f"{out.name}.README.md")
    suffix = ".json" if form == "inspect" else ONE_FILE[form][0]
    return out / f"data{suffix}", out / "README.md"
