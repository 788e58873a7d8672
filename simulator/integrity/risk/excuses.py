"""What takes a wording of risk out of a speaker's mouth: idioms, denials, other people, what is past and over."""

from __future__ import annotations

import re

IDIOM = re.compile(
    r"\b(?:(?:nearly |almost |could(?:'ve| have) )?(?:die|died|dying|die[sd]) (?:of|from) (?:embarrass\w*"
    r"|shame|laugh\w*|boredom|hunger|thirst|heat|cold|curiosity|cringe)"
    r"|(?:could(?:'ve| have)?|nearly) (?:just )?died? laughing"
    r"|to die for|(?:dying|died) (?:to|for)\b|been dying to"
    r"|(?:bored|scared|worried|tickled|frightened|starved|frozen|sick) to death|over my dead body"
    r"|dead (?:tired|serious|scared|end|line|inside|on my feet|weight|wood|set|battery|to the world|sure"
    r"|right|quiet)|sleep like the dead|literally dead|i'm dead(?=\W*$| lol| haha| ,|,)"
    r"|kill(?:s|ed|ing)? (?:it|time|an hour|the (?:mood|engine|lights|vibe)|for (?:a|an|some)|off|two birds"
    r"|your darlings)|(?:will|going to|'ll|would) kill me|killing me(?! softly)|i kill myself laughing"
    r"|(?:could|to) (?:murder|kill|strangle) (?:a|an|that|the|some)\b"
    r"|could(?: have|'ve) (?:killed|strangled|murdered|throttled|punched|slapped|hit)|career suicide"
    r"|suicide (?:mission|squad|prevention|note in the)|suicide by (?:deadline|email)"
    r"|shot (?:myself|me) in the foot|beat(?:ing)? myself up(?! (?:until|till|so))|kick(?:ing|ed)? myself"
    r"|punish(?:ing|ed)? myself (?:with|at) the gym"
    r"|(?:fall|slip|trip)(?:ping|ped)? and hurt myself|fell and (?:hurt|cut|burned) myself"
    r"|cut(?:ting)? myself (?:off|some|short|a\b|loose)"
    r"|cut (?:my|our|his|her|their) (?:hair|fringe|nails|hours|losses|finger|session|nails)"
    r"|cut(?:ting)? (?:down|back|out|off|in|through|corners|costs|carbs|sugar|class|calories|classes"
    r"|the (?:grass|hedge|lawn|cake|cord))|cut (?:him|her|them|it|the)\b"
    r"|hang(?:ing)? (?:in there|by a thread|out)|drown(?:ing)? in (?!the (?:river|sea|lake|bath))"
    r"|burn(?:t|ed|ing)? (?:out|that bridge|my (?:hand|finger|tongue|dinner|mouth) on|bridges)"
    r"|end(?:ing|ed)? (?:it|things|everything) (?:with|between)|want(?:ed)? the ground|under the table"
    r"|swallow me|jump(?:ing|ed)? (?:ship|at the|to conclusions|out of my skin|the gun|in at)"
    r"|sick and tired|the (?:old me|past) (?:died|die)|a part of me died|die on that hill|or die trying"
    r"|do or die|old habits die hard|kill (?:the|my) (?:buzz|vibe|motivation)|live or die by)\b"
)  # fmt: skip
"""Figures of speech; blanked before anything is looked for."""

EXAGGERATES = re.compile(
    r"embarrass|mortif|cring|blush|awkward|skirt|zip\b|tights|trousers"
    r"|everyone (?:saw|heard|stared|laughed)|in front of (?:the whole|everyone|the class)"
    r"|when (?:he|she|they|the teacher) (?:read|called|saw|said|opened|played|asked|calls)|so funny"
    r"|lmfao that|on a beach|with a (?:book|blanket)|from therapy|to (?:the )?therapy|my wife made|headache"
    r"|this essay|his parents|hate talking about|hangover|just for a (?:day|week|weekend)|for a weekend,"
)
"""In the same sentence these make a wish to die or to disappear an exaggeration."""
NO_EXAGGERATION = re.compile(
    r"\b(?:suicid\w+|kill(?:ing)? myself|end(?:ing)? my life|self-harm\w*|cut(?:ting)?|not for a weekend"
    r"|forever)\b"
)

