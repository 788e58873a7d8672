"""Danger to self or others: what the patient discloses, whether the therapist asks, and whether it offers a next step.

Used for flags, never for discarding: what a patient says about risk always enters the record. English only. Words for
events in the past count unless the same text says that it is over; other people's danger, idioms and denials do not.
"""

from __future__ import annotations

import re

from simulator.integrity.anatomy import Anatomy, Span, blank
from simulator.integrity.wordlist import word_set

_HARM = r"(?:kill|hurt|harm|cut|burn|injure|starve|punish|drown|hang|shoot|poison)(?:ing|ting)? myself(?! (?:off|shaving|some|short|loose|a|out|in the foot|on (?:the|a|my)|cooking|chopping|while (?:shaving|cooking|chopping)|at (?:the gym|work|football|training)|playing|running|falling|lifting|skiing|climbing))"
_DEATH = (
    rf"(?:{_HARM}|end(?:ing)? (?:it all|my (?:own )?life|things for good|everything|it(?= *(?:$|[.,;!?-]|all|tonight|today|now|soon)))|tak(?:e|ing) my (?:own )?life|"
    r"(?:commit(?:ting)?|attempt(?:ing)?) suicide|suicide|self-? ?harm(?:ing)?|overdos(?:e|ing)|being dead|not being (?:here|alive|around)|dying(?= *(?:$|[.,;!?-]|all|a lot|every|lately|and how))|jumping(?= (?:off|in front|from)))"
)
_I = r"\bi(?:'m|'ve|'d|'ll| am| have| had)?\b"
_PRESENT = tuple(
    re.compile(p)
    for p in (
        rf"{_I}[^.!?\n]{{0,70}}\b(?:want(?:ed)?|wish(?:ed)?|going|gonna|think(?:ing)?|thought|thoughts?|plan(?:s|ned|ning)?|ready|tempted|urges?|close|consider(?:ed|ing)?|about|imagin(?:e|ed|ing)|started|tried|dream(?:ed|ing)?|feel(?:ing)? like|keep|been|need|might|could|to)\b[^.!?\n]{{0,30}}?\b{_DEATH}",
        rf"\b(?:thoughts?|urges?|idea|ideas|images?|plans?|fantas\w+) (?:of|about|to|like)[^.!?\n]{{0,30}}\b{_DEATH}",
        rf"{_I}[^.!?\n]{{0,25}}\b(?:{_HARM}|overdosed|attempted suicide|tried to (?:die|end it|od)|been (?:cutting|burning|self-? ?harming)|(?:burned|burnt|harmed) myself|self-? ?harm(?:ed)?)\b",
        rf"{_I}[^.!?\n]{{0,40}}\bwant(?:ed)? to (?:die|be dead|disappear (?:forever|for good|completely)|stop existing|never wake up|not (?:wake up|exist|be here|be alive|be around))(?! (?:of|laughing|from|when they|when he|when she|inside))",
        rf"{_I}[^.!?\n]{{0,40}}\b(?:wish|wished|hope|hoping|pray|praying|rather|kind of hoping|wouldn't mind(?: if)?)\b[^.!?\n]{{0,30}}(?:\bdead\b|never been born|hadn't been born|didn't wake up|wouldn't wake up|not wake up|not waking up|never wake up|weren't here|wasn't here|weren't alive|wasn't alive|didn't exist|could just (?:stop|die|disappear)|not be here|not exist|sleep forever)",
        rf"{_I}[^.!?\n]{{0,30}}(?:don't|do not|didn't|no longer) (?:really )?(?:want|wanna|care|see (?:the|a|any) (?:point|reason))[^.!?\n]{{0,20}}\b(?:be alive|live(?= *(?:$|[.,;!?-]|any ?more|like this|with|through))|living|be here(?= *(?:$|[.,;!?-]|any ?more|at all))|wake up(?= *(?:$|[.,;!?-]|any ?more|tomorrow|again))|exist|go on(?= *(?:$|[.,;!?-]|living|any ?more|like this))|if i (?:live|die|wake up))",
        r"\b(?:better off|easier|happier|be relieved|be fine) (?:if i (?:was|were) (?:dead|gone|not here)|without me|with me (?:dead|gone)|dead)\b",
        r"\b(?:no (?:reason|point)|not worth|nothing) (?:to live|in living|living|to stay alive|to live for|in being (?:alive|here))\b",
        rf"{_I}[^.!?\n]{{0,20}}\b(?:suicidal|actively planning)\b",
        rf"{_I}[^.!?\n]{{0,60}}\b(?:go to sleep|fall asleep|sleep) and (?:not|never) wake(?: up)?",
        rf"{_I}[^.!?\n]{{0,40}}\b(?:wrote|written|writing|write|drafted)\b[^.!?\n]{{0,20}}\b(?:goodbye|suicide|farewell|last) (?:notes?|letters?)\b",
        rf"{_I}[^.!?\n]{{0,40}}\b(?:saving(?: up)?|stockpil\w+|hoard\w*|collect(?:ing|ed)|counted|counting|kept|keep|have enough)\b[^.!?\n]{{0,20}}\b(?:pills|tablets|meds|medication)\b",
        r"\bi (?:can't|cannot|can not) (?:go on|keep going|keep living|do this life|live)(?= *(?:$|[.,;!?-]|living|like this|any ?more|any longer))",
        rf"{_I}[^.!?\n]{{0,30}}\b(?:going to|gonna|want(?:ed)? to|will|plan(?:ning)? to|might|thought about|think about|thinking about|urge to|could)\s+(?:really )?(?:kill(?:ing)?|hurt(?:ing)?|stab(?:bing)?|shoot(?:ing)?|strangl(?:e|ing)|smother(?:ing)?|harm(?:ing)?) (?:him|her|them|someone|somebody|my (?:baby|son|daughter|wife|husband|boss|partner|kids?|child|children|mother|father|mum|mom|dad|brother|sister))\b",
    )
)  # fmt: skip
_CUE = re.compile(
    r"kill|suicid|\b(?:die|dead|dying|cut|cutting|burn\w*|wake|waking|alive|live|living|exist\w*|hurt\w*|harm\w*|self-?harm\w*|pills|tablets|meds|medication|stab\w*|shoot\w*|strang\w*|smother\w*|overdos\w*|ending|disappear|born|goodbye|farewell|jump\w*|"
    r"starv\w*|drown\w*|poison\w*|hang\w*|punish\w*|injur\w*|od)\b|better off|easier|happier|relieved|\bend (?:it|my|things|everything)|\btak(?:e|ing) my|(?:be|being|not|n't) here|around|go on|going on|keep going|sleep forever|do this life|could just (?:stop|die)"
)
_CUE_WORDS = word_set(
    "kill killing kills killed suicide suicidal die dead dying cut cutting burn burned burnt burning wake "
    "waking alive live living exist existing hurt hurting harm harming harmed self-harm selfharm pills "
    "tablets meds medication stab stabbing shoot shooting strangle smother smothering overdose overdosed "
    "overdosing end ending disappear born goodbye farewell jump jumping starve starving drown drowning "
    "poison poisoning hang hanging punish punishing injure injuring od better easier happier relieved "
    "life here around going go sleep stop hurtful existed"
)
_NEGATED = re.compile(
    r"\b(?:not|never|no|nor|without|don't|didn't|doesn't|wouldn't|won't|haven't|hadn't|isn't|aren't|wasn't|can't|stopped|stop|far from|rather than|instead of|against|denied)\b(?: \w+(?:'\w+)?){0,4} ?$"
)
_DENIAL = re.compile(
    rf"\b(?:not|never|no|nor|don't|didn't|wouldn't|won't|haven't|hadn't|stopped|i'd never|isn't that i|without)\b(?:[ -]\w+(?:'\w+)?){{0,6}}?[ -](?:want(?:ed)? to die|{_DEATH}|suicidal|cutting|hurt (?:him|her|them|anyone)|kill (?:him|her|them|anyone))\b"
)
_IDIOM = re.compile(
    r"embarrass|mortif|cring|blush|laugh(?:ed|ing)? (?:so|until)|to die for|dying (?:of|to|for)|die of|died of (?:embarrass|shame)|killing it|kill(?:ed|s)? (?:for|time|it)|bored to death|"
    r"for (?:a|some) (?:coffee|cigarette|sandwich|cake)|in (?:the|a|my) (?:game|dream|novel|book|film|movie|play|story)|(?:character|villain|hero) (?:in|of)"
)  # fmt: skip
_OVER = re.compile(
    r"\b(?:not any ?more|no longer|haven't (?:since|in|for)|hasn't (?:happened|been)|that'?s (?:long )?(?:over|behind me|in the past)|years ago|as a teen(?:ager)?|back then|when i was (?:a (?:kid|teen\w*|child|student)|\d+|\w+teen|twenty)|i don't (?:do|feel|think) (?:that|it|like that|about it|that way) any ?more|never again)\b"
)
_NOW = re.compile(
    r"\b(?:now|again|lately|tonight|today|still|these days|this (?:week|morning|month)|last (?:night|week)|yesterday|sometimes|every (?:day|night)|keep|keeps|when i'm|right now|recently|coming back)\b"
)
_OTHERS_WORDS = re.compile(
    r"\b(?:he|she|they|it|mum|mom|dad|mother|father|sister|brother|friend|wife|husband|partner|boss|son|daughter|girl|boy|man|woman|character|kid|student|neighbou?r|patient|client|colleague|cousin|uncle|aunt)\b(?: \w+){0,2} (?:said|says|told|texted|wrote|screamed|shouted|yelled|threatened|goes|went|announced|whispered|posted|was like)\b[^\"']{0,40}$"
)

