"""What belongs to the start of a session alone, by kinds, in words of the therapist and of the patient."""

from __future__ import annotations

from dataclasses import replace

from simulator.integrity.lexicon import Rules, rule

_START = (
    r"(?:^\W{0,3}|(?<=[.!?…*)] )|(?<=\n))(?:(?:(?:so|and|but|ah|oh|okay|ok|right|now|well|anyway|first"
    r"|alright|all right|yeah|yes|er|erm|um|uh)(?: then| now| so)?[,.!:]? ){0,2})\b"
)
"""Where a sentence begins, a small word let pass."""
_DAY = r"(?:morning|afternoon|evening|day)"
_HELLO = (
    r"hi|hiya|hello|yo|howdy|hullo|heya|greetings|kia ora|g'day|namaste|salaam|salam|shalom|bonjour|hola"
    r"|ciao|aloha|guten tag|buongiorno|pleasure"
)
_KIN = (
    r"(?:gp|doctor|doc|wife|husband|partner|mum|mom|mam|mother|dad|father|daughter|son|sister|brother|niece"
    r"|nephew|aunt|auntie|uncle|gran|nan|boss|manager|school|college|university|friend|mate|girlfriend"
    r"|boyfriend|priest|vicar|imam|rabbi|pastor|\w+ologist|nurse|midwife|physio|union|hr|work|court|judge"
    r"|army|ward|hospital|clinic|surgeon|consultant|neighbour|neighbor|landlady|tutor|teacher|coach|captain"
    r"|sponsor|solicitor|missus|roommate|flatmate|employer|surgery|practice|cousin|kids|wife|family|lawyer"
    r"|social worker|health visitor|probation officer)"
)

