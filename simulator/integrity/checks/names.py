"""The speaker's own name: who calls it out speaks as the partner; who tells of itself by name tells a story. In the old transcripts 24 of 26 turns with the speaker's own name are broken."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from simulator.integrity.registry import Example, Hit, Look, check
from simulator.integrity.wordings.callings import DAYS, WORDS_TOO
from simulator.integrity.wordings.shared import swapped

_SPEECH = re.compile(
    r"(?:\b(?:say|says|said|saying|tell|tells|told|telling|goes|go|went|going|call|calls|called|calling"
    r"|name|named|like|oh|ask|asks|asked|think|thinks|thought|scream\w*|shout\w*|yell\w*|whisper\w*|text\w*"
    r"|wrote|write\w*|voice|hear|heard|myself|poor|old|good|little|real|silly|stupid|strong|new|other|same"
    r"|being|be|become|not|the|for|of|dear|come on|reads?|sign\w*|labell?ed|about|ok|okay|well done|typical"
    r"|classic|just|sincerely|regards|yours|truly|love|wishes|warmly|signed|spelled"
    r"|and)\b[,:]?\s*[\"'-]?\s*)$",
    re.I,
)
_PROSE = (
    r"(?:could|would|might|should|can|may|will|has|had|is|was|looks?|leans?|nods?|sighs?|pauses?|smiles?"
    r"|says?|asks?|replies|responds?|takes?|shifts?|tilts?|allows?|waits?|continues?|explores?|provides?"
    r"|offers?|feels?|needs?|wants?|seems?|gives?|presses|pressed|looked|nodded|sighed|smiled|paused|said"
    r"|says this|gave|glances?|lets?|sets?)"
)


@check("names", tier="context", codes=["inversion", "narration", "meta"], any_language=True)
def names(look: Look) -> Iterator[Hit]:
    """The speaker's own name as a call, or as a figure's."""
    own = look.context.names.first(look.speaker)
    other = look.context.names.first(look.partner)
    if own and own != other and own in look.anatomy.lower and not _chair(look):
        yield from _own(look, own)


_CHAIR = re.compile(
    r"\b(?:(?:other|empty|that) (?:chair|seat)|be (?:your|her|him|them|that)\b"
    r"|speak (?:as|for) (?:your|her|him|them|that)|answer as|role-?play"
    r"|what (?:does|would|might) (?:he|she|they|it|your \w+) (?:say|tell|answer)|say it (?:as|in)"
    r"|play (?:your|her|him|them)|in (?:her|his|their|its) voice)\b"
)


def _chair(look: Look) -> bool:
    """The partner has just asked to speak as somebody else, who then calls the speaker by name."""
    return swapped(look) or (
        look.speaker == "patient" and bool(_CHAIR.search(look.context.last("therapist")[-400:].lower()))
    )


def _own(look: Look, name: str) -> Iterator[Hit]:
    """The surest of what a speaker may do with its own name."""
    if hit := _calls_itself(look, name) or _plays_itself(look, name) or _tells_of_itself(look, name):
        yield hit


def _calls_itself(look: Look, name: str) -> Hit | None:
    """The own name called out, as the partner would."""
    text, patient = look.anatomy.spoken_cased, look.speaker == "patient"
    for match in _called(name).finditer(text):
        start, end = match.span("name")
        if not match.group("name")[0].isupper() or _SPEECH.search(text[max(0, start - 40) : start]):
            continue
        if _a_word_too(name) and (
            (start > 0 and not re.match(r"[.!?]|,", match.group().lstrip()[:1] or " "))
            or not _YOURS.search(look.anatomy.lower)
        ):
            continue
        if patient and (_KIN_SIGNS.search(text, 0, start) or _LETTER.search(text, 0, start)):
            continue
        if not patient and _PRACTISED.search(text, 0, start):
            continue
        if patient and _reported(look, start, end):
            continue
        if _signs_off(text, end) or re.match(r"\s*(?:here|speaking)\b", text[end:]):
            continue
        return Hit("inversion", start, end, "calls out its own name, as the partner would")
    return None


def _plays_itself(look: Look, name: str) -> Hit | None:
    """ "As Nova, I would …" """
    if look.speaker != "therapist" or name in DAYS:
        return None
    pattern = rf"\b(?:as|for) {re.escape(name.capitalize())}\b(?!'s|,? (?:is|was|does|did))"
    if part := re.search(pattern, look.anatomy.spoken_cased):
        return Hit("meta", part.start(), part.end(), "speaks of itself as a part to be played")
    return None


def _tells_of_itself(look: Look, name: str) -> Hit | None:
    """The own name as that of a figure. Whoever has just been asked about by name may answer so."""
    text = look.anatomy.spoken_cased
    if look.speaker == "patient" and _asked_about(name).search(look.context.last("therapist")[-300:]):
        return None
    acts = _acts(name).search(text)
    if acts and _a_word_too(name) and not _DOES.search(acts.group()):
        acts = None  # dawn comes, rose bushes
    if acts and acts.group("name")[0].isupper() and name not in DAYS:
        code = "meta" if acts.group("as") else "narration"
        return Hit(code, acts.start("name"), acts.end(), "tells of itself by name")
    for match in _told(name).finditer(text):
        start = match.start("name")
        if (
            match.group("name")[0].isupper()
            and not _SPEECH.search(text[max(0, start - 40) : start])
            and not _a_word_too(name)
        ):
            sure = look.speaker == "therapist" or match.start() == 0 or "concern" in match.group().lower()
            return Hit("narration", start, match.end(), "tells of itself by name", None if sure else "soft")
    return None


def _a_word_too(name: str) -> bool:
    return name in WORDS_TOO and name != "nova"


def _reported(look: Look, start: int, end: int) -> bool:
    """A patient's own name in words that somebody else says, or it to itself: no you in the sentence, or a verb of saying."""
    sentence = next((s for s in look.anatomy.sentences if s.end >= end), None)
    if sentence is None:
        return False
    low = look.anatomy.lower
    before = low[sentence.start : start]
    following = low[sentence.end : sentence.end + 120]
    if _SAYS.search(before) or _INTRODUCED.search(before):
        return True
    mine = _MINE.search(low[: sentence.start]) or _MINE.search(low[sentence.end :])
    yours = _YOURS.search(low[sentence.start : sentence.end]) or _YOURS.search(following)
    return bool(mine and not yours and not _KIND.search(before))


