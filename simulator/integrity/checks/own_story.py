"""A therapist who tells of itself as the one who came for help. Therapists do speak of themselves, in a sentence, and come back to
the other; what they do not do is go on: the same for oneself, the night on the stairs, nobody who knows, and what to do now.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from simulator.integrity.answering import PLAYED, US, asks
from simulator.integrity.persons import ME, YOU
from simulator.integrity.registry import Example, Hit, Look, Talk, check
from simulator.integrity.seconded import of_partner, seconded
from simulator.integrity.signs import Seen, Sign, Signs, hit_of

_KIN = (
    r"(?:wife|husband|sister|brother|mum|mam|mom|mother|dad|father|son|daughter|boy|girl|kids|partner|ex"
    r"|flatmate|neighbour|neighbor|boss|manager|supervisor|doctor|gp|nan|gran|grandmother)"
)
_SIGNS = Signs(
    [
        Sign("the same for oneself", 1, (
            r"(?:^|[.!?\n] ?)(?:\W*(?:oh|god|yeah|yes|no|well|honestly|aye|ha|ah|and|because|it's|forgive me),? )*"
            r"(?:me too|me neither|mine too|mine(?:'s)? (?:neither|did|does|is|was|has|hid|never|the)|same here"
            r"|same(?:, to be|,? honestly| with me| for me)|nor me|nor (?:do|can|did|have) i|neither (?:do|can|did|have) i"
            r"|so (?:do|did|am|have) i\b(?! (?:hear|see|understand|gather))|i do the same|i(?:'ve| have) the same"
            r"|i (?:did|do|had|have) that(?: too| once| as well)?\b(?! (?:written|down|in|on|here))|i don't either"
            r"|i can't (?:\w+ ){0,4}either|my (?:\w+ )?" + _KIN + r"(?:'s the same|,? too\b| did that| was the same)"
            r"|for me (?:it'?s|it is|the)|with me it'?s|it'?s (?:\w+ ){1,3}for me\b(?! to)|i only managed|i know (?:that|the|those) (?:feeling|looks?|stairs|nights?))\b",
            r"\bi (?:\w+ ){1,5}too\b(?=[.,!;]|$)|\b(?:it|that|the same) (?:happened|happens|has happened) to me\b"
            r"|\bit'?s the same (?:for|with) me\b|\bi(?:'ve| have) had (?:it|that) done to me\b"
            r"|\bi (?:get|keep|do|spent|have|lost|had|see) mine\b|\bi(?:'ve| have) one of those too\b|\bi have one of those\b",
        )),
        Sign("cannot", 1, (
            r"\bi (?:still )?(?:can'?t|cannot|couldn'?t) (?!help|see|hear|imagine|tell you|speak for|promise|know|say (?:what|if|whether|that)"
            r"|prescribe|answer|make|decide|keep|give|write|be sure|fix|and|do that for|take|speak)\w+"
            r"|\bi(?:'ve| have)(?:n'?t| not) been able to\b|\bi(?:'ve| have)? never (?:really |quite )?(?:got|gotten|been able|talked|told|said)"
            r"(?: over| off| it| about)?\b|\bi didn'?t (?:answer|go|dare|manage|sleep|eat|open)\b"
            r"|\bi(?:'ve| have) let it all go\b|\bi(?:'m| am) not coping\b|\bi(?:'ve| have)(?:n't| not) (?:slept|eaten|been (?:sleeping|eating|out))\b",
        )),
        Sign("has tried", 1, (
            r"\bi(?:'ve| have) tried (?:the|all|everything|to|it)\b|\bi(?:'ve| have) (?:started|begun|taken to) (?:\w+ing|putting)\b"
            r"|\bi(?:'ve| have) (?:thought|been thinking) (?:of|about) (?:\w+ing|packing|ringing)\b|\bi (?:gave|have given) up \w+",
        )),
        Sign("alone with it", 1, (
            r"\b(?:nobody|no one|no-one)(?: at home| else| in the office| there| here)? (?:knows|asks|takes|stays|says|comes|does|ever|in the"
            r"|at home|to tell|else)\b|\b(?:there'?s|i'?d|i'?ve(?: got)?|i have|i had) (?:nobody|no one|no-one)\b"
            r"|\bi(?:'ve| have|'d| had)?(?:n't| not)? ?told (?:anyone|anybody|my|nobody|no one|a soul|reverend|the)\b(?=[^.!?\n]{0,40})"
            r"|\bi(?:'ve| have)(?:n't| not) told\b|\byou'?re the (?:first|only) (?:one|person)\b"
            r"|\b(?:i'?m telling|i(?:'ve| have) told nobody but|i probably (?:oughtn't|shouldn't) (?:say|tell)) you\b|\bwho do i tell\b"
            r"|\bi haven'?t a clue who\b",
        )),
        Sign("asks about itself", 2, (
            r"\bdo you think (?:there'?s (?:something|anything)[^.!?\n]{0,30} (?:with|about) me|i'?m (?!right|hearing|being unfair)|i ought|i should"
            r"|i can|(?:he|she|they)'?(?:ll|d) (?:ever|even))\b"
            r"|\byou must think (?:i'?m|me)\b|\bdoes (?:that|it) sound (?:mad|crazy|silly|strange|stupid)(?: to you)?\?"
            r"|\bis (?:that|it) (?:a crime|normal|mad|always going to)\b[^.!?\n]{0,60}\?|\bwhat do you think i (?:ought|should)\b"
            r"|\bwould you say i (?:ought|should)\b|\btell me (?:it gets|i'?m (?:not|doing)|that i'?m)\b"
            r"|\b(?:can|could|will|would) you (?:tell me (?:what to do|that i|i'?m)|say something so|ring (?:the|my)|write to (?:the|my)"
            r"|recommend i|teach me)\b|\bwhat(?:'s| is) (?:wrong|the matter) with me\b|\bhow do you keep going\b|\bwhat would you do\?"
            r"|\b(?:could|can) (?:we|i) talk (?:about (?:that|it|this) today|to you about (?:it|that|this))\b"
            r"|\bi (?:want|need) you to tell me\b|\bi'?d (?:so |really )?like to hear it from you\b|\byou do think i'?m\b",
        )),
        Sign("comes for help", 2, (
            r"\b(?:well|no|oh),? (?:\w+ ){0,3}since you (?:ask|asked)\b|\bi was hoping (?:that )?(?:you|talking|somebody|someone|coming)\b"
            r"|\bi came (?:here|to you) (?:hoping|because|for)\b|\bi(?:'ve| have)(?: been)? (?:thought|thinking) about what you asked\b"
            r"|\b(?:it helps|it'?s a relief|it does help|it helped) (?:that you|to (?:be able to )?(?:say|tell|get)|telling you)\b"
            r"|\btaking up your time\b|\bi told myself i (?:wouldn't|won't) cry\b|\b(?:on the (?:bus|train|way)|in the car) (?:coming )?here\b"
            r"|\bi (?:rehearsed|practised|practiced) (?:it |a bit )?(?:on|in) the\b|\bi feel better for getting\b|\bthanks? (?:you )?for (?:today|listening)\b"
            r"|\b(?:like|as) you (?:said|told me|showed me)\b(?=[^.!?\n]{0,40}[.,;]|$)|\bi(?:'ve| have) been cross with you\b"
            r"|\bi(?:'ve| have) been dreading this hour\b|\byou'?re (?:easier|better) to talk to\b|\byou always look at me\b"
            r"|\bi won'?t take long\b|\bif i'?m (?:honest|truthful)\b|\bto be (?:truthful|honest) with you\b",
        )),
        Sign("was given a task", 2, (
            r"\bthe (?:homework|exercise|diary|thought record|sheet|breathing) you (?:gave|set|asked|taught|showed)\b|\bi (?:didn'?t|forgot to|never) do the (?:homework|sheet|diary|exercise)\b"
            r"|\bi(?:'ll| will) do the (?:diary|thought diary|homework|sheet|breathing)\b|\bi rehearsed (?:a bit |it )?on the\b|\bwhat i was going to (?:tell|say to) you\b|\bi did mean to\b",
        )),
        Sign("suffers", 1, (
            r"\bi(?:'m| am|'ve been|'ve felt| feel| felt| was)(?: so| just| very| such a| really| terribly)? (?:ashamed|frightened|scared|tired|guilty|useless|lonely"
            r"|lonelier|embarrassed|exhausted|terrified|losing it|disgusting|silly|stupid|hopeless|sick|no good|worthless|in bits|a wreck)\b"
            r"|\bi (?:cried|cry|wept|weep|could weep|screamed|scream|sobbed|snap|snapped|shook)\b|\btry(?:ing)? not to cry\b"
            r"|\bmy (?:chest|stomach|hands|knee|back|heart) (?:goes|hurts|aches|shakes?|turns|drops|was going|races)\b"
            r"|\bi(?:'ve| have) had this \w+\b|\bi (?:feel|felt) like i'?m\b|\bthis is embarrassing\b",
        )),
        Sign("its own nights", 1, (
            r"\bi (?:just |only |still )?(?:sit|sat|lie|lay|stand|stood|drive|drove|stay|stayed|wake|woke|hide|hid|eat|ate|dream|stop|lie about|scroll|flinch)"
            r"(?: (?:up|down|there|awake|round|around|out|alone|still|of))*(?:(?: the| a| my| his| her| it)? \w+){0,2} ?(?:in|on|at|by|under|outside|with|and|next|standing|about)?\b"
            r"(?! with you| with that| with it| with this| with people| here with| beside you| corrected| by (?:what|that))",
            r"\bi keep (?:asking myself|thinking|wondering|expecting|dreaming|driving|checking|seeing|hearing him|hearing her)\b(?! (?:about )?(?:what you|how you|you\b|that you))",
        )),
        Sign("its own life", 1, (
            r"\bmy (?:own |old |last )?" + _KIN + r"(?:'s)? (?!and i (?:both )?work)(?:\w+'t |'s |has |had |says?|said|keeps|never|always|moved|left|thinks|used|died|drowned|called|tells"
            r"|told|won't|doesn't|stopped|hasn't|got|hid|threw|made|came)\b|\bsince (?:the job|march|he left|she left|dad|mum|the accident|the merger|\w+ went|the funeral)\b"
            r"|\b(?:dad|mum|mam|mom) (?:called|said|told|died|left|rang|had|used|got|won't|never)\b|\bwhen my \w+ (?:left|died|moved|went)\b"
            r"|\bwhen i was (?:six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|a (?:girl|boy|child|kid)|little|small)\b"
            r"|\bi(?:'m| am) (?:forty|fifty|sixty|thirty|twenty)(?:-\w+)?\b(?! (?:minutes|miles))",
        )),
        Sign("does not know", 1, (
            r"\bi (?:just,? |really )?(?:don'?t|didn'?t|do not|never) know (?:who i|what i'?d|what to do|how much (?:more|longer)|how to (?:stop|go|sleep)|if i'?m|why i"
            r"|if it|where i|what'?s wrong|whether i)\b|\bi wonder (?:if|whether) i (?:matter|am|will|should)\b|\bwhat i'?m for\b|\bis this it\b",
        )),
    ],
    reach=330,
)  # fmt: skip
_VOICED = re.compile(
    r"\b(?:voice|part of (?:you|me)|says?|said|saying|tells?|telling|as if|as though|chair|be (?:your|him|her|the)"
    r"|as your|i'll be|if i were|were i|imagine|suppose|pretend|play|practise|practice|rehears\w+|line|sentence|whispers?"
    r"|who thinks|sounds like|words)\b[^.!?\n]*$"
)
"""What comes before words that the therapist lends to somebody."""
_GOES_ON, _MOSTLY, _HALF_HEARD = 3, 0.6, 0.3
"""How many sentences of oneself, which share of a turn, and which share of the patient's voice in each."""
_MOST = 130
"""Words of a turn up to which it is looked at."""


