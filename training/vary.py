"""Other ways to write the same sentence: as typed in a chat, as heard by a machine, with a slip of the finger."""

from __future__ import annotations

import random
from collections.abc import Sequence

from training.rows import Sentence

_FILLERS = ("um,", "uh,", "you know,", "like,", "I mean,", "so,", "well,")
_LONG = {"i'm": "i am", "don't": "do not", "can't": "cannot", "it's": "it is", "i've": "i have", "you're": "you are",
         "that's": "that is", "didn't": "did not", "i'll": "i will", "won't": "will not", "isn't": "is not"}  # fmt: skip


def chat(text: str, chance: random.Random) -> str:
    """Lower case, less punctuation."""
    text = text.lower().rstrip(".")
    return text.replace("'", "") if chance.random() < 0.5 else text


def heard(text: str, chance: random.Random) -> str:
    """Fillers and words begun twice, as speech recognition writes them."""
    words = text.split(" ")
    made = []
    for word in words:
        if chance.random() < 0.08:
            made.append(chance.choice(_FILLERS))
        if chance.random() < 0.06 and word.isalpha():
            made.append(word + "-")
        made.append(word)
    return " ".join(made)


def formal(text: str, _: random.Random) -> str:
    """Contractions written out."""
    return " ".join(_LONG.get(w.lower(), w) for w in text.split(" "))


def slip(text: str, chance: random.Random) -> str:
    """Two letters swapped in one word."""
    words = text.split(" ")
    long = [i for i, w in enumerate(words) if len(w) > 4 and w.isalpha()]
    if not long:
        return text
    i = chance.choice(long)
    at = chance.randrange(1, len(words[i]) - 2)
    w = words[i]
    words[i] = w[:at] + w[at + 1] + w[at] + w[at + 2 :]
    return " ".join(words)


def vary(sentences: Sequence[Sentence], share: float, seed: int) -> list[tuple[int, Sentence]]:
    """Variants of a share of the sentences, each with the number of the one it came from."""
    made = []
    for number, sentence in enumerate(sentences):
        chance = random.Random(seed * 1_000_003 + number)
        if chance.random() >= share:
            continue
        human = sentence.voice in ("patient", "therapist")
        how = chance.choice([chat, heard, heard, formal, slip] if human else [chat, formal, slip])
        made.append((number, Sentence(how(sentence.text, chance), sentence.voice)))
    return made
