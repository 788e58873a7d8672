"""Declining in the manner of a well-bred model: frank, sorry, of no use here, sending to those who do this for a living. Each of it
a therapist or a patient says as well, about something of their own; kinds of it together are said by somebody who lays down a part.
"""

from __future__ import annotations

from collections.abc import Iterator

from simulator.integrity.registry import Example, Hit, Look, Talk, check
from simulator.integrity.seconded import seconded_about
from simulator.integrity.signs import Sign, Signs, hit_of

_SIGNS = Signs([
    Sign("is frank", 1, (
        r"\bi(?:'m going to|'ll| will| have to| want to| need to| should| must|'d like to) (?:just )?be (?:\w+ )?(?:upfront|up front|honest|straight|clear|transparent|frank|candid|open)\b"
        r"|\b(?:let me be|to be|being) (?:\w+ )?(?:upfront|honest|straight|clear|transparent|frank|candid)\b"
        r"|\b(?:speaking (?:for|as)|as) myself\b|\bwith (?:all due |all |the greatest )?respect\b|\brespectfully\b|\bthought better of\b|\b(?:on|upon) reflection\b"
        r"|\bas much as i(?:'d| would) (?:like|love|want)\b|\bbefore (?:this|we|i) go(?:es)? (?:any )?further\b|\bunfortunately\b|\bapologies\b|\bapologi[sz]e\b|\bi (?:realise|realize) that\b|\btruth be told\b",
    )),
    Sign("is of no use for it", 1, (
        r"\b(?:not|isn't|aren't|never|no longer|n't feel|i feel) (?:\w+ ){0,2}(?:equipped|qualified|licensed|authori[sz]ed|in a position|built|made|meant|suited"
        r"|set up (?:to|for)|a (?:real )?(?:substitute|replacement|therapist|clinician|doctor))\b|\bno (?:substitute|replacement) for\b"
        r"|\b(?:beyond|outside|above|past) (?:my|what i)(?: \w+){0,2} (?:scope|remit|station|abilities|capabilit\w+|training|equipped)\b"
        r"|\bbeyond (?:my )?(?:current )?scope\b|\b(?:capacity|licen[cs]e|standing|qualifications?|expertise|experience) (?:that )?i (?:don't|do not) (?:hold|have|own)\b"
        r"|\bi (?:don't|do not) (?:have|hold) (?:the|a|any) (?:standing|licen[cs]e|qualifications?|clinical training)\b|\blimited in what i\b|\bwithout clinical training\b",
    )),
    Sign("sends to the trade", 1, (
        r"\b(?:real|actual|licensed|trained|qualified|human) (?:\w+ )?(?:therapists?|clinicians?|counsell?ors?|professionals?|humans?|psychologists?|people|listener)\b"
        r"|\bmental[- ]health professional|\b(?:somebody|someone|people|those|person|one|listener) (?:with a licen[cs]e|who(?:'s| is| are)? (?:trained|qualified|licensed|exists|do(?=[.,;!]|$)|can(?=[.,;!]|$)|does(?=[.,;!]|$)))"
        r"|\bproper (?:support|help|care)\b|\b(?:emergency number|crisis line|trauma service)\b",
    )),
    Sign("plays a part", 1, (
        r"\b(?:play|act|speak|answer|reply|stand|fill|sit|continu|carry|go|listen|talk)(?:e|ing|ting)? (?:in |on )?(?:as|like) (?:if i|though i|your|a|an|the|somebody|someone)\b(?! (?:good|strong|perfect|dutiful|happy|brave|normal|tough)\b)"
        r"|\b(?:speak|answer|talk|act|stand in|fill in)(?:ing)? (?:for|in place of) (?:a|an|the|somebody|someone|her|him|them)\b|\b(?:as if|as though) i (?:were|was|am|had)\b"
        r"|\b(?:invent(?:ing)?|mak(?:e|ing) up|pretend(?:ing)?(?! (?:to|i|it|that|otherwise|not|everything|nothing)\b)|imagin(?:e|ing)|simulat(?:e|ing)|portray(?:ing)?|imitat(?:e|ing)|voic(?:e|ing)|depict(?:ing)?|embody(?:ing)?|act(?:ing)? out|becom(?:e|ing)|narrat(?:e|ing))\b(?! (?:to|i|otherwise|not|everything|nothing)\b)"
        r"|\b(?:this|that|the|such a|any|a made-up|an invented|our|her|his|their|made-up|invented) (?:\w+ )?(?:part|role|character|figure|persona|guise|fiction|exercise|scenario|pretence|pretense|illusion|voice|seat|chair|coat|act|roleplay|role-play)\b"
        r"|\b(?:therapist|doctor|counsell?or|clinician|patient|client|psychotherapist)'s\b|\bin any story\b|\b(?:sort|kind) of example\b|\bsurvivors?\b|\bfrom (?:the )?inside\b|\bwords in(?:to)? (?:the |his |her |their |anyone's |somebody's |someone's )?mouths?\b|\b(?:writ\w+|answer\w*|voic\w+) (?:this|that) one\b|\b(?:writing|describing) (?:more|any|further|out)\b|\bin (?:character|costume)\b|\bwinging (?:this|it)\b"
        r"|\b(?:automated|computer) (?:system|program)\b|\bfilling (?:that|this) place\b|\bthis (?:kind|sort) of conversation\b",
    )),
    Sign("lays it down", 1, (
        r"\bi(?:'m|'d|'ll|'ve| am| would| will| have| need| must| should| can| think| want)\b[^.!?\n]{0,24}\b(?:stop(?:ping)?|step(?:ping)? (?:out|back|aside|away)|leav(?:e|ing) (?:it|this|that|the|off|things)"
        r"|declin(?:e|ing)|withdraw(?:ing)?|paus(?:e|ing)|(?:set|put|lay)(?:ting|ing)? (?:it|this|that|the \w+|him|her) (?:down|aside)|hand(?:ing)? (?:it |this |that |the \w+ |you )?(?:over|back|on)"
        r"|draw(?:ing)? (?:a|the) line|let(?:ting)? go of|bow(?:ing)? out|excuse myself|skip|sit(?:ting)? (?:this|it|that)(?: one)? out|abstain(?:ing)?|refrain(?:ing)?|choos(?:e|ing) not|be left out|leave from|hold(?:ing)? back|end(?:ing)?)\b"
        r"|\b(?:that's|it's|is) (?:a|my) no\b|\bi'm out(?=[.!]|$)|\bi(?:'d| would) (?:prefer|rather) we (?:didn't|not)\b|\bi'd ask that\b|, i(?:'ll| will) skip\b|\bi(?:'m| am) choosing not\b|\bi (?:keep|stay) away from\b"
        r"|\bas far as i(?:'m| am) able\b|\breached the point\b|\b(?:line|limit) (?:that )?i (?:keep|hold|won't)\b|\bi (?:won't|will not|don't|do not) (?:\w+ )?(?:be the one|produce|answer from|write|go there|do (?:this|that|it))\b|\bi won't(?=[.,;]|$)"
        r"|\blet's (?:talk|chat|speak) about (?:something|anything) else\b|\b(?:something|anything) else (?:to|we could) (?:talk|chat|discuss)\b|\bcould we (?:do|change|try|pick|choose|find)\b|\bno (?:more|further) (?:\w+ )?(?:from|lines)\b"
        r"|\b(?:not able|unable) to (?:give|provide|offer)(?: you)?(?: with)? the (?:\w+ )?(?:help|support|care)\b|\bi (?:can't|cannot) (?:go there|take part|be that|be part)\b"
        r"|\b(?:isn't|is not|not) (?:something|a thing|anything) (?:that )?i(?:'ll|'d| will| would| do| can|'m (?:going|willing|able|comfortable))\b|\bsitting this one out\b|\bi(?:'ll| will) (?:abstain|pass|stop)\b|\bno more from me\b"
        r"|\b(?:shall|should|can|could) we (?:find|pick|choose|try|change to) (?:an(?:other)?|a different|some other)\b|\bi (?:won't|will not|shan't) (?:be|keep|carry|go) (?:\w+ing|on)\b|\bwhere i (?:step off|stop|get off|leave|part)\b",
    )),
    Sign("calls it wrong", 1, (
        r"\b(?:sit|sits|sitting|sat) (?:right|well|badly|ill|easily|comfortably) with me\b|\ba disservice\b|\b(?:feels?|feeling|seems?|be|is) (?:off|wrong|dishonest|unfair|misleading|irresponsible|exploitative|like deceiving)\b"
        r"|\bfeel (?:good about|uneasy|comfortable)\b|\bmakes me uneasy\b|\bnot okay with\b|\b(?:isn't|not|wouldn't be|doesn't feel|n't seem|neither \w+) (?:\w+ )?(?:right|fair|honest|appropriate|my place|mine)\b"
        r"|\bresponsible thing\b|\bshouldn't be (?:doing|filling|taking|playing|acting)\b|\bdeserve a\b|\btoo (?:delicate|sensitive|close)\b",
    )),
], reach=330)  # fmt: skip
_LEAVES = {"plays a part", "lays it down"}
"""One of these must be there: being frank, of no use and sending on is what a therapist says of its own limits."""
_OF_A_PERSON = {"is frank", "plays a part"}
"""With respect, I don't play pretend."""
_MORE = (-0.3, -1.2)
"""How much more, or less, the classifier must hear than for other wordings: with two kinds, and with more."""
_MOST = 120
"""Words of a turn up to which it is looked at."""


