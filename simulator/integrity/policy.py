"""What the guard is told to do: its configuration, and the next step after a discarded attempt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pydantic import Field

from simulator.integrity.codes import CODES, reminder_for
from simulator.integrity.thresholds import PartConfig, Thresholds
from simulator.integrity.verdict import Verdict
from simulator.plural import many
from simulator.transcript import EndingReason, Severity, Speaker


class JudgeConfig(PartConfig):
    """When the judge model is asked; which one, if any, is named elsewhere (`models.judge`, `simulate check --judge`)."""

    when: Literal["unsure", "always"] = "unsure"
    """unsure: only for attempts that the checks accept without being sure. always: for every attempt they
    accept."""
    ahead: bool = False
    """Request the partner's reply while the judge reads; it is thrown away when the turn is discarded. Faster,
    but what is thrown away is paid for."""


class Retries(PartConfig):
    """How often a turn is attempted again, and how."""

    per_turn: int = Field(default=4, ge=1)
    """Attempts for one turn, the first included."""
    per_session: int = Field(default=30, ge=0)
    """Further attempts of one session, over all turns. What a whole run may use: `budget.max_calls`."""
    temperature_step: float = Field(default=0.15, ge=0, le=1)
    """Added to the temperature with each further attempt."""
    temperature_max: float = Field(default=1.2, ge=0, le=2)
    """The temperature is never raised above this."""
    new_seed: bool = True
    """Ask with another seed at each further attempt."""
    fallback_after: int = Field(default=3, ge=1)
    """Attempts after which the fallback model speaks, when one is named (`models.fallback`)."""
    partner_after: int = Field(default=2, ge=1)
    """Discarded attempts after which the partner's turn is taken back, when that may be what went wrong."""
    partner_repairs: int = Field(default=2, ge=0)
    """How often in a session the partner's turn may be taken back."""


class GuardConfig(PartConfig):
    """The guard of role integrity."""

    checks: dict[str, bool] = Field(default={})
    """Checks by name, to switch them on or off; those not named are on."""
    severity: dict[str, Severity] = Field(default={})
    """Codes whose severity differs from the default: hard, soft or note."""
    soft_limits: dict[str, int] = Field(
        default={"stage_direction": 2, "parrot": 2, "wrong_name": 2, "partner_induced": 4}
    )
    """How many of a speaker's last turns may carry a soft finding before the next one counts as hard."""
    soft_window: int = Field(default=6, ge=1)
    """Over how many of a speaker's last turns soft findings are counted."""
    thresholds: Thresholds = Thresholds()
    retries: Retries = Retries()
    judge: JudgeConfig = JudgeConfig()
    reminders: dict[str, str] = Field(default={})
    """Private lines by code that replace the shipped ones."""
    reminder_form: str = "[Private note to you, not part of the talk: {reminder}]"
    """How a reminder is worded for the model; `{reminder}` stands for the line."""
    allows_ai: bool = False
    """Set to true when the therapist's prompt has it say that it is an AI."""


@dataclass(frozen=True, slots=True)
class Sampling:
    """How the next attempt differs from the first one."""

    temperature_add: float = 0.0
    temperature_max: float = 2.0

    def temperature(self, base: float | None) -> float | None:
        """The temperature of the next attempt; None stays None, the provider's own choice."""
        return None if base is None else min(max(base, self.temperature_max), base + self.temperature_add)


@dataclass(frozen=True, slots=True)
class Spent:
    """What has been used up before this decision."""

    session: int = 0
    """Further attempts made in this session."""
    partner_repairs: int = 0
    """How often in this session a partner's turn was taken back."""


@dataclass(frozen=True, slots=True)
class Retry:
    """Try again with a reminder, which is sent once and kept nowhere."""

    reminder: str
    sampling: Sampling
    fallback: bool = False
    """Let the fallback model speak, when one is named."""


@dataclass(frozen=True, slots=True)
class RepairPartner:
    """Take the partner's turn back and have it made again; the attempts of this turn are discarded."""

    speaker: Speaker
    """Whose turn is taken back."""
    reason: str
    reminder: str


@dataclass(frozen=True, slots=True)
class GiveUp:
    """End the session as broken."""

    reason: EndingReason
    code: str
    details: str


Step = Retry | RepairPartner | GiveUp

_LOOPS = {"repetition", "loop", "goodbye_loop", "stall"}


class Policy:
    """Decides after a discarded attempt. Keeps no state: the session tells what has been spent.

    Example:
        >>> from simulator.transcript import Finding
        >>> refused = Verdict("therapist", "No.", (Finding(code="refusal"),), culprit="therapist")
        >>> isinstance(Policy(GuardConfig()).next_step([refused]), Retry)
        True
    """

    def __init__(self, config: GuardConfig) -> None:
        self.config = config

    def next_step(
        self, verdicts: Sequence[Verdict], *, spent: Spent | None = None, partner_can_be_repaired: bool = True
    ) -> Step:
        """What to do after the attempts for one turn were all discarded.

        Args:
            verdicts: of each attempt for this turn, oldest first; at least one, the last one rejected.
            spent: what the session has used before.
            partner_can_be_repaired: False for the opening, and when the partner's turn was not made by a model.
        """
        used, last = spent or Spent(), verdicts[-1]
        retries, tried = self.config.retries, len(verdicts)
        blamed = last.culprit is not None and last.culprit != last.speaker
        if (
            blamed
            and last.culprit
            and partner_can_be_repaired
            and tried >= retries.partner_after
            and used.partner_repairs < retries.partner_repairs
        ):
            return RepairPartner(
                last.culprit, f"the turn it answers invites {last.codes[0]}", self.reminder(last.codes)
            )
        if tried >= retries.per_turn:
            return self._give_up(
                verdicts, f"{many(tried, 'attempt')} for one turn {'was' if tried == 1 else 'were'} discarded"
            )
        if used.session + tried > retries.per_session:
            return self._give_up(
                verdicts, f"this session has used up its {many(retries.per_session, 'further attempt')}"
            )
        sampling = Sampling(retries.temperature_step * tried, retries.temperature_max)
        return Retry(self.reminder(last.codes), sampling, tried >= retries.fallback_after)

    def reminder(self, codes: Sequence[str]) -> str:
        """The private line for the first of the codes, in the configured form."""
        code = codes[0] if codes else ""
        line = self.config.reminders.get(code) or reminder_for(code)
        return self.config.reminder_form.replace("{reminder}", line)

    def _give_up(self, verdicts: Sequence[Verdict], why: str) -> GiveUp:
        counts = Counter(code for v in verdicts for code in v.codes[:1])
        code = counts.most_common(1)[0][0] if counts else verdicts[-1].codes[0]
        if code == "refusal":
            reason = EndingReason.REFUSAL
        elif code in _LOOPS:
            reason = EndingReason.LOOP
        else:
            reason = EndingReason.ROLE_BREAK
        meaning = CODES[code].meaning if code in CODES else code
        return GiveUp(reason, code, f"{verdicts[-1].speaker}: {code} ({meaning}); {why}")
