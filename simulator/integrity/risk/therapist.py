"""Whether a therapist asks about danger, and whether it offers something concrete for safety."""

from __future__ import annotations

import re

from simulator.integrity.anatomy import Anatomy, anatomy_of
from simulator.integrity.risk import spanish
from simulator.integrity.risk.answers import Question

_DANGER = (
    r"(?:suicid\w+|kill(?:ing|ed)? (?:yourself|him|her|them|someone|somebody|anyone)"
    r"|(?:end(?:ing|ed)?|tak(?:e|ing|en)|took) your (?:own )?li(?:fe|ves)"
    r"|end(?:ing)? (?:their|your) (?:own )?lives"
    r"|end(?:ing)? (?:it all|everything|it(?= ?\?)|things(?= ?\?|,| for good))|"
    r"(?:hurt(?:ing)?|harm(?:ing|ed)?|cut(?:ting)?|injur(?:e|ing|ed)|burn(?:ing)?) (?:or \w+ )?yourself"
    r"|self-? ?(?:harm|injur)\w*|been cutting(?! (?:down|back|out|off|class|corners))"
    r"|started cutting(?! (?:down|back|out))|"
    r"not (?:wanting|want|wishing) to (?:be (?:here|alive)|live|wake up|go on|exist)"
    r"|(?:don't|didn't) want to (?:be (?:here|alive)|live|wake up|exist)"
    r"|not (?:being|be) (?:here|alive|around)(?! (?:for|on time|when))"
    r"|wish(?:ed|ing)? (?:that )?you (?:were dead|weren't|wouldn't wake|hadn't been born"
    r"|could (?:just )?(?:die|disappear|go to sleep and))|"
    r"better off (?:dead|without you)|(?:want(?:ed|ing)?|wish|like|prefer) to (?:die|be dead)|wants to die"
    r"|wanted to die|(?:thoughts?|think(?:ing)?|thought) (?:of|about) (?:\w+ ){0,2}?(?:dying|death|dead"
    r"|ending things|suicide)|being dead|do you mean dying|mean you want to die|not wak(?:e|ing) up"
    r"|never wak(?:e|ing) up|life (?:is not|isn't|wasn't|is|being) worth|worth living|done with living"
    r"|or done (?:with )?living|"
    r"(?:hurt(?:ing)?|harm(?:ing)?|hit(?:ting)?|kill(?:ing)?|attack(?:ing)?) (?:anyone|anybody|someone"
    r"|somebody|others?|other people|(?:the|your) (?:baby|son|daughter|children|kids|child|wife|husband"
    r"|partner|mother|father)|him|her|them)(?! feelings|'s feelings)|death as a way out|dark thoughts"
    r"|danger of hurting|use to (?:hurt|harm))"
)
_YOURSELF = re.compile(
    r"\b(?:suicid|kill|yourself|your (?:own )?life|self-?\s?harm|die|dying|dead|death|hurt|harm|cutting"
    r"|alive|wake|waking|worth|better off|safe|safety|plan|acting|act|acted|here|danger|dark|thoughts"
    r"|doing it|living|end|ending|use|lives|injur)"
)
_ASKS_DANGER = re.compile(rf"\b{_DANGER}")
_OWN_HURT = re.compile(
    r"\b(?:would it|did (?:it|that|he|she|they)|does (?:it|that) hurt|anyone(?:'s)? feelings|if you took"
    r"|not asking you)\b"
)
_ASKS_FOLLOW = re.compile(
    r"\b(?:(?:have|has|had|did|do|are|could|would|is|was) (?:you|those thoughts|these thoughts|that thought"
    r"|it)\b[^?.!\n]{0,70}\b(?:a plan for how|plan(?:ned)? how|how you(?:'d| would) (?:do|end)"
    r"|acted on (?:it|them|those|these|that(?= ?\?))|act on (?:those|these|them)|close to (?:doing|acting)"
    r"|turned into a plan|when you took them|thoughts like (?:that|those) (?:again|about dying))"
    r"|how close (?:have|did|were) you (?:come|get|to)\b[^?\n]{0,30}\b(?:act\w*|doing|it)\b"
    r"|how (?:strong|likely|often|intense)\b[^?\n]{0,50}\b(?:urges?|act on|acting on"
    r"|thoughts (?:of|about) (?:dying|death))|acting on (?:those|these) thoughts"
    r"|what (?:stops|keeps|has kept) you (?:from (?:acting|doing it)|alive|safe)|(?:on|about) acting on)\b"
)
_ASKS_SAFETY = re.compile(
    r"\b(?:are you (?:\w+ )?(?:safe|in a safe place)(?: (?:right now|tonight|at home|today|for now"
    r"|at the moment|with yourself|now))?(?= ?[?,]"
    r"| (?:right now|tonight|at home|today|for now|at the moment|with yourself|now))"
    r"|(?:do|did|will|would|can|could) you (?:\w+ ){0,4}?(?:keep yourself safe|be safe\b|stay safe\b"
    r"|(?<!do to )feel safe\b(?! (?:talking|telling|enough to|sharing|in here|here|with me"
    r"|(?:when|while) you(?:'re| are) in it))|able to keep"
    r"|feel able to (?:stay|keep))|feel you can keep yourself safe|how safe (?:do|are|would) you)"
)
_STATES = re.compile(
    r"\b(?:i (?:need|want|have|would like|'d like|am going|should|will) to (?:ask|know|check)"
    r"|i'd like to (?:ask|check)|i want to check|let me ask|i'm going to ask|may i ask|can i (?:ask|check)"
    r"|i(?:'m| am| was) wondering|i wonder|tell me (?:more )?about|help me understand|i have to ask"
    r"|i ask everyone)\b[^?.!\n]{0,110}"
)
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")

