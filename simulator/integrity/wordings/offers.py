"""How a service talks: offers, sign-offs, praise of the question, advice to everybody."""

from __future__ import annotations

from simulator.integrity.lexicon import Rules, rule
from simulator.integrity.signs import Sign, Signs

STRONG = Rules([
    rule(
        r"\bit looks like you(?:'ve| have)? (?:selected|chosen|picked|entered|typed|clicked|chose)\b"
        r"|\byou(?:'ve| have)? (?:selected|chose|chosen|picked) option \w+"
        r"|\b(?:shall|should|can|want me to|would you like me to) i? ?(?:export|download|convert|format"
        r"|print|upload) (?:it|this|that|them|these|those|your|everything)\b"
        r"|\bjust ask and i(?:'ll| will| can)\b"
        r"|\blooking for (?:more|other|further) (?:ways|tips|ideas|resources|options) (?:to|for|on)\b"
        r"|\bhope (?:that|this|it) clears (?:things|it|that) up\b"
        r"|\bi(?:'ve| have) (?:kept|saved|logged|compiled) (?:a|your) (?:running |full )?(?:list|log"
        r"|summary|record) of your (?:goals|answers|inputs|preferences|responses)\b",
        "serves as an assistant",
    ),
    rule(
        r"(?:^|[.!?\n] *)(?:always )?(?:happy|glad|pleased|delighted) to (?:expand|elaborate|unpack|draft"
        r"|walk)\b|\bthrilled you asked\b"
        r"|\b(?:shall|should|can|could|may|want me to|would you like me to) i? ?(?:draft|compose"
        r"|write (?:you )?(?:up )?|prepare|put together|outline|generate) (?:you )?(?:a|an|some"
        r"|the) (?:\w+ )?(?:letter|e-?mail|message|list|plan|script|template|summary|schedule|note|draft"
        r"|checklist)\b(?=[^.!\n]{0,80}(?:\?|\b(?:to|for) your?\b))|\b(?:went|goes|is|are|reads|was|were|runs) as follows\b"
        r"|\b(?:below|above) (?:are|is|you'?ll find|you will find) (?:two|three|four|five|six|seven|ten"
        r"|\d+) (?:\w+ ){0,2}(?:ways|tips|steps|ideas|strategies|options|things|points|techniques)\b"
        r"|\bi(?:'m| am) (?:always )?available (?:24/7|around the clock)\b|\bstay safe and have\b"
        r"|\bwhichever suits you\b|\bsome key (?:facts|points)\b",
        "serves as an assistant",
    ),
    rule(
        r"(?:^|[.!?\n] *)(?:excellent|wonderful"
        r"|what a (?:relatable|great|wonderful|powerful|lovely|fantastic)|great|fantastic) (?:disclosure"
        r"|thing to (?:bring up|share|ask)|share|insight to bring|input|feedback)\b"
        r"|^\W*(?:certainly|absolutely|of course|sure(?: thing)?|definitely)!? (?:the|here|below|my|it"
        r"|there|a|one|an)\b[^.!?\n]{0,50}\b(?:as follows|went|are (?:some|five|three|a few)"
        r"|is (?:a|an) (?:common|normal|well-known)|are common)\b"
        r"|\b(?:crosses the placenta|can be influenced by|can be made easier|is a recogni[sz]ed risk factor"
        r"|a recogni[sz]ed risk factor|are common (?:symptoms|signs|causes))\b",
        "talks like a leaflet",
    ),
    rule(
        r"\bhere to (?:assist|help) you with (?:any|your|all|whatever)\b"
        r"|\bany (?:other |further )?(?:questions|queries) you (?:may|might) have\b",
        "offers further service",
    ),
    rule(
        r"(?<!you )\b(?:elaborate|expand) on (?:any|these|this|one) (?:of )?(?:these|points?|above)\b"
        r"|\bhelp (?:you )?with something (?:different|else)\b",
        "offers further service",
    ),
    rule(
        r"\b(?:hope|trust) (?:that )?(?:this|the|my|these) (?:information|answer|explanation|overview"
        r"|response|tips|suggestions?|summary)\b|\bhere is how i would (?:describe|put|answer)\b"
        r"|\bas an ai,? i can\b|\bthank you for your (?:question|query|message|inquiry)\b"
        r"|\blet me break (?:this|that|it) down\b(?=[.:!]| for you| into)"
        r"|\bi can (?:offer|suggest|provide) some (?:general )?(?:tips|resources|information|strategies)\b",
        "serves as an assistant",
    ),
    rule(
        r"\b(?:is|are) there (?:anything|something) (?:else|more|further) (?:that )?i can (?:help|assist)"
        r"(?: you)?(?: with)?(?: today)?\s*(?:\?|$)|^\W*how (?:can|may) i (?:help|assist)(?: you)?(?: today)?\s*\?",
        "asks what else it can do",
    ),
    rule(r"\bkey takeaways?\b", "recaps like an article"),
    rule(
        r"\bhere(?:'s| is) (?:a|an|your) (?:[\w-]+[- ]){0,3}(?:plan|template|list|guide|checklist|overview"
        r"|breakdown)\b|\bbelow (?:is|are) (?:a|an|some|the) (?:\w+ ){0,2}(?:template|list|draft|plan"
        r"|example|tips)\b",
        "serves up material",
        speaker="patient",
    ),
    rule(
        r"\b(?:for (?:further|more) (?:reading|information)|common symptoms include"
        r"|was first described|happy learning|simply type|type the (?:letter|number)"
        r"|(?:any|one) of the below|pick a topic|step-by-step guide"
        r"|\d+ (?:quick |simple |easy )?(?:tips|ways|steps) (?:for|to)"
        r"|i could also (?:give|offer|write) you"
        r"|(?:wonderful|great|lovely|fantastic) rest of your (?:day|evening|week))\b",
        "serves up material",
    ),
    rule(
        r"\b(?:is|are) there (?:anything|something) (?:else|more|further|specific) (?:that )?(?:i"
        r"|we) (?:can|could|may|might) (?:help|assist|do for|support)\b"
        r"|\b(?:can|may|could|how (?:can|may|else can)) i (?:help"
        r"|assist) (?:you )?(?:with (?:anything|something)|further|today|any further)"
        r"|\banything (?:else|further) you'?d like (?:me to|to (?:know|explore on|cover|learn))", "offers further service"),
    rule(
        r"\b(?:i (?:hope|trust)|hope|hopefully,?) (?:that |this |these |it |my |the )*(?:\w+ )?(?:helps"
        r"|help|'?s (?:useful|helpful|of use)|helped|was helpful|is helpful|was useful|is useful|captures?"
        r"|gives you|answers|clarif\w+|meets|provides|works for you"
        r"|serves)\b(?!,? (?:me|my|him|her|them|us|with|our|what|a little)\b)", "hopes to have been of use", severity=None),
    rule(
        r"\b(?:feel free|don'?t hesitate|do not hesitate|you'?re welcome|please do"
        r"|never hesitate) to (?:ask|reach out with|let me know|come back with|share more details|provide"
        r"|message me|ask me|contact me|ping)\b|\bping me\b"
        r"|\bjust (?:say the word|let me know|give me a shout) (?:and i(?:'ll| will| can) (?!sit|stop|wait|go|come)"
        r"|if (?:you(?:'d| would)? (?:like|want|have)|i (?:can|should)|there)\b)", "invites further questions", severity=None),
    rule(
        r"\b(?:let me know|tell me|please let me know|just ask|do let me know|say so) (?:if|whether|what"
        r"|how|when|which) (?:you(?:'d| would)? (?:like|want|need|prefer|have any)"
        r"|there'?s (?:anything|something)|i (?:can|should|could)|this|any)\b[^.!?\n]{0,60}\b(?:more"
        r"|further|questions|adjust|help|clarif\w+|detail|continue|expand|else|different|tone|version"
        r"|changes|tweaks|assist\w*|information|would like help)\b", "offers to go on serving"),
    rule(
        r"\b(?:would|do|if) you(?:'d)? (?:like|want|prefer|need)(?: some| a| any"
        r"| me to)?(?: [\w-]+){0,3} (?:links?|resources|version|suggestions|tips|list|shorter|longer"
        r"|more detail(?:s|ed)?|information|examples|guidance"
        r"|an? (?:overview|summary|list))\b[^.!?\n]{0,50}[?!.]", "offers material", severity=None),
    rule(
        r"\b(?:great|excellent|thoughtful|wonderful|fantastic|insightful) (?:follow-?up|question|query"
        r"|observation)\b(?=[!.]|,? and (?:it'?s|one)|\s*$)|\bwhat a (?!strange|hard|weird|funny|big|horrible|odd|stupid|silly|terrible)(?:\w+ ){1,2}(?:question|query)\b"
        r"|\b(?:you(?:'ve| have)? (?:raise|raised|bring up|ask|asked|pose|posed)) (?:a"
        r"|an) (?:\w+ ){0,2}(?:point|question|issue)\b"
        r"|\bthank(?:s| you) (?:so much |very much )?for (?:your (?:question|query|message|inquiry|input"
        r"|patience|interest)|reaching out to (?:us|me)|the question"
        r"|sharing this (?:scenario|prompt))(?=[!.,]|\s*$)", "praises the question", severity=None),
    rule(
        r"\bi (?:really |just |absolutely )?(?:love|adore) (?:this|that|such a|your) (?:theme|topic|prompt|scenario|subject matter)\b(?=[.!,])"
        r"|\b(?:great|fun|lovely|fascinating|wonderful) (?:theme|topic|prompt|scenario)!"
        r"|\b(?:pick any|take your pick|pick your favou?rite|choose your (?:own )?(?:path|topic|adventure)|pick a topic)[.!]"
        r"|\bpick a card:", "hands out topics", heard=True),
    rule(
        r"\b(?:certainly|absolutely|of course|sure(?: thing)?|definitely|gladly|understood|noted"
        r"|no problem)[!.,:-]+ ?(?:-|i(?:'d| would|'ll| will| can| am|'m)|here|let(?:'s|'?s| me)"
        r"|below)\b[^.!?\n]{0,60}\b(?:(?:happy|glad|delighted|love|like|pleased) to|help you|assist|dive in"
        r"|here(?:'s| is| are)|provide|break (?:it|this|that) down|explore how|outline|walk you|be your)", "takes an order"),
    rule(
        r"\b(?:i(?:'d| would)|i'?m|i am|we(?:'d| would)|always|more than) (?:be )?(?:happy|glad|delighted"
        r"|pleased|thrilled|eager|ready|available|here"
        r"|at your (?:disposal|service))\b[^.!?\n]{0,20}\b(?:to (?:help|assist|provide|continue(?! with| seeing| on)|support you"
        r"|answer(?! (?:it|that|this))|elaborate|offer|discuss|be of|clarify|adjust(?! how| the time)|go into|share more)"
        r"|(?<!ready )whenever you (?:are|need|want)|24/7|should you need|if you (?:need|have|want))", "is happy to serve", severity=None),
    rule(
        r"\b(?:it(?:'s| is)|please|always) (?:important to )?(?:note|consult|remember|keep in mind|seek"
        r"|be aware)(?: that| with)?\b[^.!?\n]{0,60}\b(?:not (?:medical|professional|a substitute|intended)"
        r"|(?:a |your )?(?:qualified|licensed|mental health|medical|healthcare) (?:professional|provider"
        r"|practitioner|clinician|therapist))"
        r"|\bnot a (?:substitute|replacement) for (?:professional|medical|therapy|real)"
        r"|\b(?:isn'?t|not|doesn'?t constitute) (?:medical|professional|clinical|legal) advice\b"
        r"|\b(?:qualified|licensed) (?:healthcare|mental health|medical) (?:professional|provider"
        r"|practitioner)\b|\bdisclaimer\b", "adds a disclaimer", severity=None),
    rule(
        r"\b(?:if you or someone you (?:know|love)|you are not alone\.? (?:please )?(?:reach|help)"
        r"|reach out to (?:a|your|the) (?:local )?(?:crisis|mental health) (?:line|professional|hotline"
        r"|service)s? in your (?:area|country|region))\b", "hands out a leaflet"),
    rule(
        r"\b(?:here are|below are|the following are|these are|consider (?:these|the following)"
        r"|there are (?:several|a few|some|many|various)) (?:some |a few |several "
        r"|\w+ )?(?:\w+[- ]){0,3}(?:strategies|tips|suggestions|ways|steps|techniques|options|factors"
        r"|approaches|resources|ideas|explanations|possible|things to)\b", "hands out a list", speaker="patient"),
    rule(
        r"\b(?:in (?:summary|conclusion)|to (?:summari[sz]e|sum up|recap)|overall|key takeaways?|pro tip"
        r"|quick tip|fun fact|tl;?dr|bottom line)\b ?[:,]", "writes like an article", speaker="patient"),
    rule(
        r"\b(?:studies|research|experts?|evidence) (?:show|shows|suggest|suggests|indicate|indicates"
        r"|recommend|recommends|say)(?: that)?\b[^.!?\n]{0,90}\b(?:may|can|reduce|improve|help|effective"
        r"|important)", "lectures", speaker="patient"),
    rule(
        r"\b(?:people|individuals|those|many) (?:who|living|with|experiencing|dealing|struggling"
        r"|in)\b[^.!?\n]{0,60}\b(?:often (?:report|experience|find|feel|struggle)"
        r"|may (?:benefit|experience|find)|typically|tend to (?:report|experience))", "lectures", speaker="patient"),
    rule(
        r"\b(?:as|being) an? (?!ai (?:engineer|researcher|developer|company|firm|scientist|person"
        r"|consultant|ethicist|artist))(?:ai|language model|large language model"
        r"|digital (?:helper|assistant)|virtual assistant|chatbot)\b"
        r"|\bi(?:'m| am) (?:just |only )?(?:an? )?(?:ai|language model|virtual assistant|digital assistant"
        r"|chatbot)\b", "says that it is an assistant", severity=None),
    rule(
        r"\bi(?:'m| am) (?:actually |really |just |in fact )?(?:claude|chatgpt|gpt-?\d\w*|gemini|copilot|llama|deepseek|qwen)\b(?=[,.;:!]| (?:and|by|from|made|so|which)\b)",
        "says which model it is"),
    rule(
        r"\b(?:could|can|would) you (?:please )?(?:provide|share|give|clarify"
        r"|specify)(?: me)?(?: with)? (?:more|additional|further|some) (?:details?|context|information"
        r"|specifics)\b|\bto (?:help|assist|serve|support) you (?:better|further|best)\b"
        r"|\bhow (?:can|may) i (?:assist|help you|be of|help(?= ?(?:\?|$|today)))", "asks for input", severity=None),
    rule(
        r"\byou(?:'ve| have) got this\b[!. ]*(?:\W{0,4})$"
        r"|\bremember,? (?:progress|healing|recovery|it) (?:isn'?t|is not) (?:linear|a race)(?!, (?:that|it|they))", "cheers like an app", speaker="patient"),
])  # fmt: skip

