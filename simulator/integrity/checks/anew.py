"""A beginning in words that nobody has listed. What belongs to the start alone comes in kinds: a greeting, a name, a post,
a seat, thanks for coming, secrecy, an agenda, the week, the reason for coming. One of a kind may stand anywhere; two of
different kinds close together, in answer to a turn from the midst of a talk, are a speaker who has lost the thread.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from simulator.integrity.anatomy import anatomy_of
from simulator.integrity.gates import Needed
from simulator.integrity.registry import Example, Hit, Look, Talk, check
from simulator.integrity.wordings.beginnings import BEGINNINGS
from simulator.integrity.wordings.openers import PAUSED
from simulator.integrity.wordings.shared import swapped
from simulator.integrity.wordlist import word_set

_OPENING = Needed(
    r"\bcome through\b|\bi'm (?:dr|doctor)\b|\bspoke on the phone\b|^\W*(?:all right\b|(?:not|no) (?:so |too |much )?(?:bad|worse|well|good|better)\b"
    r"|i'm (?:not )?(?:so |all |doing )?(?:well|right|okay|ok|fine|better|worse)\b)|\bhome ?work\b"
    r"|\b(?:\w+ week|the week|session|well today|since (?:we|our|last)|today|this morning"
    r"|on the way (?:here|over)|your (?:lift|stairs|office|bell|chair|waiting room)|up and down|righto)\b"
    r"|^\W*(?:i'm |i am |oh )?(?:so |very |really |terribly )*sorry\b"
    r"|\b(?:hi|hiya|hello|hey|welcome|^\W*(?:yes\W+)?(?:morning|evening|afternoon)"
    r"|good (?:morning|afternoon|evening|day)|greetings|sorry i'm late|come (?:on )?in\b(?=[.,!]|$)"
    r"|have a seat|sit down|my name(?: is|'s)|nice to meet|good to (?:see|meet)"
    r"|thanks for (?:coming|seeing|having|joining)|what (?:brings|brought) you|how (?:are|have) you"
    r"|how was your|your week|this week|first (?:time|session)|never done this|not sure where to start"
    r"|where (?:to|do i|should i|would you like to|shall we|do you want to) (?:start|begin)"
    r"|(?:let's|shall we|can we|could we|may we) (?:re)?(?:start|begin)|start (?:again|over|afresh)"
    r"|take a seat|get started|tell me (?:a (?:bit|little) )?(?:about (?:yourself|you)\b|who you are)"
    r"|what (?:can i|shall we|should we|would you like to (?:talk|focus|work|do))|appointment|referr\w+|"
    r"i'm here|on your mind|introduce\w*|who are you|your name|call me|i call you|hear me|still there"
    r"|you there|froze|frozen|cut (?:out|off)"
    r"|(?:line|call|connection|signal|video|sound) (?:\w+ )?(?:dropped|went|cut|gone|died|lost|back)"
    r"|dropped out|connection|(?:been a (?:while|long)|long time)|back (?:now|again)|i'm back|parking"
    r"|traffic|this is (?:my|our)\b(?= \w+[.,])|brought (?:him|her|my \w+)(?: along| in| with me)"
    r"|come with me|practi[sc]e|pretend|role-?play\w*|rehears\w+|as if i (?:was|were)"
    r"|(?:try|say|saying|read|show)\b[^.!?\n]{0,30} (?:to me|out loud|aloud)"
    r"|you(?:'ll)? be (?:him|her|my|the)\b|i'll be (?:him|her|my|your|the)\b"
    r"|play (?:him|her|my|the (?:part|boss))|waiting room|a moment ago|interpreter|translat\w+"
    r"|(?:at|to) the door(?= now|[.,!]|$)|knock(?:s|ed|ing)?"
    r"|(?:bus|train|tram|taxi|lift|car) (?:\w+ )?(?:didn't come|was late|broke down|got stuck|wouldn't)"
    r"|sorry (?:i'm |about the |for (?:being |the ))?(?:late|delay|wait|time)"
    r"|what (?:made|led|got|moved) you (?:to )?(?:pick up|call|ring|come|reach|seek|look for|book"
    r"|get in touch|contact|decide)|would you (?:like to |want to |have liked to )?(?:say|tell|ask|write"
    r"|answer)|i came in)\b"
)
"""In a turn just before: greeting, arriving, a break in the line, somebody new in the room, a part that is practised."""
_PART = Needed(
    r"\b(?:practi[sc]e|pretend|role-?play\w*|rehears\w+|as if i (?:was|were)"
    r"|i'll (?:be|play) (?:him|her|my|your|the)|you(?:'ll)? be (?:him|her|my|the)|bring (?:him|her|them) in"
    r"|call (?:him|her|them) in|joins? us)\b"
)
"""In the speaker's own last turn: a part that is practised, somebody who is fetched."""
_STARTED = re.compile(
    r"^\W*(?:hi(?:ya)?|hello|hey|welcome|good (?:morning|afternoon|evening|day)|greetings)\b"
    r"|\b(?:nice to meet|what brings|good to (?:see|meet)|how (?:are|have) you(?: been)?|thanks for coming"
    r"|where (?:shall|would|should) (?:we|you|i)|first session|my name)\b"
)
_SET_APART = re.compile(
    r"\b(?:said|says|say|saying|goes|told|asks|asked|wrote|write|reads?|tells|thought|remember|imagine"
    r"|pretend|role-?play|practi[sc]\w+|as if|as though|like (?:a|an|the)|used to|would|whoever|whenever"
    r"|when (?:i|you|we|he|she|they|somebody|someone)|if (?:i|you|we|he|she|they|somebody|someone)"
    r"|that (?:first|time)|back then|years? ago|months? ago|weeks? ago|next (?:time|week)"
    r"|last (?:time|week)|every (?:time|week|morning|day)|at the (?:start|beginning)|each (?:week|time))\b"
)
_CALLED = re.compile(
    r"\b(?:(?:i'm|i am|this is|name is|name's|call me|i'm called|go by|myself) (?:dr\.? |doctor "
    r"|just )?)(\w+)[^\w]*(?:\w+[^\w]*){0,3}$",
    re.I,
)
_FORMAL = re.compile(
    r"^\W{0,3}(?:hello|greetings|welcome(?= (?:to|back|in|and|here)\b|[,.!])|howdy|good (?:morning|afternoon|evening)"
    r"|(?:morning|afternoon|evening)(?=[.!]|, (?!too|then|mostly|mainly|usually)\w+[.!])|good day)\b(?!,? (?:you must be|again|back|to (?!our|the session|this session|therapy|your)|mister"
    r"|mr|sadness|anger|shame))[^.!?\n]{0,30}[.!,]"
)
_BACK = re.compile(r"\W*(?:hi,? |hello,? )?(?:and )?welcome back\b")
_TOLD_DAY = re.compile(
    r"\W*good (?:morning|afternoon|evening|day),? (?:for once|actually|today|mostly|bad\b|overall|so far|on the whole|all in all|at work"
    r"|yesterday|really|in the end|then bad)"
)
_PEOPLES = word_set(
    "american canadian mexican italian russian ukrainian romanian hungarian bulgarian croatian serbian bosnian albanian estonian latvian "
    "lithuanian norwegian indian iranian syrian egyptian nigerian ghanaian kenyan ethiopian brazilian colombian australian austrian belgian "
    "german palestinian armenian georgian jamaican african asian european persian korean french dutch greek thai czech swiss welsh iraqi "
    "pakistani bengali punjabi somali nepali filipino catholic muslim hindu sikh buddhist protestant quaker mormon baptist orthodox gay trans "
    "deaf northern southern black white"
)
"""I'm Welsh, I'm Catholic: what one is, not one's name."""
_OVER = re.compile(r"\b(?:start|begin|try)(?:ing)? (?:that |this |it )?(?:over|again|afresh)\b")
_SAYS = re.compile(
    r"[^.!?\n]{0,40}[,;-] ?(?:(?:and )?(?:he|she|they|i|you|we|people|everyone) (?:says?|said|goes|go|went"
    r"|tell|told|all|always)|that's what)\b"
)
_WEAK = frozenset({
    "one's circumstances", "where to begin", "why one comes", "the week", "the frame", "the agenda", "the beginning",
})  # fmt: skip
"""Kinds that the midst of a talk knows too."""
_FILLERS = word_set(
    "yes yeah yep no nope not i guess so think okay ok sure mm mhm hm right thanks thank you good fine great i'm it's that's all well maybe um uh a bit really do don't know nothing"
)
_WORDS = re.compile(r"[a-z']+")
_DONE = re.compile(r"\b(?:thank(?:s| you)(?: so much| very much)?|bye|goodbye|see you(?: \w+)?)\W*$")
_LEAVES = re.compile(
    r"\W*(?:well,? |so,? )?(?:good-?bye|farewell|take care|until (?:next|then|we)|see you)\b"
)
"""Whoever takes leave says on what terms one may come back, and thanks for coming."""
_FAREWELL = 60
"""Characters at the end of a turn in which that stands."""
_NEAR = 170
"""Characters within which two signs belong together."""
_LATE, _ALONE = 4, 10
"""How many turns are known when a talk is under way, and when it is even where it was opened in due form."""
_SHORT = 45
"""Words of a partner's single earlier turn up to which it may be from the midst of a talk."""
_OPENER = 16
"""The same of a patient's turn with which the record begins: whoever opens a session says more than that."""


