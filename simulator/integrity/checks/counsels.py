"""A patient who counsels: gives tasks, explains how minds work, praises steps, looks after the other and asks as therapists ask. People do
one of these now and then, out of kindness or to get even; two of different kinds close by, said to the therapist, are the other chair.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from simulator.integrity.registry import Example, Hit, Look, Talk, check
from simulator.integrity.seconded import seconded
from simulator.integrity.signs import Seen, Sign, Signs, hit_of

_SIGNS = Signs(
    [
        Sign("gives a task", 1, (
            r"\bfor (?:next time|homework)\b|\bbefore (?:our next|next \w+|monday|friday|we meet)\b|\bkeep a (?:little |short )?(?:diary|log|list|note)\b|\bsay (?:after me|to yourself|it once)\b|\bwhat would be a small step\b"
            r"|\btry (?:swapping|to notice|this with me|one \w+|picking)\b|\b(?:shut|close) your eyes\b|\bin for four\b|\bpromise me\b|\bwould you be willing to\b|\bplace one hand\b|\bpicture (?:him|her|yourself|the) (?:in|at)\b"
            r"|\bpractise it\b|\byou could do with\b|\bwhen did you last do something (?:nice|kind)\b|\bpick(?:ing)? one person\b|\bplant both feet\b|\bname five things\b",
            r"\b(?:write|jot|put|pop|stick|note|keep) (?:it|this|that|them|each \w+|one|down|a (?:log|list|note|diary|record))\b(?! (?:in|on|under|behind|down,? (?:and|then) i)\b[^.!?]{0,20}\b(?:my|the (?:drawer|shed|bin)))"
            r"|\b(?:practi[sc]e|rehearse|try|keep) (?:saying|telling|noticing|asking|writing|it (?:with|daily|as))\b|\brate (?:each|it|how|them|your)\b"
            r"|\bask yourself\b|\btell (?:them|him|her|the \w+|yourself)(?: calmly| gently)?:|\bset aside\b|\bbreathe (?:in|that|with)\b|\bchoose one \w+\b"
            r"|\b(?:next time|this week|for this week|for next week|every (?:morning|evening)|daily|in the meantime),? (?:\w+ ){0,2}(?:try|jot|write|use|choose|rate|ask|notice|arrange|keep|say|you go|let's)\b"
            r"|\bfill in the\b|\btalk to your doctor\b|\bkeep your mind active\b|\bi(?:'d| would) (?:like|want) you to\b|\bi want you to make me a promise\b"
            r"|\b(?:what you (?:do|can do)(?:,? \w+)?(?: is|,)|use the [a-z ]+ skill|create an? \w+(?:-\w+)* plan)\b|\bsee your \w+, \w+\b|\bstay with the (?:message|bottle|feeling|breath)\b"
            r"|\bhave a check before\b|\bget (?:medical )?advice before\b|\bdelay, distract\b|\brehearse it with\b",
        )),
        Sign("explains minds", 1, (
            r"\b(?:is|are) (?:often|usually|extremely|very) (?:a clue|common|a sign|a way|the)\b|\boften (?:underneath|the)\b.{0,40}\b(?:there's|is|belongs)\b|\bunderneath (?:what|that|it) (?:you|there)\b|\bself-compassion\b|\bprojects?\b.{0,20}\bown\b"
            r"|\b(?:people|clients|carers|counsellors|helpers|families) (?:who|in your|i see|often|tend|carry|come to me)\b(?=[^.]{0,80}\b(?:you|your|themselves|each|often|tend|carry)\b)|\bit might help to\b|\bworth (?:noticing|being curious|exploring)\b"
            r"|\bwhat boundary would\b|\bboundaries are an act\b|\bimpostor syndrome\b|\bavoidance brings\b|\brisk factor\b|\bmastery\b|\ban interpretation\b|\bthe helper's\b",
            r"\b(?:many|most|some|all) (?:young people|care workers|people|women|men|carers|mothers|parents|clients|families) (?:\w+ ){0,2}(?:absorb|live|find|feel|carry|do|struggle)\b"
            r"|\bis what we call\b|\bwe (?:call|say) (?:it|that|this)\b|\b\w+, we say\b|\bone (?:technique|exercise|tool|skill) (?:that|is|you)\b|\b(?:the )?next step in\b|\bin attachment terms\b|\bconditioned response\b"
            r"|\b(?:panic attacks?|cravings?|feelings?|thoughts|anxiety|the body|grief|guilt) (?:are|is|last|lasts|releases?|come|comes|will|can)\b (?!mine|my|i\b)"
            r"|\b(?:it's|it is|that's) (?:natural|normal|okay|ok|understandable|human) to\b|\bassertive(?:ness)?\b|\bresilience\b|\b(?:the|your) inner critic\b|\byour autonomy\b|\breframe\b"
            r"|\blove language\b|\bparasympathetic\b|\bexposure (?:work|is)\b|\bgo(?:es)? down with repetition\b|\byour value isn't\b|\bis a muscle\b|\bhelp's a muscle\b|\bthe key thing\b|\bthoughts are clouds\b"
            r"|\bi want to gently (?:stress|say|name)\b|\blet me offer you\b|\bthere may be many reasons\b",
        )),
        Sign("praises", 1, (
            r"\b(?:brave|important|hard|good) work\b|\bcourageous of you\b|\bi appreciate (?:how|that you|you|your)\b|\bthank you for (?:your (?:honesty|gentleness|openness)|letting|checking|trusting)\b|\byou(?:'ve| have) named\b|\bbeautiful noticing\b"
            r"|\bshows how much you care\b|\byou(?:'ve| have) worked\b|\bhuman response\b|\b(?:important|good) (?:area|question to bring)\b|\bi'm glad you (?:brought|said|told|could|came)\b|\bmakes (?:complete |so much )?sense that you\b|\bvivid word you\b",
            r"\bwell done(?: you)?\b|\bi believe in you\b|\byou're doing (?:really |so |very )?(?:well|great)\b|\byou(?:'ll| will) do (?:great|fine|well)\b|\bthat(?:'s| is) (?:massive|huge|a big step)\b"
            r"|\bbig up yourself\b|\bthat took (?:courage|guts)\b|\bthank you for (?:being|trusting|telling me|sharing)\b|\blike to thank you for\b|\byou(?:'ve| have) been through (?:so much|a lot)\b|\bproud of you\b"
            r"|\bhow strong you are\b|\bstill you show up\b|\bi'm glad (?:that )?you(?:'re| are) here\b|\byou noticed\b|\byou named it\b|\byou can do (?:that|this|it)\b(?! (?:to|in))|^yay\b",
        )),
        Sign("looks after", 1, (
            r"\bthis hour is yours\b|\byou(?:'re| are) safe (?:here|in here)\b|\bsafe (?:place|space)\b|\b(?:hold|make) (?:it|space|that|some room|room) (?:for|with) (?:you|it|that)\b|\bat (?:your|whatever) (?:own )?pace\b|\blook after yourself\b|\bbe (?:as )?(?:gentle|kind|compassionate) with yourself\b"
            r"|\bhard on yourself\b|\byou matter in\b|\byou don't (?:have|need) to (?:find|be strong|hold|carry|show)\b|\bi'll (?:sit with|be right beside) you\b|\bbegin wherever\b|\bbest support you\b|\bno (?:wrong|right|judge?ment|pressure)\b(?: here| answer)?\b"
            r"|\bpermission to\b|\ball the time you need\b|\byou can't keep giving\b|\byou carry (?:a lot|this alone)\b|\bis welcome (?:here|in)\b|\bhow (?:are|have) you (?:holding up|been coping|taking this)\b|\bwhatever you(?:'re| are) feeling\b",
            r"\bwho(?:'s| is) looking after you\b|\byou can lean on me\b|\bmy door(?:'s| is) (?:always )?open\b|\bi'm all ears\b|\bif (?:ever )?you(?:'d| would)? (?:like|need|want) (?:to talk|somebody to)\b"
            r"|\bno (?:rush|pressure|hurry)\b|\bthere's no (?:rush|hurry)\b|\bi worry (?:for|about) you\b|\bare you all right\?|\bdo you (?:have supervision|feel supported)\b|\bhow (?:do|are) you (?:cop|carry|manag)\w*\b"
            r"|\bokay to not be okay\b|\bdon't you go worrying\b|\bi'm here,? (?:alright|okay|for you)\b|\btell me what you need\b|\bi won't tell anyone\b|\btake your time\b|\bin your own time\b",
        )),
        Sign("asks as therapists ask", 1, (
            r"\b(?:comes?|came|coming|brings?|stirred) up for you\b|\bwhat would it mean (?:to|for) you\b|\bwhat(?:'s| is| was) it like for you\b|\bhow (?:does|is|was) (?:it|that) (?:sit|sitting|land|landing|feel|for you)\b|\bi(?:'d| would) (?:like to )?(?:gently )?(?:invite|encourage|be curious|be interested|ask you)\b"
            r"|\bi(?:'m| am) (?:wondering|hearing|sensing|noticing|struck)\b|\bi notice (?:you|how you|that you|the \w+ before|your)\b|\bi (?:hear|heard|did hear) (?:that you|shame|you)\b|\bi wonder (?:what (?:you|comes|it)|whether you|whom|if you)\b|\blet'?s (?:go back|pause|explore|unpack|dig|map|build|take a)\b|\blet us (?:look|stay|plant)\b"
            r"|\b(?:does|would) that (?:fit|feel (?:doable|manageable|right))\b|\bwhat story do you tell yourself\b|\bi sense (?:some|there's)\b|\byou (?:trailed off|lean in|sound weary|seem a little)\b|\byou smile, but\b|\bwhat do you (?:notice|need from)\b"
            r"|\bwhere does that come from\b|\bhave you considered\b|\bwhat would you (?:tell|say to) a (?:dear |good )?friend\b|\bon a scale\b|\bcheck in with yourself\b|\bwhen did you (?:first|last) (?:learn|feel|let|have)\b|\bwhat would (?:launching|that|it) look like\b|\bmay i offer you\b|\bgently reflect\b",
            r"\bhow do you picture\b|\bwhat would you say to a\b|\bwhat part of (?:you|u)\b|\bi(?:'m| am) curious (?:what|how|about|whether)\b|\bcould we look at\b|\bcan we agree\b|\bhave you (?:ever )?tried that\b"
            r"|\blet's (?:slow|look at|train|do some|set|start with|notice|stay)\b|\bi'd like us to\b|\bwhere would you (?:put|place)\b|\bwhich (?:stop|step|rung|one) would you place\b|\bstart wherever\b|\bwhat's been troubl\w+\b"
            r"|\btell me (?:about your|what you do with|what the \W?\w+\W? was)\b|\bif it feels right\b|\bnotice (?:what|the|how|that)\b|\bi should like to hear about\b|\byou (?:may|might) want to\b|\bsit wi(?:th|t)? it\b|\blet it come\b"
            r"|\bwhat's your (?:distraction|plan) gonna\b|\bwho are you without\b|\bdescribe to me\b",
        )),
        Sign("holds the hour", 1, (
            r"\bour time is\b|\bminutes left\b|\b(?:clients?|people|families|musicians) (?:i (?:see|work with)|who come to me)\b|\bin my (?:experience|practice) with\b|\bour (?:next (?:appointment|session)|sessions)\b|\bwe(?:'ll| will) (?:explore|review|evaluate|have a look)\b|\blet me summari[sz]e\b|\bwhat i(?:'m| am) (?:hearing|taking)\b"
            r"|\bstays between us\b|\bbook the same slot\b|\bbrings? you here today\b|\bbrought you here\b|\bwhere would you like to begin\b|\bkeep today about you\b|\bour work\b(?! for)",
            r"\bwe(?:'ll| will) (?:talk about (?:it|this|that)|pick (?:it|this) up|look at (?:it|this)|meet) (?:again )?(?:next|on)\b|\buntil we meet\b|\ba client of mine\b|\bbring (?:him|her|them) along\b|\bquestionnaire i\b"
            r"|\bwe can work with\b|\bwhat we'll do is\b|\bfor next week\b|\bi leave you with\b|\bcome back into the room\b|\bfor me\. again\b|\bof my (?:patients|clients)\b|\bplease keep a log\b|\btoday\.?$",
        )),
    ],
    reach=260,
)  # fmt: skip
_REPORTED = re.compile(
    r"\b(?:say|says|said|saying|tell|tells|told|telling|like|goes|went|asks?|asked|wrote|reads?|app|leaflet|poster|podcast|book|voice|myself|i'd say|thought|"
    r"teach\w*|taught|learn\w*|supposed|meant to|i (?:want|try|tried|need|have|had|used) to|yesterday|always|they|he|she)\b[^.!?\n]*$"
)
"""Somebody else's words, or what one tells others."""
_TO_OTHERS = re.compile(
    r"\b(?:i (?:tell|say to|told|teach|ask) (?:him|her|them|my|the|people|women|every|clients)|you (?:said|told)|my (?:patients|clients|pupils|students|residents|callers)"
    r"|(?:he|she|they) (?:say|says|said|told|tells|goes|went|wrote)|on the (?:phone|line|ward))\b"
)
_OWN_DOING = re.compile(
    r"\b(?:i'll (?!be|sit)|i will (?!hold|listen)|i did\b|i could\b|i keep\b|i tried\b|i have to|i've got to|i need to|i should\b)"
)
_OWN = re.compile(r"[^.!?]{0,40}\b(?:i|i'm|i've|myself|my)\b")
"""What is said of the patient's own doing."""
_MOST = 120


