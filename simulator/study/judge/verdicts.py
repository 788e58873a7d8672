"""What the judge said, as stored beside the study, and the outcomes that follow from it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pydantic import Field, ValidationError

from simulator.store.errors import StoreError, Trouble
from simulator.store.records import SessionRecord
from simulator.store.runs import Run
from simulator.study.collect import StudyData
from simulator.study.judge.ask import shown
from simulator.study.judge.report import JudgeReport, Reached
from simulator.study.metrics.registry import mean
from simulator.study.paths import judge_folder
from simulator.study.result import View
from simulator.study.values import Key, Values, scored_values
from simulator.transcript import Record

FILE = "judgements.json"


class RubricInfo(Record):
    """A rubric as outcomes need it."""

    name: str
    kind: str
    label: str
    unit: str
    about: str
    threshold: float | None = None


class Judged(Record):
    """All that a judge said about a study."""

    schema_version: int = 1
    report: JudgeReport
    rubrics: tuple[RubricInfo, ...]
    hidden: tuple[str, ...] = ()
    """Names that were masked."""
    scores: dict[str, dict[str, float]] = Field(default_factory=dict)
    """Hash of the transcript as shown -> rubric -> total."""
    items: dict[str, dict[str, dict[str, float]]] = Field(default_factory=dict)
    """The same, item by item."""
    preferences: dict[str, dict[str, float]] = Field(default_factory=dict)
    """`first hash:second hash` -> rubric -> preference for the second, -1 to 1."""

    def invalid(self) -> dict[str, str]:
        """Outcomes that the judge cannot be believed on, with the reason."""
        found = {}
        for rubric in self.rubrics:
            if not self.report.valid.get(rubric.name, False):
                missed = [c for c in self.report.controls if c.rubric == rubric.name and not c.passed]
                words = (
                    ", ".join(_missed(c.control, c.better) for c in missed) or "the controls were not rated"
                )
                found[f"judge:{rubric.name}"] = (
                    f"The judge cannot tell sound sessions from planted controls ({words})."
                )
        return found


def _missed(control: str, better: float | None) -> str:
    what = {"lecture": "the poor therapist", "shuffled": "shuffled turns", "cut": "sessions broken off"}[
        control
    ]
    return f"{what}: the sound session better in {better:.0%}" if better is not None else f"{what}: not rated"


def read_judged(run: Run) -> Judged | None:
    """What the judge said; None when it has not been asked. Raises StoreError when the file is damaged."""
    path = judge_folder(run) / FILE
    try:
        return Judged.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        return None
    except ValidationError as e:
        raise StoreError(
            Trouble.DAMAGED, f"these are not judgements ({e.error_count()} faults)", file=path,
            remedy="delete the file and give the command again: the answers themselves are kept, nothing is paid for twice",
        ) from e  # fmt: skip


def judged_values(judged: Judged, data: StudyData) -> list[Values]:
    """The judge's outcomes: totals by session, preferences by pair."""
    found = []
    for rubric in judged.rubrics:
        name = f"judge:{rubric.name}"
        if rubric.kind == "scale":

            def score(session: SessionRecord, rubric: str = rubric.name) -> float | None:
                return _score(judged, session, rubric)

            found.append(scored_values(name, rubric.label, rubric.unit, rubric.about, data, score))
        else:
            found.append(_preferences(judged, data, rubric, name))
    return found


def reached(judged: Judged, data: StudyData) -> tuple[Reached, ...]:
    """How many sessions of each arm reach the thresholds of the rubrics that the judge is believed on."""
    found = []
    for rubric in judged.rubrics:
        if rubric.threshold is None or not judged.report.valid.get(rubric.name, False):
            continue
        arms = {}
        for arm in data.arms:
            totals = [_score(judged, s, rubric.name) for c in data.of(arm) for s in c.sessions("started")]
            rated = [total for total in totals if total is not None]
            arms[arm] = (sum(total >= rubric.threshold for total in rated), len(rated))
        found.append(
            Reached(rubric=rubric.name, label=rubric.label, unit=rubric.unit, threshold=rubric.threshold, arms=arms)
        )  # fmt: skip
    return tuple(found)


def _score(judged: Judged, session: SessionRecord, rubric: str) -> float | None:
    return judged.scores.get(shown(session.turns, judged.hidden).hash, {}).get(rubric)


def _preferences(judged: Judged, data: StudyData, rubric: RubricInfo, name: str) -> Values:
    of: dict[View, dict[Key, float]] = {"started": {}, "kept": {}}
    first = data.arms[0]
    for view, values in of.items():
        for persona, replicate in data.pairs():
            one = data.courses[first, persona, replicate]
            for arm in data.arms[1:]:
                other = data.courses[arm, persona, replicate]
                if one.whole and other.whole:
                    value = _preference(judged, rubric.name, one.sessions(view), other.sessions(view))
                    if value is not None:
                        values[first, persona, replicate] = 0.0
                        values[arm, persona, replicate] = value
    return Values(name, rubric.label, rubric.unit, "higher", "pair", False, False, rubric.about, of)


def _preference(
    judged: Judged, rubric: str, first: Sequence[SessionRecord], second: Iterable[SessionRecord]
) -> float | None:
    by_number = {s.number: s for s in first}
    found = []
    for session in second:
        if session.number in by_number:
            pair = pair_key(by_number[session.number], session, judged.hidden)
            value = judged.preferences.get(pair, {}).get(rubric)
            if value is not None:
                found.append(value)
    return mean(found)


def pair_key(first: SessionRecord, second: SessionRecord, hidden: Iterable[str]) -> str:
    """The name of a comparison in the stored judgements."""
    names = tuple(hidden)
    return f"{shown(first.turns, names).hash}:{shown(second.turns, names).hash}"
