"""What the guard is told to do: its configuration, and the next step after a discarded attempt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from simulator.integrity.codes import CODES, reminder_for
from simulator.integrity.verdict import Verdict
from simulator.plural import many
from simulator.transcript import EndingReason, Severity, Speaker


class _Config(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class VoiceThresholds(_Config):
    """When the classifier of voice is believed. For each sentence it says how likely each voice is: patient,
    therapist, assistant, narrator. A *share* compares another voice with the speaker's own (0.5: both equally
    likely); a sentence is believed to be the other's when the share is at least that. A *margin* makes this
    harder: it is added to the limit in log odds, so that 1 asks for odds 2.7 times as high, and 3 for odds 20
    times as high."""

    patient_partner: float = Field(default=0.5, gt=0, lt=1)
    """Smallest share of the therapist's voice at which a patient's sentence counts as the therapist's."""
    patient_assistant: float = Field(default=0.7, gt=0, lt=1)
    """Smallest share of an assistant's voice at which a patient's sentence counts as an assistant's."""
    patient_narrator: float = Field(default=0.7, gt=0, lt=1)
    """Smallest share of a narrator's voice at which a patient's sentence counts as a narrator's."""
    partner_diffuse: float = Field(default=0.7, gt=0, lt=1)
    """Smallest share of the therapist's voice at which a patient's sentence leans to the therapist's side. A
    turn in which three sentences, and three in ten, lean that way counts as the therapist's."""
    therapist_partner: float = Field(default=0.6, gt=0, lt=1)
    """Smallest share of the patient's voice at which a therapist's sentence counts as the patient's."""
    therapist_assistant: float = Field(default=0.98, gt=0, lt=1)
    """Smallest share of an assistant's voice at which a therapist's sentence counts as an assistant's."""
    therapist_narrator: float = Field(default=0.6, gt=0, lt=1)
    """Smallest share of a narrator's voice at which a therapist's sentence counts as a narrator's."""
    record: float = Field(default=3.0, ge=0, le=10)
    """Largest margin for a speaker who has stayed in role: this number times ln(1 + the speaker's turns so far).
    It applies until two turns have been scored; after that see `stands_out`."""
    record_least: float = Field(default=0.9, ge=0, le=10)
    """Smallest margin of that kind: this number times ln(1 + the speaker's turns so far)."""
    stands_out: float = Field(default=3.0, ge=0, le=20)
    """By how much, in log odds, a sentence must lean further to another voice than anything the speaker has said
    so far. The margin that this makes stays between `record_least` and `record`."""
    sentences: float = Field(default=4.5, ge=0, le=10)
    """Margin for long turns, since each sentence is one more chance of a false alarm: this number times
    ln(sentences / `few`)."""
    few: float = Field(default=3.0, ge=1, le=40)
    """Number of sentences up to which a turn is not long, and `sentences` adds nothing."""
    disclosed: float = Field(default=3.0, ge=0, le=10)
    """Margin before a therapist's sentence counts as the patient's, when the therapist says a sentence or two
    about themselves and was asked to, or turns back to the patient."""
    exchange_patient: float = Field(default=0.15, gt=0, lt=1)
    """Smallest share of the therapist's voice at which a question in the middle of a patient's turn counts as
    the therapist's, when the patient goes on after it."""
    exchange_therapist: float = Field(default=0.1, gt=0, lt=1)
    """Smallest share of the patient's voice at which the sentence after a therapist's question counts as the
    patient's answer."""
    exchange_sentences: int = Field(default=5, ge=0, le=100)
    """Longest turn, in sentences, that is searched for a question with its answer; 0 switches this search off."""
    opening: float = Field(default=2.0, ge=0, le=10)
    """Margin in the first turn of a session, in which both sides greet, ask and explain."""
    to_nobody: float = Field(default=2.5, ge=0, le=10)
    """Margin before a patient's sentence counts as the therapist's when it addresses nobody: it asks nothing,
    and says neither you nor we."""
    seeks: float = Field(default=2.5, ge=0, le=10)
    """Margin for a patient's sentence that asks for help: services use the same words."""
    about: float = Field(default=0.4, ge=0, le=1)
    """Factor for the margins of a whole turn (`record`, `sentences`, `opening`, `heard`) where a sentence has a
    word about the conversation as a text (character, script, the client) and the other voice is an
    assistant's or a narrator's."""
    heard: float = Field(default=6.0, ge=0, le=10)
    """Margin for speech that was transcribed as it was heard (um, uh, broken-off words), and for a sentence in
    which patients report a thought or words."""
    short: float = Field(default=1.5, ge=0, le=10)
    """Margin for a sentence of fewer than four words."""
    seconds: float = Field(default=0.38, gt=0, lt=1)
    """Smallest share of any other voice at which the classifier backs a rule whose wording people use too;
    without its backing such a rule does not count."""
    unsure: float = Field(default=0.4, gt=0, lt=1)
    """Smallest share of another voice at which a judge model is asked about the turn, when one is named."""

    def of(self, speaker: Speaker, voice: str) -> float:
        """The limit of one speaker for one voice: partner, assistant or narrator."""
        return float(getattr(self, f"{speaker}_{voice}"))


