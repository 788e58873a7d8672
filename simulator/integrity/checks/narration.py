"""The scene or the speakers told from outside: "Nova leans forward", "he said with a brittle laugh". Prose, not speech."""

from __future__ import annotations

import re
from collections.abc import Iterator

from simulator.integrity.gates import Needed
from simulator.integrity.lexicon import Rules, rule
from simulator.integrity.registry import Example, Hit, Look, check
from simulator.integrity.seconded import seconded, seconded_about
from simulator.transcript import Severity

_GESTURE = (
    r"(?:watches|studies|unclasps|offers the|sets (?:it|the)|mirrors (?:his|her|their)|leans?|leaned"
    r"|leaning|nods?|nodded|sighs?|sighed|pauses?|paused|smiles?|smiled|looks? (?:down|away|up|at|out|over)"
    r"|looked (?:down|away|up|at|out)|glances?|glanced|shifts?|shifted|fidgets?|fidgeted|shrugs?|shrugged|"
    r"swallows?|swallowed|hesitates?|hesitated|tilts?|tilted|clears?|cleared|exhales?|exhaled|inhales?"
    r"|inhaled|takes? a (?:deep |slow |long |shaky )?breath|took a (?:deep |slow |long |shaky )?breath"
    r"|stares?|stared|gazes?|gazed|wipes?|wiped|"
    r"twists?|twisted|presses|pressed|crosses|crossed|lowers?|lowered|raises?|raised|chuckles?|chuckled"
    r"|laughs?|laughed|whispers?|whispered|murmurs?|murmured|trails? off|trailed off"
    r"|sits? (?:up|back|down|quietly|forward|still)|sat (?:up|back|quietly|forward|still)|"
    r"rubs?|rubbed|folds?|folded|clenches|clenched|bites?|bit|blinks?|blinked|softens?|softened"
    r"|sets? (?:his|her|their) (?:pen|notebook)|waits?|waited|allows? (?:him|her|them)self"
    r"|gives? a (?:small|soft|gentle|wave|nod|shrug|weak|short)"
    r"|gave a (?:small|soft|gentle|wave|nod|shrug|weak|short))"
)
_BODY = (
    r"(?:eyes?|voice|hands?|jaw|gaze|shoulders?|fingers?|face|lips?|breath|breathing|ears?|brow|throat"
    r"|posture|expression|tone|cheeks?|fists?|knees?|sleeves?|smile|lap|palms?)"
)

_HOUR = "tells how the hour went"
_MORE = {"": 1.0}
"""How much more the classifier must hear where it is told how an hour went, since people tell of evenings."""