@check("anew", tier="context", codes=["restart"])
def anew(look: Look) -> Iterator[Hit]:
    """Looks for signs of two kinds that stand close together."""
    if not look.context.turns or look.context.heard_speech:
        return
    signs = sorted(BEGINNINGS.search("restart", look), key=lambda h: h.start)
    if not signs or swapped(look) or not _under_way(look) or _LEAVES.match(look.anatomy.spoken):
        return
    signs = [h for h in signs if not _reported(look, h) and _is_name(look, h) and not _no_greeting(look, h)]
    if signs and signs[0].start < 4 and _greets_anyhow(look):
        yield Hit("restart", 0, signs[0].end, "greets in answer to a turn from the midst of the talk")
        return
    for one, two in pairwise(signs):
        weak = one.detail in _WEAK and two.detail in _WEAK
        if weak and (look.speaker == "patient" or _LATE <= len(look.context.turns) < _ALONE):
            continue
        if two.start - one.end <= _NEAR and two.end > one.end:
            yield Hit(
                "restart", one.start, two.end, f"{one.detail} and {two.detail} in the midst of the talk"
            )
            return


def _greets_anyhow(look: Look) -> bool:
    """A therapist's formal greeting at the head of a turn that takes up nothing of the partner's."""
    if look.speaker != "therapist" or not _FORMAL.match(look.anatomy.spoken):
        return False
    memory = look.context.memory[look.partner].turns
    return not memory or memory[-1].content.isdisjoint(look.print.content)


