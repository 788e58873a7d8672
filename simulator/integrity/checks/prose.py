"""Prose that no list of gestures knows: a "she" whom nobody has named, the speaker's own name as that of a figure, a pause or a
room that is told of. Each is said by people too, so it counts only in a sentence in which the classifier may hear a narrator.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from simulator.integrity.anatomy import Sentence
from simulator.integrity.checks.voice import reading_of
from simulator.integrity.registry import Example, Hit, Look, Talk, check

_LEAD = (
    r"^\W*(?:(?:and so|and|but|so|then|later|at (?:last|length|first)|finally|somehow|almost \w+|slowly|softly|(?:\w+ly)"
    r"|for (?:a moment|the first time|a while|once)|with [^,.]{3,40}|without [^,.]{3,40}|after [^,.]{3,40}|when [^,.]{3,40}"
    r"|as (?:he|she) [^,.]{3,30}|in that moment|that \w+|behind (?:him|her)|unable [^,.]{3,40}),? )*"
)
_PRONOUN = re.compile(
    _LEAD
    + r"(?P<who>she|he|her|his)(?P<clipped>'s|'d|'ll)?\b(?! (?:name|is (?:dead|gone)|was (?:born|a|my))\b)"
)
_OFFHAND = re.compile(
    r"\b(?:she|he)(?:'s|'d)? (?:just|only|never|actually|always|still|even|goes|used to|did|didn't|won't|can't|wouldn't)\b"
)
"""How people speak of those who need no name."""
_THERE = re.compile(
    r"\b(?:behind|past|beyond|opposite|across from|watch(?:es|ed)?|see|finds?) (?P<who>him|her)\b"
)
_AMID = re.compile(r"\b(?P<who>she|he|her|his|him)\b")
_SHE = re.compile(
    r"\b(?:she|her|hers|herself|she's|she'd|she'll|mum|mam|mom|ma|mother|mummy|mama|sister|wife|daughter|aunt|auntie"
    r"|nan|nana|gran|granny|grandma|grandmother|girl|girls?'?s?|woman|women|lady|ladies|girlfriend|niece|queen|nun|ex|madame|mrs|ms|miss|matron"
    r"|widow|waitress|actress|midwife|heroine|bride|baroness|duchess|goddess|\w+mother)\b"
)
_HE = re.compile(
    r"\b(?:he|him|his|himself|he's|he'd|he'll|dad|da|daddy|father|papa|pa|brother|husband|son|sons|uncle|grandad|granddad"
    r"|grandpa|grandfather|boy|man|men|guy|bloke|lad|fella|boyfriend|nephew|king|priest|mr|monk|god|lord|ex|grandson|widower|waiter|actor|groom|"
    r"pope|bishop|imam|father|\w+father|\w+man|\w+men)\b"
)
_LOOSE = re.compile(r"\b(?:they|who(?:se|m)?|anyone|everyone|everybody|nobody|people)\b")
"""Words that may mean a person where somebody is asked of."""
_EITHER = re.compile(
    r"\b(?:someone|somebody|friend|doctor|doc|nurse|teacher|boss|manager|colleague|neighbour|neighbor|partner"
    r"|baby|child|kid|cousin|twin|dog|cat|horse|bird|judge|officer|person"
    r"|spouse|parent|patient|client|therapist|stranger|guest|customer|student|pupil|captain|driver|supervisor|chef|cook"
    r"|coach|dr|prof|professor|trainer|solicitor|lawyer|barber|dentist|midwife|foreman|conductor|character|figure|hero|novel|film|book|story"
    r"|(?!(?:\w*father|\w*mother|brother|sister|\w*daughter|after|ever|never|forever|over|under|other|another|rather|whether|either|neither|later|water|matter|how\w*er|what\w*er|when\w*er|where\w*er"
    r"|together|number|letter|better|longer|shorter|older|younger|paper|dinner|supper|summer|winter|\w+ober|\w+ember|corner|shoulder|finger|silver|weather|butter"
    r"|shower|drawer|answer|remember|wonder|order|offer|suffer|bitter|power|flower|tower|river|fever|paper|poster|cover|trouble|enter|center|higher|lower|easier"
    r"|harder|further|closer|quieter|want|important|instant|constant|distant|plant|restaurant|relevant|for|nor|door|floor|mirror|error|colour|color|list|exist|insist"
    r"|resist|wrist|twist|fist|mist|assist|radiator|monitor|dishwasher|computer|printer|hoover|cooker|toaster|boiler|cupboard|meter|metre|litre|buffer|layer"
    r"|newspaper|proper|eager|sober|clever|tender|inner|outer|upper|former|latter|thunder|timber|rubber|copper|leather|ladder|hammer|counter|elevator)\b)\w{2,}(?:er|or|ist|ian|ant))\b"
)
_WHO = re.compile(r"\bwho(?:se|m)?\b")
_NAME = re.compile(
    r"(?<![.!?\n\"] )(?<!^)(?<![.!?\n\"])\b[A-Z][a-z]{2,}|^[A-Z][a-z]+(?= (?:says?|said|was|is|rang|and)\b)"
)
_SCENE = re.compile(
    r"^\W*(?:an?|the|another|no|long|again,?|quiet|almost \w+,)? ?(?:\w+ ){0,3}?(?:pause|silence|beat|nod|shrug|sigh|answer|quiet|stillness)"
    r"(?:$|\.$|[,;] (?:longer|nothing)|comes?\b| (?:comes|falls|follows|passes|settles|stretches))"
    r"|^\W*(?:half an hour|\w+ minutes|the minutes?|a (?:full )?minute|an hour|the hour|time|\w+ seconds) (?:went|goes?|pass|passes|passed|ticks?|go)\b"
    r"|\b(?:between the two|the two of (?:them|us)|the two sit|lay between them)\b"
    r"|^\W*(?:somewhere (?:behind|down|outside|above|below|beyond|in the building|far)|outside,? an? \w+|behind \w+|down the|in the (?:waiting room|corridor|corner|next room))\b"
    r"|\bthe (?:old|young|older|younger|big|heavy|tall|small) (?:man|woman|boy|girl|\w+(?:er|or))\b|\bthe (?:man|woman|boy|girl) (?:opposite|on the|in the)\b"
    r"|\bthe (?:therapist|patient|psychologist)(?:'s)? (?!said|says|told|who|i |was|is)\w+|\b(?:could|might) have heard (?:a|the)\b"
    r"|^\W*(?:rain|snow|dusk) (?:against|on|over|falls|fell|beyond)\b|\bin that (?:room|office|moment|small|fashion)\b|\b(?:says|said|says it|say) (?:it|this|that) (?:to|with|without)\b"
    r"|\bnor did \w+\b|\bthe (?:cursor|radiator|tissue|old habit)\b|^\W*(?:and so|and there it was|thus|so it went)\b"
    r"|^\W*(?:we|they) (?:sit|sat|let|watch|find|found|see|had arrived|both know|two)\b|\bas though there were\b|\banother (?:man|woman) might\b|\b(?:man|woman) like [a-z]+ has\b"
)
_ASKED_TELL = re.compile(
    r"\b(?:film|movie|book|novel|painting|photo\w*|picture|play|poem|dream\w*|story|scene|describe|screenplay|character|song|opera|ballet|series|episode)\b"
)
"""Who has been asked for these tells of them."""
_ACCOUNT = re.compile(
    r"\b(?:what happened|what went \w+|what was (?!it that)|what(?:'s| is) (?:it|she|he|that|the \w+) like|how (?:did|was|were|is)|tell me|describe|what did (?!you)|what does"
    r"|what do you (?:see|hear|notice|remember|picture)|what(?:'s| is) the \w+|walk me through|go on|and then|set the scene|do you remember)\b"
    r"|^(?:and )?(?:your|the|his|her) \w+\?"
)
"""What asks for a scene."""
_PRESENT = re.compile(
    r"\b(?:i|i'm|i've|i'd|i'll|me|my|mine|you|your|you're|you've|you'd|yours)\b|^[^.!?]{0,30}:"
)
"""Who is in the room: a narrator speaks of neither as I or you."""
_PAIR = re.compile(
    r"\b(?:both|neither|the two|each) of them\b(?! (?:are|were|is|was|died|left|work\w*|live\w*)\b)|\bbetween the(?:m| two)\b|\bneither (?:speaks|moves|wants|says|of the two)\b"
)
"""The two in the room, told of by a third."""
_SEVERAL = re.compile(
    r"\b(?:they\w*|them|their|theirs|parents|people|kids|children|boys|girls|\w*brothers|\w*sisters|both|two|twins|friends|daughters|sons|couple|men|women|dogs|cats"
    r"|\w+ and \w+|neighbou?rs|in-laws|folks|grandparents|lads|(?:mum|mam|mom|dad|mother|father|wife|husband) and)\b"
)
_PAIR_LEAST = 0.05
_LEAST = 0.38
_OWN_LEAST, _NAMED_LEAST = 0.3, 0.18
"""The same where the speaker is told of by name, and where a therapist tells of the patient by name."""


def _asked_to_tell(look: Look) -> bool:
    asked = look.context.last(look.partner).lower()[-400:]
    return bool(
        _ASKED_TELL.search(asked)
        or _ASKED_TELL.search(look.anatomy.lower)
        or (look.speaker == "patient" and _ACCOUNT.search(asked))
    )


@check("prose", tier="wording", codes=["narration"])
def prose(look: Look) -> Iterator[Hit]:
    """Looks at the sentences in which a narrator may be heard."""
    if not look.scores or look.context.heard_speech or (reading := reading_of(look)) is None:
        return
    patient = look.speaker == "patient"
    for sentence, score in zip(reading.sentences, reading.scores, strict=True):
        own = score.patient if patient else score.therapist
        share = score.narrator / (score.narrator + own + 1e-9)
        if share >= _PAIR_LEAST and (pair := _pair(look, sentence)):
            yield Hit("narration", *pair, f"tells of the two in the room ({share:.2f})")
            return
        if share < _NAMED_LEAST:
            continue
        if _asked_to_tell(look):
            return
        low = look.anatomy.spoken[sentence.start : sentence.end]
        if _PRESENT.search(low) or look.anatomy.inside(sentence.start, sentence.end, look.anatomy.items):
            continue
        if share >= _LEAST and unnamed(look, sentence, low):
            yield Hit(
                "narration",
                sentence.start,
                sentence.end,
                f"tells of somebody whom nobody has named ({share:.2f})",
            )
            return
        if (share >= _OWN_LEAST and _own_name(look, low)) or _partners_name(look, low):
            yield Hit(
                "narration", sentence.start, sentence.end, f"tells of one of the two by name ({share:.2f})"
            )
            return
        if share >= _LEAST and _SCENE.search(low):
            yield Hit("narration", sentence.start, sentence.end, f"tells of the room ({share:.2f})")
            return


def unnamed(look: Look, sentence: Sentence, low: str) -> bool:
    """A "she" or "he" with nobody in the turn so far, nor in the talk, who could be meant."""
    match = _PRONOUN.match(low) or _THERE.search(low) or (look.speaker == "patient" and _amid(low))
    if not match or not look.context.turns or _OFFHAND.search(low):
        return False
    female = match.group("who") in ("she", "her")
    at = sentence.start + match.start("who")
    before = look.anatomy.norm[:at]
    talk = " ".join(text for _, text in look.context.turns)
    known = (_SHE if female else _HE).search(f"{talk} {before}".lower())
    asked = talk[-1200:].lower()
    if sentence.start:
        asked = _WHO.sub("", asked)  # by now the turn has said who
    return not (
        known
        or _EITHER.search(f"{asked} {before.lower()}")
        or _LOOSE.search(f"{asked} {before.lower()}")
        or _named(look, f"{talk[-1200:]} {before}")
    )


def _amid(low: str) -> re.Match[str] | None:
    """Anywhere in a patient's sentence that speaks of one person only; a therapist may tell a scene back."""
    match = _AMID.search(low)
    if not match or (_SHE if match.group("who") in ("he", "his", "him") else _HE).search(low):
        return None
    return match


