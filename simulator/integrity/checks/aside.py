"""A sentence in which the classifier hears an assistant, though not surely, and that holds a word of such talk: of declining a part,
of a text, of service, of plans for a reply. Neither alone is enough. Whoever writes, acts, studies or answers a telephone for a
living has those words too, so they do not count where the talk is of such things.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import exp

from simulator.integrity.anatomy import Sentence
from simulator.integrity.checks.prose import unnamed
from simulator.integrity.checks.voice import reading_of
from simulator.integrity.registry import Example, Hit, Look, Talk, check

_DECLINES = re.compile(
    r"\b(?:won't|will not|shan't|not (?:going|gonna|comfortable|able|doing|touching|designed|built|made for|meant|equipped)"
    r"|was(?:n't| not) (?:built|made|designed|set)|shouldn't|can't (?:be|go along|take|give)|no can do|don't do|do not do|rather (?:not|be|you)"
    r"|sooner|declin\w+|withdraw|refus\w+|refrain|abstain|skip|pass|turn down|tap(?:ping)? out|bow\w* out|sit(?:ting)? (?:this|it)"
    r"|(?:stay|step\w*|i'm|keep) out|step\w* (?:away|back|aside)|leave (?:this|it|the|that)|stop\w*|off the table|let's not|no more|deserves?"
    r"|dishonest|irresponsible|prohibited|misleading|policy|rules|uneasy|closed|unwritten|draw the line|back away|beyond|scope|lack"
    r"|regretfully|keep up|let me pretend|no part|party to|not going near|isn't (?:something|appropriate)|is something i|no from me|outside)\b"
)
_PART = re.compile(
    r"\b(?:make-believe|pretend-\w+|(?<!my )(?<!the )characters|persona|improvise|imitat\w+|impersonat\w+|simulat\w+|invent(?:ed|ing)?|fake|fiction\w*|imagined"
    r"|made-up|made up|storyline|shrink|chatbot|language|licen[cs]e|words in|human being|actual human|costume|hats?|backstor\w+|cosplay|sufferers?"
    r"|under an invented|in this guise|unwritten|compose|a model|program)\b"
)
"""Words for a part that people seldom have."""
_ROLE = re.compile(
    r"\b(?:the (?:\w+ )?part|this part|(?:this|the|such a|any) role|act|acting|voicing|(?:doctor|this|that|'s) voice|voice (?:of|for|that)"
    r"|pretend\w*|playing|play out|scene|therapy|therapists?|patients?|clients?|counsell?\w*|psycholog\w+|psychiatr\w+|adviser|clinician|topic|subject|content"
    r"|type|mouth|confession|as (?:her|his|their) \w+)\b"
)
_ELSEWHERE = re.compile(
    r"\b(?:of (?:the|a|an|my|our|being) |with (?:her|him|them|my|the kids at)|he (?!is|does)|she (?!is|does)|they\b|(?:don't|didn't) know how|mum|mam|mom|dad|mother|father|sister"
    r"|brother|wife|husband|boss|school|work|home|family|to be a fan|any ?more|my (?:own )?(?:life|house|therapy))\b"
)
"""Parts, roles and subjects of a life."""
_MINE = re.compile(
    r"\b(?:i|i'm|i'd|i've|i'll|my|me|mine)\b|^\W*(?:not|no|nope|nah|sorry|gonna|can't|won't|shan't|too)\b"
)
_TEXT = re.compile(
    r"\b(?:be the (?:patient|client|therapist|counsell?or) (?:here|this time|now)|storyline|turn (?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen)|dialogue|prompts?|template|in-universe"
    r"|this thread|pacing|simile|in-character|believable|excerpt|transcript|conversation history|wording|phrasing|in this chat"
    r"|(?<!i'm )(?<!you're )(?<!the )the (?:patient|client|therapist|clinician)(?:'s)?(?! here\b)|your (?:client|go|next)|this round|my part|perspective of"
    r"|back in role|in role as|simulation|scenario|the line above|specified|you (?:provided|supplied|set out)|the brief|emotional beats"
    r"|hand it (?:back|over)|over to you|the ball|take (?:two|three|2|3|\d)|continuing|resuming|picking (?:up|the)|logged|generated"
    r"|(?<!to the )(?<!my )persona|the model|other agent|the other (?:chair|half|character)|rewrite|firmer|warmer|protagonist|words? (?:limit|count)|i'll write"
    r"|i could write|to compose|as the (?:patient|client|therapist|widow\w*|husband|wife|counsell?or)\b(?! should| would)|the (?:client|patient) (?:here|this time))\b"
)
_SERVES = re.compile(
    r"\b(?:tips|pointers|resources|apps|step[- ]by[- ]step|in your (?:area|region)|near you|handy|many users|your feedback|printable|(?:coping|some|of|evidence-based|several) strategies|your (?:query|queries)"
    r"|in conclusion|individuals|healthcare|evidence-based|several (?:\w+ )?(?:reasons|factors|ways|strategies|options)|message away|24/7|round the clock|premium|subscribe"
    r"|upgrade|resend|rate (?:this|it)|worth (?:noting|mentioning|remembering|bearing)|(?:important|essential) to (?:note|remember|consider|check)"
    r"|key (?:themes|points|takeaways)|trivia|fun fact|pro tip|quick tip|more common than|dive in|good luck with|best of luck|happy (?:writing|journaling|learning)"
    r"|keep up the|(?:love|loving) (?:this|that|the) (?:\w+ )?question|that one!|another example|anything (?:else|more) i|anything (?:else )?you'd like|more i can|got (?:more|any) questions|go deeper|fire away|ask away"
    r"|i can (?:also|help|share|offer|suggest|list|provide)|i could (?:offer|suggest|translate)|you'd like (?:covered|emphasised|emphasized|changed|tweaked)"
    r"|happy to (?:help|tweak|share|guide|elaborate)|no problem at all|sure thing|my pleasure|relatable|insightful|thanks for asking (?:it|that)|did i (?:answer|get that)|was (?:this|your) \w+"
    r"|(?:like|offer|complete|full|provide|share|short) (?:a |you a )?list of|below (?:you'll|are (?:some|a few))|tweak|wishing you|self-care|healthy relationships?|coping strategies|embodied|a (?:specific|particular) (?:aspect|format|detail)|particular detail)\b"
)
_PLANS = re.compile(
    r"^\W*(?:thought|action|observation|goal|check|strategy|plan)s?: (?:[^.]*\b(?:she|he|her|him|they|them|client|patient)\b|don't)"
    r"|\b(?:(?:should|would|could|have (?:her|him)) deflect\b(?!,)|reveal|hint at|no insight|validat\w+|probe|normali[sz]e|alternatively|plausible|opener|the profile|(?:character|persona) sheet|the card"
    r"|don't (?:push|explain|overdo|resolve|stack|fix)|count words|let me (?:phrase|craft|double)"
    r"|i'll (?:go with|stick with|have (?:her|him)|let (?:her|him))|i'd (?:respond|have (?:her|him))|i might have|too (?:obvious|neat|on the nose|interpretive)"
    r"|middle path|on balance|could(?:'ve| have) gone (?:with|for|into)|emotions? (?:are|is|now|here)|key emotions|interventions?|restrained|earlier turns?|previous turn"
    r"|last (?:reply|turn)|would (?:a|an) [\w-]+ (?:\w+ )?(?:say|answer|even|use)|challenge the|open question|reflection|short (?:reply|lines?)|one true thing"
    r"|in (?:her|his) voice|(?:her|his) world|metaphor|jargon|callback|subtext|(?:end|close|finish) (?:with|on) (?:an? (?:open|gentle|invitation|image|callback|beat)|his|her)\b)"
)
_WORLD = re.compile(
    r"\b(?:books?|novels?|films?|movies?|theatre|theater|stage|actors?|actress|audience|rehears\w*|writ\w+|wrote|essays?|exams?|lessons?|letters?|drafts?"
    r"|games?|scripts?|editors?|publish\w*|story|stories|camera|model\w*|radio|customers?|call centre|support|chatbots?|bots?|apps?|training|courses?|prompts?"
    r"|paint\w*|songs?|opera|director|workshop|poems?|speech|vows|eulogy|interview\w*|e-?mails?|messages?|forms?|leaflets?|websites?|hotline|helpline|robot|screen"
    r"|software|computer|keyboard|diary|notebook|worksheet|journal|diagram|homework|role-?play|empty chair|transcripts?|supervis\w+|trainee|student|therapists|counsellors|counselors|psycholog\w+)\b"
)
"""Where words of text, service and craft belong."""
_TOLD = re.compile(
    r"\bwhat (?:do(?:es)?|did|would|might) (?:(?:the|your|that|his|her|a) \w+|he|she|they|it) (?:say|tell|want|answer|whisper|advise)"
    r"|\b(?:voice|rule|motto|advice|creed|saying)\b"
)
"""What asks for somebody else's words."""
_LISTED = re.compile(r"^\W*\*\*[^*\n]{3,40}\*\*\s?[:-] ?\w")
_TABLED = re.compile(r"^\|[^|\n]+\|[^|\n]+\|")
_SURE = re.compile(
    r"\bin-universe\b|\bstoryline\b|\bbe the (?:patient|client|therapist|counsell?or) (?:here|this time|now|for|in this)\b"
    r"|\b(?:patient|client|therapist)'s (?:next )?(?:line|turn|reply)\b"
)
"""What nobody in the room says."""
_KINDS = (
    ("meta", _TEXT, "speaks of a text or a part"),
    ("assistant_talk", _SERVES, "serves a user"),
    ("reasoning_leak", _PLANS, "plans a reply"),
    ("assistant_talk", _LISTED, "a list under bold heads"),
    ("summary_dump", _TABLED, "a row of a table"),
)
_DECLINED = 0.3
_SURER = 0.6
_FEW = 4
"""Words of a sentence below which it is no plan."""
_HEARD = 0.5
_APART = 1.0
"""By how much, in logarithms of odds, a sentence must stand out from what the same speaker has said so far."""
_MOST = 110
"""Words of a turn up to which words of text, service and plans count."""


