"""Where the checks begin to fire."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from simulator.transcript import Speaker


class PartConfig(BaseModel):
    """A part of the guard's settings: unknown keys are refused, nothing is changed afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class VoiceThresholds(PartConfig):
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


class Thresholds(PartConfig):
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
