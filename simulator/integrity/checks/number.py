"""The number of the session against the ledger: models count for themselves, and count wrong (law 3)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from simulator.integrity.gates import Needed
from simulator.integrity.registry import Example, Hit, Look, check

_ORDINALS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
]
_CARDINALS = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
]
_NUMBERS = {w: i + 1 for i, w in enumerate(_ORDINALS)} | {w: i + 1 for i, w in enumerate(_CARDINALS)}
_N = r"(?P<n>\d{1,3}(?:st|nd|rd|th)?|" + "|".join((*_ORDINALS, *_CARDINALS)) + ")"
_KIND = r"(?:(?:cbt|therapy|counsell?ing|dbt|act|weekly|individual|online|scheduled|official)[ -])*"
_ORDINAL_SESSION = Needed(
    rf"\b(?:our|my|your|the)(?: very)? {_N} {_KIND}(?:session|meeting|appointment)s?\b",
    re.I,
)
_NUMBERED = Needed(
    rf"\bsession (?:number |no\.? ?|#)?{_N}\b(?! (?:minutes|hours|weeks|days|people"
    rf"|of the (?:course|app|programme|program)))",
    re.I,
)
_OTHERS = re.compile(
    r"\b(?:chemo\w*|radiotherapy|physio\w*|acupuncture|dialysis|rehab|gym|training|yoga|massage|the app|course|class(?:es)?|group|hr)\b"
)
"""Sessions that are not these: whose number a patient tells is then another's."""
_ELSEWHERE = re.compile(
    r" (?:with (?!you\b|me\b|us\b)|of (?!therapy|ours\b|our\b|counsell?ing)|at (?!last)|for (?!us\b|you\b|me\b))"
)
_HERE = re.compile(r" (?:you\b|here\b|in therapy|like this|together)")
_TIME = Needed(
    rf"\b(?:the|our|my) {_N} time (?:that )?(?:we|i) (?:meet|met|talk|speak|see|are meeting|am here|come)\b",
    re.I,
)
_PAST = re.compile(r"\b(?:since|after|in|during|from|at|remember|back in|like in|until|before|of) *$", re.I)
_NOW = re.compile(
    r"\b(?:this is|we(?:'re| are) (?:now |already )?(?:in|at)|it'?s|today is|welcome (?:back )?(?:to|for)"
    r"|here (?:we are )?(?:for|in|at)|see you (?:again )?(?:for|in|at)|now (?:in|at)|starting|start"
    r"|begin(?:ning)?|already|today'?s|marks|reached|with you (?:again )?(?:for|in)|to) *$",
    re.I,
)
_FUTURE = re.compile(
    r"\b(?:by|next|until|till|before|plan\w*|will|up to|in total|of|total|through|another"
    r"|for)\b[^.!?\n]{0,25}$",
    re.I,
)
_EARLIER = Needed(
    r"\b(?:since (?:our|we) last (?:session|met|spoke)|in our (?:last|previous) session"
    r"|last (?:session|time),? (?:we|you|i)|when we last (?:met|spoke)"
    r"|(?:welcome back|good to see you again))\b",
    re.I,
)


@check("session_number", tier="context", codes=["wrong_session_number"])
def session_number(look: Look) -> Iterator[Hit]:
    """Only when the session's number is known. Earlier sessions may be named, later ones may not be happening now."""
    here = look.context.session_number
    text = look.anatomy.norm
    if here is None or not look.anatomy.vocabulary & {
        "session",
        "sessions",
        "meeting",
        "appointment",
        "last",
        "time",
    }:
        return
    for pattern in (_ORDINAL_SESSION, _NUMBERED, _TIME):
        for match in pattern.finditer(look.anatomy, text):
            number = _value(match.group("n"))
            if number is None or look.anatomy.inside(match.start("n"), match.end(), look.anatomy.quotes):
                continue
            if _of_others(look, match, timed=pattern is _TIME):
                continue
            if _wrong(_lead(text, match.start()), number, here) or (number < here and _claimed(text, match)):
                yield Hit("wrong_session_number", match.start("n"), match.end(), f"this is session {here}")
                return
    if here == 1 and (match2 := _EARLIER.search(look.anatomy, text)):
        yield Hit(
            "wrong_session_number",
            match2.start(),
            match2.end(),
            "there was no session before this one",
            "soft",
        )


def _of_others(look: Look, match: re.Match[str], *, timed: bool) -> bool:
    """The second appointment with the surgeon, the second time we met: what a patient tells of other people."""
    text, low = look.anatomy.norm, match.group().lower()
    if _ELSEWHERE.match(text, match.end()):
        return True
    lead = _lead(text, match.start())
    if look.speaker != "patient" or (_NOW.search(lead) and not lead.endswith("to ")) or low.startswith("our"):
        return False
    if timed:
        return not _HERE.match(text, match.end())
    theirs = low.startswith(("my", "the")) and low.rstrip("s").endswith(("meeting", "appointment"))
    return theirs or bool(_OTHERS.search(look.anatomy.lower))


def _lead(text: str, start: int) -> str:
    """What stands before in the same sentence, 50 characters at most."""
    return re.split(r"[.!?\n]", text[max(0, start - 50) : start])[-1]


def _value(word: str) -> int | None:
    low = word.lower()
    digits = re.match(r"\d+", low)
    return int(digits.group()) if digits else _NUMBERS.get(low)


def _wrong(lead: str, number: int, here: int) -> bool:
    if number == here:
        return False
    return bool(_NOW.search(lead)) or (number > here and not _FUTURE.search(lead))


def _claimed(text: str, match: re.Match[str]) -> bool:
    """Nothing but the number of our session: "Our fourth session!" """
    bare = not _lead(text, match.start()).strip() and text[match.end() : match.end() + 1] in (".", "!")
    return bare and match.group().lower().startswith(("our", "session"))


FIRES = {
    "wrong_session_number": [
        Example("It's wonderful to see you again in session 12.", session=11),
        Example("Welcome to our first session.", session=3),
        Example("Evening. Our fourth session! We are still at the beginning.", session=12),
        Example("This is my 4th CBT session.", "patient", session=3),
        Example("Since this is our second session, let's look back.", session=3),
    ]
}
PASSES = [
    Example("Welcome to session 3.", session=3),
    Example("Our first session? You hardly said a word.", session=12),
    Example("In our first session you told me about the dog.", session=3),
    Example("By session 12 we may need to meet less often.", session=3),
    Example("The second time we met he brought soup.", "patient", session=1),
    Example("Today is my first appointment with the neurologist.", "patient", session=5),
    Example("My third gym session this week.", "patient", session=2),
]