_RULES = [
    rule(
        rf"(?:^|[.!?\n] *)the (?:therapist|counsell?or)(?: \w+ly)? (?=\w+s\b){_GESTURE}\b(?! (?:at|to) me\b)",
        "tells a gesture from outside", speaker="therapist",
    ),
    rule(
        r"\b(?:silence|pause|stillness|hush)\b[^.!?\n]{0,30}\bbetween them\b(?! and\b)|\ba beat (?:passes|of silence)\b",
        "sets a scene", speaker="therapist",
    ),
    rule(
        r"(?:^|[.!?\n] *)(?:slowly, |then, |finally, |after a [a-z]+, "
        r"|with a [a-z ]{2,20}, )?the (?:(?:patient|client|therapist|counsell?or|session) (?!is "
        r"|was |has |said|says|told|thinks|i |who|didn|never|and |or |at |in |on |had |lasts |costs |runs"
        r"|(?:ends|starts|begins) (?:at|in|after|on) )[a-z]+s|conversation (?:begins|continues|concludes|closes"
        r"|opens|unfolds|moves|shifts|turns|explores|focuses|touches|reflects|highlights|covers|progresses"
        r"|deepens|remains|becomes|comes to|draws|drifts|pauses|resumes))\b",
        "tells of the speakers from outside", heard=True,
    ),
    rule(
        r"\bin this (?:part of the )?(?:session|scene|exchange|conversation), (?:nova|the|she|he|they"
        r"|[a-z]+) (?:helps?|works?|explores?|guides?|supports?|learns?)\b", "tells of the session from outside", heard=True),
    rule(
        rf"\b(?:the (?:therapist|patient|client|counsell?or))(?: \w+ly)? {_GESTURE}\b"
        rf"|\bthe doctor(?: \w+ly)? (?=\w+s\b){_GESTURE}\b(?![^.!?\n]{{0,50}}\b(?:me|i|my)\b)"
        rf"|\bthe (?:therapist|patient|client|counsell?or|doctor)'s {_BODY} ", "tells a gesture from outside", heard=True),
    rule(
        r"\b(?:she|he|they) (?:said|says|replied|replies|asked|asks|whispered|whispers|murmured|murmurs"
        r"|answered|answers|added|adds|muttered|mutters|continued|continues|began|begins)(?:,| with a| in a"
        r"| softly| quietly| slowly| finally| after a| without| gently)", "adds a line of prose to speech", edges=True, severity="soft"),
    rule(
        r"\b(?:there is|(?<!there was )a) (?:long |brief |short |heavy |soft |comfortable |uneasy "
        r"|tense )*(?:silence|pause|beat|hush|stillness)\b[^.!?\n]{0,40}\b(?:between them"
        r"|in the room|fills?|filled|settles?|settled|hangs?|hung|stretch\w*|falls?|fell|follows?|passes"
        r"|broken only)", "sets a scene", heard=True),
    rule(
        r"\b(?:the room|the silence|the question|the clock|the air|the words?|the office"
        r"|the session)\b[^.!?\n]{0,40}\b(?:holds its breath|hangs? in the air"
        r"|lands? (?:hard|softly|heavily)|fill(?:s|ed) the (?:room|space|air|office|silence)|settles (?:over|between)"
        r"|ticks? (?:on|loudly|in)|goes quiet|falls silent|grows? quiet|begins as|ends with"
        r"|comes to (?:a|an) (?:end|close))(?! (?:when|whenever|if|after|every|all|for)\b)", "sets a scene", heard=True),
    rule(
        r"\b(?:it (?:seems|appears)|it looks) (?:that |like |as (?:if|though) )?(?:the"
        r"|this) (?:conversation|session|dialogue|exchange|discussion)\b", "reports on the session", heard=True),
    rule(
        r"\b(?:it (?:is|was)|this (?:is|was)) (?:the first time (?:in|that|so)\b[^.!?\n]{0,50}"
        r"\b(?:sessions?|had smiled)|(?:a question|a sentence|a silence|an answer) (?:in|that|so"
        r"|asked)\b[^.!?\n]{0,50}\b(?:sessions?|(?:he|she|they) (?:had|has|nearly|almost|have)))",
        "tells the story of the session", heard=True),
    rule(
        r"\b(?:they|the two of them|both of them) (?:both )?(?:sit|sat|stayed|stay) (?:together )?with (?:that"
        r"|it|this) (?:for|a)\b(?=[^.!?\n]{0,20}\b(?:while|moment|time|long)\b[^.!?\n]{0,12}[.!]?\s*$)"
        r"|\band so the (?:[a-z]+th |first |second |third )?(?:hour|session)"
        r" (?:passed|passes|ended|went by|drew|ends|wore on|opens|opened|begins|began|starts|started)\b|\btwo people (?:learning|sitting|talking|trying)\b(?! (?:on|in|about)\b)[^.!?\n]{0,60}\broom\b"
        r"|(?:^|\n) *[\u2014\u2013-]+ *(?:she|he|they) (?:said|says|thought|answered|asked|whispered)\b",
        _HOUR),
    rule(
        r"\band so the (?:[a-z]+th |first |second |third )?(?:hour|session) (?:passed|passes|ended|drew|ends"
        r"|opens|opened|begins|began|starts|started)\b(?![^.!?\n]{0,80}\b(?:you|your|i|me|my|we|us|our)\b)",
        "tells how the hour went from outside", speaker="therapist"),
    rule(
        r"\b(?:session|scene|conversation) (?:ends|begins|concludes|closes|opens|fades|continues) (?:with"
        r"|as|in|on)\b(?! (?:\d|five|ten|fifteen|a few|two|tears))|\[(?:end|start) of session\]|\bfade (?:out|to)\b", "marks a scene", heard=True),
    rule(r"[\[(*] ?(?:fade|cut) (?:in|out|to)\b", "marks a scene"),
]  # fmt: skip
_INNER = Rules(_RULES)
_BEGINNINGS = [
    ("tells a gesture from outside", Needed(
        rf"^(?:(?:with|after|for) [^.!?\n]{{2,60}}, )?(?:she|he|they"
        rf"|the (?:therapist|patient|client|counsell?or|doctor|woman|man|boy|girl|young (?:man|woman)"
        rf"|old(?:er)? (?:man|woman)))(?: \w+ly)? {_GESTURE}\b"
        rf"(?![^.!?\n]{{0,50}}\b(?:when(?:ever)?|if|because|every time|me|i|i'm|i've)\b)")),
    ("describes a speaker from outside", Needed(
        rf"^(?:his|her|their) {_BODY}(?: \w+ly)? (?:is|are|was|were|had|has|have|go|goes|went|drop\w*"
        rf"|soften\w*|tighten\w*|work\w*|linger\w*|shift\w*|shak\w+|trembl\w+|crack\w*|break\w*|well\w*"
        rf"|falter\w*|narrow\w*|widen\w*)\b")),
    ("sets a scene", Needed(
        r"^(?:suddenly|meanwhile|outside(?! the| my| our)|somewhere|later that (?:day|evening)|in the corner"
        r"|as (?:she|he|they) (?:speaks?|talks?|spoke|talked))\b[^.!?\n]{0,80}\b(?:she|he|they"
        r"|the (?:therapist|patient|client)|a (?:door|phone|car|clock|siren|bird)|an ambulance)\b")),
]  # fmt: skip
"""What a sentence of prose begins with, and what is said of it."""