_EITHER = [
    rule(
        _START + r"(?:" + _HELLO + r"|(?:a )?(?:very |warm )*welcome|good " + _DAY + r")\b(?: [a-z]+){0,3}(?:, [a-z]+)?[,.!;:-]"
        "|" + _START + r"how(?: do you do|'s it going| are things)\b"
        "|" + _START +
            r"(?:hey|heyy|heyyy)(?= (?:there|doc)\b|!"
            r"|,? (?:i'm|im|my name|welcome|nice|thanks|first|sorry)\b|\. (?:sorry|i'm|im|my|first)\b)"
        "|" + _START + r"(?:morning|evening|afternoon)[,!]|^\W{0,3}(?:morning|evening|afternoon)\."
        "|" + _START + r"(?:hi|hiya|hello|greetings|(?:a )?(?:very |warm )*welcome|good " + _DAY +
            r")(?: (?:there|again))? (?:and|i'm|i am|my name|it's|this is|to you"
            r"|to (?:our|the|your|this))\b",
        "greeting",
    ),
    rule(
        r"\b(?:nice|good|great|lovely|wonderful|pleasure|pleased|glad|delighted"
        r"|honou?red) (?:to (?:finally |at last |properly |be )?(?:meet|meeting|make your acquaintance"
        r"|have you (?:here|with us)|see you (?:here|again|today|back))|meeting you)\b"
        r"|\bmake your acquaintance\b|\bget(?:ting)? to know (?:you|each other|one another|me)\b"
        r"|\b(?:(?:initial|introductory|intake|opening) (?:session|meeting|appointment|visit|consultation|conversation|chat|hour)"
        r"|first session|(?<!the )(?<!that )(?<!\ba )(?<!his )(?<!her )(?<!their )first (?:meeting|appointment|visit|consultation"
        r"|conversation|chat|hour))\b(?! (?:you|we|i|with my|with h|with the))"
        r"|\b(?:your|our|my|a|the) (?:very )?first time (?:here|together|speaking|talking|meeting|with|in"
        r"|at|seeing|coming)\b|\bfirst time here\b"
        r"|\b(?:have|had|haven't|not|never) (?:yet )?(?:been introduced|met before|spoken before)\b"
        r"|\b(?:don't|do not) (?:think|believe) we(?:'ve| have) (?:met|spoken)",
        "first meeting",
    ),
]  # fmt: skip
_THERAPIST = [
    rule(
        _START + r"(?:(?:hi|hello|hey|welcome|good " + _DAY +
            r")[^.!?\n]{0,16} )?(?:i'm|im|i am|my name is|my name's|this is|(?:you can |please "
            r"|feel free to )?call me|i'm called|i go by|the name's|name's) (?:dr\.? |doctor "
            r"|just )?(?!not\b|so\b|here\b|sorry\b|glad\b|with\b|a\b|an\b|the\b|in\b|on\b|at\b|all\b|no\b"
            r"|really\b|very\b|just\b|still\b|your\b|like\b|what\b|that\b|where\b|how\b|about\b|it\b|for\b"
            r"|as\b|too\b|\w+ing\b|\w+ed\b|\w+ful\b"
            r"|\w+ly\b)[a-z][a-zà-ÿ'-]+(?: [a-z][a-zà-ÿ'-]+)?(?: here)?[.,!;]"
        r"|\b(?:i'll|ill|i will) be (?:your (?:\w+ )?(?:therapist|counsell?or|guide|listener|host|companion"
        r"|psychologist|coach|clinician)|looking after|working with|seeing)\b"
        r"|\bi(?:'m| am) (?:your|one of the|the|an?) (?:\w+[ -]){0,3}(?:therapist|counsell?or|psychologist"
        r"|psychotherapist|clinician|coach|companion|listener|practitioner|social worker)s?\b"
        r"|\bi(?:'ve| have) been (?:practi[sc]ing|a (?:therapist|counsell?or|psychologist)"
        r"|working (?:as|in this field|with people))"
        r"|\b(?:licensed|qualified|trained|accredited|registered|chartered|certified) (?:\w+ )?(?:therapist"
        r"|counsell?or|psychologist|psychotherapist|clinician|in)\b|\bby training\b"
        r"|\bmy (?:background|training|approach|pronouns) (?:is|are|as)\b"
        r"|\bi (?:trained|specialise|specialize|qualified|work mainly|mainly work|work mostly) (?:in|with"
        r"|as)\b"
        r"|\bi run (?:these|this|the)\b|\b(?:i have|i've(?: got)?|i bring|with|over) (?:\w+ ){0,3}years(?:'| of)? (?:of )?experience\b",
        "who one is",
    ),
    rule(
        r"\b(?:(?:introduce|present|tell you about) (?:myself|yourself|ourselves)|who are you"
        r"|(?:tell|hear|share)\b[^.!?\n]{0,20} (?:your|the) story|introductions?\b|(?:a (?:little|bit|few words|word)|something) about (?:me|myself"
        r"|yourself|who i am|how i work|what i do)|who i am|how i (?:tend to |usually |like to )?work\b"
        r"|what (?:name|pronouns)\b|(?:should|shall|may|can|do) i call you"
        r"|(?:like|prefer) to be (?:called|addressed)|be addressed"
        r"|(?:ask|have|take|get|confirm) your (?:full |first )?name"
        r"|how (?:this|these sessions|it all|therapy|our sessions|our time|our work) (?:all )?works?\b"
        r"|what to expect|your pronouns)",
        "introductions",
    ),
    rule(
        r"\bhow(?:'s| has| is| was|'ve| have"
        r"| did)? (?:your (?:past )?(?:week|weekend|day|morning|journey|trip|drive|fortnight|month)"
        r"|(?:the|this|this past|the past) (?:week|weekend|journey|trip|drive|fortnight))\b(?! (?:before"
        r"|after|when|of the|he|she|they|it))"
        r"|\bhow (?:are|were) you(?: doing| feeling"
        r"| keeping)?(?: (?:today|this (?:morning|afternoon|evening|week)|lately|right now))?\?"
        r"|\bhow(?:'ve| have) (?:you|things) been(?: (?:doing|feeling|going|keeping))?(?: (?:lately"
        r"|recently|today|since (?:we|our|last)[^?]{0,24}|this week))?\?"
        r"|\b(?:rate|describe|rank) your (?:mood|week|anxiety|stress)\b|\bmood (?:check|this week)\b"
        r"|\bsince (?:we|our|your|i) (?:last|previous|saw|met|spoke)\b|\bhow did you get on\b(?= with (?:the|your) (?:home|exercise|task|diary|sheet)|[?,]| since| this| last)"
        r"|\bthese past (?:seven|few|two) \w+|\bcheck(?:ing)?[ -]in\b|\bwhat's new\b"
        r"|\bhow you(?:'re| are) doing\b",
        "the week",
    ),
    rule(
        r"\bagenda\b|\b(?:what|anything|which|something|topics?|is there)\b[^.!?\n]{0,40}\b(?:like|want"
        r"|wish|wanna|hope|hoping|choose|prefer|need) (?:to |us to |me to )?(?:talk about|focus on|work on"
        r"|cover|discuss|explore|bring (?:up|to)|tackle|address|start with|get out|gain|achieve|help"
        r"|use (?:our|this|the) (?:time|hour|session)|put on)[^.!?\n]{0,40}"
        r"|\bwhat can (?:i|we) (?:do for|help|talk)"
        r"|\bhow (?:can|may|might|could) i (?:be of |help|assist|support|be useful)"
        r"|\bwhat(?:'s| is|'s been) (?:up|on your mind|been (?:going on|happening|troubling|bothering)"
        r"|going on for you|troubling you|bothering you|the (?:problem|trouble|matter))\b"
        r"|\b(?:the |your )?(?:main|presenting) (?:problem|concern|issue|reason|difficulty)\b"
        r"|\bwhat's been (?:troubling|bothering|going on)|\bshare what's\b"
        r"|\bseems to be the (?:problem|trouble|matter)\b"
        r"|\b(?:goals?|hopes|expectations) for (?:therapy|our (?:work|time|sessions)|these sessions|today"
        r"|coming)\b|\bwhat (?:shall|should) we (?:talk about|work on|focus on|look at)\b"
        r"|\bmost (?:useful|helpful) (?:to|for) you\b"
        r"|\b(?:list|plan|topics|focus|order of the day) for (?:today|the (?:hour|session|next)|our|this)\b"
        r"|\b(?:what has|what's got|what had) you\b"
        r"|\bhope (?:will|to|would|for) (?:be different|get|gain|achieve|change)\b"
        r"|\bwhats (?:up|bothering|on your mind|going on|wrong)\b"
        r"|\bset (?:out )?(?:a|an|our|some|the) (?:plan|agenda|goals?)\b"
        r"|\bwhat you(?:'d| would)(?: most)? like (?:support|help|to get)\b",
        "the agenda",
    ),
    rule(
        r"\b(?:before|as|now that|since) we (?:begin|start|get started|get going|dive|kick|go any|jump"
        r"|'re just|are just|get into)|\b(?:let's|let us|shall we|we'll|ready to|like to|want to|we can"
        r"|to) (?:begin|start|get started|kick (?:things )?off|get going|dive in|jump in|open"
        r"|make a start)(?= (?:us off|off|things off|by|with|from|at the)"
        r"|[.,!?:])(?! (?:with|from|at) (?:the (?!introduc|agenda|formalities|basics|beginning|top"
        r"|homework)|that|this|one|what|where|his|her|him|it|your (?!name|introduc|week|mood)))"
        r"|\bto (?:kick|start) (?:things|us) off\b|\bget (?:us )?started\b"
        r"|\bfrom the (?:top|very beginning)\b|\bfirst things first\b|\bto begin (?:our|the|this|today)\b",
        "the beginning",
    ),
    rule(
        r"\bconfidential\w*|\bsafe,? (?:\w+,? )?(?:space|place|environment)\b"
        r"|\b(?:everything|anything|whatever|what) (?:you|we) (?:tell|say|share|talk"
        r"|discuss)[^.!?\n]{0,40}\b(?:stays?|private|between us|here)\b|\bwithout (?:any )?judge?ment\b"
        r"|\bjudge?ment[ -]free\b|\bnon-?judge?mental\b|\bno (?:right or )?wrong answers\b"
        r"|\bno judge?ment\b|\b(?:consent|intake|registration) (?:form|paperwork)|\bpaperwork\b"
        r"|\bcancellation\b|\bsessions (?:are|last|usually|run)\b"
        r"|\b(?:fifty|forty-five|sixty|50|45|60|ninety|90|thirty|30)[ -]minutes?\b",
        "the frame",
    ),
    rule(
        r"\b(?:take|have|grab|find|pick) (?:a|any|your|the|whichever|whatever) (?:seat|chair)\b"
        r"|\bcome (?:on |right |along )?in\b(?=[,.! ]+(?:and|have|take|sit|make|please|it's|$))"
        r"|\bmake yourself (?:comfortable|at home)\b|\bsit (?:wherever|anywhere|down,? please)\b"
        r"|\b(?:sit|settle|plonk) yourself\b"
        r"|\b(?:pop|put|leave|drop) your (?:things|coat|bag|umbrella|jacket)\b"
        r"|\bget (?:yourself )?(?:comfortable|settled)\b"
        r"|\b(?:like|want|get you|offer you|bring you) (?:some|a|a glass of"
        r"|a cup of) (?:glass of )?(?:water|tea|coffee|drink)\b"
        r"|\b(?:tissues|water|toilet|bathroom|loo|restroom)(?:'s| is| are) (?:on|by|just|down|over|next"
        r"|to)\b|\bfind (?:us|me|the (?:place|office|building)) (?:all right|okay|ok|easily|alright)\b"
        r"|\bhear me (?:okay|ok|all right|alright|clearly|properly)\b|\bhang (?:up )?your coat\b",
        "the seat",
    ),
    rule(
        r"\b(?:thank you|thanks|thank you (?:so|very) much|thanks (?:so much|a lot)"
        r"|(?:i )?appreciate (?:you|your)|grateful (?:to you )?) (?:for )?(?:coming(?! in with| back to"
        r"| up with| to th(?:at|is))|joining|being here|reaching out"
        r"|making (?:the|this|an?) (?:time|appointment|effort|journey)|choosing|booking|dropping (?:by|in)"
        r"|stopping by|taking (?:the|this|time)|agreeing to (?:meet|see|talk)|seeing|connecting|contacting"
        r"|getting in touch|finding|attending|signing up|filling)"
        r"|\b(?:glad|happy|pleased|delighted|good|great|brave|relieved) (?:that )?you(?:'re here| are here"
        r"|'ve come| came(?! back| out| up| round)| made it(?! through| out| back| past| to the end)| managed| found| could (?:make|come|join)| reached out"
        r"|'ve (?:decided|taken|reached|made)| decided to| have (?:decided|taken|reached|made)| took"
        r"| contacted| got in touch)\b|\b(?:glad|happy|pleased) to (?:have|see) you (?:here|today|back"
        r"|again|in)\b|\bglad you could\b|\b(?:tak(?:ing|en)|took) (?:the|this|that|a) (?:brave |big "
        r"|first |huge |important ){1,2}step\b(?! (?:to (?:say|tell|admit|name)|in (?:saying|telling)))|\b(?:a|your|the) first (?:visit|call)\b"
        r"|\bmaking it (?:here|today|in)\b|\b(?:booking|making) (?:an|this|your|the) appointment\b",
        "thanks for coming",
    ),
    rule(
        r"\bwhat(?:'s| has| is)? (?:brings?|brought"
        r"|bringing) you\b(?! (?:joy|peace|to (?:tears|that)|comfort|closer))"
        r"|\bwhat(?:'s| has)? (?:made|led|prompted|moved|got|motivated|drawn"
        r"|drew) you (?:\w+ )?(?:to )?(?:seek|reach out|come (?:in|here|along|to (?:see|me|us|therapy))"
        r"|decide (?:to|that now|now)|book|call|contact|get in touch|ring us|call us"
        r"|look for (?:help|support|someone)|start therapy|therapy|counsell?ing|get help"
        r"|make (?:the|this|an) appointment)\b"
        r"|\bhow did you (?:hear about|find|come across|get to) (?:me|us|our|this)\b"
        r"|\b(?:you were|you've been|you got) (?:referred|sent)\b"
        r"|\b(?:referral|intake form|your form|your file)\b"
        r"|\b(?:in|from|out of) (?:our (?:work|time|sessions)|coming here|therapy|these sessions"
        r"|counsell?ing)\b|\b(?:start|starting|begin|beginning|new to) (?:therapy|counsell?ing)\b"
        r"|\b(?:been in|had|tried|seen a|done any|had any) (?:therapy|counsell?ing|therapist"
        r"|counsell?or)\b(?=[^.!?\n]{0,30}\?)|\btaking any medication\b"
        r"|\bbackground (?:information|questions)\b|\bgather (?:some )?background\b"
        r"|\btell me (?:a (?:little|bit) )?(?:about )?(?:what|why) (?:brought|brings|you're here"
        r"|you've come|you came)\b",
        "why one comes",
    ),
]  # fmt: skip
_PATIENT = [
    rule(
        _START + r"(?:(?:hi|hello|hey|good " + _DAY +
            r")[^.!?\n]{0,16} )?(?:i'm|im|i am|my name is|my name's|my name it is|this is|(?:you can "
            r"|please )?call me|i'm called|i go by|the name's|name's|myself) (?!not\b|so\b|here\b|sorry\b"
            r"|glad\b|with\b|a\b|an\b|the\b|in\b|on\b|at\b|all\b|no\b|really\b|very\b|just\b|still\b|your\b"
            r"|like\b|what\b|that\b|where\b|how\b|about\b|it\b|for\b|as\b|too\b|afraid\b|tired\b|fine\b"
            r"|okay\b|ok\b|done\b|back\b|up\b|out\b|my\b|his\b|her\b|their\b|good\b|bad\b|sick\b|weak\b"
            r"|dead\b|alone\b|lonely\b|angry\b|sad\b|sure\b|scared\b|safe\b|ready\b|\w+ing\b|\w+ed\b"
            r"|\w+ful\b|\w+ly\b|\w+less\b|(?:old|young|dumb|stupid|crap|useless|worse|better|home|late|cold"
            r"|free|wrong"
            r"|right)\b)[a-z][a-zà-ÿ'-]+(?: [a-z][a-zà-ÿ'-]+)?(?: here)?(?: by the way)?(?:[.,!;:]|$"
            r"| and i\b|(?: and)? i'm\b)"
        r"|\b(?:my name is|my name's|name's) (?!not\b)[a-z][a-zà-ÿ'-]+\b|" + _START +
            r"(?!still\b|over\b|right\b|just\b|up\b|back\b|not\b|down\b|in\b|out\b|everyone\b|everybody\b"
            r"|nobody\b|somebody\b|he\b|she\b|it\b|they\b|that\b|this\b)(?:(?:" + _HELLO + r"|good " + _DAY + r")[,.!]? )[a-z]+ here[.,!]"
        r"|\ba (?:bit|little) about (?:me|myself)\b|\b(?:introduce|present) myself\b",
        "a name",
    ),
    rule(
        r"\bi(?:'m| am) (?:aged? )?(?:\d\d|(?:thir|four|fif|six|seven|eigh|nine)teen"
        r"|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty)(?:[ -]\w+)?)(?= years|[.,;!]| and| next| now)"
        r"|\bage \d\d\b|\byears old\b|, (?:twenty|thirty|forty|fifty|sixty|seventy)(?:-\w+)?[,.]"
        r"|\bi work (?:in|as|for|at|with)\b|\bi(?:'m| am| was) (?:a|an) (?:\w+ ){0,2}(?:teacher|nurse"
        r"|driver|postman|engineer|student|baker|builder|farmer|plumber|clerk|cook|chef|mother|father|widow"
        r"|widower|accountant|manager|cleaner|porter|waiter|waitress|musician|fisherman|carpenter"
        r"|electrician|soldier|lawyer|doctor|secretary|welder|tailor|mechanic|barber|hairdresser|librarian"
        r"|artist|writer|pensioner)\b|\b(?:i'm|i am|,) (?:married|divorced|widowed|single|separated"
        r"|retired)\b|\b(?:two|three|four|no) (?:kids|children)\b"
        r"|\b(?:first|second|third|final) year (?:at|of)\b|\b(?:retired|widower|widow|divorc\w+), |, \d\d,"
        r"|\bi (?:have|am) \w+ years\b|\bi drive (?:a|the|for)\b"
        r"|\bi(?:'d| would|'ll)? ?(?:guess|suppose)?[^.!?\n]{0,10} like some background\b|\bi grew up in\b"
        r"|\bi (?:live|come|am) (?:in|from) [a-z]+(?=[.,;]| and| with)",
        "one's circumstances",
    ),
    rule(
        r"\b(?:(?:my|the|our) )?" + _KIN +
            r"\b[^.!?\n]{0,16}\b(?:(?:sent|send|referred) me(?= here\b| to (?:you|see|talk|come)\b| along\b| over\b|[.,!]|$)|(?:booked|arranged|organi[sz]ed)(?= (?:this|it|me|for me|these|the (?:session|appointment))\b|[.,])"
        r"|set (?:this|it) up|fixed (?:this|it) up|recommended (?:you|this|i|therapy|counsell?ing)|signed me"
            r"|made (?:me come|the appointment|this appointment|me (?:ring|call|phone|book))|gave me your"
            r"|thought (?:i should|you (?:could|might))|thinks (?:i (?:should|need|ought|drink)|you)"
            r"|suggested (?:i (?:come|see|talk|speak|try (?:this|therapy)|get|should)|you|this)|(?:said|says) (?:you\b|i (?:should|ought to|need to|need) (?:come|see|talk|speak|get|try|some|help|a)\b)"
            r"|told me to (?:come(?= here\b| to you\b| and see\b|[.,])|see (?:you|someone|somebody|a)|ring you|call you|book)|wants me to (?:see|talk|come)|ordered|insisted"
            r"|doesn't know i'm here|found you|knows you|reckons|(?:rang|called|phoned) and said"
            r"|talked me into|dragged me|paid for (?:this|it))\b"
            r"|\bi(?:'ve been| have been| was| got| am| are) (?:referred|sent (?:to you|here|by)"
            r"|told (?:you|to come|to ask))\b|\bsent me (?:here|to you)\b"
            r"|(?<!may i )(?<!can i )(?<!could i )\b(?:got|found|given|have) your (?:name|number|details|card|profile|website|leaflet|email)\b"
            r"|\b(?:they|she|he) (?:said|told me)(?: that)? you(?:'re| are| can| could|'d| will| help)\b"
            r"|\bi(?:'m| am) (?:your|the|a) (?:new|next|\w+ o'clock)\b"
            r"|\bi(?:'ve| have)? ?(?:got )?(?:an|my|the) appointment\b|\bgot a \w+ o'clock\b"
            r"|\b(?:saw|seen|read) your (?:advert|ad|website|profile|sign|poster|leaflet|card)\b"
            r"|\b(?:has|had|has given|gave|given) me your (?:name|number|card|details|address|leaflet|email)\b"
            r"|\bi (?:booked (?:this|online|in|you|the (?:session|appointment|slot)|a (?:session|slot))|filled (?:in|out) (?:the|that|your|a|an|this)"
        r" (?:\w+ )?(?:form|questionnaire)|signed up (?:for (?:this|these|therapy|counsell?ing)|online|here)|made an appointment)\b"
            r"|\byou(?:'ve| have)? (?:read|seen|got) my (?:form|file|email|notes)\b"
            r"|\bthey said\b[^.!?\n]{0,30}\b(?:stairs|door|floor|corridor|room|upstairs)\b",
        "who sent one",
    ),
    rule(
        r"\b(?:i've|i have|i|haven't|have not|had)\W+(?:never|not|ever|n't)?\W*(?:really |actually "
        r"|ever )?(?:done|tried|seen|been to|been in|talked to|spoken to|spoke to|sat with"
        r"|told)\b[^.!?\n]{0,14}\b(?:this|therapy|a therapist|counsell?ing|anyone like|anybody like"
        r"|someone like|a counsell?or|a shrink|a psychologist|such a place"
        r"|one of (?:these|you))\b[^.!?\n]{0,16}(?:before|[.,!]|$)"
        r"|\bfirst time (?:in therapy|here|i've|i'm doing|doing|talking|speaking|seeing)\b"
        r"|\bi(?:'m| am) new (?:to (?:this|therapy|all)|here)\b"
        r"|\b(?:this is|it's) all (?:very |quite |rather |a bit )?(?:new|strange|foreign) (?:to|for) me\b"
        r"|\b(?:done|doing) this (?:before|sort of thing)\b|\bi've never done (?:this|it)\b"
        r"|\b(?:not|never) (?:really )?(?:had|done|tried|spoken to|talked to)\b[^.!?\n]{0,20}\b(?:therapy"
        r"|counsell?ing|professional|psycholog\w+|therapist)\b|\bfirst time doing\b"
        r"|\bnervous (?:about (?:being|coming)|to be here)\b|\bbear with me\b"
        r"|\bnever (?:sat|been) (?:in|to|opposite|with) (?:a|an|one of|one like|such)\b"
        r"|\bnever been to (?:such|a place|one of)|\bnot (?:much of )?a talker\b",
        "the first time",
    ),
    rule(
        r"\bthank(?:s| you)(?: (?:so|very) much)? for (?:seeing|having|agreeing|meeting|fitting"
        r"|taking (?:me|the time)|making (?:the )?time|letting me come|squeezing)\b"
        r"|\b(?:sorry|apologies)\b[^.!?\n]{0,12}\b(?:late|traffic"
        r"|parking)\b(?! (?:for|again|at|with|to work))"
        r"|\bwhere (?:should|do|shall|can|would you like me to) (?:i )?(?:sit|put my)\b"
        r"|\bis this (?:seat|chair|one) (?:okay|ok|all right|alright|taken|mine|free|for me)\b"
        r"|\b(?:right|correct|wrong) (?:room|building|place|door|floor|office)\b(?! (?:at|for))"
        r"|\b(?:tired|flustered|out of breath|late) from the (?:traffic|drive|journey|stairs|walk)\b"
        r"|(?<!, )\b(?:nice|lovely|cosy|cozy|interesting|comfy) (?:office|chair|plant|sofa)\b"
        r"|\b(?:this is|you have|you've got|what) an? (?:nice|lovely|cosy|cozy|interesting) (?:room|place|building)\b"
        r"|\b(?:should|can|may|could|if) i (?:sit|lie|take my|take this)\b|\bwhere do you want me\b"
        r"|\bput a face to\b|\b(?:bit|little|few minutes|far too|too) early\b"
        r"|\bwait (?:outside|in the corridor|downstairs)\b"
        r"|\b(?:receptionist|reception|front desk|man downstairs|woman downstairs"
        r"|nurse outside)\b[^.!?\n]{0,24}\b(?:said|told|sent|let)\b|\bby (?:video|phone|telephone|zoom)\b"
        r"|\b(?:in|with) my (?:e-?mail|letter|message) (?:to you|i)\b"
        r"|\bi wrote (?:it )?in the (?:e-?mail|form|letter)\b|\bshall i (?:begin|start)\b"
        r"|\bmake your acquaintance\b|\bis (?:this|here) (?:the right|where|okay to sit)\b"
        r"|\bare you (?:the|dr\.?|doctor) (?:therapist|counsell?or|psychologist|one|\w+)\?"
        r"|\bdo i (?:lie|sit|lay|pay|sign|talk first|just (?:talk|start))\b",
        "arriving",
    ),
    rule(
        r"\bwhere (?:do|should|shall|would you like me to|am i (?:supposed|meant) to) (?:i |we )?(?:start"
        r"|begin)\b|\b(?:how|where) to (?:start|begin)\b"
        r"|\b(?:don't|do not|not sure|no idea|dunno) (?:\w+ ){0,2}(?:how (?:this|it|these|therapy) works?"
        r"|how (?:this|it) (?:goes|is done)(?! any ?more| now)|what (?:to say|i'm supposed|i'm meant|i am supposed"
        r"|you want to (?:know|hear)|to expect))\b"
        r"|\bhow (?:these things|this sort of thing|therapy|these) (?:go|goes|works?)\b"
        r"|\bwhat (?:one|people|you|i)(?:'s|'m| is| am| are|'re)? (?:supposed to |meant to |usually "
        r"|normally )?(?:says?|talks?) (?:here|in here|at these)?(?=[.,?]|$)"
        r"|\b(?:tell|show) me what to (?:do|say)\b|\bsay something about (?:myself|me)\b"
        r"|\bhow does (?:this|it) (?:work|go)\b"
        r"|\b(?:start|begin) by telling (?:you )?(?:why|who|what|about)\b"
        r"|\bwhy i(?:'m| am|'ve| have| came) (?:here|come|to)\b"
        r"|\bwhat (?:am i|i'm|i am) (?:supposed|meant) to (?:say|do|tell)\b"
        r"|\b(?:what|where) (?:i'm|i am) (?:meant|supposed) to\b|\bdo you ask the questions\b"
        r"|\bi (?:guess|suppose) (?:i should|you(?:'ll| will) want|you(?:'ve| have) (?:read|seen)"
        r"|we should)\b",
        "where to begin",
    ),
    rule(
        r"\bhow (?:are|have|were) you(?: been| doing"
        r"| keeping)?(?: (?:today|this (?:morning|week|evening|afternoon)|lately|since))?\?"
        r"|\bit(?:'s| has)? (?:been|was) (?:a|an|quite a|such a)\b[^.!?\n]{0,24}\b(?:week|month"
        r"|fortnight)\b|\bmy (?:week|weekend)(?:'s| was| has)\b"
        r"|\b(?:good|nice|lovely|great) to see you\b(?! (?:smile|laugh|cry|like))"
        r"|\bsince (?:i|we|our) (?:last|previous)\b"
        r"|\b(?:did|done|doing|finished|brought) (?:my|the) homework\b",
        "the week",
    ),
    rule(
        r"\bi(?:'m| am) here (?:because|for|about|to|as|today|cause|since)\b"
        r"|\bi(?:'ve| have)? (?:come|came|called|booked|reached out"
        r"|wanted to (?:see|talk to) (?:someone|somebody))(?: here| in| along| to (?:see )?you"
        r"| today)? (?:because|about|as|for help|since|cause|with)\b"
        r"|\b(?:looking for|need|could use|want) (?:some )?(?:help|support|advice|somebody"
        r"|someone) (?:to talk|with|for|who|to)\b"
        r"|\bhoping (?:you|these|this|that you|we|to get|therapy|someone)\b"
        r"|\bspeak to (?:someone|somebody)\b|\bthese sessions\b"
        r"|\bstruggling with (?:anxiety|depression|stress|low mood|my|panic|grief)\b"
        r"|\bi(?:'ve| have) (?:got|had)? ?(?:a (?:bit of a |little |slight )?)?(?:problems?|trouble"
        r"|issues?) with\b|\bi suffer from\b|\b(?:knows?|thinks?) i'm here\b"
        r"|\bi(?:'ve| have) been (?:having|feeling|suffering)\b[^.!?\n]{0,40}\b(?:lately|recently"
        r"|for (?:\w+ )?(?:a |some )?(?:weeks|months|years|while|time))\b|\blost my \w+ (?:\w+ ){1,3}ago\b",
        "why one comes",
    ),
]  # fmt: skip
BEGINNINGS = Rules([
    *_EITHER,
    *(replace(r, speaker="therapist") for r in _THERAPIST),
    *(replace(r, speaker="patient") for r in _PATIENT),
])  # fmt: skip
