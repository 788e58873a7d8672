"""Labels of speakers inside a turn: the partner's in front of it, or several, which means that both voices are written.

The speaker's own label in front is wrapping and only noted. Labels in quotes, and in a script that is taught, are content.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from simulator.integrity.gates import Needed
from simulator.integrity.names import ROLE_WORDS, inline_label_pattern, label_pattern, side_of
from simulator.integrity.registry import Example, Hit, Look, check
from simulator.transcript import Speaker

_CONTROL = re.compile(
    r"<\|[a-z_]{2,30}\|>|<</?sys>>|\[/?inst\]|</?s>|<(?:start|end)_of_turn>|<｜[^<>\n]{2,30}｜>|\bassistant<\|",
    re.I,
)
_HEADER = Needed(
    r"^[*_#>\[( ]{0,4}(?:(?:suggested|sample|possible|final|revised|proposed|example|next"
    r"|improved) )?(?:(?:therapist|patient|client|counsell?or)(?:'s)? )?(?:response|reply|answer|utterance"
    r"|output|turn(?: \d{1,3})?)(?: \((?:as|in|for"
    r"|from) [^()\n]{1,40}\))?[*_\])]{0,3}(?::[*_]{0,3}(?=\s*\S)|(?<=\d)[*_ ]*(?:\n|(?=[A-Z])))"
    r"|^\s*\{\s*\"(?:role|speaker|utterance|reply|response|text|content|message|patient|therapist)\"\s*:"
    r"|[\[(](?:end|start|begin)(?:ning)? (?:of )?(?:the )?(?:patient|therapist|client|session|turn|response"
    r"|reply|scene|role)[^\])\n]{0,30}[\])]|^#{1,6} *(?:therapist|patient|client|counsell?or)\b[^\n]{0,20}",
    re.I | re.M,
)
_OPENED = re.compile(
    r"\n[ \t]*(?:#{1,6} *(?:instructions?|inputs?|outputs?|responses?|prompt|system|context|answer|reply|conversation|dialogue"
    r"|(?:your |the )?next (?:turn|message|line|speaker|response|reply))\b[^\n]{0,12}"
    r"|[\[(<*_]{0,3}(?:(?:the )?(?:patient|therapist|client|user|assistant|next|final)(?:'s)? )?"
    r"(?:response|reply|output|input|instruction|prompt|answer|turn)[\])>*_]{0,3}:)[*_ ]*\s*\Z",
    re.I,
)
"""The heading of what would come next in the model's template, with nothing under it."""
_FIELDS = re.compile(r"(?m):[*_ ]*$")
_TALE = re.compile(
    r"\band (?:then )?you(?:'d| would|'ll| will)? (?:ask|say|answer|reply"
    r"|tell me)\b[^\"\n]{0,20}[,:] *\"[^\"\n]{1,300}\" *and (?:then )?i(?:'d| would|'ll| will)? (?:say"
    r"|answer|ask|reply)\b|\(you (?:nod|smile|pause|laugh|sigh|look|shrug|cry)\w*\b(?! (?:but|and i|if|because|now|though|all))[^()\n]{0,30}\)"
)
_RIDDLE = re.compile(r"\W*(?:final |next )?answer:", re.I)
"""Final answer: I am staying."""
_FORM = re.compile(
    r"\b(?:reason|date of birth|dob|diagnos\w+|status|address|referr\w+|consultant|ward|name|nhs|clinic)\b[^.:\n]{0,20}:",
    re.I,
)
"""Fields of a letter that is read aloud."""
_LETTERS = re.compile(r"^\s*[*_]{0,2}(?P<who>[TPCQA]|Th|Pt|Cl)[*_]{0,2}:[*_]{0,2} +\S", re.M)
_ATTRIBUTED = re.compile(
    r"(?:^|\n)[*_ ]{0,3}(?P<who>the therapist|the patient|the client|therapist|patient|client"
    r"|the counsell?or)[*_ ]{0,3} (?:says|said|replies|replied|asks|asked|responds|responded|answers"
    r"|answered)[^\n\"]{0,20}[:,] *\""
)

_PAST = re.compile(r"\b(?:said|asked|replied|responded|answered)\b")
"""A patient tells of another hour, with another therapist."""


