"""A blank to be filled in, in the speaker's own voice. A script that is being taught is full of blanks, and clean."""

from __future__ import annotations

import re
from collections.abc import Iterator

from simulator.integrity.anatomy import Span
from simulator.integrity.registry import Example, Hit, Look, check
from simulator.integrity.wordings.blanks import (
    BARE,
    CAPITALS_TOGETHER,
    MARKS,
    PATTERNS,
    SLOT_FRAMED,
    SLOT_IN_ROUND,
    SLOT_ROUND,
    SQUARE,
    WORDED,
)
from simulator.integrity.wordlist import word_set

_TOLD = re.compile(r"\b(?:goes|said|says|told (?:me|him|her|us)|was like|went),? \"[^\"\n]*$")
_READ = re.compile(r"\b(?:says?|said|reads?|wrote|printed|stamped|label|tag|form)\b[^.!?\n]{0,12}$")
"""What stands there is what stood there: a form, a label, a hand."""
_NAMELESS = word_set(
    "call called names nameless imagine suppose pretend nda confidential anonymous anonymised say"
)
"""Words of somebody who says no names."""
_COMPLETION = word_set(
    "gap gaps form forms sheet worksheet line write finish complete fill blank blanks sentence sentences ending"
)


@check("placeholder", tier="structure", codes=["placeholder"], any_language=True)
def placeholder(look: Look) -> Iterator[Hit]:
    """Looks outside quotes, drafts and lists of fill-in lines."""
    text = look.anatomy.norm
    if not (
        any(c in text for c in MARKS) or CAPITALS_TOGETHER.search(text) or any(w in text for w in WORDED)
    ):
        return
    letter = len(look.anatomy.words) > 30 and (
        _in_letter(look)
        or bool(look.anatomy.vocabulary & {"placeholder", "placeholders", "template", "drafts", "emails"})
    )
    present = {mark for mark in MARKS if mark in text}
    for pattern, marks, signs in PATTERNS:
        if marks.isdisjoint(present) and not any(sign in text for sign in signs):
            continue
        if pattern is SLOT_ROUND and not SLOT_IN_ROUND.search(text):
            continue
        for match in pattern.finditer(text):
            if pattern is BARE and match.group().islower() and "__" not in match.group():
                continue
            if "__" in match.group() and look.anatomy.vocabulary & _COMPLETION:
                continue
            if _on_purpose(look, match):
                continue
            if match.group().lower().startswith(("[laugh", "[sigh", "[pause", "[name five")):
                continue
            if (_taught(look, match.start(), match.end()) and not _own_account(look, match)) or letter:
                continue
            yield Hit("placeholder", match.start(), match.end(), "a blank to be filled in")
            return


def _on_purpose(look: Look, match: re.Match[str]) -> bool:
    """Capitals that were read somewhere, a Person A who is to have no name."""
    text, found = look.anatomy.norm, match.group()
    if found[0] in "[<{(" or found.islower():
        return False
    if re.search(rf"[\[<{{(]{re.escape(found)}[\]>}})]", text, re.I):
        return True  # the blank itself was read out, and is made fun of
    if re.fullmatch(r"(?:Person|Company|Friend|Colleague|Drug|Street|City|Town|School) [A-Z]", found):
        return not look.anatomy.vocabulary.isdisjoint(_NAMELESS)
    return bool(_READ.search(text[max(0, match.start() - 40) : match.start()].lower()))


def _own_account(look: Look, match: re.Match[str]) -> bool:
    """A patient that reports what was said has no blanks in it: "He said, '[hurtful comment]'." A form letter has."""
    text, start, end = look.anatomy.lower, match.start(), match.end()
    if look.speaker != "patient" or look.anatomy.items or look.anatomy.fences:
        return False
    dear = text[max(0, start - 8) : start].endswith(("dear ", "hi ", "hello "))
    alone = (
        match.group()[0] in "[<{NSCTPD"
        and text[start - 1 : start] == '"'
        and text[end : end + 1].strip(".,!?") in ('"', "")
    )
    told = match.re is BARE and bool(_TOLD.search(text[max(0, start - 60) : start]))
    return (match.re is SLOT_FRAMED or alone or told) and not dear


