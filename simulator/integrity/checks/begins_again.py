"""Words of a first meeting in the midst of one: "I don't believe we've met", "how did you hear about me", "it's my first time
here". A model that has lost the thread says them between two sentences that belong to the talk. Or it says outright that
there has been no talk: "this is actually the start of our conversation".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from simulator.integrity.gates import Needed
from simulator.integrity.registry import Example, Hit, Look, Talk, check

_FIRST_MEETING = Needed(
    r"\b(?:let me|allow me to|i should|i'd like to|i need to|i'll|may i)(?: just| first| start by| begin by"
    r"| properly)*(?: introduc(?:e|ing) myself| explain(?:ing)? who i am| tell(?:ing)? you who i am"
    r"| say who i am)\b|\ballow me to begin by\b"
    r"|\bi (?:don't|do not) (?:believe|think) we(?:'ve| have) (?:met|spoken|talked)\b"
    r"|\bwe haven't (?:been introduced|met(?! (?:since|for|in|up)))\b"
    r"|\bhow did you (?:hear about|find) (?:me|us|our|this (?:service|practice))\b"
    r"|\b(?:can|could|would|will|please|kindly) (?:you )?(?:please )?introduce yourself\b"
    r"|\bwhat (?:should i|shall i|would you like me to|may i|can i) call you\b"
    r"|\b(?P<asks>(?:tell me|may i (?:ask|have)|can i (?:ask|take)|could i have"
    r"|let me (?:have|take)) your (?:first |full )?name)\b|\bwhat i should call you\b"
    r"|\b(?:it's|it is|this is|as it's|so this is|as this is) (?:actually |really )?(?:my|our"
    r"|your) (?:very )?first (?:time (?:here|speaking|talking|meeting|in therapy|in counselling"
    r"|seeing (?:a|anyone|someone)|doing (?:this|anything like this)\b|with (?:a|you))"
    r"|(?:session|appointment|meeting|consultation)(?! (?:with|at|for) (?!you\b|me\b|us\b)| since| after| tomorrow| next))\b"
    r"|\b(?:booking|booked) (?:your|an?|my) (?:initial|first|introductory) (?:consultation|session"
    r"|appointment)\b|\bthank(?:s| you) for (?:booking|seeing me|fitting me in|joining (?:me|us)"
    r"|choosing (?:me|us|our))\b"
    r"|(?<!was )(?<!been )(?<!so )(?<!really )\b(?:nice|lovely|good|great|pleased|pleasure"
    r"|glad) to (?:finally )?(?:e-)?meet you\b(?!,? (?:all that|and all|and so on|blah|whose|that (?:kind|sort)))|\bhow do you do\b(?=, )"
    r"|\bwelcome to (?:our|your|the|this) (?:first |session|practice|service|space|therapy|clinic)"
    r"|\b(?:a very |a )warm welcome\b"
    r"|\bmyself [a-z]+, i am\b|\bis this the right (?:room|place|door)\b"
    r"|\bi have (?:the|an) appointment (?:of|at|for)\b|\bshall i tell (?:you )?my name\b"
    r"|\byou must be (?P<who>[a-z]+)\b(?=[.!]| i'm)|\b(?:you can )?call me (?:nova|dr)\b"
    r"|\blet me (?:tell you who i am|introduce (?:the way|how|you))\b|\bi am new here\b"
    r"|\bthey gave me your (?:name|number)\b"
    r"|\bi(?:'ve| have)? never (?:went|gone|been|seen) (?:to )?(?:a therapist|anyone like you"
    r"|a counsell?or)\b|\b(?:lady|man|girl) at reception (?:said|told|sent|let)\b|\bmake this first appointment\b"
    r"|\bwhat can we do for you today\b|\bhave you had (?:counsell?ing|therapy) (?:previously|before)\b"
    r"|\bnow that we've met\b|\bi see from the form\b|\bfirst things first: i'm\b"
    r"|\bi was told (?:you could help|to ask for the|you help)\b"
    r"|\bi(?:'ve| have) come about the (?:advert|ad|leaflet)\b"
    r"|\bi (?:(?:saw|found) your (?:profile|advert|ad|website|leaflet)|got your (?:name|number|details) from)\b"
    r"(?![^.!?\n]*\b(?:months|weeks|years|sat|lay|kept|carried|before i|(?:in|that|last) (?:the )?(?:spring|summer|autumn|winter"
    r"|january|february|march|april|may|june|july|august|september|october|november|december))\b)"
    r"|\bi(?:'m| am) here for (?:the|my) (?:appointment|first)\b|\bi believe you're expecting me\b"
    r"|\bi'm the (?:one|two|three|four|five|six|\w+) o'clock\b"
    r"|\b(?P<doctor>(?:i'm|i am|my name is|my name's) dr\.? \w+)\b"
    r"|\b(?:i'm|i am)\b[^.!?\n]{0,30}\ba licen[sc]ed (?:psychologist|therapist|counsell?or)\b"
    r"|\b(?:this will be|this is) a (?:safe|confidential|non-judgmental) space\b"
    r"|\b(?:run|go|talk you|take you) through (?:confidentiality|my cancellation|consent)\b"
    r"|\b(?:need|have|like) to (?:just )?(?:run|go|talk you|take you) through (?:the|some) paperwork\b"
    r"|\bi (?:understand|see) you were referred\b|\bi'm new to (?:therapy|counsell?ing)\b|\bi'm new to (?:all )?this(?=\W*$| and (?:not|don't|i)\b)"
    r"|(?<!back to )(?<!from )(?<!of )(?<!remember )(?<!than )\bwhat (?:brings|brought) you (?:in|here)\b"
    r"(?! (?:back|last|that|all those|in (?:the )?(?:first|spring|summer|autumn|winter|january|february|march|april|may|june|july"
    r"|august|september|october|november|december)))"
    r"|\bwhat made you (?:seek|decide to (?:come (?:in|here|to (?:see|me|us|therapy))|seek|see (?:me|someone|somebody|a)|start (?:therapy|counsell?ing)"
    r"|get help|talk to (?:me|someone|somebody|a)))\b"
    r"|\bwhat are you hoping (?:we|to) (?:might )?(?:achieve|get out of)(?= (?:here|together|today|therapy|these|our|this|counsell?ing|coming|being)\b|\?)"
    r"|\bis this your first time (?:in|seeing|talking)\b"
    r"|\bhow (?:has|was|have) (?:your week|you|things) been since we last\b|\bfeel free to take a seat\b"
    r"|\b(?:please )?take a seat\b(?=[,.! ]+(?:wherever|anywhere|and tell|make yourself))"
    r"|\bcome (?:on )?in and (?:get comfortable|sit|take)\b|\bwhere should i sit\b"
)
_TALKS = r"(?:conversation|chat|exchange|session|discussion|talk)"
_NO_TALK = Needed(
    rf"\b(?:this|it)(?:'s| is| seems| looks| appears| would be)\b[^.!?\n]{{0,24}}\b(?:start|beginning) of (?:our|this) {_TALKS}\b(?=\W*$|[.,;!?]| (?:and|but|so)\b)"
    rf"|\b(?:actually|only|in fact) our (?:very )?first (?:{_TALKS}|message|time (?:talking|speaking|chatting|meeting))\b(?! (?:since|after|this|in|back|of|about|with|on))"
    rf"|\b(?:a|an|any) {_TALKS} (?:that |which )?we (?:haven't|never|have not) (?:actually |really )?(?:had|having)\b"
    r"|\bwe (?:haven't|have not|have never) (?:actually |really )?(?:spoken|talked|chatted|met) (?:before|yet)\b(?! about)"
    r"|\bi (?:don't|do not|can't|cannot) (?:actually |really )?(?:recall|remember|see|have|find) (?:us having |our |any |an? |having )"
    rf"(?:(?:record|memory|history|trace) of )?(?:having )?(?:an? |any )?(?:previous|earlier|prior|past) (?:\w+ )?(?:{_TALKS}s?|messages?|context|tips"
    r"|replies|turns?|history|suggestions?|advice)\b(?! where)"
    r"|\bthere (?:might|may|seems to|must) (?:have been|be) (?:an? )?(?:small |slight |little |bit of |some )*(?:confusion|mix-?up|misunderstanding)\b"
    r"[^.!?\n]{0,30}\b(?:this is (?:actually |really )?(?:the start|the beginning|our first)|we haven't\b|i (?:don't|haven't|didn't) (?:actually |really )?"
    r"(?:recall|remember|see|have any|mention\w*|said|share\w*|suggest\w*|reach\w*))\b"
    r"|\byou (?:might|may|must|could) (?:have me (?:confused|mixed up) with|be (?:confusing|mixing|mistaking) me (?:up )?(?:with|for)) (?:some(?:one|body) else|another)\b"
    r"|\b(?:have|in|on|got) the wrong (?:chat|thread|window)\b"
)
"""Says that there has been no talk, or that it was somebody else's."""
_GREETS = re.compile(
    r"^\W*(?:so,? |and,? |right then,? |okay,? |oh,? |well,? )?(?:hi(?: there)?|hello(?: there)?"
    r"|hey(?: there)?|welcome(?: back)?|good (?:morning|afternoon|evening)|bonjour|salaam|namaste"
    r"|hola)\b[^.!?\n]{0,24}[,.!]"
)
_TOLD = re.compile(
    r"\b(?:said|says|say|saying|goes|told|asked|ask|asks|like|wrote|reads?|answers?|went|thought|remember"
    r"|whoever|if|when|that time|imagine|pretend|role-?play|used to|would)\b[^.!?\n]{0,60}$"
)
_REMEMBERS = re.compile(
    r"\b(?:you (?:told|asked|said)|back then|at the (?:start|beginning)|our first|that first"
    r"|when (?:i|we|you) (?:first|met|came|started)|months? ago|weeks? ago|last year|remember)\b"
)
_UNDER_WAY = re.compile(
    r"^\W*(?:\.\.\.|and |so |but |because |then |no\b|yes\b|yeah\b|that's |in the |on the |at the |with )"
    r"|\.\.\.$|\b(?:again|still|go back to|you said|you told|like (?:i|you) (?:said|told)|that's when|he'd"
    r"|she'd|they'd|didn't even)\b"
)

