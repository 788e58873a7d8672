"""Gestures and sounds written into speech: *sighs*, (long pause), [looks away]. One is kept and counted, more are hard."""

from __future__ import annotations

import re
from collections.abc import Iterator

from simulator.integrity.registry import Example, Hit, Look, check
from simulator.integrity.wordlist import word_set

_ACT = re.compile(
    r"\b(?:sigh|pause|laugh|chuckl|smil|nod|lean|look|star(?:e|es|ing)\b|gaz|glanc|shift|fidget|shrug"
    r"|swallow|hesitat|tilt|clear(?:s|ing) (?:my|his|her|their)? ?throat|exhal|inhal|breath"
    r"|tak(?:es?|ing) a (?:long|deep|moment|breath|sip|slow)|wip(?:e|es|ing)|whisper|murmur|trail|sob"
    r"|cry(?:ing)?\b|"
    r"cries|tear|sniff|cough|groan|giggl|grin|frown|wince|trembl|shak(?:e|es|ing)\b|silen(?:ce|t)|beat\b"
    r"|typing|types\b|delet|paus|quiet(?:ly)?\b|softly|gently|warmly|hugs?\b|wav(?:e|es|ing)\b"
    r"|reach(?:es|ing)\b|sit(?:s|ting)\b|stand(?:s|ing)\b|rub(?:s|bing)\b|bit(?:e|es|ing)\b|blink|"
    r"count(?:s|ing) on|voice (?:break|crack|shak|drop|trembl)|eyes? (?:well|fill|drop|lower|down|fix|clos)"
    r"|reading (?:carefully|quietly)|turn(?:s|ing) (?:away|to)|fold(?:s|ing)\b|cross(?:es|ing)\b|clench"
    r"|twist|pick(?:s|ing) at|tap(?:s|ping)\b|long moment|session ends|hands (?:shak|over)|chokes?\b"
    r"|stammer|"
    r"gulp|scoff|snort|squeez|hug|stretch|yawn|wring|withdraw|slump|nudg|adjust|settl|offers? (?:a|the)"
    r"|puts? (?:a|the|down)|pours?|hand(?:s|ing) (?:you|him|her|over)|scroll|beam|hum(?:s|ming)\b|rummag|tuck|flinch|squirm|slouch"
    r"|straighten|scratch|lick|purs(?:es|ing)\b|gestur|motion(?:s|ing)\b|point(?:s|ing) (?:at|to)|gets? up|getting up|pac(?:es|ing)\b"
    r"|half-?laugh|strok(?:es|ing)\b|pat(?:s|ting)\b|clutch|scribbl|jots?\b|jotting|mutter|mumbl|huff|grunt|gasp|shudder|shiver"
    r"|rock(?:s|ing)\b|drum(?:s|ming)\b|smooth(?:s|ing|es)\b|sip(?:s|ping)?\b|check(?:s|ing) (?:phone|watch|the (?:time|clock|phone|door)))",
    re.I,
)  # fmt: skip
_INTERNET = re.compile(r"^(?:sigh|sighs|gulp|shrug|shrugs|ugh|facepalm|cough|cringe|hug|hugs)$", re.I)
_LEADS = word_set(
    "a an long short brief small slight nervous soft quiet deep heavy with voice eyes session pause "
    "silence beat silent another still head hands laugh"
)
_SUBJECTS = word_set(
    "i i'm i've i'd i'll she he they you we it it's and but because like as which or my not if so that when who no yes nothing never please"
)
"""What begins a thought, an aside or a stressed word rather than a gesture."""
_BOLD = re.compile(r"\*\*(?P<bold>[a-zA-Z][^*\n]{2,80})\*\*|\{(?P<brace>[a-z][^{}\n:\"]{2,80})\}")
_PAREN = re.compile(r"\(\(?\s*([A-Za-z][^()\n]{2,80})\)?\)|\[([A-Za-z][^\[\]\n]{2,80})\]")


