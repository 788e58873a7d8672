"""Greeting or introducing oneself again in the middle: a model that has lost the thread begins anew. In one published set
57-89 % of the patient's turns do. A bare "Hey" is a habit of chat and only noted; a beginning needs more than that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from simulator.integrity.checks.begins_again import NEWCOMER
from simulator.integrity.context import Memory
from simulator.integrity.registry import Example, Hit, Look, Talk, check
from simulator.integrity.wordings.openers import (
    A_SELF,
    AGAIN,
    ASKED_FOR_WORDS,
    BEGINS,
    GREETING,
    INTRODUCES,
    INTRODUCTION,
    OPENERS,
    PAUSED,
    SURELY_UNDER_WAY,
    TAKES_A_PART,
    UNDER_WAY,
    UNEASY,
)
from simulator.integrity.wordings.shared import swapped

_AGE = re.compile(
    r"\bi(?:'m| am) (?:\w+, )?(?:a )?(?:\d\d|(?:fif|six|seven|eigh|nine)teen"
    r"|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty)(?:-\w+)?)(?: years old|,|\b(?= and))",
    re.I,
)


@check("restart", tier="context", codes=["restart"], any_language=True)
def restart(look: Look) -> Iterator[Hit]:
    """Looks at the first words of a turn in the middle, and whether it tells the opening again."""
    found, patient = list(_again(look)), look.speaker == "patient"
    if not found or swapped(look) or TAKES_A_PART.search(look.context.last(look.speaker).lower()):
        return
    if patient and ASKED_FOR_WORDS.search(look.context.last("therapist")[-200:].lower()):
        return
    yield from found


def _again(look: Look) -> Iterator[Hit]:
    early = look.context.number < 2 or GREETING.match(look.anatomy.norm)
    match = None if early else AGAIN.search(look.anatomy, look.anatomy.spoken)
    if match and not NEWCOMER.search(look.context.last(look.partner).lower()):
        yield Hit("restart", match.start(), match.end(), "greets in the middle of a turn")
        return
    if re.search(r"\b(?:uh|um)\b", look.anatomy.lower[:40]) and look.mid_session:
        return
    yield from _begins(look)


def _begins(look: Look) -> Iterator[Hit]:
    if match := _late_beginning(look):
        yield Hit(
            "restart", match.start(), match.end(), "introduces itself where the talk is already under way"
        )
        return
    if not look.mid_session:
        return
    head = look.anatomy.norm[:420]
    greeting = GREETING.match(head)
    name = look.context.names.first(look.speaker)
    named = bool(name) and name in look.anatomy.lower[:420]
    intro = re.search(INTRODUCES.format(name=re.escape(name)), head, re.I) if named else None
    if intro and (not look.anatomy.spoken[intro.start() : intro.end()].strip() or intro.start() > 160):
        intro = None
    opener = OPENERS.search(look.anatomy, look.anatomy.spoken[: 420 if greeting or intro else 150])
    if not (greeting or intro or opener) or (opener and _answers(look, opener)):
        return
    if greeting and _names_partner(look, head):
        yield Hit("restart", 0, min(20, len(head)), "greets the partner in the middle of the session")
        return
    severity = _judge(look, bool(greeting), bool(intro), opener, head)
    if severity:
        match = intro or opener or greeting
        end = match.end() if match else len(head)
        yield Hit(
            "restart",
            0,
            end,
            "begins anew in the middle of the session",
            None if severity == "hard" else "note",
        )


def _late_beginning(look: Look) -> re.Match[str] | None:
    """An introduction as the answer to a turn from the middle of a talk, or by a therapist who has met the patient before."""
    context = look.context
    before = context.last(look.partner)
    if not before or BEGINS.isdisjoint(look.anatomy.words[:70]):
        return None
    match = INTRODUCTION.search(look.anatomy, look.anatomy.spoken[:160])
    if not match or context.heard_speech or GREETING.match(before) or _opens(before[:300]):
        return None
    if NEWCOMER.search(before.lower()) or not _by_name(look, match):
        return None
    if any(GREETING.match(t) for _, t in context.turns[:2]) and context.number < 4:
        return None
    if context.number <= 6 and any(_COMES_IN.search(t[:120].lower()) for _, t in context.turns[:2]):
        return None
    if (
        look.speaker == "patient"
        and match.groupdict().get("meets")
        and not A_SELF.search(look.anatomy.norm[:300])
    ):
        return None
    if context.number < 2 and context.session_number == 1:
        return None
    cues = SURELY_UNDER_WAY if look.speaker == "therapist" and context.number < 2 else UNDER_WAY
    under_way = bool(cues.search(before.lower()[:300])) or context.number > 2
    return match if under_way or (look.speaker == "therapist" and (context.session_number or 1) > 1) else None


_WEEKS = re.compile(r"\b(?:week|last (?:time|session)|since|see you again)\b")
_COMES_IN = re.compile(
    r"\bcome (?:on )?(?:in|through)\b|\b(?:have|take) a seat\b|\bgood (?:morning|afternoon|evening)\b|\bi'm (?:dr|doctor)\b|\bspoke on the phone\b"
)


def _by_name(look: Look, match: re.Match[str]) -> bool:
    """What is given as a name has a capital, unless the speaker never uses any."""
    held = match.groupdict()
    at = match.end() - 1 if held.get("name") else match.start("aged") if held.get("aged") else -1
    return at < 0 or look.anatomy.norm[at].isupper() or look.anatomy.norm.islower()


def _answers(look: Look, opener: re.Match[str]) -> bool:
    """Welcome back after a moment outside; a word on confidentiality to one who asks where it goes."""
    words = opener.group().lower()
    if words.startswith("welcome") and look.speaker == "patient":
        return True  # who welcomes others at work
    if "welcome back" in words:
        return not _WEEKS.search(look.anatomy.lower) and any(
            PAUSED.search(t.lower()) for _, t in look.context.turns[-4:]
        )
    return "confidential" in words and bool(UNEASY.search(look.context.last(look.partner).lower()))


def _judge(look: Look, greeting: bool, intro: bool, opener: re.Match[str] | None, head: str) -> str | None:
    known = len(look.context.turns) >= 2
    retold = look.context.number > 4 and _retells(look, look.context.memory[look.speaker])
    early = look.context.number <= 1 or (look.context.number <= 4 and _opened(look))
    introduces = intro and (greeting or bool(opener) or bool(_AGE.search(head)))
    if introduces and known:
        bare = (
            greeting
            and not opener
            and len(head) > 60
            and not retold
            and re.match(r"^\W*(?:hi|hey|hello)[^\w]+(?:it'?s \w+|i'?m \w+\W+i'?m here)\b", head, re.I)
        )
        return "note" if bare or (early and not opener) else "hard"
    if greeting and opener and not early:
        near = opener.start() < 200 and (
            look.context.number > 8 or not re.search(r"looking|wanted|hoping", opener.group(), re.I)
        )
        return "hard" if near and not look.context.heard_speech else "note"
    if greeting and retold:
        return "hard"
    late = (
        look.context.number > 8 or not re.search(r"meet you|my name", opener.group(), re.I)
        if opener
        else False
    )
    if (
        opener
        and late
        and not early
        and not look.context.heard_speech
        and opener.start() < 90
        and _formal(opener.group())
    ):
        return "hard"
    return "note" if greeting and not early else None


def _names_partner(look: Look, head: str) -> bool:
    """ "Hi, Nova." as the first words, well after the beginning; a therapist's chatty "Hi Ray, I'm here" is let pass."""
    partner = look.context.names.first(look.partner)
    if not partner or look.context.heard_speech:
        return False
    greeting = (
        r"(?:hi|hello|good (?:morning|afternoon|evening))"
        if look.speaker == "therapist"
        else r"(?:hi|hello|hey|good (?:morning|afternoon|evening))"
    )
    comma = "," if look.speaker == "therapist" else ",?"
    return bool(
        re.match(rf"^\W*{greeting}{comma} (?:again,? )?(?:dr\.? )?{re.escape(partner)}[.!]", head, re.I)
    )


