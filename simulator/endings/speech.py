"""What of a turn is the speaker's own speech, sentence by sentence, for rules that must not fire on the rest.

Quotes, lists, brackets, headings, lines with a label and scripts that are being taught are not the speaker's own
farewell, whatever they say.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from simulator.endings.literals import Grams, held, needed_grams
from simulator.endings.regex import MAX_SENTENCE

MAX_TURN = 20_000
"""Characters of a turn that are looked at: the last ones, as endings stand at the end."""

__all__ = ["MAX_SENTENCE", "MAX_TURN", "Sentence", "sentences", "teaches"]

_TYPOGRAPHY = str.maketrans(
    {"’": "'", "‘": "'", "`": "'", "´": "'", "–": "—", "―": "—", "…": "...", "\u00a0": " "}
)
_FENCE = re.compile(r"```.*?(?:```|\Z)", re.S)
_BRACKETS = re.compile(r"\([^()\n]{0,400}\)|\[[^\[\]\n]{0,400}\]|\{[^{}\n]{0,400}\}|<[^<>\n]{0,200}>")
_STAGE = re.compile(
    r"(?<![*\w])\*(?![*\s])[^*\n]{1,200}(?<!\s)\*(?![*\w])|(?<!\w)_(?!\s)[^_\n]{1,200}_(?!\w)"
)
_STRONG = re.compile(r"\*\*([^*\n]{1,400})\*\*|__([^_\n]{1,400})__")
_PAIRS = (
    ("“„", re.compile(r"[“„][^“”„\n]{0,2000}[”“]")),
    ("«", re.compile(r"«[^«»\n]{0,2000}»")),
    ('"', re.compile(r'"[^"]{0,2000}"')),
    ("'", re.compile(r"(?<!\w)'(?=\S)[^'\n]{0,20}(?:'(?=\w)[^'\n]{0,200}){0,6}'(?!\w)")),
)
_ACUTE = {ord("`"): "'"}
_ODD = re.compile(r"[^ -~\n]")
_OPEN_QUOTE = re.compile(r'["“„«][^\n]*\Z')
_WHOLE_QUOTE = re.compile(r'\A\s*["“]([^"“”]+)["”]\s*\Z')
_LIST = re.compile(r"\s*(?:[-*•·▪◦+]|—|\(?\d{1,2}[.)]|\(?[a-z][.)]|#{1,6}|>|\|)(?:\s|$)")
_LABEL = re.compile(r"\s*(?:\*\*)?[A-Z][\w.' -]{0,30}(?:\*\*)?:(?:\*\*)?\s+\S")
_BREAK = re.compile(r"(?<=[.!?])[\"')\]]*\s+|\n")
_PARAGRAPHS = re.compile(r"\n[ \t]*\n")
_QUOTED = "\ufffc"
"""Stands where a quotation stood, so that what is left of its sentence cannot match as a whole."""

_TEACHES = re.compile(
    r"\b(?:you|we|they|he|she|i|one)(?:'d|'ll| could| can| might| may| would| will| should)?"
    r"(?: then| also| simply| just| even| always| maybe| try| try to| want to| practi[sc]e| start with){0,2}"
    r" (?:say|saying|tell|telling|text|texting|write|writing|reply|respond|answer|whisper|repeat|end with"
    r"|end by)\b"
    r"|\btry (?:saying|telling|texting|writing|something|a line|ending|this|these|out loud)\b"
    r"|\b(?:for example|for instance|something like|such as|a script|the script|your script|your line"
    r"|my line|say to)\b"
    r"|\b(?:repeat after me|out loud to|say (?:it|this|something) (?:like|out loud|after|to)"
    r"|end (?:the|your) \w+ with)\b"
    r"|\b(?:wrote|read|reads|said|says|goes|sign(?:s|ed)?(?: it)? off|texted"
    r"|told (?:me|you|him|her|them))\b[^.?!]{0,60}:"
    r"|\b(?:he|she|they|\w+), (?:[^,.]{1,40},)? ?(?:says?|said|goes) (?:the same|it|this|so|that)\b"
    r"|\b(?:says?|said|goes|tells me|told me|texted|wrote) (?:the same|it|this|only this|just that)\b"
    r"|^(?:now,? |just |and |so,? |then )?(?:imagine|picture|visuali[sz]e|close your eyes)\b"
    r"|\b(?:podrías|puedes|prueba|intenta) (?:decir|decirle|escribir|responder)\w*\b|\bpor ejemplo\b",
    re.I,
)
"""A sentence that brings in words for somebody else's mouth."""