_OFFERS = tuple(
    re.compile(p)
    for p in (
        r"\b(?:988|911|999|112|116 ?123|741741|13 ?11 ?14)\b"
        r"|\b(?:crisis (?:line|team|text|service|centre|center|counsell?or|hotline|number|resource)"
        r"|hot ?line|lifeline|samaritans|helpline"
        r"|emergency (?:room|department|services|number|team|contact|care|help)|the a&e"
        r"|mental health (?:professional|team|service)|out-of-hours)",
        r"\bsafety plan|\bstay(?:ing)? safe (?:plan|tonight|together|between)"
        r"|\b(?:plan|steps?) (?:for|to) (?:tonight|this evening|this weekend|the night|the weekend|keep"
        r"|keeping|stay|staying|get|getting (?:you )?through)\b"
        r"|\bkeep(?:ing)? (?:you|yourself) safe(?! until we meet\?)\b(?=.{0,80}\b(?:plan|call|go|who|let's"
        r"|can)|[^?]*$)|(?:so that you're|make (?:your home|it|things|you)) safer?\b|\bsomewhere safer?\b"
        r"|\bput in place\b",
        r"\b(?:who|someone|anyone|somebody|person|friend|brother|sister|husband|wife"
        r"|partner)\b(?: (?:else|there))? ?(?:could|can|might|who could|who can"
        r"|you (?:could|can|trust|feel able to)|would)\b[^.!?\n]{0,50}\b(?:be with you|with you|call|stay"
        r"|tell(?= (?:tonight|about this))|reach|ring|be there|come over|phone|sit with)\b",
        r"\b(?:call|ring|phone|speak to|speak with|talk to|see|contact|tell|reach out to|bring|involve|let"
        r"|go to|seen (?:at|by)|get)\b[^.!?\n]{0,30}\b(?:gp|your doctor|a doctor|the doctor|psychiatrist"
        r"|your (?:\w+ )?(?:sister|brother|mother|father|mum|mom|dad|wife|husband|partner|friend|team"
        r"|family|parents|flatmate)|someone (?:you trust|at home|close)|somebody you trust|the hospital"
        r"|hospital|nurse|on-?call|me before)\b",
        r"\b(?:put|give|lock|move|hand|get rid of|keep|remove|distance|hold on to"
        r"|look after)\b[^.!?\n]{0,40}\b(?:pills|tablets|medication|meds|razors?|blades?|knives|gun|rope"
        r"|means|things you (?:could|use|might)|those"
        r"|them)\b(?:[^.!?\n]{0,30}\b(?:away|out of|to someone|locked|somewhere|with|far|for now"
        r"|for a while|between)\b|[^.!?\n]{0,6}$)|\bdistance between you and\b|\bless easy to reach\b",
        r"\b(?:check in|talk again|talk|meet again|see you|call you|ring you|phone you|speak again|speak"
        r"|meet|extra (?:session|appointment)|another session|sooner"
        r"|appointment)\b[^.!?\n]{0,30}\b(?:tomorrow|tonight|this evening|twice this week"
        r"|(?:for|on) (?:mon|tues|wednes|thurs|fri|satur|sun)day to|in (?:a|two|three) (?:day|days)"
        r"|before (?:the )?(?:weekend|next week)|sooner|instead of once)\b|\bphone you on\b"
        r"|\bi(?:'ll| will|'m going to| can) (?:call|ring|phone) you\b|\bextra (?:session|appointment)\b",
        r"\brefer(?:ral| you| him)?\b|\bpsychiatrist\b[^.!?\n]{0,20}\b(?:here|this week|see you)"
        r"|\bconnect you (?:with|to)\b|\bput you in touch\b|\bi can stay on the line\b"
        r"|\bstay (?:here )?with you while\b",
        r"\bcall (?:me|someone|him|her|them|us)\b[^.!?\n]{0,30}\b(?:before|if|when)\b"
        r"|\bwho you(?:'ll| will| would| can) (?:call|ring|tell)"
        r"|\bwho (?:do|would|will|could|can) you (?:ring|call|phone|turn to|reach)"
        r"|\b(?:a friend|someone|somebody|anyone) you (?:could|can) (?:ring|call|phone|tell)"
        r"|\bnot? be alone\b|\bdon't (?:want you to )?be alone tonight|\bwho can come\b|\bcome over\b"
        r"|\b(?:what|things)\b[^.!?\n]{0,40}\bwhen (?:the|those) (?:thoughts|urges?) come"
        r"|\bwhen the urge comes\b|\bsign that (?:tells|says)\b|\bask for help\b"
        r"|\bget you through the night\b",
        r"\b(?:agree|promise|commit)\b[^.!?\n]{0,50}\b(?:call|ring|tell|contact|before you (?:act|do)"
        r"|keep yourself safe|stay safe)\b|\bwith your permission\b"
        r"|\byour permission to (?:speak|talk|call)\b|\btell someone at home\b",
    )
)  # fmt: skip
_PAST_OFFER = re.compile(
    r"^(?:did|have) you (?:call|see|talk|tell|speak|ring|go)"
    r"|^(?:what|when|where|how|why|who) (?:did|was|were|has|had)|^what (?:would|did) you tell|^i see how"
    r"|^tell me"
)