_CLOSES = re.compile(
    r"\b(?:at the end|the end of|stop (?:here|there)|finish|left over|leave it|next (?:week|time)|see you|for today|time is|time's)\b"
)
_HARDLY_ANYTHING = 15
"""Words of several turns below which a talk has not begun: names and greetings to and fro."""


@check("begins_again", tier="context", codes=["restart"])
def begins_again(look: Look) -> Iterator[Hit]:
    """Looks only where the talk is under way, outside quotes and reported speech."""
    context, text = look.context, look.anatomy.spoken
    if not context.turns or context.heard_speech:
        return
    denied = (m for m in _NO_TALK.finditer(look.anatomy, text) if not _reported(look, m))
    if context.number >= 2 and (match := next(denied, None)):
        yield Hit("restart", match.start(), match.end(), "says that the talk has not taken place")
        return
    patient = look.speaker == "patient"
    found = _FIRST_MEETING.finditer(look.anatomy, text)
    match = next(
        (m for m in found if not _reported(look, m) and not _of_another_hour(look, m, patient)), None
    )
    if (
        not match
        or NEWCOMER.search(context.last(look.partner).lower())
        or not _under_way(look, match.start())
    ):
        return
    yield Hit("restart", match.start(), match.end(), "words of a first meeting in the midst of the talk")


