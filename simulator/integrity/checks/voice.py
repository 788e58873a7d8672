"""The embedded classifier of voice: who talks like that, sentence by sentence in context. It knows wordings that no rule lists.
Without its model file the rules of wording stand alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from simulator.integrity.registry import Example, Hit, Look, check

if TYPE_CHECKING:
    from simulator.integrity.anatomy import Sentence

_MOST = 120
"""Sentences that are scored; of a longer turn the first and the last ones."""


@lru_cache(maxsize=1)
def _model() -> Any:
    try:
        from simulator.integrity.voice import load_voice
    except ImportError:
        return None
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
    scores = model.sentences(
        [s.text for s in sentences], look.speaker, look.context.last(look.partner)[-600:]
    )
    yield from _judge(look, sentences, scores)


def _judge(look: Look, sentences: list[Sentence], scores: Any) -> Iterator[Hit]:
    limits = look.thresholds
    kinds = (
        ("assistant", limits.assistant, "assistant_talk", "talks like an assistant"),
        ("narrator", limits.narrator, "narration", "tells from outside"),
        (look.partner, limits.partner, "inversion", "talks like the other side"),
    )
    unsure = 0.0
    for attribute, limit, code, detail in kinds:
        best = max(range(len(scores)), key=lambda i, a=attribute: getattr(scores[i], a))  # type: ignore[misc]
        value = float(getattr(scores[best], attribute))
        sentence = sentences[best]
        if value >= limit:
            yield Hit(code, sentence.start, sentence.end, f"{detail} ({value:.2f})", score=value)
        elif value >= limits.unsure:
            unsure = max(unsure, value)
    if unsure:
        yield Hit("unsure", 0, 0, score=-unsure)


FIRES: dict[str, list[Example]] = {}
PASSES = [Example("Okay.", "patient")]
