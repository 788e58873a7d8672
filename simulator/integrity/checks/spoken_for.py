"""Both voices by other means than a label: lines under two heads that take turns, "you say" and "I say" to and fro, words put
into the partner's mouth that were never spoken, an answer between asterisks. Who quotes what was said before quotes; who quotes
what was not, and lets it be said here and now, writes the partner's lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from simulator.integrity.answering import (
    LONG,
    OTHERS_SAY,
    PLAYED,
    Found,
    asks,
    is_answer,
    is_fragment,
    is_of_oneself,
    parts_of,
    said_before,
    words_of,
)
from simulator.integrity.gates import Needed
from simulator.integrity.persons import ME, YOU
from simulator.integrity.registry import Example, Hit, Look, Talk, check

_SPEAKS = r"(?:say|answer|reply|whisper|murmur|ask|add|tell me|go|nod|shrug|mutter|repeat|mumble|shout|admit)"
_YOU_SAY = Needed(
    r"(?<!when )(?<!what )(?<!how )(?<!that )(?<!if )(?<!as )(?<!each time )(?<!thing )(?<!words )(?<!do )\b(?:you"
    r"|you'd|you'll|you would|you will)(?: (?:probably|then|might|just|maybe|quietly|slowly|softly"
    r"|finally))? "
    + _SPEAKS
    + r"\b(?! (?:you|that|it|so|this|yourself|about|he|she|they|no more|yes to|no to|to (?!me)|of|for|on"
    r"|in|when|more|sorry|something|anything|nothing|everything|the|a|his|her|him|them|how|what|whether"
    r"|if|where|why|who)\b)"
)
"""The partner speaks, and not "you say that …"."""
_I_SAY = Needed(
    r"\b(?:i|i'd|i'll|i would|i will)(?: (?:then|would|might|just|probably|maybe))? (?:say|answer|reply|ask"
    r"|nod|want to hear|tell you)\b"
)
_ACTED = re.compile(
    r"\*(?:he|she|they|you|the (?:patient|client|therapist|man|woman))\b[^*\n]{0,60}(?::"
    r"|\b(?:says?|answers?|replies|whispers?|mutters?|tells?)\b)[^*\n]{2,}\*"
)
_WORDS_SAID = re.compile(
    r",?:?(?:(?!\b(?:you|i|and|you'd|i'd)\b(?! (?:have|was|am|had|did))|[;.!?\n]).){0,60}"
)
"""Up to the next clause."""
_EVERY = re.compile(r"\bevery (?:week|session|hour|\w+day|time)\b")
_DRAFT = re.compile(
    r"\b(?:write|writing|wrote|written|note|list|letter|draft|words for|put (?:it|that) (?:in|into|down)"
    r"|card|read|reads|could you say|how (?:might|would|could) (?:that|it) sound|(?:one|a) (?:line|sentence)|instead"
    r"|say to (?:him|her|them))\b"
)
_HEADED = re.compile(
    r"^[ ]*((?:[^\w\s\"'(]{1,3}(?= )|[^\w\s\"']{0,2}\w{1,12}[^\w\s\"',?!]{1,3}(?= |$)))[ ]*(\S.*)$"
)
_MOUTH = re.compile(
    r"^[,.!? ]{0,3}(?:and |then )?you "
    + _SPEAKS
    + r"\b(?=[,.;:!?]|$| (?:to me|with|and your|and you|quietly|softly|again|at last|finally|now|then|,))"
)
_MOUTH_BEFORE = re.compile(
    r"\byou(?: (?:probably|then|just|quietly))? (?:say|answer|reply|whisper|murmur|tell me|ask|nod|shrug"
    r"|mutter)(?: to me)?[,:]? *$"
)

_ANYBODY = re.compile(
    r"(?:^|[.!?\n] *)(?:and |then |so |but )?you(?:'ve| have|'re)? (?!know\b|see\b|said\b|asked\b|told\b)\w+"
)
"""Sentences in which "you" is anybody at that work."""


@check("spoken_for", tier="structure", codes=["both_voices"])
def spoken_for(look: Look) -> Iterator[Hit]:
    """Looks at heads of lines, at who is said to speak, and at quotes that nobody says."""
    if look.context.heard_speech:
        return
    for find in (_under_heads, _acted, _taking_turns, _put_in_mouth, _answered_quote, _echoed):
        if found := find(look):
            yield Hit("both_voices", *found)
            return


def _under_heads(look: Look) -> Found | None:
    """Lines under two heads that take turns: marks, letters, numbers that begin again."""
    text = look.anatomy.spoken_cased
    if "\n" not in text:
        return None
    heads, bodies = [], []
    lines = [line for line in text.split("\n") if line.strip()]
    for line in lines:
        match = _HEADED.match(line)
        if not match:
            return None
        heads.append(match.group(1))
        bodies.append(match.group(2).rstrip())
    if len(heads) < 3 or len(set(heads)) != 2 or any(a == b for a, b in pairwise(heads)):
        return None
    if not any(body.endswith("?") for body in bodies):
        return None
    return 0, len(text), "lines under two heads that take turns"


def _acted(look: Look) -> Found | None:
    """*He shrugs: it would slow them down.*"""
    if "*" not in look.anatomy.norm or look.speaker != "therapist":
        return None
    match = _ACTED.search(look.anatomy.lower)
    return (match.start(), match.end(), "tells between asterisks what the other side says") if match else None


def _taking_turns(look: Look) -> Found | None:
    """You say, and I say, and you say: now, to each other, and nobody else speaks."""
    text = look.anatomy.spoken
    yours = list(_YOU_SAY.finditer(look.anatomy, text))
    if not yours:
        return None
    mine = list(_I_SAY.finditer(look.anatomy, text))
    if (
        not (_with_words(look, yours) and _with_words(look, mine))
        or len(yours) + len(mine) < 3
        or OTHERS_SAY.search(text)
        or PLAYED.search(text)
    ):
        return None
    return yours[0].start(), max(yours[-1].end(), mine[-1].end()), "you say and I say take turns"


def _with_words(look: Look, said: list[re.Match[str]]) -> bool:
    """Whether any of them goes on with what is said: "you nod, I ask" tells of two people and gives nobody's words."""
    for match in said:
        if match.group().split()[-1] in ("nod", "shrug", "go"):
            continue
        if len(_WORDS_SAID.match(look.anatomy.lower, match.end()).group().split()) >= 3:  # type: ignore[union-attr]
            return True
    return False