def _of_another_hour(look: Look, match: re.Match[str], patient: bool) -> bool:
    """Thanks at the end, a doctor among patients, "you must be tired": none of them begins anything."""
    held = match.groupdict()
    if held.get("who"):
        return not look.anatomy.norm[match.start("who")].isupper()
    if patient and match.group().startswith(("thank", "Thank")):
        return bool(_CLOSES.search(look.context.last("therapist").lower()))
    return patient and bool(held.get("asks") or held.get("doctor"))


def _reported(look: Look, match: re.Match[str]) -> bool:
    sentence = next((s for s in look.anatomy.sentences if s.end > match.start()), None)
    start = sentence.start if sentence else 0
    before = look.anatomy.lower[max(start, match.start() - 80) : match.start()]
    whole = look.anatomy.lower[start : sentence.end if sentence else len(look.anatomy.lower)]
    return bool(_TOLD.search(before) or _REMEMBERS.search(whole))


def _greeting(look: Look) -> int:
    """Where a sentence greets; -1 when none does."""
    return next(
        (
            s.start
            for s in look.anatomy.sentences
            if not s.quoted and _GREETS.match(look.anatomy.spoken[s.start : s.end])
        ),
        -1,
    )


def _under_way(look: Look, at: int) -> bool:
    """Whether the session has begun before this turn, as far as the turns tell."""
    context = look.context
    if 3 <= len(context.turns) <= 6 and sum(len(t.split()) for _, t in context.turns) < _HARDLY_ANYTHING:
        return False
    if context.number >= 5:
        return True
    first = [t.lower() for _, t in context.turns[:3]]
    opened = any(_GREETS.match(t) or _FIRST_MEETING.regex.search(t) for t in first)
    if context.number >= 4 and not opened:
        return True
    if context.number < 2 and context.session_number == 1:
        return False
    if opened:
        return False
    answers = at > 0 and any(s.end <= at for s in look.anatomy.sentences[:1]) and _greeting(look) != 0
    before = context.last(look.partner).lower()
    if look.speaker == "patient":
        return True  # the therapist has spoken, and not to greet
    return bool(_UNDER_WAY.search(before)) or (answers and _echoes(look, before))


