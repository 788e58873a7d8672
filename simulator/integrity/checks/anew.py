"""A beginning in words that nobody has listed. What belongs to the start alone comes in kinds: a greeting, a name, a post,
a seat, thanks for coming, secrecy, an agenda, the week, the reason for coming. One of a kind may stand anywhere; two of
different kinds close together, in answer to a turn from the midst of a talk, are a speaker who has lost the thread.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from simulator.integrity.lexicon import Rules, rule
from simulator.integrity.registry import Example, Hit, Look, Talk, check
from simulator.integrity.wordlist import word_set

_START = r"(?:^\W{0,3}|(?<=[.!?…*)] )|(?<=\n))(?:(?:(?:so|and|but|ah|oh|okay|ok|right|now|well|anyway|first|alright|all right|yeah|yes|er|erm|um|uh)(?: then| now| so)?[,.!:]? ){0,2})\b"
"""Where a sentence begins, a small word let pass."""
_DAY = r"(?:morning|afternoon|evening|day)"
_HELLO = r"hi|hiya|hello|yo|howdy|hullo|heya|greetings|kia ora|g'day|namaste|salaam|salam|shalom|bonjour|hola|ciao|aloha|guten tag|buongiorno|pleasure"
_KIN = r"(?:gp|doctor|doc|wife|husband|partner|mum|mom|mam|mother|dad|father|daughter|son|sister|brother|niece|nephew|aunt|auntie|uncle|gran|nan|boss|manager|school|college|university|friend|mate|girlfriend|boyfriend|priest|vicar|imam|rabbi|pastor|\w+ologist|nurse|midwife|physio|union|hr|work|court|judge|army|ward|hospital|clinic|surgeon|consultant|neighbour|neighbor|landlady|tutor|teacher|coach|captain|sponsor|solicitor|missus|roommate|flatmate|employer|surgery|practice|cousin|kids|wife|family|lawyer|social worker|health visitor|probation officer)"

_EITHER = [
    rule(
        _START + r"(?:" + _HELLO + r"|(?:a )?(?:very |warm )*welcome|good " + _DAY + r")\b(?: [a-z]+){0,3}(?:, [a-z]+)?[,.!;:-]"
        "|" + _START + r"how(?: do you do|'s it going| are things)\b"
        "|" + _START + r"(?:hey|heyy|heyyy)(?= (?:there|doc)\b|!|,? (?:i'm|im|my name|welcome|nice|thanks|first|sorry)\b|\. (?:sorry|i'm|im|my|first)\b)"
        "|" + _START + r"(?:morning|evening|afternoon)[,!]|^\W{0,3}(?:morning|evening|afternoon)\."
        "|" + _START + r"(?:hi|hiya|hello|greetings|(?:a )?(?:very |warm )*welcome|good " + _DAY + r")(?: (?:there|again))? (?:and|i'm|i am|my name|it's|this is|to you|to (?:our|the|your|this))\b",
        "greeting",
    ),
    rule(
        r"\b(?:nice|good|great|lovely|wonderful|pleasure|pleased|glad|delighted|honou?red) (?:to (?:finally |at last |properly |be )?(?:meet|meeting|make your acquaintance|have you (?:here|with us)|see you (?:here|again|today|back))|meeting you)\b"
        r"|\bmake your acquaintance\b|\bget(?:ting)? to know (?:you|each other|one another|me)\b|\b(?:first|initial|introductory|intake|opening) (?:session|meeting|appointment|visit|consultation|conversation|chat|hour)\b(?! (?:you|we|i|with my|with h))"
        r"|\b(?:your|our|my|a|the) (?:very )?first time (?:here|together|speaking|talking|meeting|with|in|at|seeing|coming)\b|\bfirst time here\b|\b(?:have|had|haven't|not|never) (?:yet )?(?:been introduced|met before|spoken before)\b|\b(?:don't|do not) (?:think|believe) we(?:'ve| have) (?:met|spoken)",
        "first meeting",
    ),
]  # fmt: skip
_THERAPIST = Rules([
    *_EITHER,
    rule(
        _START + r"(?:(?:hi|hello|hey|welcome|good " + _DAY + r")[^.!?\n]{0,16} )?(?:i'm|im|i am|my name is|my name's|this is|(?:you can |please |feel free to )?call me|i'm called|i go by|the name's|name's) (?:dr\.? |doctor |just )?(?!not\b|so\b|here\b|sorry\b|glad\b|with\b|a\b|an\b|the\b|in\b|on\b|at\b|all\b|no\b|really\b|very\b|just\b|still\b|your\b|like\b|what\b|that\b|where\b|how\b|about\b|it\b|for\b|as\b|too\b|\w+ing\b|\w+ed\b|\w+ful\b|\w+ly\b)[a-z][a-zà-ÿ'-]+(?: [a-z][a-zà-ÿ'-]+)?(?: here)?[.,!;]"
        r"|\b(?:i'll|ill|i will) be (?:your (?:\w+ )?(?:therapist|counsell?or|guide|listener|host|companion|psychologist|coach|clinician)|looking after|working with|seeing)\b|\bi(?:'m| am) (?:your|one of the|the|an?) (?:\w+[ -]){0,3}(?:therapist|counsell?or|psychologist|psychotherapist|clinician|coach|companion|listener|practitioner|social worker)s?\b|\bi(?:'ve| have) been (?:practi[sc]ing|a (?:therapist|counsell?or|psychologist)|working (?:as|in this field|with people))|\b(?:licensed|qualified|trained|accredited|registered|chartered|certified) (?:\w+ )?(?:therapist|counsell?or|psychologist|psychotherapist|clinician|in)\b|\bby training\b|\bmy (?:background|training|approach|pronouns) (?:is|are|as)\b|\bi (?:trained|specialise|specialize|qualified|work mainly|mainly work|work mostly) (?:in|with|as)\b"
        r"|\bi run (?:these|this|the)\b|\byears(?:'| of)? (?:of )?experience\b",
        "who one is",
    ),
    rule(
        r"\b(?:(?:introduce|present|tell you about) (?:myself|yourself|ourselves)|who are you|your story|the story|introductions?\b|(?:a (?:little|bit|few words|word)|something) about (?:me|myself|yourself|who i am|how i work|what i do)|who i am|how i (?:tend to |usually |like to )?work\b|what (?:name|pronouns)\b|(?:should|shall|may|can|do) i call you|(?:like|prefer) to be (?:called|addressed)|be addressed|(?:ask|have|take|get|confirm) your (?:full |first )?name|how (?:this|these sessions|it all|therapy|our sessions|our time|our work) (?:all )?works?\b|what to expect|your pronouns)",
        "introductions",
    ),
    rule(
        r"\bhow(?:'s| has| is| was|'ve| have| did)? (?:your (?:past )?(?:week|weekend|day|morning|journey|trip|drive|fortnight|month)|(?:the|this|this past|the past) (?:week|weekend|journey|trip|drive|fortnight))\b(?! (?:before|after|when|of the|he|she|they|it))|\bhow (?:are|were) you(?: doing| feeling| keeping)?(?: (?:today|this (?:morning|afternoon|evening|week)|lately|right now))?\?|\bhow(?:'ve| have) (?:you|things) been(?: (?:doing|feeling|going|keeping))?(?: (?:lately|recently|today|since (?:we|our|last)[^?]{0,24}|this week))?\?|\b(?:rate|describe|rank) your (?:mood|week|anxiety|stress)\b|\bmood (?:check|this week)\b|\bsince (?:we|our|your|i) (?:last|previous|saw|met|spoke)\b|\bhow did you get on\b|\bthese past (?:seven|few|two) \w+|\bcheck(?:ing)?[ -]in\b|\bwhat's new\b|\bhow you(?:'re| are) doing\b",
        "the week",
    ),
    rule(
        r"\bagenda\b|\b(?:what|anything|which|something|topics?|is there)\b[^.!?\n]{0,40}\b(?:like|want|wish|wanna|hope|hoping|choose|prefer|need) (?:to |us to |me to )?(?:talk about|focus on|work on|cover|discuss|explore|bring (?:up|to)|tackle|address|start with|get out|gain|achieve|help|use (?:our|this|the) (?:time|hour|session)|put on)[^.!?\n]{0,40}"
        r"|\bwhat can (?:i|we) (?:do for|help|talk)|\bhow (?:can|may|might|could) i (?:be of |help|assist|support|be useful)|\bwhat(?:'s| is|'s been) (?:up|on your mind|been (?:going on|happening|troubling|bothering)|going on for you|troubling you|bothering you|the (?:problem|trouble|matter))\b|\b(?:the |your )?(?:main|presenting) (?:problem|concern|issue|reason|difficulty)\b|\bwhat's been (?:troubling|bothering|going on)|\bshare what's\b|\bseems to be the (?:problem|trouble|matter)\b|\b(?:goals?|hopes|expectations) for (?:therapy|our (?:work|time|sessions)|these sessions|today|coming)\b|\bwhat (?:shall|should) we (?:talk about|work on|focus on|look at)\b|\bmost (?:useful|helpful) (?:to|for) you\b|\b(?:list|plan|topics|focus|order of the day) for (?:today|the (?:hour|session|next)|our|this)\b|\b(?:what has|what's got|what had) you\b|\bhope (?:will|to|would|for) (?:be different|get|gain|achieve|change)\b|\bwhats (?:up|bothering|on your mind|going on|wrong)\b|\bset (?:out )?(?:a|an|our|some|the) (?:plan|agenda|goals?)\b|\bwhat you(?:'d| would)(?: most)? like (?:support|help|to get)\b",
        "the agenda",
    ),
    rule(
        r"\b(?:before|as|now that|since) we (?:begin|start|get started|get going|dive|kick|go any|jump|'re just|are just|get into)|\b(?:let's|let us|shall we|we'll|ready to|like to|want to|we can|to) (?:begin|start|get started|kick (?:things )?off|get going|dive in|jump in|open|make a start)(?= (?:us off|off|things off|by|with|from|at the)|[.,!?:])(?! (?:with|from|at) (?:the (?!introduc|agenda|formalities|basics|beginning|top|homework)|that|this|one|what|where|his|her|him|it|your (?!name|introduc|week|mood)))|\bto (?:kick|start) (?:things|us) off\b|\bget (?:us )?started\b|\bfrom the (?:top|very beginning)\b|\bfirst things first\b|\bto begin (?:our|the|this|today)\b",
        "the beginning",
    ),
    rule(
        r"\bconfidential\w*|\bsafe,? (?:\w+,? )?(?:space|place|environment)\b|\b(?:everything|anything|whatever|what) (?:you|we) (?:tell|say|share|talk|discuss)[^.!?\n]{0,40}\b(?:stays?|private|between us|here)\b|\bwithout (?:any )?judge?ment\b|\bjudge?ment[ -]free\b|\bnon-?judge?mental\b|\bno (?:right or )?wrong answers\b|\bno judge?ment\b|\b(?:consent|intake|registration) (?:form|paperwork)|\bpaperwork\b|\bcancellation\b|\bsessions (?:are|last|usually|run)\b|\b(?:fifty|forty-five|sixty|50|45|60|ninety|90|thirty|30)[ -]minutes?\b",
        "the frame",
    ),
    rule(
        r"\b(?:take|have|grab|find|pick) (?:a|any|your|the|whichever|whatever) (?:seat|chair)\b|\bcome (?:on |right |along )?in\b(?=[,.! ]+(?:and|have|take|sit|make|please|it's|$))|\bmake yourself (?:comfortable|at home)\b|\bsit (?:wherever|anywhere|down,? please)\b|\b(?:sit|settle|plonk) yourself\b|\b(?:pop|put|leave|drop) your (?:things|coat|bag|umbrella|jacket)\b|\bget (?:yourself )?(?:comfortable|settled)\b|\b(?:like|want|get you|offer you|bring you) (?:some|a|a glass of|a cup of) (?:glass of )?(?:water|tea|coffee|drink)\b|\b(?:tissues|water|toilet|bathroom|loo|restroom)(?:'s| is| are) (?:on|by|just|down|over|next|to)\b|\bfind (?:us|me|the (?:place|office|building)) (?:all right|okay|ok|easily|alright)\b|\bhear me (?:okay|ok|all right|alright|clearly|properly)\b|\bhang (?:up )?your coat\b",
        "the seat",
    ),
    rule(
        r"\b(?:thank you|thanks|thank you (?:so|very) much|thanks (?:so much|a lot)|(?:i )?appreciate (?:you|your)|grateful (?:to you )?) (?:for )?(?:coming(?! in with| back to| up with| to th(?:at|is))|joining|being here|reaching out|making (?:the|this|an?) (?:time|appointment|effort|journey)|choosing|booking|dropping (?:by|in)|stopping by|taking (?:the|this|time)|agreeing to (?:meet|see|talk)|seeing|connecting|contacting|getting in touch|finding|attending|signing up|filling)"
        r"|\b(?:glad|happy|pleased|delighted|good|great|brave|relieved) (?:that )?you(?:'re here| are here|'ve come| came| made it| managed| found| could (?:make|come|join)| reached out|'ve (?:decided|taken|reached|made)| decided to| have (?:decided|taken|reached|made)| took| contacted| got in touch)\b|\b(?:glad|happy|pleased) to (?:have|see) you (?:here|today|back|again|in)\b|\bglad you could\b|\b(?:tak(?:ing|en)|took) (?:the|this|that|a) (?:brave |big |first |huge |important ){1,2}step\b|\b(?:a|your|the) first (?:visit|call)\b|\bmaking it (?:here|today|in)\b|\b(?:booking|making) (?:an|this|your|the) appointment\b",
        "thanks for coming",
    ),
    rule(
        r"\bwhat(?:'s| has| is)? (?:brings?|brought|bringing) you\b(?! (?:joy|peace|to (?:tears|that)|comfort|closer))|\bwhat(?:'s| has)? (?:made|led|prompted|moved|got|motivated|drawn|drew) you (?:\w+ )?(?:to )?(?:seek|reach out|come (?:in|here|along|to (?:see|me|us|therapy))|decide (?:to|that now|now)|book|call|contact|get in touch|ring us|call us|look for (?:help|support|someone)|start therapy|therapy|counsell?ing|get help|make (?:the|this|an) appointment)\b|\bhow did you (?:hear about|find|come across|get to) (?:me|us|our|this)\b|\b(?:you were|you've been|you got) (?:referred|sent)\b|\b(?:referral|intake form|your form|your file)\b|\b(?:in|from|out of) (?:our (?:work|time|sessions)|coming here|therapy|these sessions|counsell?ing)\b|\b(?:start|starting|begin|beginning|new to) (?:therapy|counsell?ing)\b|\b(?:been in|had|tried|seen a|done any|had any) (?:therapy|counsell?ing|therapist|counsell?or)\b(?=[^.!?\n]{0,30}\?)|\btaking any medication\b|\bbackground (?:information|questions)\b|\bgather (?:some )?background\b|\btell me (?:a (?:little|bit) )?(?:about )?(?:what|why) (?:brought|brings|you're here|you've come|you came)\b",
        "why one comes",
    ),
])  # fmt: skip
_PATIENT = Rules([
    *_EITHER,
    rule(
        _START + r"(?:(?:hi|hello|hey|good " + _DAY + r")[^.!?\n]{0,16} )?(?:i'm|im|i am|my name is|my name's|my name it is|this is|(?:you can |please )?call me|i'm called|i go by|the name's|name's|myself) (?!not\b|so\b|here\b|sorry\b|glad\b|with\b|a\b|an\b|the\b|in\b|on\b|at\b|all\b|no\b|really\b|very\b|just\b|still\b|your\b|like\b|what\b|that\b|where\b|how\b|about\b|it\b|for\b|as\b|too\b|afraid\b|tired\b|fine\b|okay\b|ok\b|done\b|back\b|up\b|out\b|my\b|his\b|her\b|their\b|good\b|bad\b|sick\b|weak\b|dead\b|alone\b|lonely\b|angry\b|sad\b|sure\b|scared\b|safe\b|ready\b|\w+ing\b|\w+ed\b|\w+ful\b|\w+ly\b|\w+less\b|(?:old|young|dumb|stupid|crap|useless|worse|better|home|late|cold|free|wrong|right)\b)[a-z][a-zà-ÿ'-]+(?: [a-z][a-zà-ÿ'-]+)?(?: here)?(?: by the way)?(?:[.,!;:]|$| and i\b|(?: and)? i'm\b)"
        r"|\b(?:my name is|my name's|name's) (?!not\b)[a-z][a-zà-ÿ'-]+\b|" + _START + r"(?!still\b|over\b|right\b|just\b|up\b|back\b|not\b|down\b|in\b|out\b|everyone\b|everybody\b|nobody\b|somebody\b|he\b|she\b|it\b|they\b|that\b|this\b)(?:(?:" + _HELLO + r"|good " + _DAY + r")[,.!]? )[a-z]+ here[.,!]"
        r"|\ba (?:bit|little) about (?:me|myself)\b|\b(?:introduce|present) myself\b",
        "a name",
    ),
    rule(
        r"\bi(?:'m| am) (?:aged? )?(?:\d\d|(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty)(?:[ -]\w+)?)(?= years|[.,;!]| and| next| now)|\bage \d\d\b|\byears old\b|, (?:twenty|thirty|forty|fifty|sixty|seventy)(?:-\w+)?[,.]|\bi work (?:in|as|for|at|with)\b|\bi(?:'m| am| was) (?:a|an) (?:\w+ ){0,2}(?:teacher|nurse|driver|postman|engineer|student|baker|builder|farmer|plumber|clerk|cook|chef|mother|father|widow|widower|accountant|manager|cleaner|porter|waiter|waitress|musician|fisherman|carpenter|electrician|soldier|lawyer|doctor|secretary|welder|tailor|mechanic|barber|hairdresser|librarian|artist|writer|pensioner)\b|\b(?:i'm|i am|,) (?:married|divorced|widowed|single|separated|retired)\b|\b(?:two|three|four|no) (?:kids|children)\b|\b(?:first|second|third|final) year (?:at|of)\b|\b(?:retired|widower|widow|divorc\w+), |, \d\d,|\bi (?:have|am) \w+ years\b|\bi drive (?:a|the|for)\b|\bi(?:'d| would|'ll)? ?(?:guess|suppose)?[^.!?\n]{0,10} like some background\b|\bi grew up in\b|\bi (?:live|come|am) (?:in|from) [a-z]+(?=[.,;]| and| with)",
        "one's circumstances",
    ),
    rule(
        r"\b(?:(?:my|the|our) )?" + _KIN + r"\b[^.!?\n]{0,16}\b(?:sent me|send me|referred me|booked|arranged|organi[sz]ed|set (?:this|it) up|fixed (?:this|it) up|recommended|signed me|made (?:me come|the appointment|this appointment|me (?:ring|call|phone|book))|gave me your|thought (?:i should|you (?:could|might))|thinks (?:i (?:should|need|ought|drink)|you)|suggested (?:i|you|this)|(?:said|says) (?:i should|i ought|i need|you)|told me to (?:come|see|ring|call|book)|wants me to (?:see|talk|come)|ordered|insisted|doesn't know i'm here|found you|knows you|reckons|(?:rang|called|phoned) and said|talked me into|dragged me|paid for (?:this|it))\b|\bi(?:'ve been| have been| was| got| am| are) (?:referred|sent (?:to you|here|by)|told (?:you|to come|to ask))\b|\bsent me (?:here|to you)\b|\b(?:got|found|given|have) your (?:name|number|details|card|profile|website|leaflet|email)\b|\b(?:they|she|he) (?:said|told me)(?: that)? you(?:'re| are| can| could|'d| will| help)\b|\bi(?:'m| am) (?:your|the|a) (?:new|next|\w+ o'clock)\b|\bi(?:'ve| have)? ?(?:got )?(?:an|my|the) appointment\b|\bgot a \w+ o'clock\b|\b(?:saw|seen|read) your (?:advert|ad|website|profile|sign|poster|leaflet|card)\b|\b(?:has|had|has given|gave|given) me your\b|\bi (?:booked|filled (?:in|out)|signed up|made an appointment)\b|\byou(?:'ve| have)? (?:read|seen|got) my (?:form|file|email|notes)\b|\bthey said\b[^.!?\n]{0,30}\b(?:stairs|door|floor|corridor|room|upstairs)\b",
        "who sent one",
    ),
    rule(
        r"\b(?:i've|i have|i|haven't|have not|had)\W+(?:never|not|ever|n't)?\W*(?:really |actually |ever )?(?:done|tried|seen|been to|been in|talked to|spoken to|spoke to|sat with|told)\b[^.!?\n]{0,14}\b(?:this|therapy|a therapist|counsell?ing|anyone like|anybody like|someone like|a counsell?or|a shrink|a psychologist|such a place|one of (?:these|you))\b[^.!?\n]{0,16}(?:before|[.,!]|$)|\bfirst time (?:in therapy|here|i've|i'm doing|doing|talking|speaking|seeing)\b|\bi(?:'m| am) new (?:to (?:this|therapy|all)|here)\b|\b(?:this is|it's) all (?:very |quite |rather |a bit )?(?:new|strange|foreign) (?:to|for) me\b|\b(?:done|doing) this (?:before|sort of thing)\b|\bi've never done (?:this|it)\b|\b(?:not|never) (?:really )?(?:had|done|tried|spoken to|talked to)\b[^.!?\n]{0,20}\b(?:therapy|counsell?ing|professional|psycholog\w+|therapist)\b|\bfirst time doing\b|\b(?:a |bit |little |so |quite )nervous\b|\bbear with me\b|\bnever (?:sat|been) (?:in|to|opposite|with) (?:a|an|one|such)\b|\bnever been to (?:such|a place|one of)|\bnot (?:much of )?a talker\b|\b(?:bit|little|so|quite|pretty|really|very) nervous (?:about (?:being|coming)|to be here)\b|\bnice (?:office|room|place)\b",
        "the first time",
    ),
    rule(
        r"\bthank(?:s| you)(?: (?:so|very) much)? for (?:seeing|having|agreeing|meeting|fitting|taking (?:me|the time)|making (?:the )?time|letting me come|squeezing)\b|\b(?:sorry|apologies)\b[^.!?\n]{0,12}\b(?:late|traffic|parking)\b(?! (?:for|again|at|with|to work))|\bwhere (?:should|do|shall|can|would you like me to) (?:i )?(?:sit|put my)\b|\bis this (?:seat|chair|one) (?:okay|ok|all right|alright|taken|mine|free|for me)\b|\b(?:right|correct|wrong) (?:room|building|place|door|floor|office)\b(?! (?:at|for))|\b(?:tired|flustered|out of breath|late) from the (?:traffic|drive|journey|stairs|walk)\b|\b(?:nice|lovely|cosy|cozy|interesting|comfy) (?:office|room|place|chair|plant|building|sofa)\b|\b(?:should|can|may|could|if) i (?:sit|lie|take my|take this)\b|\bwhere do you want me\b|\bput a face to\b|\b(?:bit|little|few minutes|far too|too) early\b|\bwait (?:outside|in the corridor|downstairs)\b|\b(?:receptionist|reception|front desk|man downstairs|woman downstairs|nurse outside)\b[^.!?\n]{0,24}\b(?:said|told|sent|let)\b|\bby (?:video|phone|telephone|zoom)\b|\b(?:in|with) my (?:e-?mail|letter|message) (?:to you|i)\b|\bi wrote (?:it )?in the (?:e-?mail|form|letter)\b|\bshall i (?:begin|start)\b|\bmake your acquaintance\b|\bis (?:this|here) (?:the right|where|okay to sit)\b|\bare you (?:the|dr\.?|doctor) (?:therapist|counsell?or|psychologist|one|\w+)\?|\bdo i (?:lie|sit|lay|pay|sign|talk first|just (?:talk|start))\b",
        "arriving",
    ),
    rule(
        r"\bwhere (?:do|should|shall|would you like me to|am i (?:supposed|meant) to) (?:i |we )?(?:start|begin)\b|\b(?:how|where) to (?:start|begin)\b|\b(?:don't|do not|not sure|no idea|dunno) (?:\w+ ){0,2}(?:how (?:this|it|these|therapy) works?|how (?:this|it) (?:goes|is done)|what (?:to say|i'm supposed|i'm meant|i am supposed|you want to (?:know|hear)|to expect))\b|\bhow (?:these things|this sort of thing|therapy|these) (?:go|goes|works?)\b|\bwhat (?:one|people|you|i)(?:'s|'m| is| am| are|'re)? (?:supposed to |meant to |usually |normally )?(?:says?|talks?) (?:here|in here|at these)?(?=[.,?]|$)|\b(?:tell|show) me what to (?:do|say)\b|\bsay something about (?:myself|me)\b|\bhow does (?:this|it) (?:work|go)\b|\b(?:start|begin) by telling (?:you )?(?:why|who|what|about)\b|\bwhy i(?:'m| am|'ve| have| came) (?:here|come|to)\b|\bwhat (?:am i|i'm|i am) (?:supposed|meant) to (?:say|do|tell)\b|\b(?:what|where) (?:i'm|i am) (?:meant|supposed) to\b|\bdo you ask the questions\b|\bi (?:guess|suppose) (?:i should|you(?:'ll| will) want|you(?:'ve| have) (?:read|seen)|we should)\b",
        "where to begin",
    ),
    rule(
        r"\bhow (?:are|have|were) you(?: been| doing| keeping)?(?: (?:today|this (?:morning|week|evening|afternoon)|lately|since))?\?|\bit(?:'s| has)? (?:been|was) (?:a|an|quite a|such a)\b[^.!?\n]{0,24}\b(?:week|month|fortnight)\b|\bmy (?:week|weekend)(?:'s| was| has)\b|\b(?:good|nice|lovely|great) to see you\b(?! (?:smile|laugh|cry|like))|\bsince (?:i|we|our) (?:last|previous)\b|\b(?:did|done|doing|finished|brought) (?:my|the) homework\b",
        "the week",
    ),
    rule(
        r"\bi(?:'m| am) here (?:because|for|about|to|as|today|cause|since)\b|\bi(?:'ve| have)? (?:come|came|called|booked|reached out|wanted to (?:see|talk to) (?:someone|somebody))(?: here| in| along| to (?:see )?you| today)? (?:because|about|as|for help|since|cause|with)\b|\b(?:looking for|need|could use|want) (?:some )?(?:help|support|advice|somebody|someone) (?:to talk|with|for|who|to)\b|\bhoping (?:you|these|this|that you|we|to get|therapy|someone)\b|\bspeak to (?:someone|somebody)\b|\bthese sessions\b|\bstruggling with (?:anxiety|depression|stress|low mood|my|panic|grief)\b|\bi(?:'ve| have) (?:got|had)? ?(?:a (?:bit of a |little |slight )?)?(?:problems?|trouble|issues?) with\b|\bi suffer from\b|\b(?:knows?|thinks?) i'm here\b|\bi(?:'ve| have) been (?:having|feeling|suffering)\b[^.!?\n]{0,40}\b(?:lately|recently|for (?:\w+ )?(?:a |some )?(?:weeks|months|years|while|time))\b|\blost my \w+ (?:\w+ ){1,3}ago\b",
        "why one comes",
    ),
])  # fmt: skip
_OPENING = re.compile(
    r"^\W*(?:all right\b|(?:not|no) (?:so |too |much )?(?:bad|worse|well|good|better)\b|i'm (?:not )?(?:so |all |doing )?(?:well|right|okay|ok|fine|better|worse)\b)|\bhome ?work\b|\b(?:\w+ week|the week|session|well today|since (?:we|our|last)|today|this morning|on the way (?:here|over)|your (?:lift|stairs|office|bell|chair|waiting room)|up and down|righto)\b|^\W*(?:i'm |i am |oh )?(?:so |very |really |terribly )*sorry\b|\b(?:hi|hiya|hello|hey|welcome|^\W*(?:yes\W+)?(?:morning|evening|afternoon)|good (?:morning|afternoon|evening|day)|greetings|sorry i'm late|come (?:on )?in\b(?=[.,!]|$)|have a seat|sit down|my name(?: is|'s)|nice to meet|good to (?:see|meet)|thanks for (?:coming|seeing|having|joining)|what (?:brings|brought) you|how (?:are|have) you|how was your|your week|this week|first (?:time|session)|never done this|not sure where to start|where (?:to|do i|should i|would you like to|shall we|do you want to) (?:start|begin)|(?:let's|shall we|can we|could we|may we) (?:re)?(?:start|begin)|start (?:again|over|afresh)|take a seat|get started|tell me (?:a (?:bit|little) )?(?:about (?:yourself|you)\b|who you are)|what (?:can i|shall we|should we|would you like to (?:talk|focus|work|do))|appointment|referr\w+|"
    r"i'm here|on your mind|introduce\w*|who are you|your name|call me|i call you|hear me|still there|you there|froze|frozen|cut (?:out|off)|(?:line|call|connection|signal|video|sound) (?:\w+ )?(?:dropped|went|cut|gone|died|lost|back)|dropped out|connection|(?:been a (?:while|long)|long time)|back (?:now|again)|i'm back|parking|traffic|this is (?:my|our)\b(?= \w+[.,])|brought (?:him|her|my \w+)(?: along| in| with me)|come with me|practi[sc]e|pretend|role-?play\w*|rehears\w+|as if i (?:was|were)|(?:try|say|saying|read|show)\b[^.!?\n]{0,30} (?:to me|out loud|aloud)|you(?:'ll)? be (?:him|her|my|the)\b|i'll be (?:him|her|my|your|the)\b|play (?:him|her|my|the (?:part|boss))|waiting room|a moment ago|interpreter|translat\w+|(?:at|to) the door(?= now|[.,!]|$)|knock(?:s|ed|ing)?|(?:bus|train|tram|taxi|lift|car) (?:\w+ )?(?:didn't come|was late|broke down|got stuck|wouldn't)|sorry (?:i'm |about the |for (?:being |the ))?(?:late|delay|wait|time)|what (?:made|led|got|moved) you (?:to )?(?:pick up|call|ring|come|reach|seek|look for|book|get in touch|contact|decide)|would you (?:like to |want to |have liked to )?(?:say|tell|ask|write|answer)|i came in)\b"
)
"""In a turn just before: greeting, arriving, a break in the line, somebody new in the room, a part that is practised."""
_PART = re.compile(
    r"\b(?:practi[sc]e|pretend|role-?play\w*|rehears\w+|as if i (?:was|were)|i'll (?:be|play) (?:him|her|my|your|the)|you(?:'ll)? be (?:him|her|my|the)|bring (?:him|her|them) in|call (?:him|her|them) in|joins? us)\b"
)
"""In the speaker's own last turn: a part that is practised, somebody who is fetched."""
_STARTED = re.compile(
    r"^\W*(?:hi(?:ya)?|hello|hey|welcome|good (?:morning|afternoon|evening|day)|greetings)\b|\b(?:nice to meet|what brings|good to (?:see|meet)|how (?:are|have) you(?: been)?|thanks for coming|where (?:shall|would|should) (?:we|you|i)|first session|my name)\b"
)
_SET_APART = re.compile(
    r"\b(?:said|says|say|saying|goes|told|asks|asked|wrote|write|reads?|tells|thought|remember|imagine|pretend|role-?play|practi[sc]\w+|as if|as though|like (?:a|an|the)|used to|would|whoever|whenever|when (?:i|you|we|he|she|they|somebody|someone)|if (?:i|you|we|he|she|they|somebody|someone)|that (?:first|time)|back then|years? ago|months? ago|weeks? ago|next (?:time|week)|last (?:time|week)|every (?:time|week|morning|day)|at the (?:start|beginning)|each (?:week|time))\b"
)
_CALLED = re.compile(
    r"\b(?:(?:i'm|i am|this is|name is|name's|call me|i'm called|go by|myself) (?:dr\.? |doctor |just )?)(\w+)[^\w]*(?:\w+[^\w]*){0,3}$",
    re.I,
)
_FORMAL = re.compile(
    r"^\W{0,3}(?:hello|greetings|welcome|howdy|(?:good )?(?:morning|afternoon|evening)|good day)\b(?!,? (?:you must be|again|back|to (?!our|the session|this session|therapy|your)|mister|mr|sadness|anger|shame))[^.!?\n]{0,30}[.!,]"
)
_OVER = re.compile(r"\b(?:start|begin|try)(?:ing)? (?:that |this |it )?(?:over|again|afresh)\b")
_SAYS = re.compile(
    r"[^.!?\n]{0,40}[,;-] ?(?:(?:and )?(?:he|she|they|i|you|we|people|everyone) (?:says?|said|goes|go|went|tell|told|all|always)|that's what)\b"
)
_WEAK = frozenset({
    "one's circumstances", "where to begin", "why one comes", "the week", "the frame", "the agenda", "the beginning",
})  # fmt: skip
"""Kinds that the midst of a talk knows too."""
_FILLERS = word_set(
    "yes yeah yep no nope not i guess so think okay ok sure mm mhm hm right thanks thank you good fine great i'm it's that's all well maybe um uh a bit really do don't know nothing"
)
_DONE = re.compile(r"\b(?:thank(?:s| you)(?: so much| very much)?|bye|goodbye|see you(?: \w+)?)\W*$")
_NEAR = 170
"""Characters within which two signs belong together."""
_LATE, _ALONE = 4, 10
"""How many turns are known when a talk is under way, and when it is even where it was opened in due form."""
_SHORT = 45
"""Words of a partner's single earlier turn up to which it may be from the midst of a talk."""
_OPENER = 16
"""The same of a patient's turn with which the record begins: whoever opens a session says more than that."""


