"""The embedded classifier of voice: who talks like that, sentence by sentence in context. It knows wordings that no rule lists.

It is believed only where something else speaks for it as well, because a wordy, well-mannered model sounds like an
assistant in every sentence: the sentence has a word of the trade (persona, reply, request, tone), or the turn is short, or
the sentence stands out from the rest of its turn and opens or closes it. Speech as it was heard (um, uh, broken words)
comes from people; there only the surest score counts. Without the model file the rules of wording stand alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from statistics import median
from typing import TYPE_CHECKING, Any, Protocol

from simulator.integrity.anatomy import Sentence
from simulator.integrity.registry import Example, Hit, Look, check
from simulator.integrity.wordlist import word_set

if TYPE_CHECKING:
    pass

_MOST = 120
"""Sentences that are scored; of a longer turn the first and the last ones."""
_LONG = 7
"""Sentences from which on a turn is long."""
_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_TRADE = word_set(
    "persona personas dialogue dialog simulate simulated simulating simulation simulator fiction "
    "fictional roleplay role-play user users user's generate generated generating generation instructed "
    "instruction instructions scenario script transcript portray portraying portrayal impersonate "
    "impersonating assist assistance assistant content output retry platform policy policies guideline "
    "guidelines disclaimer apologies apologise apologize excerpt recap narrative query chatbot clinician "
    "interviewer pretend pretending character characters in-character enact depict depicting depiction "
    "vignette dramatization dramatisation rationale understatement phrasing wording framing rapport ai "
    "llm model dataset researchers researcher sensitive restricted qualified licensed professional "
    "professionals provider providers voicing embody storyline exchange exchanges author reader readers "
    "writer"
)
_SIDES = re.compile(
    r"\b(?:the|this|a|an|our|each|both|as) (?:\w+ )?(?:patient|client|therapist|counsell?or|clinician|psychologist|speaker|practitioner)s?(?:'s)?\b"
)
_SERVICE = word_set(
    "role part question questions answer answers reply replies respond response responding write writing "
    "written draft tone version adjust adjusted tweak rewrite sentence sentences words word turn turns "
    "topic request requested message advice information resources resource tips tip help helpful useful "
    "support suggestions suggest suggestion strategies below above elaborate clarify detail details "
    "expand further explore overview summary summarize summarise list provide provided happy glad feel "
    "free hesitate hope conversation session continue continuing proceed act play playing stop step "
    "comfortable decline unable prefer appropriate general instead memory experience metaphor deflect "
    "deflection avoidance humour humor validate validates validating reflection intervention technique "
    "minimise minimize keeps shows show kept chose choose style length short concise brief consistent "
    "realistic believable specific context line next scene"
)
_FALTERING = re.compile(
    r"\b(?:um|uh|mm|mhm|hmm|gonna|kinda|sorta|wanna|yeah|yep|you know|i mean|okay|cool|lol|idk|ya|gotta|sort of|kind of)\b|\blike,|\w-\s|--|\[(?:unint|inaud)|^-|-$|\w+-\w+-"
)
_ME = re.compile(r"\b(?:i|my|me|i'm|i've|i'd|i'll|myself|mine)\b")
_YOU = re.compile(r"\b(?:you|your|you're|you've|you'd|you'll|yourself|yours)\b")
_WE = re.compile(r"\b(?:let's|let us|we)\b")
_LEADS = re.compile(
    r"\?|\b(?:let's|let us|notice|wonder|wondering|hearing|hear|sounds|try|i'd like|like you to|i'd invite|invite|session|together|explore|courage|brave|thank you for|breathe|breath|homework|this week|next time|"
    r"curious|proud|appreciate|remember|important|reflect|suggest|maybe you|you might|you could|you deserve|take your time|gentle|what if)\b"
)
_ASKS = re.compile(
    r"\b(?:can|could|will) (?:you|we)\b|\bdo you (?:have|think|know)\b|\bwould you (?!like|prefer|want)"
)
_THANKS = re.compile(r"\W*(?:(?:hi|hello|hey)\W+)?(?:thank you|thanks) for\b")
_LOST = re.compile(r"\bwhat(?:'s| is) wrong with me|\byou people|\bdo you think i\b")
_OUTSIDE = re.compile(
    r"\b(?:she|he|her|his|him|they|their|them|herself|himself|the (?:therapist|patient|client|counsell?or|doctor|room|silence|clock|question|words?|pause|answer|office|door|air|window|line))\b"
)
_PRONOUNS = frozenset({"she", "he", "her", "his", "him", "they", "their", "them", "herself", "himself"})
_SURELY = 0.99
_TOLD = re.compile(
    r"\b(?:came to mind|i (?:thought|think|wrote|said|told|read)|it (?:said|says|read)|like this|answer was|thought was|heard)\b[^.?!:]{0,24}:"
)
"""What follows is a thought or words that a patient gives an account of."""
_MANY = frozenset({"they", "their", "them", "the words", "the word"})
_SOMEBODY = re.compile(
    r"\b(?:she|he|they|her|him|his|them|who|everyone|everybody|someone|somebody|people|mother|father|mum|mom|mam|dad|parents|sister|brother|wife|husband|partner|friend|boss|manager|son|daughter|"
    r"kids?|boys?|girls?|baby|children|grand\w+|nan|gran|nurse|doctor|teacher|aunt|uncle|neighbou?r|colleague|girlfriend|boyfriend|dog|cat|man|woman|lad|mate|team)\b|(?<=[a-z,;] )[A-Z][a-z]{2,}"
)
_DECLINES = re.compile(
    r"n't\b|\b(?:not|never|no|cannot|unable|decline|refuse|rather|stop|pause|end|withdraw|step|leave|against|beyond|outside|restricted|sorry|apolog\w+)\b"
)
_TEXT = re.compile(
    r"\b(?:dialogue|prompt|script|scene|transcript|turn|turns|character|persona|role|exchange|reply|next|patient|client|therapist|counsell?or|simulat\w+|version|continue|scenario)\b"
)


class Scores(Protocol):
    """What the classifier says of one sentence: probabilities that add up to 1."""

    patient: float
    therapist: float
    assistant: float
    narrator: float


@lru_cache(maxsize=1)
def _model() -> Any:
    from simulator.integrity.voice import load_voice

    try:
        return load_voice()
    except FileNotFoundError:
        return None


@check("voice", tier="voice", codes=["refusal", "meta", "inversion", "narration", "assistant_talk"])
def voice(look: Look) -> Iterator[Hit]:
    """Scores the sentences that are not quoted."""
    model = _model()
    if model is None or not look.anatomy.words:
        return
    sentences = [s for s in look.anatomy.sentences if not s.quoted and any(c.isalpha() for c in s.text)]
    if len(sentences) > _MOST:
        sentences = [*sentences[: _MOST // 2], *sentences[-_MOST // 2 :]]
    if not sentences:
        return
    previous = look.context.last(look.partner)[-600:]
    yield from judge(look, sentences, model.sentences([s.text for s in sentences], look.speaker, previous))


def judge(look: Look, sentences: Sequence[Sentence], scores: Sequence[Scores]) -> Iterator[Hit]:
    """The surest finding of each kind, and how unsure the rest is.

    Args:
        look: the attempt.
        sentences: those that were scored.
        scores: one entry for each.
    """
    limits = look.thresholds.voice
    best: dict[str, Hit] = {}
    unsure = 0.0
    floor = min(limits.unsure, limits.partner_diffuse, limits.narrator, limits.partner, limits.patient_trade)
    for i, sentence in enumerate(sentences):
        score = scores[i]
        partner = score.therapist if look.speaker == "patient" else score.patient
        if max(score.assistant, score.narrator, partner) < floor:
            continue
        low = look.anatomy.lower[sentence.start : sentence.end]
        words = _WORD.findall(low)
        if len(words) < 4 or _FALTERING.search(low) or _TOLD.search(low):
            continue
        for code, value, limit, detail in _candidates(look, sentences, low, words, i, scores):
            bar = max(limit, limits.heard) if look.context.heard_speech else limit
            if value >= bar and (code not in best or value > best[code].score):
                best[code] = Hit(code, sentence.start, sentence.end, f"{detail} ({value:.2f})", score=value)
            elif value >= limits.unsure:
                unsure = max(unsure, value)
    if "inversion" not in best and (diffuse := _diffuse(look, sentences, scores)):
        best["inversion"] = diffuse
    yield from best.values()
    if unsure and not best:
        yield Hit("unsure", 0, 0, score=-unsure)


def _own(low: str) -> bool:
    """Says something of oneself and nothing of the other."""
    return bool(_ME.search(low)) and not _YOU.search(low)


def _diffuse(look: Look, sentences: Sequence[Sentence], scores: Sequence[Scores]) -> Hit | None:
    """The whole turn sounds a little like the other side, though no sentence surely does."""
    if look.context.heard_speech or look.speaker != "patient":
        return None
    limit = look.thresholds.voice.partner_diffuse
    found = [
        sentence
        for sentence, score in zip(sentences, scores, strict=True)
        if score.therapist >= limit and not _own(look.anatomy.lower[sentence.start : sentence.end])
    ]
    long = [s for s in found if len(s.text.split()) >= 6]
    if len(found) < 3 or len(long) < 2 or len(found) < 0.4 * len(scores):
        return None
    detail = f"{len(found)} of {len(scores)} sentences talk like the other side"
    return Hit("inversion", found[0].start, found[-1].end, detail, score=limit)


def _candidates(
    look: Look, sentences: Sequence[Sentence], low: str, words: list[str], i: int, scores: Sequence[Scores]
) -> Iterator[tuple[str, float, float, str]]:
    """Code, score, threshold and detail of each way in which the sentence may have gone wrong."""
    speaker, limits = look.speaker, look.thresholds.voice
    score, count = scores[i], len(scores)
    short = count < _LONG
    me, you = bool(_ME.search(low)), bool(_YOU.search(low))
    tier = 2 if not _TRADE.isdisjoint(words) or _SIDES.search(low) else int(not _SERVICE.isdisjoint(words))
    own = speaker == "patient" and ((me and not you) or bool(_ASKS.search(low)) or bool(_THANKS.match(low)))
    if short:
        limit = limits.assistant(speaker, tier)
        if own:
            limit += limits.own_margin if tier == 2 or _OUTSIDE.search(low) else 2.0
    else:
        rest = median(s.assistant for k, s in enumerate(scores) if k != i)
        stands_out = (i < 2 or i >= count - 3) and rest <= limits.rest and not own
        limit = limits.long if stands_out else 2.0
    yield _assistant_code(low, tier), score.assistant, limit, "talks like an assistant"
    if (
        not you
        and score.narrator >= limits.unsure
        and (tier == 2 or _outside(look, sentences[i], low, score.narrator))
    ):
        yield "narration", score.narrator, limits.narrator if short else limits.long, "tells from outside"
    partner = score.therapist if speaker == "patient" else score.patient
    if partner < limits.unsure:
        return
    if speaker == "patient":
        leads = bool((you or _WE.search(low)) and _LEADS.search(low))
        leads = leads and not _asks_back(look, sentences, low)
    else:
        leads = (me and not you) or bool(_LOST.search(low))
    if leads:
        limit = limits.partner if short else limits.partner_long
        yield "inversion", partner, limit + (0.1 if len(words) < 8 else 0), "talks like the other side"


def _asks_back(look: Look, sentences: Sequence[Sentence], low: str) -> bool:
    """A patient's own question after telling of itself: "I'll try it. What would you have said to him?" """
    if _LEADS.search(low.replace("?", " ")):
        return False
    return any(_own(look.anatomy.lower[s.start : s.end]) for s in sentences)


def _outside(look: Look, sentence: Sentence, low: str, score: float) -> bool:
    """Something that a narrator tells. A patient tells of other people all day: "she laughed" needs nobody named before."""
    if _names_a_side(look, low):
        return True
    match = _OUTSIDE.search(low)
    if not match:
        return False
    if look.speaker == "therapist":
        return match.group() not in _MANY
    if match.group() not in _PRONOUNS:
        return score >= _SURELY
    told = look.context.memory[look.speaker].texts[-12:]
    before = (look.anatomy.norm[: sentence.start], look.context.last(look.partner)[-600:], *told)
    return not any(map(_SOMEBODY.search, before))


def _names_a_side(look: Look, low: str) -> bool:
    names = (look.context.names.first("patient"), look.context.names.first("therapist"))
    return any(name and name in low for name in names)


def _assistant_code(low: str, tier: int) -> str:
    if tier and _DECLINES.search(low) and _ME.search(low):
        return "refusal"
    return "meta" if tier and _TEXT.search(low) else "assistant_talk"


FIRES: dict[str, list[Example]] = {}
PASSES = [
    Example("Okay.", "patient"),
    Example("I keep the letters under the bread bin and I never open them.", "patient"),
    Example("Under the bread bin. What do you think they say?"),
]