@check("narration", tier="wording", codes=["narration"])
def narration(look: Look) -> Iterator[Hit]:
    """Looks for prose about the scene. A patient tells of other people all the time, so for "she sighed" the tense decides."""
    hits = [
        h for h in _INNER.search("narration", look) if h.detail != _HOUR or seconded_about(look, h, _MORE)
    ]
    hits += _sentence_starts(look)
    hard = [h for h in hits if h.severity is None]
    if hard:
        yield hard[0]
    elif len(hits) >= 2 and any(seconded(look, h.start, h.end) for h in hits):
        yield Hit("narration", hits[0].start, hits[0].end, hits[0].detail)


def _sentence_starts(look: Look) -> Iterator[Hit]:
    """Only the first and last two sentences, in the present tense, and with nobody named before whom "she" may mean."""
    beginnings = [b for b in _BEGINNINGS if b[1].possible(look.anatomy)]
    if not beginnings:
        return
    sentences = look.anatomy.sentences
    edge = {id(s) for s in (*sentences[:2], *sentences[-2:])}
    for index, sentence in enumerate(sentences):
        if id(sentence) not in edge or sentence.quoted:
            continue
        text = look.anatomy.spoken[sentence.start : sentence.end]
        for detail, pattern in beginnings:
            if not (match := pattern.regex.search(text)):
                continue
            if index == 0 or look.speaker == "therapist":
                named = _somebody(look, sentence.start)
                present = bool(re.search(r"\b(?:\w+s|are|is|goes|takes)\b", match.group()))
                start, end = sentence.start + match.start(), sentence.start + match.end()
                sure = present and not named and seconded(look, start, end)
                severity: Severity | None = None if sure else "soft"
                yield Hit("narration", start, end, detail, severity)
            break


_PEOPLE = re.compile(
    r"\b(?:mother|father|mum|mom|dad|sister|brother|wife|husband|partner|friend|boss|son|daughter|he|she"
    r"|they|kid|boy|girl|baby|grandma|grandmother|grandfather|nurse|doctor|teacher|who|everyone|people|dog"
    r"|cat|aunt|uncle|manager|colleague|girlfriend|boyfriend|him|his|them|their|consultant|surgeon|midwife"
    r"|neighbou?r|landlord|landlady|lawyer|solicitor|judge|priest|imam|cousin|niece|nephew|grandson"
    r"|granddaughter|children|kids|parents|nan|gran|stepfather|stepmother|in-laws?|carer|officer|tutor|coach)\b"
)


def _somebody(look: Look, start: int) -> bool:
    """True when the talk is of a third person, so that "she" need not be the speaker."""
    partner, own = look.context.last(look.partner).lower(), look.context.last(look.speaker).lower()
    return any(_PEOPLE.search(said) for said in (look.anatomy.lower[:start], partner[-600:], own[-600:]))


FIRES = {
    "narration": [
        Example("The therapist leans forward and waits. What did it do to you?"),
        Example("It seems that the conversation has come to a natural conclusion."),
        Example(
            "She looks down at her hands and twists the strap of her bag. My sister, on Sundays.", "patient"
        ),
        Example("A long silence settles between them.", "patient"),
        Example("What stayed with you? And so the ninth session began, with rain on the window."),
    ]
}
PASSES = [
    Example(
        "She sighed and went out, my mother. She always sighs.",
        "patient",
        before=(("therapist", "What did your mother do?"),),
    ),
    Example("I looked at the clock and it was four.", "patient"),
    Example("You looked down when you said that."),
    Example("The silence in the house is the worst.", "patient"),
    Example("And so the evening began, with my uncle singing.", "patient"),
    Example("We sat with that for a while, him and me.", "patient"),
    Example("The doctor looked at the scan and sighed, and I knew before she spoke.", "patient"),
    Example("Every conversation ends with him slamming the door, every single one.", "patient"),
    Example("She shrugs when I ask her anything. Fifteen, she is.", "patient"),
    Example("It was the first time in thirty years that he had said he was proud.", "patient"),
    Example("It looks like this conversation is stirring up a lot. Shall we slow down a little?"),
]