FEAR = re.compile(
    r"\b(?:my heart|heart attack|panic|chest|fainted|the plane|turbulence|terrified of"
    r"|afraid of (?:dying|death)|scared of (?:dying|death))\b"
)
"""Beside these, dying is feared, not wished for, …"""
WISHED = re.compile(r"\b(?:want|wanted|wish|hope|hoping|rather|mind|relief|call|myself)\b")
"""… unless one of these says so."""

FICTION = re.compile(
    r"\b(?:film|movie|novel|book|series|episode|show|documentary|song|lyrics?|poem|game|podcast|level"
    r"|character|villain|hero|heroine|essay (?:on|about)|article|news|play(?=s? (?:ends|in which))"
    r"|true crime|reading (?:a|about)|zombies?|in my dream|i dreamt|i dreamed|nightmare)\b"
)
OWN_IN_FICTION = re.compile(
    r"\b(?:i (?:want|wish|think about|keep thinking|thought about|feel|hurt|cut)|made me (?:think|want)"
    r"|like (?:her|him|the character)|myself|my (?:own )?life|same as me)\b"
)

_BOUNDARY = re.compile(
    r"[,;:()]| - | (?:but|though|although|because|since"
    r"|so(?! (?:bad|much|low|far|awful|dark|desperate|sad))|and|when|whenever|while|until|till|except|yet"
    r"|then|unless|just|still|if)\b"
)
_SAFE_NOT = re.compile(
    r"\b(?:(?:nobody|no one|none of them|not even|he|she|they|people|family|friends?|wife|husband|mother"
    r"|father|i) ?(?:don't|doesn't|didn't|never|'ve never|haven't|hasn't|have never|had never)? ?(?:really "
    r"|even |ever )?(?:know|knows|knew|told|tell|said|say|mention(?:ed)?|understand|understands|realis\w+"
    r"|notic\w+|admit\w*|shared?|talked?|spoken?|dare\w*)\b"
    r"|(?:try|trying|tried|hard|harder|hardest|best|struggl\w+) (?:\w+ )?not to"
    r"|not (?:going to lie|only|just|sure|proud|a day|the first|here in this|surprised|that bad"
    r"|as (?:much|often)|like before)|can't (?:stop|help|shake|get rid|keep (?:fighting|from)|remember|tell"
    r"|say|deny|promise)|couldn't (?:stop|help)"
    r"|don't (?:remember|know|recognise|trust|deserve|want to (?:worry|scare|burden|lie|tell|talk|alarm)"
    r"|think (?:i can|anyone|you|he|she|they|it's))|didn't (?:know|tell|want to (?:worry|tell))"
    r"|won't (?:lie|pretend|go away|stop)|no (?:lie|idea|doubt|joke|matter|surprise|longer)"
    r"|nothing (?:helps|works|else)|never (?:stops|goes|tell|told|felt (?:so|this|as))|not much"
    r"|isn't the first|wouldn't (?:mind|be the)|not mind|not care if|if i (?:don't|can't|didn't))\b"
)
_NEGATOR = re.compile(
    r"\b(?:not|never|no|nor|none|neither|without|hardly|nobody|nothing|far from|instead of|rather than"
    r"|denied|against|zero|wasn't|isn't|aren't|ain't|don't|doesn't|didn't|wouldn't|won't|haven't|hasn't"
    r"|hadn't|can't|couldn't|shouldn't|weren't|stopped|quit|wouldn't ever|over)\b"
)
_LINK = re.compile(
    r"\b(?:think|thought|believe|believed|like|that|mean|if|where|say|said|saying|suppose|imply|implying"
    r"|worry|point|as|once|than|have|had|do|am|did|so)\W*$"
)
_FIRST = re.compile(r"\b(?:i|i'm|i've|i'd|i'll|me|myself)\b|\bmy (?:head|mind|brain|own|thoughts?|life)\b")
_OWN = re.compile(r"\bmy (?:goodbyes|belt|laces|shoelaces)\b")
"""Words of the speaker about itself that hold no pronoun of `_FIRST`."""
_SUBJECT_I = re.compile(r"\b(?:i|i'm|i've|i'd|i'll)\b")
_YOU = re.compile(r"\byou(?:'re|'d|'ll|'ve)? (?:\w+ )?$")
_THIRD = re.compile(
    r"\b(?:he|she|they|he's|she's|they're|he'd|she'd|they'd|who|people|person|client|patient|patients"
    r"|clients|guys|soldiers|colleagues|students|neighbou?rs|boy|girl|guy|man|woman|kid|teenager"
    r"|(?:mother|father|brother|sister|son|daughter|wife|husband|friends?|partner|flatmate|roommate|cousin"
    r"|uncle|aunt|boss|colleague|neighbour|ex|grandmother|grandfather|boyfriend|girlfriend)(?:'s)?)\b"
)
_OBJECT = re.compile(
    r"\b(?:kill|hurt|harm|stab|shoot|hit|punch|beat|attack|smash|pay|with me|without me)\w*\b"
)
_YOU_ASK = re.compile(
    r"\b(?:you (?:asked|ask|have to ask|wanted to know|were wondering)|they ask(?:ed)?"
    r"|(?:the|this|that) (?:form|questionnaire|survey|leaflet)|when asked)\b"
)

