"""How a part is declined, and how a service declines what it was asked."""

from __future__ import annotations

from simulator.integrity.lexicon import Rules, rule

_CANT = (
    r"\b(?:can'?t|cannot|can not|won'?t|will not|wouldn'?t|could(?:n'?t| not)"
    r"|(?:'m|am|is|be|feel|was) (?:not |un|in)(?:able|capable|willing|comfortable|allowed|permitted"
    r"|authori[sz]ed|equipped|designed|programmed|prepared|going|in a position|at liberty)(?: to| with"
    r"| of)?|"
    r"(?:must|have to|need to|'ll have to|will have to|am going to have to|'m going to have to|should|shall"
    r"|would like to|'d like to|prefer to|'d prefer to|am choosing to|choose to) (?:respectfully |politely "
    r"|kindly |regretfully )?(?:decline|refuse|abstain|refrain|bow out|opt out|step (?:out|away|back)"
    r"|withdraw|pause|stop|pass|end|exit|leave|discontinue|turn down|excuse myself)|"
    r"(?:'d|would|do) (?:much )?(?:rather|prefer|like)(?: to)? (?:not|avoid)"
    r"|don'?t (?:feel (?:comfortable|able|right)|think i (?:can|should)|have (?:the ability|permission)"
    r"|wish to|want to|do|engage|act|play|portray|take|wear|pretend|simulate|role-?play|write|produce"
    r"|generate|participate|provide|impersonate|voice|speak as)|"
    r"(?:refuse|decline|hesitate|am reluctant|'m reluctant|am uneasy|'m uneasy|am uncomfortable"
    r"|'m uncomfortable|am hesitant|'m hesitant|draw the line|drawing the line|'m withdrawing"
    r"|am withdrawing|'m stepping|am stepping|'m bowing|'m opting"
    r"|not (?:appropriate|possible|something i|advisable|right|ethical|within my)"
    r"|isn'?t (?:something i|appropriate|possible|right|ethical|within my|in my)|wasn'?t built|not built"
    r"|not made|not meant|not set up|beyond (?:what|my)|outside (?:what|my|the scope)))"
)
_FICTION = (
    r"(?:role-?play(?:ing)?(?! (?:with (?:him|her|them|my|the)|my|him|her))|(?:this|the|that|such a|a|your|any|another) (?:role(?!-| play)|persona|character|scenario"
    r"|simulation|dramati[sz]ation|portrayal|script|impersonation|pretence|pretense|enactment|charade"
    r"|performance|storyline|narrative|prompt|fiction|dialogue|roleplay)|"
    r"(?:play|act|pose|serve|speak|write|respond|continue|answer|perform|function|stand in|fill in"
    r"|reply)(?:ing)? (?:as(?! (?:i|if|well|usual|soon|much|long|though)\b)|from the perspective of|on behalf of|in the voice of)"
    r"|pretend(?:ing)? (?:to be|that i'?m) (?:a|an|someone|somebody|your"
    r"|the)\b(?! (?:fan|happy|good|perfect|strong|normal|adult|functional))|portray(?:ing|al)?(?! (?:him|her|them|it) as)"
    r"|impersonat(?:e|ing)|simulat(?:e|ing)|embody(?:ing)?|inhabit(?:ing)?"
    r"|voic(?:e|ing) (?:a|an|this|the|someone|somebody|her|him|distress|trauma)|enact(?:ing)?|"
    r"taking on (?:a|an|the|this)[^.!?\n]{0,30}(?:identity|role|part|persona)"
    r"|in (?:this|the) (?:role|character|part)|in (?:this|that|the) (?:capacity|guise)"
    r"|(?:a|the|this) (?:complete |full |whole |fictional |therapy |simulated "
    r"|role-?played )*(?:conversation(?! with (?:him|her|them|my|that|your))|dialogue|exchange"
    r"|session transcript|transcript|monologue|testimony|first-person account|personal account"
    r"|emotional disclosures?|patient'?s? (?:voice|words|reply|side)"
    r"|therapist'?s? (?:part|voice|reply|side))|put(?:ting)? (?:on|words)|"
    r"(?:a|the|this) (?:grieving |distressed |suicidal |traumati[sz]ed |sick |struggling |fictional "
    r"|simulated )+(?:person|patient|client|voice)|someone in (?:distress|crisis|pain)"
    r"|(?:trauma|abuse|assault|suicide|eating disorder) (?:survivors?|victims?|patients?)"
    r"|(?:her|his|their|this (?:wo)?man'?s?|this person'?s?) (?:pain|grief|trauma|voice) (?:for|as))"
)
_SERVICE = (
    r"(?:assist(?:ance)?|help(?: you| with)?|support you|fulfil+(?:led)?|comply|complied|provid(?:e|ing)"
    r"|generat(?:e|ing)|produc(?:e|ing)|creat(?:e|ing)|engag(?:e|ing)|participat(?:e|ing)|discuss(?:ing)?"
    r"|continu(?:e|ing)|proceed(?:ing)?|respond(?:ing)?|answer(?:ing)?|complet(?:e|ing)|carry(?:ing)? on"
    r"|go(?:ing)? (?:on|further|deeper|forward)|accommodat(?:e|ing)|offer(?:ing)?|satisfy|process)"
)
_SERVICE_THING = (
    r"(?:(?:this|that|your|the|such|these|those|any) (?:kind of |sort of |type of |specific |particular "
    r"|further )*(?:request|requests|prompt|content|topic|topics|material|type of|kind of|sort of|query"
    r"|instruction|instructions|task|discussion|subject|matter)|further assistance"
    r"|with (?:that|this)(?= *[.,;!?]|$| request| topic| one)|content (?:that|of|about|involving|which)"
    r"|(?:a |this |the )?(?:conversation|dialogue|discussion|roleplay|role-?play|interaction"
    r"|exchange) (?:as|that|in a way|involving|about|on|which|further|any further|where)|medical advice"
    r"|therapy or|as (?:a|an|the|your) (?:cbt )?(?:therapist|psychologist|counsell?or|clinician|patient"
    r"|client)|information on the therapeutic)"
)

