"""Thinking aloud about how to play the part, tagged or not. Tags that are balanced are wrapping and gone by now."""

from __future__ import annotations

import re
from collections.abc import Iterator

from simulator.integrity.lexicon import Rules, rule
from simulator.integrity.registry import Example, Hit, Look, check
from simulator.integrity.seconded import seconded_about

_TAG = re.compile(
    r"[<\[◁{]\s*/?\s*(?:think|thinking|thought|thoughts|reasoning|analysis|scratchpad|reflection"
    r"|inner[ _]monologue|internal(?:[ _](?:monologue|thought|reasoning))?|cot"
    r"|planning)\s*(?::[^>\]\n]{0,200})?[>\]▷}]",
    re.I,
)
_HEAD = re.compile(
    r"^[\s*_#\[(]*(?:(?:my )?(?:internal |inner )?(?:thought process|chain of thought|reasoning|analysis"
    r"|internal|scratchpad|thinking|thoughts?|deliberation|inner monologue|self-?check|strategy|approach"
    r"|plan for (?:the |my )?(?:reply|response|turn)|planning|first thought"
    r"|thinking (?:it |this )?(?:through|aloud)))[*_\])]*\s*(?::|\n)",
    re.I | re.M,
)
_FINAL = re.compile(
    r"(?:^|[.\n] ?)\s*(?:final(?: answer| reply| response| version| output)?|draft(?: \d)?|attempt \d"
    r"|version \d|option [a-d1-4]|reply|response|output|answer)\s*:\s",
    re.I | re.M,
)
_MAKING = (
    r"(?:respond|reply|answer|write|produce|generate|output|craft|phrase|word|voice|portray|play|stay in"
    r"|draft|deliver|compose)"
)
_PART = (
    r"(?:patient|client|therapist|counsell?or|persona|character|speaker|user|prompt|instruction"
    r"|instructions|system|profile|guideline|guidelines|brief|scenario|role|message|turn|reply|response"
    r"|word (?:limit|count)|words|sentences?|previous turn|session summary)"
)

