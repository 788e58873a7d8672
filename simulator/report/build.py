"""From a run to its report: one HTML text, and the file it is written to."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any, Literal

from markupsafe import Markup

from simulator import __version__
from simulator.errors import InputError
from simulator.pages import environment, static_text
from simulator.pages.reading import Reading
from simulator.report import charts
from simulator.report.figures import Figures, middle, ninth, scale_charts
from simulator.report.gather import Gathered, gather
from simulator.report.methods import methods_text
from simulator.store.atomic import write_text
from simulator.store.errors import from_os_error
from simulator.store.plain import refuse_special
from simulator.store.runfile import RUN_NAME
from simulator.store.runs import Run
from simulator.transcript import SessionStatus

TranscriptChoice = Literal["all", "broken", "none"]
GENERATOR = '<meta name="generator" content="session-simulator report">'
"""By this a report of ours is known again: only such a file is written over."""
CODES_SHOWN = 16
SPEAKER_COLOURS = (charts.COLOURS[1], charts.COLOURS[0])
"""Patient, therapist: as in the transcripts."""


def build_report(run: Run, *, transcripts: TranscriptChoice = "all") -> str:
    """The report of a run or a study as HTML. The same run gives the same bytes.

    Args:
        run: open for reading.
        transcripts: which sessions are included in full: all, those that are not complete, or none.

    Raises:
        InputError: a study's design cannot be read. StoreError: the run cannot be read.
    """
    env = environment("simulator.report")
    macros: Any = env.get_template("session.html").module

    def render(anchor: str, record: Any, reading: Reading) -> Markup:
        return Markup(macros.session(anchor, record, reading))

    def wants(record: Any) -> bool:
        return transcripts == "all" or (
            transcripts == "broken" and record.status is not SessionStatus.COMPLETE
        )

    found = gather(run, render, wants)
    study = _study(run)
    return env.get_template("report.html").render(
        run=run, found=found, total=found.total, arms=_arms(found), study=study, transcripts=transcripts,
        methods=study.result.methods if study else "", run_methods=methods_text(run, found), charts=_charts(found),
        has_charts=charts.available(), median=middle, p90=ninth, version=__version__, run_hash=_hash(run.path / RUN_NAME),
        generator=Markup(GENERATOR),
        css=Markup(static_text("simulator.pages", "look.css") + static_text("simulator.report", "report.css")),
    )  # fmt: skip


def write_report(run: Run, path: Path, *, transcripts: TranscriptChoice = "all") -> int:
    """Write the report of a run.

    Args:
        path: the file; an older report there is replaced, another file is not.

    Returns:
        Its size in bytes.

    Raises:
        InputError: the file exists and is not a report of ours, or its folder is missing.
        StoreError: it cannot be written.
    """
    _refuse(path)
    text = build_report(run, transcripts=transcripts)
    data = text.encode("utf-8", "replace")
    write_text(path, data.decode("utf-8"))
    return len(data)


def _refuse(path: Path) -> None:
    if not path.parent.is_dir():
        raise InputError(
            f"there is no folder {path.parent}", remedy="make it first, or name another file with -o"
        )
    if path.is_dir():
        raise InputError(f"{path} is a folder", remedy="name a file with -o, such as report.html")
    refuse_special(path)
    try:
        with path.open("rb") as f:
            head = f.read(4096)
    except FileNotFoundError:
        return
    except OSError as e:
        raise from_os_error(e, path, "read") from e
    if head and GENERATOR.encode() not in head:
        raise InputError(f"{path} exists already and is not a report", remedy="name another file with -o")


def _hash(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as e:
        raise from_os_error(e, path, "read") from e


def _arms(found: Gathered) -> list[Figures]:
    """The columns of tables: each arm, or all together when there is but one."""
    return list(found.arms.values()) if len(found.arms) > 1 else [found.total]


def _charts(found: Gathered) -> dict[str, Any]:
    arms = _arms(found)
    names = [a.name for a in arms]
    endings = sorted({e for a in arms for e in a.endings}, key=lambda e: -found.total.endings[e])
    codes = [code for code, _ in found.total.both.codes.most_common(CODES_SHOWN)]
    speakers = list(found.total.roles)
    scales = scale_charts(found.ledgers)
    drawn: dict[str, Any] = {"endings": None, "codes": None, "scales": [(s, None) for s in scales]}
    if not charts.available():
        return drawn
    if endings:
        drawn["endings"] = charts.bars(
            [(e, [a.endings[e] for a in arms]) for e in endings], names, unit="sessions"
        )
    if codes:
        roles = found.total.roles
        drawn["codes"] = charts.bars(
            [(c, [roles[s].codes[c] for s in speakers]) for c in codes],
            speakers,
            unit="discarded attempts",
            colours=SPEAKER_COLOURS,
        )
    drawn["scales"] = [
        (
            s,
            charts.lines(
                [(c.name, [(x, y, None, None) for x, y, _ in c.points]) for c in s.curves],
                xlabel="Session (0: before the first)", single=[c.single for c in s.curves],
            ),
        )
        for s in scales
    ]  # fmt: skip
    return drawn


def _study(run: Run) -> Any:
    if "study" not in run.plan.extra:
        return None
    from simulator.study import require_packages

    require_packages()
    from simulator.report.study import study_page

    return study_page(run)