_ASKS = tuple(
    re.compile(p)
    for p in (
        r"\b(?:suicid\w+|kill(?:ing)? yourself|end(?:ing)? your (?:own )?life|end(?:ing)? it(?: all)?|tak(?:e|ing) your (?:own )?life|hurt(?:ing)? yourself|harm(?:ing)? yourself|cut(?:ting)? yourself|self-? ?harm\w*|not wanting to (?:be here|live|be alive|wake up|go on)|"
        r"not want(?:ing)? to be (?:here|alive)|wish(?:ing|ed)? you (?:were|weren't|wouldn't|could not|didn't)|better off dead|wanting to die|want to die|thoughts? (?:of|about) (?:dying|death|suicide|ending)|not waking up|hurt(?:ing)? (?:anyone|someone|somebody|others|them|him|her)|being dead)\b[^?!\n]{0,160}\?",
        r"\b(?:are|do|did|will|can|could|have) you\b[^?.!\n]{0,60}\b(?:suicid\w+|safe(?: (?:right now|tonight|at home|today|for now|at the moment))?|a plan|access to|means|thoughts? like that|those thoughts|acted on|act on (?:it|them|those|that)|close to doing|keep yourself safe)\b[^?\n]{0,60}\?",
        r"\bhow (?:safe|strong|often|close|intense)\b[^?\n]{0,60}\b(?:safe|thoughts?|urges?|acting on|doing it)\b[^?\n]{0,60}\?",
        r"\b(?:i (?:need|want|have|would like|'d like) to ask|let me ask|i'm going to ask|may i ask|can i ask)\b[^?.!\n]{0,80}\b(?:suicid\w+|safe\w*|hurt\w*|harm\w*|dying|die|not (?:be|being) here|end(?:ing)?)\b",
    )
)
_OFFERS = tuple(
    re.compile(p)
    for p in (
        r"\b(?:988|911|999|112|116 ?123|741741|13 ?11 ?14|crisis (?:line|team|text|service|centre|center|counsell?or|hotline|number)|hot ?line|lifeline|samaritans|helpline|emergency (?:room|department|services|number|team|contact)|a&e|e\.r\.)",
        r"\bsafety plan\b|\bstay(?:ing)? safe (?:plan|tonight|together|between)\b|\bplan (?:for|to) (?:keep|keeping|stay|staying|get|getting) (?:you |yourself )?(?:safe|through)\b|\bkeep(?:ing)? you safe\b|\bkeep yourself safe\b",
        r"\b(?:who|someone|anyone|somebody|person) (?:could|can|might|who could|who can|you (?:could|can|trust))\b[^.!?\n]{0,50}\b(?:with you|call|stay|tell|reach|ring|be there|come over|phone)\b",
        r"\b(?:call|ring|phone|speak to|talk to|see|contact|tell|reach out to|bring in|involve|let|go to)\b[^.!?\n]{0,30}\b(?:gp|doctor|psychiatrist|your (?:sister|brother|mother|father|mum|mom|dad|wife|husband|partner|friend|team)|someone you trust|the hospital|hospital|nurse|on-?call)\b",
        r"\b(?:put|give|lock|move|hand|get rid of|keep)\b[^.!?\n]{0,40}\b(?:pills|tablets|medication|meds|razors?|blades?|knives|gun|rope|means|things you could)\b[^.!?\n]{0,30}\b(?:away|out of|to someone|locked|somewhere|with|far)",
        r"\b(?:check in|talk again|meet again|see you|call you|ring you|phone you|speak again|extra session|another session|sooner)\b[^.!?\n]{0,40}\b(?:tomorrow|tonight|this week|in (?:a|two|three) (?:day|days)|before (?:the )?(?:weekend|next week)|sooner|on (?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
    )
)


