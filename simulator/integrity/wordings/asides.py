"""Words of talk that nobody in the room has: of declined parts, texts, service and plans, as patterns for text in lower case."""

from __future__ import annotations

import re

DECLINES = re.compile(
    r"\b(?:won't|will not|shan't|not (?:going|gonna|comfortable|able|doing|touching|designed|built|made for|meant|equipped)"
    r"|was(?:n't| not) (?:built|made|designed|set)|shouldn't|can't (?:be|go along|take|give)|no can do|don't do|do not do|rather (?:not|be|you)"
    r"|sooner|declin\w+|withdraw|refus\w+|refrain|abstain|skip|pass|turn down|tap(?:ping)? out|bow\w* out|sit(?:ting)? (?:this|it)"
    r"|(?:stay|step\w*|i'm|keep) out|step\w* (?:away|back|aside)|leave (?:this|it|the|that)|stop\w*|off the table|let's not|no more|deserves?"
    r"|dishonest|irresponsible|prohibited|misleading|policy|rules|uneasy|closed|unwritten|draw the line|back away|beyond|scope|lack"
    r"|regretfully|keep up|let me pretend|no part|party to|not going near|isn't (?:something|appropriate)|is something i|no from me|outside)\b"
)
PART = re.compile(
    r"\b(?:make-believe|pretend-\w+|(?<!my )(?<!the )characters|persona|improvise|imitat\w+|impersonat\w+|simulat\w+|invent(?:ed|ing)?|fake|fiction\w*|imagined"
    r"|made-up|made up|storyline|shrink|chatbot|language|licen[cs]e|words in|human being|actual human|costume|hats?|backstor\w+|cosplay|sufferers?"
    r"|under an invented|in this guise|unwritten|compose|a model|program)\b"
)
"""Words for a part that people seldom have."""
ROLE = re.compile(
    r"\b(?:the (?:\w+ )?part|this part|(?:this|the|such a|any) role|act|acting|voicing|(?:doctor|this|that|'s) voice|voice (?:of|for|that)"
    r"|pretend\w*|playing|play out|scene|therapy|therapists?|patients?|clients?|counsell?\w*|psycholog\w+|psychiatr\w+|adviser|clinician|topic|subject|content"
    r"|type|mouth|confession|as (?:her|his|their) \w+)\b"
)
ELSEWHERE = re.compile(
    r"\b(?:of (?:the|a|an|my|our|being) |with (?:her|him|them|my|the kids at)|he (?!is|does)|she (?!is|does)|they\b|(?:don't|didn't) know how|mum|mam|mom|dad|mother|father|sister"
    r"|brother|wife|husband|boss|school|work|home|family|to be a fan|any ?more|my (?:own )?(?:life|house|therapy))\b"
)
"""Parts, roles and subjects of a life."""
MINE = re.compile(
    r"\b(?:i|i'm|i'd|i've|i'll|my|me|mine)\b|^\W*(?:not|no|nope|nah|sorry|gonna|can't|won't|shan't|too)\b"
)
TEXT = re.compile(
    r"\b(?:be the (?:patient|client|therapist|counsell?or) (?:here|this time|now)|storyline|turn (?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen)|dialogue|prompts?|template|in-universe"
    r"|this thread|pacing|simile|in-character|believable|excerpt|transcript|conversation history|wording|phrasing|in this chat"
    r"|(?<!i'm )(?<!you're )(?<!the )the (?:patient|client|therapist|clinician)(?:'s)?(?! here\b)|your (?:client|go|next)|this round|my part|perspective of"
    r"|back in role|in role as|simulation|scenario|the line above|(?<!it out as )specified|you (?:provided|supplied|set out)|the brief|emotional beats"
    r"|hand it (?:back|over)|over to you|the ball|take (?:two|three|2|3|\d)|continuing|resuming|picking (?:up|the)|logged|generated"
    r"|(?<!to the )(?<!my )persona|the model|other agent|the other (?:chair|half|character)|rewrite|firmer|warmer|protagonist|words? (?:limit|count)|i'll write"
    r"|i could write|to compose|as the (?:patient|client|therapist|widow\w*|husband|wife|counsell?or)\b(?! should| would)|the (?:client|patient) (?:here|this time))\b"
)
SERVES = re.compile(
    r"\b(?:tips|pointers|resources|apps|step[- ]by[- ]step|in your (?:area|region)|near you|handy|many users|your feedback|printable|(?:coping|some|of|evidence-based|several) strategies|your (?:query|queries)"
    r"|in conclusion|individuals|healthcare|evidence-based|several (?:\w+ )?(?:reasons|factors|ways|strategies|options)|message away|24/7|round the clock|premium|subscribe"
    r"|upgrade|resend|rate (?:this|it)|worth (?:noting|mentioning|remembering|bearing)|(?:important|essential) to (?:note|remember|consider|check)"
    r"|key (?:themes|points|takeaways)|trivia|fun fact|pro tip|quick tip|more common than|dive in|good luck with|best of luck|happy (?:writing|journaling|learning)"
    r"|keep up the|(?:love|loving) (?:this|that|the) (?:\w+ )?question|that one!|another example|anything (?:else|more) i|anything (?:else )?you'd like|more i can|got (?:more|any) questions|go deeper|fire away|ask away"
    r"|i can (?:also|help|share|offer|suggest|list|provide)|i could (?:offer|suggest|translate)|you'd like (?:covered|emphasised|emphasized|changed|tweaked)"
    r"|happy to (?:help|tweak|share|guide|elaborate)|no problem at all|sure thing|my pleasure|relatable|insightful|thanks for asking (?:it|that)|did i (?:answer|get that)|was (?:this|your) \w+"
    r"|(?:like|offer|complete|full|provide|share|short) (?:a |you a )?list of|below (?:you'll|are (?:some|a few))|tweak|wishing you|self-care|healthy relationships?|coping strategies|embodied|a (?:specific|particular) (?:aspect|format|detail)|particular detail)\b"
)
PLANS = re.compile(
    r"^\W*(?:thought|action|observation|goal|check|strategy|plan)s?: (?:[^.]*\b(?:she|he|her|him|they|them|client|patient)\b|don't)"
    r"|\b(?:(?:should|would|could|have (?:her|him)) deflect\b(?!,)|reveal|hint at|no insight|validat\w+|probe|normali[sz]e|alternatively|plausible|opener|the profile|(?:character|persona) sheet|the card"
    r"|don't (?:push|explain|overdo|resolve|stack|fix)|count words|let me (?:phrase|craft|double)"
    r"|i'll (?:go with|stick with|have (?:her|him)|let (?:her|him))|i'd (?:respond|have (?:her|him))|i might have|too (?:obvious|neat|on the nose|interpretive)"
    r"|middle path|on balance|could(?:'ve| have) gone (?:with|for|into)|emotions? (?:are|is|now|here)|key emotions|interventions?|restrained|earlier turns?|previous turn"
    r"|last (?:reply|turn)|would (?:a|an) [\w-]+ (?:\w+ )?(?:say|answer|even|use)|challenge the|open question|reflection|short (?:reply|lines?)|one true thing"
    r"|in (?:her|his) voice|(?:her|his) world|metaphor|jargon|callback|subtext|(?:end|close|finish) (?:with|on) (?:an? (?:open|gentle|invitation|image|callback|beat)|his|her)\b)"
)
WORLD = re.compile(
    r"\b(?:books?|novels?|films?|movies?|theatre|theater|stage|actors?|actress|audience|rehears\w*|writ\w+|wrote|essays?|exams?|lessons?|letters?|drafts?"
    r"|games?|scripts?|editors?|publish\w*|story|stories|camera|model\w*|radio|customers?|call centre|support|chatbots?|bots?|apps?|training|courses?|prompts?"
    r"|paint\w*|songs?|opera|director|workshop|poems?|speech|vows|eulogy|interview\w*|e-?mails?|messages?|forms?|leaflets?|websites?|hotline|helpline|robot|screen"
    r"|software|computer|keyboard|diary|notebook|worksheet|journal|diagram|homework|role-?play|empty chair|transcripts?|supervis\w+|trainee|student|therapists|counsellors|counselors|psycholog\w+)\b"
)
"""Where words of text, service and craft belong."""
TOLD = re.compile(
    r"\bwhat (?:do(?:es)?|did|would|might) (?:(?:the|your|that|his|her|a) \w+|he|she|they|it) (?:say|tell|want|answer|whisper|advise)"
    r"|\b(?:voice|rule|motto|advice|creed|saying)\b|\bhow (?:did|do|will|would) you (?:answer|reply|put|say|tell|begin|start|do)\b"
    r"|\bwhat (?:will|would) you say\b"
)
"""What asks for somebody else's words."""
LISTED = re.compile(r"^\W*\*\*[^*\n]{3,40}\*\*\s?[:-] ?\w")
TABLED = re.compile(r"^\|[^|\n]+\|[^|\n]+\|")
SURE = re.compile(
    r"\bin-universe\b|\bstoryline\b|\bbe the (?:patient|client|therapist|counsell?or) (?:here|this time|now|for|in this)\b"
    r"|\b(?:patient|client|therapist)'s (?:next )?(?:line|turn|reply)\b"
)
"""What nobody in the room says."""
LOOSELY = (
    (
        "refusal",
        re.compile(
            r"\b(?:won't|will not|shan't|cannot|can't|not (?:able|touching|under|going|comfortable|cleared|appropriate|something)|isn't (?:appropriate|something)|refuse|withdraw|abstain|no thanks"
            r"|i'm out|sitting this|rather not|i'd sooner|i'm leaving|sensitive|cause harm|misleading|dishonest|unfair light|prohibited|off the table|rules say|stop here|no more|no continuation|gentle no|made to answer"
            r"|not meant to|my makers|my training|deserve[sd]?|uneasy|in this capacity|fall beyond|outside)\b"
        ),
        "declines",
    ),
    (
        "reasoning_leak",
        re.compile(
            r"^\W*(?:(?:okay|ok|hmm+|right|so|now|no|good|alright|maybe|perhaps|then|well)[,:.]? )*(?:don't|do not|avoid|keep|start|end|stay|check|remember|make sure|need (?:to|a)|must(?:n't)?|should|better|probably best"
            r"|go (?:for|with|there)|mention|add|give|name it|link it|use|acknowledge|reflect|validate|save that|leave it|let's have (?:her|him)|let me have|plan is|goal|step (?:one|two)|first thought|possible)\b"
            r"|\b(?:he|she|they)(?:'d| would| might| should|shouldn't| can| could|'s (?:asking|minimi\w+|testing|baiting|describing|deflecting))\b|\bwould (?:a|an|he|she) [\w-]+"
            r"|\b(?:two|three|four|short|\d+) (?:lines?|sentences?|words)\b|\bi should (?:show|sound|be|keep|ask|reflect|not)\b|\bi want to (?:reflect|show|keep|sound)\b|\btone\b|\bgrammar\b|\bcontext\b|\brisk (?:cue|first)\b"
            r"|\b(?:a bit|touch|hint|dash) of (?:humou?r|swearing|guilt|anger|hostility|irony|dialect)\b"
        ),
        "plans",
    ),
    (
        "rationale",
        re.compile(
            r"\b(?:the aim|my thinking was|rather than|so as not to|so that (?:he|she|the)|because (?:he|she|avoidant|reassurance|brevity|words|praise)|shows? (?:that )?(?:she|he|attunement)|suits|stands? for|ties back|i(?:'ve)? (?:chose|kept|let|included|held back|gave (?:him|her)|stayed off|stopped before)"
            r"|(?:the|using|these|this|that|ending|pairing|asking)(?: \w+){0,4} (?:shows|grounds|keeps|gives|lets|opens|leaves|surfaces|models|makes|stays)|by (?:reflecting|naming|using)|in keeping with|trauma-informed|by design|a (?:real|man of|skilled) \w+(?: \w+)? would)\b"
        ),
        "explains",
    ),
    (
        "meta",
        re.compile(
            r"\b(?:the (?:scene|exchange|piece|story|conversation|dialogue|reader|patient|client|therapist|counsell?or|other|next speaker|thread|role)|this (?:piece|exchange|one|chat)|next (?:turn|line|message|speaker)|turn (?:\w+)|message (?:one|two|three|four|five|six|\d+)|my (?:side|assigned|turn|part|lines)"
            r"|(?:his|her|their) (?:side|line|half|next)|cliffhanger|as (?:you )?(?:outlined|requested|specified|given|instructed)|over to|your move|ready when you are|set up with|invented|fictional|generated)\b"
        ),
        "of a text",
    ),
    (
        "assistant_talk",
        re.compile(
            r"\b(?:related topics|my (?:knowledge|information)|access to|your message|your feedback|for a complete|local (?:community|library)|perspective|great (?:observation|point|question|start|choice)|what a (?:lovely|great|wonderful|relatable)|angles|good one|creativity|worth mentioning|more (?:where|on|things|i can)"
            r"|was useful|found this|good luck|take what's helpful|have a (?:wonderful|great|lovely)|would you like (?:another|a|some|me)|i've got you covered|(?<!i am )(?<!i'm )looking for|so much more|explanation|patience while|let me (?:know|get)|can (?:i|we) (?:help|assist)|your (?:goals|journey|request|query|consultation))\b"
        ),
        "serves",
    ),
)
"""What counts where an assistant is heard all but surely: code, pattern, what is said of it."""
KINDS = (
    ("meta", TEXT, "speaks of a text or a part"),
    ("assistant_talk", SERVES, "serves a user"),
    ("reasoning_leak", PLANS, "plans a reply"),
    ("assistant_talk", LISTED, "a list under bold heads"),
    ("summary_dump", TABLED, "a row of a table"),
)
OTHER = re.compile(r"\b(?:you|your|you're|you've|you'd|yours|we|us|our|let's)\b|\?")