def _opened(look: Look) -> bool:
    """True when one of the first turns is a beginning, so that these may still be greetings."""
    return any(GREETING.match(t) or _opens(t[:200]) for _, t in look.context.turns[:3])


def _opens(text: str) -> bool:
    low = text.lower()
    return bool(OPENERS.regex.search(low))


def _formal(words: str) -> bool:
    low = words.lower()
    return any(
        cue in low
        for cue in (
            "to meet you",
            "what brings you",
            "what brought you",
            "be your therapist",
            "be your couns",
            "welcome to",
            "welcome back",
            "agreeing to",
            "your first",
            "our first",
            "wrong chat",
            "confidential",
            "how to start",
            "i'm your",
            "i am your",
            "my name is",
            "of our",
            "our first",
            "previous",
            "prior",
            "earlier",
        )
    )


def _retells(look: Look, memory: Memory) -> bool:
    """True when much of what the turn is about stood in the speaker's first two turns and little in its later ones' answers."""
    content = look.print.content
    if look.speaker != "patient" or len(content) < 8 or len(memory.turns) < 2:
        return False
    opening = memory.turns[0].content | memory.turns[1].content
    partner = look.context.memory[look.partner]
    heard = partner.turns[-1].content if partner.turns else frozenset()
    told = len(content & opening) / len(content)
    answers = len((content & heard) - opening) / len(content)
    return told >= 0.55 and answers < 0.2