def _put_in_mouth(look: Look) -> Found | None:
    """A quote that "you say" goes with, in words that the partner never said."""
    if '"' not in look.anatomy.norm and "'" not in look.anatomy.norm:
        return None
    lower, spans = look.anatomy.lower, look.anatomy.quotes
    for span in spans:
        after, before = lower[span.end : span.end + 40], lower[max(0, span.start - 40) : span.start]
        if not (_MOUTH.match(after) or _MOUTH_BEFORE.search(before)):
            continue
        rest = lower[: span.start] + lower[span.end :]
        if look.speaker == "patient" and len(_ANYBODY.findall(rest)) >= 3:
            continue
        if (
            PLAYED.search(rest)
            or _EVERY.search(rest)
            or OTHERS_SAY.search(rest)
            or re.search(r"\byou ask\b.*\byou (?:answer|reply)\b", rest)
        ):
            continue
        inner = lower[span.start + 1 : span.end - 1]
        if (
            look.speaker == "patient"
            and _MOUTH.match(after)
            and inner.endswith("?")
            and inner not in look.context.last(look.partner).lower()
        ):
            return span.start, span.end, "a question that the other side never asked"
        if not said_before(look, words_of(inner)) and len(inner.split()) >= 3:
            return span.start, span.end, "words that the other side never said"
    return None


