"""The voice of a chatbot that serves a user: offers, praise of the question, leaflets. It is how a model sounds when the part slips."""

from __future__ import annotations

import re
from collections.abc import Iterator

from simulator.integrity.lexicon import Rules, rule
from simulator.integrity.registry import Example, Hit, Look, check
from simulator.integrity.signs import Sign, Signs, hit_of

_STRONG = Rules([
    rule(
        r"(?:^|[.!?\n] *)(?:always )?(?:happy|glad|pleased|delighted) to (?:expand|elaborate|go into|unpack|dig|draft|walk)\b|\bthrilled you asked\b|\b(?:shall|should|can|could|may|want me to|would you like me to) i? ?(?:draft|compose|write (?:you )?(?:up )?|prepare|put together|outline|generate) (?:you )?(?:a|an|some|the) (?:\w+ )?(?:letter|e-?mail|message|list|plan|script|template|summary|schedule|note|draft|checklist)\b|\b(?:went|goes|is|are|reads|was|were|runs) as follows\b|\b(?:below|above) (?:are|is|you'?ll find|you will find) (?:two|three|four|five|six|seven|ten|\d+) (?:\w+ ){0,2}(?:ways|tips|steps|ideas|strategies|options|things|points|techniques)\b|\bi(?:'m| am) (?:always )?available (?:24/7|around the clock)\b|\bstay safe and have\b|\bwhichever suits you\b|\bsome key (?:facts|points)\b",
        "serves as an assistant",
    ),
    rule(
        r"(?:^|[.!?\n] *)(?:excellent|wonderful|what a (?:relatable|great|wonderful|powerful|lovely|fantastic)|great|fantastic) (?:disclosure|thing to (?:bring up|share|ask)|share|insight to bring|input|feedback)\b|^\W*(?:certainly|absolutely|of course|sure(?: thing)?|definitely)!? (?:the|here|below|my|it|there|a|one|an)\b[^.!?\n]{0,50}\b(?:as follows|went|are (?:some|five|three|a few)|is (?:a|an) (?:common|normal|well-known)|are common)\b|\b(?:crosses the placenta|can be influenced by|can be made easier|is a recogni[sz]ed risk factor|a recogni[sz]ed risk factor|are common (?:symptoms|signs|causes))\b",
        "talks like a leaflet",
    ),
    rule(
        r"\bhere to (?:assist|help) you with (?:any|your|all|whatever)\b|\bany (?:other |further )?(?:questions|queries) you (?:may|might) have\b",
        "offers further service",
    ),
    rule(
        r"\b(?:elaborate|expand) on (?:any|these|this|one) (?:of )?(?:these|points?|above)\b|\bhelp (?:you )?with something (?:different|else)\b",
        "offers further service",
    ),
    rule(
        r"\b(?:hope|trust) (?:that )?(?:this|the|my|these) (?:information|answer|explanation|overview|response|tips|suggestions?|summary)\b|\bhere is how i would (?:describe|put|answer)\b|\bas an ai,? i can\b|\bthank you for your (?:question|query|message|inquiry)\b|\blet me break (?:this|that|it) down\b|\bi can (?:offer|suggest|provide) some (?:general )?(?:tips|resources|information|strategies)\b",
        "serves as an assistant",
    ),
    rule(
        r"\bhere(?:'s| is) (?:a|an|your) (?:[\w-]+[- ]){0,3}(?:plan|template|list|guide|checklist|overview|breakdown)\b|\bbelow (?:is|are) (?:a|an|some|the) (?:\w+ ){0,2}(?:template|list|draft|plan|example|tips)\b",
        "serves up material",
        speaker="patient",
    ),
    rule(
        r"\b(?:for (?:further|more) (?:reading|information)|key takeaways?|common symptoms include|was first described|happy learning|simply type|type the (?:letter|number)|(?:any|one) of the below|pick a topic|step-by-step guide|\d+ (?:quick |simple |easy )?(?:tips|ways|steps) (?:for|to)|i could also (?:give|offer|write) you|(?:wonderful|great|lovely|fantastic) rest of your (?:day|evening|week))\b",
        "serves up material",
    ),
    rule(r"\b(?:is|are) there (?:anything|something) (?:else|more|further|specific) (?:that )?(?:i|we) (?:can|could|may|might) (?:help|assist|do for|support)\b|\b(?:can|may|could|how (?:can|may|else can)) i (?:help|assist) (?:you )?(?:with (?:anything|something)|further|today|any further)|\banything (?:else|further) you'?d like (?:me to|to (?:know|explore on|cover|learn))", "offers further service"),
    rule(r"\b(?:i (?:hope|trust)|hope|hopefully,?) (?:that |this |these |it |my |the )*(?:\w+ )?(?:helps|help|'?s (?:useful|helpful|of use)|helped|was helpful|is helpful|was useful|is useful|captures?|gives you|answers|clarif\w+|meets|provides|works for you|serves)\b(?! (?:me|my|him|her|them|us|with|our)\b)", "hopes to have been of use", severity=None),
    rule(r"\b(?:feel free|don'?t hesitate|do not hesitate|you'?re welcome|please do|never hesitate) to (?:ask|reach out with|let me know|come back with|share more details|provide|message me|ask me|contact me|ping)\b|\bping me\b|\bjust (?:say the word|let me know|give me a shout) (?:and|if)\b", "invites further questions", severity=None),
    rule(r"\b(?:let me know|tell me|please let me know|just ask|do let me know|say so) (?:if|whether|what|how|when|which) (?:you(?:'d| would)? (?:like|want|need|prefer|have any)|there'?s (?:anything|something)|i (?:can|should|could)|this|any)\b[^.!?\n]{0,60}\b(?:more|further|questions|adjust|help|clarif\w+|detail|continue|expand|else|different|tone|version|changes|tweaks|assist\w*|information|would like help)\b", "offers to go on serving"),
    rule(r"\b(?:would|do|if) you(?:'d)? (?:like|want|prefer|need)(?: some| a| any| me to)?(?: [\w-]+){0,3} (?:links?|resources|version|suggestions|tips|list|shorter|longer|more detail(?:s|ed)?|information|examples|guidance|an? (?:overview|summary|list))\b[^.!?\n]{0,50}[?!.]", "offers material", severity=None),
    rule(r"\b(?:great|excellent|thoughtful|wonderful|fantastic|insightful) (?:follow-?up|question|query|observation)\b(?=[!.]|,? and (?:it'?s|one)|\s*$)|\bwhat a (?:\w+ ){0,2}(?:question|query)\b|\b(?:you(?:'ve| have)? (?:raise|raised|bring up|ask|asked|pose|posed)) (?:a|an) (?:\w+ ){0,2}(?:point|question|issue)\b|\bthank(?:s| you) (?:so much |very much )?for (?:your (?:question|query|message|inquiry|input|patience|interest)|reaching out to (?:us|me)|the question|sharing this (?:scenario|prompt))(?=[!.,]|\s*$)", "praises the question", severity=None),
    rule(r"\b(?:certainly|absolutely|of course|sure(?: thing)?|definitely|gladly|understood|noted|no problem)[!.,:-]+ ?(?:-|i(?:'d| would|'ll| will| can| am|'m)|here|let(?:'s|'?s| me)|below)\b[^.!?\n]{0,60}\b(?:(?:happy|glad|delighted|love|like|pleased) to|help you|assist|dive in|here(?:'s| is| are)|provide|break (?:it|this|that) down|explore how|outline|walk you|be your)", "takes an order"),
    rule(r"\b(?:i(?:'d| would)|i'?m|i am|we(?:'d| would)|always|more than) (?:be )?(?:happy|glad|delighted|pleased|thrilled|eager|ready|available|here|at your (?:disposal|service))\b[^.!?\n]{0,20}\b(?:to (?:help|assist|provide|continue|support you|answer|elaborate|offer|discuss|be of|clarify|adjust|go into|share more)|whenever you (?:are|need|want)|24/7|should you need|if you (?:need|have|want))", "is happy to serve", severity=None),
    rule(r"\b(?:it(?:'s| is)|please|always) (?:important to )?(?:note|consult|remember|keep in mind|seek|be aware)(?: that| with)?\b[^.!?\n]{0,60}\b(?:not (?:medical|professional|a substitute|intended)|(?:a |your )?(?:qualified|licensed|mental health|medical|healthcare) (?:professional|provider|practitioner|clinician|therapist))|\bnot a (?:substitute|replacement) for (?:professional|medical|therapy|real)|\b(?:isn'?t|not|doesn'?t constitute) (?:medical|professional|clinical|legal) advice\b|\b(?:qualified|licensed) (?:healthcare|mental health|medical) (?:professional|provider|practitioner)\b|\bdisclaimer\b", "adds a disclaimer", severity=None),
    rule(r"\b(?:if you or someone you (?:know|love)|you are not alone\.? (?:please )?(?:reach|help)|reach out to (?:a|your|the) (?:local )?(?:crisis|mental health) (?:line|professional|hotline|service)s? in your (?:area|country|region))\b", "hands out a leaflet"),
    rule(r"\b(?:here are|below are|the following are|these are|consider (?:these|the following)|there are (?:several|a few|some|many|various)) (?:some |a few |several |\w+ )?(?:\w+[- ]){0,3}(?:strategies|tips|suggestions|ways|steps|techniques|options|factors|approaches|resources|ideas|explanations|possible|things to)\b", "hands out a list", speaker="patient"),
    rule(r"\b(?:in (?:summary|conclusion)|to (?:summari[sz]e|sum up|recap)|overall|key takeaways?|pro tip|quick tip|fun fact|tl;?dr|bottom line)\b ?[:,]", "writes like an article", speaker="patient"),
    rule(r"\b(?:studies|research|experts?|evidence) (?:show|shows|suggest|suggests|indicate|indicates|recommend|recommends|say)(?: that)?\b[^.!?\n]{0,90}\b(?:may|can|reduce|improve|help|effective|important)", "lectures", speaker="patient"),
    rule(r"\b(?:people|individuals|those|many) (?:who|living|with|experiencing|dealing|struggling|in)\b[^.!?\n]{0,60}\b(?:often (?:report|experience|find|feel|struggle)|may (?:benefit|experience|find)|typically|tend to (?:report|experience))", "lectures", speaker="patient"),
    rule(r"\b(?:as|being) an? (?!ai (?:engineer|researcher|developer|company|firm|scientist|person|consultant|ethicist|artist))(?:ai|language model|large language model|digital (?:helper|assistant)|virtual assistant|chatbot)\b|\bi(?:'m| am) (?:just |only )?(?:an? )?(?:ai|language model|virtual assistant|digital assistant|chatbot)\b", "says that it is an assistant", severity=None),
    rule(r"\b(?:could|can|would) you (?:please )?(?:provide|share|give|clarify|specify)(?: me)?(?: with)? (?:more|additional|further|some) (?:details?|context|information|specifics)\b|\bto (?:help|assist|serve|support) you (?:better|further|best)\b|\bhow (?:can|may) i (?:assist|help you|be of|help(?= ?(?:\?|$|today)))", "asks for input", severity=None),
    rule(r"\byou(?:'ve| have) got this\b[!. ]*(?:\W{0,4})$|\bremember,? (?:progress|healing|recovery|it) (?:isn'?t|is not) (?:linear|a race)", "cheers like an app", speaker="patient"),
])  # fmt: skip