_ALL_OF_IT, _A_WORD = 70, 4
"""Words of a turn that is nothing but a word of oneself, and of a first sentence that may be for the other."""
_AT_ALL, _PLAINLY = 0.07, 0.6
"""The patient's share that one of its sentences must have, and the same where the patient asked."""
_TROUBLED = re.compile(
    r"\bi (?:just |still |only |always |hardly |barely |mostly )*(?:keep|kept|lie|lay|sit|wake|skip|weigh|hide|eat|drink|sleep|check"
    r"|put|leave|watch|count|avoid|dream|drive|drove|step|stare|scroll|cry|cried|shake|dread|flinch|forget|forgot|stopped|lost|nearly"
    r"|got as far as|had (?:a few|two|three|four|one before)|haven't|hadn't|couldn't|can't)\b"
    r"|\bi'm (?:awake|up (?:at|all|since|half)|so \w+|still|down to|back on|not (?:sleeping|eating|coping|going out))\b"
    r"|\bi(?:'ve| have) (?:had|hidden|lost|started|stopped|given up|not|been (?:up|awake|off))\b"
    r"|\b(?:on|of|since|with|than|in) (?:mine|ours)\b|(?:^|[.!?] )(?:mine|ours)\b|\b(?:for|with) me,? it's\b|\b(?:at|on) the kids\b"
    r"|\b(?:most|every) (?:night|day|morning|evening|time|week|sunday)s?\b|\b(?:the|my|half a) (?:tablets?|pills?)\b|\bcan't (?:ask|think|stop|face|sleep|stand)\b|\beither\b"
)
"""How one tells of a trouble of one's own that is not over."""
_STAYS = re.compile(
    r"\b(?:tell|show|give|read|teach|bring|hand) (?:me|us|it)\b(?! about it\.)|\b(?:go|carry) on\b|\blet me\b|\bsorry\b|\bthank|\bwelcome\b"
    r"|\bi(?:'m| am)? (?:hear|see|wonder|notice|think|imagine|guess|hope|mean|suspect|believe|find|like|want|glad|here|asking|listening"
    r"|relieved|moved|touched|looking|not (?:going|in a|sure))\w*\b|\bi(?:'ll|'d (?!sooner|rather die|feel|give|only))\b|\bi (?:might|could|would|should|can(?!'))\b|\bi (?:will|do|did|am)(?=[,.;]| (?:hope|hear|see|want|know)\b)"
    r"|\b(?:years ago|a long time ago|once|as a (?:boy|girl|child|student)|for years|back then|in this room|people i)\b"
)
"""A word for the other, a word of the trade, or of what is long over."""


