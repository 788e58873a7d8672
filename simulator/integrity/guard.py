"""The guard: every attempt is checked here before it may enter the record."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from simulator.errors import InputError, nearest
from simulator.integrity.anatomy import Anatomy, anatomy_of
from simulator.integrity.codes import CODES, severity_of
from simulator.integrity.context import Context, Leaning
from simulator.integrity.language import is_english
from simulator.integrity.names import Names
from simulator.integrity.policy import GuardConfig
from simulator.integrity.registry import Check, Hit, Look, all_checks
from simulator.integrity.risk import discloses_risk
from simulator.integrity.verdict import Verdict
from simulator.integrity.wrap import Wrapped, unwrap
from simulator.transcript import OTHER, Finding, Severity, Speaker, Turn

_EVIDENCE = 200
_GRAVITY = {name: rank for rank, name in enumerate(CODES)}


class Guard:
    """The checks that a configuration asks for.

    Args:
        config: what is on, from where on, and how grave.

    Raises:
        InputError: the configuration names a check or a code that does not exist.
    """

    def __init__(self, config: GuardConfig | None = None) -> None:
        self.config = config or GuardConfig()
        for name in self.config.checks:
            names = {c.name for c in all_checks()}
            if name not in names:
                raise InputError(f"guard.checks: there is no check {name!r}", remedy=nearest(name, names))
        for field, given in (
            ("severity", self.config.severity),
            ("soft_limits", self.config.soft_limits),
            ("reminders", self.config.reminders),
        ):
            for code in given:
                if code not in CODES and code not in (codes := _codes()):
                    raise InputError(f"guard.{field}: there is no code {code!r}", remedy=nearest(code, codes))

    @cached_property
    def checks(self) -> tuple[Check, ...]:
        """Those that are on, cheapest first. They are loaded when they are asked for: a replay may do without.

        Raises:
            InputError: one that somebody installed cannot be loaded.
        """
        return tuple(c for c in all_checks() if self.config.checks.get(c.name, True))

    @cached_property
    def scores(self) -> bool:
        """Whether the classifier of voice is asked."""
        return any(check.name == "voice" for check in self.checks)

    def warm(self) -> None:
        """Loads what the first check would wait for: the checks, and the classifier."""
        if self.scores:
            from simulator.integrity.checks.voice import loaded

            loaded()

    def session(
        self,
        persona_name: str = "",
        therapist_name: str = "",
        session_number: int | None = None,
        *,
        notes: Iterable[str] = (),
        first_turn: int = 0,
        record: bool = False,
    ) -> SessionGuard:
        """Begins a session.

        Args:
            persona_name: the patient's name, full or first.
            therapist_name: the therapist's name; empty when it has none.
            session_number: the ledger's number; None when unknown, and then not checked.
            notes: texts of the carried notes, so that a pasted note is seen.
            first_turn: number of the first turn, when only a part of a session is checked.
            record: True for texts that are a record already. Tagged reasoning is then a finding, not wrapping.
        """
        context = Context(
            names=Names(persona_name or "", therapist_name or ""),
            session_number=session_number,
            carried=tuple(notes),
            first_turn=first_turn,
            allows_ai=self.config.allows_ai,
        )
        return SessionGuard(self, context, record)


def _codes() -> set[str]:
    """All that can be found, by the checks of others too."""
    return {*CODES, *(code for check in all_checks() for code in check.codes)}


@dataclass(frozen=True, slots=True)
class _Past:
    codes: frozenset[str]
    """Codes of the soft findings of an accepted turn."""


class SessionGuard:
    """The guard of one session: `check` looks, `accept` remembers."""

    def __init__(self, guard: Guard, context: Context, record: bool = False) -> None:
        self.guard, self.context, self.record = guard, context, record
        window = guard.config.soft_window
        self._past: dict[Speaker, deque[_Past]] = {s: deque(maxlen=window) for s in OTHER}
        self._suspect: dict[Speaker, bool] = dict.fromkeys(OTHER, False)

    def check(self, text: str, speaker: Speaker, finish: str | None = None) -> Verdict:
        """Judges one attempt. Changes nothing; the same attempt gets the same verdict.

        Args:
            text: the raw reply.
            speaker: who was asked to speak.
            finish: the reply's outcome or the provider's reason for stopping, if known.
        """
        wrapped = unwrap(text, speaker, self.context.names, reasoning=not self.record)
        body = text if self.record else wrapped.text
        look = self._look(body, wrapped, speaker, finish)
        shift = (wrapped.offset or 0) if self.record else 0
        findings: list[Finding] = []
        overlong, unsure = False, None
        for check in self.guard.checks:
            if not (look.english or check.any_language):
                continue
            if overlong and check.tier in ("context", "wording", "voice"):
                break
            for hit in check.run(look):
                if hit.score < 0:
                    unsure = max(unsure or 0.0, -hit.score)
                    continue
                findings.append(found := self._finding(hit, check, look, shift))
                overlong = overlong or (found.code == "overlong" and found.severity == "hard")
        findings = self._merge(self._pile_up(findings, speaker))
        risk = speaker == "patient" and discloses_risk(look.anatomy, self.context.last("therapist") or None)
        rejected = any(f.severity == "hard" for f in findings)
        culprit = self._culprit(findings, speaker) if rejected else None
        return Verdict(
            speaker, body, tuple(findings), wrapped.removed, culprit, risk, None if rejected else unsure
        )

    def accept(self, turn: Turn) -> None:
        """Takes a turn into the record that later turns are checked against."""
        self.remember(turn.speaker, turn.text, (f.code for f in turn.findings))

    def remember(
        self, speaker: Speaker, text: str, codes: Iterable[str] = (), *, suspect: bool = False
    ) -> None:
        """As `accept`, for a text that is not a turn; `suspect` says that it was found broken and stays in a record anyway."""
        anatomy = anatomy_of(text)
        self.context.add(speaker, anatomy, self._leaning(anatomy, speaker))
        self._past[speaker].append(_Past(frozenset(codes)))
        self._suspect[speaker] = suspect

    def _leaning(self, anatomy: Anatomy, speaker: Speaker) -> Leaning | None:
        """From text and session alone, so that a resumed, replayed or parallel run judges as the first one did.

        The first turn is not scored: it is mostly the persona's own, and no session waits for the classifier to load
        before its first call.
        """
        if not self.context.turns or not self.guard.scores:
            return None
        from simulator.integrity.checks.voice import leaning

        english = is_english(anatomy.words, anatomy.lower)
        look = Look(speaker, anatomy, self.context, self.guard.config.thresholds, None, english)
        return leaning(look) if english else None

    def _look(self, body: str, wrapped: Wrapped, speaker: Speaker, finish: str | None) -> Look:
        anatomy = anatomy_of(wrapped.text if self.record else body)
        english = is_english(anatomy.words, anatomy.lower)
        limits = self.guard.config.thresholds
        return Look(speaker, anatomy, self.context, limits, finish, english, self.guard.scores)

    def _finding(self, hit: Hit, check: Check, look: Look, shift: int) -> Finding:
        start, end = look.anatomy.original(hit.start, hit.end)
        evidence = look.anatomy.text[start:end]
        severity = self.guard.config.severity.get(hit.code) or hit.severity or severity_of(hit.code)
        return Finding(
            code=hit.code,
            severity=severity,
            start=start + shift,
            end=end + shift,
            evidence=evidence if len(evidence) <= _EVIDENCE else evidence[: _EVIDENCE - 1] + "…",
            detail=hit.detail,
            check=check.name,
        )

    def _pile_up(self, findings: list[Finding], speaker: Speaker) -> list[Finding]:
        """Soft findings turn hard when the speaker's last turns were full of the same."""
        limits = self.guard.config.soft_limits
        risen = []
        for finding in findings:
            limit = limits.get(finding.code, 0)
            severity: Severity = finding.severity
            if severity == "soft" and limit:
                before = sum(finding.code in past.codes for past in self._past[speaker])
                if before >= limit:
                    detail = f"{finding.detail}; {before} of its last {len(self._past[speaker])} turns did the same"
                    finding = finding.model_copy(update={"severity": "hard", "detail": detail})
            risen.append(finding)
        return risen

    def _merge(self, findings: list[Finding]) -> list[Finding]:
        """One finding for a code and place, the gravest first."""
        order = {"hard": 0, "soft": 1, "note": 2}
        findings = sorted(findings, key=lambda f: (order[f.severity], _GRAVITY.get(f.code, 99), f.start))
        seen: set[str] = set()
        kept = []
        for finding in findings:
            if finding.code not in seen:
                seen.add(finding.code)
                kept.append(finding)
        return kept

    def _culprit(self, findings: list[Finding], speaker: Speaker) -> Speaker:
        """The partner, when its turn was broken or repeated itself and this turn's fault is one that such a turn breeds."""
        partner = OTHER[speaker]
        hard = [f.code for f in findings if f.severity == "hard"]
        bred = all(code in CODES and CODES[code].culprit_may_be_partner for code in hard)
        past = self._past[partner]
        softly = bool(past) and bool(
            past[-1].codes & {"repetition", "partner_induced", "stall", "drift", "parrot"}
        )
        return partner if bred and (self._suspect[partner] or softly) else speaker
