"""Answers that say whether it is there, or when it was: "It's still around.", "On one night.", "It's gone." """

from __future__ import annotations

import re

_FILLED = r"^\W*(?:(?:um+|uh+|mm+|well|hm+|so|i mean|i think|honestly|okay|ok|oh)\W+)*"
_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_IT = (
    r"(?:it|that|they|those|these|(?:the|those|these|that|my) (?:thought|feeling|urge|idea)s?"
    r"|(?:some|most|all|a bit|a little) of (?:it|that|them))"
)
_BEEN = (
    r"(?:['’](?:s|re|ve|d)| (?:is|are|was|were|has|have|had|does|do|did))?"
    r"(?: (?:been|still|always|often|sometimes|just|only|mostly|all|both|even|right|hanging|probably"
    r"|definitely|kind of|sort of|a bit|a little))*"
)
_IS_NOT = (
    r"(?:(?:['’](?:s|re)| (?:is|are|was|were|has|have|had|does|do|did|will))(?: not|n['’]t| never)"
    r"(?: (?:been|really|yet|just|always|quite|ever))*| never(?: (?:really|quite))?| won['’]t)"
)
_THERE = (
    r"(?:there(?!,? (?:in|on) (?:the|my) )|back(?! (?:pain|ache|at|to|in|home|then))"
    r"|around(?! (?:\d|the corner))|here(?! to help)|with me|on my mind|in my (?:head|mind)"
    r"|in the (?:background|room)|(?:comes?|came)(?! (?:down|from|as|with))|coming|return(?:s|ed)?"
    r"|(?:creep|pop)s?(?! up on you)|crept|popped|(?:turn|show)(?:s|ed)? up|visits?|happen(?:s|ed)?(?! to be)"
    r"|hangs?|lurk\w*|louder|stronger|worse|quieter|weaker|fainter|softer|smaller|less|milder|shorter)"
)
_GONE = (
    r"(?:gone|go(?:es|ing)? away|went away|go|left|leave|leaving|stop(?:s|ped)?(?! me)|passed|over|faded"
    r"|let(?:ting)? (?:go|up))"
)
_MANY = (
    r"(?:one|two|three|four|five|both|some|several|most|few|couple(?: of)?|odd|bad|worst|other|single|weak"
    r"|long|lonely|late|early|really bad)(?: bad| long| or (?:two|three|four)| of (?:the|those|these|my))*"
)
_SPAN = (
    rf"(?:night|evening|morning|afternoon|day|weekend|hour|minute|moment|time|week|{_DAY})s?"
    r"(?: (?:night|evening|morning|afternoon))?"
)
_NAMED = (
    rf"(?:(?:late |early )?(?:on )?(?:the )?{_DAY}(?:s| (?:night|evening|morning))?"
    r"|at night|late at night|in the (?:night|evenings?|mornings?|dark|(?:small|early) hours)"
    r"|nights|evenings|mornings|weekends|from time to time|off and on"
    r"|the (?:odd|occasional) (?:thought|moment|time)|flashes|moments|glimpses|bits of it)"
)
_ENDS = (
    r"(?= ?(?:[.!;–—…]|$)|,? (?:for (?:an?|about|maybe|half|one|two|ten|five)|when (?:i|it|the house|everyone)"
    r"|after|before|around|if|yes|yeah|usually|i think|once|twice|just|or so|mostly|all|in a row|then"
    r"|it (?:was|is|comes?|came|gets?|got))\b)"
)
"""What may follow a time that is the whole answer; "On one evening I laughed." tells of something else."""

STAYS = re.compile(rf"{_FILLED}{_IT}(?:{_BEEN} {_THERE}|{_IS_NOT} {_GONE})\b")
"""It is there: "It's still around.", "They hadn't gone away." """
AWAY = re.compile(rf"{_FILLED}{_IT}(?:{_BEEN} (?:{_GONE}|not (?:been )?{_THERE})|{_IS_NOT} {_THERE})\b")
"""It is there no more: "It's gone.", "They haven't come back." """
THEN = re.compile(
    rf"{_FILLED}(?:there(?:['’]s|['’]ve| was| were| is| are| have| has)?(?: been)? )?"
    rf"(?:(?:just|only|mostly|maybe|mainly|usually) )*"
    rf"(?:(?:(?:on|for|in|at|during|over|after|before|around) )?(?:(?:the|an?|that|this|those|last) )?"
    rf"{_MANY} {_SPAN}|{_NAMED})"
    rf"(?: (?:ago|mostly|only|maybe|this week|last week|i think|yes|yeah))*{_ENDS}"
)
"""It was there then, and nothing more: "On one night.", "Thursday, for an hour." """
NOT_NOW = re.compile(
    rf"{_FILLED}not (?:today|tonight|yet|right now|at the moment|now)[^a-z]+"
    r"(?:no+|nope|nah|nothing|none|never|not (?:at all|this week|lately|recently|since))\b(?! (?:more|yet)\b)"
)
"""A denial that begins with the day: "Not today. No." """
RECURS = re.compile(
    r"\b(?:(?:it|they) (?:comes?|came|gets?|got|happens?|was there|were there)|sometimes|a thing that comes"
    r"|(?:some|most|other|bad)(?: \w+)? (?:days|nights)|yesterday|last (?:night|week)|this morning|earlier"
    rf"|tomorrow|the (?:day|night) before|the other (?:day|night)|on {_DAY}|i (?:did|have)\b(?! not)"
    r"|when (?:it|i'm|i am|everything))"
)
"""What says beside a denial that it comes at other times."""