SERVICE = Signs(
    [
        Sign("gushes", 1, (
            r"\b(?:truly|incredibly|absolutely|completely|totally|deeply|so|very|really) (?:inspiring|valid"
            r"|admirable|commendable|courageous|remarkable|thoughtful|insightful|empowering)\b",
            r"\b(?:important|great|huge|amazing|wonderful|brave|courageous|big|significant|positive"
            r"|fantastic) (?:first )?step\b|\b(?:be|so) proud of yourself\b"
            r"|\byou deserve (?:to|so much|support|happiness|all)\b"
            r"|\bsending (?:you )?(?:\w+ )?(?:hugs|love|strength|support|positive)\b"
            r"|\byou(?:'re| are) not alone\b|\bnever (?:okay|ok|acceptable)\b|\bjust by reaching out\b",
            r"\bwhat an? (?:\w+,? (?:and )?){1,3}(?:question|metaphor|insight|image|observation"
            r"|thing to (?:share|say|ask|wonder))\b",
                    r"\bheart of the matter\b|\b(?:thought-provoking|glad you asked"
                    r"|excellent (?:point|choice|start)|good one!|great (?:choice|start|point)!)",
            r"\b(?:healing|recovery|progress|grief) (?:isn't|is not|is never) (?:linear|a)\b"
            r"|\bone (?:step|day) at a time!|\bself-care (?:isn't|is not|matters|is)\b",
        )),
        Sign("thanks a customer", 1, (
            r"\b(?:thank you|thanks) (?:so much |very much )?for (?:sharing (?:that|this|your)|opening up"
            r"|your (?:openness|honesty|trust|courage|message|query|question|patience|understanding"
            r"|feedback|interest)|reaching out|being so|letting me know|contacting|choosing"
            r"|using)\b[^.!?\n]{0,20}!|\bi appreciate (?:your|you) (?:openness|patience|trust|sharing|query"
            r"|question)\b",
            r"(?:^|[.!?\n] ?)(?:sorry to hear (?:that|you|about)"
            r"|i'm (?:so |really |very )?sorry to hear)\b[^.!?\n]{0,60}!"
            r"|\b(?:you're (?:very |most |so )?welcome|my pleasure|anytime|no problem|of course|sure thing"
            r"|absolutely|certainly|got it|noted|perfect|wonderful|great)!(?= )",
        )),
        Sign("hands out leaflets", 1, (
            r"\b(?:top|quick|handy|key|practical|helpful|useful|evidence-based|proven|simple|effective"
            r"|actionable|easy) (?:\d+ |[a-z-]+ )?(?:tips?|wins?|pointers|strategies|techniques|takeaways"
            r"|facts|resources|tools|apps|steps)\b|\b\w+ prompts? tailored\b"
            r"|\b(?:five|four|three|six|seven|ten|\d+) (?:[a-z-]+ )?(?:tips|ways|strategies|prompts|ideas"
            r"|techniques|pointers|facts)\b",
            r"\b(?:there(?:'s| is| are)|you(?:'ll| can| may| might)(?: also)? find) (?:a (?:wide )?range"
            r"|a variety|a wealth|many|several|numerous|plenty|lots|a number|various"
            r"|some (?:great|helpful|useful)) (?:of )?(?:[a-z-]+ ){0,3}(?:apps|ways|tips|resources"
            r"|strategies|services|options|tools|books|techniques|support|groups|organisations"
            r"|organizations|charities)\b",
                    r"\bon the market\b|\bpros and cons\b",
            r"\b(?:it's|it is|always) (?:important|essential|crucial|vital|worth|key|helpful|advisable"
            r"|recommended) (?:to (?:note|remember|consider|seek|speak|recogni[sz]e|acknowledge|reach"
            r"|practi[cs]e)|noting)\b|\b(?:is|are) (?:a |an )?(?:very |extremely |quite "
            r"|incredibly )?common (?:challenge|issue|experience|symptom|reaction|problem|response"
            r"|concern)s?\b|\bcan be (?:a )?(?:upsetting|challenging|overwhelming|beneficial|effective"
            r"|useful tool)\b|\bmay help to\b|\bhealthy relationships\b"
            r"|\b(?:for|many) (?:families|people|individuals|parents|carers|adults|those) (?:coping|dealing"
            r"|living|struggling|experience|find|facing|with)\b",
        )),
        Sign("offers service", 1, (
            r"\bi can (?:also )?(?:compare|provide|suggest|draft|create|list|generate|send|point you"
            r"|walk you|look up|recommend|put together|share (?:some|a few|more)|offer (?:some|a few|you)"
            r"|summari[sz]e|outline|tailor|format|rewrite)\b"
            r"|\b(?:want|like|need) me to (?:draft|list|suggest|create|carry on|continue|go on|expand"
            r"|explain|adjust|tweak|rewrite|compare|find|share|send|put|add|include)\b",
            r"\bwhenever you(?:'re| are) ready[.!]|\b(?:at|every) step of the way\b|\bat every step\b"
            r"|\b24/7\b|\bround the clock\b|\bdo my (?:very )?best to\b"
            r"|\bi'm (?:always |just )?here (?:to (?:help|assist|support)|if you|whenever|for you)\b"
            r"|\brest assured\b|\b(?:your|top) priority\b|\bmatters to (?:me|us)\b[,!]"
            r"|\b(?:feel free|don't hesitate|do not hesitate)\b"
            r"|\bhappy to (?:help|tweak|assist|elaborate|expand|adjust|explain|provide)\b",
            r"\b(?:tailored|personali[sz]ed|customi[sz]ed) (?:support|advice|plan|tips|recommendations"
            r"|suggestions|help|resources|to)\b"
            r"|\b(?:your|the) (?:query|queries|request|enquiry|inquiry|concerns|preferences|location"
            r"|postcode|zip code|account|settings"
            r"|consultation)\b(?=[^.!?\n]{0,60}(?:!|below|matters|and i|so i|into|is important|has been))",
                    r"\b(?:services|resources|groups|help|support|therapists|courses|classes) (?:nearby"
                    r"|near you|in your (?:area|region|city|country)|available)\b",
                    r"\btell me your location\b",
            r"\b(?:which|what) (?:of these|option|category|topic|area|format|one) (?:would|should|shall"
            r"|do) (?:you|we)\b[^.!?\n]{0,30}\b(?:like|prefer|start|explore|expand|tackle)\b|\bchoose one:"
            r"|\bpick (?:one|a topic)\b|\bwhat (?:shall|should) we (?:tackle|explore|cover|work on) next\b"
            r"|\bthe (?:tone|level of detail|length|format|style) you (?:were|are|'re) (?:hoping|looking)\b"
            r"|\byou want(?:ed)? emphasi[sz]ed\b",
        )),
        Sign("is a product", 1, (
            r"\b(?:printable|downloadable|pdf|infographic|cheat sheet|search engine|notes app|chat window"
            r"|upgrade|premium|subscribe|resend|menu below|link below|tap (?:here|below|the)"
            r"|click (?:here|below|the)|rate this|thumbs up|share this|copy (?:them|this) into"
            r"|type (?:it|your|in)|enter your|in settings|new chat|this chat|this conversation thread)\b|👍"
            r"|👎|⭐",
            r"\bi (?:don't|do not|can't|cannot|am unable to"
            r"|'m unable to) (?:have (?:access|real-time|memory|feelings|personal)|access|browse|check the"
            r"|retain|remember (?:previous|earlier|past)|store|see (?:images|files|attachments)"
            r"|recall (?:previous|earlier|past))\b"
            r"|\bmy (?:training|knowledge|information|data|database|programming|capabilities"
            r"|cutoff)\b(?! (?:course|shoes|run|day|plan|partner|officer|manager))"
            r"|\b(?:earlier|previous|past) (?:chats|conversations)\b"
            r"|\beach (?:chat|conversation|one) (?:starts|begins)\b|\breal-time\b"
            r"|\b(?:online|digital|virtual) (?:tool|helper|companion|service|platform)\b"
            r"|\b(?:numerous|other|many|our) users\b",
        )),
        Sign("signs off", 1, (
            r"\b(?:sweet dreams|stay (?:safe|strong|positive|well|hydrated)"
            r"|take (?:good )?care(?: of yourself)?|best of luck|good luck|all the best"
            r"|warm(?:est)? regards|best wishes|kind regards"
            r"|happy (?:journaling|learning|healing|gardening|baking|reading)"
            r"|keep (?:shining|up the (?:good|great) work)|you've got this|until next time)!",
            r"\bhave a (?:great|wonderful|lovely|nice|fantastic|restful|blessed|peaceful|beautiful) (?:day"
            r"|evening|week|weekend|night|rest)\b|\bwishing you\b"
            r"|\b(?:it was|it's been) (?:a )?(?:pleasure|great|lovely|wonderful) (?:chatting|talking"
            r"|speaking|assisting|helping)\b|\bi hope (?:this|that|these) (?:helps|information|gives"
            r"|answers|clarifies|was)\b|\bfrom all of us\b",
        )),
    ],
    reach=320,
)  # fmt: skip
"""Signs of service; two of different kinds are hard."""
