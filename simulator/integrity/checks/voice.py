"""The embedded classifier of voice: who talks like that, sentence by sentence in context. It knows wordings that no rule lists.

A sentence is believed to be another's when the odds of that voice against the speaker's own pass a limit of the speaker
and the voice. More is asked (added to the limit, in logarithms of odds)
- of a sentence that does not stand out from what the same speaker has said so far, the more the longer it has been in role;
- the more sentences a turn has, each being one more chance to be wrong;
- of speech that was heard and written down (um, uh, broken words), which comes from people;
- of a sentence of fewer than four words, which carries little;
- of a patient's sentence that looks for help, in words that services use as well;
- of a therapist who tells of itself in a sentence or two and has a word for the other.
Of the first two less is asked where a sentence has a word of a text about the talk (character, script, the client).
A question and its answer within one short turn are both voices, with less asked of the sentence that is the partner's.
A patient's turn is also inverted when a third of its sentences lean to the therapist's side, though none passes the limit.
Without the model file the rules of wording stand alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from math import log
from typing import Any, NamedTuple

from simulator.integrity.anatomy import Sentence
from simulator.integrity.context import Leaning
from simulator.integrity.language import is_jumble
from simulator.integrity.persons import ME
from simulator.integrity.registry import Example, Hit, Look, check
from simulator.integrity.voice_turn import ADDRESSES, Scores, comes_back, question_and_answer, spread_out
from simulator.integrity.wordings.seeking import seeks_for_oneself
from simulator.integrity.wordlist import word_set
from simulator.transcript import Speaker

_MOST = 120
"""Sentences that are scored; of a longer turn the first and the last ones."""
_SHORT = 4
"""Words of a sentence below which it is short."""
_LEAST = 1e-6
_KNOWN = 2
"""Turns of a speaker that must have been scored before one knows how it talks; until then more is asked with each."""
_UNHEARD: Leaning = (-20.0, -20.0, -20.0)
"""Logarithm of odds below which nothing counts."""
_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_TRADE = word_set(
    "persona personas dialogue dialog simulate simulated simulating simulation simulator fiction fictional roleplay role-play "
    "user users generate generated generating generation instructed instruction instructions scenario script transcript "
    "portray portraying portrayal impersonate impersonating output prompt platform policy guideline guidelines query "
    "character characters in-character depict depicting depiction vignette role part act play playing pretend pretending "
    "topic request conversation version scene story"
)
"""Words with which a refusal says what it refuses."""
_OBJECT = word_set(
    "persona personas dialogue dialog simulate simulated simulating simulation simulator fictional roleplay role-play user "
    "users script transcript portray portraying portrayal impersonate character characters in-character prompt output "
    "excerpt recap vignette chatbot rationale understatement phrasing wording disclaimer apologies assistance"
)
_THIRD = re.compile(r"\b(?:the|this) (?:patient|client)(?:'s)?\b|\bsummary of\b|^note:")
"""Words of a text about the talk, with which nobody in the room speaks."""
_FALTERING = re.compile(
    r"\b(?:um|uh|mm|mhm|hmm|gonna|kinda|sorta|wanna)\b|\blike,|\w-\s|--|\[(?:unint|inaud)|^-|-$|\w+-\w+-"
)
_FILLERS = word_set("um uh mm mhm hmm gonna kinda sorta wanna")
"""Those of `_FALTERING`: a text that holds none of them falters only by marks."""
_TOLD = re.compile(
    r"\b(?:came to mind|i (?:thought|think|wrote|said|told|read)|it (?:said|says|read)|like this|answer was"
    r"|thought was|heard)\b[^.?!:]{0,24}:"
)
"""What follows is a thought or words that a patient gives an account of."""
_ORAL = re.compile(
    r"\b(?:just|kind of|sort of|actually|anyway|apparently|obviously)\b|, (?:you know|like|right)\b"
)
"""Little words of telling, which no narrator uses."""
_TORN = re.compile(r"\b(?:parts?|half|a bit|most) of me\b")
"""Who is of two minds; a service has one."""
_GREETING = re.compile(
    r"\W*(?:(?:hi|hello|hey|good (?:morning|afternoon|evening)"
    r"|(?:(?:it's|it is) )?(?:good|nice|great|lovely) to (?:see|meet) you|again|too|there|thank you"
    r"|thanks)[\s,.!]*)+(?:[a-z.]+ ?){0,2}\W*"
)
"""What both sides say alike."""
_GREETS = 60
"""Characters of a greeting at most."""
_DECLINES = re.compile(
    r"n't\b|\b(?:not|never|no|cannot|unable|decline|refuse|rather|stop|pause|end|withdraw|step|leave"
    r"|against|beyond|outside|restricted|sorry|apolog\w+)\b"
)
_TEXT = re.compile(
    r"\b(?:dialogue|prompt|script|scene|transcript|turn|turns|character|persona|role|exchange|reply|next"
    r"|patient|client|therapist|counsell?or|simulat\w+|version|continue|scenario)\b"
)
_VOICES = ("partner", "assistant", "narrator")
_DETAILS = {
    "partner": "talks like the other side",
    "assistant": "talks like an assistant",
    "narrator": "tells from outside",
}


@lru_cache(maxsize=1)
def loaded() -> Any:
    """The classifier; None without its file."""
    from simulator.integrity.voice import load_voice

    try:
        return load_voice()
    except FileNotFoundError:
        return None


@check(
    "voice",
    tier="voice",
    codes=["refusal", "meta", "inversion", "both_voices", "narration", "assistant_talk"],
)
def voice(look: Look) -> Iterator[Hit]:
    """Scores the sentences that are not quoted."""
    if found := reading_of(look):
        yield from judge(look, found)


def leaning(look: Look) -> Leaning | None:
    """How far a turn leans to each other voice, for the speaker's record; None when nothing in it can be scored."""
    found = reading_of(look)
    if not found:
        return None
    odds = [_against_own(look, doubtful) for doubtful in found.doubtful]
    partner, assistant, narrator = (max(column) for column in zip(_UNHEARD, *odds, strict=True))
    return partner, assistant, narrator


