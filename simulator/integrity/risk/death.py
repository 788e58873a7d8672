"""Wanting to die, death spoken of as wished for, no reason to live."""

from __future__ import annotations

from simulator.integrity.risk.wording import DEAD, DEAD_BUT, END, MYSELF, WISH, Wording, wording

DEATH: tuple[Wording, ...] = (
    # Wanting to die, in so many words.
    wording("suicide", "explicit", "myself",
        r"\b(?:kill(?:ing|ed)?|hang(?:ing|ed)?|drown(?:ing|ed)?|shoot(?:ing)?|shot|stab(?:bing|bed)?"
        r"|poison(?:ing|ed)?|picture of|do away with"
        r"|finish) myself\b(?! (?:over|laughing|off|out|at (?:work|the)|working|with (?:work|worry)"
        r"|in the foot|(?:for|to) (?:this|that|a|the|get|make|be)|from|in (?:paper|work)\w*|some|a\b))"),
    wording("suicide", "explicit", "kill killing & me", rf"{MYSELF}.{{0,40}}\b(?:kill|killing) me(?=\W*$| (?:two|three|many|once|again|this|last))"),
    wording("suicide", "explicit", "life death",
        r"\b(?:end(?:ing|ed)?|tak(?:e|ing|en)|took|finish(?:ing)?(?: with)?"
        r"|throw(?:ing)?) my (?:own )?life\b(?! (?:savings|in\b|into|to\b|as\b|back|stor|partner|coach"
        r"|insurance|seriously|for (?:granted|him|her)|away on))"
        r"|\b(?:planning|plan|plans for|fantasi[sz]ing about|thinking about|think about|imagin\w+"
        r"|make) my (?:own )?death\b"),
    wording("suicide", "explicit", "suicidal suicide",
        r"(?:\b(?P<core>(?:thoughts? (?:of|about) |think\w* (?:of|about) )?suicid(?:al|e)\b)"
        r"|\bsuicid(?:al|e)\b.{0,25}\b(?:thoughts?|ideation|ideas|urges?|feelings?|impulses?)\b.{0,30}"
        r"|\b(?:thoughts?|urges?|idea) (?:of|about) suicide"
        r"|\bsuicide (?:has|is|was|'s|keeps|note|crosses|seems).{0,30}\b(?:mind|head|option|desk|drawer"
        r"|way out|answer)\b)(?<!career suicide)"),
    wording("suicide", "explicit", "die dying dead alive here around exist existing wake waking woke born disappear gone forever back takes taken eyes switched finished taking anywhere world & want wanted wanting wants wish wished wishing need ready rather sooner prefer hope hoped hoping pray prayed praying like love longing long ok okay fine mind minded glad sorry imagine imagined imagining fantasise fantasize fantasising fantasizing fantasised dream dreaming envy envious jealous think thinking thought thoughts idea image images urge urges tempted close decided deserve tried try trying consider considered considering relief simpler easier better supposed should asking", rf"\b(?P<core>{WISH}\b.{{0,40}}?\b{DEAD}\b{DEAD_BUT})"),
    wording("suicide", "explicit", "die dying dead wake woke death gone & relief thoughts think thinking thought idea ideas wish image images simpler easier best way mind disappointed death",
        r"\b(?:relief|thoughts? (?:of|about)|think(?:ing)? (?:of|about)|thought (?:of|about)"
        r"|idea (?:of|that)|wish|ideas of|images? of|simpler|easier|best thing|way out|wouldn't mind"
        r"|disappointed|only way)\b.{0,40}\b(?:i (?:just )?(?:didn't|don't|never|had never) wake"
        r"|i (?:could|should|was|were) (?:die|dead|gone)"
        r"|(?:to |of |about )?(?:being dead|be dead|dying|to die)|i woke up|my own death|death, mine)\b"),
    wording("suicide", "explicit", "die died dead wake woke here alive call sorry & wouldn't disappointed sad annoyed",
        r"(?:wouldn't (?:mind|care|be sorry|call anyone).{0,30}\b(?:die|died|dead|wake|woke"
        r"|be (?:here|alive))\b|\b(?:disappointed|sorry|sad|annoyed) (?:that |when )?i (?:woke|wake) up)"),
    wording("suicide", "explicit", "live living alive exist here wake breathing life stay world much & don't didn't not can't never tired done",
        rf"\b(?P<core>(?:don't|didn't|not|can't|can't be bothered|never|tired of"
        rf"|done)(?: \w+){{0,3}}? (?:wants?(?:ed)? |wish |care (?:to )?)?(?:to )?(?:be alive|being alive"
        rf"|stay(?:ing)? alive|live{END}|live more"
        rf"|living(?! (?:with|in|at|near|off|room|here|there|next|for|by|together|on|alone))|exist"
        rf"|be here(?= (?:any more|at all|right now)|\W*$| now|, i mean)|be alive"
        rf"|wake up(?= (?:any more|tomorrow|ever|again)|\W*$)|keep breathing|be in this (?:world|life)"
        rf"|be on this earth|do (?:this )?life|be(?=\W*$)))"),
    wording("suicide", "explicit", "kill die end hurt cut do & head voice voices brain mind inside",
        r"\b(?:head|voices?|brain|mind|something inside)\b.{0,50}\b(?:kill yourself|should die|just die"
        r"|die already|to die|end it|hurt (?:yourself|myself)|cut (?:yourself|myself)|kill myself"
        r"|(?:tell|tells|telling|say|says|saying)(?: me)?(?: to)?:? do it)\b"),
    wording("suicide", "explicit", "end ended ending finish finished & it all everything things this life an with",
        r"\b(?:end(?:ing|ed)?|finish(?:ing)?) (?:it all|everything"
        r"|(?:it|things|this)(?:,? like,?)? (?:for good|forever)"
        r"|it(?=\W*$|[,.;!?]| tonight| soon| any more| then| when| because)"
        r"|things(?=\W*$|[.;!?,]| soon| tonight| last| lately| again| on the (?:drive|way))"
        r"|with (?:my )?life)|\b(?:put(?:ting)?|make|making|come) an end(?=\W*$"
        r"| to (?:it|everything|me|my (?:life|suffering|pain)|all))"),
    wording("suicide", "explicit", "attempt attempted overdose overdosed tried try",
        rf"{MYSELF}.{{0,30}}\b(?:made an attempt|attempted(?= (?:again|once|twice|in|last|when)|\W*$)"
        rf"|(?:took|taken|take|taking) an overdose"
        rf"|overdos(?:e|ed|ing)(?! on (?:coffee|chocolate|sugar|caffeine))"
        rf"|tried to (?:die|end|hang it all up|do it))|\bmy (?:last|second|first) attempt\b"),
    wording("self_harm", "explicit", "many & took taken take",
        rf"{MYSELF} (?:took|had taken|take)\b.{{0,15}}\btoo many\b.{{0,40}}\b(?:on purpose|of them|tablets"
        rf"|pills|deliberately)\b"),
    # Death spoken of as wished for, without the wish.
    wording("suicide", "veiled", "dead",
        r"\b(?:worth more dead|better off dead|as good as dead|dead than alive|(?:rather|sooner) be dead"
        r"|if i (?:was|were) dead)\b"),
    wording("suicide", "veiled", "cancer bus truck trucks plane car heart instead cemetery obituaries misery nature & hit hope wish get getting should been envy jealous out let attack looking",
        r"\b(?:hit by a (?:car|bus|truck|train)|bus hit me|get(?:ting)? hit by|wish the cancer"
        r"|getting cancer|hope the plane|(?:wish|should have been|it had been"
        r"|hope it(?:'d| had)? been) (?:it had been |it was )?me .{0,20}\binstead\b|it had been me"
        r"|(?:envy|jealous of) (?:\w+ ){0,3}(?:dead|people in the cemetery)|obituaries.{0,30}jealous"
        r"|out of my misery|let nature|heart attack.{0,25}(?:wouldn't (?:call|ring)|be fine|relief)"
        r"|looking at trucks)\b"),
    wording("suicide", "veiled", "death dying funeral",
        r"\b(?:death|dying|being dead)\b.{0,25}\b(?:only way|way out|sounds? like (?:a|peace)"
        r"|would be (?:a )?(?:rest|relief|peace\w*|easier)|doesn't (?:scare|frighten) me|calls? me"
        r"|looks? (?:kind|good|like rest))|\bthinking about death, mine\b"
        r"|\b(?:my own funeral|(?:image|picture|thoughts?|plann?ing|imagin\w+) (?:of "
        r"|about )?my (?:own )?funeral)\b"),
    wording("suicide", "veiled", "dead died heaven grave gone other soon passed & join follow be go",
        r"\b(?:i'll (?:soon )?|want to |wish i could |going to |ready to |long to )(?:be with|join|go to"
        r"|follow) (?:him|her|them|my (?:late )?(?:wife|husband|son|daughter|mother|father"
        r"|baby))\b(?=.{0,40}\b(?:dead|died|heaven|grave|gone|or the other|soon|passed)\b"
        r"|\W*$)(?<!join him)(?<!join her)(?<!join them)(?<!with him)(?<!with her)(?<!with them)"),
    wording("suicide", "veiled", "dead died passed join follow & want join follow",
        r"\b(?:dead|died|passed)\b.{0,60}\b(?:i want to go to|want to be with|i'll join|follow|join) (?:him"
        r"|her|them)|\bwant to be with my \w+\W|\b(?:join|follow) my (?:husband|wife|son|daughter|baby)\b"),
    wording("suicide", "veiled", "out & way want",
        r"\b(?:no (?:other )?way out\b.{0,25}(?:but|except|for me)"
        r"|only (?:one )?way out\b(?! of (?!here\b|everything\b|life\b|all\b)"
        r"| (?:is|was) (?:to (?!die|end|go|stop|leave|be dead|kill|hang|jump|disappear)|through"
        r"|by (?!dying|ending|killing)|(?:the|a) (?:back|front|side|fire|window|stairs|lift|door)))"
        r"|want (?:out|to get out)(?: of (?:everything|life|it all|this life|my life"
        r"|here for good))?(?=\W*$)(?:\W*$)|see (?:no|another) way out\b)"),
    # Death as such in one's own voice, when no idiom, no fear, no denial, and nobody else's death explains it.
    wording("suicide", "veiled", "die dying death dead killed kill coffin grave breathing",
        r"\b(?:let|make|help) me die\b|\b(?:had|'d|would|could)(?: just)? (?:killed|kill"
        r"|finish(?:ed)?) me\b|\bme in (?:the|a|my) (?:coffin|grave)\b"
        r"|\bmyself in (?:the|a|my) (?:coffin|grave)\b"
        r"|\b(?:death|dying|the grave|being dead) (?:\w+ )?(?:looks?|seems?|feels?|sounds?|would be|is"
        r"|would feel) (?:like )?(?:a |so |more |very |kind of |almost |pretty )*(?:holiday|rest|relief"
        r"|friend|peace\w*|sleep|kind|gentle|good|nice|easy|easier|welcom\w+|comfort\w*|better|warm"
        r"|solution|answer|option|escape|invit\w+|attractive|appealing|home)\b"
        r"|\b(?:better|best|good|time|ready|easier|nicer|right|happy|glad|content|meant|prefer|prepared"
        r"|okay|fine) (?:\w+ ){0,3}?(?:that i die|if i die[ds]?|to die|to be dead|for me to die"
        r"|to go and die|with dying)\b|\b(?:stop|quit|done with|tired of|through with) breathing\b"
        r"|^(?:and )?with breathing\b|\bget it over with and die\b"
        r"|\bi (?:should|could|might|may|would|will|'d|'ll)(?: just| as well| really"
        r"| rather)* (?:go and )?die(?=\W*$| and| then| now| soon| tonight| tomorrow| too| before)"
        r"|\bi (?:ought|deserve|need|long|beg|begged|ask|asked|pray|prayed) (?:\w+ ){0,3}to die\b"),
    wording("suicide", "veiled", "live alive here old older go future & care much getting growing grow get see anyone nobody me nothing want think don't",
        r"\b(?:don't|didn't|not|can't) (?:\w+ ){0,3}?(?:care|mind|bothered|matter) (?:\w+ ){0,2}?(?:if"
        r"|whether) i (?:live|die|wake|am alive|survive|make it)\b"
        r"|\b(?:can't|don't|never) (?:\w+ )?(?:see|picture|imagine) (?:myself|me) (?:getting|growing"
        r"|being) old(?:er)?\b|\bthink i'll be (?:here|around|alive)(?=\W*$| (?:then|by|next|for|much))"
        r"|\bnothing (?:here |left )?(?:here )?for me (?:here )?any ?more\b"
        r"|\b(?:i could|i'd like to|i want to|let me|i should) (?:just )?go too\b", stands=True),
    wording("suicide", "veiled", "box bottle packet handful pills tablets knife blade rope gun lot & took take whole hand hands my to",
        r"\b(?:nearly|almost|i|to|would|could|just) (?:have )?(?:took|take|taken|swallow(?:ed)?) (?:the"
        r"|a) (?:whole|entire|rest of the) (?:box|bottle|packet|lot|strip)\b"
        r"|\b(?:took|take|swallowed) a handful\b"
        r"|\bi (?:had|held|have|got) (?:the|a|my|his) (?:pills|tablets|bottle|knife|blade|razor|gun"
        r"|rope) (?:in my hands?|to my|against my|on my lap|ready)\b"
        r"|\b(?:the )?(?:pills|tablets) (?:were|are) in my hands?\b"
        r"|\bcounted out (?:the|my) (?:pills|tablets)\b"),
    wording("self_harm", "explicit", "nails teeth needle knife blade lighter cigarettes iron razor scissors pin & skin arm arms wrist wrists thigh thighs leg legs hand hands throat myself",
        r"\b(?:nails|teeth|needle|knife|blade|lighter|cigarettes?|razor|scissors|pin)\b.{0,20}\b(?:into|to"
        r"|in|on|against|across|over) my (?:own )?(?:skin|arms?|wrists?|thighs?|legs?|throat|hands?"
        r"|neck)\b(?! (?:by accident|when i (?:was|am) cook))"),
    wording("self_harm", "explicit", "cut cutting burned burnt harmed hurt & again", r"^(?:i |so i |yeah i |i've )?(?:cut|harmed|hurt myself|burned myself|self-harmed) again(?=\W*$)"),
    wording("unsafe", "veiled", "scare frighten scares frightens hair better mother father wife husband & myself everyone's everybody's their find real",
        r"\bi (?:scare|frighten|worry) myself\b(?! (?:silly|with))"
        r"|\bout of (?:everyone's|everybody's|their) (?:hair|way)\b(?=\W*$)"
        r"|\bwould have a real (?:mother|father)\b"),
    wording("suicide", "veiled", "alive saved rescued fight over life time accident & stay still saved rescued left rather had ready wasn't isn't wishing hoping wish no",
        r"\b(?:why|that|reason) i (?:should|have to|must|need to|ought to) (?:stay|be|keep|remain) alive\b"
        r"|\b(?:oh no|damn|great|ugh|again)\b.{0,12}\bstill alive\b"
        r"|\bstill alive\b.{0,15}\b(?:unfortunately|sadly|again|damn)\b"
        r"|\b(?:don't|didn't) want to be (?:saved|rescued|brought back)\b|\bno fight left\b"
        r"|\brather (?:it|this|everything) (?:was|were|is) (?:all )?over\b"
        r"|\bhad my (?:life|time|turn)\b(?=\W*$| and| now)"
        r"|\b(?:wish|wished|wishing|hope|hoping) (?:for|there was|i had) an accident\b"
        r"|\bit (?:wasn't|isn't|wasn't really) an accident\b", stands=True),
    wording("suicide", "veiled", "ways way methods painless googling googled research researched searching searched looked looking write drawn & die dying end do painless i'd i it",
        r"\b(?:googl\w+|look(?:ed|ing) up|research\w*|search(?:ed|ing)?(?: for)?|read(?:ing)? about"
        r"|reading up on) (?:\w+ ){0,4}?(?:ways?|methods?|how) (?:\w+ ){0,2}?(?:to )?(?:die|do it"
        r"|end (?:it|my life|things)|kill)\b|\bpainless (?:ways?|methods?|death)\b"
        r"|\bknow what i(?:'d| would) (?:write|say in (?:it|the note))(?=\W*$)"),
    wording("suicide", "veiled", "sleep bottle car road go near finish close door edge & that count picturing picture off ready do all it going",
        r"\bgo to sleep and that(?:'d| would|'s) be (?:that|it)\b"
        r"|\bhold the (?:bottle|box|pills) and count\b"
        r"|\bcar (?:going|driving|coming|flying) off the (?:road|bridge|cliff)\b"
        r"|^\W*i(?:'m| am)? (?:so )?ready to (?:go|leave(?: this)?)(?=\W*$| now| any time| home to)"
        r"|\b(?:near|close) to (?:do|doing) it\b|\b(?:to )?finish all\b"
        r"|\b(?:this is )?enough now, i'm going\b"),
    wording("unsafe", "veiled", "danger voices & myself him her them others people do stop",
        r"\b(?:a|in) danger (?:to|of|from) (?:myself|him|her|them|others|other people|people|my \w+)\b"
        r"|\b(?:scared|afraid|frightened|terrified) (?:of )?(?:what i(?:'ll|'d| might| could| would)? do"
        r"|of the voices)\b.{0,20}\b(?:if|when|voices)"),
    wording("self_harm", "veiled", "scratches marks bruises burns scars pinched pinch pinching & cat sleeves hide hiding fell thinks told purpose blue",
        r"\b(?:thinks?|told|say|said|tell)\b.{0,20}\b(?:scratches|marks|bruises|burns|scars"
        r"|cuts)\b.{0,15}\b(?:cat|dog|from|fell|work|bike)\b"
        r"|\b(?:hide|hiding|sleeves).{0,20}\b(?:marks|scars|cuts|burns)\b"
        r"|\bpinch(?:ed|ing)? myself\b.{0,40}\b(?:purpose|blue|until|till)\b"),
    wording("others", "veiled", "hard hand hit & never gets gets up already nearly almost raised",
        r"\bso hard (?:that )?(?:he|she|they) (?:never|won't|doesn't)\b"
        r"|\b(?:nearly|almost) (?:hit|slapped|smacked|punched|shook|strangled) (?:him|her|them|my \w+"
        r"|the (?:baby|kids?|children))\b"),
    # No reason to live.
    wording("suicide", "veiled", "point reason reasons sense & going carrying living breathing staying stay live being alive me any it anything go keep getting existing life everything dragging be trying",
        rf"\b(?:no|any|the|a|see the|see a|what's the|what is the|whats the|lost the|find the"
        rf"|out of) (?:more )?(?:point|reasons?|sense)\b(?: \w+){{0,2}}? ?(?:to|of|in|for"
        rf"|left)? ?(?:to )?(?:(?:keep )?(?:going on|going{END}|carrying on{END}|living|breathing"
        rf"|staying alive|stay(?:ing)?{END}|live\b|being (?:alive|here{END})|be alive|me(?=\W*$)"
        rf"|any of (?:it|this){END}|it all|anything any more|going on"
        rf"|go on(?! (?:that|a|the|this|holiday|about|with))|keep going{END}|keep trying{END}"
        rf"|trying any more|dragging (?:it|this) out|everything(?=\W*$|,)|getting up any more|existing"
        rf"|my life)|life{END})(?! (?:about|with (?:the|this|it)|on about|that|on that|to (?:the|my)|a\b))", stands=True),
    wording("suicide", "veiled", "worth worthless value life living & life living it value",
        r"\b(?:life|living|it)(?:'s| is)?(?:n't| not| isn't| is not)(?: even| really"
        r"| just)? worth (?:living|all this|anything|it any more|the (?:pain|effort|struggle) any more)"
        r"|\bmy life (?:has no|isn't worth|is worth nothing|has not|doesn't matter|is over|means nothing)"
        r"|\bnot worth living\b|\b(?:worthless|no value).{0,20}\bthrow it\b"
        r"|\bis life (?:even |really )?worth\b"),
    wording("suicide", "veiled", "live life living nothing alive done being everything liv & nothing lost lose losing given enough done tired force deserve",
        r"\bnothing (?:\w+ ){0,4}(?:to live for|ahead, only|worth living)"
        r"|\b(?:lost|lose|losing) (?:the|my|all) (?:will|wish|desire) to (?:live|go on|be alive)"
        r"|\bgiven up on (?:life|living)|\bhad enough of (?:life|living|being alive|it all|this world)"
        r"|\bdone (?:with|doing) (?:life|living|being alive|this world)|\bdone living\b"
        r"|\btired of (?:life|living|being alive|being me)\b|\b(?:no|not) (?:more )?force (?:for|to) liv"
        r"|\bdon't deserve (?:to (?:live|be alive|exist|be here)|life)"
        r"|\bso (?:completely )?done with (?:life|living|everything)\b"),
    wording("suicide", "veiled", "go carry hold do take keep day live & can't cannot able",
        rf"(?<!you )\b(?:can't|cannot|not able to) (?:really "
        rf"|just )?(?:go on(?! (?:with|holiday|pretend|about|a|the|to|that|this))"
        rf"|carry on(?! (?:with|working|pretend|your own|my own))"
        rf"|keep (?:going(?! (?:to|back|there|out|over))|living)|live (?:like this|any more|with myself)"
        rf"|do (?:this|it|life) any ?more(?=\W*$|[,.]| i\b| and)"
        rf"|take (?:another day|it any more{END}|any more{END}|this life)|hold on (?:until|till|much)"
        rf"|face another day)"),
    wording("suicide", "veiled", "longer long know & go do last hold keep stand stay make",
        r"\b(?:how much longer|how long) i can (?:do this|go on|hold on|keep (?:going|this up)|last"
        r"|stand it|stay alive)|\bdon't know (?:that|if|whether) i can (?:hold on|go on|keep going|make it"
        r"|last)\b(?! with)"),
    wording("suicide", "veiled", "future make see here around alive it worry next & don't can't didn't never not i'm won't think",
        r"\b(?:don't|can't|didn't|never|not sure) (?:\w+ ){0,4}?(?:see (?:a|any|myself having a) future"
        r"|see myself (?:being )?(?:alive|here|living)"
        r"|(?:be|still be|being) (?:here|alive|around) (?:next|by now|in (?:a|five|ten)|at \w+|much longer"
        r"|for)|(?:i'll |i will |i'd )?make it to (?:next|my|\w+day|thirty|forty|christmas|the end))"
        r"|\bi'm not in it\b|\bthink you'll see me (?:next|again)"
        r"|\bwon't (?:be here|be around|see me"
        r"|have to worry about me)(?! (?:on|for the|next (?:week|time) (?:because|as))).{0,25}", stands=True),
    wording("suicide", "veiled", "point peace pretending",
        r"(?:^|\b(?:so|honestly|then|and|but|really),? )(?:what's|what is|whats) the (?:f\w+ |bloody "
        r"|damn )?point(?: any more)?(?=\W*$)"
        r"|\bmade (?:my )?peace with (?:it|this|dying|death|going)(?=\W*$)"
        r"|\bdone pretending (?:this|it) (?:gets|will get) better"),
    wording("suicide", "veiled", "why & alive breathing live living here exist existing go going bother",
        r"\bwhy (?:am i|should i|do i|would i|keep|even)(?: \w+){0,3}? (?:alive|breathing|live|living"
        r"|here(?=\W*$)|exist|existing|go on|going(?=\W*$)|bother (?:living|being))"),
    wording("suicide", "veiled", "stop end over vanish cease & want need could",
        r"\b(?:want|need) (?:it|everything|all of it|the pain|this) (?:all )?to (?:stop|end"
        r"|be over)(?! (?:smok|drink)).{0,8}(?=\W*$)|\bcould just (?:stop|vanish|cease)\b(?=\W*$)"),
)  # fmt: skip
