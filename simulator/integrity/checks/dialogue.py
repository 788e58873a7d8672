"""Both voices without a label. A model that has seen only transcripts writes on past its own words: in lines, behind dashes,
in a row of quotes, or as "and you'd say". Speech that quotes a third person has its "he said"; a row without one has not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from simulator.integrity.lexicon import Rules, rule
from simulator.integrity.persons import ME
from simulator.integrity.registry import Example, Hit, Look, check
from simulator.integrity.wordings.exchanges import RETOLD

_DASHED = re.compile(r"(?:^|(?<=[.!?…]) |\n *)- ?(?=[A-Z\"'])")
_REQUESTS = re.compile(r"^\W*(?:and |so |then )?(?:could|can|will|would) you\b")
_COURTESY = re.compile(
    r"^\W*(?:and |so )?(?:would you like (?:the|a|some|me|another)|did you (?:get (?:home|here|in)|find (?:it|the|a|us))"
    r"|have you ever|are you (?:warm|cold|comfortable)|is it too)\b"
)
_PLAYS = re.compile(
    r"\b(?:let's|i'm (?:the|your)|i'll be|swap|practi[sc]e|rehears\w+|role-?play|try (?:it|this))\b"
)
_BIDS = re.compile(r"^\W*(?:give|tell|show|send|bring|lend|let|spare|forgive|excuse)\b")
_DASHED_LINE = re.compile(r"(?<=\n)[ ]*-[ ]?(?=[A-Z\"'])[^\n]+")
_YOU = re.compile(r"\b(?:you|your|you're|you've|you'd|yourself)\b")
_SAID = re.compile(
    r"\b(?:say|says|said|saying|ask|asks|asked|tell|told|text|texted|wrote|write|replied|answer|answered"
    r"|goes|went|like|think|thought|read|reads|try|practi[cs]e|imagine|perhaps)\b"
)
_OWN_WAY = re.compile(
    r"\bi(?:'m| am)? (?:ask\w*|wonder\w*|hear\w*|notice\w*|mean|remember|see|saw|say|said|think|guess|know"
    r"|want|like|hope|would|could|can|will|feel|imagine|believe|believed|understand|suspect|appreciate"
    r"|don't know|don't want|heard|noticed|wondered)\b|\bi(?:'d|'ll)\b|\blet me\b"
    r"|\bi (?:don't|do) (?:mean|know|want|think|need)\b"
    r"|\bi(?:'m| am) (?:here|listening|not|glad|sorry|curious|with|in|asking|struck|aware|going|really|so"
    r"|proud|just|happy|right)\b|\btell me\b|\bmy (?:guess|sense|hunch|question|job|impression|mistake|colleague"
    r"|supervisor|secretary|notes|diary|next|room|bus|train|watch|calendar)\b|^mine\b"
    r"|\bi have an? (?:idea|thought|hunch|guess|question|note|sheet|form|letter|list|version)\b"
    r"|\bi've (?:got|brought|printed|made|kept|written) (?:the|your|a|my)\b"
)

_PROBES = re.compile(
    r"^\W*(?:and |so |but |well, )?(?:what|how|when|where|whose|who|which) (?!do you think|do you mean"
    r"|do you want|do you do|would you|should|can you|could you|are you|is it you|about you)(?=[^?]{14,})"
)

_RULES = Rules([
    rule(
        r"\band (?:then )?(?:you|he|she)(?:'d| would|'ll| will| might)? (?:then )?(?:ask|say|answer|reply"
        r"|tell me)\b[^\"\n]{0,20}[,:]? *(?: {3,}|[a-z])[^\n]{0,200}?\band (?:then )?i(?:'d| would|'ll"
        r"| will)? (?:say|answer|ask|reply)\b[^.!?\n]{0,20}[,:]", "tells what the other side says and answers it", speaker="therapist"),
    rule(
        r"\b(?:is that what you'?d say\?|i wonder who (?:protects|looks after|cares for) you\b(?! (?:after|at|when|in|on|all|here))"
        r"|is what you'?d ask (?:me )?now)\b", "answers for the other side", speaker="patient"),
    rule(
        r"\bto which (?:the|my|your) (?:patient|client|therapist|counsell?or) (?:says|replies|answers|responds"
        r"|would (?:say|answer|reply))\b|\band (?:the|your) (?:patient|client|therapist) (?:replies|responds)\b", "tells what the other side says"),
])  # fmt: skip


@check("dialogue", tier="structure", codes=["both_voices"], any_language=True)
def dialogue(look: Look) -> Iterator[Hit]:
    """Looks at lines, dashes, rows of quotes, and at questions that the same turn answers."""
    text = look.anatomy.norm
    if match := _in_quotes(look):
        yield Hit("both_voices", match[0], match[1], "a talk in quotes without anybody who says it")
        return
    if match := _behind_dashes(look):
        yield Hit("both_voices", match[0], match[1], "a talk behind dashes")
        return
    if "\n" in text and (match := _in_lines(look)):
        yield Hit("both_voices", match[0], match[1], "asks and answers line by line")
        return
    if look.english and (match := _answers_itself(look)):
        yield Hit("both_voices", match[0], match[1], "asks, and answers as the other side")
        return
    for hit in _RULES.search("both_voices", look):
        if look.speaker == "therapist" and _PLAYS.search(look.anatomy.lower):
            continue
        yield hit
        return


def _in_quotes(look: Look) -> tuple[int, int] | None:
    """Nothing but quotes, three or more."""
    text = look.anatomy.norm.strip()
    if not text.startswith('"') or text.count('"') < 6:
        return None
    spans = [s for s in look.anatomy.quotes if look.anatomy.norm[s.start] == '"']
    left = len(text) - sum(s.end - s.start for s in spans)
    if (
        len(spans) >= 3
        and left <= len(spans) + 2
        and any("?" in look.anatomy.norm[s.start : s.end] for s in spans)
    ):
        return spans[0].start, spans[-1].end
    return None


def _behind_dashes(look: Look) -> tuple[int, int] | None:
    """Pieces of speech that each begin with a dash, the way novels are printed; a list has no question and its answer."""
    text = look.anatomy.norm
    if "-" not in text or "?" not in text:
        return None
    if text.startswith("-") + text.count(" -") + text.count("\n-") < 2:
        return None
    starts = list(_DASHED.finditer(text))
    if len(starts) < 2:
        return None
    bounds = [*(m.start() for m in starts), len(text)]
    pieces = [text[a:b].strip(" -\n") for a, b in pairwise(bounds)]
    asks = [p.endswith("?") for p in pieces]
    turned = sum(a and not b for a, b in pairwise(asks))
    if turned and starts[0].start() == 0 and (len(pieces) >= 3 or len(text) < 400):
        return starts[0].start(), len(text)
    return _dashed_lines(look)


def _dashed_lines(look: Look) -> tuple[int, int] | None:
    """The same below a first line without a dash: a question on the one line, and its answer on the next."""
    lines = list(_DASHED_LINE.finditer(look.anatomy.norm))
    if len(lines) < 2 or look.anatomy.norm.count("\n") > 12:
        return None
    asks = [m.group().rstrip().endswith("?") for m in lines]
    if asks[0] and not asks[1] and not all(asks[2:] or [False]):
        return lines[0].start(), lines[-1].end()
    return None


def _in_lines(look: Look) -> tuple[int, int] | None:
    """A question on a line of its own, and a line that answers it for the other side."""
    anatomy = look.anatomy
    at, lines = 0, []
    for line in anatomy.spoken.split("\n"):
        if line.strip():
            lines.append((at, line.strip()))
        at += len(line) + 1
    if len(lines) < 3 or len(lines) > 60 or anatomy.items:
        return None
    if any(anatomy.inside(start, start + 1, anatomy.taught) for start, _ in lines[1:]):
        return None
    if look.speaker == "patient":
        for i, (start, line) in enumerate(lines[1:-1], 1):
            if (
                line.endswith("?")
                and _YOU.search(line)
                and not ME.search(line)
                and not _SAID.search(lines[i - 1][1][-60:])
                and not _YOU.search(lines[i + 1][1])
                and "?" not in line[:-1]
            ):
                return start, start + len(line)
        return None
    answered = [
        (a, c)
        for (a, one), (c, two) in pairwise(lines)
        if one.endswith("?") and "?" not in two and not _YOU.search(two) and len(two.split()) <= 40
    ]
    own = sum(bool(ME.search(anatomy.spoken[c : c + 200].split("\n")[0])) for _, c in answered)
    if len(answered) >= 2 or (answered and own and not _OWN_WAY.search(anatomy.spoken[answered[0][1] :])):
        return answered[0][0], answered[-1][1]
    return None


def _answers_itself(look: Look) -> tuple[int, int] | None:
    """A question to the other side, and after it the other side's answer about itself. Short turns only."""
    sentences = [s for s in look.anatomy.sentences if not s.quoted]
    if len(look.anatomy.words) > 80 or "?" not in look.anatomy.norm:
        return None
    lower, patient = look.anatomy.spoken, look.speaker == "patient"
    if patient and (
        RETOLD.search(look.anatomy.lower) or RETOLD.search(look.context.last("therapist").lower())
    ):
        return None
    for i, sentence in enumerate(sentences[:-1]):
        asked = lower[sentence.start : sentence.end]
        if not asked.rstrip("\"')* ").endswith("?") or not _YOU.search(asked) or ME.search(asked):
            continue
        if patient and (i == 0 or not _PROBES.match(asked)):
            continue
        if not patient and (len(asked.split()) < 4 or _REQUESTS.match(asked) or _COURTESY.match(asked)):
            continue
        for place, following in enumerate(sentences[i + 1 : i + 4]):
            low = lower[following.start : following.end]
            if (
                _YOU.search(low)
                or "?" in low
                or _OWN_WAY.search(low)
                or _BIDS.match(low)
                or re.search(r"\b(?:we|let's|us|our)\b", low)
            ):
                break
            if ME.search(low) and (place or not patient or len(low.split()) < 9):
                return sentence.start, sentences[-1].end
    return None