@check("counsels", tier="wording", codes=["inversion"])
def counsels(look: Look) -> Iterator[Hit]:
    """Counts signs; in the sentence of one of them the classifier may hear a therapist, or there are three."""
    if look.speaker != "patient" or len(look.anatomy.words) > _MOST or look.context.heard_speech:
        return
    seen = [s for s in _SIGNS.seen(look) if not _reported(look, s)]
    if len({s.kind for s in seen}) < 2 or _TO_OTHERS.search(look.anatomy.spoken):
        return
    near = _SIGNS.together(seen, 2)
    kinds = len({s.kind for s in near})
    if kinds >= 3 or (kinds == 2 and any(seconded(look, s.start, s.end) for s in near)):
        yield hit_of("inversion", near, "counsels the therapist")


def _reported(look: Look, sign: Seen) -> bool:
    """Somebody else's words, or what the patient will do or has done."""
    low = look.anatomy.lower
    start = max(low.rfind(mark, 0, sign.start + 1) for mark in ".!?\n") + 1
    after = _OWN.match(low[sign.end : sign.end + 60])
    before = low[max(start, sign.start - 80) : sign.start + 1]
    return bool(after or _REPORTED.search(before) or _OWN_DOING.search(low[start : sign.end]))


_TALK: Talk = (("therapist", "And on Friday?"),)
FIRES = {
    "inversion": [
        Example(
            "We ate late. And you, when did you last let somebody cook? I sense some tiredness, and there's no rush.",
            "patient",
            before=_TALK,
        ),
        Example(
            "Late. Many carers find evenings hard. Keep a short log for me, and we'll review it on Monday.",
            "patient",
            before=_TALK,
        ),
        Example(
            "I wonder whether you ask because it is yours. Take your time, this hour is yours.",
            "patient",
            before=_TALK,
        ),
        Example(
            "You've worked so hard, dear. For next time, write it down each night, just one line.",
            "patient",
            before=_TALK,
        ),
    ]
}
PASSES = [
    Example("How are you, though? You look done in. There's no rush with me.", "patient", before=_TALK),
    Example(
        "Keep the diary, one line a night, like we said. I'll ring Ana before Friday.",
        "patient",
        before=_TALK,
    ),
    Example(
        "Thank you for sharing, she says, to everybody. It takes courage. What came up for you?",
        "patient",
        before=_TALK,
    ),
    Example(
        "I told her there's no wrong answer, take your time. It makes sense that you'd choose blue.",
        "patient",
        before=_TALK,
    ),
    Example("I'd say don't be hard on yourself. Write it down and burn it.", "patient", before=_TALK),
    Example(
        "The leaflet said notice how the body feels, name five things, be gentle with yourself.",
        "patient",
        before=_TALK,
    ),
    Example("It's a safe place, I suppose. You don't hurry me.", "patient", before=_TALK),
    Example(
        "For homework I've to write down three thoughts. I'd like you to look at them.",
        "patient",
        before=_TALK,
    ),
    Example(
        "Yes, no rush. Could we look at the bit with the car? That's the bit I skip.", "patient", before=_TALK
    ),
    Example("Many people find the evenings hard. Keep a short log for me."),
]
