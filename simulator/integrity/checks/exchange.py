"""Both voices in running speech. What makes an exchange is the same in all words: somebody asks, somebody answers of himself, and
the first voice takes up what was just said. Looked at is who is addressed and what answers what, in short turns only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from simulator.integrity.answering import (
    LONG,
    US,
    Found,
    Parts,
    asks,
    is_answer,
    is_fragment,
    is_of_oneself,
    parts_of,
    reads_otherwise,
    replied_to,
    said_before,
    words_of,
)
from simulator.integrity.persons import ME, YOU
from simulator.integrity.registry import Example, Hit, Look, Talk, check
from simulator.integrity.wordings.exchanges import (
    A_RULE,
    AGREES,
    ANYBODYS,
    ASKS_YOU,
    EVERYDAY,
    GAME,
    GUESSED,
    KNOWN,
    LISTED,
    OF_ANOTHER,
    RECALLS,
    REFLECTS,
    RETOLD,
    RHETORIC,
    SELF,
    TELLS,
    THAT_MUST,
    WE_WERE,
    WONDERS,
    WORD_FOR,
    YES_NO,
    YOU_KNOW,
)
from simulator.integrity.wordings.shared import swapped
from simulator.transcript import Speaker


@check("exchange", tier="structure", codes=["both_voices"])
def exchange(look: Look) -> Iterator[Hit]:
    """Looks for a question with its answer, and for what one says of the other's words."""
    if look.context.heard_speech or len(look.anatomy.words) > LONG or reads_otherwise(look) or swapped(look):
        return
    parts = parts_of(look)
    for find in _FINDS[look.speaker]:
        if found := find(look, parts):
            yield Hit("both_voices", *found)
            return


def _taken_up(look: Look, parts: Parts) -> Found | None:
    """Asked, answered, and taken up: the third sentence says words of the second again, to "you" or as a question."""
    if not 3 <= len(parts) <= 12:
        return None
    for i in range(len(parts) - 2):
        asked, answer = parts[i][1], parts[i + 1][1]
        if not asks(asked) or not is_answer(answer) or len(answer.split()) > 16:
            continue
        said = words_of(answer) - words_of(asked)
        if not said or said_before(look, said):
            continue
        for j in (i + 2, i + 3):
            if (
                j < len(parts)
                and said & words_of(parts[j][1])
                and (YOU.search(parts[j][1]) or asks(parts[j][1]) or len(parts[j][1].split()) <= 4)
            ):
                return parts[i][0].start, parts[j][0].end, "asks, answers for the other side and takes it up"
    return None


def _asked_twice(look: Look, parts: Parts) -> Found | None:
    """Two questions to the other side, each with an answer behind it."""
    if not 4 <= len(parts) <= 12 or re.search(r"\d[.)] ", look.anatomy.norm):
        return None
    patient = look.speaker == "patient"
    pairs = [
        (i, one, two)
        for i, ((_, one), (_, two)) in enumerate(pairwise(parts))
        if asks(one)
        and len(one.split()) >= 2
        and not ME.search(one)
        and is_answer(two)
        and len(two.split()) <= (14 if patient else 10)
        and not (patient and RHETORIC.match(one))
    ]
    if patient and (
        RETOLD.search(look.anatomy.lower) or RETOLD.search(look.context.last("therapist").lower())
    ):
        return None
    if not patient and any(_recalled(look, one, two) for _, one, two in pairs):
        return None
    to_you = [p for p in pairs if YOU.search(p[1])]
    if len(pairs) >= 2 and to_you:
        return (
            parts[pairs[0][0]][0].start,
            parts[pairs[-1][0] + 1][0].end,
            "asks twice, and answers each time",
        )
    return None


def _asked_and_answered(look: Look, parts: Parts) -> Found | None:
    """A therapist asks, somebody answers in a fragment or of himself, and the therapist goes on from there."""
    if not 3 <= len(parts) <= 10:
        return None
    for i in range(len(parts) - 2):
        asked, answer = parts[i][1], parts[i + 1][1]
        if not asks(asked) or len(asked.split()) < 4 or not ASKS_YOU.match(asked) or not is_answer(answer):
            continue
        between = look.anatomy.norm[parts[i][0].end : parts[i + 1][0].start + 3].strip()
        said = words_of(answer)
        if not (is_fragment(answer) or is_of_oneself(answer)) or len(between) > 3 or between.startswith(".."):
            continue
        if (said and said_before(look, said)) or _offered(asked, answer) or _recalled(look, asked, answer):
            continue
        rest = [low for _, low in parts[i + 2 : i + 5]]
        if any(RECALLS.search(low) for low in rest):
            continue
        if any(YOU.search(low) or asks(low) for low in rest):
            return parts[i][0].start, parts[i + 1][0].end, "asks, and answers for the other side"
    return None