@check("aside", tier="wording", codes=["refusal", "meta", "assistant_talk", "reasoning_leak", "summary_dump"])
def aside(look: Look) -> Iterator[Hit]:
    """Looks at the sentences in which an assistant may be heard: one that says it well, or two that say it half."""
    if not look.scores or look.context.heard_speech or (reading := reading_of(look)) is None:
        return
    patient = look.speaker == "patient"
    usual = _usual(look)
    half: list[Hit] = []
    for sentence, score in zip(reading.sentences, reading.scores, strict=True):
        own = score.patient if patient else score.therapist
        share = score.assistant / (score.assistant + own + 1e-9)
        if share < _DECLINED:
            continue
        low = look.anatomy.spoken[sentence.start : sentence.end]
        if _DECLINES.search(low) and _MINE.search(low) and _is_part(low, share):
            yield Hit("refusal", sentence.start, sentence.end, f"declines a part ({share:.2f})")
            return
        if share < usual or len(look.anatomy.words) > _MOST or not (said := _said(look, sentence, low)):
            continue
        hit = Hit(said[0], sentence.start, sentence.end, f"{said[1]} ({share:.2f})")
        if said[1] != "serves a user":
            half.append(hit)
        form = _LISTED.match(low) or _TABLED.match(low)
        sure = (
            _SURE.search(low)
            or (form and share >= _HEARD)
            or (share >= _HEARD and not _belongs(look, sentence.start, sentence.end))
        )
        if sure or (len(half) > 1 and half[-1] is hit and share >= _HEARD):
            yield hit
            return


