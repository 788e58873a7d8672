"""Transcripts as text: the old format with head or tail missing, several sessions in a file, the labels people write."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from simulator.errors import InputError
from simulator.store.importers.labels import (
    LABEL,
    NOT_NAMES,
    SECTION,
    TIME,
    WORDS,
    named_by,
    other_labels,
    speaker_of,
    word_of,
)
from simulator.store.importers.model import Imported, Options, checked, read_text
from simulator.textformat import SYNTHETIC, TextTranscript, parse_transcript
from simulator.transcript import OTHER, Speaker

_HEAD = re.compile(
    r"(?mi)^(?:--+[ \t]*)?[#*_=~\[]*[#*_=~\[ ]?session(?:[ \t]+number)?[ \t]*[:#]?[ \t]*#?(\d{1,4})[ \t]*[*_:=~\]-]*[ \t]*$"
)
_TITLE = re.compile(
    r"(?mi)^(?:--+[ \t]*)?[#*_=~\[ ]*session(?:[ \t]+number)?[ \t]*[:#]?[ \t]*#?(\d{1,4})[ \t]*[-–—,:(|/.][ \t]*[^\n:]{1,60}$"
    rf"(?=\s*\n[ \t]*{TIME}?[*_\[]{{0,3}}[^\W\d_][\w .'’-]{{0,30}}[*_\]]{{0,3}}[ \t]*[:：])"
)
"""A head with more on its line (`Session 1 - 12 March 2024`), right before a label."""
_ABOUT = re.compile(
    r"(?i)^[ \t]*(?:[#=*_-]{1,6}[ \t]*)?(?:session|date|time|duration|length|place|location|setting|participants|present"
    r"|transcript|transcription|recorded|recording|file|id|case|title|language|model|version|note|notes)\b[^\n]{0,100}$"
    r"|^[ \t]*#{1,6}[ \t][^\n]{0,100}$|^[ \t]*[*_]{0,2}(?-i:[A-Z])\w{0,20}(?: \w{1,20})?[ \t]*[*_]{0,2}[:：][^\n]{0,100}$"
)
"""A line that is about the session, not said in it."""
_OWN_HEAD = re.compile(r"(?m)^Session Number: \d{1,6}$(?=\n\n(?:Patient|Therapist):)")
_INTRODUCTION = re.compile(
    r"\A(?:hi|hello|hey)\b[^.\n]{0,20}?\b(?:i['’]m|i am|my name is) ([A-Z][\w’'-]{1,30})", re.I
)
_ANY_TITLE = re.compile(
    r"(?mi)^(?:--+[ \t]*)?[#*_=~\[ ]*session(?:[ \t]+number)?[ \t]*[:#]?[ \t]*#?(\d{1,4})\b"
)
_PLACE = re.compile(r"([^\s/;]{1,64})/([^\s/;]{1,64})/r(\d{2,5})")


def read_transcripts(path: Path, options: Options) -> list[Imported]:
    """The sessions of a text file. Raises InputError naming the file, and the labels that were seen."""
    text, notices = read_text(path)
    parts = _split(text)
    found, before = [], 0
    for part in parts:
        session = _session(part, path, options, before)
        before += part.count("\n")
        session.notices[:0] = notices
        session.persona = session.persona or _introduced(session) or _addressed(session, options.known)
        found.append(checked(session))
    if len(found) > 1:
        for n, session in enumerate(found, 1):
            session.conversation = f"{path.stem}-{n}"
    return found


def _split(text: str) -> list[str]:
    """One part per session: a head begins a new one where the part before it holds a label already."""
    own = _OWN_HEAD.match(text.lstrip("\n"))
    cuts = [0]
    heads = (_OWN_HEAD,) if own else (_HEAD, _TITLE)
    for head in sorted((m for pattern in heads for m in pattern.finditer(text)), key=lambda m: m.start()):
        before = text[cuts[-1] : head.start()]
        if before.strip() and (LABEL.search(before) or _HEAD.search(before)):
            cuts.append(head.start())
    return [text[a:b] for a, b in zip(cuts, [*cuts[1:], len(text)], strict=True)]


def _session(text: str, path: Path, options: Options, before: int) -> Imported:
    """One session. `before`: lines of the file before its text."""
    strict = parse_transcript(text.strip("\n") + "\n")
    one_sided = len({speaker for speaker, _ in strict.turns}) < 2
    loose = _labels(text, path, options, guess=one_sided)
    least = len(strict.turns) if one_sided else 2 * len(strict.turns)
    old = strict.turns and least >= len(loose)
    session = _from_strict(strict, path) if old else _from_loose(text, path, loose)
    session.notices += other_labels(text, [m for m, _, _ in loose], before, path)
    return session


def _from_strict(found: TextTranscript, path: Path) -> Imported:
    session = Imported(
        path, list(found.turns), found.number, reason=found.reason, details=found.details, note=found.note
    )
    _origin(session, found.synthetic)
    if found.preface.strip():
        _add_preface(session, found.preface)
    if found.reason is None:
        session.notices.append(f"{path.name}: the end is missing")
    return session


def _origin(session: Imported, line: str | None) -> None:
    """What the last line of a transcript of our own says: whose session it is, and which models made it."""
    if line is None or not line.startswith(SYNTHETIC):
        return
    parts = line.removeprefix(SYNTHETIC).split("; ")
    place = next((m for part in parts if (m := _PLACE.fullmatch(part.strip()))), None)
    if place is None:
        return
    session.origin = place[1], place[2], int(place[3])
    session.persona = place[2]
    session.models = {
        role: name
        for role, _, name in (part.strip().partition(" ") for part in parts)
        if role in ("patient", "therapist", "note") and name and not name.startswith("prompt ")
    }


def _add_preface(session: Imported, preface: str) -> None:
    """Text before the first label: lines about the session are left out, the rest is the tail of a turn."""
    if session.number is None and (head := _HEAD.search(preface) or _ANY_TITLE.search(preface)):
        session.number = int(head[1])
    lines = preface.split("\n")
    said = [line for line in lines if not _ABOUT.match(line)]
    if dropped := [line.strip() for line in lines if line.strip() and _ABOUT.match(line)]:
        session.notices.append(f"{session.file.name}: not taken as talk: {' / '.join(dropped)[:120]!r}")
    preface = "\n".join(said)
    if not preface.strip(" \n-=#*"):
        return
    speaker = OTHER[session.turns[0][0]] if session.turns else "patient"
    session.turns.insert(0, (speaker, preface.strip()))
    session.notices.append(
        f"{session.file.name}: the text before the first label is taken as the rest of a turn of the {speaker}"
    )


def _labels(
    text: str, path: Path, options: Options, *, guess: bool
) -> list[tuple[re.Match[str], Speaker, str | None]]:
    named = named_by(options)
    candidates = [m for m in LABEL.finditer(text) if m[1].strip().lower() not in NOT_NAMES]
    known: list[tuple[re.Match[str], Speaker, str | None]] = []
    unknown: Counter[str] = Counter()
    for m in candidates:
        word = word_of(m)
        speaker = speaker_of(word, named)
        if speaker is None:
            unknown[m[1].strip()] += 1
        else:
            inside = m[2] if m[2] and any(c.isalpha() for c in m[2]) else None  # not the time of a turn
            name = inside or (m[1] if word not in WORDS else None)
            known.append((m, speaker, name.strip() if name else None))
    sides = {speaker for _, speaker, _ in known}
    if guess and len(sides) < 2 and unknown:
        return _guessed(candidates, known, unknown, sides, path)
    return known


def _guessed(
    candidates: list[re.Match[str]],
    known: list[tuple[re.Match[str], Speaker, str | None]],
    unknown: Counter[str],
    sides: set[Speaker],
    path: Path,
) -> list[tuple[re.Match[str], Speaker, str | None]]:
    """One side is known by its label: the one other label that comes again and again is its partner."""
    often = [name for name, count in unknown.most_common(3) if count > 1 or len(candidates) <= 3]
    if len(sides) == 1 and len(often) == 1:
        partner = OTHER[next(iter(sides))]
        theirs = [(m, partner, m[1].strip()) for m in candidates if m[1].strip() == often[0]]
        return sorted([*known, *theirs], key=lambda x: x[0].start())
    if not sides and often:
        seen = ", ".join(repr(n[:40]) for n in often)
        raise InputError(
            f"cannot tell who is who from the labels {seen}",
            file=path,
            remedy="say so with --patient NAME and --therapist NAME",
        )
    return known


def _from_loose(text: str, path: Path, labels: list[tuple[re.Match[str], Speaker, str | None]]) -> Imported:
    session = Imported(path, [])
    if head := _HEAD.search(text[: labels[0][0].start()] if labels else text):
        session.number = int(head[1])
    end = _read_end(text, labels[-1][0].end() if labels else 0, session)
    inside = [x for x in labels if x[0].start() < end]
    ends = [*(m.start() for m, _, _ in inside[1:]), end][: len(inside)]
    for (m, speaker, name), stop in zip(inside, ends, strict=True):
        session.turns.append((speaker, text[m.end() : stop].strip()))
        if name and speaker == "patient":
            session.persona = session.persona or name
    preface = text[head.end() if head else 0 : inside[0][0].start()] if inside else ""
    if preface.strip(" \n-=#*"):
        _add_preface(session, preface)
    _origin(session, parse_transcript(text.strip("\n") + "\n").synthetic)
    return session


def _read_end(text: str, last: int, session: Imported) -> int:
    """Where the talk ends: at the ending or the summary after the last label. Fills in what they say."""
    sections = list(SECTION.finditer(text, last))
    for n, section in enumerate(sections):
        stop = sections[n + 1].start() if n + 1 < len(sections) else len(text)
        body, what = text[section.end() : stop].strip(), section[1].lower()
        if what == "reason":
            session.reason = body
        elif what == "details":
            session.details = body
        elif what == "session summary":
            session.note = text[section.end() :].strip()
            break
    if not sections:
        session.notices.append(f"{session.file.name}: the end is missing")
    return sections[0].start() if sections else len(text)


def _introduced(session: Imported) -> str | None:
    speaker, text = session.turns[0] if session.turns else ("patient", "")
    found = _INTRODUCTION.match(text) if speaker == "patient" else None
    return found[1] if found else None


def _addressed(session: Imported, known: Sequence[str]) -> str | None:
    """The known name by which the therapist addresses the patient, when there is one that comes more than once."""
    said = " ".join(text for speaker, text in session.turns if speaker == "therapist")
    found = Counter({name: len(re.findall(rf"\b{re.escape(name)}\b", said)) for name in known})
    best = found.most_common(2)
    if not best or best[0][1] < 2 or (len(best) > 1 and best[1][1] * 2 > best[0][1]):
        return None
    session.notices.append(
        f"{session.file.name}: taken as a session of {best[0][0]}, whom the therapist addresses"
    )
    return best[0][0]
