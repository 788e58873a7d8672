"""Greeting or introducing oneself again in the middle: a model that has lost the thread begins anew. In one published set
57-89 % of the patient's turns do. A bare "Hey" is a habit of chat and only noted; a beginning needs more than that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from simulator.integrity.context import Memory
from simulator.integrity.gates import Needed
from simulator.integrity.registry import Example, Hit, Look, Talk, check
from simulator.integrity.wordlist import word_set

_GREETING = re.compile(
    r"^\W*(?:hi(?:ya)?|hello|hey(?: there)?|hallo|greetings|good (?:morning|afternoon|evening|day)|welcome"
    r"|hola|buenos d[ií]as|buenas tardes|bonjour|guten tag|ciao|ol[aá]|привет|здравствуйте|yo)\b",
    re.I,
)
_OPENERS = Needed(
    r"\b(?:(?:it'?s |so |very |really )?(?:nice|good|great|lovely|wonderful|pleased|glad) to (?:meet|see"
    r"|have|finally meet|talk (?:to|with)) you(?:r)?\b(?! (?:smile|laugh|again like|angry|stand|so))"
    r"|thank(?:s| you) (?:so much )?for (?:coming(?: in)?(?: today)?(?=[.,!]|$)"
    r"|agreeing to (?:meet|see|talk)|seeing me|meeting (?:with )?me|joining me|having me|fitting me in"
    r"|taking the time)|"
    r"(?<!me )(?<!about )(?<!said )what (?:brings|brought) you (?:in|here|to (?:me|therapy|see))"
    r"|welcome (?:back|to (?:our|your|the|therapy|this)|,|in\b)|(?:my name is|i'?m called) (?!not\b)"
    r"|i'?ll be your (?:therapist|counsell?or)"
    r"|i(?:'m| am) (?:your|a|the) (?:new |cbt )?(?:therapist|counsell?or|supportive companion)|"
    r"(?:this is|it'?s) (?:my|our|your) (?:very )?first (?:time (?:in therapy|here|doing this)|session"
    r"|appointment)|i'?ve never (?:done|tried|been (?:to|in)) (?:therapy|counselling|counseling"
    r"|this)(?: before)|before we (?:begin|start|get started|dive in)"
    r"|this is (?:actually |really )?(?:the (?:start|beginning) of our|our first) (?:conversation|chat"
    r"|exchange|talk|meeting)|(?:don'?t have|no) (?:any )?(?:previous|prior|earlier) (?:context"
    r"|conversation|messages|chat|record)|"
    r"(?:let'?s|shall we|we'?ll) (?:begin|start|kick off) (?:with |by |our |today'?s |this )?(?:introduc"
    r"|session|first session|getting to know|check-?in)"
    r"|how (?:have you been|has your week been|was your week|are you(?: doing| feeling)? today"
    r"|have things been)(?: since| going)?|since (?:our|we) last (?:session|met|spoke|meeting|talked)|"
    r"where (?:should|do) (?:i|we) (?:start|begin)|i(?:'m| am) not (?:really )?sure how to start"
    r"|don'?t (?:really )?know (?:how|where) to start"
    r"|(?:i'?m|i am|was|i just|just|i was) (?:actually |really |only )?(?:looking for"
    r"|wanted to (?:talk to|chat with)|hoping to (?:talk to|chat with|get)) (?:someone|somebody"
    r"|some (?:support|help))|i (?:was )?(?:just|only) (?:wanted|hoping|looking) to (?:talk|chat)"
    r"|(?:wrong|different) chat|"
    r"my (?:mum|mom|gp|doctor|wife|husband|partner|school|boss) (?:booked|sent me|suggested i"
    r"|made (?:me|this)|referred)|i(?:'m| am) here (?:because|today because|for|about)\b"
    r"|i suppose i'?m here because|go over confidentiality"
    r"|everything you (?:say|share) (?:here )?is confidential"
    r"|what would you like to (?:talk about|focus on|work on) today|(?:introductory|intake|first) session"
    r"|have you (?:ever )?(?:been in|had|tried|worked with)[^.!?\n]{0,20}(?:counsell?ing|therapy"
    r"|a (?:therapist|counsell?or))|(?:a|your) (?:safe|supportive) (?:space|companion)|get to know you|"
    r"last time we (?:talked|spoke|met)|(?:tell me )?a (?:little|bit) about (?:yourself|what brings you)"
    r"|how can i (?:help|support) you today|what'?s on your mind(?: today)?\?)",
)  # fmt: skip
_INTRODUCES = (
    r"\b(?:i(?:'m| am)|my name(?:'s| is)|this is|it'?s|call me|name'?s)(?: (?:dr\.?|actually|just))? {name}\b"
)
_AGAIN = Needed(
    r"(?<=[.!?] )(?:hello|hi|hey|welcome|good (?:morning|afternoon|evening))\b[^.!?\n]{0,30}[,.!] (?:i'm"
    r"|i am|my name is|it's (?:so )?(?:nice|good|great|lovely) to meet|what brings)\b"
)
_BEGINS = word_set(
    "meet face name name's go first introductory reached brings made brought yourself telling address introduce booked "
    "sent signed referred never confidential sessions i'm counsellor counselor therapist here teen"
)
"""Words without one of which no introduction can match."""
_INTRODUCTION = Needed(
    r"(?P<meets>\b(?:nice|lovely|good|pleased|great|glad) to (?:finally )?(?:meet you|put a face)\b)"
    r"|\bmy name(?:'s| is) (?!not)\w|\b\w+'s the name\b|\bi go by \w+"
    r"|\bi'?ll be your (?:therapist|counsell?or)\b"
    r"|\b(?:our|your) (?:very )?first (?:meeting|session|time (?:with us|here))\b|\bintroductory session\b"
    r"|\byou'?ve reached\b|\bwhat (?:brings|made you decide|brought) (?:you|to)\b"
    r"|\btell me a (?:little|bit) about yourself\b|\bwould you mind telling me your name\b"
    r"|\bhow should i address you\b|\bis there a name you'?d like\b|\bi should introduce myself\b"
    r"|\bmy (?:daughter|son|wife|husband|doctor|gp|mum|mom|boss|partner|sister) (?:booked|sent|signed"
    r"|referred) me\b|\bi'm \w+, (?:i(?:'m| am) )?(?:\d\d|\w+teen"
    r"|(?:twenty|thirty|forty|fifty|sixty|seventy)[ -]?\w*)\b|\bi(?:'ve| have) never done this before\b"
    r"|\bthis is a confidential space\b|\bhow these sessions work\b"
)
_A_SELF = re.compile(r"\b(?:I'm|I am|my name|call me|it's) [A-Z]")
_SURELY_UNDER_WAY = re.compile(
    r"^\W*(?:\.\.\.|and |so |but |no[,.]|yeah[,.])|\.\.\.$"
    r"|\b(?:go back to|you said|you told me|anybody (?:that|before)|told anybody|and that's when)\b"
)
"""A patient's very first turn says "again" and "still" too."""
_UNDER_WAY = re.compile(
    r"^\W*(?:\.\.\.|and |so |but |because |then |no[,.]|yes[,.]|yeah|that's )|\.\.\.$"
    r"|\b(?:again|still|go back to|you said|you told|you were|like you said|last (?:time|week|night)"
    r"|never told|anybody before|and then|that's when|after (?:you|that|she|he|they)"
    r"|when (?:she|he|they|you|i) \w+(?:ed|t|ew|id|aw)\b|how did|what did (?:she|he|they|you|it|your)"
    r"|did you (?:tell|ask|go|say|get|hear)|who was|where was|the worst of it)\b"
)
_AGE = re.compile(
    r"\bi(?:'m| am) (?:\w+, )?(?:a )?(?:\d\d|(?:fif|six|seven|eigh|nine)teen"
    r"|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty)(?:-\w+)?)(?: years old|,|\b(?= and))",
    re.I,
)