def _said(look: Look, sentence: Sentence, low: str) -> tuple[str, str] | None:
    """The code and what is said of it, when a sentence holds a word of such talk."""
    few = len(low.split()) < _FEW
    if not few and unnamed(look, sentence, low):
        return "reasoning_leak", "speaks of the other as of somebody else"
    for code, pattern, detail in _KINDS:
        if not (few and pattern is _PLANS) and pattern.search(low):
            return code, detail
    return None


def _is_part(low: str, share: float) -> bool:
    """What is declined is a part in a text, not one in a life."""
    return bool(_PART.search(low) or (share >= _SURER and _ROLE.search(low))) and not _ELSEWHERE.search(low)


def _usual(look: Look) -> float:
    """How much like an assistant the speaker has talked before, at most: who always did does so again."""
    furthest = look.context.memory[look.speaker].furthest
    return 1 / (1 + exp(-furthest[1] - _APART)) if furthest else 0.0


def _belongs(look: Look, start: int, end: int) -> bool:
    """The talk is of such things: the partner's last words hold one, or the turn outside the sentence does."""
    low = look.anatomy.lower
    asked = look.context.last(look.partner)[-600:].lower()
    around = f"{asked} {low[:start]} {low[end:]}"
    return bool(_WORLD.search(around) or _TOLD.search(asked)) or look.anatomy.inside(
        start, end, look.anatomy.taught
    )


