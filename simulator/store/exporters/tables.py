"""One row per turn: JSONL, CSV, Parquet."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from simulator.errors import InputError
from simulator.store.atomic import writing
from simulator.store.exporters.material import Choice, Material

COLUMNS: dict[str, type] = {
    "run": str,
    "arm": str,
    "persona": str,
    "replicate": int,
    "session": int,
    "conversation": str,
    "turn": int,
    "speaker": str,
    "therapist": str,
    "text": str,
    "status": str,
    "ending": str,
    "findings": str,
    "attempts": int,
    "model": str,
    "system": str,
    "synthetic": bool,
    "label": str,
}
"""Names and types. The names that `simulate check --format jsonl` reads are among them."""


def columns(choice: Choice) -> dict[str, type]:
    """The columns of an export."""
    left_out = {*(() if choice.roles else ("speaker",)), *(() if choice.system else ("system",))}
    return {name: kind for name, kind in COLUMNS.items() if name not in left_out}


def rows(session: Material, choice: Choice) -> Iterator[dict[str, Any]]:
    """The rows of a session."""
    r = session.record
    wanted = columns(choice)
    for turn in r.turns:
        reported = r.lineage.reported.get(turn.speaker) or (r.lineage.requested.get(turn.speaker, ""),)
        row = {
            "run": session.run,
            "arm": r.arm,
            "persona": r.persona,
            "replicate": r.replicate,
            "session": r.number,
            "conversation": session.name,
            "turn": turn.number,
            "speaker": turn.speaker,
            "therapist": session.therapist,
            "text": turn.text,
            "status": r.status.value,
            "ending": r.ending.reason.value if r.ending else "",
            "findings": " ".join(dict.fromkeys(f.code for f in turn.findings)),
            "attempts": turn.attempts,
            "model": ", ".join(reported) if turn.source == "model" else turn.source,
            "system": session.systems.get(turn.speaker, ""),
            "synthetic": True,
            "label": r.label,
        }
        yield {name: row[name] for name in wanted}


def write_jsonl(sessions: Iterable[Material], path: Path, choice: Choice) -> None:
    """One JSON object per turn and line."""
    with writing(path) as f:
        for session in sessions:
            for row in rows(session, choice):
                f.write(json.dumps(row, ensure_ascii=False).encode() + b"\n")


def write_csv(sessions: Iterable[Material], path: Path, choice: Choice) -> None:
    """A table that a spreadsheet opens without running anything: see `safe_cell`."""
    with writing(path) as f:
        text = io.TextIOWrapper(f, "utf-8", newline="", write_through=True)
        table = csv.writer(text, lineterminator="\n")
        table.writerow(columns(choice))
        for session in sessions:
            for row in rows(session, choice):
                table.writerow([safe_cell(v) for v in row.values()])
        text.detach()  # flushes, and leaves the file open for `writing`


def safe_cell(value: Any) -> Any:
    """A text that a spreadsheet would take for a formula gets an apostrophe before it, as spreadsheets do themselves."""
    if isinstance(value, str) and value.lstrip(" ")[:1] in (
        "=",
        "+",
        "-",
        "@",
        "\t",
        "\r",
        "\n",
        "＝",
        "＋",
        "－",
        "＠",
    ):
        return "'" + value
    return value


def write_parquet(sessions: Iterable[Material], path: Path, choice: Choice) -> None:
    """A Parquet file, a row group per some thousand turns. Raises InputError when pyarrow is not installed."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as e:
        raise InputError(
            "Parquet needs the package pyarrow, which is not installed",
            remedy="pip install 'session-simulator[data]', or choose jsonl or csv",
        ) from e
    kinds = {str: pa.string(), int: pa.int64(), bool: pa.bool_()}
    about = {b"synthetic": b"true", b"label": b"research simulation, not therapy"}
    schema = pa.schema([(name, kinds[kind]) for name, kind in columns(choice).items()], metadata=about)
    with writing(path) as f, pq.ParquetWriter(f, schema, compression="zstd") as writer:
        batch: list[dict[str, Any]] = []
        for session in sessions:
            batch += rows(session, choice)
            if len(batch) >= 8_192:
                writer.write_table(pa.Table.from_pylist(batch, schema=schema))
                batch = []
        if batch:
            writer.write_table(pa.Table.from_pylist(batch, schema=schema))
