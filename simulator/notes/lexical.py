"""Words of an item and of turns, made comparable: stems, synonyms, numbers. English; good enough to see what was made up."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")

_COMMON = frozenset(
    str.split(
        "a about above across after again against all almost alone along already also although always am "
        "among an and another any anybody anyone anything are around as ask asked at away back be became "
        "because been before began behind being below between both but by came can cannot come could did do "
        "does doing done down during each either else enough even ever every everybody everyone everything "
        "few first for from further gave get getting give given go goes going gone got had has have having he "
        "her here hers herself him himself his how however i if in instead into is it its itself just keep "
        "kept kind knew know known last least less let like likely little long lot made make makes making "
        "many may maybe me mean meant might mine more most much must my myself near need never new next no "
        "nobody none nor not nothing now of off often oh okay on once one only onto or other others our ours "
        "out over own part per perhaps put quite rather really right said same saw say saying says see seem "
        "seemed seen several she should since so some somebody someone something sometimes somewhat soon "
        "still such sure take taken taking than thank thanks that the their theirs them themselves then there "
        "these they thing things this those though through thus time times to today together told too took "
        "toward towards tried try trying under until up upon us use used using very via want wanted wants was "
        "way we week weeks well went were what when where whether which while who whole whom whose why will "
        "with within without would yes yet you your yours yourself oneself bit day days yeah something's that's it's "
        "i'm i've i'd i'll you're you've he's she's they're we're don't didn't doesn't isn't aren't wasn't "
        "weren't can't couldn't won't wouldn't shouldn't hasn't haven't hadn't what's there's"
    )
)
_NOTE_TALK = frozenset(
    str.split(
        "rooted root stem stemming stems held beneficial sustainable mechanism mechanisms healthy unhealthy negative positive willing cause causing caused lead leading resulting contribute contributing desire noticed noticing gain gained "
        "patient client therapist session discuss discussed discussing discussion explore explored exploring "
        "exploration address addressed addressing talk talked talking speak spoke describe described "
        "describing mention mentioned report reported express expressed expressing expression share shared "
        "sharing note noted identify identified identifying identification recognise recognize recognised "
        "recognized recognising recognizing recognition realise realize realised realized realising realizing "
        "realization realisation acknowledge acknowledged acknowledging acknowledgment understand understood "
        "understanding aware awareness insight learn learned learning helpful helped helping help useful "
        "appear appeared introduce introduced introducing introduction practise practice practised practiced "
        "practising practicing technique exercise exercises assign assigned assigning homework task tasks "
        "agree agreed plan planned planning continue continued continuing work worked working issue issues "
        "concern concerns topic topics theme experience experiences experienced experiencing difficulty "
        "difficulties difficult challenge challenges challenging struggle struggles struggling impact impacts "
        "effect effects affect affecting affected role recent recently ongoing current currently related "
        "relation relationship around pattern patterns tendency tendencies deep deeper importance important "
        "potential possible way ways approach strategy strategies process level levels general specific "
        "various significant emotional emotion emotions feeling feelings feel felt feels sense state "
        "situation situations context connection connections link between develop developing development set "
        "setting start started starting begin use idea ideas focus focused focusing increase increased reduce "
        "reduced manage managing management cope coping support supportive supporting willingness ability "
        "able review reviewed reviewing history background past present future regarding including involving "
        "towards thought thoughts thinking think main open thread threads follow up"
    )
)
"""Words a note is written in, whatever it is about: they show nothing either way."""

_GROUPS = (
    "mother mom mum mama mommy",
    "father dad papa daddy",
    "grandmother grandma nana abuela gran granny",
    "grandfather grandpa abuelo granddad",
    "parent parents folks family families relatives",
    "culture cultural latina latino heritage ethnicity tradition traditional",
    "childhood upbringing grew growing raised",
    "success successful succeed achievement achievements accomplishment accomplishments achieve",
    "loss lost die died death dead grief grieving grieve bereavement funeral pass passed mourning",
    "anxious anxiety nervous worry worried worries worrying panic panicky fear afraid scared frightened fearful dread",
    "sad sadness down low depressed depression hopeless empty tearful cry crying cried",
    "angry anger mad furious rage irritated irritable irritation annoyed",
    "tired exhausted exhaustion fatigue weary drained worn burnout burned burnt",
    "sleep slept sleeping asleep insomnia awake night nights bed",
    "job work office workplace career employment boss manager supervisor colleague coworker coworkers colleagues team",
    "lonely loneliness alone isolated isolation withdraw withdrawn withdrawing withdrawal",
    "perfect perfectionism perfectionist perfection flawless",
    "fail failure failed failing mistake mistakes error errors slip slips",
    "avoid avoiding avoidance avoided cancel cancelled canceled cancelling postpone",
    "shame ashamed embarrassed embarrassment humiliated guilt guilty blame",
    "kind kindness kinder compassion compassionate gentle gentleness",
    "journal journaling diary log record write writing wrote written",
    "breath breathing breathe breaths exhale inhale",
    "drink drinking drank alcohol wine beer",
    "friend friends friendship",
    "child children kid kids son daughter",
    "argument argue argued fight fought quarrel row conflict",
    "evidence proof prove proves",
    "critical criticism criticise criticize harsh self-critical critic judge judging judgement",
    "suicide suicidal die dying dead alive self-harm harm hurt cutting cut",
    "medication medicine pills meds tablets antidepressant",
    "exercise walk walking walks run running gym",
    "money debt debts bills financial finances",
    "rest resting relax relaxing break breaks pause",
    "expectation expectations expect expected standards standard",
    "hobby hobbies interest interests enjoy enjoyment pleasure fun",
    "stress stressed stressful pressure overwhelmed overwhelming overwhelm",
)
_NUMBERS = {
    w: str(i)
    for i, w in enumerate(
        str.split(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty"
)
    )
} | {"thirty": "30", "forty": "40", "fifty": "50", "sixty": "60", "seventy": "70", "eighty": "80", "ninety": "90"}  # fmt: skip


def words(text: str) -> list[str]:
    """Words in lower case with straight apostrophes."""
    return list(_words(text))


@lru_cache(maxsize=1024)
def _words(text: str) -> tuple[str, ...]:
    plain = unicodedata.normalize("NFKC", text[:20_000]).replace("’", "'").replace("‘", "'")
    return tuple(_WORD.findall(plain.casefold()))


@lru_cache(maxsize=1024)
def in_line(text: str) -> str:
    """The words of a text with a blank between them."""
    return " ".join(_words(text))


_SUFFIXES = (
    ("isations", 4), ("izations", 4), ("isation", 4), ("ization", 4), ("fulness", 4), ("iveness", 4), ("ations", 4),
    ("ation", 4), ("ments", 4), ("ment", 4), ("nesses", 4), ("ness", 4), ("ities", 4), ("ity", 4), ("ingly", 4),
    ("ings", 4), ("ing", 3), ("ies", 2), ("ied", 2), ("edly", 4), ("ed", 3), ("ers", 4), ("er", 4), ("ists", 4),
    ("ist", 4), ("ism", 4), ("ely", 4), ("ly", 4), ("es", 4), ("s", 3), ("e", 3), ("y", 3), ("ive", 4), ("al", 4),
)  # fmt: skip
"""What a word may lose, and how many letters it must have left; the first that fits is taken off."""
_ENDING_IN: dict[str, list[tuple[str, int]]] = {}
for _suffix, _least in _SUFFIXES:
    _ENDING_IN.setdefault(_suffix[-1], []).append((_suffix, len(_suffix) + _least))


def stem(word: str) -> str:
    """A crude stem, the same for the usual inflections of a word."""
    word = word.removesuffix("'s").removesuffix("'")
    for suffix, least in _ENDING_IN.get(word[-1:], ()):
        if len(word) >= least and word.endswith(suffix):
            word = word[: -len(suffix)]
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiouls":
        word = word[:-1]
    return word.rstrip("ei") if len(word) > 4 else word


_SYNONYMS: dict[str, str] = {}
for _group in _GROUPS:
    for _word in _group.split():
        _SYNONYMS.setdefault(stem(_word), stem(_group.split()[0]))


@lru_cache(maxsize=4096)
def stems(text: str) -> frozenset[str]:
    """The content words of a text, stemmed, synonyms brought together."""
    return frozenset(_known(w) for w in _words(text) if w not in _COMMON and (len(w) > 2 or w.isdigit()))


@lru_cache(maxsize=4096)
def claims(text: str) -> frozenset[str]:
    """The content words of a note's item that say something about this session."""
    return frozenset(
        _known(w)
        for w in _words(text)
        if w not in _COMMON and w not in _NOTE_TALK and (len(w) > 2 or w.isdigit())
    )