def _named(look: Look, text: str) -> bool:
    """Somebody else than the two has been named."""
    own = look.context.names.all_names()
    return any(m.group().lower() not in own for m in _NAME.finditer(text))


def _pair(look: Look, sentence: Sentence) -> tuple[int, int] | None:
    """The two of them, where nobody has spoken of several; what lies between them may be between a patient's things."""
    low = look.anatomy.spoken[sentence.start : sentence.end]
    match = _PAIR.search(low)
    if not match or _PRESENT.search(low) or (look.speaker == "patient" and "between" in match.group()):
        return None
    before = f"{look.anatomy.lower[: sentence.start]} {low[: match.start()]}"
    talk = " ".join(text for _, text in look.context.turns)[-1200:].lower()
    if not talk or _SEVERAL.search(f"{talk} {before}"):
        return None
    return sentence.start, sentence.end


def _partners_name(look: Look, low: str) -> bool:
    """A therapist who tells of the patient by first name, to nobody."""
    name = look.context.names.first("patient")
    if look.speaker == "patient" or len(name) < 3 or name not in low:
        return False
    return bool(
        re.search(
            rf"(?<!, )(?<!the )(?<!little )(?<!old )(?<!that )(?<!a )\b{re.escape(name)}(?:'s (?!is|was|been|got)\w+| (?:\w+ly )?(?!is|was|has|does|this|yes)\w+(?:s|ed)\b)",
            low,
        )
    )


