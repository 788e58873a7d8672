"""How a text is handed to whoever ordered it, in words other than "here is" and "let me know". For text in lower case."""

from __future__ import annotations

import re

HANDS_OVER = re.compile(
    # another one of it
    r"\b(?:softer|gentler|warmer|drier|blunter|bolder|lighter|heavier|darker|straighter|milder|fuller|leaner|sadder|wordier"
    r"|slower|alternative|melancholy|longer|shorter) (?:take|version|cut|spin|variant|alternative|option|ones|teen answers)\b"
    r"(?! (?:of (?:me|my|the story)|is (?:that )?i\b))"
    r"|\b(?:a|any|the|other|another|more|of) variants?\b|\bfirst pass\b|\btake two\b|\bother takes\b|\bsame recipe\b"
    r"|\bmore (?:of the same|in this vein|where that came from)\b|\bsitting right behind this\b|\b(?:up my sleeve|at the ready|in stock|in reserve)\b"
    r"|\bcould (?:also )?(?:go (?:practical|softer|deeper|either way)|run twice|stand alone|use more detail|carry a chapter)\b"
    # what can be done to it
    r"|\b(?:easy to|easily|free to|can (?:all |also )?be|could be|quick to|simple to|(?:are|is) yours to|yours to|may be)"
    r" (?:undo|undone|adjust\w*|swap\w*|strip\w*|slot\w*|reuse|dialled|dialed|tack\w*|veto|tweak\w*|trim\w*|toned|supplied|surplus"
    r"|expanded|shortened|spelled out|changed (?:to|here|for))"
    r"|\bstrike as needed\b|\bcut it, stretch it\b|\bdrop it anywhere\b|\bfree to veto\b|\bin it goes\b|\bit (?:goes|changes) back in\b"
    r"|\b(?:dial(?:led|ed)? (?:back|down|up)|flesh\w* (?:it |this |that |them )?out|lock it in|tune it from|polish from|spin at|all adjustable|is flexible)\b"
    # whose wish it is
    r"|\b(?:on request|on demand|on your (?:signal|nod|go|call|word)|as you (?:please|see fit)|say when\b|just (?:whistle|name one)"
    r"|one (?:word|tap) (?:from|and)|a nod is enough|your (?:call|pick) entirely|entirely in your hands|you're the boss|steer me"
    r"|over to you for|your turn!|up to you how we|whichever helps you|whichever way you'd like|i'm game\b|ping me|shout (?:if|for) )"
    r"|\b(?:as (?:ordered|discussed|requested)\b\W*$|as per your|as you asked|as you wanted|per the (?:notes?|brief)|suit the age|suits? your (?:project|purposes?)"
    r"|serves your purpose|for your (?:purposes?|project|scene|reader|records)|(?:in line|in keeping) with (?:what|the \S+ setting)"
    r"|what you(?:'ve| have| were|'re)? (?:already )?(?:after|supplied|got on file)|had in mind\?|was the brief|shopping list)\b"
    # how it came out
    r"|\bhope (?:this|that|it) (?:hits|gives|reads)\b|\bhopefully (?:this|that)(?:'s| gives| is)\b|\bhow does that read\b|\bhow's that for\b|\bhow are we doing\b"
    r"|\bdoes (?:it|that|this) land\?|\b(?:is (?:that|this)|how) (?:roughly|close is this|close to what)\b|\bnot quite it\?|^too (?:terse|short|long|blunt)\?"
    r"|\b(?:punchy|wistful|formal|sad|dark|long) enough (?:for|to|\?)|\bany (?:tweaks|notes on|edits)\b|\banything (?:missing\?|else on)|\bfeedback (?:is )?(?:more than )?welcome"
    r"|\bwhat'll it be\b|\bready for (?:part|take)\b|\bwhere to next\b|\bonwards\?|\bfine to proceed\b|\bgood to go\b|\bnext beat\b|\bnext on the list\b|\bkeep them coming\b"
    r"|\bhad (?:fun|a blast) with\b|\ba fun one\b|\bpleased with how\b|\bplot thickens\b|\bdoing the heavy lifting\b|\bclosing image\b|\bmoving request\b"
    r"|\b(?:lovely|powerful|rich|compelling) (?:image|line|theme|starting point)(?:\b.{0,24})?!|\b(?:brilliant|great) input\b|\bgreat team\b|\bthat's a wrap\b|\bmood board\b"
    r"|\brounds off the\b|\bwraps up the answer\b|\bcovers (?:his|her|their|the) routine\b|\bticks your boxes\b|\bsolid base to build\b|\bto lift it\b|\bfor realism\b|\bteen voice\b"
    r"|\bfor rapport\b|\bword count\b|\brecurring motif\b|\ba flashback\b|\bcliffhanger\b|\bkept (?:the jargon|it in|it light|it short)\b|\b(?:aimed|went|aim) for (?:curious|casual|warm|short)\b"
    # what is on offer
    r"|\blet's (?:break (?:this|it|that) down|dig in|look at it from)\b|\ba (?:few|couple of) (?:openers|scripts|starters|quick ones|quick questions)\b|\bweekly tracker\b"
    r"|\bwhole toolbox\b|\bquick quiz\b|\bdepending on what you're\b|\btailored to you\b|\bcome to the right place\b|\bin order of ease\b|\bopen up from there\b|\bjust name one\b"
    r"|\bwhich (?:would serve|(?:one )?should i|should we|(?:step|bit) could)\b|\bshall the (?:second|next) one\b|\bof value\?"
)
"""Another version, what may be changed, whose wish it is, how it came out, what is on offer."""
