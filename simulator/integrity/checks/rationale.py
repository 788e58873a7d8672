"""Why the reply was written so: a writer's note under the text, or in front of it."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.integrity.lexicon import Rules, rule
from simulator.integrity.registry import Example, Hit, Look, check
from simulator.integrity.seconded import foreign, seconded_about
from simulator.integrity.signs import Sign, Signs, hit_of
from simulator.integrity.wordings.hints import ABOUT

_PLAIN = 1.5
"""Logarithm of odds from which on one word of a text about the talk is enough."""
_LONG = 110
"""Words of a turn in which chance brings two signs together."""

_MORE = {"": 0.5, "explains its choice": -0.3, "plans what to write": -8.5}
"""How much more, or less, the classifier must hear, since people give reasons all day."""

_REPLY = (
    r"(?:response|reply|answer|line|turn|message|phrasing|wording|approach|choice|intervention|question"
    r"|reflection|draft|version|joke|detail|version|humou?r|tone|utterance|metaphor)"
)

_CRAFT = (
    r"(?:alliance|rapport|transference|countertransference|change talk|motivational interviewing|socratic"
    r"|projection|validation|empathic|empathy|psychoeducation|resistance|autonomy|person-centred"
    r"|person-centered|rogerian|attunement|containment|disclosure|defen[cs]e|avoidance|ambivalence"
    r"|minimi[sz]ation|mirroring|exploration|realism|dialect|cadence|flavou?r)"
)

_RULES = Rules([
    rule(
        rf"(?:^|[.!?\n)\"] *[(\[*_]*)(?:this|that|it|which"
        rf"|the (?:question|reflection|pause|silence|line|image|wording|reply|tone|last line)|here,?"
        rf"|by \w+ing)\b(?! (?:is|was) (?:hard|a lot|not|so|what|how|where"
        rf"|your))(?!'s \w+, isn't it)(?:(?! (?:you|your"
        rf"|you're)\b)[^.!?\n]){{0,120}}\b{_CRAFT}\b(?:(?! (?:you|your|you're)\b)[^.!?\n]){{0,80}}",
        "explains its reply in the words of the craft",
        edges=True,
    ),
    rule(
        r"\bso (?:that )?(?:he|she|they|the (?:patient|client|young \w+)) (?:feels?|is|gets? to|can|may"
        r"|isn'?t|doesn'?t)\b[^.!?\n]{0,60}\b(?:heard|safe|seen|understood|validated|met|meet|held"
        r"|before any|lead|pressured|judged)\b"
        r"|\b(?:kept|keeping|made|making|left|leaving) (?:it|this|things|the \w+) (?:\w+, )?(?:brief|short"
        r"|simple|open|light|teen-friendly|minimal|vague|sensory|warm|neutral"
        r"|subtle)\b[^.!?\n]{0,60}(?:[.!]|$)(?=\s+[A-Za-z]*(?:lidation|eflection|mpathy|o that|his)\b|\s*$)"
        r"|(?:\b(?:kept|left|made|is|stays|a bit|a little)(?: it| this)? |[.!?(] ?|^)(?:brief|short|sensory|vague|plain|flat"
        r"|clipped) (?:and \w+ )?on purpose\b"
        r"|\bas (?:your|the) (?:\w+'s |\w+ )?(?:outline|brief|prompt|specification|style guide|rubric)"
        r" (?:recommends?|asks?(?: for)?|suggests?|requests?|requires?|wants?|specif(?:y|ies)|calls? for|has it)\b"
        r"|\btakes? precedence over\b|\bis best met with\b|\bhence:|\bvalidation comes before\b"
        r"|\bin the spirit of (?:motivational|person|rogers|acceptance|socratic)|\bevokes? change talk\b",
        "explains its reply",
    ),
    rule(
        r"\bi(?:'ll| will|'m going to) (?:portray|render) [a-z]+ (?:with|as|in) (?:a|an|some|mild|quiet)\b"
        r"|\bsince the (?:client|patient|user|persona) [^.!?\n]{0,100}\bseems? the most appropriate\b",
        "plans what to write",
    ),
    rule(
        r"\bi (?:let|had|made|kept|have) (?:her|him|them) (?:wobble|hesitate|deflect|pause|trail|avoid"
        r"|minimi\w+|joke|say|stay|hold|soften|sound|cry|answer|admit|break)\b"
        r"|\bi went for (?:a|an|the) [^.!?\n]{0,60}\b(?:flavou?r|tone|register|voice|dialect|spelling"
        r"|accent|readable|realis\w+|cadence)\b"
        r"|\bi(?:'m going to| will|'ll) (?:write|voice|play|portray|render) [A-Z]?\w+ (?:with|as|in) "
        r"|\bwouldn'?t (?:arrive at|get to|reach|offer|disclose|say) [^.!?\n]{0,40}\b(?:this early|yet"
        r"|so soon|in session|at this (?:stage|point))\b",
        "explains its choice",
    ),
    rule(
        r"\bin this (?:reply|response|turn|answer|message|line),? (?:i"
        r"|the (?:focus|aim|goal|therapist|patient|tone)|my)\b", "explains its reply"),
    rule(
        rf"\b(?:this|that|the|my|the above|above|the following|the reply below|such a) {_REPLY}(?: below"
        rf"| above| here)?,? (?:\w+ly )?(?:aims?|seeks?|helps?"
        rf"|is (?:meant|intended|designed|supposed|written|crafted)"
        rf"|was (?:meant|intended|designed|written|chosen)(?! to (?:hurt|go))|serves?|acknowledges?|validates?|shows?"
        rf"|demonstrates?|reflects?|mirrors?|functions?|invites?|deepens?|honou?rs?|models?|respects?"
        rf"|conveys?|captures?|allows?|keeps?|works?|encourages?|uses?|avoids?|normali[sz]es?"
        rf"|illustrates?)\b(?! to be (?:hard|easy|fun))[^.!?\n]{{0,50}}\b(?:to|the (?:patient|client|therapist|persona|user|character)"
        rf"|her|his|their|\w+'s|autonomy|rapport|alliance|avoidance|empathy|without|as)\b", "explains its reply"),
    rule(
        r"\b(?:i (?:chose|choose|picked|opted|kept|used|let|went|avoided|included|added|framed|structured"
        r"|phrased)|i'?ve (?:chosen|kept|used|avoided|framed))\b[^.!?\n]{0,70}\b(?:to (?:show(?! (?:my|you|me|him|them|i)\b)|signal|convey"
        r"|reflect|honou?r|illustrate|mirror|suggest|indicate|make it (?:feel|sound|realistic)"
        r"|build rapport|invite|demonstrate|match|preserve|capture)"
        r"|because (?:piling|adolescents|people (?:in|with|who)|clients?|patients?|trauma)"
        r"|as (?:adolescents|patients|clients|people|men|women|someone)"
        r"|his (?:avoidan|style|profile|charact)|her (?:avoidan|style|profile|charact)|in line with"
        r"|consistent with|realistic|here,? as|the profile|to a single|to one)\b", "explains its choice", edges=True),
    rule(
        r"(?:^|\n|[.?!] ?|\()\s*[*_]*(?:rationale|explanation(?: of (?:the )?choice)?|why this works"
        r"|reason(?:ing)? for|therapeutic (?:intent|rationale|goal|technique)|technique(?: used)?|intent"
        r"|purpose|note to (?:self|reader|the (?:user|reader|clinician))|author'?s note|commentary"
        r"|design note|clinical (?:note|rationale)|this (?:response|reply))\b[*_]*\s*(?::|because|\bby\b)", "a heading of explanation"),
    rule(
        r"\b(?:my (?:goal|aim|intention|intent|purpose|hope) (?:(?:with|behind) (?:this|that|the|saying)\b"
        r"(?! (?:diary|exercise|homework|plan|week))|here (?:was|is) to)\b|the (?:goal|aim|intention|idea|point|purpose) (?:of|behind|here) (?:this|that"
        r"|the|my) (?:response|reply|question|line|message|turn|phrasing)\b(?![^.!?\n]{0,60}(?:\byou|\?))"
        r"|by (?:naming|reflecting|mirroring|validating|using|keeping|asking|framing|offering|acknowledging"
        r"|normali[sz]ing)\b[^.!?\n]{0,50},? (?:the|this|it|i) (?:intervention|response|reply|therapist"
        r"|counsell?or|question|aim|invite|hope|signal|line|turn|avoid))", "explains its aim", edges=True),
    rule(
        r"\b(?:keeping in mind|bearing in mind|given|since|because|considering"
        r"|seeing) (?:that )?(?:the (?:patient|client|persona|user|character|therapist)"
        r"|(?:men|women|people|clients|patients|teenagers|adolescents) (?:of|in|who|with|often"
        r"|from))\b[^.!?\n]{0,120}\b(?:i (?:went|chose|kept|opted|used|will|have|'ll)"
        r"|seems? (?:the most |most )?(?:appropriate|fitting|suitable)"
        r"|(?:appropriate|fitting|best) (?:choice|response|approach))", "explains its choice"),
    rule(
        r"\b(?:would|will|should|can|to) (?:help|allow|provide|give|enable|encourage|make"
        r"|let) (?:the (?:patient|client)|alicia|her|him|them)(?: to)? (?:with |feel |leave |see "
        r"|understand |more |to )?\b[^.!?\n]{0,60}\b(?:sense of (?:closure|accomplishment|safety|control)"
        r"|feel(?:ing)? (?:more |heard|validated|safe|understood|empowered)|clear direction"
        r"|more (?:confident|empowered|motivated|hopeful)|her (?:journey|progress|goals)"
        r"|his (?:journey|progress|goals)|their (?:journey|progress|goals))", "tells what the reply does to the patient", edges=True),
    rule(
        r"\b(?:light |gentle |dry |dark )?(?:humou?r|joke|silence|deflection|pause|metaphor|understatement"
        r"|repetition)(?: here)? (?:helps? to|functions? as|serves? (?:as|to)|signals?(?= (?:his|her|their|the|an?|that)\b)"
        r"|shows? (?:her|his|their)|normali[sz]es|builds? rapport|indicates?|acts? as|conveys?)\b", "explains a device"),
    rule(
        r"\b(?:a skilled (?:trainee|therapist|clinician)"
        r"|the (?:clinician|trainee|reader|evaluator|therapist) (?:would|should|may|might|can) (?:notice"
        r"|pick up|see|explore)|an opening (?:to|for the (?:therapist|counsell?or|clinician))"
        r"|leav(?:es|ing) (?:the (?:therapist|counsell?or|clinician)|room|an opening) (?:an opening "
        r"|room )?(?:to|for))\b", "speaks to a reader"),
    rule(
        r"\b(?:tend|tends|seldom|rarely|often) (?:to )?(?:preserve|minimi[sz]e|name|express|deflect"
        r"|somati[sz]e)\b[^.!?\n]{0,60}\b(?:hence|so i|which is why|therefore)\b|\bhence the \w+\.?$", "explains a detail"),
    rule(
        r"\bin line with (?:\w+[- ]){0,3}(?:work|approach|principles|therapy|technique|model|protocol"
        r"|interviewing)\b|\brolls? with resistance\b"
        r"|\b(?:mirrors|reflects|portrays|conveys|captures) (?:the )?(?:culturally|typical|realistic"
        r"|authentic|age-appropriate|persona)\b", "names the method of its reply", edges=True),
])  # fmt: skip


_NO_YOU = r"(?![^.!?\n]{0,60}\b(?:you|your|you're|you've|me|we|us|our)\b)"
_PIECE = (
    r"(?:line|image|detail|joke|pause|silence|rhythm|metaphor|list|number|phrase|wording|word choice"
    r"|run-?on|ending|opener|opening|reflection|summary|reply|slang|lower case|understatement|last sentence"
    r"|final sentence|first sentence|repetition|question|contrast|simile|callback|punchline|hesitation"
    r"|ellipsis|dialect|specificity|bluntness|brevity|humou?r|deflection|validation|invitation|scale"
    r"|light touch|response)"
)

_WHY = Signs(
    [
        Sign("a piece of the text", 1, (
            rf"(?:^|[.!?;:\n(] ?)(?:that|this|the|its|it's a|a|using|ending (?:on|with)|pairing|mentioning"
            rf"|repeating|keeping|leaving|naming|asking"
            rf"|opening with) (?:[\w'-]+ ){{0,4}}{_PIECE}\b(?: [\w'-]+){{0,4}} (?:is there|is meant|is put"
            rf"|does|gives|lends|adds|keeps|makes|lands|conveys|signals|shows|mirrors|invites|opens|hints"
            rf"|stands|reads|grounds|suits|carries|echoes|reflects|leaves|lets|avoids|holds|honou?rs"
            rf"|softens|balances|captures|underlines|humani[sz]es|externali[sz]es|normali[sz]es|instils"
            rf"|instills|validates|respects|models)\b{_NO_YOU}",
            rf"\bwhat i (?:like|wanted|was going for|was after|aimed for) (?:in|about|with"
            rf"|here)?\b[^.!?\n]{{0,30}}\b{_PIECE}\b"
            rf"|\b(?:this|the|my) {_PIECE} (?:is|was) (?:deliberate(?:ly)?|intentional(?:ly)?|chosen|kept"
            rf"|left|placed|put|there|meant)\b",
        )),
        Sign("a choice of the writer", 1, (
            rf"\bi(?:'ve| have)? (?:deliberately |intentionally |purposely |also )?(?:chose|kept|left|put"
            rf"|went|avoided|mirrored|used|picked|named|moved|held back|skipped|mentioned|opted|let|made"
            rf"|framed|steered|resisted|asked|didn't|tried|wanted|gave|ended|opened"
            rf"|stayed)\b[^.!?\n]{{0,80}}\b(?:because|since|so (?:as|that|it|they|he|she)|as it|in keeping"
            rf"|given|rather than|instead of|to (?:keep|show|signal|avoid|mirror|reflect|respect|honou?r"
            rf"|leave|let|invite|give|convey|suggest|match|lower|invite))\b{_NO_YOU}",
            rf"\b(?:deliberately|intentionally|purposely|on purpose) (?:short|brief|vague|flat|open|left"
            rf"|kept|understated|plain|simple|clipped|ambiguous|avoid\w*|didn't|not)\b{_NO_YOU}"
            rf"|\bso as not to (?:sound|seem|come across|push|lead|pressure|overwhelm|rush|shame)\b"
            rf"|\b(?:rather than|instead of) (?:fixing|reassuring|explaining|stating|naming|telling"
            rf"|challenging|interpreting|correcting)\b{_NO_YOU}",
        )),
        Sign("the figure", 1, (
            r"\b(?:for|of|as|with|reads like|sounds like|fits|suits) an? (?:[\w'-]+ ){0,3}(?:teenager"
            r"|adolescent|man|woman|boy|girl|perfectionist|veteran|widower?|mother|father|patient|client"
            r"|\w+-year-old|personality|generation|his age|her age)\b"
            r"|\bsomeone (?:as|so|this|that|who is) (?:guarded|proud|ashamed|anxious|avoidant|depressed"
            r"|young|old|private)\b",
            r"\b(?:her|his|their) (?:armou?r|defen[cs]es?|avoidance|shame|pride|ambivalence|guard"
            r"|racing thoughts|style|voice|register|age|frame|autonomy|scrupulosity|perfectionism|dignity"
            r"|loneliness|isolation|anger|grief|guardedness|reluctance|resistance|inner \w+"
            r"|own (?:words|image|metaphor|language|pace|conclusion))\b"
            + _NO_YOU
            +
                r"|\b(?:grounds|meets|leaves|gives|invites|keeps|lets|puts|brings|draws|holds|helps) (?:him"
                r"|her|them) (?:where|a way|room|space|in|to|the|back|an|outside|at|without)\b",
        )),
        Sign("an effect", 1, (
            r"\b(?:rhythm|believable|plausible|mawkish|scripted|stagey|cheap|melodrama\w*|the stakes"
            r"|concrete|rapport|rupture|alliance|attunement|closure|authentic\w*|realis\w+|subtext"
            r"|in one stroke|the surprise|change talk|curiosity|containment|psychoeducation"
            r"|leading question|sound(?:ing)? (?:accusing|accusatory|like a lecture|like blame|clinical"
            r"|rehearsed|preachy)|feel (?:cheap|scripted|heard|blamed|judged|lectured)|insight|resistance"
            r"|externali[sz]es|widens the frame|emotional (?:weight|core|temperature)|ambivalence|a clue"
            r"|foreshadow\w*|tension|relatable|engagement|exploration|autonomy|agency)\b"
            + _NO_YOU,
        )),
    ],
    reach=170,
)  # fmt: skip


@check("rationale", tier="wording", codes=["rationale"])
def rationale(look: Look) -> Iterator[Hit]:
    """Looks for a writer's notes."""
    for hit in _RULES.search("rationale", look):
        if seconded_about(look, hit, _MORE):
            yield hit
            return
    for sentence in foreign(look, _PLAIN):
        if ABOUT.search(look.anatomy.spoken, sentence.start, sentence.end):
            yield Hit("rationale", sentence.start, sentence.end, "speaks of the text in the voice of another")
            return
    if len(look.anatomy.words) > _LONG:
        return
    near = _WHY.together(_WHY.seen(look), 2)
    if near and len({s.kind for s in near}) > 1:
        hit = hit_of("rationale", near, "explains how it was written")
        if seconded_about(look, hit, _MORE):
            yield hit