_TALK: Talk = (("patient", "I leave the hall light on for him."),)
_ASKED: Talk = (("therapist", "And on Friday?"),)
FIRES = {
    "refusal": [
        Example("Fair warning: an invented healer is a hat I won't put on for anyone.", before=_TALK),
        Example("Hm, no. I don't do make-believe patients with a past like that.", "patient", before=_ASKED),
    ],
    "meta": [
        Example(
            "The soup. Only the soup. If it helps, I could branch the storyline after it.",
            "patient",
            before=_ASKED,
        ),
        Example(
            "Keeping to the template with a feeling word up front. How long has it burned?", before=_TALK
        ),
    ],
    "assistant_talk": [
        Example(
            "Who pays for the bulb? Love this question! Leaving lights on is more common than people think.",
            before=_TALK,
        ),
        Example("We ate. Any particular detail you'd like covered next?", "patient", before=_ASKED),
    ],
    "reasoning_leak": [
        Example(
            "Alternatively I might have had him weep, but dry is better here. I cooked for two.",
            "patient",
            before=_ASKED,
        ),
    ],
}
PASSES = [
    Example("I won't be a patient all my life. I stopped the lot in June.", "patient", before=_ASKED),
    Example("I'd rather not. He plays the victim, and I'm done with that act.", "patient", before=_ASKED),
    Example(
        "I don't do feelings, as a rule. My wife's the therapist in our house.", "patient", before=_ASKED
    ),
    Example("My character won't speak. My editor wants the book by Easter.", "patient", before=_ASKED),
    Example("Not tips. I could paper the hall with coping strategies.", "patient", before=_ASKED),
    Example("Don't reveal a thing. Smile.", "patient", before=(("therapist", "What does the voice say?"),)),
    Example("I deflect. I make a joke and they laugh and I go home.", "patient", before=_ASKED),
    Example(
        "I'd rather not play her today. Could she stay outside, and you tell me what you'd say?", before=_TALK
    ),
    Example(
        "I don't write for the court about people I treat. I'd be no use to you as a witness.", before=_TALK
    ),
    Example("There's a group on Tuesdays, and a line at night. I can give you both numbers.", before=_TALK),
    Example(
        "Here's a small thing you could try: put the light out and count to ten. Then tell me.", before=_TALK
    ),
    Example("Let me know if you want the rest of that film. The client dies.", "patient", before=_ASKED),
]