_ODD = re.compile(
    r"(?:~{1,2}|(?:(?<=[.!?] )|^)/(?=[a-z])|<(?=[a-z])"
    r"|(?:(?<=[\s.!?])|^)--? (?=[a-z]))(?P<inner>[a-z][^~/<>\n]{2,100}?)(?:~{1,2}|/(?![\w/])|>"
    r"| --?(?=\s|$))"
)
_ODD_MARK = re.compile(r"[~/<]|--? (?=[a-z])")
_FEELS = re.compile(r"\b(?:feel\w*|think\w*|compar\w*|want\w*|you|your|yourself|we|us|our|and that|which)\b")
_BODILY = re.compile(
    r"(?:(?:his|her|my|their|a|the) )?(?:voice|hands?|eyes|jaw|shoulders|gaze|throat|breath|head"
    r"|tears?) (?:cracks?|shak\w+|breaks?|trembl\w+|drops?|down|well\w*|tighten\w*|slump\w*|lower\w*"
    r"|catch\w*|steady|low|flat|soft|hoarse|thick|small|unhurried|folded|clasped|crossed|closed|wet)|(?:pulls?|tucks?|drags?|drums?|chews?|zips?|hides?|buries|covers?) (?:his |her |their |my "
    r"|the |at )?(?:hood|sleeve\w*|feet|hair|hat|nails?|lip|face|collar|fingers|coat|jacket|zip)"
)


@check("stage", tier="structure", codes=["stage_direction"], any_language=True)
def stage(look: Look) -> Iterator[Hit]:
    """Counts gestures between asterisks and in brackets. Emphasis (*really*) is not one, nor is an aside (as I said)."""
    found = _found(look)
    if not found:
        return
    limit = look.thresholds.stage_directions
    gestures = sum(_gestures(look.anatomy.norm[a:b]) for a, b in found)
    if len(found) == 1 or look.speaker == "patient":
        gestures = min(
            gestures, sum(_gestures(look.anatomy.norm[a:b]) for a, b in found if not _aside(look, a, b)) + 1
        )
    start, end = found[0]
    covered = sum(b - a for a, b in found)
    alone = covered > 0.6 * len(look.anatomy.norm.strip()) and not all(_aside(look, a, b) for a, b in found)
    many = gestures >= limit
    detail = (
        f"{gestures} stage directions in one turn"
        if many
        else "nothing but a stage direction"
        if alone
        else "a stage direction"
    )
    yield Hit("stage_direction", start, end, detail, "hard" if many or alone else "soft")


def _found(look: Look) -> list[tuple[int, int]]:
    anatomy = look.anatomy
    spans = []
    for span in anatomy.asterisks:
        inner = anatomy.norm[span.start + 1 : span.end - 1]
        acts = _ACT.search(inner) and (
            len(inner.split()) > 1 or inner.lower().endswith("s") or _INTERNET.match(inner)
        )
        if acts or _stands_alone(anatomy.norm, span.start, span.end, inner):
            spans.append((span.start, span.end))
    if "(" in anatomy.norm or "[" in anatomy.norm:
        for match in _PAREN.finditer(anatomy.norm):
            inner = (match.group(1) or match.group(2)).strip()
            opens = match.start() == 0 and _stands_alone(anatomy.norm, 0, match.end(), inner)
            if (_acting(inner) or opens) and not anatomy.inside(match.start(), match.end(), anatomy.quotes):
                spans.append((match.start(), match.end()))
    if "**" in anatomy.norm or "{" in anatomy.norm:
        for match in _BOLD.finditer(anatomy.norm):
            inner = (match.group("bold") or match.group("brace")).strip()
            if (_acting(inner) or _BODILY.match(inner.lower())) and not _FEELS.search(inner.lower()):
                spans.append((match.start(), match.end()))
    if any(c in anatomy.norm for c in "~/<") or " - " in anatomy.norm or "--" in anatomy.norm:
        for match in _odd(anatomy.norm):
            inner = match.group("inner").strip()
            if (
                (_acting(inner) or _BODILY.match(inner))
                and not _FEELS.search(inner)
                and not anatomy.inside(match.start(), match.end(), anatomy.quotes)
            ):
                spans.append((match.start(), match.end()))
    return sorted(set(spans))