@check("bows_out", tier="wording", codes=["refusal"])
def bows_out(look: Look) -> Iterator[Hit]:
    """Two kinds where the classifier hears an assistant, three where it half hears one."""
    if len(look.anatomy.words) > _MOST:
        return
    seen = _SIGNS.seen(look)
    if len({s.kind for s in seen}) < 2:
        return
    near = _SIGNS.together(seen, 2)
    kinds = {s.kind for s in near}
    if len(kinds) < 2 or kinds.isdisjoint(_LEAVES) or kinds == _OF_A_PERSON:
        return
    hit = hit_of("refusal", near, "lays its part down")
    if seconded_about(look, hit, {"": _MORE[len(kinds) > 2]}):
        yield hit


_TALK: Talk = (("patient", "I leave the hall light on for him."),)
_ASKED: Talk = (("therapist", "When did the drinking start?"),)
FIRES = {
    "refusal": [
        Example(
            "It wouldn't sit right with me to make up a drinker's history. Could we do a different sort of example?",
            "patient",
            before=_ASKED,
        ),
        Example(
            "I notice I'm being asked to act in a capacity that I don't hold, so I'd rather hand this over to people who do.",
            before=_TALK,
        ),
        Example(
            "I'll be straight, I've been winging this, and I'm not okay with that. Find somebody with a licence.",
            before=_TALK,
        ),
        Example(
            "I'm going to step away from depicting that. He hit me. That's all.", "patient", before=_ASKED
        ),
    ]
}
PASSES = [
    Example("I won't talk to a chair, with respect. I don't play pretend.", "patient", before=_ASKED),
    Example(
        "I must respectfully decline. I kept a diary once and it was passed around.", "patient", before=_ASKED
    ),
    Example("I have to be honest, I'm not qualified for that. Your doctor is.", before=_TALK),
    Example("It wouldn't be honest of me to pretend I have an answer to that.", before=_TALK),
    Example("The crisis line has qualified humans on it all night.", before=_TALK),
    Example("Going deeper into that memory with ten minutes left would be unfair to you.", before=_TALK),
    Example("I'm not the right person for the legal side. The law centre is.", before=_TALK),
    Example(
        "I can't be your therapist and your witness. I'd rather be honest about that today.", before=_TALK
    ),
    Example("It feels wrong to act like the good widow, so I've stopped.", "patient", before=_ASKED),
]
