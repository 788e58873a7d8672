"""Words with which a session begins: greetings, introductions, and what tells that a talk is under way."""

from __future__ import annotations

import re

from simulator.integrity.gates import Needed
from simulator.integrity.wordlist import word_set

GREETING = re.compile(
    r"^\W*(?:hi(?:ya)?|hello|hey(?: there)?|hallo|greetings|good (?:morning|afternoon|evening|day)|welcome"
    r"|hola|buenos d[ií]as|buenas tardes|bonjour|guten tag|ciao|ol[aá]|привет|здравствуйте|yo)\b",
    re.I,
)
OPENERS = Needed(
    r"\b(?:(?:it'?s |so |very |really )?(?:nice|good|great|lovely|wonderful|pleased|glad) to (?:meet|see"
    r"|have|finally meet|talk (?:to|with)) you(?:r)?\b(?! (?:smile|laugh|again like|angry|stand|so))(?!, (?:whose|all that|and all|blah))"
    r"|thank(?:s| you) (?:so much )?for (?:coming(?: in)?(?: today)?(?=[.,!]|$)"
    r"|agreeing to (?:meet|see|talk)|seeing me|meeting (?:with )?me|joining me|having me|fitting me in"
    r"|taking the time)|"
    r"(?<!me )(?<!about )(?<!said )(?<!back to )(?<!from )(?<!than )what (?:brings|brought) you (?:in|here|to (?:me|therapy|see))"
    r"|welcome (?:back|to (?:our|your|the|therapy|this)|,|in\b)|(?:my name is|i'?m called) (?!(?:not|still|on|in|mud|never|the|only|also|down|up|always|now|there|spelled|wrong)\b)"
    r"|i'?ll be your (?:therapist|counsell?or)"
    r"|i(?:'m| am) (?:your|a|the) (?:new |cbt )?(?:therapist|counsell?or|supportive companion)\b(?!,? (?:not|so|but)\b)|"
    r"(?:this is|it'?s) (?:my|our|your) (?:very )?first (?:time (?:in therapy|here|doing this)|session"
    r"|appointment)|i'?ve never (?:done|tried|been (?:to|in)) (?:therapy|counselling|counseling"
    r"|this)(?: before)|before we (?:begin|start|get started|dive in)"
    r"|this is (?:actually |really )?(?:the (?:start|beginning) of our|our first) (?:conversation|chat"
    r"|exchange|talk|meeting)|(?:don'?t have|no) (?:any )?(?:previous|prior|earlier) (?:context"
    r"|conversation|messages|chat|record)|"
    r"(?:let'?s|shall we|we'?ll) (?:begin|start|kick off) (?:with |by |our |today'?s |this )?(?:introduc"
    r"|session|first session|getting to know|check-?in)"
    r"|how (?:have you been|has your week been|was your week|are you(?: doing| feeling)? today"
    r"|have things been)(?: since| going)?|since (?:our|we) last (?:session|met|spoke|meeting|talked)|"
    r"where (?:should|do) (?:i|we) (?:start|begin)|i(?:'m| am) not (?:really )?sure how to start"
    r"|don'?t (?:really )?know (?:how|where) to start"
    r"|(?:i'?m|i am|was|i just|just|i was) (?:actually |really |only )?(?:looking for"
    r"|wanted to (?:talk to|chat with)|hoping to (?:talk to|chat with|get)) (?:someone|somebody"
    r"|some (?:support|help))|i (?:was )?(?:just|only) (?:wanted|hoping|looking) to (?:talk|chat)"
    r"|(?:wrong|different) chat|"
    r"my (?:mum|mom|gp|doctor|wife|husband|partner|school|boss) (?:booked (?:this|me in)|sent me(?= here| to you| along|[.,!]|$)"
    r"|suggested i (?:come|see|talk|speak|try (?:this|therapy)|get|should)|made (?:me come|this appointment)|referred(?! me to the| me for))|i(?:'m| am) here (?:because|today because|for|about)\b"
    r"|i suppose i'?m here because|go over confidentiality"
    r"|everything you (?:say|share) (?:here )?is confidential"
    r"|what would you like to (?:talk about|focus on|work on) today|(?:introductory|intake|first) session"
    r"|have you (?:ever )?(?:been in|had|tried|worked with)[^.!?\n]{0,20}(?:counsell?ing|therapy"
    r"|a (?:therapist|counsell?or))|(?:a|your) (?:safe|supportive) (?:space|companion)|get to know you|"
    r"last time we (?:talked|spoke|met)|(?:tell me )?a (?:little|bit) about (?:yourself|what brings you)"
    r"|how can i (?:help|support) you today|what'?s on your mind(?: today)?\?)",
)  # fmt: skip
INTRODUCES = (
    r"\b(?:i(?:'m| am)|my name(?:'s| is)|this is|it'?s|call me|name'?s)(?: (?:dr\.?|actually|just))? {name}\b"
)
AGAIN = Needed(
    r"(?<=[.!?] )(?:hello|hi|hey|welcome|good (?:morning|afternoon|evening))\b[^.!?\n]{0,30}[,.!] (?:i'm"
    r"|i am|my name is|it's (?:so )?(?:nice|good|great|lovely) to meet|what brings)\b"
)
BEGINS = word_set(
    "meet face name name's go first introductory reached brings made brought yourself telling address introduce booked "
    "sent signed referred never confidential sessions i'm counsellor counselor therapist here teen"
)
"""Words without one of which no introduction can match."""
INTRODUCTION = Needed(
    r"(?P<meets>\b(?:nice|lovely|good|pleased|great|glad) to (?:finally )?(?:meet you|put a face)\b)"
    r"|\b(?P<name>my name(?:'s| is)) (?!(?:not|still|on|in|mud|never|the|only|also|down|up|always|now|there|spelled|wrong)\b)\w|\b\w+'s the name\b|\bi go by \w+"
    r"|\bi'?ll be your (?:therapist|counsell?or)\b"
    r"|(?<!in )(?<!at )(?<!since )(?<!after )(?<!from )(?<!until )(?<!during )(?<!before )(?<!of )(?<!remember )"
    r"\b(?:our|your) (?:very )?first (?:meeting|session|time (?:with us|here))\b(?! (?:with (?!you\b|me\b|us\b)|at |you\b|we\b|i\b|after\b))"
    r"|\bintroductory session\b"
    r"|\byou'?ve reached\b"
    r"|\bwhat brings you\b(?! (?:joy|peace|to (?:tears|that|this)|comfort|closer|back))"
    r"|\bwhat brought you (?:in|here|along|today|to (?:me|us|therapy|counsell?ing|see|seek))\b(?! (?:back|last|that|in (?:the )?(?:first|spring|autumn)))"
    r"|\bwhat made you decide to (?:come (?:in|here|to (?:see|me|us|therapy))|seek|see (?:me|someone|somebody|a)|start (?:therapy|counsell?ing)|book"
    r"|reach out|get (?:help|in touch)|contact|talk to (?:me|someone|somebody|a))\b"
    r"|\btell me a (?:little|bit) about yourself\b|\bwould you mind telling me your name\b"
    r"|\bhow should i address you\b|\bis there a name you'?d like\b|\bi should introduce myself\b"
    r"|\bmy (?:daughter|son|wife|husband|doctor|gp|mum|mom|boss|partner|sister) (?:booked me in|sent me|signed me up|referred me)"
    r"(?=[.,!]|$| here\b| to you\b| along\b| with you\b| to (?:see|talk)\b| for (?:this|these|therapy|counsell?ing)\b)"
    r"|\bi'm (?P<aged>\w+), (?:i(?:'m| am) )?(?:\d\d|\w+teen"
    r"|(?:twenty|thirty|forty|fifty|sixty|seventy)(?:-\w+)?)(?= years old|[.,;!]| and\b|$)|\bi(?:'ve| have) never done this before\b"
    r"|\bthis is a confidential space\b|\bhow these sessions work\b"
)
TAKES_A_PART = re.compile(
    r"\b(?:i'll be|i'll play|i'm|let me be) (?:your|the|him|her|that) (?:\w+ )?\w+[.,;!] (?:are you )?ready\?"
    r"|\b(?:role-?play\w*|rehears\w+|practi[sc]e it|act it out|try it out loud)\b[^\n]{0,120}\b(?:ready|start|go|begin|shall we|okay)\b\W*$"
)
"""In the speaker's own last turn: a part is taken on, and begins with the next one."""
PAUSED = re.compile(
    r"\b(?:(?:use|need|find) the (?:bathroom|toilet|loo|restroom)|bathroom break|(?:short|quick|little|five[- ]minute) break|take (?:this|that|a) (?:call|minute|moment)"
    r"|(?:can|may|could|must) i (?:just )?(?:use|take this|take it|get some|step|go out|get the door)|(?:one|a) (?:second|sec|moment|minute)(?=[.?!])|hold on|brb"
    r"|get some air|back now|i'm back|ok back|froze|frozen|dropped (?:out|off)|cut out|where (?:were we|was i)"
    r"|(?:it|that) was (?:just )?(?:the|my|only|nothing))\b"
)
"""Before "welcome back": somebody went out of the room for a moment."""
ASKED_FOR_WORDS = re.compile(
    r"\b(?:would|could|might) you (?:like to |want to |have liked to |have )?(?:say|said|tell|told|answer|answered|reply|greet)\b"
    r"|\bdo you introduce\b"
    r"|\b(?:read|show) (?:it|that|this|some of it|what you (?:have|wrote)|me|us|the (?:letter|first lines?|message|draft|beginning))\b"
    r"|\b(?:how does (?:it|the letter|the message) (?:begin|start|go)|what did you write|what have you (?:got|written)(?: so far| down)?|read (?:out|aloud))\b"
)
"""Before a greeting that somebody would have said, or says elsewhere, or has written."""
UNEASY = re.compile(
    r"\b(?:tell|telling|anyone|anybody|nobody|private|confidential|secret|between us|report|records?|written down|write (?:it|this|that)"
    r"|find(?:s)? out|who (?:sees|reads|hears)|stays?)\b"
)
"""Before a word on confidentiality: somebody who asks where it goes."""
A_SELF = re.compile(r"\b(?:I'm|I am|my name|call me|it's) [A-Z]")
SURELY_UNDER_WAY = re.compile(
    r"^\W*(?:\.\.\.|and |so |but |no[,.]|yeah[,.])|\.\.\.$"
    r"|\b(?:go back to|you said|you told me|anybody (?:that|before)|told anybody|and that's when)\b"
)
"""A patient's very first turn says "again" and "still" too."""
UNDER_WAY = re.compile(
    r"^\W*(?:\.\.\.|and |so |but |because |then |no[,.]|yes[,.]|yeah|that's )|\.\.\.$"
    r"|\b(?:again|still|go back to|you said|you told|you were|like you said|last (?:time|week|night)"
    r"|never told|anybody before|and then|that's when|after (?:you|that|she|he|they)"
    r"|when (?:she|he|they|you|i) \w+(?:ed|t|ew|id|aw)\b|how did|what did (?:she|he|they|you|it|your)"
    r"|did you (?:tell|ask|go|say|get|hear)|who was|where was|the worst of it)\b"
)