FIRES = {
    "rationale": [
        Example(
            "And nobody asked how you slept. Here the loss is touched before any problem-solving, as your supervisor's outline recommends."
        ),
        Example(
            "What was that like?\n\nThis response aims to help Alicia feel heard and explore her feelings."
        ),
        Example(
            "A lemon, I don't know why. I chose the detail to show how closely she measures respite.",
            "patient",
        ),
        Example("What do you miss? Why this works: it respects autonomy."),
        Example("This would provide Alicia with a sense of closure."),
        Example("(Light humour helps to build rapport.)"),
        Example(
            "Salt. The short answer keeps the stakes low, and it fits a proud man of few words.", "patient"
        ),
        Example(
            "Who said so? I left the word failure out so as not to sound like blame, and it leaves him room."
        ),
        Example("By the lake. The unfinished image lends the memory a believable edge.", "patient"),
    ]
}
PASSES = [
    Example("I chose the blue one because she liked blue.", "patient"),
    Example("This question may be hard. Take your time."),
    Example("That approach helped me at work.", "patient"),
    Example("What was your aim when you wrote that letter?"),
    Example("I kept it because it smelled of her.", "patient"),
    Example("I asked the question to stay in the room, and she answered like a teenager.", "patient"),
    Example("That silence says more than his anger ever did.", "patient"),
    Example("I chose the short letter because it was kinder to him.", "patient"),
    Example("I used humour to show I was okay. I wasn't okay.", "patient"),
    Example("What would help him feel understood, do you think? And what would help you?"),
]
