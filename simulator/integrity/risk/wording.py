"""How people say that they want to die, harm themselves, or may harm others.

Each wording has a level: `explicit` says it, `veiled` means it and is met as if it had been said. The texts are in
lower case and plain spelling (`spelling.plain`), one sentence at a time. No wording names a method in detail.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

Kind = Literal["suicide", "self_harm", "unsafe", "others"]
Level = Literal["explicit", "veiled"]


@dataclass(frozen=True, slots=True)
class Wording:
    """One way of saying it."""

    kind: Kind
    level: Level
    needs: tuple[frozenset[str], ...]
    """Words of which the sentence must hold one of each set; they cost next to nothing to look for."""
    expression: str
    """Its group `core`, if there is one, is what a negation before it would deny."""
    stands: bool = False
    """A negation before it is part of it ("I can't see a reason to go on")."""

    @property
    def pattern(self) -> re.Pattern[str]:
        """The expression, compiled when it is tried for the first time."""
        return _compiled(self.expression)


@lru_cache(maxsize=512)
def _compiled(expression: str) -> re.Pattern[str]:
    return re.compile(expression)


def wording(kind: Kind, level: Level, needs: str, pattern: str, *, stands: bool = False) -> Wording:
    sets = tuple(frozenset(part.split()) for part in needs.split("&"))
    return Wording(kind, level, sets, pattern, stands)


END = (
    r"(?=\W*$|[,.;:!?]| any more| now| tonight| today| soon| lately| again| at all| and| but| so| when"
    r"| because| like this)"
)
MYSELF = r"\b(?:i|i'm|i've|i'd|i'll)\b"
WISH = (
    r"(?:want(?:ed|ing|s)?|wish(?:ed|ing)?|need|ready|rather|sooner|prefer|hop(?:e|ed|ing)|pray(?:ed|ing)?"
    r"|(?:i'd|would|wouldn't) (?:rather )?(?:like|love)|feel(?:ing)? like|longing|long|ok(?:ay)?|fine|"
    r"(?:(?:not|wouldn't|don't|didn't) )?mind(?:ed)?|glad|sorry|imagin(?:e|ed|ing)|fantasi[sz]\w+"
    r"|dream(?:ing)?|env(?:y|ious)|jealous|think(?:ing)?(?! i'm| it's| i've)"
    r"|thought(?! i (?:was|might|would)| i'd)|thoughts|idea|images?|urges?|tempted|"
    r"close to|decided|deserve|tried|try|trying|consider(?:ed|ing)?|relief|simpler|easier|better|supposed"
    r"|should|asking|almost wish)"
)
DEAD = (
    r"(?:die|dying|(?:be|being|i (?:was|were|am)|i'm|i'd be|it be) dead|dead"
    r"|(?:not (?:to )?(?:be|being)|(?:to )?be not) (?:alive|here|around|in this world|anywhere)"
    r"|not (?:to )?be(?=\W*$)|not (?:to )?exist(?:ing)?|"
    r"stop(?:ped)? existing|cease to exist|never been born|never born|no more exist"
    r"|(?:don't|didn't|never|wouldn't|won't|not|not to|do not|don't ever) (?:ever )?(?:wake|waking"
    r"|woke)(?: up)?(?! (?:at|with|early|late|him|her|the|in time|till))|"
    r"never open (?:them|my eyes)|not come back|sleep forever"
    r"|disappear (?:forever|for good|completely|from (?:this|the) (?:world|earth|life))|disappear(?=\W*$)"
    r"|i (?:wasn't|weren't) (?:alive|here|around|born)|"
    r"i (?:didn't|don't) exist|switched off|be gone|i (?:was|were) gone|be (?:finished|over with)"
    r"|god takes? me|god (?:is|was) taking me|taken in my sleep|wasn't alive|was dead|were dead)"
)
DEAD_BUT = (
    r"(?! (?:of|from (?:shame|laughing|embarrass\w*|boredom)|laughing|to tell|to know|to see|for a|battery"
    r"|line|tired|serious|end|phone|inside|weight|wood|set|on my feet|in the water))"
)
OBJECT = (
    r"(?:him|her|them(?: both| all)?|someone|somebody|people|others?|another person"
    r"|my (?:\w+ ){0,2}(?:wife|husband|partner|girlfriend|boyfriend|ex|boss|mother|father|stepfather"
    r"|stepmother|stepdad|parents?|"
    r"brother|sister|son|daughter|boy|girl|child|children|kids?|baby|neighbou?r|manager|flatmate|roommate"
    r"|colleague|cousin|uncle|aunt)|(?:the|that|our) (?:\w+ )?(?:baby|kids?|child|children|boys?|girls?"
    r"|little one|man|woman|guy|bastard|twins|toddler))\b"
    r"(?!'s feelings| feelings|'s (?:pride|plans|heart|career))"
)
NO_IDIOM = (
    r"(?! (?:up for|up about|up on|off|out(?! cold)|at (?:chess|tennis|cards|his|her|their|the game|poker)"
    r"|by (?:leaving|telling|saying|not)|if i (?:tell|told|say|said|leave|left|break)"
    r"|with (?:what|my words|the truth)|back (?:at|in)|to it|in the (?:game|final)))"
)
HURT = (
    r"(?:kill|hurt|harm|stab|shoot|strangl|smother|suffocat|murder|chok|hit|punch|beat|attack|poison|smash"
    r"|slap|shak|throttl|drown|drop|burn|do something (?:bad )?to|put(?:ting)? a pillow"
    r"|do harm)(?:[bpt]?ing|e)?(?: (?:to|up|on|over))?"
)