@lru_cache(maxsize=4096)
def numbers(text: str) -> frozenset[str]:
    """Numbers that a text gives, in digits."""
    said = _words(text)
    return frozenset([*filter(str.isdigit, said), *(_NUMBERS[w] for w in _NUMBERS.keys() & set(said))])


def _known(word: str) -> str:
    if word in _NUMBERS:
        return _NUMBERS[word]
    root = stem(word)
    return _SYNONYMS.get(root, root)


def covered(one: str, other: str) -> float:
    """Share of the three-word runs of one text that occur in the other, 0-1."""
    return covered_by(one, in_line(other))


def covered_by(one: str, there: str) -> float:
    """As `covered`, by text that is `in_line` already: a whole session's."""
    runs = _runs(one)
    return sum([run in there for run in runs]) / len(runs) if runs else 0.0


@lru_cache(maxsize=1024)
def _runs(text: str) -> tuple[str, ...]:
    said = _words(text)
    return tuple(" ".join(said[i : i + 3]) for i in range(max(1, len(said) - 2))) if said else ()


def likeness(one: str, other: str) -> float:
    """How much of the shorter text's content the other one shares, 0-1."""
    a, b = stems(one), stems(other)
    if not a or not b:
        return float(words(one) == words(other))
    return len(a & b) / min(len(a), len(b))