_SAYS = re.compile(
    r"\b(?:say|says|said|saying|tell|tells|told|goes|think|thought|shouts?|shouted|whispers?|wrote|texts?"
    r"|texted|asks?|asked|calls?|called)\b"
)
_INTRODUCED = re.compile(r"\b(?:my name's|my name is|i'm) (\w+)\b[^.!?\n]*, (?:hi|hello),? $")
"""As in a circle of chairs, where all greet whoever has said the name."""
_KIN_SIGNS = re.compile(
    r"\b(?:your|his|her) (?:\w+ ){0,2}(?:daughter|son|sister|brother|mother|father|friend|wife|husband|mum|mom|dad|girl|boy|niece|nephew),? $",
    re.I,
)
_LETTER = re.compile(r"(?:^|[.!?:\"\n] ?)[Dd]ear (?!me\b|god\b|lord\b|oh\b)\w")
"""A letter that is read out ends with the name of who wrote it."""
_PRACTISED = re.compile(
    r"\b(?:practi[sc]e|try (?:it|saying)|say (?:it )?to me|tell me:|allowed to (?:say|tell)|you (?:can|could|may|might) (?:say|tell))\b",
    re.I,
)
"""A therapist who lets itself be told no, by name."""
_DOES = re.compile(
    r"(?:nod|sigh|lean|smile|pause|look|shift|tilt|press|rub|glance|wait|lower|raise|take|sit|laugh|whisper|murmur|shrug|clench|fidget)"
    r"(?:s|ed|es|ing)$|^\W*as\b|,? I\b",
    re.I,
)
_MINE = re.compile(r"\b(?:i|i'm|i've|i'd|i'll|my|me)\b")
_YOURS = re.compile(r"\b(?:you|your|you're|you've|yours|yourself|let's|we)\b")
_KIND = re.compile(
    r"\b(?:thank|thanks|hi|hello|hey|welcome|good|great|wonderful|lovely|sounds|courage|well done|glad"
    r"|sorry)\b"
)