def _odd(text: str) -> Iterator[re.Match[str]]:
    """Pieces between tildes, slashes, pointed brackets or dashes, one after another."""
    end = 0
    for mark in _ODD_MARK.finditer(text):
        if mark.start() >= end and (match := _ODD.match(text, mark.start())):
            end = match.end()
            yield match


def _gestures(piece: str) -> int:
    """A piece such as "(leans back, eyes on the floor)" holds two."""
    joined = re.search(r"[,;]| and ", piece)
    return 2 if joined and (len(piece.split()) >= 4 or re.search(r"\bthen\b", piece)) else 1


def _aside(look: Look, start: int, end: int) -> bool:
    """What somebody was doing, put in the middle of a sentence: "I eat (standing at the sink)"."""
    text = look.anatomy.norm
    return bool(
        re.match(r"[(-]+ ?\w+ing\b", text[start:end])
        and re.search(r"[a-z] $", text[max(0, start - 2) : start])
    )


def _stands_alone(text: str, start: int, end: int, inner: str) -> bool:
    """Between sentences, and not begun as one: what is stressed in a sentence has words of it beside it."""
    first = inner.split()[0].strip(",.;").lower()
    small = inner[0].islower() or (inner[0].isupper() and inner[-1] == "." and first.endswith("s"))
    before, after = text[:start].rstrip(), text[end:].lstrip()
    return (
        small
        and first not in _SUBJECTS
        and len(inner.split()) <= 12
        and (not before or before[-1] in '.!?:"' or text[start - 1] == "\n")
        and bool(before or after)
        and (not after or after[0].isupper() or text[end : end + 1] == "\n")
    )


def _acting(inner: str) -> bool:
    """In brackets only the plain form counts: "(sighs)", "(a long pause)", "(looking down)"; not "(she laughed at me)"."""
    first = inner.lower().split()
    if not first or first[0] in _SUBJECTS:
        return False
    if re.match(r"breathing (?:in|out)\b", inner, re.I):
        return False
    if not (first[0].rstrip(",;.").endswith(("s", "ing", "ly")) or first[0] in _LEADS):
        return False
    acting = _ACT.search(inner)
    return bool(acting and acting.start() <= 14 and len(first) <= 14)


FIRES = {
    "stage_direction": [
        Example("*sighs* I don't know.", "patient"),
        Example("I hung up. (fidgets with sleeve) Twice. (long pause) They rang back.", "patient"),
        Example("( Session ends with a warm smile and a nod of encouragement )."),
        Example("[looks away] Nothing happened.", "patient"),
        Example("It rained. ~pulls hood up~ All day.", "patient"),
        Example("<sniffles; takes a tissue> Every night.", "patient"),
        Example("I'm fine - voice cracks, looks away - I'm not.", "patient"),
        Example("It was nobody's fault. **nods, giving it room**"),
        Example("{winces} It comes and goes.", "patient"),
        Example("**voice low, unhurried** I'm here. Where are you?"),
        Example("*coughs, then grins* Only on stairs.", "patient"),
        Example("*fiddles with the zip* Maybe.", "patient"),
        Example("*in a small voice* I did it again.", "patient"),
        Example("(almost inaudible) Yes.", "patient"),
    ]
}
PASSES = [
    Example("It was *really* bad.", "patient"),
    Example("She said it again. *please* don't go", "patient"),
    Example("*nothing* helps.", "patient"),
    Example("*i didn't ask to be here*", "patient"),
    Example("It's the *waiting* I can't stand.", "patient"),
    Example("I saw him (my brother, I mean) twice.", "patient"),
    Example("**Breathe**. Then write it down."),
    Example("**Sitting with it**: five minutes, no phone."),
    Example("Fill in {name} and {date} and send it.", "patient"),
    Example("He *drums* on everything, all day.", "patient"),
    Example("I said yes - looking back I shouldn't have - and I went.", "patient"),
    Example("He/she/they, whoever it was, had left.", "patient"),
    Example("She (she laughed at me!) never came back.", "patient"),
    Example("I sleep (sitting up, mostly) and eat (standing at the sink).", "patient"),
    Example("You might try it at home: (breathing in) four counts, (breathing out) six."),
]
