"""Labels in the shapes that models make up: "Speaker 2:", "T-07 >>", "patient_rosa:", "Katya's response —", "P: … T: …". A fixed
list of labels misses most of them, so this check reads the shape: a short head without a sentence's small words, a mark, and
a role, a name, initials or a number in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from simulator.integrity.registry import Example, Hit, Look, check
from simulator.integrity.wordings.heads import ALONE, NO_INITIALS, REPLY, ROLE, SMALL, is_id, of_a_life
from simulator.integrity.wordings.shapes import (
    HEADS,
    LEFT_OPEN,
    NOT_WHO,
    OPENINGS,
    POINTED,
    ROLE_LINE,
    SHOUTED,
    TITLED,
)

_HEAD = re.compile(
    r"^[^\w\n]{0,8}(?P<head>\w[^\n:>»→▸▶|=—–]{0,44}?)(?P<close>[^\w\n:>»→▸▶|=—–.,;!?'-]{0,4}) ?"
    r"(?P<mark>:|>{1,3}|»|→|▸|▶|\||//|=>|=|->|[—–]|-(?= )|(?<=\w)- )[^\w\n]{0,4}(?P<rest>[^\W_]|\")"
)
_INITIALS = re.compile(r"(?:[A-Z]{1,2}|[A-Z]\.(?:[A-Z]\.)?|Th\.?|Pt\.?|Cl\.?|th|pt|cl)")
_LINE = re.compile(
    r"^[^\w\n]{0,4}(?:(?:speaker|patient|client|therapist|assistant|user"
    r"|counsell?or)(?: \d)?(?: \([a-z ]{2,20}\))?(?: [\d:]{4,8})?)[^\w\n]{0,4}$",
    re.I,
)
_NUMBER = re.compile(r"^\s*\[{1,2}(?:[A-Z]{0,2}-?\d{1,3}|\d{1,2}:\d\d)\]{1,2} (?=\w)")
_FIELD = re.compile(
    r"\"role\"\s*:|\b(?:response|reply|utterance|text|content)_?(?:therapist|patient)? ?= ?[\"']", re.I
)
_SPEAKING = re.compile(
    r"(?:^|[.!?\"] ?)[\[(](?:the )?(?:therapist|patient|client|counsell?or)(?: is)? (?:speaking|speaks"
    r"|talking|says|here|continues?)[\])]|#{2,6} ?(?:therapist|patient|client|counsell?or)\b",
    re.I,
)
_INLINE = re.compile(r"(?:^|(?<=[.!?\"…] )|(?<=\n))(?P<who>[A-Z]|Th|Pt|Cl)\.?: ?(?=\S|$)")
_INLINE_REPLY = re.compile(
    r"(?<=[.!?\"…] )(?P<who>[A-Z][\w'-]*(?: [\w'-]+){0,2}? )?(?P<what>[Rr]eply|[Rr]esponse"
    r"|[Aa]nswer)(?P<more> (?:from|by|of|as) \w+| ?\([^()\n]{2,30}\))?: ?(?=\S)"
)


@check("odd_labels", tier="structure", codes=["label_leak", "both_voices"], any_language=True)
def odd_labels(look: Look) -> Iterator[Hit]:
    """Looks at the head of the turn, at lines that are nothing but a label, and at letters with a colon after a sentence."""
    text = look.anatomy.spoken_cased
    if look.context.heard_speech:
        return  # whoever wrote the speech down put labels into it
    alternating = _alternating(look) if "\n" in text else None
    if alternating:
        yield alternating
        return
    first = text.split("\n", 1)[0]
    if (
        not any(mark in text for mark in ":>»→▸▶|=—–-/[(#{<_")
        and not _LINE.match(first)
        and first[:1].isalnum()
    ):
        return
    shape = _shape(look, text)
    if shape:
        yield shape
        return
    for line in text.split("\n", 1)[:1]:
        head = _head(look, line)
        if head and _is_label(head, look):
            yield Hit("label_leak", 0, head.end("mark"), "begins with a label")
            return
        if _LINE.match(line):
            yield Hit("label_leak", 0, len(line), "a line that is nothing but a label")
            return
    if match := _NUMBER.match(text) or _field(look.anatomy.norm) or _speaking(text):
        yield Hit("label_leak", match.start(), match.end(), "a mark of a script or a record")
        return
    yield from _inline(look, text)


def _field(text: str) -> re.Match[str] | None:
    return _FIELD.search(text) if "=" in text or '"role"' in text.lower() else None


def _speaking(text: str) -> re.Match[str] | None:
    return _SPEAKING.search(text) if any(mark in text for mark in ("[", "(", "##")) else None


def _head(look: Look, line: str) -> re.Match[str] | None:
    """What follows a label may be in quotes, the label itself may not."""
    whole = look.anatomy.norm.split("\n", 1)[0]
    head = _HEAD.match(whole) if '"' in whole else _HEAD.match(line)
    return head if head and line[: head.end("head")] == whole[: head.end("head")] else None


def _shape(look: Look, text: str) -> Hit | None:
    """A head that no sentence has, whoever it names."""
    for pattern, detail in OPENINGS:
        match = pattern.match(text)
        if match and not _counts_things(look, match, text):
            return Hit("label_leak", match.start(), match.end(), detail)
    ends = text.rstrip()[-1:] in (":", ">", "*", "_", "]")
    if (ends or text.startswith("[")) and (match := LEFT_OPEN.search(text)):
        return Hit("label_leak", match.start(), match.end(), "a mark of a script or a record")
    raw = look.anatomy.norm
    if (match := _first(ROLE_LINE, raw, "\n")) or (
        look.speaker == "therapist" and (match := TITLED.match(raw))
    ):
        return Hit("label_leak", match.start(), match.end(), "begins with a label")
    if (
        (match := _first(POINTED, text, ">"))
        and (match.group("who") or "").lower() not in SMALL
        and not _outranks(look, match, text)
    ):
        return Hit("label_leak", match.start(), match.end(), "a label and a pointer")
    match = SHOUTED.match(text)
    if match and NOT_WHO.isdisjoint(match.group("who").split()):
        own = look.context.names.of(look.speaker)
        if match.group("who").lower() not in own:
            return Hit("label_leak", match.start(), match.end(), "begins with a label in capitals")
    return None


def _counts_things(look: Look, match: re.Match[str], text: str) -> bool:
    """A patient who reads out messages or entries, one after the other."""
    word = re.match(r"\W*(message|entry|line)\b", match.group(), re.I)
    return bool(word) and look.speaker == "patient" and text.lower().count(word.group(1).lower()) >= 2  # type: ignore[union-attr]


def _outranks(look: Look, match: re.Match[str], text: str) -> bool:
    """Dogs > people."""
    head = (match.group("who") or "").lower()
    return (
        bool(re.search(r" > $", match.group()))
        and text[match.end()].islower()
        and head not in look.context.names.all_names()
    )


def _first(pattern: re.Pattern[str], text: str, mark: str) -> re.Match[str] | None:
    """The first match of a pattern that is found behind the beginning only where the text holds a mark."""
    return pattern.search(text) if mark in text else pattern.match(text)


def _alternating(look: Look) -> Hit | None:
    """Lines that begin with two marks by turns: "S. … B. … S. …"."""
    if look.anatomy.norm.count("\n") > 12 or look.anatomy.taught:
        return None
    lines = [m for m in map(HEADS.match, look.anatomy.norm.split("\n")) if m]
    heads = [m.group("head").lower() for m in lines]
    if len(heads) < 3 or len(set(heads)) != 2 or len(heads) < look.anatomy.norm.strip().count("\n") + 1:
        return None
    by_turns = all(a != b for a, b in pairwise(heads))
    marks = {m.group("mark").strip() for m in lines}
    worded = any(h.isalpha() for h in heads)
    if not by_turns or len(marks) > 1 or (worded and marks == {""}) or "me" in heads or "i" in heads:
        return None
    return Hit("both_voices", 0, len(look.anatomy.norm), "both sides are written by turns")


def _is_label(head: re.Match[str], look: Look) -> bool:
    label, mark = head.group("head").strip(), head.group("mark").strip()
    if label.lower().startswith(("inaudible", "unintelligible", "crosstalk")):
        return False
    framed = bool(head.group("close").strip()) or head.start("head") > 0
    words = [w for w in re.split(r"[^a-zà-ÿа-я']+", label.lower()) if w]
    plain = [w.removesuffix("'s") for w in words]
    if not words or len(words) > 6:
        return is_id(label, mark)
    names, partner = look.context.names, look.context.names.first(look.partner)
    own = {part for form in names.of(look.speaker) for part in form.split()}
    if len(words) == 1 and words[0] in own and mark == ":" and not framed:
        return False  # the speaker's own name in front is wrapping
    if _INITIALS.fullmatch(label) and plain[0] not in NO_INITIALS:
        if (
            label == "A"
            and look.speaker == "patient"
            and " B: " in look.anatomy.norm
            and "?" not in look.anatomy.norm
        ):
            return False
        return mark in (":", ">", ">>", "=>", "->", "→", "|") or (
            mark in "—–" and label.lower() in ("th", "pt", "cl")
        )
    if is_id(label, mark):
        return True
    small = sum(w in SMALL for w in words)
    if small and not framed:
        return False
    role = not ROLE.isdisjoint(plain)
    whose = len(words) > 1 and words[-1] in REPLY and words[-2].endswith("'s") and framed
    reply = not REPLY.isdisjoint(plain) and (
        role
        or whose
        or not own.isdisjoint(plain)
        or (words[0] in REPLY and "(" in label)
        or words in ([w] for w in ALONE)
    )
    if (
        not framed
        and "(" not in label
        and not any(c.isdigit() for c in label)
        and of_a_life(words, plain, own)
    ):
        return False
    if role or reply:
        return not small and (mark != "-" or framed or label[:1].isupper())
    if own.isdisjoint(plain) or (mark in (":", "=") and len(words) == 1 and not framed):
        return False
    return partner not in plain and (len(words) <= 3 or framed or "(" in label)


def _inline(look: Look, text: str) -> Iterator[Hit]:
    if ":" not in text:
        return
    letters = list(_INLINE.finditer(text))
    if len(letters) >= 2 and len(letters) > len({m.group("who") for m in letters}) - 1:
        sides = {m.group("who") for m in letters}
        if (
            look.speaker == "patient"
            and [m.group("who") for m in letters] == ["A", "B", "C"][: len(letters)]
            and "?" not in text
        ):
            return
        if len(letters) >= 3 or sides & {"T", "Th", "P", "Pt"} or sides == {"Q", "A"}:
            yield Hit(
                "both_voices", letters[0].start(), letters[-1].end(), "both sides are written under letters"
            )
            return
    for match in _INLINE_REPLY.finditer(text):
        who = (match.group("who") or "").lower()
        words = {w.removesuffix("'s") for w in who.split()}
        own = {part for form in look.context.names.all_names() for part in form.split()}
        told = look.context.names.all_names() if match.group("more") else frozenset()
        named = any(name in (match.group("more") or "").lower() for name in told)
        if words & (ROLE | own) or named or ("(" in (match.group("more") or "")):
            yield Hit("label_leak", match.start(), match.end(), "a heading of a reply stands in the turn")
            return


FIRES = {
    "label_leak": [
        Example("Clinician_2 >> That sounds lonely. When did it begin?"),
        Example("patient_rosa: the week after, for ninety", "patient", persona="Rosa Lind"),
        Example("Rosa's response — It bends, it fits the shoe.", "patient", persona="Rosa Lind"),
        Example("ROSA LIND (client) — At the one who hums.", "patient", persona="Rosa Lind"),
        Example("Th: and what do you call you?"),
        Example("W.: Heard a car.", "patient"),
        Example("来访者: The bread was gone by nine.", "patient"),
        Example("Speaker 2: She called it the old aunt.", "patient"),
        Example("[[T-07]] You see it every Sunday, then."),
        Example("(Therapist speaking) The driver knows. Where does it hurt?"),
        Example("It wasn't there. Patient's response: Forty years it was there.", "patient"),
        Example("assistant"),
        Example("assistant\n\nAnd which of the two keys was it?"),
        Example("<strong>Nova:</strong> And which of the two keys was it?"),
        Example("09:41 - Nova > And which of the two keys was it?"),
        Example("{counsellor}: And which of the two keys was it?"),
        Example("★ Ines ★ The small one.", "patient"),
        Example("Marlow >> The small one.", "patient"),
        Example("INES (patient), cont'd. The small one.", "patient"),
        Example("MATRON: And which of the two keys was it?"),
        Example("The small one. Client:", "patient"),
        Example("Utterance 14: The small one.", "patient"),
    ],
    "both_voices": [
        Example("Slammed the lid. Q: And what did that do? A: Cracked it.", "patient"),
        Example("K. Which key?\nD. The small one.\nK. And the other?"),
        Example("I prayed. T: You prayed. P: And got a headache. T: Where?", "patient"),
    ],
}
PASSES = [
    Example("My therapist - the old one - never asked.", "patient"),
    Example("Two things: the rent, and him.", "patient"),
    Example("PS: I did the homework.", "patient"),
    Example("Мама: приезжай. That was the whole message.", "patient"),
    Example("Nova — I don't know how to say it.", "patient"),
    Example("Monday – nothing. Tuesday – I cried.", "patient"),
    Example("One thing — and stop me if it's too much — is the letter."),
    Example("Session 3: I told you about the dog then.", "patient"),
    Example("Hm – yes.", "patient"),
    Example("The answer: no. He never rang.", "patient"),
    Example("Patient: I am here.", "patient"),
    Example("UPDATE: I did ring her.", "patient"),
    Example("11:30 to bed, 3:15 awake again. Every night.", "patient"),
    Example("Mum: where are you\nMe: out\nMum: out where", "patient"),
    Example("- eggs\n- milk\n- his tablets", "patient"),
    Example("Teaching assistant — mornings only, with the little ones.", "patient"),
    Example("Radio 4: on all night, low, so there's someone.", "patient"),
    Example("It goes anger > shame > sleep. Every time.", "patient"),
]