def _is_name(look: Look, hit: Hit) -> bool:
    """What follows "I'm" has a capital, unless the speaker never uses any."""
    words = look.anatomy.norm[hit.start : hit.end]
    called = _CALLED.search(words)
    if called and (called.group(1).lower() in _PEOPLES or called.group(1).lower().endswith(("ish", "ese"))):
        return False
    return not called or called.group(1)[0].isupper() or look.anatomy.norm.islower()


def _no_greeting(look: Look, hit: Hit) -> bool:
    """Good day, for once; and "welcome back" to one who had gone out for a moment."""
    if hit.detail != "greeting":
        return False
    if _BACK.match(look.anatomy.spoken, hit.start):
        return "week" not in look.anatomy.words and any(
            PAUSED.search(t.lower()) for _, t in look.context.turns[-4:]
        )
    return bool(_TOLD_DAY.match(look.anatomy.spoken, hit.start))


def _reported(look: Look, hit: Hit) -> bool:
    """What somebody says in a tale, or said at another time."""
    lower = look.anatomy.spoken
    if _OVER.search(lower, 0, hit.start):
        return True
    start = max(lower.rfind(c, 0, hit.start) for c in ".!?\n") + 1
    return bool(_SET_APART.search(lower, start, hit.start) or _SAYS.match(lower, hit.end))


def _under_way(look: Look) -> bool:
    """Whether the partner's last turn, and what was said before, are the midst of a talk and not its beginning."""
    context = look.context
    partner = anatomy_of(context.last(look.partner))
    before, own = partner.lower, anatomy_of(context.last(look.speaker))
    if not before or _OPENING.search(partner, before) or _PART.search(own, own.lower):
        return False
    if _DONE.search(before, len(before) - _FAREWELL) or all(
        word.group() in _FILLERS for word in _WORDS.finditer(before)
    ):
        return False
    known = len(context.turns)  # a record that begins in the middle may begin with a greeting all the same
    if known >= _ALONE:
        return True
    opened = any(_STARTED.search(t[:200].lower()) for _, t in context.turns[:3])
    if known >= _LATE and not opened:
        return True
    if opened or (known < 2 and context.session_number == 1):
        return False
    opener = look.speaker == "therapist" and known < 2
    return len(_WORDS.findall(before)) <= (_OPENER if opener else _SHORT)


_TALK: Talk = (("patient", "The kettle clicked off and neither of us got up."),)
_ASKED: Talk = (("therapist", "And which of them kept the key?"),)
FIRES = {
    "restart": [
        Example("Do make yourself comfortable. What would you like to focus on in here?", before=_TALK),
        Example("I'm Ottilie, I trained in family work. Shall we do introductions?", before=_TALK),
        Example("Neither of you. Now, to kick things off, how was your week?", before=_TALK),
        Example("Evening! The name's Gwil, I'm sixty-one.", "patient", before=_ASKED),
        Example("Sorry, I'm a bit early. The receptionist said to come up. Lovely to see you.", "patient", before=_ASKED),
        Example("My GP booked this for me. I'm not sure how it works.", "patient", before=_ASKED),
    ]
}  # fmt: skip
PASSES = [
    Example("Thanks for coming in. How has your week been?", before=(("patient", "All right, I suppose. Homework's a mixed bag."),)),
    Example("Hello, and what would you like to focus on today?", before=(("patient", "Hi Nova. Sorry, traffic."),)),
    Example("So he said, make yourself comfortable, what brings you here? And you ran.", before=_TALK),
    Example("We could begin with the kettle. How was the silence?", before=_TALK),
    Example("I'm sixty-one, and my brother kept it.", "patient", before=_ASKED),
    Example("Goodbye then. You can come back until June without a referral. Thank you for coming all this way.", before=_TALK),
    Example("Welcome back. You can hear me okay now?", before=(("patient", "Sorry, the call dropped."),)),
]  # fmt: skip