OLD = re.compile(
    r"\b(?:years ago|decades? ago|(?:as|when i was) (?:a |an )?(?:teen\w*|child|kid|student|young\w*|little"
    r"|\d+|\w+teen|twenty\S*|at school|in (?:school|college|my \w+))"
    r"|in (?:college|my (?:teens|twenties|thirties|youth)|high school|the past|19\d\d|20\d\d)"
    r"|at (?:school|university|uni|fourteen|fifteen|sixteen|seventeen|eighteen|\d\d)\b|back then|back in"
    r"|used to|long ago|with my first|after the divorce|(?:was|were) a cutter|days are|in the past"
    r"|before, )"
)
OVER = re.compile(
    r"\b(?:haven't(?! (?:stopped|told|slept|eaten|been able))|not since"
    r"|never (?:since|again|felt (?:that|like that)|did it again|come back)"
    r"|hasn't (?:come back|happened|been)|not any more"
    r"|don't (?:do|feel|think|have|want to do) (?:that|it|like that|about it|this|any|thoughts|those|so"
    r"|that way)|(?:long |all )?(?:over|behind me|in the past)(?! and over)|it passed|stopped|not now"
    r"|i'm not (?:now|any more|like that)|no thoughts|been (?:good|fine|okay|well) since|done with that"
    r"|grew out|no more|not currently|never felt that way since|not for a)\b"
)
RECUR = re.compile(
    r"\b(?:again|lately|recently|com(?:e|es|ing|en) back|came back|is back|more like|still|these days"
    r"|this (?:week|month|morning|year)|last (?:night|week|month)|every (?:day|night)|sometimes|started)\b"
)
NOT_RECUR = re.compile(
    r"\b(?:never|not|hasn't|haven't|don't|didn't|no)\b(?: \w+){0,3} (?:again|back|still|these days|started)"
    r"|started (?:therapy|school|university)|\bonce a week i"
)
TAKEN_BACK = re.compile(
    r"\b(?:figure of speech|not literally|just an expression|so to speak|that's not what i mean"
    r"|i don't mean (?:it like )?that (?:way|literally)|only joking about)\b"
)
_NO_AFTER = re.compile(
    r"\W*(?:no|nope|never|god no|not me|of course not|certainly not|goodness no|lord no)\b"
)
REVOKED = re.compile(
    r"\b(?:wasn't true|isn't true|that's not true|(?:i|i've) (?:lied|been lying)|was (?:a lie|lying)"
    r"|i was(?:n't being)? (?:lying|honest)|not (?:quite )?the (?:whole )?truth)\b"
)
RECENT = re.compile(
    r"\b(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|yesterday|last (?:night|week|weekend)"
    r"|(?:a|two|three|four|five|six|\d+) (?:days?|weeks?)|few (?:days|weeks)|this (?:week|month))\b"
)