def _signs_off(text: str, end: int) -> bool:
    return not text[end:].strip(" .!\n*") and "\n" in text[max(0, end - 25) : end]


@lru_cache(maxsize=256)
def _called(name: str) -> re.Pattern[str]:
    n = re.escape(name)
    return re.compile(
        rf"(?:(?:^|[.!?\n][\"')]*) ?(?P<lead>))?(?:(?<=, )|(?<=^)|(?<=[.!?\n] )"
        rf"|(?<=\n))(?:(?:hi|hello|hey|thanks|thank you|well done|okay|yes"
        rf"|absolutely)[,]? )?(?P<name>{n})(?=[,.!?](?!\w)|\?|!)",
        re.I,
    )


@lru_cache(maxsize=256)
def _asked_about(name: str) -> re.Pattern[str]:
    """A question about somebody: "What does Priit want?" """
    return re.compile(
        rf"\b(?:does|do|did|is|was|would|will|could|can|has|about) {re.escape(name)}\b[^.!\n]*\?", re.I
    )


@lru_cache(maxsize=256)
def _told(name: str) -> re.Pattern[str]:
    n = re.escape(name)
    return re.compile(
        rf"\b(?P<name>{n})(?:(?:'s| and (?:her|his|their)) (?:concerns?|journey|feelings|voice|hands?|eyes"
        rf"|face|gaze|left|right|jaw|shoulders?|progress|contribution|therapist|story|reply|response|line"
        rf"|turn|tone)|,? {_PROSE})\b",
        re.I,
    )


@lru_cache(maxsize=256)
def _acts(name: str) -> re.Pattern[str]:
    n = re.escape(name)
    return re.compile(
        rf"(?:(?:^|[.!?\"\n]| {{3}})[ \"')]*(?:[A-Z][\w' ]{{0,40}}, )?|\b(?:with|while|as) (?=[A-Z])"
        rf"|(?P<as>\b[Aa]s ))(?P<name>(?i:{n}))(?(as),? (?:I|i)(?:'d|'ll| would| will| might)\b"
        rf"| (?!is\b|was\b|has\b|does\b|needs\b|as\b|this\b|always\b|says so\b)[a-z]+(?:s|ed|ing)\b)"
    )


FIRES = {
    "inversion": [
        Example(
            "It's great to hear that you're thinking about it, Alicia. Joining a class sounds wonderful.",
            "patient",
        ),
        Example("Thank you for telling me that, Nova. I never thought of it so."),
    ],
    "narration": [
        Example("Nova could ask Alicia to reflect on her week."),
        Example("Nova tilts her head and says nothing."),
    ],
}
PASSES = [
    Example(
        "Alicia wants crisps. Alicia wants you to stop doing that with my name.",
        "patient",
        before=(("therapist", "What does Alicia want from Thursdays?"),),
    ),
    Example("My name's Alicia and I eat at night, hi Alicia, all that. It helped.", "patient"),
    Example("Hi, I'm Alicia. I haven't slept.", "patient"),
    Example("I tell myself: come on, Alicia, get up.", "patient"),
    Example("Thank you, Nova. It was hard.", "patient"),
    Example("Alicia, what happened then?"),
    Example(
        "Alicia, stop it. You never listen to me. God, that's her.",
        "patient",
        before=(("therapist", "Take the other chair and be your mother for a minute."),),
    ),
    Example('She wrote "Alicia, you are late" on the door.', "patient"),
]