@check("anew", tier="context", codes=["restart"])
def anew(look: Look) -> Iterator[Hit]:
    """Looks for signs of two kinds that stand close together."""
    if not look.context.turns or look.context.heard_speech:
        return
    rules = _THERAPIST if look.speaker == "therapist" else _PATIENT
    signs = sorted((h for h in rules.search("restart", look)), key=lambda h: h.start)
    signs = [h for h in signs if not _reported(look, h) and _is_name(look, h)]
    if signs and signs[0].start < 4 and _greets_anyhow(look) and _under_way(look):
        yield Hit("restart", 0, signs[0].end, "greets in answer to a turn from the midst of the talk")
        return
    for one, two in pairwise(signs):
        weak = one.detail in _WEAK and two.detail in _WEAK
        if weak and (look.speaker == "patient" or _LATE <= len(look.context.turns) < _ALONE):
            continue
        if two.start - one.end <= _NEAR and two.end > one.end and _under_way(look):
            yield Hit(
                "restart", one.start, two.end, f"{one.detail} and {two.detail} in the midst of the talk"
            )
            return


def _greets_anyhow(look: Look) -> bool:
    """A therapist's formal greeting at the head of a turn that takes up nothing of the partner's."""
    if look.speaker != "therapist" or not _FORMAL.match(look.anatomy.spoken):
        return False
    memory = look.context.memory[look.partner].turns
    return not memory or memory[-1].content.isdisjoint(look.print.content)


