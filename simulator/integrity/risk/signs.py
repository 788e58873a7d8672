"""Risk taken with one's own life, being a burden, preparations, places and impulses."""

from __future__ import annotations

from simulator.integrity.risk.wording import MYSELF, Wording, wording

SIGNS: tuple[Wording, ...] = (
    # Risk taken with one's own life, treatment given up, what holds one still.
    wording("suicide", "veiled", "dialysis insulin treatment chemo eating tablets medication & stopped stop went off refuse refusing",
        r"\b(?:stopped|stop|went off|came off|refus(?:e|ing)|skipp(?:ed|ing)) (?:my |taking my "
        r"|the )?(?:insulin|dialysis|chemo|treatment|heart (?:tablets|pills)"
        r"|eating)\b(?=.{0,60}\b(?:to see|let (?:it|nature)|fade|on purpose|over|how long)"
        r"|.{0,3}$)(?! (?:meat|sugar|bread|late|out|gluten|dairy))"
        r"|\bhow long i(?:'d| would) have if i stopped\b|\btrying to fade (?:out|away)\b"),
    wording("suicide", "veiled", "care hope kills happens driving drunk traffic dared",
        r"\b(?:don't|didn't|not) (?:really |much |even )*care (?:if it kills me"
        r"|what happens(?: to me)?(?=\W*$)|whether i (?:live|die|wake))"
        r"|\bhope i (?:won't|don't|didn't|never) come (?:round|to|back)\b|\bdar(?:ed|ing) the traffic\b"
        r"|\bdriv(?:e|ing) (?:too fast|drunk|blind)\b.{0,40}\b(?:don't care|hope|see what happens)", stands=True),
    wording("suicide", "veiled", "reason thing alive gone here & only weren't wasn't stay",
        r"\b(?:only (?:reason|thing)|all that)(?: that)?(?: (?:i'm|i am|keeps? me|keeping me|holding me"
        r"|holds me|stops? me))? ?(?:still here|still alive|alive|keeping me here"
        r"|from (?:doing it|ending))\b(?! (?:in|at|to|for the|on))"
        r"|\bonly reason i'm (?:still here|alive|still alive)\b(?! (?:in|at|for|on|today))"
        r"|\bi(?:'m)? stay(?:ing)? alive (?:for|because)"
        r"|\bif it (?:weren't|wasn't) for .{2,40}? i(?:'d| would) (?:be (?:gone|dead)"
        r"|have (?:done|ended|gone)|not be here)(?: (?:already|now|long ago|it))?"),
    wording("suicide", "veiled", "switch switched fade world gone quiet match ride log sleep person over going finish home",
        r"\b(?:let|wish) (?:them|somebody|someone) (?:would )?(?:switch|turn) me off\b"
        r"|\b(?:be|being) switched off\b|\bnot long for this world\b"
        r"|\b(?:want|wish i could|just want) (?:to )?(?:get )?(?:off (?:this|the) (?:ride|planet|world)"
        r"|log off (?:life|from life))|\bsleep for(?:ever| always)\b|\bfeel already dead\b"
        r"|\balready dead(?: inside)?, and\b"
        r"|\b(?:i'd like|i want|wish) (?:it|this|everything)(?: all)? (?:to be|was"
        r"|were) over(?: with)?(?=\W*$)|\bi(?:'m| am) going too\b.{0,40}|\bcall(?:s|ed)? me home\b"
        r"|\btake me home to (?:him|god)\b|\b(?:says?|tells?) (?:to )?me:? (?:to )?(?:finish it|do it"
        r"|end it|jump)\b"),
    wording("suicide", "veiled", "find funeral way bridge diary birthday wanting wish & people me who who'd out shoes not i",
        r"\bhow (?:people|they|he|she|someone|my \w+) would find me\b"
        r"|\bwho(?:'d| would) (?:come to|be at|cry at) my funeral\b|\bhave a way out (?:if|when)\b"
        r"|\bshoes off on the bridge\b|\bnot being here for my (?:birthday|wedding|graduation)\b"
        r"|\b(?:the )?wanting (?:to )?not (?:to )?(?:be|exist|wake|live)\b|\bwanting to not be\b"
        r"|\b(?:wish|wanting) not to be(?=\W*$)"),
    wording("others", "veiled", "hospital squeezed address sat outside twisted trust & someone somebody till until his her what",
        r"\b(?:someone|somebody)(?:'ll| will| is going to|'s going to) (?:end up in hospital"
        r"|get (?:badly )?hurt)\b|\bsqueezed (?:his|her) \w+ (?:till|until) (?:he|she) cried\b"
        r"|\b(?:have|know|got) (?:his|her) address\b|\bsat outside (?:his|her|their)\b"
        r"|\bdidn't trust what i(?:'d| would| might) do\b"),
    wording("suicide", "veiled", "picture way gone", r"\bif i (?:was|were) (?:gone|out of the (?:way|picture))\b(?! (?:for|to|on|from))"),
    wording("suicide", "explicit", "yourself alive", r"(?:^|: |\bgoes )\W*(?:just )?kill yourself\b|^with being alive\b"),
    wording("suicide", "veiled", "do act thinks short rehearsed & but about not everyone everybody it waiting",
        r"\b(?:do (?:that|it|anything)|act on it)\b.{0,50}\bbut (?:the thought|i think about|i've thought"
        r"|i do think|i've (?:also )?imagined)\b"
        r"|\b(?:everyone|everybody) thinks about (?:not being here|dying|death|it)\b"
        r"|\bcut(?:ting)? (?:it|the waiting|things|my time) short\b(?! (?:because|on account))"
        r"|\bi(?:'ve)? rehearsed it\b(?=.{0,20}(?:\W*$|\bdoor|\bnight))", stands=True),
    # A burden; better off without me.
    wording("suicide", "veiled", "me i gone dead insurance money policy & better fine easier happier lighter free relieved relief breathe simpler favour favor cope gone dead",
        r"\b(?:better off|better|fine|easier|happier|lighter|free|relieved|relief|breathe|simpler|favou?r"
        r"|cope)\b.{0,35}?\b(?:without me\b(?! (?:in (?:the|that)|on the (?:team|project)"
        r"|at the (?:party|meeting|office)))"
        r"|if i (?:was|were|wasn't|weren't|died|die|went|stopped|stop|disappeared|vanished|didn't|did not"
        r"|ended|just (?:died|disappeared|went|wasn't))(?! (?:to|there at|late|more|less|nicer|better|a "
        r"|able|in the|on))|with (?:my|the|that) (?:life )?(?:insurance|money|policy)"
        r"|if i'm (?:gone|not (?:here|around))|with me (?:gone|dead|out of)|if i was out of"
        r"|when i'm (?:gone|dead)|i'd disappeared)|\bfree of me\b"
        r"|\bwith me (?:gone|dead|out of the (?:way|picture))"
        r"|\bif i (?:was|were) (?:gone|out of the (?:way|picture))"
        r"|\b(?:if i (?:was|were) (?:gone|dead|out of the picture)|without me)\b.{0,12}\b(?:is |it's "
        r"|all )?(?:better|easier|be fine)"),
    wording("suicide", "veiled", "off & better",
        r"\b(?:they|he|she|everyone|everybody|the (?:kids|family|world|girls|boys|children)"
        r"|my (?:kids|children|family|wife|husband|parents|daughter|son|mother|girls|boys)|you all)(?:'d"
        r"| would|'ll| might)? (?:all |probably |just |both )*be better off(?=\W*$|[,.;]| without me| dead"
        r"| if i)"),
    wording("suicide", "veiled", "notice miss care cry noticed missed & me i week",
        r"\b(?:no ?body|no one|nobody|anyone|anybody|they|a week|week) (?:would |wouldn't |'d "
        r"|will )?(?:even |ever |really )?(?:to )?(?:notice|miss|care|cry|missed"
        r"|noticed)\b.{0,18}\b(?:i (?:died?|went|was gone|were gone|was dead|disappeared|vanished|wasn't"
        r"|weren't|left this))|\b(?:no ?body|no one|would anyone|any(?:one|body) would"
        r"|they'd)\b.{0,25}\b(?:miss|notice|care about|cry (?:for|over)) me(?=\W*$| (?:if|when))"
        r"|\bcry for a (?:week|day|month) and\b", stands=True),
    wording("suicide", "veiled", "burden problem weight cost drain waste & i'm i i've feel like become being only just am nothing of my be",
        r"\b(?:i'm|feel like|become|i've become|nothing but|being|only|just|am|feel"
        r"|i was)(?: \w+){0,3}? (?:an?|the) (?:\w+ )?(?:burden|problem|weight|cost|drain"
        r"|dead weight)\b(?! (?:on|to|for) (?:my (?:team|colleagues)|the team|you)"
        r"| when i ask)(?:.{0,12}\b(?:every(?:one|body)|them(?: all| now)?"
        r"|my (?:family|kids|children|wife|husband|parents|daughter|son|mother|sister)|the (?:family|world)"
        r"|the people)|(?=\W*$))|\b(?:done being|not be"
        r"|stop being) a burden\b(?! on (?:my|the) (?:team|colleagues))"
        r"|\bwaste of (?:space|air|oxygen|skin)\b|\bweight round my\b"),
    wording("suicide", "veiled", "suffers suffering sick unhappy insurance policy pension get have favour favor kindness mercy & because died did could gone what much if",
        r"\b(?:suffers?|suffering|sick|unhappy) because i'm (?:still )?(?:here|alive)"
        r"|\b(?:insurance|policy|pension)\b.{0,40}\b(?:than i (?:ever )?(?:did|have|could)|if i died"
        r"|when i'm gone)|\b(?:what|how much) (?:\w+ ){1,3}(?:would|'d|will) (?:get|have)(?: if i died"
        r"| without me|\W*$)|\bit(?:'d| would) be (?:a )?(?:favou?r|kindness|mercy)\b.{0,20}\bif i\b"),
    # Preparations, and having it settled.
    wording("suicide", "explicit", "plan planned planning date day how when arranged decided & i have got had know done people part matter",
        rf"{MYSELF}.{{0,12}}\b(?:got|have|had|made|making) (?:a|my|the) plan(?=\W*$|[,.] (?:if|yes|and)"
        rf"|, if that| for how| to (?:do it|end|die))(?! :)"
        rf"|\b(?:know|decided|worked out|figured out|thought about|think about|picked|chosen"
        rf"|researched) (?:exactly |just )?(?:how|when|where|the (?:way|day|place)) (?:i'd|i would|i'll"
        rf"|i want to|i'm going to) (?:do it|end it|die|go)"
        rf"|{MYSELF}.{{0,6}}\b(?:picked|set|chosen|have) (?:the|a) (?:day|date)(?=\W*$| and then| for it"
        rf"| when i)|\bonly a matter of when\b|\ball (?:arranged|set up|planned)(?=\W|$).{{0,25}}\bwhen\b"
        rf"|\bpart of me (?:that )?(?:has )?already decided|\bhow people do it\b"
        rf"|\b(?:thought about|worked out|planned|know) how i'd (?:do|end)|\bdone in my head\b"),
    wording("suicide", "veiled", "letter letters note notes goodbye goodbyes farewell will messages message",
        r"\b(?:goodbye|farewell|suicide|last) (?:letters?|notes?|messages?)\b"
        r"|\b(?:wrote|written|writing|write|drafted)\b.{0,25}\b(?:letters?|notes?"
        r"|the note)\b.{0,40}\b(?:in case|for after|after(?:wards)?(?=\W*$)|when i'm (?:gone|not)"
        r"|if (?:anything|something) happens|they'll find|it's in my|to explain)"
        r"|\b(?:said|saying|say) (?:my )?goodbyes?\b.{0,40}\b(?:without (?:them|telling)|one by one"
        r"|in my head|to everyone|to (?:my|the) (?:kids|children|friends|family|dog|cat))"
        r"|\bwrit(?:ten|e|ing|ing) the note\b|\bwrote (?:the|a|my) note(?=\W*$)"
        r"|\brewritten my will\b.{0,20}\bsongs\b"),
    wording("suicide", "veiled", "giving gave given order sorted mess bother after afterwards find gone clean & i i'm i've so have me my",
        r"\b(?:giv(?:e|ing|en)|gave) (?:all )?(?:my (?:\w+ )?(?:things|stuff|belongings|possessions)"
        r"|everything) away(?=\W*$| so (?:no|they|that)| to| one by)"
        r"|\b(?:everything|my (?:affairs|papers|things)) in order\b.{0,60}\b(?:gone|won't have|in case"
        r"|when i'm|so (?:they|nobody|my))|\bsorted (?:out )?who(?:'ll)? (?:gets|takes|has"
        r"|will (?:have|take|get|look after)) (?:the|my)"
        r"|\bso (?:they|nobody|no one|she|he|my \w+) (?:won't|don't|doesn't|wouldn't|has|have) (?:to "
        r"|have )?(?:\w+ ){0,4}(?:the mess|the bother|find me|clean up)\b"
        r"|\bso (?:that )?(?:they|nobody|no one|she|he|my \w+) (?:won't|don't|doesn't) have to (?:see|find"
        r"|deal|clean|read|go through)\b.{0,12}\bafter(?:wards)?\b|\bwhen i'm gone\b"),
    wording("suicide", "veiled", "pills tablets meds medication gun bought nature insulin",
        rf"{MYSELF}.{{0,30}}\b(?:saving(?: up)?|saved up|stockpil\w+|hoard\w*|collect(?:ing|ed)|hid(?:den|ing)?"
        rf"|put(?:ting)? aside|keep(?:ing)?|kept|have enough|count them|been saving)\b.{{0,20}}\b(?:pills"
        rf"|tablets|meds|medication)\b(?=.{{0,30}}\b(?:up|count|drawer|in case|just|for (?:when|later|it))"
        rf"|\W*$)|\bbought what i need\b|\bwhere (?:\w+ ){{1,3}}(?:keeps?|hides?) (?:his|her|the|a"
        rf"|their) gun\b|\bstopped taking my .{{0,12}}(?:tablets|pills|medication"
        rf"|insulin)\b.{{0,30}}\b(?:nature|let it|die|over)|\blet nature\b"),
    # Places and impulses.
    wording("suicide", "veiled", "bridge roof cliff platform edge tracks river sea water balcony window train traffic lane wheel tree wall garage truck lorry bus car road jump jumping stepping cross ravine oncoming & i i'm i've think thinking keep of about",
        r"\b(?:keep )?think(?:ing)? (?:about|of) (?:the|that|jumping off the) (?:bridge|river|tracks|cliff"
        r"|roof|water|train|sea)\b(?! (?:project|exercise|job|club|trip|metaphor|technique|strike|times"
        r"|station|holiday|house))|\b(?:not turn(?:ing)? the wheel|drift(?:ing)? (?:into|across)"
        r"|let(?:ting)? go of the wheel|turn(?:ing)? the wheel into"
        r"|driv(?:e|ing) (?:it |the car |straight )?(?:into|off)(?: of)? (?:a|the|an) (?:tree|wall|truck"
        r"|lorry|bridge|river|road|cliff|oncoming|ravine))\b(?<!drive into the road)"
        r"|\b(?:step(?:ping)?|jump(?:ing)?|walk(?:ing)?) (?:off|in front|into"
        r"|out in)(?: of)? (?:the )?(?:\w+ )?(?:train|traffic|sea|water|river|bus|lorry|truck|car|road"
        r"|platform|bridge|roof|balcony)\b|\b(?:about|of) (?:stepping|jumping) off\b"
        r"|\b(?:imagin\w+|thoughts? of|think(?:ing)? (?:of|about)|urge to|picture|want to"
        r"|feel like) jump(?:ing)?\b(?! (?:ship|for|at|up|rope|in))"
        r"|\bjump from (?:the )?(?:\w+ )?(?:window|balcony|bridge|roof)\b"
        r"|\b(?:stand|stood|standing|park|parked|sit|sat|sitting|went|go|gone|going back|walk"
        r"|walked)\b.{0,20}\b(?:by|near|at|on|up on|to|too near) the (?:bridge|edge|tracks|roof of"
        r"|cliff(?: path)?|roof|river)\b(?=.{0,60}\b(?:most nights|on purpose|just stood|sit there"
        r"|and (?:sit|stood|look|thought|think)|keep going|trains|for (?:an|two) hours?))"
        r"|\bcliff path i keep\b|\btoo near the edge\b|\bat the tracks till\b"
        r"|\blook at the (?:river|water|train)\b.{0,50}\b(?:kind|calling|go|easy|peaceful)\b"
        r"|\blook the train\b|\b(?:garage)\b.{0,60}\b(?:start the car|engine)\b"
        r"|\b(?:stopped|don't|not) (?:bother )?look(?:ing)? (?:when|before) i cross\b"
        r"|\b(?:went|go|goes|going|been) up (?:on|to) the roof\b(?! (?:terrace|bar|to fix|with))"),
)  # fmt: skip