@check("restart", tier="context", codes=["restart"], any_language=True)
def restart(look: Look) -> Iterator[Hit]:
    """Looks at the first words of a turn in the middle, and whether it tells the opening again."""
    match = (
        None
        if look.context.number < 2 or _GREETING.match(look.anatomy.norm)
        else _AGAIN.search(look.anatomy, look.anatomy.spoken)
    )
    if match:
        yield Hit("restart", match.start(), match.end(), "greets in the middle of a turn")
        return
    if re.search(r"\b(?:uh|um)\b", look.anatomy.lower[:40]) and look.mid_session:
        return
    if match := _late_beginning(look):
        yield Hit(
            "restart", match.start(), match.end(), "introduces itself where the talk is already under way"
        )
        return
    if not look.mid_session:
        return
    text = look.anatomy.norm
    head = text[:420]
    greeting = _GREETING.match(head)
    name = look.context.names.first(look.speaker)
    intro = re.search(_INTRODUCES.format(name=re.escape(name)), head, re.I) if name else None
    if intro and (not look.anatomy.spoken[intro.start() : intro.end()].strip() or intro.start() > 160):
        intro = None
    opener = _OPENERS.search(look.anatomy, look.anatomy.spoken[: 420 if greeting or intro else 150])
    if _names_partner(look, head):
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
    if not before or _BEGINS.isdisjoint(look.anatomy.words[:70]):
        return None
    match = _INTRODUCTION.search(look.anatomy, look.anatomy.spoken[:160])
    if not match or context.heard_speech or _GREETING.match(before) or _opens(before[:300]):
        return None
    if any(_GREETING.match(t) for _, t in context.turns[:2]) and context.number < 4:
        return None
    if look.speaker == "patient" and match.group("meets") and not _A_SELF.search(look.anatomy.norm[:300]):
        return None
    if context.number < 2 and context.session_number == 1:
        return None
    cues = _SURELY_UNDER_WAY if look.speaker == "therapist" and context.number < 2 else _UNDER_WAY
    under_way = bool(cues.search(before.lower()[:300])) or context.number > 2
    return match if under_way or (look.speaker == "therapist" and (context.session_number or 1) > 1) else None


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
    return any(_GREETING.match(t) or _opens(t[:200]) for _, t in look.context.turns[:3])


def _opens(text: str) -> bool:
    low = text.lower()
    return bool(_OPENERS.regex(low).search(low))


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