def _recalled(look: Look, asked: str, answer: str) -> bool:
    """Did the clock break? No: of what the patient has told already."""
    plain = re.match(r"\W*(?:yes|no|never|of course)\b", answer)
    return bool(plain and KNOWN.match(asked)) and said_before(look, words_of(asked))


def _offered(asked: str, answer: str) -> bool:
    """A therapist's own guess, a choice to pick from, or a rule said out loud."""
    if ME.search(answer):
        return False
    return bool(
        WE_WERE.match(asked) or GUESSED.search(answer) or LISTED.match(answer) or A_RULE.search(asked)
    )


def _asked_amid(look: Look, parts: Parts) -> Found | None:
    """A patient's own words, a question that takes them up, and the answer to it."""
    if not 3 <= len(parts) <= 10 or GAME.search(look.context.last("therapist").lower()):
        return None
    for i in range(1, len(parts) - 1):
        told, asked, answer = (low for _, low in parts[i - 1 : i + 2])
        if (
            not asks(asked)
            or asks(told)
            or ME.search(asked)
            or len(asked.split()) < 4
            or not WONDERS.match(asked)
            or EVERYDAY.match(asked)
        ):
            continue
        if "..." in asked or told.endswith("..") or TELLS.search(told) or TELLS.search(answer):
            continue
        if YOU.search(told) or asks(answer) or YOU.search(answer) or US.search(answer):
            continue
        if not (is_fragment(answer) or is_of_oneself(answer)):
            continue
        before = words_of(look.context.last(look.partner)[-300:].lower()).union(
            *(words_of(low) for _, low in parts[:i])
        )
        if YOU.search(asked) or before & words_of(asked):
            return (
                parts[i][0].start,
                parts[i + 1][0].end,
                "a question of the other side amid the turn, and its answer",
            )
    return None


def _said_of_it(look: Look, parts: Parts) -> Found | None:
    """A patient's own words, and what a therapist says of them."""
    for i in range(1, len(parts)):
        told, low = parts[i - 1][1], parts[i][1]
        follows = parts[i + 1][1] if i + 1 < len(parts) else ""
        if YOU.search(told) or asks(told) or asks(low) or TELLS.search(told) or " says" in low:
            continue
        reflects = REFLECTS.match(low) and (SELF.match(low) or not ME.search(low))
        reflects = reflects or (THAT_MUST.match(low) and not OF_ANOTHER.search(told))
        if (word := WORD_FOR.search(low)) and word.group() in look.context.last(look.partner).lower():
            continue
        if reflects and not YOU.search(follows):
            return (
                parts[i][0].start,
                parts[i][0].end,
                "says of the turn's own words what the other side would say",
            )
        before = set().union(*(words_of(one) for _, one in parts[:i]))
        to_you = (
            YOU.search(low)
            and not ME.search(low)
            and not YOU_KNOW.search(low)
            and not ANYBODYS.match(low)
            and before & words_of(low)
        )
        if to_you and AGREES.match(follows):
            return parts[i][0].start, parts[i + 1][0].end, "tells the speaker of itself, and agrees"
    return None


def _yes_and_no(look: Look, parts: Parts) -> Found | None:
    """Two questions or more of a therapist, each with a yes, a no or a little behind it."""
    pairs = [
        i
        for i, ((_, one), (_, two)) in enumerate(pairwise(parts))
        if asks(one) and YES_NO.match(two) and not asks(two)
    ]
    if any(_recalled(look, parts[i][1], parts[i + 1][1]) for i in pairs):
        return None
    return (
        (parts[pairs[0]][0].start, parts[pairs[-1] + 1][0].end, "asks for yes or no, and answers each time")
        if len(pairs) >= 2
        else None
    )


_MY_OWN = re.compile(
    r"\bmy (?:\w+ )?(?P<who>mother|father|mum|mom|mam|dad|sister|brother|wife|husband|son|daughter|grandmother|grandfather|nan|aunt|uncle"
    r"|boss|manager|girlfriend|boyfriend|partner)\b"
)
_OF_THEM = re.compile(r"\b(?:she|he|her|him|his)\b")


