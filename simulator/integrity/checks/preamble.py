"""An artefact instead of speech: a line that hands the text over ("Same man, a shade more guarded:"), versions to choose
from, or a turn that as a whole is JSON, code or markup. Models that were asked for one turn deliver a document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from simulator.integrity.registry import Example, Hit, Look, check
from simulator.integrity.seconded import seconded_about

_HANDS_OVER = re.compile(
    r"^\W{0,3}(?:(?:same|another|one|a|an|the|second|third|next|slightly|somewhat|version|variant|take"
    r"|attempt)\b(?=[^\n]{0,100}\b(?:this time|version|variant|take|register|tone|voice|guarded|warmer"
    r"|softer|shorter|longer|reserved|hesitant|realistic|natural|direct|attempt|try|draft|pass|terse)\b)"
    r"|(?:picking|carrying|following|continuing|staying|keeping|sticking|going|moving|trying|starting"
    r"|resuming|answering|responding|replying|speaking|leaning|drawing|remaining"
    r"|writing)\b(?=[^\n]{0,110}\b(?:line|style|setup|set-up|brief|short|advice|tone|voice|persona|prompt"
    r"|turn|instruct\w+|wanted|asked|requested|above|character|approach|profile|scene|register|guarded"
    r"|reply|response|message|therapist|patient|client|words|limit)\b)"
    r"|(?:now|and|so|here|below|then)?,? ?(?:in|from|as) (?:the |her |his |their |a |an )?(?:voice|words"
    r"|perspective|style|persona|patient|client|therapist|counsell?or|manner|role)\b"
    r"|(?:reply|response|answer|utterance|dialogue|speech|line) (?:as|for|from|in|to|below"
    r"|follows)\b)[^\n]{0,120}:[*_ ]{0,3}\n\s*(?=[\"'A-Z(*])",
    re.I,
)  # fmt: skip
_VERSIONS = re.compile(
    r"\b(?P<kind>version|variant|take|alternative|rendition|reply|response|draft) (?:a|1|one"
    r"|i)\b[^\n:]{0,40}[:,)-].{1,900}?\b(?P=kind) (?:b|2|two|ii)\b[^\n:]{0,40}[:,)-]",
    re.S,
)
_JSON = re.compile(r"^\s*(?:```\w*\s*)?[\[{]\s*(?:\"[\w ]{1,40}\"\s*:|\{|\"[^\"\n]{0,200}\"\s*[,\]])", re.S)
_YAML = re.compile(r"^(?:---\n)?(?:[a-z_]{2,24}: ?[^\n]*\n){2,}", re.M)
_MARKUP = re.compile(
    r"^\s*<\??([A-Za-z][\w:-]{0,30})(?:\s[^<>\n]{0,200})?/?>.*</?[A-Za-z][\w:-]{0,30}\s*/?>\s*$", re.S
)
_FENCED = re.compile(r"^\s*```[^\n]{0,30}\n.*?\n?```\s*$", re.S)
_PROGRAM = re.compile(
    r"^\s*(?:def \w+\(|class \w+[:(]|import \w+|from \w+ import|function \w*\(|(?:const|let|var) \w+ ?="
    r"|#include|SELECT \S+ FROM|public (?:static|class)|\$ \w+|>>> )",
    re.M,
)
_PAIR = re.compile(r"^\s*[A-Za-z_]{3,20}=[\w\"'-]{1,30}[;,|]")


@check("preamble", tier="structure", codes=["meta", "format"], any_language=True)
def preamble(look: Look) -> Iterator[Hit]:
    """Looks at the first line, at versions side by side, and at the form of the whole."""
    text = look.anatomy.norm
    if (match := _form_of_all(text)) and any(c.isalpha() for c in text):
        yield Hit("format", 0, match.end(), "the turn as a whole is data, code or markup", "hard")
        return
    if ":" in text and "\n" in text and (match := _HANDS_OVER.match(text)):
        first = match.group().lower()
        if not re.search(
            r"\b(?:i|my|me|i'm|you|your|we)\b(?! (?:asked|wanted|requested|instructed|said))", first
        ):
            yield Hit("meta", match.start(), match.end(), "a line that hands the text over")
            return
    words = look.anatomy.vocabulary
    if words & {"version", "variant", "take", "alternative", "rendition", "reply", "response", "draft"} and (
        match := _VERSIONS.search(look.anatomy.spoken)
    ):
        hit = Hit("meta", match.start(), match.end(), "versions to choose from")
        if match.group().split()[1].strip(":,)-") in ("a", "i") or seconded_about(look, hit, {"": 0.5}):
            yield hit


def _form_of_all(text: str) -> re.Match[str] | None:
    head = text.lstrip()[:3]
    if not head or (head[0].isalnum() and "=" not in text[:24] and "(" not in text and "\n" not in text):
        return None
    if head[0] in "{[" or head == "```":
        if (match := _JSON.match(text)) and text.rstrip()[-1:] in "]}`":
            return match
        if head == "```" and (match := _FENCED.match(text)):
            return match
    if head[0] == "<" and (match := _MARKUP.match(text)):
        return match
    if match := _PAIR.match(text):
        return match
    if (match := _PROGRAM.match(text)) and re.search(r"[(){};=]", text):
        return match
    if match := _YAML.match(text):
        return match if match.end() >= len(text.rstrip()) - 200 and text.count(":") >= 2 else None
    return None


FIRES = {
    "meta": [
        Example("Same woman, a little more guarded this time:\nYeah. It's only a room.", "patient"),
        Example("Picking up from the last line and keeping it short as requested:\nWhat did you do then?"),
        Example("Version A, warmer: What does it do for you? Version B, blunter: When will it go?"),
    ],
    "format": [
        Example('{"reply": "I did not sleep.", "mood": 3}', "patient"),
        Example("<speak>What happened then?</speak>"),
        Example("```\nI did not sleep.\n```", "patient"),
        Example("mood=low; I did not sleep.", "patient"),
    ],
}
PASSES = [
    Example("He wrote me this:\nDon't come back.", "patient"),
    Example("Trying to stay calm, I told my sister:\nI can't come.", "patient"),
    Example("Take one breath with me: in, and out. Then another."),
    Example("<3 thank you, that helps", "patient"),
    Example("{sighs} I don't know.", "patient"),
    Example("[I know, I know.] It was late.", "patient"),
    Example("Mood: low\nI don't know what else to say.", "patient"),
]