_PROMPTS = re.compile(
    r"(?:(?:but|now|and|so|okay|ok|first|though|then|still|well)[, ]+)*(?:tell me|walk me|take me through"
    r"|describe"
    r"|say more|go (?:on|through|back|over)\b|give me|show me|start|pick|choose|think (?:of|back|about)"
    r"|help me understand|let's (?:look|talk|go|come|turn|start|begin|try|see|think|take|work|return)"
    r"|i(?:'d| would) (?:like|love) to (?:hear|know|ask|understand|come|look|talk|return|go back|explore)"
    r"|i(?:'m| am) (?:curious|wondering)|i wonder)\b",
    re.I,
)
"""A request that keeps the talk going, question mark or not."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a turn."""

    text: str
    """On one line, straight quotes, original case."""
    paragraph: int
    own: bool
    """False inside a list, a label line, a quotation or a script that is being taught."""

    @property
    def question(self) -> bool:
        """Whether it asks something, or asks to be told something."""
        return "?" in self.text or bool(_PROMPTS.match(self.text))


def sentences(text: str) -> list[Sentence]:
    """The sentences of a turn in order, each marked whether it is the speaker's own speech.

    Args:
        text: a turn; only its last `MAX_TURN` characters are looked at.
    """
    return list(_sentences(text))


@lru_cache(maxsize=256)
def _sentences(text: str) -> tuple[Sentence, ...]:
    """Several readers look at each turn, one after the other."""
    found: list[Sentence] = []
    script_runs_on = False
    plain = _plain(text)
    hints = held(plain, _hints())
    for number, paragraph in enumerate(_PARAGRAPHS.split(plain)):
        lines = [line for line in paragraph.split("\n") if line.strip()]
        if not lines:
            continue
        script, script_runs_on = script_runs_on, False
        for line in lines:
            if _LIST.match(line) or _LABEL.match(line):
                found.append(Sentence(_flat(line), number, own=False))
                script_runs_on = False
                continue
            for piece in _BREAK.split(line):
                sentence = _flat(piece)
                if not any(c.isalnum() for c in sentence.replace(_QUOTED, "")):
                    if _QUOTED in sentence:
                        found.append(Sentence(_QUOTED, number, own=False))
                    continue
                found.append(Sentence(sentence, number, own=not script and _QUOTED not in sentence))
                if "?" not in sentence and teaches(sentence, hints):
                    script, script_runs_on = True, sentence.endswith(":")
                elif script:
                    script_runs_on = sentence.endswith(":")
    return tuple(found)


def teaches(sentence: str, hints: Grams | None = None) -> bool:
    """Whether a sentence brings in a script: words somebody is to say, or has said, to somebody else.

    Args:
        sentence: on one line.
        hints: the runs of letters of such words that its turn holds, when they have been looked for.
    """
    if sentence.endswith(":"):
        return True
    return bool(held(sentence, _hints() if hints is None else hints)) and bool(_TEACHES.search(sentence))


@lru_cache(maxsize=1)
def _hints() -> Grams:
    found = needed_grams(_TEACHES.pattern)
    assert found is not None, "each way to bring in a script has a word to know it by"
    return found


def _plain(text: str) -> str:
    """Typography made plain; stage directions and brackets removed; each quotation replaced by one character."""
    text = text[-MAX_TURN:]
    if "```" in text:
        text = _FENCE.sub("\n\n", text)
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text.replace("…", "...")).translate(_TYPOGRAPHY)
    text = text.translate(_ACUTE).replace("\r\n", "\n")
    for char in set(_ODD.findall(text)):
        if unicodedata.category(char) in ("Cf", "Cc"):
            text = text.replace(char, "")
    if whole := _WHOLE_QUOTE.match(text):
        text = whole.group(1)
    if "**" in text or "__" in text:
        text = _STRONG.sub(lambda m: m.group(1) or m.group(2), text)
    if any(c in text for c in "([{<"):
        for _ in range(2):
            text = _BRACKETS.sub(" ", text)
    if "*" in text or "_" in text:
        text = _STAGE.sub(" ", text)
    for marks, pair in _PAIRS:
        if any(mark in text for mark in marks):
            text = pair.sub(_hide, text)
    return "\n\n".join(_OPEN_QUOTE.sub(_QUOTED, p) for p in _PARAGRAPHS.split(text))


def _hide(match: re.Match[str]) -> str:
    """A quotation's mark, with the stop that stood inside it, so that the next sentence begins where it did."""
    inner = match.group().rstrip("\"'”»“")
    return _QUOTED + (inner[-1] if inner and inner[-1] in ".!?" else "")


def _flat(text: str) -> str:
    return " ".join(text.split())
