"""How common a word is in a turn, roughly: the share of clean turns of the corpus that hold it.

Patterns are put behind their rarest words with it. It need not be exact: a wrong share costs time, never a match.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from simulator.integrity.wordlist import word_set

_SHARES = {
    0.4: word_set("a and i in it that the to you"),
    0.16: word_set(
        "about at be can do don't for have i'd i'm i've if is it's know like me my not of on one said say so then "
        "was what with your"
    ),
    0.06: word_set(
        "all an are as ask back because been before but by can't could did down first from get go good got had he "
        "hear her here him how i'll just no now only or out people put right says see she something tell that's "
        "them there there's they thing think this three time told two up want we were when who would you're "
        "you've"
    ),
    0.025: word_set(
        "after again always am answer any anything asked asking being better bit both call came come comes day "
        "didn't doctor does doesn't doing door else even every face feel find fine five four gave give goes going "
        "hand has he's help his home isn't keep kind last leave left let let's line little long look looked love "
        "made make man may minutes more mother much name need never next night nine nobody nothing off okay once "
        "other over own person phone please question rather read really ring room same sat saying second she's "
        "should since sit six some somebody someone sorry sounds start still stop take talk ten than thank things "
        "thought through times today too try us used very voice wasn't way week well went what's where which "
        "whole why wife without won't word work write wrong wrote years yes you'd yourself"
    ),
    0.01: word_set(
        "able actually allowed alone already also angry another anyone asks away bad bed behind believe between "
        "big boy breathe bring brother bus called car card chair change check close coat cold coming couldn't "
        "count cry crying cut dad daughter days dear different dog done each early eat eight either eleven end "
        "enough evening ever everybody everyone everything eyes fair family far father feeling feels feet felt "
        "few floor forty found friday friend front funny gets getting girl glad god gone great guess half hands "
        "happened happy hard haven't he'd head heard heart hello here's hold honest hope hour hours house husband "
        "imagine instead into its job kept kids kitchen knew knows laugh laughed letter life light list listen "
        "looking looks lost lot loud machine makes many maybe mean meant might mind mine minute miss moment "
        "monday money morning most moved mum must myself new nice nobody's notice noticed number oh old open "
        "order our outside page paper part past patient picture place plan play questions quiet real remember "
        "rest round run saturday saw school sense sentence seven shall she'd short side sister sitting sleep "
        "small somewhere son sort sound speak stairs stand standing started stay step stood stopped story "
        "straight sunday sure table talking tea telling thanks their they're thinking third thirty those though "
        "thursday till tired together tonight took true trying tuesday turn twenty twice um under understand "
        "until use wait waiting walk wanted wants water we'll we're we've wednesday weeks whether while who's "
        "will window woman wonder words worse wouldn't writing written yeah year yet you'll yours"
    ),
}
_RUNS = {share: f" {'  '.join(sorted(words))} " for share, words in _SHARES.items()}
_OTHER = 0.001
"""Of a word that is in none of the lists."""


def share_of(words: Iterable[str]) -> float:
    """The share of turns that hold at least one of the words.

    Args:
        words: in lower case; one with `*` behind it stands for all that begin so.

    Example:
        >>> share_of(["you"]) > share_of(["you're", "you've"]) > share_of(["simulat*"])
        True
    """
    without = 1.0
    for word in words:
        without *= 1 - _of_beginning(word[:-1]) if word.endswith("*") else 1 - _of_word(word)
    return 1 - without


def share_of_run(letters: str) -> float:
    """The share of turns that hold a run of letters, as far as that comes of one common word."""
    return next((share for share, words in _RUNS.items() if letters in words), _OTHER)


@cache
def _of_word(word: str) -> float:
    return next((share for share, words in _SHARES.items() if word in words), _OTHER)


@cache
def _of_beginning(beginning: str) -> float:
    known = (share * sum(w.startswith(beginning) for w in words) for share, words in _SHARES.items())
    return min(0.9, sum(known) + 2 * _OTHER)