_RULES = Rules([
    rule(
        r"\bi should (?:first |now |also )?(?:validate|normali[sz]e|paraphrase|reflect) (?:his|her|their|the patient's|the client's)\b"
        r"|\bi should keep it (?:brief|short|vague|flat) and (?:guarded|vague|flat|short|in character)\b"
        r"|(?:^|[.!?] )(?:under|max(?:imum)?|at most) (?:\d+|fifty|sixty|forty) words[.;:]",
        "sets itself a task",
    ),
    rule(
        r"\bi already asked (?:that|this|about)\b(?![^\n]{0,40}\b(?:you|let me)\b)[^\n]{0,40}\b(?:another|different|instead)\b"
        r"|\bstep 1\s*:[^\n]{0,60}\b(?:acknowledge|validate|reflect|reply|respond|empath\w+|ask|tone)\b[^\n]{0,60}\bstep 2\s*:"
        r"|\bi should (?:not |first |now )?(?:acknowledge|validate|move on|repeat|respond|explore"
        r"|ask (?:about|her|him|them)|reflect|normali[sz]e|paraphrase)\b"
        r"|\ba better (?:one|question|reply|answer|response) would be\b(?! (?:yes|no|what you|how you|whether you|why you)\b)",
        "plans its reply",
    ),
    rule(
        r"\bi should (?:probably |maybe )?(?:show|add|hint|reveal|deflect|sound|let (?:her|him|them|it)"
        r"|have (?:her|him|them)|end (?:with|on|before)|keep (?:it|her|him))\b[^.!?\n]{0,80}\b(?:resistance"
        r"|irritation|detail|emotion|here|soften|short|jargon|sideways|first|then)\b"
        r"|\b(?:points|things|beats) to (?:convey|cover|hit|include)\b|\broll with resistance\b"
        r"|\bstay in (?:\w+'s|her|his|their|the) (?:voice|head|shoes|register)\b|\bno (?:therapy )?jargon\b"
        r"|\bso probably (?:banter|deflect|humou?r|a joke|short|some)\b|\b(?:i've|i have) been sounding\b"
        r"|\bback to (?:short|lowercase|the voice)\b"
        r"|\b(?:not too|less) (?:eloquent|polished|articulate|insightful)\b|\bends before it\b"
        r"|\bdon't (?:collude|lecture|fix|resolve|overdo)\b[^\n]{0,60}\b(?:resistance|argue|short|warm"
        r"|mandated|open question)",
        "notes for its own reply",
    ),
    rule(
        r"\b(?:(?:keep|leave) (?:it|this|that|her|him|them)"
        r"|(?:make|have|let) (?:her|him|them)) (?:\w+, )?(?:gruff|short|brief|terse|vague|guarded|low-?key"
        r"|subtle|minimal|flat|understated|in character|clipped|sideways|deflect|say it|say something"
        r"|sound)\b(?=[^\n]{0,200}\b(?:lines?|sentences?|tops|max|detail|reply|answer|maybe|first|then"
        r"|instead|but|too|words|no)\b)|\b(?:one|two|three|a couple of|a few) (?:short )?(?:lines?"
        r"|sentences?) (?:tops|max|at most|or so|only)\b"
        r"|\b(?:maybe|perhaps|with) (?:the|a) [\w -]{2,30} (?:detail|image|beat|callback)\b(?! of)",
        "notes for its own reply",
        speaker="patient",
    ),
    rule(
        r"\b(?:a |one )?(?:simple |short )?(?:reflection|validation|empathy|open question|affirmation"
        r"|summary)s? (?:first|and then|before|then)\b"
        r"|\bthen (?:an?|one) (?:open|gentle|short|single) question\b"
        r"|\bno (?:advice|interpretation|fixing|reassurance|jargon|solution)(?: yet"
        r"|\b(?=[.,;]))[^\n]{0,60}(?:\bbecause\b|\.|;|$)|\bresist the (?:reflex|righting|(?:urge|temptation)(?! to \w+ (?:that|it|this|you|him|her|them)\b))\b"
        r"|\bthe alliance is\b|\b\w+-?flavou?red (?:question|remark|answer)\b"
        r"|\b(?:i should|i must|best to|mustn't|must not) (?:avoid|not) (?:morali[sz]|collud|lectur"
        r"|over-?explain|interpret|fix(?:ing)?\b|reassur|rush)"
        r"|\b(?:go for|aim for|lean (?:into|on)|stick with|stay with) (?:curiosity|validation|warmth"
        r"|a reflection|open question|empathy|understatement|the concrete)\b",
        "plans its reply",
        speaker="therapist",
    ),
    rule(
        r"\b(?:she|he|they)(?:'s| is| was| were|'re| are) (?:meant|supposed) to (?:have|be|say|sound|minimi"
        r"|deflect|avoid)\b|\b(?:work|weave) (?:that|this) in\b|\blet me (?:retry|rewrite|recast)\b"
        r"|(?<!my )(?<!the )(?<!your )(?<!his )(?<!her )\bfirst (?:thought|instinct|idea) (?:is|was) (?:to"
        r"|that)\b|\bmy first (?:thought|instinct|idea) is to (?:have|make|write|let|answer|respond"
        r"|validate|reflect|deflect|ask (?:her|him|them|about))\b"
        r"|(?<!never )(?<!'d )(?<!wouldn't )(?<!didn't )\b(?:have|make|let) (?:her|him|them) (?:say|admit"
        r"|deflect|mention|hesitate|joke|cry|reveal|notice|name)\b"
        r"|\btoo (?:neat|tidy|pat|insightful|on the nose|articulate|early|soon) for (?:a |session|this|her"
        r"|him|the)|\bi want this to (?:sound(?! kinder| nicer| better)|feel|read|come across)\b"
        r"|\bas if (?:i|she|he) were (?:listing|reciting|reading)\b|\bis that plausible\b"
        r"|\badds (?:guilt|texture|realism|depth|tension)\b"
        r"|\b(?:okay|ok|good|fine|right|done),? (?:submit|send it|post it|go with that|that'?ll do)\b"
        r"|\bwhat would an? (?:\w+ ){1,6}(?:say|answer|reply)\b|\bwhat else does the\b"
        r"|\bthat shows (?:\w+ ){1,3}without\b|\bperhaps i should add\b(?! that)",
        "thinks aloud about its figure",
    ),
    rule(
        r"(?:^|[.\n(] ?)(?:okay|ok|so|right|hmm|well)?,? ?(?:okay|ok|so)?,? ?(?:the )?(?:he|she|they"
        r"|patient|client|therapist|counsell?or)(?:'s| has|'ve| have)? (?:just |now )?(?:asked|asks"
        r"|confessed|disclosed|admitted|brought up|deflected)\b(?! me\b)[^.!?\n]{0,60}[.,;]\s+(?:so |and |but "
        r"|now )?(?:i should (?:not |probably )?(?:avoid|answer|reply|respond|stay|keep|show|be)|keep it"
        r"|go for|avoid|[a-z]+ wouldn't (?:give|say|admit|answer)"
        r"|[a-z]+ would (?:deflect|say|answer|probably))",
        "tells itself what it was asked",
    ),
    rule(
        r"^\W*(?:ok(?:ay)?|alright|right|so|hmm+|well|now|let me see|let's see)?[,. ]*(?:i|we) (?:need|have"
        r"|should|must|ought|want|am supposed|'m supposed|am asked|'m asked|'m being asked) to (?:respond"
        r"|reply|produce|generate|craft|voice|portray|stay in"
        r"|(?:write|answer|phrase|play|draft) (?:as|in|this"
        r"|the (?:patient|client|therapist|next)))(?! to (?:my|her|his|him|them|that))\b", "plans its reply"),
    rule(
        rf"\b(?:i|we)(?:'ll| will| should| could| might| must| need to| have to| want to|'d better|'d"
        rf"| would)\s+(?:probably |just |now |then |also |rather "
        rf"|better )?{_MAKING}\b[^.!?\n]{{0,80}}\b(?:as (?:the|a|an)"
        rf"|in (?:the )?(?:voice|character|first person|style|role)|under \d+|{_PART[3:-1]})\b", "plans its reply", edges=True),
    rule(
        r"\b(?:the|this|my|our) (?:user|prompt|instructions?|system prompt|system message|guidelines?|brief"
        r"|profile|persona|character sheet|character card|task|scenario) (?:is asking|ask|want|require"
        r"|call for|tell me|mention|state|asks|asked|wants|says|say|said|requires|doesn't mention|mentions"
        r"|states|tells me|told me|calls for|specif\w+|describes|expects|instructs)\b", "reads its instructions aloud"),
    rule(
        r"\b(?:the user|user's)\b[^.!?\n]{0,60}\b(?:disclosed|message|wants|asked"
        r"|is (?:expressing|asking|sharing|describing)|said|seems|just)\b", "speaks of a user"),
    rule(
        r"\b(?:persona|character|previous turn|word limit|length|tone|constraints?|style"
        r"|(?<!have )(?<!my )(?<!two )(?<!three )options?)\s*: ?[^.!?\n]{2,80}[.;]", "lists what to keep in mind", edges=True),
    rule(
        rf"\b(?:my (?:task|job|goal|aim|role|objective|instruction) (?:here )?(?:is"
        rf"|was) to)\b[^.!?\n]{{0,60}}\b(?:{_MAKING[3:-1]}|be|sound|act|simulate|continue)\b(?![^.!?\n]{{0,40}}\byou\b)", "speaks of its task", edges=True),
    rule(
        r"\b(?:let me|i'll|i will|let's) (?:think (?:about|through|of|how)|consider|figure out(?! how to say)|work out"
        r"|plan|brainstorm|weigh)\b[^.!?\n]{0,80}\b(?:how (?:to|she|he|they|a|the)"
        r"|what (?:she|he|they|a|the|emotion|would)|respond|reply|response|answer|character|persona|tone"
        r"|would say|to say next|next line)\b", "thinks aloud about its reply"),
    rule(
        r"\b(?:he|she|they|the patient|the client|the therapist)(?:'d| would| should| might"
        r"| wouldn't) (?:probably |likely |also |rather )?(?:be|deflect|say|answer|respond|react|want|not"
        r"|feel|sound|hedge|minimi[sz]e|joke"
        r"|contradict)\b[^.!?\n]{0,80}[.;,:!?-] (?:so )?(?:keep (?:it|this)|use|avoid|i'd respond"
        r"|i'll (?:go|have|let|answer|write)|let me (?:have|make|write)|go with|answer with|mention"
        r"|maybe (?:a|one))\b", "plans what its figure would say"),
    rule(
        r"(?<!i )\b(?:use|add|should give|give) (?:a |an |the |some )?(?:dry humou?r"
        r"|concrete (?:scene|detail|image)|understatement|sensory detail)\b"
        r"|\bkeep (?:it|this|the (?:reply|tone|voice)) (?:terse|in character|under \d+|guarded|flat|subtle)", "notes for its own reply"),
    rule(
        r"\bunder (?:\d+|ten|twenty|thirty|forty|fifty|sixty|a hundred) words\b"
        r"|\b\d+ words (?:max|or (?:less|fewer)|tops)\b|\bword (?:count|limit)\b", "counts its words", edges=True),
    rule(r"\b(?:empathy|open question|reflection|validation|question)[,: ]+(?:yes|check|done|ok)\b", "ticks off what a reply should have"),
    rule(
        r"\b(?:is that|is this|was that|would that be|that's|that might be|might be|sounds?) too (?:light"
        r"|harsh|blunt|clinical|long|short|much like|on the nose|therapist-y|direct|soon|vague|formal"
        r"|dramatic|clever)\b[^\n]{0,100}\b(?:moving on|keep|change|fine|rephrase|soften|guideline|reword"
        r"|leave it|instead|go with)\b", "weighs its own wording"),
    rule(
        r"\b(?:for consistency|stay consistent(?= with (?:the|her|his|my persona)|[.,;])"
        r"|consistent with (?:the|my|her|his) (?:persona|profile|character|earlier|backstory)"
        r"|(?:earlier|previously) (?:he|she|they|i) said\b[^.!?\n]{0,60}\b(?:fix|consisten|leave as is"
        r"|adjust))", "checks its story"),
    rule(
        r"\b(?:i'll|i'd|i will|let me|we could|i could|alternatively i could|alternatively"
        r"|should i) (?:go with|pick|choose|opt for|settle on) (?:b|c|option|\(?[abc]\)"
        r"|the (?:former|latter|gentler|softer|shorter|second option|first option)(?: one| version"
        r"| option)?)\b", "chooses between versions"),
    rule(r"\b(?:options?|choices)\s*:\s*(?:\(?[a1][).]|validate)", "lists versions"),
])  # fmt: skip


