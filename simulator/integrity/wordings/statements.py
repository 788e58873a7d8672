"""How one tells somebody of himself, for telling a therapist's statement amid a patient's words. For text in lower case."""

from __future__ import annotations

import re

FORM = re.compile(
    r"^\W*(?:(?:and|so|but|then|perhaps|maybe|even|still|oh|of course|well)[ ,]+)*(?:"
    r"(?:there|underneath|beneath|under)\b"
    r"|(?:part|something|a part|the part|that part|some part|both|all) (?:of|in) you"
    r"|your (?!man|sort|lot|kind|average)\w+"
    r"|(?:that|this|it|those|these)(?:'s| is| was| must| sounds?| takes?| took| may| might| matters?| makes?| hasn't)"
    r"|you(?:'ve| have|'re| were| had| did| felt| went| found| kept| knew| saw| chose| gave| let| made| stood| sat"
    r"| lost| held| could| wanted|'d (?:like|rather|want))\b|you \w+ed\b"
    r"|(?:his|her|their|the|one|that|those|silence|shame|counting|looking|seeing|naming|saying|setting|waiting"
    r"|not (?!to\b)\w+) (?!hell\b)[\w ,']+"
    r"|what (?:you|a)\b|thank you for (?:trusting|sharing|telling|letting|bringing|saying|being|showing)"
    r"|i(?:'m| am)? (?:hear|see|notice|wonder|sense|imagine|picture|feel|love|understand|glad|sorry|concerned|want"
    r"|don't (?:hear|think))\b|i(?:'d| can) \w+|we(?:'ll| can| could)|let's)"
)
"""How such a statement begins: part of you, your hands, you kept, that sounds, counting, I notice."""
OFFERS = re.compile(
    r"\b(?:feel\w*|felt|bod(?:y|ies)|safe\w*|grief|griev\w+|hurt\w*|pain\w*|asham\w*|shame|anger|angry|courage"
    r"|brave\w*|gentle|kind to|permission|protect\w*|carry\w*|holding|hold on|loss|lost|exhaust\w*|remember\w*|need\w*"
    r"|notice\w*|sense|allowed|deserve\w*|wish\w*|want\w*|hope\w*|trust\w*|honest\w*|strength|strong|in you"
    r"|part of you|sounds?|must|lonely|loneliness|love\w*|fear\w*|afraid|frightened|worn out|tired|heart|inside|sad\w*"
    r"|sorrow\w*|guilt\w*|choice|chose|step|soothe\w*|striking|struck|image|picture|perhaps|maybe|seem\w*|as if"
    r"|as though|wonder\w*|hear|glad|sorry|concerned|proud)\b|thank you for (?:trusting|sharing|telling|letting|bringing|saying|being|showing)"
)
"""Words of feelings, of guesses at them, and of being with somebody."""
TO_THERAPIST = re.compile(
    r"^\W*(?:thank you(?! for)|thanks|see you|see,|you know|you see|listen|look|sorry|hi|hello|hey|do you|did you"
    r"|you(?:'re| are) (?:meant|supposed|the (?:therapist|doctor|expert))|let me know|please|don't"
    r"|i(?: can)? (?:see|understand|hear|know) (?:what|where|why|that) you"
    r"|you (?:tell|said|asked|always|keep|can|could|have to|get|need to|just|never|don't|can't|won't|should|must|might"
    r"|think|want to|people|lot|guys)\b"
    r"|i (?:can|keep|want|don't|know|think|wish|like|love|hate|need|used|was|did|do|said|would|could|won't|can't)\b"
    r"(?! (?:hear|see|imagine|sense)))"
    r"|\b(?:to you|you (?:got|have|had|get) (?:it|that) (?:right|wrong)|you were (?:sitting|looking|saying|frozen)|if you|when you|makes? you|lets? you|tells? you|gives? you|you know|you see|telling you|ask you|told you"
    r"|asked you|for you to|with you|you(?:'re| are) (?:going|saying|getting|asking|right|kind|telling|good|looking)"
    r"|your (?:question|point|job|chair|notes?|notebook|pen|clock|office|voice|word|idea|exercise|homework))\b"
)
"""How a patient speaks to the therapist, or of anybody."""
OF_ONESELF = re.compile(r"\b(?:my|mine|myself|me|we|our|us)\b")
REFLECTIVE = re.compile(
    r"\bi(?:'m| am)? (?:hear|see|notice|wonder|sense|imagine|picture|can|feel|love|think|understand|glad|sorry|concerned"
    r"|want|suspect|guess|believe|don't (?:hear|think))\b|\bi'd (?:like|love)\b"
)
"""I, as one who listens says it."""
