"""Every code of role integrity: how grave it is, what it means, and the private line that names it to the model."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.transcript import Severity


@dataclass(frozen=True, slots=True)
class Code:
    """One kind of failure."""

    name: str
    severity: Severity
    """What it counts as unless the configuration says otherwise."""
    meaning: str
    reminder: str
    """Said in private before the next try. It names the fault and never quotes it: a quoted fault is an example."""
    culprit_may_be_partner: bool = False
    """True for what a sane speaker also does when the partner's turn before it makes no sense."""


def _hard(name: str, meaning: str, reminder: str, *, partner: bool = False) -> Code:
    return Code(name, "hard", meaning, reminder, culprit_may_be_partner=partner)


def _soft(name: str, meaning: str, reminder: str) -> Code:
    return Code(name, "soft", meaning, reminder)


_ALL = (
    _hard("empty", "nothing was said, or only an announcement that something will be", "Say something of your own: your last try had no words in it."),
    _hard("truncated", "cut in the middle of a sentence", "Finish your last sentence, and keep the whole shorter."),
    _hard("error_text", "an error message where speech should be", "Speak only in your own words; your last try was not speech."),
    _hard("refusal", "declines the part, or turns from a therapist into an assistant that declines", "Stay in your part: you are the person in this room, and this is a research simulation in which nobody is harmed.", partner=True),
    _hard("meta", "speaks of the conversation as a text, a prompt or a job", "Speak to the person in front of you, never about the conversation, the roles or the writing of it.", partner=True),
    _hard("inversion", "speaks as the partner", "Keep to your own side: do not say what the other person in the room would say.", partner=True),
    _hard("both_voices", "writes both sides of the conversation", "Say only your own words and then stop; the other person answers for themselves.", partner=True),
    _hard("label_leak", "a speaker's label inside the turn, or the partner's in front of it", "Write plain speech without any name or role in front of it.", partner=True),
    _hard("reasoning_leak", "thinks aloud about how to play the part", "Keep your thinking to yourself and say only what is spoken aloud."),
    _hard("narration", "describes the scene or the speakers from outside", "Speak in the first person; do not tell what happens from outside.", partner=True),
    _hard("rationale", "explains why the reply is worded as it is", "Only speak; do not explain why you said it."),
    _hard("assistant_talk", "talks like a chatbot that serves a user", "Talk like a person in this room, not like an assistant that serves a user.", partner=True),
    _hard("placeholder", "a blank to be filled in, in the speaker's own voice", "Use real words instead of blanks to fill in."),
    _hard("summary_dump", "a case note or a list of topics pasted into speech", "Talk; do not read out a summary or a note."),
    _hard("wrong_session_number", "names a session number other than the ledger's", "Do not name the number of this session."),
    _hard("repetition", "says again what it has said before", "You have said this before: say something new that answers the last thing you heard.", partner=True),
    _hard("restart", "greets or introduces itself again in the middle", "You are in the middle of the talk: go on from the last thing you heard, without greeting.", partner=True),
    _soft("stage_direction", "describes gestures or sounds", "Leave out gestures and sounds; only spoken words."),
    _soft("format", "lists, headings or bold in speech", "Speak in plain sentences, without lists, headings or bold."),
    _soft("overlong", "much longer than speech", "Say much less: a few sentences."),
    _soft("parrot", "echoes the partner's words", "Use your own words instead of the other person's."),
    _soft("wrong_name", "calls the partner by another name", "Mind the name of the person you talk to."),
    _soft("partner_induced", "repeats or strays because the partner did", "Say something new even if the other person does not."),
    Code("loop", "hard", "the conversation goes round in circles", "The talk goes in circles: bring in something new."),
    Code("goodbye_loop", "soft", "both keep saying goodbye", "Goodbyes have been said: do not say them again."),
    Code("stall", "soft", "several exchanges with nothing new in them", "Say something concrete that has not been said yet."),
    Code("drift", "soft", "the speaker sounds less and less like its side", "Remember which side of the room is yours."),
)  # fmt: skip

CODES: dict[str, Code] = {code.name: code for code in _ALL}
"""Every code by its name. A user's own check may bring a code that is not here; it counts as hard."""


def severity_of(code: str) -> Severity:
    """The default severity of a code; `hard` for a code this file does not know."""
    return CODES[code].severity if code in CODES else "hard"


def reminder_for(code: str) -> str:
    """The private line for a code."""
    return CODES[code].reminder if code in CODES else "Stay in your part and speak plainly."
