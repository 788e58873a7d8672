"""Where a study keeps what belongs to no session: `runs/<run>/study/`."""

from __future__ import annotations

from pathlib import Path

from simulator.store.runs import Run

CONTROLS = "controls"


def study_folder(run: Run) -> Path:
    """The folder of a study's own files."""
    return run.path / "study"


def judge_folder(run: Run) -> Path:
    """Journals of the judge's calls, one per question, and the judgements."""
    return study_folder(run) / "judge"


def ratings_folder(run: Run) -> Path:
    """Ratings by people, one file per rater."""
    return study_folder(run) / "ratings"


def controls_run(run: Run) -> Run | None:
    """The run of the planted control sessions; None when there is none."""
    path = study_folder(run) / CONTROLS
    return Run.open(path) if (path / "run.yaml").is_file() else None
