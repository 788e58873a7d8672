"""The result of a study as data: everything that a table, a page or a script needs, and nothing that is not known."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from simulator.study.judge.report import JudgeReport
from simulator.transcript import Record

View = Literal["started", "kept"]
"""started: every session as it was first made, the broken ones too. kept: sessions as they are now, the complete ones."""

VerdictKind = Literal["difference", "no difference shown", "no verdict"]


class ArmInfo(Record):
    """An arm, and how it differs from the first one."""

    name: str
    prompt: str
    prompt_sha256: str = ""
    models: dict[str, str]
    """Role -> model asked for."""
    reported: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """Role -> who the models said they are."""
    differs: tuple[str, ...] = ()
    """Settings that differ from the first arm, in words."""


class ArmIntegrity(Record):
    """What became of an arm's sessions."""

    arm: str
    planned: int
    complete: int
    """As they are now."""
    broken: int
    broken_first: int
    """As first made."""
    broken_interval: tuple[float, float] | None = None
    """Clopper-Pearson, 95 %, of the share that broke as first made; it takes sessions for independent."""
    regenerated: int
    failed: int
    """Stopped by infrastructure."""
    missing: int
    """Not made yet."""
    stale: int = 0
    """Rest on a session that was regenerated since."""
    attempts: int
    discarded: int
    infrastructure_failures: int
    """Model calls that got no reply after all retries."""
    attempts_allowed: dict[str, Any]
    """The retry settings of the guard."""
    hard: dict[str, int]
    """Code -> discarded attempts."""
    soft: dict[str, int]
    endings: dict[str, int]
    """Reason -> sessions as first made."""


class ArmValue(Record):
    """An outcome in one arm."""

    courses: int
    """Courses (or personas, for outcomes of that level) with a value."""
    mean: float | None
    low: float | None
    """Student's t, 95 %, over courses; for plots, not for comparing arms."""
    high: float | None
    personas: dict[str, float]
    """Persona -> mean over its courses."""


class Point(Record):
    """An outcome in one arm at one session."""

    session: int
    mean: float
    low: float | None
    high: float | None
    count: int


class PersonaDifference(Record):
    """One row of the forest: the difference for one persona."""

    persona: str
    pairs: int
    mean: float
    low: float | None
    high: float | None


class Pair(Record):
    """One pair."""

    persona: str
    replicate: int
    """0 for outcomes of a whole persona."""
    first: float
    second: float


class McNemarTable(Record):
    """Pairs of courses by whether they have it (any session broke)."""

    only_first: int
    only_second: int
    both: int
    neither: int
    p: float


class Verdict(Record):
    """What may be said about a primary outcome."""

    outcome: str
    first: str
    second: str
    kind: VerdictKind
    direction: Literal["lower", "higher"] | None = None
    """Of the second arm against the first; only with a difference."""
    better: str | None = None
    """The arm that did better, where better has a direction and a difference was shown."""
    sentence: str
    """One sentence that can be quoted: which personas it is about, the arms, the difference, interval, p and pairs."""
    note: str = ""
    """What a reader must know beside it; may be empty."""

    @property
    def text(self) -> str:
        """Sentence and note."""
        return f"{self.sentence} {self.note}".strip()


class Comparison(Record):
    """An outcome in two arms, paired."""

    first: str
    second: str
    view: View
    pairs: int
    missing: int
    """Pairs that the plan asks for and that have no value in one arm or both."""
    difference: float | None
    """Mean of second - first; personas count alike."""
    low: float | None
    high: float | None
    interval: str
    """How the 95 % interval was made, or why there is none."""
    p: float | None
    p_adjusted: float | None
    adjustment: str
    """`Holm` over the primaries, `Benjamini-Hochberg` over the exploratory outcomes."""
    p_floor: float | None
    """The smallest p that so many units can give."""
    p_floor_adjusted: float | None = None
    """The same after adjustment: at or above the level, nothing can be decided."""
    family: int = 1
    """Over how many comparisons p was adjusted."""
    exact: bool
    units: int
    dz: float | None
    cliffs_delta: float | None
    superiority: float | None
    detectable: float | None
    """The difference that a study of this size and spread finds four times in five, in the outcome's unit."""
    mcnemar: McNemarTable | None = None
    personas: tuple[PersonaDifference, ...] = ()
    values: tuple[Pair, ...] = ()


class Outcome(Record):
    """One outcome of the study."""

    name: str
    label: str
    unit: str
    better: Literal["lower", "higher", "neither"]
    level: Literal["session", "course", "persona", "pair"]
    share: bool
    primary: bool
    about: str
    valid: bool = True
    """False: the judge failed its controls; there are then no numbers."""
    note: str = ""
    arms: dict[View, dict[str, ArmValue]] = Field(default_factory=dict)
    trajectories: dict[str, tuple[Point, ...]] = Field(default_factory=dict)
    """Arm -> sessions in order, as first made."""
    comparisons: tuple[Comparison, ...] = ()

    def comparison(self, second: str, view: View = "started") -> Comparison | None:
        """The comparison of the first arm with another."""
        return next((c for c in self.comparisons if c.second == second and c.view == view), None)


class Agreement(Record):
    """How far raters agree."""

    question: str
    raters: tuple[str, ...]
    items: int
    statistic: str
    value: float | None
    low: float | None = None
    high: float | None = None


class Cost(Record):
    """US dollars; None is unpriced."""

    arms: dict[str, float | None]
    unpriced: dict[str, int]
    """Arm -> calls whose price is unknown."""
    judge: float | None = None
    controls: float | None = None
    total: float | None = None
    """Of what is priced; None when nothing is."""


class StudyResult(Record):
    """Everything that is known about a study."""

    schema_version: Literal[1] = 1
    synthetic: Literal[True] = True
    label: Literal["research simulation, not therapy"] = "research simulation, not therapy"
    run: str
    code_version: str
    design: dict[str, Any]
    """As it was written down before the run."""
    arms: tuple[ArmInfo, ...]
    personas: tuple[str, ...]
    sessions: int
    replicates: int
    seed: int
    population: Literal["these", "general"]
    claim: str
    """Whom the verdicts are about, in words."""
    verdicts: tuple[Verdict, ...]
    warnings: tuple[str, ...]
    """What a reader must know beside the verdicts: missing sessions and pairs, mixed settings, changes under way."""
    outcomes: tuple[Outcome, ...]
    integrity: tuple[ArmIntegrity, ...]
    judge: JudgeReport | None = None
    agreement: tuple[Agreement, ...] = ()
    cost: Cost
    methods: str
    """A paragraph fit for a paper."""
    hashes: dict[str, str]

    def outcome(self, name: str) -> Outcome:
        """An outcome by name. Raises KeyError."""
        for outcome in self.outcomes:
            if outcome.name == name:
                return outcome
        raise KeyError(name)