def _is_name(look: Look, hit: Hit) -> bool:
    """What follows "I'm" has a capital, unless the speaker never uses any."""
    words = look.anatomy.norm[hit.start : hit.end]
    called = _CALLED.search(words)
    return not called or called.group(1)[0].isupper() or look.anatomy.norm.islower()


def _reported(look: Look, hit: Hit) -> bool:
    """What somebody says in a tale, or said at another time."""
    lower = look.anatomy.spoken
    if _OVER.search(lower, 0, hit.start):
        return True
    start = max(lower.rfind(c, 0, hit.start) for c in ".!?\n") + 1
    return bool(_SET_APART.search(lower, start, hit.start) or _SAYS.match(lower, hit.end))


def _under_way(look: Look) -> bool:
    """Whether the partner's last turn, and what was said before, are the midst of a talk and not its beginning."""
    context = look.context
    before = context.last(look.partner).lower().replace("’", "'")
    if not before or _OPENING.search(before) or _PART.search(context.last(look.speaker).lower()):
        return False
    said = re.findall(r"[a-z']+", before)
    if _DONE.search(before) or _FILLERS.issuperset(said):
        return False
    opened = any(_STARTED.search(t[:200].lower()) for _, t in context.turns[:3])
    known = len(context.turns)  # a record that begins in the middle may begin with a greeting all the same
    if known >= (_ALONE if opened else _LATE):
        return True
    if opened or (known < 2 and context.session_number == 1):
        return False
    opener = look.speaker == "therapist" and known < 2
    return len(said) <= (_OPENER if opener else _SHORT)


