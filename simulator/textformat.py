"""`transcript.txt`: the format of the old transcripts, printed and parsed so that each undoes the other.

    Session Number: 3

    Patient: …

    Therapist: …


    Termination Details:
    Reason: Natural Session End
    Details: Detected end phrase: '…'


    Session Summary:

    … the note …

    Synthetic: true; research simulation, not therapy; …

Head, ending, note and synthetic line may each be missing (old files are often cut). A line of a turn that would read
as a label or a section is printed with one space before it, and loses that space again when parsed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from simulator.transcript import Speaker

SYNTHETIC = "Synthetic: true; research simulation, not therapy"

_HEAD = re.compile(r"\ASession Number: (\d{1,6})\n\n")
_LABEL = re.compile(r"(?:\A|\n\n)(Patient|Therapist): ?")
_SECTION = r"(?:Patient|Therapist|Termination Details|Session Summary|Session Number|Synthetic):"
_STUFF = re.compile(rf"(?<=\n\n)(?= *{_SECTION})")
_UNSTUFF = re.compile(rf"(?<=\n\n) (?= *{_SECTION})")
_ENDING = re.compile(r"\n\n+Termination Details:\nReason: ?([^\n]*)\nDetails: ?([^\n]*)(?:\n|\Z)")
_NOTE = re.compile(r"(?:\A|\n)\n*Session Summary:\n\n")
_SYNTHETIC_LINE = re.compile(r"(?:\A|\n\n)(Synthetic: true;[^\n]*)\n?\Z")

_SPEAKERS: dict[str, Speaker] = {"Patient": "patient", "Therapist": "therapist"}
_LABELS: dict[Speaker, str] = {"patient": "Patient", "therapist": "Therapist"}


@dataclass(frozen=True, slots=True)
class TextTranscript:
    """A session as its text file tells it."""

    number: int | None = None
    turns: tuple[tuple[Speaker, str], ...] = ()
    reason: str | None = None
    """None when the file has no ending."""
    details: str = ""
    note: str | None = None
    """The note as Markdown; None when there is none."""
    synthetic: str | None = None
    preface: str = field(default="", kw_only=True)
    """Text before the first label: the tail of an opening whose head was cut off."""


def print_transcript(transcript: TextTranscript) -> str:
    """The file's text, ending with one newline."""
    parts: list[str] = []
    if transcript.number is not None:
        parts.append(f"Session Number: {transcript.number}\n\n")
    blocks = [f"{_LABELS[speaker]}: {_stuff(text)}" for speaker, text in transcript.turns]
    if transcript.preface:
        blocks.insert(0, transcript.preface)
    parts.append("\n\n".join(blocks))
    if transcript.reason is not None:
        parts.append(
            f"\n\n\nTermination Details:\nReason: {_line(transcript.reason)}\nDetails: {_line(transcript.details)}"
        )
    if transcript.note is not None:
        parts.append(f"\n\n\nSession Summary:\n\n{transcript.note}")
    if transcript.synthetic is not None:
        parts.append(f"\n\n{_line(transcript.synthetic)}")
    return "".join(parts) + "\n"


def parse_transcript(text: str) -> TextTranscript:
    """Read one session. Never raises: a text without any label has no turns and is all preface."""
    text = text.replace("\r\n", "\n").removesuffix("\n")
    number = None
    if head := _HEAD.match(text):
        number, text = int(head[1]), text[head.end() :]
    text, synthetic = _cut_synthetic(text)
    text, note = _cut_note(text)
    text, reason, details = _cut_ending(text)
    found = list(_LABEL.finditer(text))
    ends = [*(m.start() for m in found[1:]), len(text)][: len(found)]
    turns = tuple(
        (_SPEAKERS[m[1]], _unstuff(text[m.end() : end])) for m, end in zip(found, ends, strict=True)
    )
    preface = text[: found[0].start()] if found else text
    return TextTranscript(number, turns, reason, details, note, synthetic, preface=preface)


def _cut_synthetic(text: str) -> tuple[str, str | None]:
    # The pattern is anchored at the end; looking only at the last line keeps this linear.
    start = text.rfind("\n\nSynthetic: true;")
    found = _SYNTHETIC_LINE.match(text, start) if start >= 0 else None
    return (text[:start], found[1]) if found else (text, None)


def _cut_note(text: str) -> tuple[str, str | None]:
    """The note is what follows the heading after the ending; without an ending, the heading may be a turn's own."""
    ending = _ENDING.search(text)
    if not ending:
        return text, None
    heading = _NOTE.match(text, ending.end() - 1)
    if not heading:
        return text, None
    return text[: ending.end()], text[heading.end() :]


def _cut_ending(text: str) -> tuple[str, str | None, str]:
    found = _ENDING.search(text)
    if not found:
        return text, None, ""
    return text[: found.start()], found[1], found[2]


def _stuff(text: str) -> str:
    return _STUFF.sub(" ", text)


def _unstuff(text: str) -> str:
    return _UNSTUFF.sub("", text)


def _line(text: str) -> str:
    return " ".join(text.split())