_MORE = {
    "sets itself a task": -8.5,
    "": 1.0,
    "plans what its figure would say": 0.5,
    "lists what to keep in mind": -0.3,
    "thinks aloud about its figure": -0.3,
}
"""How much more, or less, the classifier must hear, since people make plans."""


_ORDER = (
    r"(?:hold|stay|end|keep|bring|skip|start|open|close|ask|reflect|validate|name|slow|let|use|avoid|mention|leave|show|make|give|don't"
    r"|do not|no|be|respond|reply|explore|offer|return|move|acknowledge|mirror|probe|gently|maybe|next|link|invite|normali[sz]e|sound)\b"
)
_ORDERS = re.compile(
    rf"\[(?=(?:[^\]\n]{{0,300}}?[.;] |){_ORDER}[^\]\n]{{0,300}}?[.;] {_ORDER})(?![^\]\n]{{0,400}}\b(?:you|your|you're|i|my)\b)[^\]\n]{{12,400}}\](?=\s*\S)"
    r"(?![^\n]{0,40}\b(?:wrote|written|card|note|sticker|says?|reads?)\b)"
)
"""Two sentences or more that tell nobody in the room what to do, before the turn itself."""


@check("reasoning", tier="structure", codes=["reasoning_leak"], any_language=True)
def reasoning(look: Look) -> Iterator[Hit]:
    """Finds leftover tags, headings of thought, and wording of plans."""
    text = look.anatomy.norm
    if any(mark in text for mark in "<[◁{") and (match := _TAG.search(text)):
        yield Hit("reasoning_leak", match.start(), match.end(), "a tag of reasoning")
        return
    head = _HEAD.search(text) if ":" in text or "\n" in text else None
    if (
        head
        and (head.group().rstrip().endswith(":") or head.group().lstrip().startswith(("#", "*", "[")))
        and not _thought_record(look, head)
    ):
        yield Hit("reasoning_leak", head.start(), head.end(), "a heading of reasoning")
        return
    if head and (match := _FINAL.search(text, head.end())):
        yield Hit("reasoning_leak", match.start(), match.end(), "a draft and a final version")
        return
    if text.startswith("[") and (match := _ORDERS.match(look.anatomy.lower)):
        yield Hit("reasoning_leak", match.start(), match.end(), "orders to itself in brackets")
        return
    for hit in _RULES.search("reasoning_leak", look):
        if seconded_about(look, hit, _MORE, others=0):
            yield hit


