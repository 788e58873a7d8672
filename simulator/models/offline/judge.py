"""A judge that is no language model: it counts words, and answers in the shape it is asked for.

Good enough to tell a lecture from a conversation and a whole session from a shuffled or a cut one, so that the machinery
of a study can be tried offline. It knows nothing of therapy.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise, zip_longest
from typing import Any

from simulator.models import Request
from simulator.models.offline.choose import dice
from simulator.models.offline.text import content_words, word_list

_TURN = re.compile(
    r"^[\s>*#\-]*(?:\[?\(?[tT]?\d+[\])]?[.:)]?\s*)?(therapist|patient|client|counsel+or)\b[^:\n]{0,20}:\**\s*",
    re.I | re.M,
)
_BLOCK = re.compile(
    r"^[\s>*#=\-]*(?:transcript|conversation|session|dialogue|sitzung)?\s*(A|B)\s*[:=\-]*\s*$", re.I | re.M
)
_ADVICE = re.compile(
    r"\b(?:you should|you need to|you must|you have to|you ought|try to|i'd recommend|my advice|just focus|simply)\b",
    re.I,
)
_LECTURE = re.compile(
    r"\b(?:research|studies|study|literature|the brain|known as|psycholog\w+|evidence-based|in general|statistic\w*|"
    r"technique|literally|basically)\b",
    re.I,
)
_PRAISE = re.compile(
    r"\b(?:wonderful|amazing|fantastic|brilliant|excellent|perfect|superb|impressed|proud of you|great (?:job|work))\b",
    re.I,
)
_REFLECT = re.compile(r"^(?:so|it sounds|that sounds|you|that'?s|part of you|i hear|then)\b", re.I)
_BYE = re.compile(r"\b(?:take (?:good )?care|goodbye|see you|bye)\b", re.I)
_ASPECTS = {
    "agenda": r"\b(?:today|agenda|look at|topic|start|focus)\b",
    "homework": r"\b(?:homework|task|you were going to|until next|this week|for the week)\b",
    "feedback": r"\b(?:how was (?:today|this)|useful|did we|for you\?|got wrong)\b",
    "guided": r"\b(?:what|how)\b[^?]*\?",
    "key": r"\b(?:thought|mind|feeling|feel|belief|body)\b",
    "technique": r"\b(?:evidence|experiment|friend|ladder|rule|option|prediction|sign)\w*\b",
}
_LIKE = word_list("yes true high good competent consistent supported grounded a both present therapist")


@dataclass(frozen=True)
class _Look:
    """What was counted in a conversation; each value 0 (poor) to 1 (good)."""

    manner: float
    order: float
    whole: float
    aspects: dict[str, float]

    @property
    def quality(self) -> float:
        return (0.15 + 0.85 * self.manner) * (0.35 + 0.4 * self.order + 0.25 * self.whole)


def verdict(request: Request) -> Any:
    """An answer to the judge's request that keeps to its schema; the same request gets the same answer."""
    text = request.messages[-1]["content"] if request.messages else ""
    schema = request.reply_schema or {"type": "object", "properties": {"score": {"type": "number"}}}
    roll = dice("judge", request.seed, str(request.key), len(text))
    blocks = _blocks(text)
    look = _look(blocks.get("", text))
    if "A" in blocks and "B" in blocks:
        lead = _look(blocks["A"]).quality - _look(blocks["B"]).quality
        look = _Look(_clamp(0.5 + lead), 1.0, 1.0, {})
        jitter_range = 0.02
    else:
        jitter_range = 0.05
    jitter = roll.uniform(-jitter_range, jitter_range)
    return _answer(schema, schema, "", look, jitter, _turns(text))


def _blocks(text: str) -> dict[str, str]:
    """The two conversations of a comparison, where there are two."""
    marks = list(_BLOCK.finditer(text))
    found: dict[str, str] = {}
    for mark, following in zip_longest(marks, marks[1:]):
        found[mark.group(1).upper()] = text[mark.end() : following.start() if following else len(text)]
    return found


def _turns(text: str) -> list[tuple[str, str]]:
    marks = list(_TURN.finditer(text))
    found = []
    for mark, following in zip_longest(marks, marks[1:]):
        who = "patient" if mark.group(1).lower() in {"patient", "client"} else "therapist"
        said = text[mark.end() : following.start() if following else len(text)].strip()
        found.append((who, " ".join(said.split())))
    return found


def _look(text: str) -> _Look:
    turns = _turns(text)
    therapist = [t for who, t in turns if who == "therapist"] or [text]
    count = len(therapist)
    mean = sum(len(t.split()) for t in therapist) / count
    faults = sum(len(p.findall(t)) for p in (_ADVICE, _LECTURE, _PRAISE) for t in therapist) / count
    reflects = sum(1 for t in therapist if _REFLECT.search(t)) / count
    asks = sum(1 for t in therapist if "?" in t) / count
    manner = _clamp(1.0 - max(0.0, mean - 35) / 90 - 0.28 * faults + 0.1 * (reflects + asks - 1))
    joined = " ".join(therapist)
    aspects = {
        k: _clamp(len(re.findall(p, joined, re.I)) / max(2.0, count * 0.25)) for k, p in _ASPECTS.items()
    }
    ends = bool(turns) and any(_BYE.search(t) for _, t in turns[-2:])
    return _Look(
        manner, _order(turns), 1.0 if ends and len(turns) >= 12 else 0.25 if len(turns) > 5 else 0.1, aspects
    )


