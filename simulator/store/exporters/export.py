"""From a run to files for other tools."""

from __future__ import annotations

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
        out: with a suffix the data file itself, the card beside it; without, a folder for both.
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
            f"{form} is made of roles and cannot be without", remedy="choose txt, jsonl, csv or parquet"
        )
    data, page = _targets(form, out)
    for path in (data, page):
        if path.exists() and not force and (path.is_file() or any(path.iterdir())):
            raise InputError(
                "there is something already", file=path, remedy="name another with -o, or give --force"
            )
    make_folder(page.parent)
    counts = Counts()
    found = sessions(run, choice, counts)
    if form == "inspect":
        write_inspect(found, data, choice, run.file)
    elif form in FILES:
        FILES[form](found, data, choice)
    else:
        ONE_FILE[form][1](found, data, choice)
    relative = data.relative_to(page.parent).as_posix() if form in ONE_FILE else None
    write_text(page, card(run, form, relative, choice, counts, license_))
    return counts, [data, page]


def _targets(form: str, out: Path) -> tuple[Path, Path]:
    """(data, card)."""
    if form in FILES:
        return out / "data", out / "README.md"
    if out.suffix:
        return out, out.with_name(f"{out.stem}.README.md")
    suffix = ".json" if form == "inspect" else ONE_FILE[form][0]
    return out / f"data{suffix}", out / "README.md"