_SERVICE = Signs(
    [
        Sign("gushes", 1, (
            r"\b(?:truly|incredibly|absolutely|completely|totally|deeply|so|very|really) (?:inspiring|valid|admirable|commendable|courageous|remarkable|thoughtful|insightful|empowering)\b",
            r"\b(?:important|great|huge|amazing|wonderful|brave|courageous|big|significant|positive|fantastic) (?:first )?step\b|\b(?:be|so) proud of yourself\b|\byou deserve (?:to|so much|support|happiness|all)\b|\bsending (?:you )?(?:\w+ )?(?:hugs|love|strength|support|positive)\b|\byou(?:'re| are) not alone\b|\bnever (?:okay|ok|acceptable)\b|\bjust by reaching out\b",
            r"\bwhat an? (?:\w+,? (?:and )?){1,3}(?:question|metaphor|insight|image|observation|thing to (?:share|say|ask|wonder))\b",
                    r"\bheart of the matter\b|\b(?:thought-provoking|glad you asked|excellent (?:point|choice|start)|good one!|great (?:choice|start|point)!)",
            r"\b(?:healing|recovery|progress|grief) (?:isn't|is not|is never) (?:linear|a)\b|\bone (?:step|day) at a time!|\bself-care (?:isn't|is not|matters|is)\b",
        )),
        Sign("thanks a customer", 1, (
            r"\b(?:thank you|thanks) (?:so much |very much )?for (?:sharing (?:that|this|your)|opening up|your (?:openness|honesty|trust|courage|message|query|question|patience|understanding|feedback|interest)|reaching out|being so|letting me know|contacting|choosing|using)\b[^.!?\n]{0,20}!|\bi appreciate (?:your|you) (?:openness|patience|trust|sharing|query|question)\b",
            r"(?:^|[.!?\n] ?)(?:sorry to hear (?:that|you|about)|i'm (?:so |really |very )?sorry to hear)\b[^.!?\n]{0,60}!|\b(?:you're (?:very |most |so )?welcome|my pleasure|anytime|no problem|of course|sure thing|absolutely|certainly|got it|noted|perfect|wonderful|great)!(?= )",
        )),
        Sign("hands out leaflets", 1, (
            r"\b(?:top|quick|handy|key|practical|helpful|useful|evidence-based|proven|simple|effective|actionable|easy) (?:\d+ |[a-z-]+ )?(?:tips?|wins?|pointers|strategies|techniques|takeaways|facts|resources|tools|apps|steps)\b|\b\w+ prompts? tailored\b|\b(?:five|four|three|six|seven|ten|\d+) (?:[a-z-]+ )?(?:tips|ways|strategies|prompts|ideas|techniques|pointers|facts)\b",
            r"\b(?:there(?:'s| is| are)|you(?:'ll| can| may| might)(?: also)? find) (?:a (?:wide )?range|a variety|a wealth|many|several|numerous|plenty|lots|a number|various|some (?:great|helpful|useful)) (?:of )?(?:[a-z-]+ ){0,3}(?:apps|ways|tips|resources|strategies|services|options|tools|books|techniques|support|groups|organisations|organizations|charities)\b",
                    r"\bon the market\b|\bpros and cons\b",
            r"\b(?:it's|it is|always) (?:important|essential|crucial|vital|worth|key|helpful|advisable|recommended) (?:to (?:note|remember|consider|seek|speak|recogni[sz]e|acknowledge|reach|practi[cs]e)|noting)\b|\b(?:is|are) (?:a |an )?(?:very |extremely |quite |incredibly )?common (?:challenge|issue|experience|symptom|reaction|problem|response|concern)s?\b|\bcan be (?:a )?(?:upsetting|challenging|overwhelming|beneficial|effective|useful tool)\b|\bmay help to\b|\bhealthy relationships\b|\b(?:for|many) (?:families|people|individuals|parents|carers|adults|those) (?:coping|dealing|living|struggling|experience|find|facing|with)\b",
        )),
        Sign("offers service", 1, (
            r"\bi can (?:also )?(?:compare|provide|suggest|draft|create|list|generate|send|point you|walk you|look up|recommend|put together|share (?:some|a few|more)|offer (?:some|a few|you)|summari[sz]e|outline|tailor|format|rewrite)\b|\b(?:want|like|need) me to (?:draft|list|suggest|create|carry on|continue|go on|expand|explain|adjust|tweak|rewrite|compare|find|share|send|put|add|include)\b",
            r"\bwhenever you(?:'re| are) ready[.!]|\b(?:at|every) step of the way\b|\bat every step\b|\b24/7\b|\bround the clock\b|\bdo my (?:very )?best to\b|\bi'm (?:always |just )?here (?:to (?:help|assist|support)|if you|whenever|for you)\b|\brest assured\b|\b(?:your|top) priority\b|\bmatters to (?:me|us)\b[,!]|\b(?:feel free|don't hesitate|do not hesitate)\b|\bhappy to (?:help|tweak|assist|elaborate|expand|adjust|explain|provide)\b",
            r"\b(?:tailored|personali[sz]ed|customi[sz]ed) (?:support|advice|plan|tips|recommendations|suggestions|help|resources|to)\b|\b(?:your|the) (?:query|queries|request|enquiry|inquiry|concerns|preferences|location|postcode|zip code|account|settings|consultation)\b(?=[^.!?\n]{0,60}(?:!|below|matters|and i|so i|into|is important|has been))",
                    r"\b(?:services|resources|groups|help|support|therapists|courses|classes) (?:nearby|near you|in your (?:area|region|city|country)|available)\b",
                    r"\btell me your location\b",
            r"\b(?:which|what) (?:of these|option|category|topic|area|format|one) (?:would|should|shall|do) (?:you|we)\b[^.!?\n]{0,30}\b(?:like|prefer|start|explore|expand|tackle)\b|\bchoose one:|\bpick (?:one|a topic)\b|\bwhat (?:shall|should) we (?:tackle|explore|cover|work on) next\b|\bthe (?:tone|level of detail|length|format|style) you (?:were|are|'re) (?:hoping|looking)\b|\byou want(?:ed)? emphasi[sz]ed\b",
        )),
        Sign("is a product", 1, (
            r"\b(?:printable|downloadable|pdf|infographic|cheat sheet|search engine|notes app|chat window|upgrade|premium|subscribe|resend|menu below|link below|tap (?:here|below|the)|click (?:here|below|the)|rate this|thumbs up|share this|copy (?:them|this) into|type (?:it|your|in)|enter your|in settings|new chat|this chat|this conversation thread)\b|👍|👎|⭐",
            r"\bi (?:don't|do not|can't|cannot|am unable to|'m unable to) (?:have (?:access|real-time|memory|feelings|personal)|access|browse|check the|retain|remember (?:previous|earlier|past)|store|see (?:images|files|attachments)|recall (?:previous|earlier|past))\b|\bmy (?:training|knowledge|information|data|database|programming|capabilities|cutoff)\b(?! (?:course|shoes|run|day|plan|partner|officer|manager))|\b(?:earlier|previous|past) (?:chats|conversations)\b|\beach (?:chat|conversation|one) (?:starts|begins)\b|\breal-time\b|\b(?:online|digital|virtual) (?:tool|helper|companion|service|platform)\b|\b(?:numerous|other|many|our) users\b",
        )),
        Sign("signs off", 1, (
            r"\b(?:sweet dreams|stay (?:safe|strong|positive|well|hydrated)|take (?:good )?care(?: of yourself)?|best of luck|good luck|all the best|warm(?:est)? regards|best wishes|kind regards|happy (?:journaling|learning|healing|gardening|baking|reading)|keep (?:shining|up the (?:good|great) work)|you've got this|until next time)!",
            r"\bhave a (?:great|wonderful|lovely|nice|fantastic|restful|blessed|peaceful|beautiful) (?:day|evening|week|weekend|night|rest)\b|\bwishing you\b|\b(?:it was|it's been) (?:a )?(?:pleasure|great|lovely|wonderful) (?:chatting|talking|speaking|assisting|helping)\b|\bi hope (?:this|that|these) (?:helps|information|gives|answers|clarifies|was)\b|\bfrom all of us\b",
        )),
    ],
    reach=320,
)  # fmt: skip
"""Signs of service; two of different kinds are hard."""