def _spoken(text: str | Anatomy) -> str:
    """The text in lower case without what other people are quoted with."""
    anatomy = text if isinstance(text, Anatomy) else Anatomy(text)
    others = [
        Span(q.start, q.end)
        for q in anatomy.quotes
        if _OTHERS_WORDS.search(anatomy.lower[max(0, q.start - 90) : q.start])
    ]
    return blank(anatomy.lower, others) if others else anatomy.lower


def discloses_risk(text: str | Anatomy) -> bool:
    """True when a speaker says of itself that it wants to die, harms itself, or may harm others.

    Args:
        text: what the patient said.

    Example:
        >>> discloses_risk("Some nights I just think about ending my life.")
        True
        >>> discloses_risk("I nearly died of embarrassment, but I don't want to kill myself.")
        False
    """
    anatomy = text if isinstance(text, Anatomy) else Anatomy(text)
    if anatomy.vocabulary.isdisjoint(_CUE_WORDS):
        return False
    low = _spoken(anatomy)
    for line in re.split(r"(?<=[.!?\n])", low):
        if not _CUE.search(line):
            continue
        for pattern in _PRESENT:
            match = pattern.search(line)
            if match and not _excused(line, match) and not _is_over(line, low):
                return True
    return False


def _excused(line: str, match: re.Match[str]) -> bool:
    if _IDIOM.search(line):
        return True
    denial = _DENIAL.search(line)
    if denial and denial.start() <= match.end() and denial.end() >= match.start():
        return True
    return bool(_NEGATED.search(line[max(0, match.start() - 50) : match.start()]))


def _is_over(line: str, low: str) -> bool:
    return (
        bool(_OVER.search(line))
        and not _NOW.search(line)
        and bool(
            re.search(
                r"not any ?more|no longer|haven't|hasn't|over|behind me|in the past|never again|not now|don't (?:think|do|feel)",
                low,
            )
        )
    )


def asks_about_risk(text: str | Anatomy) -> bool:
    """True when a therapist asks about danger to the patient or others, or about safety.

    Example:
        >>> asks_about_risk("Have you had thoughts of suicide this week?")
        True
    """
    low = (text if isinstance(text, Anatomy) else Anatomy(text)).lower
    return any(p.search(low) for p in _ASKS)


def offers_next_step(text: str | Anatomy) -> bool:
    """True when a therapist offers something concrete for safety: a line to call, a person, a plan, an earlier meeting.

    Example:
        >>> offers_next_step("You can call or text 988 at any hour.")
        True
    """
    low = (text if isinstance(text, Anatomy) else Anatomy(text)).lower
    return any(p.search(low) for p in _OFFERS)