_TALK: Talk = (
    ("patient", "I miss my sister."),
    ("therapist", "Tell me about her."),
    ("patient", "She laughed a lot."),
    ("therapist", "What did it sound like?"),
)
FIRES = {
    "restart": [
        Example(
            "Welcome. My name is Nova and I'll be your therapist.",
            before=(("patient", "...and that's when I threw the ring in the sink."),),
        ),
        Example(
            "Nice to meet you. I'm Alicia, I'm twenty-two.",
            "patient",
            before=(("therapist", "And after you had torn it up, what then?"),),
        ),
        Example("Hi, I'm Alicia, it's nice to meet you. My mum booked this.", "patient", before=_TALK),
        Example(
            "Good morning and welcome! My name is Nova and I'll be your counsellor today. What brings you in?",
            before=_TALK[:3],
        ),
        Example(
            "Hello Alicia, it's so good to see you. How have you been since our last session?",
            before=(*_TALK, _TALK[0]),
        ),
        Example(
            "Hey, I was just looking for someone to chat with.",
            "patient",
            before=(*_TALK, ("patient", "Like bells."), ("therapist", "Bells."), *_TALK),
        ),
    ]
}
PASSES = [
    Example(
        "Welcome back, madam. The cellar wants clearing by Friday.",
        before=(
            ("patient", "I sold the hives on Saturday. All nine."),
            ("therapist", "Shall we try it? I'm your landlord. Ready?"),
            ("patient", "Yes."),
        ),
    ),
    Example(
        "Okay. Hi Ines, I'm Tomas. We haven't met for eleven years. That's as far as I got.",
        "patient",
        before=(
            ("therapist", "You were on the stairs again."),
            ("patient", "I've written to her. My daughter."),
            ("therapist", "Would you read it to me?"),
        ),
    ),
    Example(
        "I'm Nova, nice to meet you. What brings you here?",
        before=(("patient", "I can't sleep."),),
        session=1,
    ),
    Example("Hi, I'm Alicia. This is my first session.", "patient"),
    Example("Hello Alicia, good to see you. How was your week?", before=(("patient", "Hi."),)),
    Example("Hey, it rang again last night.", "patient", before=_TALK),
    Example("Hello again to that silence, then. Shall we let it sit?", before=_TALK[:3]),
    Example("I said hello, I'm Alicia, and he just walked past me.", "patient", before=_TALK),
]
