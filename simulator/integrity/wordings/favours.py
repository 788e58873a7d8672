"""Favours that no therapist does in the room: material made to order, answers to be rated, company at any hour.

In a warm voice they pass for kindness; the classifier is asked whether it hears a service as well.
"""

from __future__ import annotations

from simulator.integrity.lexicon import Rules, rule

FAVOURS = Rules([
    rule(
        r"\b(?:would you like me to|(?:do you )?want me to|shall i|should i|can i|i can|i could|i'll|let me|i'd be happy to|happy to|i'd love to) "
        r"(?:also |just |quickly |then |happily )?(?:put together|whip up|create|generate|compile|make you|write you|sketch out"
        r"|turn (?:that|this|it|all that) into|map out|build you|prepare)(?: you)? (?:a|an|some|your)\b[^.!?\n]{0,30}"
        r"\b(?:routine|plan|schedule|poem|checklist|list|story|table|guide|playlist|script|template|tracker|haiku|reminder|summary|overview|prompts?)\b",
        "makes material to order",
    ),
    rule(
        r"\b(?:tons|loads|plenty|lots|dozens) of (?:great |good |easy |little |simple |helpful )?(?:tricks|tips|hacks|strategies|techniques|ideas)\b"
        r"|\b(?:share|give you|here are|hear) (?:my |the )?(?:top|best|favou?rite|go-to) (?:two|three|five|ten|\d+|few|tips?|tricks?|hacks|picks)\b"
        r"|\bhere(?:'s| are) (?:some|a few|a couple of|three|four|five) (?:\w+ )?(?:ideas|tips|options|suggestions|tricks)"
        r"(?: that)? (?:many |some |most |a lot of )?(?:people|folks|help)\b"
        r"|\b(?:here's|here is) (?:a )?(?:quick |brief |short |simple |handy )?(?:overview|summary|rundown|breakdown|recap|cheat sheet) of\b",
        "serves tips",
    ),
    rule(
        r"\b(?:was|is|were|are) (?:that|this|my|these) (?:last |previous )?(?:answer|response|reply|explanation|message|suggestion|output)s? "
        r"(?:helpful|useful|clear|okay|what you (?:needed|wanted|were looking for)|on the right track)\b"
        r"|\blet me know how i'm doing\b|\b(?:feedback|thoughts) on (?:my|this|these) (?:answers?|responses?|repl(?:y|ies)|chat|performance)\b"
        r"|\bshould i try (?:a|another) (?:different )?(?:approach|style|tone|format|way of (?:answering|responding))\b",
        "asks to be rated",
    ),
    rule(
        r"\bi'm (?:always |right )?(?:available|here|around|online|awake|on)[^.!?\n]{0,20}\b(?:day (?:and|or) night|24/7|at any hour|around the clock"
        r"|morning or midnight|(?:any|every) (?:time|hour) of (?:the )?(?:day|night))\b"
        r"|\b(?:just|only|always) (?:just )?a (?:message|click|tap|chat|text|tab) away\b|\b(?:pop|drop|come|hop) back (?:in )?(?:any ?time|whenever) you (?:like|want|need)\b",
        "is there at any hour",
        speaker="therapist",
    ),
    rule(
        r"\b(?:any|an)other (?:topics?|subjects?|questions?|areas?) (?:that )?(?:you'd|you would|you want|you wish|we (?:can|could)|i can)\b"
        r"|\btailor (?:my|the|your|some|these) (?:suggestions?|advice|answers?|responses?|support|ideas|tips)\b"
        r"|\bjust ask!",
        "offers further service",
    ),
    rule(
        r"\bi can (?:also |easily |happily )?(?:switch to|translate (?:it|this|that|everything)? ?(?:in)?to|reply in|answer in|write in) "
        r"(?:spanish|french|german|italian|portuguese|polish|turkish|arabic|russian|chinese|mandarin|japanese|hindi|your (?:language|mother tongue))\b"
        r"|\b(?:i can|want me to|shall i) (?:rephrase|reword|simplify|shorten|expand on) (?:that|this|it|my)\b(?! (?:in|to) (?:my|our) notes)",
        "offers another wording",
    ),
])  # fmt: skip