_MEANT = {
    "therapist": {
        "invites further questions",
        "adds a disclaimer",
        "praises the question",
        "hopes to have been of use",
        "is happy to serve",
        "offers material",
    }
}
"""Details that a warm, wordy therapist also says; for these one is soft, and two in a turn are hard."""


@check("assistant", tier="wording", codes=["assistant_talk"])
def assistant(look: Look) -> Iterator[Hit]:
    """Looks for service phrases."""
    hits = [h for h in _STRONG.search("assistant_talk", look) if not _reported(look, h)]
    mild = _MEANT.get(look.speaker, set())
    hard = [h for h in hits if h.detail not in mild]
    if look.speaker == "therapist" and "language model" not in look.anatomy.spoken:
        hard = [h for h in hard if h.detail != "says that it is an assistant"]
        hits = [h for h in hits if h.detail != "says that it is an assistant"]
    words = len(look.anatomy.words)
    near = (
        _SERVICE.together(_SERVICE.seen(look), 2 if words <= 70 else 3) if not hard and words <= 110 else ()
    )
    if hard:
        yield hard[0]
    elif near and not _reported(look, served := hit_of("assistant_talk", near, "serves a user")):
        yield served
    elif len({h.detail for h in hits}) >= 2:
        yield hits[0]
    elif hits:
        tail = look.anatomy.sentences[-2:]
        closing = (
            bool(tail)
            and hits[0].start >= tail[0].start
            and hits[0].detail in ("invites further questions", "hopes to have been of use")
        )
        whole = len(look.anatomy.words) < 18 and hits[0].detail not in (
            "offers material",
            "invites further questions",
        )
        ends_so = (
            closing
            and look.speaker == "patient"
            and not look.anatomy.vocabulary & {"session", "week", "between", "sessions", "next"}
        )
        yield Hit(
            hits[0].code, hits[0].start, hits[0].end, hits[0].detail, None if ends_so or whole else "soft"
        )