def _order(turns: list[tuple[str, str]]) -> float:
    """Whether the parts of a session stand where they belong: greeting first, task late, goodbye last; speakers in turn."""
    if len(turns) < 4:
        return 0.3
    size = len(turns) - 1
    in_turn = sum(1 for a, b in pairwise(turns) if a[0] != b[0]) / size
    byes = [i / size for i, (_, t) in enumerate(turns) if _BYE.search(t)]
    tasks = [
        i / size
        for i, (_, t) in enumerate(turns)
        if re.search(r"for (?:the|this) week|homework|until next", t, re.I)
    ]
    late = min(byes) if byes else 0.5
    answered = [bool(content_words(a) & content_words(b)) for (_, a), (_, b) in pairwise(turns)]
    linked = sum(answered) / len(answered)
    return _clamp(0.35 * in_turn + 0.35 * late + 0.15 * (max(tasks) if tasks else 0.4) + 0.3 * linked)


def _clamp(value: float) -> float:
    return min(1.0, max(0.0, value))


def _answer(
    node: Any, root: dict[str, Any], name: str, look: _Look, jitter: float, turns: list[tuple[str, str]]
) -> Any:
    """A value for one node of the schema."""
    node = _resolved(node, root)
    if "const" in node:
        return node["const"]
    if options := node.get("enum"):
        return _choice(options, look.quality + jitter)
    kind = node.get("type")
    kind = next((k for k in kind if k != "null"), "null") if isinstance(kind, list) else kind
    if kind == "object" or "properties" in node:
        return {k: _answer(v, root, k, look, jitter, turns) for k, v in node.get("properties", {}).items()}
    if kind == "array":
        count = max(int(node.get("minItems", 1)), 0)
        return [_answer(node.get("items", {}), root, name, look, jitter, turns) for _ in range(count)]
    if kind in {"integer", "number"}:
        return _number(node, name, look, jitter, kind, turns)
    if kind == "boolean":
        return look.quality + jitter >= 0.5
    return _quote(turns, int(node.get("maxLength", 300)), int(node.get("minLength", 0)))


def _resolved(node: Any, root: dict[str, Any]) -> dict[str, Any]:
    """The node behind references and alternatives; the first alternative that is not null."""
    for _ in range(20):
        if not isinstance(node, dict):
            return {}
        if "$ref" in node:
            node = root.get("$defs", {}).get(str(node["$ref"]).rpartition("/")[2], {})
        elif alternatives := node.get("anyOf") or node.get("oneOf") or node.get("allOf"):
            node = next((a for a in alternatives if a.get("type") != "null"), alternatives[0])
        else:
            return node
    return {}


def _number(
    node: dict[str, Any], name: str, look: _Look, jitter: float, kind: str, turns: list[tuple[str, str]]
) -> float:
    if re.search(r"turn", name, re.I):
        value: float = min(1, max(0, len(turns) - 1))
        return int(value)
    low = float(node.get("minimum", node.get("exclusiveMinimum", 0)))
    high = float(node.get("maximum", node.get("exclusiveMaximum", max(low + 6, 6))))
    share = look.quality
    for aspect, value in look.aspects.items():
        if aspect in name.lower():
            share = look.quality * (0.75 + 0.25 * value)
    found = low + (high - low) * _clamp(share + jitter)
    return round(found) if kind == "integer" else round(found, 2)


def _choice(options: list[Any], quality: float) -> Any:
    """Among labels: the one that stands for good, or by its place when they are ordered from poor to good."""
    named = {str(o).lower(): o for o in options}
    if "a" in named and "b" in named:
        return (
            named["a"]
            if quality > 0.56
            else named["b"]
            if quality < 0.44
            else next(
                (v for k, v in named.items() if k in {"tie", "equal", "same", "neither", "none"}), named["a"]
            )
        )
    liked = [named[k] for k in _LIKE if k in named]
    if liked and quality >= 0.5:
        return liked[0]
    if liked:
        return next(o for o in [*options, liked[0]] if o not in liked or len(options) == len(liked))
    return options[min(len(options) - 1, int(_clamp(quality) * len(options)))]


def _quote(turns: list[tuple[str, str]], most: int, least: int) -> str:
    """Words of the conversation, as evidence, cut at a word."""
    said = next((t for who, t in turns[1:] if who == "therapist"), "") or "The conversation as a whole."
    text = said if len(said) <= most else said[: max(1, most)].rsplit(" ", 1)[0]
    return text if len(text) >= least else text.ljust(least, ".")