REFUSALS = Rules([
    rule(
        r"\b(?:step|stepping|bow|bowing|climb|climbing) (?:out of|away from|back from|aside from)"
        r" (?:this (?:part|role|scene)(?! for\b)|(?:this|that) (?:voice|character|persona|figure|costume))\b"
        r"|\b(?:take|taking|took|hang|hanging|put|putting) (?:off|up|down) the (?:therapist|patient|doctor"
        r"|client|counsell?or)'s (?:coat|hat|mask|costume|shoes|voice|clipboard)\b(?! (?:for|at|and|in)\b)"
        r"|\b(?:not gonna|not going to|won't|wont|will not|wouldn't|rather not|don't want to|dont want to|dont wanna|don't wanna)"
        r" (?:do (?:the|any) voices(?=[.!;]|$)"
        r"|(?:act|play) one(?=[.!;]|$)|voice (?:this|that|him|her|them)(?=[.!;]|$)"
        r"|impersonate (?:a|an|any|real|people|someone|somebody|this|him|her)"
        r"|imitate (?:a|an|one|that|this))\b"
        r"|\bisn't something i(?:'d| would) (?:take part in|voice|write for|lend my)\b"
        r"|\b(?:discuss\w*|subjects?|topics?|requests?|content|requests? like)\b[^.!?\n]{0,60}\b(?:is|are) closed"
        r" to me\b|\bi(?:'d| would) have to sidestep\b"
        r"|\bnothing (?:more|further) will come from (?:me|here|this (?:side|end|chair)|my (?:side|end))\b"
        r"|\b(?:controversial|contested|restricted|disallowed) (?:subjects?|topics?|content)\b(?=[^.!?\n]{0,30}\bi"
        r" (?:hold|don't|do not|can't|cannot|won't|avoid|steer|stay|keep)\b)"
        r"|\bi (?:avoid|don't (?:discuss|engage|comment|go into)|can't (?:discuss|engage|go into)|steer clear of"
        r"|stay (?:out of|away from))\b[^.!?\n]{0,30}\b(?:controversial|contested|restricted|disallowed)"
        r" (?:subjects?|topics?|content)\b"
        r"|\bhow i (?:was|am|have been|'ve been) (?:trained|programmed|configured)\b,? (?:says|tells|stops"
        r"|prevents|keeps|limits|forbids|rules|won't|doesn't|does not)\b"
        r"|\bnot (?:ok|okay|right|appropriate|fair|safe|my place) (?:for me )?to (?:act|voice|portray|impersonate|role-?play|simulate)\b"
        r"(?! (?:like|as if|as though|on|out|up|surprised|tough|normal|nice|my|your|our))"
        r"|\babstain from (?:answering|speaking|replying|commenting|responding)\b",
        "declines the part",
    ),
    rule(
        r"\b(?:imitating|impersonating|mimicking|ventriloqui[sz]ing|simulating|emulating) (?:it|one|this|that"
        r"|them|somebody|someone|(?:a|an|the) [a-z -]{3,30})\b[^.!?\n]{0,20}\b(?:would|could|might|risks)"
        r" (?:do|mislead|misleading|cross|cause|harm|harming|be (?:dishonest|wrong|misleading|harmful|unfair"
        r"|irresponsible|a))\b"
        r"|\b(?:trained|qualified) human(?:s| being| beings)?\b[^.!?\n]{0,20}\b(?:should|can|could|will|instead"
        r"|rather than)\b"
        r"|\bresponsible (?:course|choice|answer|thing)(?: here| now)? is (?:silence|to decline"
        r"|not to (?:answer|continue|play))\b"
        r"|^[\w ]{3,40}: (?:declined|not available|blocked)[.;,](?=[^\n]{0,60}\b(?:topics?|ask|open|instead)\b)",
        "steps out of the session as a machine",
    ),
    rule(
        r"\ban? (?:made-?up|pretend|fictional|fictitious|invented|imaginary|simulated|scripted|artificial|virtual|play-?acted|computer)"
        r" (?:clinician|therapist|counsell?or|psychologist|psychiatrist|doctor|helper|listener)\b"
        r"(?! (?:in|inside|at|on|who lives|who says) (?:your|his|her|the|my)\b)"
        r"(?=[^.!?\n]{0,40}\b(?:has no|have no|can't|cannot|can not|shouldn't|should not|must not|mustn't|isn't|is not|is no|won't|is the wrong)\b)",
        "steps out of the session as a machine",
        speaker="therapist",
    ),
    rule(
        r"\bi(?:'m| am|'d like to| want to|'ll| will)\b[^.!?\n]{0,12}\b(?:take|taking|hang|hanging|put|putting)"
        r" (?:off|up|down) the (?:therapist|doctor|counsell?or)'s (?:coat|hat|mask|costume|clipboard)(?=[.!;]| here)"
        r"|\bi'm an? (?:bot|program|piece of software),? (?:and |so )?i(?:'ve| have) never\b"
        r"|\bi (?:don't want to|dont want to|dont wanna|don't wanna|won't|wont|can't|cant|will not|cannot|'d rather not) voice"
        r" (?:somebody|someone|a person|people)\b",
        "takes off its coat",
    ),
    rule(
        r"\b(?:sorry|afraid|apologi[sz]e|apologies|unfortunately)\b[^.!?\n]{0,25}\bi(?:'m| am)? (?:can't|cannot|can not|won't"
        r" be able to|unable to|not able to) (?:help(?: you)? with|assist(?: you)? with|fulfil+|comply with|complete"
        r"|process|engage with|provide) (?:that|this|your|the)(?: (?:request|prompt|content|task|kind of content))?"
        r"(?=[.!]|$)",
        "declines as a service does",
    ),
    rule(
        r"\b(?:can't|cannot|can not|won't|will not|wouldn't|not (?:able|going|comfortable|willing)|unable to|rather not"
        r"|don't (?:feel (?:right|comfortable|able)|want to|wish to)|decline to|refuse to|uncomfortable"
        r")\b[^.!?\n]{0,20}\b(?:play(?:ing)?|(?:speak|talk|reply|respond|answer|write|act|speaking|talking|replying|writing"
        r"|acting) as|pretend(?:ing)? to be|voic(?:e|ing)|portray(?:ing)?|impersonat(?:e|ing)) (?:an?|some|someone|somebody"
        r"|the)\b[^.!?\n,]{0,30}\b(?:who|whose|being|suffering|struggling|living with|in (?:crisis|distress|pain))\b"
        r"|\b(?:sorry|afraid|apologi[sz]e|apologies|unfortunately)\b[^.!?\n]{0,25}\b(?:can't|cannot|unable to|not able to|won't)"
        r" role-?play (?:as|his|her|an?|someone|somebody|this|that|out)\b",
        "declines to be a figure",
    ),
    rule(
        r"\b(?:can't|cannot|can not|won't|will not|not (?:able|going|comfortable|willing)(?: to| with)?|unable to|rather not"
        r"|wrong to|dishonest to|unethical to|don't (?:feel (?:right|comfortable)|want to|wish to)|decline to|refuse to"
        r"|uncomfortable)\b[^.!?\n]{0,14}\b(?:role-?play(?:ing)?(?: as)?|pretend(?:ing)? to be|impersonat(?:e|ing)"
        r"|portray(?:ing)?|pos(?:e|ing) as|(?:speak|act|respond|reply|answer|speaking|acting|responding) as|play(?:ing)?)"
        r" (?:an?|the) (?:\w+ )?(?:patient|client|therapist|counsell?or|psychologist|(?:person|human|character) (?:with|in|who))\b"
        r"(?! and\b)|\b(?:therapy|counsell?ing|therapeutic work) (?:is|lies|falls) (?:beyond|outside) my remit\b"
        r"|\b(?:i am|i'm) (?:just |only |merely )?(?:a (?:computer )?program|software|a piece of software)(?=[.!;]|\s*$)",
        "declines to be a figure",
    ),
    rule(
        r"\b(?:i am|i'm) (?:only |just |merely )?(?:a |an )?(?:program|software|bot|piece of software)"
        r"(?=[,;]|[.!]?\s*$)",
        "steps out of the session as a machine",
        speaker="patient",
    ),
    rule(
        r"\b(?:decline|refuse|rather not|won't|can't|cannot|unable to"
        r"|not (?:able|willing|going|prepared) to|no longer)\b[^.!?\n]{0,30}\b(?:play|act out|take on|voice"
        r"|portray) (?:this|that|the|such an?|an?) (?:part|role|person|patient|character"
        r"|figure)\b(?! (?:of|in) (?:my|the|our|his|her) (?:family|house|marriage|good|strong|perfect|dutiful|referee"
        r"|peacemaker|mediator))",
        "will not play or write",
        edges=True,
    ),
    rule(
        r"\bas an? (?:ai|a\.i\.|language model|assistant|chatbot|program)\b[^.!?\n]{0,90}\b(?:not able"
        r"|unable|can't|cannot|won't|not (?:going|willing|qualified|trained|comfortable|in a position|able"
        r"|allowed|permitted))\b[^.!?\n]{0,40}\b(?:go on|continue|carry on|proceed|treat|counsel|take part"
        r"|session|therapy|conversation)\b",
        "steps out of the session as a machine",
    ),
    rule(
        r"\bif you(?:'re| are) in (?:crisis|distress|danger)\b[^.!?\n]{0,20}\bplease (?:contact"
        r"|reach out to|call|seek|speak (?:to|with))\b[^.!?\n]{0,30}\b(?:professional|helpline|hotline"
        r"|local|emergency)\b",
        "sends to a hotline as a service does",
    ),
    rule(
        r"\b(?:putting words in(?:to)? the mouths?|speaking (?:for|as)|pretend(?:ing)?|simulat\w+"
        r"|portray\w*|depict\w*|impersonat\w+|voicing|voiced|inhabit\w*|taking on (?:an?|the)"
        r"|giving voice to|playing (?:shrink|therapist|someone|a)|dramati[sz]\w+"
        r"|going (?:any )?(?:further|deeper) into|offering psychological|made-up name|in costume"
        r"|in the first person)\b[^.!?\n]{0,110}\b(?:isn'?t (?:something|a thing|anything|mine|my|right)"
        r"|is not (?:something|a thing|anything|right)|not (?:something|a thing|willing|by me)|is where i"
        r"|off the table|feels? (?:dishonest|wrong|off|exploitative)"
        r"|would be (?:wrong|dishonest|a disservice)|could create|risks?"
        r"|i'?d (?:like|want|prefer) no part|i draw the line|i hold back|i stop)\b",
        "declines the part",
    ),
    rule(
        r"\b(?:isn'?t|is not|not|wouldn'?t be|would not be|won'?t be|never) (?:right|fair|honest|ethical"
        r"|proper|something i|a thing i|mine|willing|appropriate"
        r"|my place)\b[^.!?\n]{0,40}\b(?:to (?:pretend(?! (?:with|it|i (?:have|know"
        r"|can|don't|didn't|agree|understand)|everything|otherwise))|depict|portray|speak for|speak as|play|voice"
        r"|simulate|invent (?:her|his|someone|a)|put words|act (?:as|out)|take (?:that|this) (?:part|role))"
        r"|take on|would do here|for me to pretend(?! (?:with|it|i (?:have|know|can|don't|agree|understand)|everything)))\b"
        r"|\b(?:my (?:principles|values|rules|limits|remit|do-not-\w+(?: list)?)"
        r"|(?:i'?m|i am) not (?:permitted|allowed|licensed|cleared))\b[^.!?\n]{0,70}\b(?:keep me from"
        r"|simulat\w+|psychiatric|stop me (?:from|here)|rule (?:it|this|that) out|probe|counsell?ing|interview as"
        r"|persona|halt\w*|play(?: at)? (?:a|an|the|this|that|any)\b(?! (?:piano|guitar|music|game|match|next))"
        r"|portray)\b|\b(?:beyond|outside|not within) my remit\b|\bdo-not-simulate\b"
        r"|\bbailing on\b[^.!?\n]{0,30}\b(?:persona|role|part|character|this)\b",
        "will not play or write",
    ),
    rule(
        r"\b(?:i(?:'ll| will)? (?:have|need|want) to|i(?:'m| am) going to|i must"
        r"|i(?:'d| would) (?:rather|like to)|better i|i(?:'ve| have) (?:to|decided to)"
        r"|i(?:'m| am)) (?:step back|step aside|pass(?: on (?:both|this|that|it))?(?=[.,;!]|$)|bow out"
        r"|sit (?:this|it) out|leave this one alone|opt out|do not go on|not go on|withdraw|recuse myself"
        r"|tap out)\b(?! from (?:my|the) (?:job|team|family|committee|choir"
        r"|marriage))[^.!?\n]{0,60}(?:[.,;!:]|$)",
        "will not play or write",
    ),
    rule(
        r"\bi (?:have|'ve|ve) (?:never had (?:cancer|a body|a mother|a childhood|a job|feelings|any)"
        r"|no (?:body|feelings|childhood|clinical licen[cs]e|lived experience|personal history|memories))\b"
        r"|\bas i have no (?:clinical|professional|medical) \w+\b"
        r"|\b(?:in|within|with) (?:a|any) (?:therapeutic|clinical) capacity\b"
        r"|\bi(?:'ve| have) reconsidered\b|\bon (?:reflection|second thoughts?),? i(?:'m| am|'d"
        r"| would)? (?:not willing|rather not|unable|not comfortable|not able|uncomfortable|won't|can't)\b",
        "steps out of the part",
    ),
    rule(
        r"\b(?:not|n't|unable|uncomfortable|won't|refuse|rather not"
        r"|prefer not)\b[^.!?\n]{0,40}\b(?:(?:continue|keep|go on"
        r"|carry on)(?: to)?(?: be)? play(?:ing)? (?!with|the (?:piano|guitar|game)|football|games)\w+"
        r"|play(?:ing)? (?:someone|somebody|a (?:patient|client|therapist|person|character))\b"
        r"|play(?:ing)? \w+ (?:any ?more|any longer|further)"
        r"|(?:write|compose|draft) (?:a|an|the|this|that|such)\b[^.!?\n]{0,30}\b(?:scene"
        r"|dialogue|story))|\b(?:just|only) an? (?:ai|bot|chatbot|language model|program"
        r"|computer)\b[^.!?\n]{0,60}\b(?:can't|cannot|won't|not able|unable|not)\b",
        "will not play or write",
    ),
    rule(
        r"\b(?:pick|choose|try|suggest) (?:another|a different|some other) (?:direction|topic|scenario"
        r"|theme|prompt|task|subject)\b|\b(?:have to|going to|i'll|i must|i will) (?:sit this one out"
        r"|(?:take a )?pass on (?:this|that)(?: one)?)(?=[.;!]|,(?! (?:because|if))| and)"
        r"|\bnot something i(?:'ll| will|'m going to| can) (?:generate|write|produce|play|act|do|continue"
        r"|engage)|\b(?:subject|topic|matter)(?:'s| is) closed on my end\b"
        r"|\bwon'?t be (?:supplying|providing|giving|writing|playing|continuing)"
        r"\b(?! (?:him|her|them|my)\b)[^.!?\n]{0,40}\b(?:if asked|any|details|further|as|this|there)"
        r"|\bi (?:leave|'m leaving|am leaving|left) (?:those|the|that|such)[^.!?\n]{0,40} out (?:on purpose"
        r"|in every context|deliberately|for safety)|(?<!need )(?<!want )\b(?:specifics|details) about (?:means|methods)\b",
        "declines what it was asked",
    ),
    rule(
        rf"\b(?:i|we|it|this|that|which|and|so|but|here|respectfully|sorry|apologies|nope"
        rf"|no)\b[^.!?\n]{{0,70}}?{_CANT}[^.!?\n]{{0,90}}?\b{_FICTION}", "will not play or write"),
    rule(
        rf"\bi(?:'m| am|'d"
        rf"| would)?\b[^.!?\n]{{0,40}}?{_CANT}[^.!?\n]{{0,40}}?\b{_SERVICE}[^.!?\n]{{0,40}}?\b{_SERVICE_THING}", "declines what it was asked"),
    rule(
        r"\b(?:that|this|the|your|such a) (?:request|prompt|topic|content|kind of (?:content|request)"
        r"|conversation|discussion|scenario|role)\b[^.!?\n]{0,60}\b(?:can'?t be|cannot be"
        r"|falls (?:outside|beyond)|goes (?:against|beyond(?! what i))"
        r"|is (?:beyond(?! me)|outside|against|restricted|not (?:something|permitted|allowed|supported|possible))"
        r"|are restricted|violates?|isn'?t (?:something|permitted|allowed|supported)|conflicts? with"
        r"|touches on|must be declined|has to be declined|may (?:violate|reinforce|cause|be harmful))", "says that the request is not allowed"),
    rule(
        r"\b(?:(?:my|our|these|the|this platform'?s|content|safety|usage|community|ethical) (?:policy"
        r"|policies|guidelines|guardrails|safety rules|programming|training|terms of (?:use|service)"
        r"|restrictions|content rules|protocols?)|what i'?(?:ve| have) been (?:built|designed|made|trained)"
        r"|(?:on|by) this (?:platform|service))\b[^.!?\n]{0,80}\b(?:prevent|prohibit|forbid|don'?t allow"
        r"|do not allow|steer|restrict|keep me from|not permit|require me|stop me (?:from|here)|limit|don'?t let"
        r"|bar|against|rule out)\b(?! (?:you|us|him|her|them|visitors|patients|staff|everything|dogs|people)\b)", "appeals to its rules"),
    rule(
        r"\bi(?:'m| am) (?:just |only |merely |actually |simply )?(?:an? |your )?(?:ai"
        r"|artificial intelligence|language model|large language model|chatbot|virtual assistant"
        r"|digital (?:helper|assistant)|computer program|automated|text-based)\b[^.!?\n]{0,120}\b(?:can'?t"
        r"|cannot|not able|unable|don'?t|won'?t|not (?:a|qualified|equipped|in a position)|rather|so)\b", "steps out as an AI", severity=None),
    rule(
        rf"\b(?:unable|not able|inappropriate|impossible|irresponsible|unethical|not comfortable|wrong"
        rf"|can'?t|cannot|harmful|exploitative|disrespectful|uneasy"
        rf"|uncomfortable)\b[^.!?\n]{{0,60}}\b(?:for me to|of me to|to|with)\b[^.!?\n]{{0,30}}\b{_FICTION}", "calls the part wrong"),
    rule(
        r"(?<!shall we )(?<!let's )(?<!can we )(?<!could we )(?<!we can )(?<!you to )\b(?:stop|stopping|pause|pausing|end|ending|exit|exiting|leave|leaving"
        r"|step(?:ping)? (?:out|back|away)|withdraw(?:ing)?|bow(?:ing)? out|discontinue|abandon|cease|drop"
        r"|dropping|quit|quitting|halt|close)\b[^.!?\n]{0,30}\b(?:of |from )?(?:the|this|our|my|being"
        r"|playing|acting)\b[^.!?\n]{0,12}\b(?:role-?play|scenario|portrayal|simulation|exercise|character"
        r"|persona|dramati[sz]ation|pretence|pretense|charade"
        r"|(?:helper |therapist |patient |client |counsell?or )?role|acting|part unplayed)\b", "leaves the part", severity=None),
    rule(
        r"\b(?:instead|however|but|that said|in its place|in general|what i can do is|gladly|happy to"
        r"|open to|might i (?:propose|suggest))\b[^.!?\n]{0,60}\b(?:provide|offer|share|discuss|talk about"
        r"|give|propose|chat about|overview of"
        r"|write)\b[^.!?\n]{0,40}\b(?:general (?:guidance|information|tips|terms|advice|overview"
        r"|strategies)|in (?:general|the abstract)|fact-based|educational|factual (?:information|overview)"
        r"|information (?:about|on)|overview of|resources (?:about|on|for)"
        r"|(?:different|another) (?:topic|task|approach))", "offers information instead"),
    rule(
        r"\b(?:is|are) there (?:another|a different|some other|any other) (?:task|topic|way|thing|request"
        r"|question)\b[^.!?\n]{0,20}\bi (?:can|could|might|may)\b(?! (?:ask|have|put|say))", "offers another task"),
    rule(
        r"\bif you(?: or someone you know)?(?:'re| are)? (?:having|struggling|experiencing|in crisis"
        r"|feeling suicidal)\b[^.!?\n]{0,80}\b(?:please )?(?:contact|seek|reach out"
        r"|call)\b[^.!?\n]{0,60}\b(?:professional|hotline|crisis|emergency|helpline)", "hands over a leaflet instead of speaking", speaker="patient"),
])  # fmt: skip
