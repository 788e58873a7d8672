"""Harming oneself, not being safe with oneself, harming others."""

from __future__ import annotations

from simulator.integrity.risk.wording import HURT, MYSELF, NO_IDIOM, OBJECT, Wording, wording

HARM: tuple[Wording, ...] = (
    # Harming oneself.
    wording("self_harm", "explicit", "myself me",
        r"\b(?:hurt(?:ing|s)?|harm(?:ing|ed)?|cut(?:ting|s)?|burn(?:ing|ed|t|s)?|injur(?:e|ing|ed)"
        r"|scratch(?:ing|ed)?|hit(?:ting)?|slap(?:s|ping|ped)?|punch(?:es|ing|ed)?|bit(?:e|ing|ten)?"
        r"|bruis(?:e|ing)|starv(?:e|ing|ed)) (?:at )?(?:myself"
        r"|me with my)\b(?! (?:off|shaving|some|short|loose|a\b|out\b"
        r"|in the (?:foot|gym|process|fall|game|garden|kitchen|match|long run|end)|on (?:the|a|my)|cooking"
        r"|chopping|slicing|while (?:shaving|cooking|chopping|i was)"
        r"|at (?:the gym|work|football|training|home depot)|playing|running|falling|if i (?:fall|lift|run)"
        r"|lifting|skiing|climbing|by (?:accident|mistake)|up about|up over|for christmas|to fit"
        r"|back (?:at|in)|gardening|moving|dancing))"),
    wording("self_harm", "explicit", "self-harm self-harming self-harmed harm self",
        r"(?:\b(?P<core>(?:thoughts? (?:of|about) |(?:urges?|want|going) (?:to )?)?self-harm(?:ing|ed"
        r"|s)?\b)|\b(?:thoughts?|urges?|moments?|history|episodes?) (?:of|to) self-harm"
        r"|\bself-harm (?:has|is|was|'s|got|again|been|keeps))"),
    wording("self_harm", "explicit", "cut cutting cuts",
        r"(?:\bi(?:'ve)?(?: just| sometimes| still| always| often| only| usually)? cut(?=\W*$"
        r"|[,.;] (?:it's|it|and|i|my)| last night| again| when"
        r"| on (?:monday|tuesday|wednesday|thursday|friday|saturday|sunday) night| every"
        r"| because i(?:'m| feel| hate))|\b(?:been|started|keep|kept|back to|went back to|gone back to"
        r"|tempted to|urges? to|about|stop|trying not to|try not to|thoughts? of|need to|want to) (?:cut"
        r"|cutting)(?=\W*$|[,;]| (?:is|are|was|comes|gets|all)\b| again| since| to (?:cope|feel)| when"
        r"| for (?:years|months|weeks)| every|, i do)(?! (?:class|off|back|down))"
        r"|\b(?:since|time) i (?:last )?cut(?=\W*$)"
        r"|\b(?:haven't|hadn't) cut since (?:\w+day|yesterday|last|the weekend|this)"
        r"|\b(?:cuts|marks|lines|cut)\b.{0,20}\b(?:on|in|up|down) my (?:arms?|thighs?|legs?|wrists?|stomach"
        r"|skin))"),
    wording("self_harm", "explicit", "arms arm wrists wrist thigh thighs legs leg head hands skin blood bleed bled face body wall scab scars marks",
        r"(?:\bi(?:'ve| have)?(?: \w+){0,4}? ?(?:scratch(?:ed|ing)?|scrap(?:e|ed|ing)|pick(?:ed|ing)?"
        r"|bit(?:e|ing)?|dug|dig|carv(?:e|ed|ing)|burn(?:ed|t|ing)?|cut(?:ting)?|slash(?:ed)?"
        r"|slic(?:e|ed))(?: at| into)? (?:up )?(?:my|the) (?:own )?(?:arms?|wrists?|thighs?|legs?|skin"
        r"|hands?|stomach|face|scab)\b(?! (?:on (?:the|a|some|my (?:bike|way))|slicing|cooking|gardening"
        r"|peeling))(?=.{0,40}\b(?:bleed|bled|blood|on purpose|again|until|till|so it would|it's nothing)"
        r"|\W*$|.{0,15}\b(?:sometimes|when|every|at night|raw))"
        r"|^(?:just )?scratch(?:ed|ing)? (?:up )?my (?:arms|wrists)"
        r"|\bscratch\w* (?:until|till)\b.{0,15}\b(?:blood|bleed|bled)"
        r"|\b(?:bang|hit|hitting|banging|smash|knock)(?:ed|ing)? my (?:own )?head (?:against|on|into"
        r"|off) (?:the|a) wall\b(?=.{0,40}\b(?:until|till|when|to)|\W*$)"
        r"|\bpunch(?:ed|ing)? my (?:own )?(?:legs?|thighs?|face|head|arms?|stomach)|\bburn (?:my|on my)"
        r"|\b(?:fresh|new) (?:marks|scars|cuts|lines|ones)\b(?: on my| if|,|\W*$)"
        r"|\bmy (?:arms|legs|wrists) are a mess again)"),
    wording("self_harm", "veiled", "relapsed thigh arm wrist habits blade razor blades razors cutting purpose deliberately punishment punish waste body carve",
        r"(?:\brelapsed\b.{0,15}\b(?:with (?:self-harm|cutting|the (?:blade|razor))|w self-harm)"
        r"|\brelapsed w\b|\blines on (?:the|my) (?:thigh|arm|wrist)"
        r"|\bold habits\b.{0,50}\b(?:razors?|blades?|cutting)|^the (?:razor|blade|cutting) ones?\b"
        r"|\b(?:keep|carry|hid|hide|have|got) (?:a|the|my) (?:blade"
        r"|razor)s?\b(?! (?:at|for shaving|in the shower)).{0,20}\b(?:case|pocket|drawer|under|just|pillow"
        r"|bag)|\b(?:on purpose|deliberately)\b.{0,45}\b(?:hurt|punish\w*|pain|burn\w*|bleed|hot|hungry)"
        r"|\b(?:punishment|punish myself)\b.{0,30}\b(?:pain|hurt|body|burn|bleed)|\bwant to waste away"
        r"|\b(?:do|doing|did) things to (?:my body|myself)|\bcarve it out of me"
        r"|\bhurt(?:ing)? (?:my|this) body\b)"),
    wording("self_harm", "veiled", "deserve myself wasn't hurt burn again & food eat did hit clean me mess state",
        r"\bdon't deserve (?:food|to eat)|\bdid it to myself\b|\bhit myself\b"
        r"|\bclean\b.{0,40}\b(?:and|but) (?:then )?on \w+ i wasn't\b|\b(?:hurt|cut|burn) me with my\b"
        r"|\bdid it again last night\b|\b(?:thighs?|arms?|legs?|wrists?) (?:is|are|'s|'re) (?:a mess"
        r"|a state|bad) again\b"),
    # Not safe with oneself.
    wording("unsafe", "veiled", "safe",
        r"\b(?:(?:don't|not|can't|never) (?:\w+ ){0,4}?(?:feel|be|being|keep myself|keep me|stay"
        r"|promise (?:you )?i'll be|sure i(?:'m| can (?:be|stay|keep))|guarantee i'll be)"
        r"|not(?: really| very| entirely)?) safe\b(?: with myself| alone| on my own| from myself"
        r"| around myself| in my own head| tonight| by myself| any more| with my(?:self| own)| in here"
        r"|(?=\W*$))(?! (?:in|at|with (?:him|her)|telling|space|driving|on the))(?<!don't feel safe)"
        r"|\bkeep myself safe\b.{0,20}(?<=n't).{0,5}"
        r"|\b(?:can't|couldn't|not sure i can|don't know if i can|struggling to|hard to) keep myself safe\b", stands=True),
    wording("unsafe", "veiled", "trust scared afraid frightened terrified alone own & myself hands own shouldn't should",
        r"\b(?:don't|can't|didn't|not|never) (?:really )?trust myself\b(?= (?:to be (?:alone|on my own)"
        r"|alone|tonight|near (?:them|the|it)"
        r"|around (?:the (?:pills|knives|tablets|balcony|tracks)"
        r"|my (?:father|mother|kids|baby|wife|husband|son|daughter|stepfather)|him|her|them)"
        r"|with (?:the (?:pills|tablets|knives|baby|kids)|a (?:knife|blade))|this weekend|home|at home"
        r"|by myself|right now)|\W*$)|\b(?:scared|afraid|frightened"
        r"|terrified) of (?:myself(?=\W*$| (?:tonight|right|when|sometimes|these))"
        r"|my own (?:hands|head|thoughts|mind))"
        r"|\b(?:shouldn't (?:really )?be|(?:don't think|not sure) i should be) (?:left )?(?:alone"
        r"|on my own)", stands=True),
    wording("unsafe", "veiled", "might promise stupid silly bad drastic terrible awful did know scared afraid frightened worried terrified ring myself me & what something anything i'd i'll promise before do did",
        rf"\bend of my (?:rope|tether)\b.{{0,30}}\bwhat i'll do\b"
        rf"|\b(?:don't know|not sure|no idea) what i(?:'ll|'d| might"
        rf"| could)? do\b(?=.{{0,16}}\b(?:myself|tonight|alone|to (?:him|her|them)))"
        rf"|\b(?:scared|afraid|frightened|worried|terrified|because) (?:of |about )?what i(?:'ll|'d| might"
        rf"| could| may| would| will)? (?:do|be capable of)\b(?! (?:with|for|about|next|without|after|at)"
        rf"| (?:when|if) (?:the|my (?:contract|lease)))(?:\b.{{0,16}}\b(?:myself|tonight|alone"
        rf"|to (?:him|her|them)|if (?:i'm|she|he)|next time)|(?=\W*$))"
        rf"|{MYSELF}.{{0,24}}\b(?:might|could|'ll|going to|will|was going to|before i|would) (?:\w+ )?(?:do"
        rf"|did) (?:something|anything|somthing) (?:stupid|silly|bad|drastic|terrible|awful"
        rf"|to (?:myself|me))|\bdo something (?:bad )?to (?:me|myself)\b"
        rf"|\b(?:ring|call|phone|tell)\b.{{0,20}}\bbefore i did anything\b"
        rf"|\b(?:what|something) i(?:'d|'ll| might| could) do to (?:myself|me)\b"
        rf"|\bcan't promise (?:you )?(?:anything (?:about|for) (?:tonight|tomorrow|the weekend)|i won't"
        rf"|that i won't|i'd|i'll (?:be (?:safe|here|alive|around)|still|not|make))|\bknow that i'd ring\b"),
    wording("unsafe", "veiled", "act knives locked worry last final nearly almost tonight dark anywhere here around do & not wasn't hide me time did it thoughts place",
        r"\b(?:harder|hard|trying) (?:\w+ )?not to (?:act on (?:it|them|that))"
        r"|\bhide the (?:knives|pills|tablets|razors)\b.{0,15}\bme\b"
        r"|\blocked (?:up )?the (?:medicine|medication|pills|tablets|knives).{0,25}\bbecause of me\b"
        r"|\b(?:last|final) time (?:we|you|i'll|you'll)(?: will|'ll)? (?:talk|see|speak"
        r"|meet)\w*(?! (?:we|you|was))(?=\W*$| me)|\bwon't have to worry about me\b"
        r"|\bnot going to be (?:anywhere|here|around) (?:today|tomorrow|next|much longer)\b"
        r"|\b(?:wasn't|not) going to be (?:anywhere|around|here)\b(?! (?:on|for the|at|this|tomorrow|next))"
        r"|\bi nearly did it\b|\bi (?:almost|nearly) did it\b|\bi'll do it tonight\b"
        r"|\bdark (?:thoughts|place)\b.{0,12}\b(?:again|back|coming|of (?:death|dying))"
        r"|\b(?:having|had|get|getting) (?:those |the |some |these )?(?:really )?dark thoughts\b", stands=True),
    # Others, children among them.
    wording("others", "explicit", "kill killing hurt hurting harm stab stabbing shoot shooting strangle strangling smother smothering suffocate murder murdering choke choking hit hitting punch punching beat beating attack attacking poison smash slap shake shaking drown drowning drop throttle something pillow harming & him her them someone somebody people others another my the that our",
        rf"(?:\b(?:might|(?:scared|afraid|terrified|frightened|worried)(?: that)?(?: one day"
        rf"| some day)?(?: of| i'll| i'd| i'm going to| i might| i could)?|going to|want(?:ed)? to|'ll|will"
        rf"|i'd|urges? to|urges? of|tempted to|thoughts? (?:of|about|to)"
        rf"|think(?:ing)? (?:of|about|to|i will|i'll)|thought about|seeing pictures of|images? of"
        rf"|pictures of|dream(?:ing)? (?:of|about)|imagine|imagining|plan(?:s|ning)? (?:to|how)|what if i"
        rf"|voices? tell me to|tells? me to|could(?: really)?|fantasi[sz]e about|feel like|keep myself from"
        rf"|stop myself from)\b(?: (?!never|not)\w+){{0,3}}? {HURT} {OBJECT}{NO_IDIOM})"),
    wording("others", "veiled", "smash break cave bash rid kill hurt get snap somebody someone knife gun blade pay suffer home & his her their how him going carrying carry them followed",
        r"\b(?:want to|going to|could) (?:smash|break|cave|bash) (?:his|her|their) (?:face|head|skull|legs"
        r"|neck|jaw)|\b(?:planning|plan|work(?:ed|ing) out|thinking about) how (?:i'd|to) (?:get rid of"
        r"|kill|hurt|get) |\bgoing to snap and\b|\b(?:somebody|someone)(?:'s| is) going to get hurt\b"
        r"|\bcarry(?:ing)? a (?:knife|gun|blade)\b"
        r"|\bmake (?:him|her|them) (?:pay|suffer)\b.{0,30}\b(?:don't|not) mean in court"
        r"|\bfollowed (?:him|her) home\b"),
    wording("others", "explicit", "hit slapped smacked punched choked beat kicked pushed shoved threw shook strangled stabbed grabbed broke hands locked bruises hurt dangerous",
        rf"(?:(?:\bi|\bi've|\band|\bi nearly|\bi almost) (?:just |have |really |finally |even )?(?:hit"
        rf"|slapped|smacked|punched|choked|kicked|shook|strangled|stabbed|hurt|attacked|burned) (?!people"
        rf"|others|someone|somebody){OBJECT}{NO_IDIOM}(?! (?:when we were (?:kids|children|little)"
        rf"|feelings|hand|awake))(?<!and hit him)(?<!hurt him)(?<!hurt her)(?<!hurt them)"
        rf"|\bi beat (?:him|her|them|my \w+) (?:up|badly|black)"
        rf"|\bi (?:pushed|shoved|threw) {OBJECT} (?:against|down|into|over|across|so hard)"
        rf"|\bi grabbed {OBJECT} (?:by|so hard)"
        rf"|\bi (?:broke|twisted) (?:his|her|their) (?:arm|nose|wrist|jaw|ribs?)"
        rf"|\bhands (?:round|around|on) (?:his|her|their) (?:neck|throat)\b(?<=\w)"
        rf"|\bi left (?:bruises|a (?:mark|bruise))|\bbroke his arm\b|\bi'm dangerous\b"
        rf"|\blost it with .{{0,25}}\bhit\b)"),
    wording("others", "veiled", "baby kids kid children son daughter toddler girls boys & alone own night unattended lock locked take something dead throwing",
        r"\bscared to be alone with (?:my|the) (?:baby|son|daughter|kids|children)"
        r"|\b(?:left|leave) (?:the|my) (?:baby|kids?|children|son|daughter"
        r"|toddler)\b.{0,30}\b(?:on (?:her|his|their) own|alone|for the night|unattended)"
        r"|\b(?:locked|lock) (?:the|my) (?:baby|kids?|children|son|daughter)\b"
        r"|\btake the (?:children|kids|girls|boys|baby) with me\b(?! (?:to|on|when|for))"
        r"|\b(?:do|did) something to (?:the|my) (?:children|kids|baby|son|daughter)"
        r"|\b(?:baby|kids|children) would be better off dead|\bthrowing (?:the|my) baby\b"),
)  # fmt: skip