class Doubtful(NamedTuple):
    """A sentence in which another voice than the speaker's may be heard, and what its wording says for or against that."""

    sentence: Sentence
    low: str
    words: list[str]
    values: tuple[float, float, float]
    """Of partner, assistant, narrator."""
    own: float
    told: bool
    """Gives an account of a thought or of words, or is of two minds."""
    seeks: bool
    """A patient's who looks for help, in words that services use as well."""
    falters: bool
    to_nobody: bool
    oral: bool
    """A patient's, in words of telling: "He just nodded"."""


class Reading(NamedTuple):
    """What the classifier says of a turn. Kept with its text: a turn is scored when it is checked and looked at again when it
    is accepted."""

    speaker: Speaker
    previous: str
    sentences: Sequence[Sentence]
    """Those that were scored."""
    scores: Sequence[Scores]
    """One entry for each."""
    doubtful: Sequence[Doubtful]


def reading_of(look: Look) -> Reading | None:
    """What the classifier says of an attempt; None without the model, or when there is no sentence to score."""
    if loaded() is None or not look.anatomy.words or is_jumble(look.anatomy.words):
        return None
    previous = look.context.last(look.partner)[-600:]
    kept: Reading | None = look.anatomy.kept.get("voice")
    if kept and kept.speaker == look.speaker and kept.previous == previous:
        return kept
    sentences = [
        s
        for s in look.anatomy.sentences
        if not s.quoted and (s.text[0].isalpha() or any(c.isalpha() for c in s.text))
    ]
    if not sentences:
        return None
    if len(sentences) > _MOST:
        sentences = [*sentences[: _MOST // 2], *sentences[-_MOST // 2 :]]
    scores = loaded().sentences([s.text for s in sentences], look.speaker, previous)
    doubtful = list(_doubtful(look, sentences, scores))
    made = look.anatomy.kept["voice"] = Reading(look.speaker, previous, sentences, scores, doubtful)
    return made


def _doubtful(look: Look, sentences: Sequence[Sentence], scores: Sequence[Scores]) -> Iterator[Doubtful]:
    lower = look.anatomy.lower
    may_falter = not _FILLERS.isdisjoint(look.anatomy.vocabulary)
    patient = look.speaker == "patient"
    for sentence, score in zip(sentences, scores, strict=True):
        own, partner = (score.patient, score.therapist) if patient else (score.therapist, score.patient)
        values = (partner, score.assistant, score.narrator)
        if max(values) < own * 0.2:
            continue
        low = lower[sentence.start : sentence.end]
        if len(low) <= _GREETS and _GREETING.fullmatch(low):
            continue
        told = (":" in low and _TOLD.search(low)) or ("of me" in low and _TORN.search(low))
        marked = may_falter or "-" in low or "[" in low or "like," in low
        falters = marked and _FALTERING.search(low)
        seeks = patient and seeks_for_oneself(low)
        to_nobody = patient and "?" not in low and not ADDRESSES.search(low)
        oral = patient and bool(_ORAL.search(low))
        yield Doubtful(
            sentence, low, _WORD.findall(low), values, own, bool(told), seeks, bool(falters), to_nobody, oral
        )


def _against_own(look: Look, doubtful: Doubtful) -> Leaning:
    """The odds of partner, assistant and narrator against the speaker's own voice, less what the sentence itself asks for."""
    limits = look.thresholds.voice
    more = limits.short if len(doubtful.words) < _SHORT else 0.0
    if doubtful.told or (doubtful.falters and not look.context.heard_speech):
        more += limits.heard
    if doubtful.seeks:
        more += limits.seeks
    asked = more + limits.to_nobody if doubtful.to_nobody else more
    own = max(doubtful.own, _LEAST)
    partner, assistant, narrator = doubtful.values
    return (
        log(max(partner, _LEAST) / own) - asked,
        log(max(assistant, _LEAST) / own) - more,
        log(max(narrator, _LEAST) / own) - more - (limits.heard if doubtful.oral else 0.0),
    )


def judge(look: Look, reading: Reading) -> Iterator[Hit]:
    """The surest finding of each kind, and how unsure the rest is.

    Args:
        look: the attempt.
        reading: what the classifier says of it.
    """
    best: dict[str, tuple[float, Hit]] = {}
    unsure = _judge_each(look, reading, best) if reading.doubtful else 0.0
    if "inversion" not in best and (both := question_and_answer(look, reading.sentences, reading.scores)):
        best["both_voices"] = (0.0, both)
    if "inversion" not in best and (diffuse := spread_out(look, reading.sentences, reading.scores)):
        best["inversion"] = (0.0, diffuse)
    yield from (hit for _, hit in best.values())
    if unsure and not best:
        yield Hit("unsure", 0, 0, score=-unsure)


def _judge_each(look: Look, reading: Reading, best: dict[str, tuple[float, Hit]]) -> float:
    """Puts the surest finding of each code into `best`, and says how unsure the rest is."""
    limits = look.thresholds.voice
    bars = [_odds(limits.of(look.speaker, voice)) for voice in _VOICES]
    cautions = _cautions(look, len(reading.scores), bars)
    if look.speaker == "therapist" and comes_back(look, reading.sentences, reading.scores):
        cautions[0] += limits.disclosed
    unsure = 0.0
    for d in reading.doubtful:
        about = not _OBJECT.isdisjoint(d.words) or bool(_THIRD.search(d.low))
        each = zip(_VOICES, d.values, _against_own(look, d), bars, cautions, strict=True)
        for voice, value, odds, bar, caution in each:
            above = odds - bar - caution * (limits.about if about and voice != "partner" else 1.0)
            share = value / (value + d.own) if value else 0.0
            if above > 0:
                code = _code(voice, d)
                if code not in best or above > best[code][0]:
                    detail = f"{_DETAILS[voice]} ({share:.2f})"
                    best[code] = (above, Hit(code, d.sentence.start, d.sentence.end, detail, score=share))
            elif share >= limits.unsure:
                unsure = max(unsure, share)
    return unsure


@lru_cache(maxsize=64)
def _odds(share: float) -> float:
    return log(share / (1 - share))


def _cautions(look: Look, sentences: int, bars: Sequence[float]) -> list[float]:
    """What is asked of every sentence of the turn besides its limit, for each voice.

    A turn must stand out from what the speaker has said so far: whoever has always talked a little like an assistant, or
    like the other side, does so again; whoever never has, and suddenly does, has fallen out of role.
    """
    limits, memory = look.thresholds.voice, look.context.memory[look.speaker]
    turns = log(1 + len(memory.turns))
    least, most = limits.record_least * turns, limits.record * turns
    made = []
    for i, bar in enumerate(bars):
        more = most
        if memory.furthest and memory.leaned >= _KNOWN:
            more = min(max(memory.furthest[i] + limits.stands_out - bar, least), most)
        if not look.context.turns:
            more += limits.opening
        made.append(
            more
            + limits.sentences * log(max(sentences / limits.few, 1.0))
            + (limits.heard if look.context.heard_speech else 0.0)
        )
    return made


def _code(voice: str, doubtful: Doubtful) -> str:
    if voice == "partner":
        return "inversion"
    if voice == "narrator":
        return "narration"
    low = doubtful.low
    if not _TRADE.isdisjoint(doubtful.words) and _DECLINES.search(low) and ME.search(low):
        return "refusal"
    return "meta" if _TEXT.search(low) else "assistant_talk"


FIRES: dict[str, list[Example]] = {}
PASSES = [
    Example("Okay.", "patient"),
    Example("Good to see you, Nova.", "patient"),
    Example("No, nothing terrible came of it. He just nodded and moved on to the next point.", "patient"),
    Example("I keep the letters under the bread bin and I never open them.", "patient"),
    Example("Under the bread bin. What do you think they say?"),
]
