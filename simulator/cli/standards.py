"""What `simulate check` judges by: a run's own guard settings and ending rules, for anything else the shipped ones."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.errors import InputError
from simulator.integrity.policy import GuardConfig
from simulator.store.runfile import RUN_NAME

if TYPE_CHECKING:
    from simulator.endings import EndingRules
    from simulator.integrity.guard import Guard
    from simulator.integrity.reading import Conversation
    from simulator.store.runfile import RunFile


@dataclass(frozen=True, slots=True)
class Standard:
    """What one conversation is judged by."""

    guard: Guard
    rules: EndingRules
    told: str = ""
    """What a person must know about it; empty for what is shipped."""

    @property
    def config(self) -> GuardConfig:
        """The guard's settings."""
        return self.guard.config


@dataclass
class Standards:
    """Finds the standard of each conversation.

    Args:
        config: name or path of a configuration whose `guard` part is used for all; None: a run's own, or the shipped one.

    Raises:
        InputError: that file has no such part, or it does not fit.
    """

    config: str | None = None
    _asked: GuardConfig | None = None
    _known: dict[tuple[Path, str] | None, Standard] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._asked = None if self.config is None else load_guard(self.config)

    def of(self, talk: Conversation) -> Standard:
        """The standard of a conversation; a session of a run is known by where its folder stands."""
        place = _place(talk.folder.absolute()) if talk.folder else None
        if place not in self._known:
            self._known[place] = self._of_run(*place) if place else self._made(GuardConfig(), None)
        return self._known[place]

    @property
    def told(self) -> list[str]:
        """What a person must know about the standards that were used, each once."""
        return list(dict.fromkeys(s.told for s in self._known.values() if s.told))

    def _of_run(self, run: Path, arm: str) -> Standard:
        from simulator.endings.load import own_rules_hash
        from simulator.planning import settings_of
        from simulator.store.runfile import read_run_file

        try:
            file = read_run_file(run / RUN_NAME)
            settings = settings_of(file.plan, arm)
            rules = _rules_of(run, file, settings.endings.rules)
            own = [] if settings.guard == GuardConfig() else ["guard settings"]
            own += ["ending rules"] if own_rules_hash(rules) else []
        except InputError as error:
            made = self._made(GuardConfig(), None)
            return Standard(
                made.guard,
                made.rules,
                f"judged as shipped, for the run's own settings cannot be used: {error}",
            )
        name = f"{file.name}, arm {arm}" if len(file.plan.arms) > 1 else file.name
        words = (
            [f"{name}: judged by the run's own {' and '.join(own)}"] if own and self._asked is None else []
        )
        if self._asked is not None and self._asked != settings.guard:
            words = [f"{name}: judged by the guard settings of {self.config}, not by the run's own"]
        return self._made(settings.guard, rules, *words)

    def _made(self, guard: GuardConfig, rules: str | Path | None, told: str = "") -> Standard:
        from simulator.endings import load_rules
        from simulator.integrity.guard import Guard

        found = Guard(self._asked or guard)
        return Standard(found, load_rules(rules) if rules else load_rules(), told)


def _place(session: Path) -> tuple[Path, str] | None:
    """The run's folder and the arm of a session's folder; None when it is in no run."""
    above = session.parents
    return (above[3], above[2].name) if len(above) > 3 and (above[3] / RUN_NAME).is_file() else None


def _rules_of(run: Path, file: RunFile, name: str) -> str | Path:
    """The run's own copy of its ending rules, or the name of the shipped ones."""
    from simulator.planning import RULES
    from simulator.store.runs import INPUTS

    copies = [run / INPUTS / "endings" / f"{Path(name).stem}{suffix}" for suffix in (".yaml", ".yml")]
    kept = any(key.startswith(f"{RULES} ") for key in file.plan.hashes)
    return next((copy for copy in copies if kept and copy.is_file()), name)


def load_guard(name: str) -> GuardConfig:
    """The `guard` part of a configuration file.

    Raises:
        InputError: the file has no such part, or it does not fit.
    """
    from simulator.shipped import find, refuse_other_files
    from simulator.yamlfile import Document, parse_as, read_yaml

    refuse_other_files([name])
    document = read_yaml(find("configs", name))
    if not isinstance(document.data, dict) or "guard" not in document.data:
        raise InputError("has no `guard` part", file=document.file, remedy="put the settings under `guard:`")
    lines = {key[1:]: line for key, line in document.lines.items() if key[:1] == ("guard",)}
    return parse_as(
        GuardConfig, Document(document.data["guard"] or {}, lines, document.file, document.sha256)
    )