_OTHERS_BEFORE = re.compile(
    r"\b(?:he|she|they|it|mother|father|sister|brother|friend|wife|husband|partner|boss|son|daughter|girl"
    r"|boy|man|woman|character|kid|teenager|student|neighbou?r|patient|client|colleague|cousin|uncle|aunt"
    r"|ex|\w+er|song|lyrics?|film|movie|book|sign|poster)\b(?: \w+){0,3}? "
    r"(?:sa(?:id|ys?|ying)|tells?|told|text(?:ed|s)|wrote|writes|scream(?:ed|s|ing)|shout(?:ed|s|ing)"
    r"|yell(?:ed|s|ing)|threatened|goes|went|announced|whispered|posted|was like|is like|keeps?|kept|asks?"
    r"|asked|like)\b[^\"']{0,40}$"
)
_OTHERS_AFTER = re.compile(
    r"^[\s,]*(?:(?:he|she|they|my \w+|the \w+) (?:said|says|told|texted|wrote|screamed|shouted|yelled"
    r"|asked)|(?:said|says|shouted|screamed) (?:he|she|my|the))\b"
)
_MINE_BEFORE = re.compile(
    r"\b(?:i|my (?:own )?(?:head|mind|brain)|voices?|thoughts?|thinking|in my head"
    r"|inside me)\b[^.!?\n\"]{0,40}$"
)
_TOLD_ME = re.compile(r"\b(?:he|she|they|mother|father|son|daughter|friend|wife|husband)\b[^.!?\n\"]{0,40}$")


def without_idioms(sentence: str) -> str:
    """A sentence with its figures of speech blotted out; same length."""
    return IDIOM.sub(lambda m: "~" * len(m.group()), sentence)


def is_fiction(sentence: str) -> bool:
    """Whether a sentence is about a film, a book, a game, a dream, and not about the speaker as well."""
    return bool(FICTION.search(sentence)) and not OWN_IN_FICTION.search(sentence)


def others_quote(before: str, after: str) -> bool:
    """Whether a quotation is somebody else's words.

    Args:
        before: what stands in front of it, in lower case.
        after: what follows it.
    """
    if _OTHERS_AFTER.search(after):
        return True
    mine, theirs = _MINE_BEFORE.search(before), _OTHERS_BEFORE.search(before)
    if theirs is None:
        return False
    return mine is None or bool(_TOLD_ME.search(before[mine.start() :]))


def scope(sentence: str, at: int) -> str:
    """The part of a sentence before `at` whose negation reaches it."""
    start = 0
    for boundary in _BOUNDARY.finditer(sentence, max(0, at - 120), at):
        word = boundary.group().strip()
        rest = sentence[boundary.end() : at]
        if word in ("and", "so", "if", "since", "just", "when") and not _SUBJECT_I.search(rest):
            continue
        start = boundary.end()
    before = sentence[start:at]
    subjects = list(_SUBJECT_I.finditer(before))
    for subject in reversed(subjects):
        if not _LINK.search(before[: subject.start()]):
            return before[subject.start() :]
    return before


def negated(sentence: str, at: int) -> bool:
    """Whether what begins at `at` is denied by what stands before it."""
    return bool(_NEGATOR.search(_SAFE_NOT.sub(_same_length, scope(sentence, at))))


def _same_length(match: re.Match[str]) -> str:
    return " " * len(match.group())


def others_subject(sentence: str, start: int, end: int, *, wished: bool) -> bool:
    """Whether somebody else is the one who wants or does what stands between `start` and `end`.

    Args:
        sentence: in lower case.
        start: where the words begin.
        end: where they end.
        wished: whether somebody inside the words is the one it is wished for ("I wish he was dead").
    """
    said = sentence[start:end]
    if _FIRST.search(said) or _OWN.search(said):
        return False
    if wished and _THIRD.search(said) and not _OBJECT.search(said):
        return True
    before = sentence[max(0, start - 90) : start]
    if _YOU.search(before):
        return True
    third = [m.end() for m in _THIRD.finditer(before)]
    first = [m.end() for m in _FIRST.finditer(before)]
    return bool(third) and (not first or first[-1] < third[-1])


def echoed(sentence: str, after: str) -> bool:
    """Whether a sentence repeats a question only to say no to it ("Hurt myself? No.").

    Args:
        sentence: the sentence.
        after: it and what follows.
    """
    return sentence.endswith("?") and bool(_NO_AFTER.match(after.partition("?")[2]))


def asked_about(sentence: str) -> bool:
    """Whether the words belong to a question or a form that is being told about."""
    return bool(_YOU_ASK.search(sentence))
