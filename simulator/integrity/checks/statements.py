"""Both voices in plain statements: no label, no question, each says something and the other says something to that. Nothing in
such sentences is odd by itself. What gives them away is who is spoken to: somebody tells of himself, the next sentence tells
him of himself, and then he goes on. The classifier must at least half hear the other side in the sentence that is the other's.
"""

from __future__ import annotations

from collections.abc import Iterator

from simulator.integrity.answering import LONG, PLAYED, asks, reads_otherwise, words_of
from simulator.integrity.persons import ME, YOU
from simulator.integrity.registry import Example, Hit, Look, Talk, check
from simulator.integrity.seconded import of_partner
from simulator.integrity.wordings.exchanges import TELLS
from simulator.integrity.wordings.shared import swapped
from simulator.integrity.wordings.statements import FORM, OF_ONESELF, OFFERS, REFLECTIVE, TO_THERAPIST

Said = tuple[int, int, str, float]
"""Start, end, words in lower case and the partner's share of a sentence."""
_FEWEST, _MOST = 3, 8
_ALONE, _WITH_SIGN = 0.06, 0.01
"""The therapist's share in a patient's sentence, alone and where it takes up what was said or speaks of feelings."""
_PATIENTS = 0.2
"""The patient's share in a therapist's sentence."""
_RUN = 4
"""Sentences that the other side says in a row."""


@check("statements", tier="wording", codes=["both_voices"])
def statements(look: Look) -> Iterator[Hit]:
    """Looks for what the other side says between two sentences of the speaker; nothing without the classifier."""
    text = look.anatomy.spoken
    if len(look.anatomy.words) > LONG or not YOU.search(text):
        return
    heard = of_partner(look)
    least = _WITH_SIGN if look.speaker == "patient" else _PATIENTS
    if not _FEWEST <= len(heard) <= _MOST or all(share < least for _, share in heard[1:-1]):
        return
    if reads_otherwise(look) or swapped(look):
        return
    said = [(s.start, s.end, text[s.start : s.end].strip(), share) for s, share in heard]
    find = _told_of_itself if look.speaker == "patient" else _answered
    if found := find(look, said):
        yield Hit("both_voices", *found)


def _told_of_itself(look: Look, said: list[Said]) -> tuple[int, int, str] | None:
    """A patient's own words, what a therapist says of them to "you", and the patient again."""
    known = words_of(look.context.last("therapist")[-300:].lower())
    for i in range(1, len(said) - 1):
        _, _, told, before = said[i - 1]
        start, end, low, share = said[i]
        known |= words_of(told)
        if asks(told) or YOU.search(told) or before > 0.5 or TELLS.search(told) or not _reflects(low):
            continue
        if not _goes_on(said[i + 1 :]):
            continue
        sign = bool(OFFERS.search(low)) or bool(words_of(low) & known)
        if share >= (_WITH_SIGN if sign else _ALONE):
            return start, end, "tells the speaker of itself, who goes on"
    return None


def _reflects(low: str) -> bool:
    """Is said to somebody of himself, as a therapist says it."""
    return (
        not asks(low)
        and bool(YOU.search(low))
        and bool(FORM.match(low))
        and not TO_THERAPIST.search(low)
        and not OF_ONESELF.search(low)
        and not TELLS.search(low)
        and (not ME.search(low) or bool(REFLECTIVE.search(low)))
    )


def _goes_on(rest: list[Said]) -> bool:
    """The next sentence, or the one after it, is the patient's own and speaks to nobody."""
    _, _, low, share = rest[0]
    if asks(low) or (YOU.search(low) and share < 0.5):
        return False
    return share <= 0.5 or (len(rest) > 1 and rest[1][3] < 0.5)


def _answered(look: Look, said: list[Said]) -> tuple[int, int, str] | None:
    """A therapist's statement, an answer to it by somebody who speaks of himself, and the therapist's word on that."""
    if PLAYED.search(look.context.last("patient").lower()):
        return None
    heard = words_of(look.context.last("patient").lower())
    known = set(heard)
    for i in range(1, len(said) - 1):
        _, _, told, before = said[i - 1]
        to_other = bool(YOU.search(told))
        known |= words_of(told)
        if asks(told) or ME.search(told) or before > 0.5 or not _answers(said[i], _PATIENTS):
            continue
        last, new = i, words_of(said[i][2])
        while last + 1 < len(said) and last - i < _RUN - 1 and _answers(said[last + 1], 0.05):
            last += 1
            new |= words_of(said[last][2])
        if last + 1 == len(said) or asks(follows := said[last + 1][2]):
            continue
        taken_up = (to_other or heard & words_of(told)) and (new - known) & words_of(follows)
        if (to_other and YOU.search(follows)) or taken_up:
            return said[i][0], said[last][1], "a statement, an answer of somebody else's, and a word on that"
    return None


def _answers(one: Said, least: float) -> bool:
    return one[3] >= least and not YOU.search(one[2]) and not asks(one[2])


_TALK: Talk = (("patient", "I haven't opened the shed."),)
_ASKED: Talk = (("therapist", "What did you do while you waited?"),)
FIRES = {
    "both_voices": [
        Example(
            "I counted the tiles over the bath. Counting kept you from hearing the door. Yes. Until the light went off.",
            "patient",
            before=_ASKED,
        ),
        Example(
            "When he stopped asking how my day was. You went unasked for a long time. About a year. I told the dog.",
            "patient",
            before=_ASKED,
        ),
        Example(
            "It used to be your place. Everybody knew my brother in there. They see his face when I walk in. So you get "
            "two haircuts, yours and his.",
            before=(("patient", "I can't go into the barber's any more."),),
        ),
        Example(
            "You're keeping the door shut. I stood in front of it in my slippers. You stood there with his keys.",
            before=_TALK,
        ),
    ]
}
PASSES = [
    Example(
        "I read off a card. Thank you for holding. I said it to my own husband.", "patient", before=_ASKED
    ),
    Example(
        "Right. I see where you're going. It's a bit of a shock, seeing it drawn.", "patient", before=_ASKED
    ),
    Example(
        "I told her I wasn't coming. You're meant to be pleased. I'm not pleased.", "patient", before=_ASKED
    ),
    Example("I counted the tiles. You'd have counted too. It was a long night.", "patient", before=_ASKED),
    Example(
        "The house eats everything. You patch the roof, it finds a hole. Yeah.", "patient", before=_ASKED
    ),
    Example(
        "You're keeping it as he left it. I kept my father's tools for years. What would you miss?",
        before=_TALK,
    ),
]