def _answered_quote(look: Look) -> Found | None:
    """A question or a request, and then quoted words of somebody who speaks of himself, which nobody is said to say."""
    if look.speaker != "therapist" or '"' not in look.anatomy.norm:
        return None
    norm, lower = look.anatomy.norm, look.anatomy.lower
    for span in look.anatomy.quotes:
        inner = lower[span.start + 1 : span.end - 1]
        before = norm[: span.start].rstrip()
        if norm[span.start] != '"' or not before.endswith(("?", ".", "!")) or span.end >= len(norm.rstrip()):
            continue
        if not inner.rstrip().endswith((".", "!", "…")) or not ME.search(inner) or len(inner.split()) < 4:
            continue
        asked = before.endswith("?") or re.search(
            r"(?:^|[.!?] )(?:tell|show|walk|take|say|give) (?:me|it|that)\b[^.!?]*[.!]$", before.lower()
        )
        after = lower[span.end : span.end + 30]
        if (
            asked
            and not PLAYED.search(lower[: span.start])
            and not _DRAFT.search(lower[: span.start])
            and not said_before(look, words_of(inner))
            and not re.match(r"\W*(?:is|was|that's|he|she|they|said|says)\b", after)
        ):
            return span.start, span.end, "asks, and quotes an answer that nobody gave"
    return None


def _echoed(look: Look) -> Found | None:
    """A patient's own words said again, a question to "you" about them, and the answer to that."""
    if look.speaker != "patient" or len(look.anatomy.words) > LONG or "?" not in look.anatomy.norm:
        return None
    parts = parts_of(look)
    for i in range(1, len(parts) - 2):
        echo, asked, answer = (low for _, low in parts[i : i + 3])
        said = set().union(*(words_of(low) for _, low in parts[:i]))
        words = words_of(echo)
        if any(YOU.search(low) for _, low in parts[:i]):
            return None
        if (
            words
            and 2 * len(words & said) >= len(words)
            and not ME.search(echo)
            and asks(asked)
            and YOU.search(asked)
            and not ME.search(asked)
            and not _OF_ANYBODY.search(asked)
            and is_answer(answer)
            and (is_fragment(answer) or is_of_oneself(answer))
        ):
            return (
                parts[i][0].start,
                parts[i + 2][0].end,
                "takes its own words up, asks about them and answers",
            )
    return None


_OF_ANYBODY = re.compile(
    r"\b(?:(?:do|can|could|would|how|what|if|when) you (?:know|see|think|mean|say|call|believe|ever|even)|you know|thank you)\b"
)
_TALK: Talk = (("patient", "I sold her sewing machine."),)
FIRES = {
    "both_voices": [
        Example(
            "Six. They kept the tin. The tin, for six plums. Where did you put it? On top of the piano.",
            "patient",
        ),
        Example('Twice, maybe. "Only twice?" you say, with that look. All right, daily.', "patient"),
        Example("[a] Who drove?\n[b] My uncle, badly.\n[a] And you sat behind him?"),
        Example(
            '"I wanted the noise back," you whisper, and look at the floor. Whose noise was it?', before=_TALK
        ),
        Example(
            "What did it go for? *She shrugs and says it barely paid the bus.* A bus fare, then.",
            before=_TALK,
        ),
        Example(
            "You'd say, it was in the way. I'd ask, in whose way? And you'd answer, in mine.", before=_TALK
        ),
        Example(
            'Tell me about the man who came. "He tipped my table over and I laughed." I hear the table in that.',
            before=_TALK,
        ),
    ]
}
PASSES = [
    Example("They kept the tin. The tin! Can you believe it? I can't.", "patient"),
    Example("They sold us the tin. A tin, for plums. What do you do with a tin?", "patient"),
    Example('On the bus I hear you say "and then what?" and I have to laugh.', "patient"),
    Example('"I sold it," you say, as if it were a chair. What was it to you?', before=_TALK),
    Example(
        "Let's practise. You say, it's not for sale. I say, name a price. And you say, no.", before=_TALK
    ),
    Example("- milk\n- bread\n- who needs more?", "patient"),
]
