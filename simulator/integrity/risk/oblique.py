"""Risk said round about: what people say instead of saying it. All of it is veiled. As in `wordings`, one sentence at a time."""

from __future__ import annotations

from simulator.integrity.risk.wording import Kind, Wording

_KIN = (
    r"(?:mother|father|wife|husband|son|daughter|brother|sister|boy|girl|parents|kids|children|family"
    r"|grandchildren)"
)


def _said(kind: Kind, needs: str, pattern: str) -> Wording:
    """A negation in front of it is part of it: these phrases deny a future, not the danger."""
    sets = tuple(frozenset(part.split()) for part in needs.split("&"))
    return Wording(kind, "veiled", sets, pattern, stands=True)


OBLIQUE: tuple[Wording, ...] = (
    # Farewells, and what is handed over.
    _said("suicide", "last goodbyes goodbye farewell goodbyes & me my it's",
        r"\blast (?:memory|thing|picture|sight) (?:they|he|she|my \w+) (?:has|have|had|remembers?) of me\b"
        r"|\blast memor(?:y|ies) of me\b|\bmy goodbyes in\b"
        r"|\b(?:this is|it's|that's) (?:probably |maybe |likely )?the last (?:time )?you(?:'ll"
        r"| will)? (?:ever )?(?:see|hear) (?:of "
        r"|from )?me\b(?!.{0,30}\b(?:move|moving|abroad|insurance|discharge|holiday))"
        r"|\b(?:everybody|everyone|people|them|the kids|my \w+) like it's the last time\b"
        r"|\bwriting my last \w+"),
    _said("suicide", "leave left & with & day memory one memories good nice",
        r"\b(?:want(?:ed)?|hop(?:e|ed|ing)|meant) to leave (?:him|her|them|my \w+|the kids) with (?:one|a"
        r"|some)(?: (?:good|nice|happy|perfect|decent|proper))?(?: (?:one|day|memory|memories"
        r"|weekend))?(?=\W*$)"),
    _said("suicide", "going headed & need needing needs use",
        r"\b(?:don't|won't|shan't|wouldn't|no) (?:be )?(?:need(?:ing)?|use for"
        r"|have use for)\b.{0,24}\bwhere i'm (?:going"
        r"|headed)\b(?!.{0,8}\b(?:it's|there's|they|hostel|hotel))"),
    _said("suicide", "less nothing trouble bother mess & for to & deal sort clear clean see find when worry",
        r"\bso (?:that )?(?:there's|there is|there'll be|there will be|it's) (?:less|nothing|not much"
        r"|no mess|no bother)(?: left)? for (?:my \w+|them|her|him|anyone|anybody|the \w+) to (?:deal|sort"
        r"|clear|clean|see|find|worry|do)\b|\b(?:no|any) (?:trouble|bother|mess) (?:to|for) (?:anyone"
        r"|anybody|them|my \w+) when i (?:do it|go|'m)\b"),
    _said("suicide", "dead & doesn't don't needs won't",
        r"\ba dead (?:man|woman|person|girl|boy|wife|mother|father)(?: \w+)? (?:doesn't|don't|won't"
        r"|needs no|has no)\b"),
    # A future that stops.
    _said("suicide", "me person someone somebody & there's there going paying buying planning saving booking",
        r"\b(?:there's|there is|there'll) not (?:going to )?be a me\b|\bnot going to be a me\b"
        r"|\b(?:paying|buying|planning|saving|booking)\b.{0,16}\bfor (?:a person|someone"
        r"|somebody) who (?:won't|isn't|'s not|is not)\b"),
    _said("suicide", "goals plans counted reckoned planned & people on staying",
        r"\b(?:goals|plans) are for people who(?:'re| are)? (?:staying|going to be|plan to)"
        r"|\b(?:hadn't|haven't|didn't|never) (?:counted|reckoned|planned|plan"
        r"|count) on (?:a (?:next week|next year|tomorrow|future)|next (?:week|year)"
        r"|being (?:here|around|alive)|there being)\b"),
    _said("suicide", "intend mean plan intention & see be & spring summer autumn winter christmas birthday year harvest watch stood",
        r"\b(?:don't|not|no) (?:\w+ )?(?:intend|mean|plan|plan on|intention of|intending|meaning"
        r"|planning)(?: to| on)? (?:see(?:ing)?"
        r"|be(?:ing)? (?:here|there|around|stood|standing))\b.{0,24}\b(?:spring|summer|autumn|winter"
        r"|christmas|birthday|year|harvest|to (?:watch|see) it)\b"),
    _said("suicide", "nobody no longer way hair problem bother burden nuisance trouble worry & be get",
        r"\b(?:won't|shan't|not going to|wouldn't) be (?:a |any |in )?(?:problem|bother|burden|nuisance"
        r"|trouble|worry|(?:\w+'s|your|their) (?:way|hair))\b.{0,24}\b(?:much longer|for long|any more"
        r"|after \w+)\b|\b(?:won't|shan't|not going to) (?:be|get) in (?:anybody's|anyone's|their"
        r"|everyone's|everybody's|his|her|your) way (?:again|any more|much longer|for long)"
        r"|\bthere(?:'ll| will) be (?:nobody|no one|no me) (?:left )?to (?:ask|treat|see|help|book)\b"),
    _said("suicide", "around & when", r"\bwhen i'm not around(?=\W*$)"),
    _said("suicide", "free & go", r"\b(?:after that|then|and then) (?:i'm|i'll be|i am|i will be) free to go(?=\W*$)"),
    _said("suicide", "gave giving give & until till & birthday fiftieth sixtieth thirtieth fortieth twentieth eighteenth", r"\bi(?:'m|'ve)? (?:gave|giving|given|give) it (?:until|till) my \w+(?:tieth|teenth| birthday)\b"),
    # The sleep without a morning, and the end of everything.
    _said("suicide", "sleep wake night long & end ends nobody no one want taken called collected",
        r"\bsleep (?:that|which) (?:doesn't|does not|never|won't) ends?\b|\bi want the long (?:one|sleep)\b"
        r"|\b(?:nobody|no one) (?:ever |would |will )?(?:need|needs|have|has|having"
        r"|needing) (?:ever )?to wake me\b|\b(?:pray|hope|wish|like)\w* (?:i get|to get|to be|i'm) (?:taken"
        r"|called|collected) in the night\b"),
    _said("suicide", "disappointed sorry cross angry gutted furious damn & round woke take alarm",
        r"\b(?:disappointed|sorry|gutted|furious|angry)\b.{0,24}\b(?:brought me (?:round|back)"
        r"|i (?:came|come) round|it didn't (?:take|work)|woke up at all)\b|\bdamn,? it didn't take me\b"),
    _said("suicide", "included nothing being delete alt life & me be stop want alive",
        r"\bto stop,? (?:me|myself) included\b|\bi want(?:ed)? (?:no life|the nothing|to be nothing)\b"
        r"|\b(?:way|get|let|out) out of being (?:me|alive|in this)\b|\bdelete me(?=\W*$)|\balt f4 me\b"),
    _said("suicide", "stopping stop off quiet & kinder easier good",
        r"\bstopping (?:sounds|seems|looks|feels|would be) (?:kinder|better|easier|nicer) than (?:going"
        r"|carrying|keeping) on\b|\bturn (?:the noise|it all|everything|my head|my brain|myself"
        r"|me) off for good\b"),
    # Being in the way.
    _said("suicide", "back & if could would she'd he'd they'd",
        r"\b(?:she|he|they|my \w+)(?:'d| would| could) (?:have|get) (?:her|his|their) (?:own )?(?:life"
        r"|lives|saturdays|weekends|evenings|house|freedom) back\b(?=\W*$|.{0,8}\b(?:if i|without me|then))"
        r"|\bif i did the decent thing\b"),
    _said("suicide", "worth mouth & more less",
        r"\bworth more (?:to \w+ )?(?:dead|in the ground|in a box|gone)\b|\bone less mouth\b"
        r"|\bone mouth less\b"),
    _said("suicide", "breathe sigh relax & they'd everyone would they everybody & crying cry week out", r"\b(?:they|everyone|everybody)(?:'d| would) (?:all )?breathe (?:out|again|easier)\b"),
    # What is written for afterwards.
    _said("suicide", "letter letters note page text message messages video videos words recorded notes wrote write & fault think birthdays goodbye parents eulogy them him her kids",
        r"\b(?:letter|note|page|words|text|message|video)s?\b.{0,50}\bso (?:that )?(?:he|she"
        r"|they) (?:wouldn't|won't|don't|doesn't|didn't) (?:think|blame|believe)\b"
        r"|\b(?:letter|note)\b.{0,50}\b(?:isn't|wasn't|not) (?:her|his|their) fault\b"
        r"|\b(?:on|writing|wrote|write|finished|typed|drafted|send|sent) (?:a|my|the|his|her"
        r"|their) goodbye (?:text|letter|note|video|message"
        r"|email)s?\b(?!.{0,30}\b(?:work|job|team|colleagues|boss|staff))"
        r"|\brecorded (?:messages|videos|a video|a message)\b.{0,24}\bfor (?:her|his|their) (?:birthdays"
        r"|weddings?|eighteenth)|\bwrote my own eulogy\b"),
    _said("suicide", "wrote written write & parents family kids mother father children",
        rf"\b(?:wrote|written|write) (?:smth|something|it all|a few words"
        rf"|a page)\b.{{0,24}}\bfor my {_KIN}\b.{{0,6}}(?=\W*$|just in case|in case)"),
    # Places, chance, means.
    _said("suicide", "road street traffic lorry car bus train cars truck line & without decide me yellow",
        r"\b(?:into|across) the (?:road|street|traffic)\b.{0,24}\bwithout (?:turning|looking|checking)\b"
        r"|\bif a (?:lorry|car|bus|train|truck|van) (?:has|hits|takes|gets|wants) me\b|\bcars can decide\b"
        r"|\b(?:stand|stood|standing|step|walk)\w*\b.{0,12}\b(?:past|over|beyond) the yellow line\b"),
    _said("suicide", "hands feet calling calls high measure & off take me places",
        r"\bhands off(?: the wheel)?,? just for (?:a|one) (?:second|moment)\b"
        r"|\bmy feet (?:just )?(?:take|carry|bring) me to the (?:railway|bridge|river|tracks|station|edge"
        r"|line|cliff|sea)\b|\b(?:sea|river|water|bridge|tracks?|edge|quarry|drop|lake)(?:'s| is|'s been"
        r"| has been| keeps| was) calling (?:to )?me\b|\blook at high places\b"),
    _said("suicide", "nearly almost sorted keeping took swallowing & lot pills them tablets more packet box bottle",
        r"\b(?:nearly|almost) (?:took|swallowed) the (?:lot|whole (?:lot|packet|box|bottle|strip))\b"
        r"|^(?:so )?i(?:'ve| have)? (?:sorted|got) the (?:pills|tablets)(?=\W*$)|\bbeen keeping them by\b"
        r"|\bi(?:'ve)? t(?:ook|aken) (?:a few )?more (?:of them )?than i should(?=\W*$)"),
    _said("suicide", "hope hoped wanted want wanting & finish & drink drinking",
        r"\bdrink(?:ing)?\b.{0,40}\b(?:want(?:ed|ing)?|hop(?:e|ed|ing)) (?:it|that it|the drink) (?:to"
        r"|would|will|'ll) (?:finish|kill|take) (?:you|me)\b"),
    _said("suicide", "way fight treat brave wait & i i'd if something & out it me",
        r"\bi (?:wouldn't|don't think i'd|won't) (?:get|move|jump|step|try to get) out of (?:the|its) way\b"
        r"|\bif they found (?:something|anything|a lump|it)\b.{0,12}\bi wouldn't (?:treat|fight) it\b"
        r"|\bi (?:wouldn't|won't) fight it if\b|\bnot brave enough to do it\b"
        r"|\bwait(?:ing)? for something to do it for me\b"),
    _said("suicide", "born having envy envying envied jealous & mistake been ones people dead crash died",
        r"\b(?:being|getting) born was (?:the|a|my) mistake\b|\bnever having been(?: born)?(?=\W*$)"
        r"|\b(?:i|started|to) env(?:y|ied|ying) (?:the (?:ones|people|dead|man|woman|girl|boy)"
        r"|people)\b.{0,40}\b(?:crash|dead|died|don't bring back|didn't wake|didn't make it|bring back)"),
    # Decided, and not to be asked about.
    _said("suicide", "permanent tell told say & one way have solution out if",
        r"\ba permanent (?:one|way out|solution|answer)\b"
        r"|\bif i (?:tell|told|say|said|answer)\b.{0,24}\byou(?:'d| would|'ll"
        r"| will)? have to (?:do something|report|ring|call|tell|phone)\b"
        r"|\bor you(?:'ll| will|'d| would) have to (?:ring|call|phone|report|tell) (?:somebody|someone"
        r"|it)\b"),
    _said("suicide", "belt laces shoelaces find know will & me my it they'd the who",
        r"\bthey'd take my (?:belt|laces|shoelaces)\b"
        r"|\b(?:won't|don't want to|can't|wouldn't) have (?:him|her|them|the kids"
        r"|my \w+) (?:be the one(?:s)? (?:to|who) )?find me\b"
        r"|\bso (?:that )?they(?:'ll| will|'d)? know who (?:it is|it was|i was)\b"
        r"|\b(?:wouldn't|don't|didn't) want (?:them|her|him|anyone|my \w+) to find (?:it|me"
        r"|the (?:flat|house|place)) (?:in|like)\b|\bi know the where\b|\bmoved my will\b"),
    _said("suicide", "helpline samaritans crisis hotline & phone hung",
        r"\b(?:rang|called|ring|phoned|dialled) (?:the |a )?(?:crisis )?(?:helpline|samaritans"
        r"|crisis (?:line|number)|hotline|line)\b.{0,24}\b(?:put the phone down|hung up|rang off)\b"),
    # Held by one thing; called by the dead; by God; in other tongues; among farmers and old people.
    _said("suicide", "alive done manners do & cat dog not around father mother kids",
        rf"\bnot while (?:the|my) (?:cat|dog|{_KIN})(?:'s| is|'re| are) (?:still )?(?:alive|here)\b"
        rf"|\b(?:stick|stay|staying|hang) around out of (?:manners|politeness|habit|duty)\b"
        rf"|\breason not to have done it\b|\bi couldn't do (?:it|that) to my (?:{_KIN}|dog)(?=\W*$)"),
    _said("suicide", "where wait long place tell side grave & she he him her beside myself father mother wife husband son",
        r"\bi want to go where (?:she|he|they) (?:is|are|went|has gone)\b"
        r"|\bwon't (?:make|let|keep) (?:him|her) wait(?:ing)?\b.{0,16}\b(?:third|long|longer|another|year)"
        r"|\btell(?:ing)? (?:her|him),? (?:it's )?(?:not long|soon|i won't be long)(?: now)?\b"
        r"|\bset a place for myself beside\b"
        r"|\bgo to the side of my (?:father|mother|wife|husband|son|daughter|brother)\b"),
    _said("suicide", "god lord allah him he confession home waiting life & lent halfway close clean early book back next",
        r"\btake back what (?:he|he's|he has) (?:lent|given)\b|\bmeet him halfway\b"
        r"|\b(?:lord|god|allah|him) to close my (?:book|eyes)\b|\bso (?:that )?i'm clean for it\b"
        r"|\bcom(?:e|ing) home early\b(?=\W*$)(?<!he's coming home early)(?<!she's coming home early)"
        r"|\bget on with the next life\b"),
    _said("suicide", "object fill curtain arrangement nuisance beast box rope easy & everything down by myself hand be carry if",
        r"\b(?:shouldn't|wouldn't|don't) (?:object|complain|mind) if the curtain\b"
        r"|\b(?:i've|i have|simply) had my fill of (?:everything|it all|life|living|all of it)\b"
        r"|\bslips? away by arrangement\b|\ba nuisance to myself\b|\bhow easy it(?:'d| would) be(?=\W*$)"
        r"|\bput a beast down when\b"),
    _said("suicide", "plane airplane bus boat want & fall falls crash crashes sink sinks world live & thank more",
        r"\bif the (?:airplane|plane|bus|boat|train) (?:fall|falls|crash|crashes|sink"
        r"|sinks)\b.{0,8}\bi (?:say|will say|would say) thank|\bno more the want to (?:be|live)\b"),
    # Harm to oneself, hidden.
    _said("self_harm", "where & covers cover hides hide look see looks checks check",
        r"\b(?:do|did|doing) it where (?:the|my|a|his|her)? ?(?:\w+ )?(?:costume|swimsuit|shorts|sleeves?"
        r"|t-shirt|shirt|clothes|uniform|bikini|skirt|watch|socks) (?:covers?|hides?)\b"
        r"|\b(?:do|did|doing) it where (?:he|she|they|nobody|no one|my \w+) (?:doesn't|don't|can't|won't"
        r"|never|ever)? ?(?:looks?|sees?|checks?)\b"),
    _said("self_harm", "told tell & cat dog oven iron & was it's",
        r"\bi (?:told|tell) (?:him|her|them|everyone|everybody|work|people|the \w+|my \w+) (?:it was|it's"
        r"|that it was) (?:only |just )?the (?:cat|dog|oven|iron|kettle|brambles)\b"),
    _said("self_harm", "barcode bleeds numb skin sharp lines arm & thighs arms when till until on every my some",
        r"\b(?:thighs?|arms?|legs?) (?:look|looks|is|are)\b.{0,10}\bbarcode\b|\bdon't stop when it bleeds\b"
        r"|\b(?:i do it|punch|hit|bang)\w*\b.{0,20}\b(?:till|until) (?:it goes|they go|i go|it's"
        r"|they're) numb\b|\bpay for it\W+(?:i mean )?on my skin\b|\bevery sharp thing\b"
        r"|\b(?:make|made|making) (?:on my (?:arm|leg|skin) (?:some|small) lines"
        r"|(?:some|small) (?:lines|cuts) on my (?:arm|leg|skin))"),
    _said("self_harm", "let because wearing & hit body & me out purpose",
        r"\bi let (?:people|them|men|guys|lads|strangers) hit me\b"
        r"|\bwearing (?:it|this body|my body) out\b.{0,20}\bon purpose\b"),
    # Not safe with oneself.
    _said("unsafe", "knives pills tablets medication gun guns cabinet rope scissors bottle & take hide keep lock hold look",
        r"\b(?:asked|made|got|had|told|begged) (?:my|the) (?:\w+ )?(?:wife|husband|partner|flatmate|lad|son"
        r"|daughter|neighbour|mother|father|sister|brother|friend|boyfriend|girlfriend) (?:to )?(?:take"
        r"|hide|keep|lock up|lock|lock away|hold on to|look after) (?:the|my) (?:knives|pills|tablets"
        r"|medication|guns?|gun cabinet|rope|scissors)\b(?!.{0,30}\b(?:blunt|sharpen|guests?|kids|travel))"),
    _said("unsafe", "whatever company send looking watching nobody trust long & hand home frightened scared as when or i'm",
        r"\bdon't hand it (?:over|back) whatever\b"
        r"|\b(?:it's )?my own company (?:that )?i'm (?:frightened|scared|afraid|terrified)\b"
        r"|\b(?:frightened|scared|afraid) of my own company\b"
        r"|\bif you send me home\b.{0,24}\b(?:can't|couldn't|won't|don't know)\b"
        r"|\b(?:alright|all right|okay|ok|fine|safe) as long as (?:somebody|someone|people|there's)(?:'s"
        r"|'re| is| are|) (?:\w+ )?(?:looking|watching|with me|in the (?:house|room))(?=\W*$)"
        r"|\bwhat i'm like when there's (?:nobody|no one)\b|\bdon't trust it,? or me\b"),
    # Others.
    _said("others", "voice voices radio ceiling god it he him & stop pick knife rid orders swapped sent & me to",
        r"\b(?:voices?|radio|ceiling|god|it|whisper\w*)\b.{0,30}\b(?:tells?|told|orders?|wants?"
        r"|commands?) me (?:to|that i (?:have|need|must)(?: to)?) (?:stop (?:him|her|them)"
        r"|pick up (?:the|a) knife|get rid of (?:him|her|it|them|the))\b"
        r"|\bi (?:have|need) to stop (?:him|her|them) before (?:he|she|they) starts?\b"
        r"|\bit gives me orders\b"),
    _said("others", "cot crib bed hands arm arms wrist cupboard cellar wardrobe shed kinder sleep flinches & over want hard till until shut three both when more cushion pillow all i",
        r"\bstood over (?:the|his|her|their) (?:cot|crib|bed)s?\b.{0,12}\bwith (?:the|a) (?:cushion"
        r"|pillow)\b|\bmy hands want(?:ed)? to(?=\W*$)"
        r"|\bi squeezed (?:his|her|their) (?:\w+ )?(?:arms?|wrists?|legs?) (?:too hard|so hard|till"
        r"|until)\b|\bi shut (?:him|her|them) in the (?:cupboard|cellar|wardrobe|shed|dark)\b"
        r"|\bkinder for (?:all|both|the) (?:\w+ )?of us\b"
        r"|\bflinch(?:es)? when i (?:lift|raise|come|move|reach|walk)"),
    _said("others", "nursery school doctor swing fell & told",
        r"\bi told (?:the )?(?:nursery|school|doctor|nurse|teacher|health visitor"
        r"|social worker) (?:it was the \w+|(?:he|she) (?:fell|had fallen|slipped))\b"),
    _said("others", "throat neck knife scared afraid frightened tea food drink coffee soup followed break & her his him of she's he's they're it's",
        r"\bi had my hands (?:on|round|around) (?:her|his|their) (?:throat|neck)\b"
        r"|\b(?:knife|knives|knife block|hammer|axe)\b,? and (?:then )?i look at (?:him|her)\b"
        r"|\b(?:she|he|they)(?:'s|'re| is| are) (?:scared|afraid|frightened"
        r"|terrified) of me\b(?! (?:driving|when i drive|cooking|leaving))"
        r"|\bi put something in (?:his|her|their) (?:tea|food|drink|coffee|soup|dinner)\b"
        r"|\bi followed (?:him|her|them) to where (?:he|she|they) lives?\b"
        r"|\bleft to break before it's (?:her|him|them)\b"),
    _said("others", "have laughing felt ran bag door coming blade knife bad & nobody when what down something comes it carry do",
        r"\bif i can't have (?:her|him)\b.{0,16}\b(?:nobody|no one)\b|\bwon't be laughing when i\b"
        r"|\bmake (?:him|her|them) feel what i felt\b|\b(?:nearly|almost) ran (?:him|her|them) down\b"
        r"|\bgoing in (?:there )?with something in my (?:bag|coat|pocket|hand)\b"
        r"|\bi know which door (?:he|she) comes out of\b"
        r"|\bcarry (?:it|one) (?:with|on) me\b.{0,10}\bthe (?:blade|knife)\b"
        r"|\bto do (?:a )?bad things? to (?:him|her|them|the (?:chief|boss|manager))\b"),
)  # fmt: skip
