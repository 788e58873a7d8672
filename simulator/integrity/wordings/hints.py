"""Words that say nothing by themselves, and much in a sentence in which the classifier of voice clearly hears somebody else.

They are commoner than those of `checks/aside.py`, for which half a hearing is enough.
"""

from __future__ import annotations

import re

_LEAVES = re.compile(
    r"\b(?:\w+n't|not|no|nothing|never|cannot|declin\w+|refus\w+|bow\w* out|hand\w* (?:it )?back|lay\w* down"
    r"|step\w* (?:out|back|away|aside|round|around)|stop\w*|steer\w*|off|leave|leaving|rather|sooner|unable|swap"
    r"|different|another|instead|mislead\w*|careless|irresponsible|dishonest|wrong|unsafe|against|permitted|bars?"
    r"|rules?|required|afraid|withdraw\w*|outside|beyond)\b"
)
_PART = re.compile(
    r"\b(?:role|parts?|figure|(?<!not the )character|persona|scenario|storyline|portray\w*|impersonat\w*|voicing|simulat\w*"
    r"|pretend\w*|acting|act one|playing|play (?:the|someone|doctor)|script"
    r"|the (?:counsell?or|therapist|patient|doctor|client)(?:'s)? (?:part|role|chair|voice|coat|act)|therapy"
    r"|counsell?ing|clinical|a clinician|a licen[cs]e|generat\w*|output|software|my makers|machine"
    r"|language (?:tool|model)|topics? like|prompt|fiction\w*|made-up)\b"
)
_ITSELF = re.compile(
    r"\b(?:i|i'm|i'd|i've|i'll|my|me|mine|language (?:tool|model)|software|machine)\b|^\W*(?:no|not|sorry)\b"
)
_TOGETHER = re.compile(
    r"\b(?:we|let's (?!chat|talk|discuss|find)|shall|licensed counsell?or|your gp|you don't have to|you needn't)\b"
)
"""What the two do together in a session, role-play too."""
SERVES = re.compile(
    r"\b(?:quer(?:y|ies)|assist(?:ance|ing)?|coping|grounding|benefits|strateg(?:y|ies)|techniques|methods|tips"
    r"|helpful resources|message away|glad to|happy to (?:share|guide|help|tweak|adjust|assist)|delighted|numerous|various"
    r"|approaches|reduce stress|below you|great choice|getting in touch|tweak|lengthen|such as|provide"
    r"|let me know (?:what|how i|whether|if)|this answer|useful to you|step by step|covered|general facts"
    r"|a list of (?!\w+ (?:i|we|my))|helpful|want a version|overall|in summary|further (?:queries|questions|information|help|assistance|reading))\b|^\W*(?:sure|certainly|absolutely)[,!]"
)
ABOUT = re.compile(
    r"\bthe (?:client|patient|profile|reply|closing (?:exchange|question))\b|^client\b|\bnext patient turn\b"
    r"|'s next message\b|\b(?:for|in|at) session (?:two|three|four|\d+)\b|\b(?:tests for|keeping pressure"
    r"|hesitance|paraphras\w+|moralis\w+|unsaid)\b|\b(?:fresh patient|new conversation|my turns|under \w+ words)\b"
    r"|\bversion where\b|\bgives (?:her|him|them) a (?:reason|way)\b|\bwithout (?:saying|naming) (?:it|so)\b"
)


def leaves_the_part(low: str) -> bool:
    """Whether a sentence, in lower case, has a word of leaving and one of a part that is played."""
    return bool(
        _PART.search(low) and _LEAVES.search(low) and _ITSELF.search(low) and not _TOGETHER.search(low)
    )
