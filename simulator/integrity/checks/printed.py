"""The marks of a page around speech: a title, hashtags, a translation in brackets, a note to the reader under a line, a name
with a version number, what to type for the rest. A model that prints them writes a text about somebody who speaks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from simulator.integrity.registry import Example, Hit, Look, check

_HASHTAGS = re.compile(r"(?:^|[.!?\n\"'\u2026)])\s*(?:#[a-z]\w{2,40}\s+)+#[a-z]\w{2,40}\s*$")
_TITLE = re.compile(
    r"^[ #*_]*(?:title|session \d{1,3}|chapter \w{1,8}|scene \w{1,8}|part \w{1,8}|episode \w{1,8}"
    r")[*_]*[ ]*[:\u2014\u2013-][ ]*[^\n]{2,79}[^.!?,\n]\n[ ]*\n"
)
_VERSION = re.compile(r"(?:\u2014|\u2013|-|~|\|)[ ]*[^\W\d]\w{1,20},? \(?v(?:ersion )?\d+(?:\.\d+)*\)?\W*$")
_TRANSLATION = re.compile(
    r"(?:^|[.!?\u2026\"'\n*])\s*[(\[][ ]*(?:in |the )?(?:english|translation|translated|spanish|french|german|chinese|arabic|hindi"
    r"|turkish|portuguese|italian|russian|polish|japanese)\b[^)\]\n]{0,16}[:=][^)\]\n]{3,300}[)\]]"
)
_UNDER_A_LINE = re.compile(
    r"\n[ ]*(?:-{3,}|\*{3,}|_{3,}|\u2014{2,})[ ]*\n+[ ]*[*_\[(]*(?:author'?s )?(?:note|notes|disclaimer|content note"
    r"|content warning|trigger warning|word count|tags|mood|tone|themes?|comment|context|remark)s?[*_]*[ ]*:"
)
_FOR_THE_REST = re.compile(
    r"[(\[](?=[^)\]\n]{0,120}\b(?:more|rest|continue|go on|next part|full|remainder)\b)[^)\]\n]{0,60}"
    r"\b(?:type|say|reply|send|enter|press|click|tap|write)\b(?:[^)\]\n]{0,12}[\"'](?:more|continue|go on|next|ok)"
    r"|[^)\]\n]{0,30}\b(?:to (?:continue|go on|read|see)|for (?:more|the rest)))[^)\]\n]{0,80}[)\]]"
    r"|[(\[][ ]*(?:\.\.\. ?)?(?:cont(?:inued|'d|\.)(?! (?:on|from|the next|until|after|for))|to be continued|(?:reply|answer|message|text"
    r"|response|output) (?:cut|ends|continues)|end of (?:reply|turn|answer|response|output))\b[^)\]\n]{0,60}[)\]]"
)
_MARKS = (
    ("#", _HASHTAGS, "ends in hashtags"),
    ("\n", _TITLE, "has a title"),
    ("v", _VERSION, "signs with a version number"),
    (":", _TRANSLATION, "translates itself in brackets"),
    ("\n", _UNDER_A_LINE, "adds a note under a line"),
    ("", _FOR_THE_REST, "says how to get the rest"),
)


@check("printed", tier="structure", codes=["meta"])
def printed(look: Look) -> Iterator[Hit]:
    """Looks for each mark where it would stand."""
    text = look.anatomy.lower
    for letter, pattern, detail in _MARKS:
        if letter in text and (match := pattern.search(text)):
            yield Hit("meta", match.start(), match.end(), detail)
            return


FIRES = {
    "meta": [
        Example("The bath. The radio. That's all.\n\n#selfcare #onedayatatime", "patient"),
        Example("Title: The Kettle\n\nIt boils and I stand there.", "patient"),
        Example("# Session 7: What the Kettle Knew\n\nYou stood there again. For how long?"),
        Example("I put the phone in the drawer. \u2014 Amina v2.0", "patient"),
        Example("No tengo hambre. (English: 'I am not hungry.')", "patient"),
        Example("What did she take?\n---\n**Note:** loss is touched on gently here."),
        Example("And then he said [continued]", "patient"),
        Example('What would it mean [answer cut, reply "more" to go on]'),
    ]
}
PASSES = [
    Example("My daughter put hashtag blessed under it. #blessed, under a funeral.", "patient"),
    Example("I wrote to him (in English, for once) and he rang.", "patient"),
    Example("She wrote on the list: milk, eggs, leave him.", "patient"),
    Example("In part two: that's where I stopped the film.", "patient"),
    Example("I'm at version three of that letter.", "patient"),
    Example("You could say it (or write it, or hum it) to her."),
    Example("I slept four hours (more or less, I'd say) and went to work.", "patient"),
    Example(
        "My mother says it's nazar (Turkish: the evil eye). She pinned the blue bead on my coat.", "patient"
    ),
    Example("She captioned it my rock #blessed #couplegoals", "patient"),
]