_TALK: Talk = (("patient", "The kettle clicked off and neither of us got up."),)
_ASKED: Talk = (("therapist", "And which of them kept the key?"),)
FIRES = {
    "restart": [
        Example("Do make yourself comfortable. What would you like to focus on in here?", before=_TALK),
        Example("I'm Ottilie, I trained in family work. Shall we do introductions?", before=_TALK),
        Example("Neither of you. Now, to kick things off, how was your week?", before=_TALK),
        Example("Evening! The name's Gwil, I'm sixty-one.", "patient", before=_ASKED),
        Example("Sorry, I'm a bit early. The receptionist said to come up. Lovely to see you.", "patient", before=_ASKED),
        Example("My GP booked this for me. I'm not sure how it works.", "patient", before=_ASKED),
    ]
}  # fmt: skip
PASSES = [
    Example("Thanks for coming in. How has your week been?", before=(("patient", "All right, I suppose. Homework's a mixed bag."),)),
    Example("Hello, and what would you like to focus on today?", before=(("patient", "Hi Nova. Sorry, traffic."),)),
    Example("So he said, make yourself comfortable, what brings you here? And you ran.", before=_TALK),
    Example("We could begin with the kettle. How was the silence?", before=_TALK),
    Example("I'm sixty-one, and my brother kept it.", "patient", before=_ASKED),
    Example("Welcome back. You can hear me okay now?", before=(("patient", "Sorry, the call dropped."),)),
]  # fmt: skip