def _thought_record(look: Look, head: re.Match[str]) -> bool:
    """A thought record is homework: "Thought: I am a failure. Evidence: …" """
    word = head.group().strip(" *_#:\n[]()").lower()
    if word == "thinking" and "feeling" in look.anatomy.vocabulary:
        return True
    return word in ("thought", "thoughts", "plan", "strategy", "approach", "first thought", "internal") and (
        look.speaker == "therapist"
        or head.start() > 0
        or look.anatomy.vocabulary.isdisjoint(
            {"reply", "respond", "persona", "character", "patient", "therapist"}
        )
    )


FIRES = {
    "reasoning_leak": [
        Example("[She is explaining again. Bring it back to the body. Skip the praise.]\nAnd your hands?"),
        Example("He liked it there. </think>", "patient"),
        Example(
            "The instructions say that I speak for one person only, so I'll give one short turn. Had a good morning.",
            "patient",
        ),
        Example("[thinking: she would be shy] It was okay.", "patient"),
        Example("Okay, I need to respond as a tired mother. I didn't sleep.", "patient"),
        Example("The user wants a short reply. What was that like?"),
        Example("Self-check: empathy yes, open question yes."),
        Example("Let me think about how she would answer this. I don't know, really.", "patient"),
        Example("Reasoning: the patient is guarded.\nWhat was that like?"),
    ]
}
PASSES = [
    Example("[On the card: door shut at dusk, ring Riga, soup.] Read it back to me?"),
    Example("[Keep going. Don't stop.] That's what you wrote on your hand?"),
    Example("Let me think. I suppose it began in March.", "patient"),
    Example("I need to answer my sister's letter and I can't.", "patient"),
    Example("My thinking goes round and round at night.", "patient"),
    Example("Thought: I will fail. Evidence: I passed four of five exams.", "patient"),
    Example("I should have told her to keep it short.", "patient"),
    Example("What would he say if he were sitting here?"),
    Example("My first thought was that they'd all noticed.", "patient"),
    Example("Let me think about how to answer that. I don't want to give you something quick."),
    Example("My brief says I'm to defend him. I read it on the train.", "patient"),
    Example("One sentence max, that's what he can manage since the stroke.", "patient"),
]
