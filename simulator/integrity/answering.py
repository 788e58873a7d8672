"""Who asks, who answers, and what was said before: what the checks for both voices ask of a sentence."""

from __future__ import annotations

import re

from simulator.integrity.anatomy import Sentence
from simulator.integrity.context import STOP, stem
from simulator.integrity.persons import ME, YOU
from simulator.integrity.registry import Look
from simulator.integrity.wordings.exchanges import (
    ANYBODYS,
    BARE_YES,
    REPLIES,
    SELF,
    TELLS,
    THAT_IS,
    TO_ONE,
    YOU_KNOW,
)

Found = tuple[int, int, str]
"""Start, end, and what is said of it."""
Parts = list[tuple[Sentence, str]]
LONG = 80
"""Words of a turn up to which it is read as question and answer."""
US = re.compile(r"\b(?:we|us|our|let's|we're|we've|we'll|we'd)\b")
PLAYED = re.compile(
    r"\b(?:practi[sc]\w*|rehears\w*|role-?play\w*|pretend\w*|imagine|try (?:it|this|saying)|line up|script"
    r"|exercise|game|let's say|suppose|for example|for instance|next time|could (?:say|try|ask|answer)"
    r"|would you|might say|in the (?:letter|dream|film|play|book)|whenever|every time|usually|always)\b"
)
OTHERS_SAY = re.compile(
    r"\b(?:he|she|they|it|who|everyone|everybody|people|mum|mom|dad|\w+er|somebody|someone)(?:'d|'ll| would"
    r"| will)? (?:says?|said|asks?|asked|goes|went|answers?|tells?|told|replied|replies)\b"
)
OWN_WAY = re.compile(
    r"\bi(?:'m| am)? (?:ask\w*|wonder\w*|hear\w*|notice\w*|mean|remember|see|saw|say|said|think|guess|know"
    r"|want|like|hope|would|could|can|will|feel|imagine|believe|believed|understand|suspect|appreciate"
    r"|don't know|don't want|heard|noticed|wondered|promise|can't|won't|swear|bet|trust|doubt|suppose"
    r"|assume|only|just|also)\b|\bi(?:'d|'ll)\b|\blet me\b|\bi (?:don't|do) (?:mean|know|want|think|need)\b"
    r"|\bi(?:'m| am) (?:here|listening|not|glad|sorry|curious|with|in|asking|struck|aware|going|really|so"
    r"|proud|just|happy|right|thinking|guessing|wondering|told|only)\b|\btell me\b"
    r"|\bmy (?:guess|sense|hunch|question|job|impression|mistake|bet|fault|own)\b"
)
ASIDE = re.compile(
    r"^\W*(?:even|or|if|either|whatever|any|as|such|ten is|\w+ being|not the|not a|not what|not how|zero"
    r"|nought|not just|not only|just|only if|take|stay|talk|give|show|let|look|listen|write|say|start|try"
    r"|stop|wait|come|go|keep|hold|breathe|close|notice|think|put|tell|imagine|picture|pick|choose|name|sit"
    r"|feel|slow|one to|from|and (?:if|when|what|how)|in (?:your|general)|people|some|many|most|often"
    r"|sometimes|lots|well done|good|great|thank|sorry|fair)\b"
    r"|\b(?:people|tends? to|usually|humou?r|either way|no (?:rush|hurry|need|wrong))\b"
)
"""What one adds to one's own question."""
FINITE = re.compile(
    r"\b(?:is|are|was|were|am|be|been|has|have|had|do|does|did|can|could|will|would|shall|should|may|might"
    r"|must|let's|let)\b|\b(?:it|that|there|he|she|who|what|they|we)'(?:s|re|ll|ve|d)\b|n't\b"
)
NO_ANSWER = re.compile(
    r"^\W*(?:(?:okay|ok|oh|ah|right|well|um|er|hm+|mm+|good|god|sorry|come on|go on|blimey|wow|sure|yeah"
    r"|yes|no|please|thanks|thank you|ha|hey|look|listen|see|wait|anyway|because|since|now)\b[\s,.!]*)+(?:$"
    r"|(?:yeah|go on|really|don't|do|wait|i'm asking|tell|that's|i mean|i ask|i know|i don't know|sorry"
    r"|then|you)\b)|^\W*(?:i(?:'m| am) (?:asking|sorry|not being|only|just)"
    r"|i (?:ask|mean|wonder|thought|used to)|because|since|like|\.\.\.)\b|^\W*\.\.|^\W*or\b"
)


def words_of(text: str) -> set[str]:
    """The words of meaning of a text in lower case, without their endings."""
    return {stem(w) for w in re.findall(r"[a-z']+", text) if w not in STOP and len(w) > 2}


def said_before(look: Look, words: set[str]) -> bool:
    """Whether half of these words stand in what the partner has said so far."""
    if not words:
        return True
    memory = look.context.memory[look.partner]
    return 2 * sum(1 for w in words if memory.common(w)) >= len(words)


def parts_of(look: Look) -> Parts:
    """The sentences that are not quoted, each with its words in lower case."""
    return [(s, look.anatomy.spoken[s.start : s.end].strip()) for s in look.anatomy.sentences if not s.quoted]


def asks(low: str) -> bool:
    """Ends with a question mark."""
    return low.rstrip("\"')* ").endswith("?")


def is_answer(low: str) -> bool:
    """Speaks of oneself or of things, to nobody."""
    return (
        bool(low)
        and not ASIDE.search(low)
        and not asks(low)
        and not YOU.search(low)
        and not US.search(low)
        and not OWN_WAY.search(low)
    )


def is_fragment(low: str) -> bool:
    """A short piece without a verb that says who or when."""
    return not FINITE.search(low) and not NO_ANSWER.match(low) and len(low.split()) <= 12


def is_of_oneself(low: str) -> bool:
    """Says something of the speaker."""
    return bool(ME.search(low)) and not NO_ANSWER.match(low)


def reads_otherwise(look: Look) -> bool:
    """Lists, headings and speech with fillers are read otherwise."""
    return bool(look.anatomy.items) or bool(re.search(r"\b(?:um|uh|er|erm)\b,?|\*\*", look.anatomy.lower))


def replied_to(look: Look, parts: Parts) -> Found | None:
    """A statement of what was just told, and a reply to that statement."""
    patient = look.speaker == "patient"
    if not 2 + patient <= len(parts) <= 12:
        return None
    for i in range(int(patient), len(parts) - 1):
        low, reply = parts[i][1], parts[i + 1][1]
        if asks(low) or asks(reply) or not REPLIES.match(reply) or YOU.search(reply) or US.search(reply):
            continue
        if ME.search(SELF.sub("", low)) or TELLS.search(low) or YOU_KNOW.search(low) or ANYBODYS.match(low):
            continue
        if not TO_ONE.match(low) or (patient and THAT_IS.match(low) and "exactly" not in reply):
            continue
        follows = parts[i + 2][1] if i + 2 < len(parts) else ""
        if (
            not patient
            and follows
            and not ME.search(reply)
            and (BARE_YES.match(reply) or not ME.search(follows))
        ):
            continue
        if patient and (
            YOU.search(parts[i - 1][1]) or asks(parts[i - 1][1]) or TELLS.search(parts[i - 1][1])
        ):
            continue
        return parts[i][0].start, parts[i + 1][0].end, "says something of what was told, and replies to it"
    return None