@check("labels", tier="structure", codes=["label_leak", "both_voices"], any_language=True)
def labels(look: Look) -> Iterator[Hit]:
    """Finds labels at line starts and after sentences."""
    names, text = look.context.names, look.anatomy.spoken_cased
    if ("<" in text or "[" in text) and (match := _CONTROL.search(text)):
        yield Hit("label_leak", match.start(), match.end(), "a control token of a chat format")
    match = _HEADER.search(look.anatomy, text)
    if match and look.speaker == "patient" and _RIDDLE.fullmatch(match.group()):
        match = None
    if match and not look.anatomy.inside(match.start(), match.end(), look.anatomy.taught):
        yield Hit("label_leak", match.start(), match.end(), "a heading of a script or a record")
    tail = text[-80:]
    if "\n" in tail.rstrip() and len(_FIELDS.findall(text)) < 2 and (match := _OPENED.search(tail)):
        begin = len(text) - len(tail)
        yield Hit(
            "label_leak", begin + match.start(), begin + match.end(), "opens the next part of a template"
        )
    letters = list(_LETTERS.finditer(text)) if ":" in text else []
    if len({m.group("who") for m in letters}) > 1 and len(letters) >= 3:
        yield Hit(
            "both_voices", letters[0].start(), letters[-1].end(), "both sides are written under letters"
        )
    quoted = '"' in look.anatomy.lower
    attributed = _ATTRIBUTED.search if "\n" in text else _ATTRIBUTED.match
    match = attributed(look.anatomy.lower) if quoted else None
    if match and not (look.speaker == "patient" and _PAST.search(match.group())):
        yield Hit("both_voices", match.start("who"), match.end(), "reports what both say, as a script does")
    found: list[tuple[re.Match[str], Speaker | None]] = []
    for match in _at_line_starts(label_pattern(names), text):
        who = side_of(match.group("who"), names)
        if look.anatomy.inside(match.start(), match.end(), look.anatomy.fences) or not _is_label(match, look):
            continue
        found.append((match, who))
    if ":" in text and not (look.speaker == "patient" and _FORM.search(text)):
        for match in inline_label_pattern(names).finditer(text):
            word = match.group("who")
            if word[:1].isupper() or word.lower() in ROLE_WORDS["patient"][:2]:
                found.append((match, side_of(word, names)))
    if (quoted or "(you" in look.anatomy.lower) and (match := _TALE.search(look.anatomy.lower)):
        yield Hit("both_voices", match.start(), match.end(), "tells what the other side says and answers it")
    yield from _judge(found, look)


def _at_line_starts(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """As `finditer` of a pattern that begins with a line."""
    at = 0
    while at >= 0:
        match = pattern.match(text, at)
        if match:
            yield match
        end = match.end() if match else at
        at = end if match and text[end - 1] == "\n" else text.find("\n", end) + 1 or -1


def _is_label(match: re.Match[str], look: Look) -> bool:
    """Tells "Nova: hello" from "Client - that is a word I hate", and a name alone on a line from a signature."""
    word, mark = match.group("who"), match.group("mark")
    text = look.anatomy.norm
    if mark == ":":
        rest = text[match.end() : match.end() + 2]
        role = side_of(word, look.context.names) is None or word.lower() in (
            *ROLE_WORDS["patient"],
            *ROLE_WORDS["therapist"],
        )
        lowered = word.islower() and text[match.start() : match.start() + 1].isalpha()
        return bool(rest.strip()) or not role or not lowered
    framed = text[match.start() : match.start() + 1] in "[{<(#*|>"
    if mark.endswith("\n"):
        heading = (
            text[match.start()] in "#*[<" or word.isupper() or (word[0].isupper() and match.start() == 0)
        )
        return heading and match.start("mark") - match.start() < 40 and bool(text[match.end() :].strip())
    if mark.strip() == "-":
        return framed or word.isupper()
    if mark in (">>", "=>", "->"):
        return True
    return framed and word.lower() not in ("human", "user", "system", "model", "ai")


def _judge(found: list[tuple[re.Match[str], Speaker | None]], look: Look) -> Iterator[Hit]:
    if not found:
        return
    found.sort(key=lambda pair: pair[0].start())
    first, owner = found[0]
    sides = {who for _, who in found}
    begins = not look.anatomy.norm[: first.start()].strip()
    plain = first.group("mark" if "mark" in first.re.groupindex else 0) == ":" and not (
        first.group("tail") or ""
    ).strip(" #0123456789")
    if len(found) == 1 and begins and owner == look.speaker and plain:
        yield Hit("label_leak", first.start(), first.end(), "begins with the speaker's own label", "note")
        return
    culprit = next((m for m, who in found if who != look.speaker), found[-1][0])
    taught = [m for m, _ in found if look.anatomy.inside(m.start(), m.end(), look.anatomy.taught)]
    if len(taught) == len(found) and look.speaker == "therapist" and sides != {None}:
        return
    yield Hit("label_leak", culprit.start(), culprit.end(), "a speaker's label stands in the turn")
    if len(found) > 1 and (len(sides) > 1 or look.partner in sides):
        yield Hit(
            "both_voices", first.start(), found[-1][0].end(), "both sides are written under their labels"
        )
    elif look.partner in sides and not begins:
        yield Hit("both_voices", culprit.start(), culprit.end(), "goes on as the other side")


FIRES = {
    "label_leak": [
        Example("Patient: I am not sleeping."),
        Example("Nova: And what happened then?", "patient"),
        Example("I went home.\n\nTherapist: How was that?", "patient"),
        Example("### Patient\nIf I fly I can't come back in.", "therapist"),
        Example("Assistant: Sure, tell me more."),
        Example("That makes sense.<|im_end|>"),
        Example("I lay awake until four.\n\n### Response:", "patient"),
        Example("What went through your mind?\n\nPatient's response:"),
    ],
    "both_voices": [
        Example('Alicia: "I went."\n\nNova: "How was it?"\n\nAlicia: "Fine."', "patient"),
        Example("I see.\n**Patient:** I was afraid.\n**Therapist:** Of what?"),
        Example("It was bad. Therapist: How bad was it? Patient: Very.", "patient"),
    ],
}
PASSES = [
    Example("Therapist: What happened then?"),
    Example("**Nova:** What happened then?"),
    Example("My mum texted me\nMum: where are you\nMe: out", "patient"),
    Example("There is one thing: I never told her.", "patient"),
    Example("Write it in three lines:\nSituation:\nThought:\nResponse:"),
    Example("As a patient I was useless. The doctor gave up on me.", "patient"),
    Example("Client - that is the word on the form, and I hate it.", "patient"),
    Example("Alicia, what would you say to that friend?"),
]
