"""How somebody looks for help: a patient who asks for support, treatments, a list, a number. Services offer the same things in
the same words, but they speak to somebody; who looks for help speaks of himself, or asks.
"""

from __future__ import annotations

import re

from simulator.integrity.persons import ME

_MEANS = (
    r"(?:support|resources?|services?|advice|tips|pointers|guidance|strateg(?:y|ies)|ways? (?:to|of)|steps?|options?|groups?|program(?:me)?s?"
    r"|therap\w+|counsell?\w+|doctors?|psych\w+|coach|clinics?|specialists?|treatments?|meds|medications?|hotlines?|helplines?|crisis lines?|numbers?"
    r"|appointments?|referrals?|goals?|tools?|techniques?|skills?|exercises?|apps?|books?|courses?|sessions?|routine|plan|checklist|cbt|dbt|emdr|mindfulness"
    r"|confidential|private|anonymous|something to read|covered|insurance|manage|cope|coping|self-care|healthier)"
)
_LEAD = r"(?:(?:so|and|but|okay|ok|oh|um|well|then|also|please|honestly|sorry|yeah|yes|no|i mean|i guess|like|maybe)\b\W*){0,4}"
_ASKS = (
    r"(?:what|which|where|who|how|when|is (?:there|this|that|it)|are (?:there|these)|does|do (?:i|people|they|we|those)|should i|can i|could i|can we|would (?:it|that|they|this)"
    r"|do you (?:know|offer|recommend|do)|(?:can|could|will|would) you (?:please )?(?:just |maybe )?(?:help|give|send|tell|explain|recommend|suggest|point|show|teach|refer))\b"
)
_SAYS = (
    r"(?:i(?:'m| am) (?:(?:just|really|still|only|also) )?(?:here|looking|trying|hoping|wondering|searching|after|in need|struggling|open)"
    r"|i (?:(?:just|really|still|also|only|do|don't even|don't) )?(?:need|want|looked|tried|searched|asked|googled|called|know|wonder|hope|wish|found|read)"
    r"|i(?:'d| would) (?:(?:just|really|also|rather) )*(?:like|love|appreciate|take)|i was (?:(?:just|really|kind of|sort of) )?(?:wondering|hoping|looking|told|trying)"
    r"|i(?:'ve| have) (?:(?:just|really|also|only|already|never) )?(?:been|tried|looked|asked|heard|called|got)|(?:just |please )+(?:tell|give|send|show|help) me|any"
    r"|my \w+ (?:says|said|gave|told|wants|thinks|found|suggested)|they (?:gave|told|sent))\b"
)
_ELSE = (
    r"\b(?:your|yours|you're|you've|you'll|yourself)\b|\byou(?:'d)?\b(?!(?: would| can| could| might)?(?: \w+)? (?:know|recommend|suggest|offer|give|help|send|tell|explain|point|show|teach|refer|do)\b)"
    r"|\bhelp (?:you|with anything)\b|\bto (?:offer|share|give)\b|\b(?:offering|offered|provid\w+|sharing|assist\w*|happy to|glad to|able to|encourage|consult|tailor\w*|below|worth|important|remember|essential|above)\b"
)
"""Words that speak to the other, or offer."""
_OF_THE_OTHER = r"\b(?:have|has|had|worked|helped|helps|tried|so far|before|in the past|usually)\b"
"""With these a question asks how somebody has fared, as therapists do."""
SEEKS = re.compile(
    rf"^(?=.*\b{_MEANS}\b)(?!.*(?:{_ELSE}))\W*{_LEAD}(?:{_ASKS}(?!.*{_OF_THE_OTHER})[^?]*\?|(?P<says>{_SAYS}))",
    re.S,
)
"""A sentence, in lower case, of a patient who looks for help. Nobody is spoken to in it but to be asked for that."""


def seeks_for_oneself(sentence: str) -> bool:
    """As `SEEKS`, and it says who needs it: a bare "what support is there?" is asked by therapists too."""
    found = SEEKS.match(sentence)
    return found is not None and bool(found["says"] or ME.search(sentence))