def _echoes(look: Look, before: str) -> bool:
    """The first sentence takes up a word of the partner's."""
    first = look.anatomy.sentences[0].text.lower()
    said = set(re.findall(r"[a-z']{4,}", before))
    return bool(said & set(re.findall(r"[a-z']{4,}", first)))


NEWCOMER = re.compile(
    r"\bthis is my (?:\w+[ -]){0,2}(?:husband|wife|partner|mother|mum|mom|father|dad|son|daughter|brother"
    r"|sister|friend|boyfriend|girlfriend|\w+)\b(?=[.,!]|$)"
    r"|\b(?:someone|somebody|he|she)(?:'s| is) at the door\b"
    r"|\bbrought (?:him|her|my \w+)(?: along| in| with me)\b"
    r"|\b(?:wanted|wants|would like) to (?:say hello|meet you|come in)\b|(?:'s| is| are) (?:outside|in the waiting room|with me)\b"
)
"""In the turn before: somebody who has just come in, and who is greeted."""

_TALK: Talk = (("therapist", "You got to the back window, you said."),)
FIRES = {
    "restart": [
        Example("I did. There's a garden. So, thanks for seeing me, it's my first time here.", "patient", before=_TALK),
        Example("You couldn't eat with them watching. Let me start by explaining who I am.", before=(("patient", "And still I couldn't eat with them watching."),)),
        Example("There might be some confusion, this is actually the start of our conversation. But I'm glad you're here.", before=(*_TALK, ("patient", "Yes. At the back."))),
        Example("I don't see any previous tips, but let's look at the week.", before=(*_TALK, ("patient", "Yes. What you said on Monday helped."))),
        Example("I think you might have the wrong chat! I only wanted company.", "patient", before=(*_TALK, ("patient", "Yes."), ("therapist", "And then?"))),
        Example("I understand you were referred by your doctor.", before=(("patient", "And then I stopped shaking."),)),
    ]
}  # fmt: skip
PASSES = [
    Example(
        "My name's Dr. Adeyemi, I'm new at the surgery. What would you like me to call you?",
        before=(("therapist", "Mrs Lindqvist?"), ("patient", "Yes."), ("therapist", "Hello."), ("patient", "Hello.")),
    ),
    Example("Good to meet you, Femke. I'm Dr. Nova.", before=(*_TALK, ("patient", "This is my sister. She's driving me home."))),
    Example("I stood behind the glass and said, right, tell me your name, slowly.", "patient", before=_TALK),
    Example("Welcome. May I ask your name?", before=(("patient", "I can't sleep."),), session=1),
    Example("There might have been a misunderstanding, I don't know her side.", before=(*_TALK, ("patient", "She shouted at me."))),
    Example("That's the beginning of our talk about anger, not the end.", before=(*_TALK, ("patient", "So that's that."))),
    Example("You must be confusing me with someone kinder.", before=(*_TALK, ("patient", "You always smile."))),
    Example("I was in the wrong conversation, at the party, the wrong table.", "patient", before=(*_TALK, ("patient", "Yes."), ("therapist", "And then?"))),
    Example("There may be some confusion about the bill, I'll ask at the desk.", before=(*_TALK, ("patient", "I paid twice."))),
    Example("We haven't talked about your father yet.", before=(*_TALK, ("patient", "At the back window."))),
    Example("I don't remember our last session very well. The pills.", "patient", before=(*_TALK, ("patient", "Yes."), ("therapist", "And then?"))),
    Example("At the start of our conversation you said you hadn't slept.", before=(*_TALK, ("patient", "At the back window."))),
    Example("He said nice to meet you and shook my hand like a stranger.", "patient", before=_TALK),
    Example("When I first came, you said it's a safe space, and I laughed.", "patient", before=_TALK),
    Example("You must be exhausted. A week of it, with nobody to hold the other end.", before=_TALK),
    Example("It's my first time here, so I don't know how it goes.", "patient", before=(("therapist", "Hello. Come in."),)),
]  # fmt: skip