def _own_name(look: Look, low: str) -> bool:
    """The speaker's own first name, told of and not called."""
    name = look.context.names.first(look.speaker)
    if len(name) < 3 or name not in low:
        return False
    return bool(
        re.search(
            rf"(?<!, )(?<!i'm )(?<!am )(?<!is )(?<!say )(?<!says )(?<!said )(?<!that )(?<!called )(?<!call )\b{re.escape(name)}(?:'s)? (?!here|speaking)[a-z]+",
            low,
        )
    )


_TALK: Talk = (("therapist", "When do you put the lamp out?"),)
_SCENE_TALK: Talk = (("therapist", "What happened at the table?"),)
FIRES = {
    "narration": [
        Example(
            "Ten. Half past, at most. His fingers, which had been drumming, lay still.",
            "patient",
            before=_TALK,
        ),
        Example(
            "Not before two. She shrugs, but it is the shrug of a much older woman.", "patient", before=_TALK
        ),
        Example(
            "Late. Alicia would think of that question again on the tram, and not know why.",
            "patient",
            before=_TALK,
        ),
        Example("Ten. The lamp had burnt down by the time he found the rest of it.", "patient", before=_TALK),
        Example("Five. It was six, and both of them knew it.", "patient", before=_TALK),
        Example("The words come too fast, and both of them know it.", before=(("patient", "I'm good."),)),
        Example("Alicia twists the hem of the curtain. What keeps it lit?", before=(("patient", "Late."),)),
        Example("Late. Somewhere below a door slams and a child begins to cry.", "patient", before=_TALK),
    ]
}
PASSES = [
    Example("He leaned back and sighed, and the whole table went quiet.", "patient", before=_SCENE_TALK),
    Example("His hands shook when he signed. Her voice dropped.", "patient", before=_SCENE_TALK),
    Example("Rain on the glass. The priest lost his place. A pause.", "patient", before=_SCENE_TALK),
    Example(
        "My uncle comes up. He shakes his head, slowly, and he puts it out for me.", "patient", before=_TALK
    ),
    Example("He just nodded and moved on to the next point.", "patient", before=_TALK),
    Example("There's a film where she waits by a lamp. She looks at her hands.", "patient", before=_TALK),
    Example("Once there was a woman by a weir. She listened to it at night, in a story I know."),
    Example("A shrug, then. After eleven years, a shrug."),
    Example("Late. My uncle and his wife. Both of them know it.", "patient", before=_TALK),
    Example("A bell counts the hours between them.", "patient", before=_TALK),
    Example("The big Alicia puts it out. What does the little one do?", before=(("patient", "Late."),)),
    Example(
        "The paper lands, she turns it over. Slow that down.", before=(("patient", "My mind goes white."),)
    ),
    Example("When the lamp's out my uncle laughs, as he always did.", "patient", before=_TALK),
    Example(
        "She sat there, her hands in her lap. What did you do?", before=(("patient", "My mother sat there."),)
    ),
]