FIRES = {
    "both_voices": [
        Example("My boss, I suppose.\n\nWhat is it that you fear about her?\n\nThat she is right.", "patient"),
        Example('"I rang her on Sunday." "And what did she say?" "That she was busy."', "patient"),
        Example("She'd only fold the napkin.\n-And what does the fold say?\n-That the meal is over.", "patient"),
        Example("- What did it cost you? - The choir. - That was your Thursday."),
        Example("Tell me where you stand.\nBy the door?\nNo, at the sink.\nAnd who comes in?\nMy uncle.\nStay there."),
        Example("What would have to happen for you to stop? It would have to be gone. I took a photo of it. My wife laughed."),
    ]
}  # fmt: skip
PASSES = [
    Example('She said, "Where were you?" I said, "At work." "Liar," she said.', "patient"),
    Example("I made a list:\n- bread\n- milk\nWould you believe it?", "patient"),
    Example("How are you?\n\nI ask because you look tired, and I noticed your hand."),
    Example("You baked this? I was hungry all morning. Thank you."),
    Example("Could you say that again? I only got the end of it."),
    Example("What would her note say? Give it to me in her hand."),
    Example("Was it fair? I don't know. Was it loud? Yes.", "patient"),
    Example("I stayed - of course I did - and then I left - alone.", "patient"),
    Example("What do you want?\n\nI don't mean from him. I mean for you."),
    Example("Do you know what he texted me?\nAre you free?\nNo, I wrote.", "patient"),
    Example("It's not a contest.\n\nDo you have a tissue?\n\nYou must think I'm silly.", "patient"),
]