class Thresholds(_Config):
    """Where each check begins to fire. Shares are 0-1."""

    repeat_share: float = Field(default=0.4, gt=0, le=1)
    """Smallest share of a turn's five-word sequences found in one earlier turn of the same speaker at which it
    is a near repeat."""
    repeat_words: int = Field(default=16, ge=4)
    """Turns shorter than this are repeated by people all the time; only a verbatim repeat shortly after counts."""
    partial_share: float = Field(default=0.2, gt=0, le=1)
    """The same as `repeat_share`, for a soft finding."""
    paraphrase_share: float = Field(default=0.72, gt=0, le=1)
    """Smallest share of a turn's content words found in one earlier turn of the same speaker at which it is a
    paraphrase."""
    formula_turns: int = Field(default=1, ge=1)
    """How many earlier turns of the same speaker may begin with the same words before the next one counts as a
    repeat."""
    parrot_share: float = Field(default=0.5, gt=0, le=1)
    """Smallest share of a turn's five-word sequences found in the partner's last turn at which it is an echo."""
    notes_share: float = Field(default=0.4, gt=0, le=1)
    """Smallest share of a turn's five-word sequences found in the carried notes at which they are being read
    out."""
    overlong_words: int = Field(default=450, ge=20)
    """A turn of more words is overlong (soft)."""
    overlong_hard_words: int = Field(default=2500, ge=50)
    """A turn of more words cannot be speech (hard)."""
    list_items: int = Field(default=3, ge=1)
    """List items that make a turn's format a finding."""
    stage_directions: int = Field(default=2, ge=1)
    """Stage directions within one turn that make them a hard finding."""
    question_share: float = Field(default=0.8, gt=0, le=1)
    """Smallest share of a patient's last eight turns that are questions at which it counts as drift."""
    voice: VoiceThresholds = VoiceThresholds()
    """When the classifier of voice is believed."""


class JudgeConfig(_Config):
    """When the judge model is asked; which one, if any, is named elsewhere (`models.judge`, `simulate check --judge`)."""

    when: Literal["unsure", "always"] = "unsure"
    """unsure: only for attempts that the checks accept without being sure. always: for every attempt they
    accept."""
    ahead: bool = False
    """Request the partner's reply while the judge reads; it is thrown away when the turn is discarded. Faster,
    but what is thrown away is paid for."""


class Retries(_Config):
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


class GuardConfig(_Config):
    """The guard of role integrity."""

    checks: dict[str, bool] = {}
    """Checks by name, to switch them on or off; those not named are on."""
    severity: dict[str, Severity] = {}
    """Codes whose severity differs from the default: hard, soft or note."""
    soft_limits: dict[str, int] = {"stage_direction": 2, "parrot": 2, "wrong_name": 2, "partner_induced": 4}
    """How many of a speaker's last turns may carry a soft finding before the next one counts as hard."""
    soft_window: int = Field(default=6, ge=1)
    """Over how many of a speaker's last turns soft findings are counted."""
    thresholds: Thresholds = Thresholds()
    retries: Retries = Retries()
    judge: JudgeConfig = JudgeConfig()
    reminders: dict[str, str] = {}
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