@check("own_story", tier="wording", codes=["inversion"])
def own_story(look: Look) -> Iterator[Hit]:
    """Counts signs in sentences in which the classifier may hear the patient; without it all of them."""
    if look.speaker != "therapist" or len(look.anatomy.words) > _MOST:
        return
    seen = [s for s in _SIGNS.seen(look) if not _lent(look, s)]
    if _is_all(look, seen):
        yield Hit("inversion", 0, len(look.anatomy.norm), "says nothing but a trouble of its own")
        return
    if len({s.kind for s in seen}) < 2:
        yield from _goes_on(look)
        return
    heard = [s for s in seen if seconded(look, s.start, s.end)]
    near = _SIGNS.together(heard, 2)
    if len({s.kind for s in near}) >= 2:
        yield hit_of("inversion", near, "tells its own story as the one who came for help")
        return
    near = _SIGNS.together(seen, 3)
    if len({s.kind for s in near}) >= 2:
        yield hit_of("inversion", near, "tells its own story as the one who came for help")
        return
    yield from _goes_on(look)


def _is_all(look: Look, seen: Sequence[Seen]) -> bool:
    """A short turn that speaks to nobody, but for a word at its beginning, and tells of a trouble of the speaker's own that is
    not over. Who was asked may answer, so that there the patient must be heard plainly."""
    if len(look.anatomy.words) > _ALL_OF_IT or look.anatomy.items:
        return False
    sentences = [s for s in look.anatomy.sentences if not s.quoted]
    text = look.anatomy.spoken
    if len(sentences) > 1 and len(sentences[0].text.split()) <= _A_WORD and "?" not in sentences[0].text:
        text = text[sentences[1].start :]
    if "?" in text or YOU.search(text) or US.search(text) or _STAYS.search(text):
        return False
    if not (seen or _TROUBLED.search(text)):
        return False
    before = look.context.last("patient").lower()
    if not before or PLAYED.search(before) or PLAYED.search(text):
        return False
    least = _PLAINLY if asks(before) else _AT_ALL
    return any(
        share >= least and (ME.search(low := look.anatomy.spoken[s.start : s.end]) or _TROUBLED.search(low))
        for s, share in of_partner(look)
    )