def _taught(look: Look, start: int, end: int) -> bool:
    anatomy = look.anatomy
    return anatomy.inside(start, end, [*anatomy.quotes, *anatomy.taught]) or (
        anatomy.inside(start, end, anatomy.items) and _lines_with_blanks(look, anatomy.items) > 0
    )


def _lines_with_blanks(look: Look, items: list[Span]) -> int:
    """List items that offer wordings: they hold a blank and read like a line to be said or written."""
    return sum(bool(SQUARE.search(look.anatomy.norm, s.start, s.end)) for s in items)


def _in_letter(look: Look) -> bool:
    return bool(
        re.search(
            r"(?:^|\n)\s*(?:subject:|dear \[|hi \[|hi \w+,|hey \[|best,|thanks,|sincerely|regards)",
            look.anatomy.lower,
        )
    ) and bool(
        look.anatomy.vocabulary
        & {"email", "letter", "draft", "template", "subject", "text", "message", "e-mail", "script", "note"}
    )


FIRES = {
    "placeholder": [
        Example("That is a lot to hold alone, [Client's first name]."),
        Example("Our next session is on [insert time and date]."),
        Example("Sister [Surname] called me a spill.", "patient"),
        Example("I was at INSERT_RELATIVE's house.", "patient"),
        Example("Between the coats nobody could ask about <EX_PARTNER>."),
        Example("Hello {{patient_name}}, how are you?"),
        Example("My wife, <wife's name>, made me come.", "patient"),
        Example("I was at XX Company for ten years.", "patient"),
        Example("I'm glad that it worked for you, ____."),
        Example("You can ring me on (phone number)."),
        Example("What would you say to (child's name), sitting on the bunk?"),
        Example("To [CITY], I suppose.", "patient"),
        Example("They say it's [condition, e.g. fibromyalgia].", "patient"),
        Example("What did [he/she/they] do this time?"),
        Example("We moved to (her town) when the mill shut.", "patient"),
        Example("I ran the <section> for a decade and then they merged us.", "patient"),
        Example("It must have been 19XX, the summer of the flood.", "patient"),
        Example('The others shouted "[nickname]" over the wall.', "patient"),
        Example("We left TOWN at night, with one bag.", "patient"),
        Example("Shall we try the <breathing technique> again?"),
        Example("My husband/wife doesn't know I'm here.", "patient"),
        Example("It was Person A who told me, at the bus stop.", "patient"),
    ]
}
PASSES = [
    Example('The gym wrote "Hi [Last Name], come back." Last Name sends regrets.', "patient"),
    Example('You could say: "Hi [Lab Partner\'s Name], can you help me with [task]?"'),
    Example("Try this script:\n\n1. I feel [emotion] when [situation].\n2. I need [thing]."),
    Example("I [sic] wrote it like that.", "patient"),
    Example("Finish the sentence for me: I am ____ when nobody looks."),
    Example("<3 that helps", "patient"),
    Example("He said it [the gun] was locked away.", "patient"),
    Example("She (your sister) rang on Sunday?"),
    Example("I put it in my notes as a TODO, and it stayed one.", "patient"),
    Example('I wrote "insert reason here" and closed the laptop.', "patient"),
    Example("It was a proper CITY, with trams, and I hated it.", "patient"),
    Example("Nobody came (again), so I ate the cake (all of it).", "patient"),
    Example("Mr X, we'll call him. He had the desk by the window.", "patient"),
    Example("I <3 that dog.", "patient"),
    Example("I saw it (the film) twice, and my (ex) husband never once.", "patient"),
    Example("She signs everything love Mum XX, and it came from TK Maxx.", "patient"),
    Example("Let's call her Person A, if you'd rather not use names."),
    Example("I was in HOSPITAL for three weeks.", "patient"),
]