def _of_my_own(look: Look, parts: Parts) -> Found | None:
    """A therapist's "my mother", and a question about her that is put to nobody who knows her but the speaker."""
    for (one, told), (two, asked) in pairwise(parts):
        own = _MY_OWN.search(told)
        if (
            not own
            or asks(told)
            or YOU.search(told)
            or not asks(asked)
            or YOU.search(asked)
            or ME.search(asked)
        ):
            continue
        if _OF_THEM.search(asked) and not said_before(look, {own.group("who")}):
            return one.start, two.end, "tells of its own people, and asks about them as the other side would"
    return None


_FINDS: dict[Speaker, tuple[Callable[[Look, Parts], Found | None], ...]] = {
    "therapist": (_taken_up, _asked_twice, _asked_and_answered, _yes_and_no, _of_my_own, replied_to),
    "patient": (_asked_twice, _asked_amid, _said_of_it, replied_to),
}
"""What is looked for, in this order, in short turns that are running speech."""
_TALK: Talk = (("patient", "I sold her sewing machine."),)
_ASKED: Talk = (("therapist", "Who opened the letter?"),)
FIRES = {
    "both_voices": [
        Example(
            "What did the buyer want? Only the pedal. Only the pedal, and you gave him the lot.", before=_TALK
        ),
        Example(
            "When did you last sew on it? The week of the christening. And who wore what you made?",
            before=_TALK,
        ),
        Example("Is it guilt? Not quite. Relief? A bit. Let's look at the bit.", before=_TALK),
        Example(
            "Nobody. And how long has the letter been lying there? A whole winter.", "patient", before=_ASKED
        ),
        Example(
            "My brother. It sounds as though his hands were steadier. They were.", "patient", before=_ASKED
        ),
        Example("The date. You weren't ready for the rest. No, I wasn't.", "patient", before=_ASKED),
        Example("That must be a quiet house. It is. I talk to the lid.", before=_TALK),
        Example("A careful hand.\n\nMy grandmother called it slow.\n\nDid she mean it kindly?", before=_TALK),
        Example("You were fond of the pedal. I was, and I oil it.", before=_TALK),
        Example("The kettle, ha. So the kettle keeps your secrets. Yes, badly.", "patient", before=_ASKED),
        Example(
            "My aunt. What did your aunt read out? Only the date. What would it take to read on? Gin.",
            "patient",
            before=_ASKED,
        ),
    ]
}
PASSES = [
    Example("What did it stitch? You told me once. Curtains?", before=_TALK),
    Example("What's the worst of it? Not the polite answer. The one you'd tell the dog.", before=_TALK),
    Example(
        "How ready are you, from one to ten? Ten being packed. And what would a point more take?",
        before=_TALK,
    ),
    Example("What did he do? Nothing. He's eighty, what could he do?", "patient", before=_ASKED),
    Example("And he goes, who opened it? The wind, I say.", "patient", before=_ASKED),
    Example(
        "I see the stamp, I have read the stamp, and something in me says, but did you read it.",
        "patient",
        before=_ASKED,
    ),
    Example("It'll pass. I notice that I'd like to believe you.", "patient", before=_ASKED),
    Example("You know what's worst? The stamp. It sounds silly.", "patient", before=_ASKED),
    Example("Can you see it from there? No? I'll hold it up.", "patient", before=_ASKED),
    Example("Where do you feel it? Chest, throat, stomach. Or somewhere without a name?", before=_TALK),
    Example("He comes in. How was your day? Fine. That's the whole marriage.", "patient", before=_ASKED),
    Example("My grandmother sewed too. What would yours say of the lid?", before=_TALK),
    Example('"My mother called it slow." Did she mean it kindly?', before=_TALK),
    Example("You've sold it. Yes. That will be a gap in the room.", before=_TALK),
    Example(
        "With some always. With others never. That's interesting. I hadn't noticed before.",
        "patient",
        before=_ASKED,
    ),
    Example(
        "You've caught me. Yes. That's the loop. I hadn't seen it laid out like that.",
        "patient",
        before=_ASKED,
    ),
    Example("You get used to the stamp. No, you don't.", "patient", before=_ASKED),
    Example("Maybe it's the stamp. Maybe it's just February.", "patient", before=_ASKED),
    Example("She can't hear. It must be lonely in there, like living in a jar.", "patient", before=_ASKED),
]
