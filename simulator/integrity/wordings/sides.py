"""Words of the other side: a patient who counsels, a therapist who tells its own troubles. What both sides say is soft, or not here."""

from __future__ import annotations

from simulator.integrity.lexicon import Rules, rule

PATIENT = Rules([
    rule(
        r"\b(?:let me|i'd like to) (?:summari[sz]e|draw) (?:where we|what we|the threads)"
        r"|\blet'?s (?:draw the threads|unpack|start a \w+ file|start with your)\b"
        r"|\bwe(?:'ve| have) only (?:a few|\w+) minutes (?:left|to go|today)\b|\bthe pattern we'?re tracing\b"
        r"|\bwhich of the (?:two|three|four) is asking\b|\ba safe space for you\b|\bbeautiful noticing\b"
        r"|\bi encourage you to\b|\bwe will evaluate your\b|\bwhatever you tell me stays\b"
        r"|\bi ask everyone this\b|\bany loss of interest in\b"
        r"|\bhave you had any (?:changes (?:in|to)|thoughts (?:of|about)|trouble (?:sleeping|eating|with your))\b|\bthat'?s an interpretation\b"
        r"|\bi want to thank you for your \w+ today\b|\bi want us to keep an eye on\b"
        r"|\btells me there'?s something you\b|\bhow might that (?:feel|be) for you\b"
        r"|\byour own supervision\b"
        r"|\ba lot of (?:high achievers|people|clients) tell me\b"
        r"|\b(?:thought|feeling|belief|part|anger|voice) is protecting you\b"
        r"|\btry a little experiment together\b|\bwhat do you predict (?:will|would) happen\b"
        r"|\blet'?s set an agenda\b|\bi'?d like to suggest some homework\b|\bthis belief of yours\b",
        "speaks as the therapist",
    ),
    rule(
        r"\bit(?:'s| is) (?:completely |totally |very |quite |perfectly |so )?(?:understandable|normal"
        r"|natural) (?:that you(?! (?:think|are angry with me))|for you|you)\b"
        r"|\bhow long (?:has|have) (?:this|it|that|you)(?: been)? (?:been )?(?:going on|felt"
        r"|feeling)\b[^.!?\n]{0,20}\b(?:you|this way|like this)\b|\bhow did you get on with\b"
        r"|\b(?:task|homework|exercise)s? (?:that )?(?:i (?:gave|set|assigned) you|you were (?:given|set))\b"
        r"|\b(?:how|did you|were you|what about) [^.!?\n]{0,24}\b(?:task|homework|exercise)s? (?:that )?we agreed\b|\byou(?:'ve| have) (?:worked (?:so |very |really )?hard"
        r"|done (?:good|great|hard) work|come a long way)\b|\bgiven what you(?:'ve| have) been through\b",
        "speaks as the therapist",
    ),
    rule(
        r"\b(?:want|like) me to (?:tweak|tailor|adjust|draft|expand|walk you|help you|polish|send you (?:a|the|some))\b"
        r"|\b(?:would you|do you|you'?d|you|u|if you(?:'d)?) (?:want|like) me to (?:send (?:a|the|some)|turn (?:it|this|these)"
        r"|make (?:it|this|a) (?:\w+er|more|shorter|list))\b"
        r"|\b(?:let me know|holler|shout|just say) if you(?:'d)? (?:want|like) me to\b",
        "offers its services",
    ),
    rule(
        r"\b(?:would you|do you|you'?d) (?:want|like) me to (?:move on|write|explain|go (?:over|through|into)"
        r"|add (?:a|some|more)|change (?:anything|the))\b",
        "offers its services", severity="soft",
    ),
    rule(
        r"\b(?:don'?t|try not to) be (?:so |too )?hard on (?:yourself|urself|yrself)\b"
        r"|\b(?:that'?s|it'?s|thats) (?:really |so |completely |totally |very )valid\b"
        r"|\bit makes sense (?:that )?(?:you'?d|u'?d|you would|you feel|you are)\b(?! (?:say|think|ask|tell me))"
        r"|\b(?:progress|healing|recovery|grief) isn'?t (?:always )?linear\b[^\n]{0,60}\byou\b"
        r"|\btry (?:asking|telling|reminding) yourself\b(?! (?:if|why) (?:i|he|she|they)\b)"
        r"|\bone (?:nice|small|kind|good) thing (?:you|u) (?:can|could) do for (?:yourself|urself)\b"
        r"|\b(?:your|both) feet flat on\b|\bnotice how your\b|(?:^|[.!?] )notice how the\b"
        r"|(?<!breathes )(?<!breathed )\bin through the nose\b(?! and out| out|, out)(?![^.!?\n]{0,60}\?)(?![^.!?\n]{0,60}\b(?:like|as|the way) (?:you|she|he|they)\b)"
        r"|\bhow (?:confident|ready|safe) are you feeling\b|\bi want to honou?r (?:it|that|your)\b"
        r"|\bminds wander\b|\btell me what (?:the|that) \W?\w+\W? (?:was|is) holding\b",
        "counsels",
    ),
    rule(
        r"\bwhat (?:do you think|do you imagine|might|would|could) (?:would |might |could )?(?:help you (?:feel|cope|get|manage|sleep)|happen if you)\b"
        r"|\b(?:what's|what is|name) one (?:small |little |kind )?(?:thing|step|way)[^.!?\n]{0,20}\byou(?:'re|'d| are| can| could| might)\b"
        r"|\b(?:hardest|best|worst|heaviest|easiest) part of (?:the|your|that) \w+ for you\b"
        r"|\bi(?:'m| am) here (?:to listen|whenever you(?:'re| are) ready|for you(?=[,.] (?:whenever|no matter|and)))"
        r"|^\W*so,? you (?:felt|were feeling|feel|told yourself|learned|learnt)\b[^.!?\n]{0,80}[.?!] (?:does|is|did|am|have) (?:that|this|i)\b"
        r"|\bwhat evidence (?:do you have|is there)\b[^.!?\n]{0,30}\b(?:that|for|against|support)"
        r"|\b(?:it )?sounds like you(?:'ve| have) been (?:under|carrying|holding|going through|dealing|struggling)\b",
        "asks and consoles as a therapist", heard=True,
    ),
    rule(
        r"\b(?:that'?s|it'?s|thats) valid\b(?! (?:till|until|for|from|to|in|on|only))|\blook after yourself too\b"
        r"|\b(?:you|u) can'?t pour from an empty cup\b|\bthe first step'?s? (?:is )?to\b"
        r"|\b(?:you|u)(?:'re|r| are) doing (?:your|ur) best\b|\bit(?:'s| is) (?:normal|natural) to feel\b"
        r"|\byou don'?t have to answer (?:straight away|right away|now|that)\b",
        "counsels", severity="soft",
    ),
    rule(
        r"\bwhat (?:will|would|do) you (?:take|carry) (?:away|home|with you)\b(?: from| today|\?)"
        r"|\bhow (?:has|was) your (?:mood|week|sleep|anxiety|homework)\b[^.!?\n]{0,12}\b(?:since"
        r"|this week)\b|\bhow (?:might|could|would|can) you (?:apply|use|bring) (?:it|this|that) (?:before"
        r"|in|into|to|this|when|next)\b|\bbefore (?:we (?:finish|close|end|stop)"
        r"|our next session),? (?:what|how|is there|i'd like)\b"
        r"|\bthat'?s an? (?:great|really important|important|powerful|wonderful) (?:insight|step"
        r"|observation|reali[sz]ation)\b|\bi'?m (?:so |really )?glad you (?:came(?: in)? today|could come"
        r"|made it in)\b|\bwhat would you say to a (?:good )?friend in (?:your|the same) (?:place|position"
        r"|situation)\b|\bi hear how (?:hard|painful|heavy)\b|\bi hear how much (?:this|that|it|you)\b"
        r"|\bthis is where we (?:stop|finish|end) (?:for )?today\b",
        "speaks as the therapist",
    ),
    rule(
        r"\b(?:between now and (?:next|our next|then)|for (?:your )?homework|this week,? (?:try|i'?d like you)"
        r"|before (?:our next|next) session)\b[^.!?\n]{0,60}\b(?:i'?d like you|i want you|i invite you"
        r"|you (?:could|might|can)|see if you)\b"
        r"|\b(?:between now and (?:next (?:week|time|session)|our next session|then)|for (?:your )?homework"
        r"|before (?:our next|next) session)[,:;]? (?:please |maybe |perhaps |just )?(?:try|write|keep|notice"
        r"|practi[cs]e)\b", "gives homework"),
    rule(
        r"\bi(?:'d| would) (?:like|love|invite) (?:for )?you to (?:try (?!and\b|to (?:see|understand))"
        r"|keep (?:a|track|note|the)\b|write (?:down|out|about|it down)\b|notice|sit with\b|imagine|rate\b"
        r"|think (?:about|of|over|back)\b|take (?:a|this|that|some|ten|five|three|note)\b|pay attention"
        r"|close your|practi[cs]e|reflect)"
        r"|\b(?:i(?:'d like| want) to|let me) invite you to\b|\bi(?:'d)? invite you\b(?! to (?:my|our|the))", "gives an exercise"),
    rule(
        r"(?:^|[.!?…] ?|[,;:] |\b(?:please|gently|now|just|softly|try and) )(?:shut|close) your eyes\b"
        r"(?! and (?:it|they|i|he|she|there|all|you (?:see|hear|still|can))\b)|\bbreathe in for (?:four|three|five|4|3|5)\b"
        r"|\bplant (?:both |your )?feet\b|(?<!me )(?<!to )(?<!i )(?<!you )\bname (?:five|three|5|3) things\b"
        r"|\bon a scale (?:of|from)?[^.!?\n]{0,30}(?:how (?:bad|strong|safe|anxious) (?:is|are|was|does|do)\b|would you"
        r"|are you|is your)|\brate(?:,)? (?:from )?(?:nought|zero|0|one|1)[^.!?\n]{0,30}\b(?:your|you)\b", "leads an exercise"),
    rule(
        r"\b(?:what i(?:'m| am) hearing(?: from you)? is (?:that |how )?(?:you|your|there|a lot)"
        r"|i(?:'m| am) hearing (?:that |from you|how )"
        r"|what (?:comes|came) up for you|how does (?:that|this|it) (?:sit|land|resonate) (?:with|for) you"
        r"|how (?:does|did) (?:that|it) (?:feel|make you feel) (?:for you|when you|to (?:hear|say))"
        r"|what do you notice (?:coming|in your|when|as|about|right|happening)"
        r"|what would you like to (?:take away|focus on|work on|explore|bring))", "asks as a therapist"),
    rule(
        r"\bour time(?: is|'s) (?:nearly|almost|about)\b[^\n]{0,160}\b(?:shall we book|same (?:slot|time) next)\b"
        r"|\b(?:let'?s (?:schedule|book) (?:your|the) next|i look forward to (?:our|your) next session"
        r"|in our sessions i(?:'ve| have) (?:noticed|seen)|as your therapist|my other (?:clients|patients)"
        r"|in my clinical experience|(?:many|some|most|lots|a lot|several) of (?:my|the) (?:clients|patients)"
        r"(?: i (?:see|work with))? (?:\w+ )?(?:find|feel|struggle|experience|describe|notice|benefit|have found|discover)"
        r"|my (?:clients|patients) (?:often |usually |sometimes )(?:find|feel|describe|notice|tell me that))\b", "speaks as the one who holds the session"),
    rule(
        r"\b(?:our time(?: is|'s) (?:nearly|almost|about)|we(?:'ve| have) (?:about |only )?(?:\w+ )?minutes left)\b",
        "tells the time", severity="soft"),
    rule(
        r"\b(?:shall we book|same (?:slot|time) next (?:week|\w+day)"
        r"|(?:let's|we'll|shall we) (?:pick this up|continue|meet) (?:again )?next (?:week|time|session))\b",
        "sets the next hour", severity="soft"),
    rule(
        r"\b(?:thank you|thanks|i appreciate you) (?:so much )?for (?:sharing|telling me"
        r"|checking in about|being (?:so )?(?:open|vulnerable|brave))\b|\bi appreciate how (?:openly|honest)"
        r"|\bi(?:'m| am) (?:so |really |very )?glad you(?:'ve| have)? told\b|\bit (?:takes|took) (?:a lot of |real |great )?courage to\b",
        "thanks as a therapist", severity="soft"),
    rule(
        r"\b(?:thank you|thanks|i appreciate you) (?:so much )?for (?:opening up|trusting me)\b"
        r"|\bi(?:'m| am) (?:so |really |very )?(?:proud of you"
        r"|glad you(?:'re| are| have|'ve)? (?:shared?|reach(?:ed|ing) out|felt|trust))\b"
        r"|\bit (?:takes|took) (?:a lot of |real |great )?courage (?:for you|to (?:say|share|admit|open up|name|ask for))\b"
        r"|\byou(?:'re| are) (?:doing (?:very |such |really )?(?:brave|important|hard|good|great) work"
        r"|being (?:too |very |really )?hard on yourself|not alone in (?:this|feeling))", "praises as a therapist"),
    rule(
        r"\b(?:it sounds (?:like|as (?:though|if))"
        r"|it seems (?:like|as (?:though|if)|that)) (?:you(?:'re| are|'ve| have| feel)"
        r"|the \w+ (?:have|has) become|there'?s a part of you"
        r"|part of you)\b[^.!?\n]{0,90}[.?!]? ?[^.!?\n]{0,80}\b(?:what|how|when|where|would|could|can|do"
        r"|does|shall)\b[^.!?\n]{0,90}\?", "reflects and asks as a therapist", severity="soft"),
    rule(
        r"\b(?:i wonder|i(?:'m| am) (?:wondering|curious)|i(?:'m| am) noticing"
        r"|i(?:'ve| have) noticed)\b[^.!?\n]{0,20}\b(?:what (?:comes|that|it would|this|part|your)"
        r"|how (?:that|you|this)|if you|whether you|that you|you (?:tend|often)|some \w+ in your|we could"
        r"|(?:that )?when you)\b", "wonders as a therapist", severity="soft"),
    rule(
        r"\b(?:remember|keep in mind|it'?s (?:important|okay|ok) to (?:remember|recogni[sz]e|acknowledge"
        r"|note)|give yourself (?:permission|credit|time)|be (?:gentle|kind|patient) with yourself"
        r"|take (?:things )?(?:at your own pace|one (?:day|step) at a time)|allow yourself"
        r"|your feelings are valid|i want to validate|that'?s completely (?:understandable|normal|valid)"
        r"|you deserve)\b", "counsels", severity="soft"),
    rule(
        r"\b(?:have you (?:considered|thought about|tried)|what i(?:'d| would) suggest"
        r"|i(?:'d| would) (?:suggest|recommend|encourage)"
        r"|you (?:could|might) (?:try|consider|start|want to)|(?:i )?encourage you to"
        r"|consider (?:setting|reaching|starting|trying|joining|writing)"
        r"|try (?:setting|reaching|starting|writing|to notice|noticing))\b", "gives advice", severity="soft"),
    rule(
        r"\b(?:how (?:have you been (?:coping|feeling|sleeping)|are you (?:coping|feeling about)"
        r"|has your week|was your week)|where (?:would|do) you (?:like|want) to (?:begin|start)|what (?:supports?|support) do you have|what brings you"
        r"|tell me more about|can you tell me (?:more|about)|could you tell me more"
        r"|does that (?:feel (?:manageable|doable)|fit for you|resonate|make sense for you)"
        r"|take your time[;,.] |there'?s no (?:right|wrong) (?:or wrong )?answer)", "asks as a therapist", severity="soft"),
    rule(
        r"\blet'?s (?:explore|pause on|slow down|look at|stay with|go back to|unpack|focus on the general"
        r"|break (?:this|that|it) down|role-?play|walk through|try (?:this|an exercise))\b", "leads as a therapist", severity="soft"),
])  # fmt: skip
THERAPIST = Rules([
    rule(
        r"\bi keep thinking (?:that )?(?:i'm|i am|i'll|i was)\b(?![^.!?\n]*\byou)"
        r"|\bmy stomach'?s? (?:is |was |goes )?(?:in knots|in a knot|churn\w*|turns?)\b"
        r"|\bi just (?:lay|sat|lie) there\b[^.!?\n]{0,40}\b(?:ceiling|dark|bed|wall)\b"
        r"|\bi couldn't (?:pick up|get out of bed|get up|face (?:it|anyone|them))\b",
        "tells its own troubles",
    ),
    rule(
        r"\b(?:it|that) (?:really )?helps,? (?:me )?(?:talking|to talk) to you\b"
        r"|\byou(?:'re| are) the only (?:one|person) (?:i|that i|who) (?:say|tell|talk|can|have|listens"
        r"|i)\b|\bam i (?:any good|good enough|doing this right|boring you)\b|\baren'?t you bored of me\b"
        r"|\bi(?:'d| would) be in bits\b|\bi was (?:up|awake|lying awake) (?:half the|all"
        r"|most of the) night\b|\bi(?:'ve| have)(?: got)? (?:nobody|no one|no-one) (?:checking"
        r"|to (?:talk|turn)|else|left)\b|\b(?:that )?makes me feel so much (?:better|worse)\b"
        r"|\bi could use hearing\b|\b(?:some|most) (?:mornings|days|nights) i (?:can'?t|don'?t|cannot|just"
        r"|lie|sit|only)\b|\bdo you think that'?s normal\?"
        r"|\bwhen my own (?:came|was|died|marriage|mother|father)\b|\bplease (?:say|tell me) you'?ll\b"
        r"|\bsince (?:he|she|they|mum|dad|my \w+"
        r"|the (?:burglary|funeral|accident|divorce|break-?up|fire)) (?:left|died|went"
        r"|moved)?\b[^.!?\n]{0,12}\bi(?:'ve| have| can'?t)\b|\bi(?:'ve| have) been coming here\b"
        r"|\bmaybe i need help\b|\bworst for me\b|\bi (?:can'?t|cannot) get a (?:full )?breath\b"
        r"|\bi(?:'m| am) scared (?:it'?s|that|of what|i)\b"
        r"|\bi(?:'ve| have) felt (?:wobbly|awful|terrible|low|sick|dizzy)\b"
        r"|\bmy week was (?:terrible|awful|bad|hard|okay|fine|not)\b"
        r"|\bi'?d say (?:one|two|three|four|five|six|seven|eight|nine|ten|\d+) out of (?:ten|10)\b"
        r"|\bi (?:still )?(?:drive past|eat it standing|eat standing|sleep on the sofa|lie awake"
        r"|wake up at)\b",
        "tells its own troubles",
    ),
    rule(
        r"(?<!be )(?<!that's )\bmy homework\b(?!,? (?:by the way|too|and (?:i )?(?:rang|called|asked|looked)))"
        r"|\bdo other (?:patients|clients|people you see)\b"
        r"|\bdid i do (?:it|that|this) (?:the )?(?:right|wrong|correctly)\b|\bhard for me to come\b"
        r"|\bi nearly (?:cancelled|canceled|didn't come)\b"
        r"|\btherapy is(?:n't| not)? (?:working|helping)(?: for)? me\b"
        r"|\bif therapy is (?:working|helping)\b"
        r"|\bi did the (?:thought record|homework|exercise|breathing)\b"
        r"|\bi (?:didn't|did not|haven't|forgot to) (?:do|done|finish\w*|try) (?:the|my|any of the) (?:homework|exercises?|worksheet|thought record|breathing)\b"
        r"|\b(?:i tried|i'll try|i will try|i've tried|i've been trying|i'll do)\b[^.!?\n]{0,60}\b(?:like|as) you (?:said|suggested|told me|showed me|recommended)\b"
        r"|\bi don'?t know what to do about (?:it|him|her|them)\b|\bcan you help me\?",
        "speaks as the patient",
    ),
    rule(
        r"\bmy (?:own )?(?:(?:therapist|psychiatrist|counsell?or)(?! (?:used to|once|taught|always|voice|head))|last therapist|old therapist|meds"
        r"|antidepressants|panic attacks?|depression|anxiety (?:is|has|was|gets|got)|diagnosis"
        r"|ex-?(?:husband|wife)|divorce|overdose|relapse)\b", "tells its own troubles"),
    rule(
        r"\b(?:what(?:'s| is) wrong with me|am i (?:crazy|broken|a bad (?:person|mother|father)|losing it"
        r"|going mad)|do you think i(?:'m| am) (?:broken|crazy|a bad|overreacting|weak|being)"
        r"|what (?:should|would you have me|can) i do(?: about (?:him|her|it|them)|,? doctor| then| now)?\?"
        r"|what would you do,? in my|(?:that'?s|it'?s) why i (?:(?:came|come)(?= (?:here\b|to (?:you|see|therapy))|[.,!?]|$)|booked|am here)"
        r"|i don'?t know,? that'?s why i came|you people)", "asks for help as the patient"),
    rule(
        r"\bi(?:'ve| have) (?:been|felt) (?:really |so |feeling |very |a bit |having )*(?:down|depressed"
        r"|anxious|overwhelmed|lonely|hopeless|exhausted|stuck(?! on (?:something|what|that|your|the)\b)|numb|suicidal|panicky|struggling|crying"
        r"|drinking|panic attacks?|trouble sleeping|nightmares)\b"
        r"|\bi (?:haven'?t|hardly|barely|can'?t|don'?t) (?:really )?(?:slept|sleep|eaten|eat|stop crying"
        r"|stop thinking|get out of bed|leave the house|switch off)\b"
        r"|\bi(?:'ve| have) never (?:told|said) (?:that|this|it)? ?(?:to )?(?:anyone|anybody|a soul)"
        r"|\bi feel (?:so |really |like (?:i'm )?)?(?:worthless|hopeless|ashamed|broken|useless|a failure"
        r"|numb|empty|so alone|trapped|overwhelmed|stuck)\b"
        r"(?![^.!?\n]*\b(?:i wonder|with you|between us|hearing|listening|as you|you said)\b)", "tells its own troubles"),
    rule(
        r"\b(?:thanks?|thank you) (?:for (?:seeing me|fitting me in|having me|listening to me"
        r"|the advice)|,? doc(?:tor)?)\b|\bmy first (?:time in therapy|therapy session)\b"
        r"|\b(?:this is|it'?s) my first session\b(?! (?:with|back|after|of))"
        r"|\bi did the homework\b|\bi tried (?:what you|the (?:exercise|breathing|technique) you)\b", "speaks as the patient"),
    rule(
        r"\b(?:same here|me too|i(?:'ve| have) done that|i hear (?:keys|voices) too|it'?s the same with me"
        r"|since mine|mine(?:'s| is) more|i know the feeling,? i)\b[^\n]{0,160}\b(?:i|my"
        r"|me)\b[^\n]{0,160}\b(?:crying|cry|scared|alone|wife|husband|nights?"
        r"|broken|wrong with|lie (?:there|awake)|sleep|ashamed)\b", "tells its own troubles"),
    rule(
        r"\bmy (?:wife|husband|boyfriend|girlfriend|boss|mum|mom|mother|father|dad|kids|son|daughter"
        r"|partner|manager)\b[^.!?\n]{0,70}\b(?:hasn'?t|won'?t|left|died|says|said|thinks|doesn'?t|hates"
        r"|keeps|never|always|hit|shouts|cut|yelled|told me)\b", "tells of its own family", severity="soft"),
])  # fmt: skip