_REPORTED = re.compile(
    r"\b(?:say|says|said|saying|told|tell|goes|hours of|days? of|all day|read|reads|wrote|shift of|years of)\b"
)


def _reported(look: Look, hit: Hit) -> bool:
    """A patient's "eight hours of thank you for your patience" is work, not service."""
    if look.speaker != "patient":
        return False
    text = look.anatomy.lower
    before = re.split(r"[.!?\n]", text[max(0, hit.start - 70) : hit.start])[-1]
    after = text[hit.end : hit.end + 24]
    return bool(_REPORTED.search(before)) or bool(
        re.match(r",? (?:they|he|she|it) (?:said|says|wrote|goes)\b", after)
    )


FIRES = {
    "assistant_talk": [
        Example("Is there anything else I can help you with?"),
        Example(
            "I kept the crumbs. Let me know if you would like me to adjust the tone or add more detail!",
            "patient",
        ),
        Example("What a thoughtful question! Hiding failure is common.", "patient"),
        Example("Certainly! I'd be happy to help with that.", "patient"),
        Example("Hope this was useful! Don't hesitate to come back with any more questions."),
        Example("As an AI, I don't have a mother.", "patient"),
        Example(
            "What was it like? There's a variety of excellent apps for sleep. I can list some with prices whenever you're ready."
        ),
        Example("He cut the hedge. What an interesting and moving question! Excellent point too.", "patient"),
        Example(
            "Your courage is truly admirable! Taking this brave step shows it. Sleep tight and stay strong!"
        ),
        Example("Handy tips: dim the lights, no screens. There are many support groups near you."),
    ]
}
PASSES = [
    Example(
        '"Is there anything else I can do for you today?" Eleven years I said that on the phone.', "patient"
    ),
    Example("I hope this helps my son one day.", "patient"),
    Example("I hope this helps, they said, and handed me a paper bag.", "patient"),
    Example("Eight hours of thank you for your patience, and then I go home.", "patient"),
    Example("Good question. I don't know why I kept them.", "patient"),
    Example("Is there anything else on your mind before we stop?"),
    Example("Please call me between sessions if it gets worse."),
    Example("That was an important step. What did it cost you?"),
    Example("There's a group on Tuesdays. I can find you the number when you're ready."),
    Example("Take care of yourself, she said. You deserve to be happy. Then she rang off.", "patient"),
]