def _goes_on(look: Look) -> Iterator[Hit]:
    """Three sentences or more, and most of the turn, in which the classifier half hears the patient and nobody is spoken to."""
    heard = [
        (sentence, share, look.anatomy.spoken[sentence.start : sentence.end])
        for sentence, share in of_partner(look)
        if len(sentence.text.split()) >= 3
    ]
    of_itself = [
        (sentence, low) for sentence, share, low in heard if share >= _HALF_HEARD and not YOU.search(low)
    ]
    told = sum(1 for _, low in of_itself if ME.search(low))
    if len(of_itself) < _GOES_ON or told < _GOES_ON - 1 or len(of_itself) < _MOSTLY * len(heard):
        return
    if PLAYED.search(look.context.last("patient").lower()) or PLAYED.search(look.anatomy.spoken):
        return
    yield Hit(
        "inversion", of_itself[0][0].start, of_itself[-1][0].end, "goes on about itself, and speaks to nobody"
    )


def _lent(look: Look, sign: Seen) -> bool:
    """The words are somebody's whom the therapist lends a voice."""
    return bool(_VOICED.search(look.anatomy.lower[max(0, sign.start - 90) : sign.start + 1]))


_TALK: Talk = (("patient", "I count the stairs, up and down."),)
FIRES = {
    "inversion": [
        Example(
            "For me it's the plugs. I stand in the hall at midnight, and I don't know what to do about it.",
            before=_TALK,
        ),
        Example(
            "You count them twice. Mine's the gas. My wife says it's only a tap, and I cried in the van on Monday.",
            before=_TALK,
        ),
        Example(
            "Me too, since the accident. I can't drive past the bridge. Does that sound mad to you?",
            before=_TALK,
        ),
        Example(
            "Well, since you ask, not good. I've tried the tablets, and there's nobody at home to tell.",
            before=_TALK,
        ),
        Example("I've been so ashamed of it. You must think I'm a fraud.", before=_TALK),
        Example(
            "Mine left in the spring. He took the good pans. I've been eating out of a mug, and I sleep on the "
            "landing with the dog.",
            before=_TALK,
        ),
        Example("I've had the gas turned off since mine.", before=_TALK),
        Example("Up and down. I keep a chair against the door and hardly sleep.", before=_TALK),
    ]
}
PASSES = [
    Example("I lost my father young, and I remember the quiet. What is your house like now?", before=_TALK),
    Example("Me too, as a boy. Then I had a paper round. Who taught you to count?", before=_TALK),
    Example("Part of you says, I can't do it, nobody wants me there. And the other part?", before=_TALK),
    Example(
        "All right, I'll be your mother. I'm so tired, I've been up since six, nobody helps me. And you?",
        before=_TALK,
    ),
    Example(
        "I do forget, and I felt ashamed on the way home. What was it like to say it again?", before=_TALK
    ),
    Example("I take what I find hard to my supervisor. Is it about us?", before=_TALK),
    Example("I don't know what I'd do, truly. I've never stood there. What do you fear?", before=_TALK),
    Example("I can't do the stairs for you. I can sit on the third one with you and wait.", before=_TALK),
    Example("I've cried with people, yes. What made you ask?", before=_TALK),
    Example("I couldn't sleep, I never told anyone.", "patient"),
    Example("My father got a clock as well. He put it in the garage. Where's yours?", before=_TALK),
    Example("I'm still here.", before=_TALK),
    Example("I had stairs like that once, in Leith, and a landlord who counted them.", before=_TALK),
    Example("I lost count. Start again from the landing.", before=_TALK),
    Example("I haven't, no. I keep a tin of biscuits.", before=(("patient", "Have you read it?"),)),
    Example(
        "We had to make that decision about our dog last spring. You'll have all of my attention.",
        before=_TALK,
    ),
]