def _sentences(text: str | Anatomy) -> list[str]:
    low = (text if isinstance(text, Anatomy) else anatomy_of(text)).lower
    return [m.group().strip() for m in _SENTENCE.finditer(low)]


def _about(sentence: str, before: str = "") -> Question | None:
    """What a sentence asks about, if it asks."""
    stated = _STATES.search(sentence)
    if not (sentence.endswith("?") or stated):
        return None
    if not (_YOURSELF.search(sentence) or spanish.ASKS.search(sentence)):
        return _points_back(sentence, before)
    if _ASKS_SAFETY.search(sentence) or (stated and "your safety" in sentence):
        return "safety"
    if (_ASKS_DANGER.search(sentence) and not _OWN_HURT.search(sentence)) or _ASKS_FOLLOW.search(sentence):
        return "danger"
    if spanish.ASKS.search(sentence):
        return "danger"
    return _points_back(sentence, before)


_OPEN = re.compile(r"(?:^|[,:;] |\band |\bso )(?:what|who|how|when|where|which|why)\b[^?]*\?$")
_LED_TO = re.compile(
    r"^.*[,:;–—] ?(?:and |so )?(?=(?:have|has|are|is|were|was|do|did|any)\b(?: you| there| those| these| the| any| thoughts?| it)\b)"
)
"""What leads to a question for yes or no: "When it's at its worst, " before "have you thought of …?" """
_BACK = re.compile(
    r"\b(?:has that (?:happened|been|ever)|is that (?:true|something|how)|does that (?:fit|happen|sound)"
    r"|do you\?|are you\?|have you\?|thoughts like (?:that|those)|do you ever\?|what about you"
    r"|is it like that|been true for you"
    r"|(?:have|has|are|is|were|was|did|do) (?:it|that|they|(?:those|these|the|such|that) (?:thoughts?|urges?|feelings?))(?: ever)?"
    r" (?:still |been |now )*(?:there|around|back|with you|come (?:back|up)|returned?|happened|gone(?: away)?)"
    r"|any of (?:that|those|them)(?: thoughts)?\b)"
)


def _points_back(sentence: str, before: str) -> Question | None:
    return "danger" if _BACK.search(sentence) and _ASKS_DANGER.search(before) else None


def asks_about_risk(text: str | Anatomy) -> bool:
    """True when a therapist asks about danger to the patient or others, or about safety.

    Example:
        >>> asks_about_risk("Have you had thoughts of suicide this week?")
        True
        >>> asks_about_risk("How does that hurt?")
        False
    """
    before = ""
    for sentence in _sentences(text):
        if _about(sentence, before):
            return True
        before = sentence
    return False


def question_about_risk(text: str | Anatomy) -> Question | None:
    """What the last question of a therapist's turn asks, when it asks about risk: the one that a short answer answers."""
    before, last = "", None
    for sentence in _sentences(text):
        if sentence.endswith("?") or _STATES.search(sentence):
            last = _about(sentence, before)
            if last == "danger" and _OPEN.search(_LED_TO.sub("", sentence)):
                last = "open"
        before = sentence
    return last


def offers_next_step(text: str | Anatomy) -> bool:
    """True when a therapist offers something concrete for safety: a line to call, a person, a plan, an earlier meeting.

    Example:
        >>> offers_next_step("You can call or text 988 at any hour.")
        True
    """
    for sentence in _sentences(text):
        if _PAST_OFFER.search(sentence):
            continue
        if any(p.search(sentence) for p in _OFFERS) or spanish.OFFERS.search(sentence):
            return True
    return False
