"""Small grammar that lets stock sentences and a persona's own words stand together."""

from __future__ import annotations

import re

from simulator.models.offline.text import word_list

_PAIRS = {
    "i": "you",
    "i'm": "you're",
    "i've": "you've",
    "i'd": "you'd",
    "i'll": "you'll",
    "me": "you",
    "my": "your",
    "mine": "yours",
    "myself": "yourself",
    "am": "are",
    "we": "you",
    "our": "your",
    "us": "you",
    "ours": "yours",
    "ourselves": "yourselves",
    "we're": "you're",
    "we've": "you've",
    "we'd": "you'd",
    "we'll": "you'll",
}
_ORDINALS = word_list(
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)*")


def second_person(text: str) -> str:
    """First-person text turned to the listener: "I froze and my voice shook" gives "you froze and your voice shook"."""

    def flip(match: re.Match[str]) -> str:
        word = match.group().replace("’", "'")
        new = _PAIRS.get(word.lower())
        if new is None:
            return match.group()
        return new.capitalize() if word[0].isupper() and word.lower()[:1] != "i" else new

    flipped = _WORD.sub(flip, text)
    flipped = re.sub(r"\b(you) was\b", r"\1 were", flipped, flags=re.I)
    return re.sub(r"\bwas you\b", "were you", flipped)


def bare(text: str) -> str:
    """The text without white space, quotes and end punctuation around it."""
    return " ".join(text.split()).strip().strip('"“”').rstrip(" .!;,").strip()


def lower_first(text: str) -> str:
    """The text with a small first letter, but for "I" and words written in capitals."""
    text = bare(text)
    first = text.split()[0] if text else ""
    if first in {"I", "I'm", "I've", "I'd", "I'll", "I’m", "I’ve"} or (len(first) > 1 and first.isupper()):
        return text
    return text[:1].lower() + text[1:]


def sentence(text: str) -> str:
    """The text with a capital first letter and end punctuation."""
    text = " ".join(text.split()).strip()
    if not text:
        return ""
    if text[-1] not in '.!?…"”':
        text += "."
    return text[0].upper() + text[1:]


def first_sentences(text: str, limit: int) -> str:
    """As many whole sentences from the start as fit in limit words; at least one, itself never cut."""
    kept: list[str] = []
    for part in split_sentences(text):
        if kept and sum(len(k.split()) for k in kept) + len(part.split()) > limit:
            break
        kept.append(part)
    return " ".join(kept)


def split_sentences(text: str) -> list[str]:
    """Sentences of a plain text."""
    return [
        s
        for s in re.split(r"(?:(?<=[.!?…])|(?<=[.!?…][\"”]))\s+(?=[\"“A-Z0-9])", " ".join(text.split()))
        if s
    ]


def tidy(text: str) -> str:
    """Mends what joining leaves: spaces and doubled stops. No word is touched: a persona's are spoken exactly as written."""
    text = re.sub(r"\s+", " ", text).strip()
    text = re.sub(r"\s+([,.;:!?])", r"\1", text)
    text = re.sub(r",([.!?])", r"\1", text)
    text = re.sub(r"([.!?])\"\.", r'\1"', text)
    text = re.sub(r"(?<!\.)\.\.(?!\.)", ".", text)
    text = re.sub(r"([!?])\.(?!\.)", r"\1", text)
    return re.sub(r",\s*,", ",", text)


def rated(way: str, number: str) -> str:
    """A way to say how bad it is, with the number in it: `It was a {n}.` and eight give "It was an eight."."""
    if number.startswith(("eight", "eleven")):
        way = re.sub(r"\b([Aa]) \{n\}", r"\1n {n}", way)
    way = re.sub(r"(^|[.!?] )\{n\}", lambda m: m[1] + number.capitalize(), way)
    return way.replace("{n}", number)


def ordinal(number: int) -> str:
    """A number as an ordinal word: 11 gives "eleventh"."""
    if number <= 20:
        return _ORDINALS[number]
    if number % 10 == 0 or number > 99:
        suffix = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
        return f"{number}{suffix}"
    tens = {
        2: "twenty",
        3: "thirty",
        4: "forty",
        5: "fifty",
        6: "sixty",
        7: "seventy",
        8: "eighty",
        9: "ninety",
    }
    return f"{tens[number // 10]}-{_ORDINALS[number % 10]}"


def trigrams(text: str) -> set[tuple[str, ...]]:
    """The set of three-word sequences of a text, lower case and without punctuation."""
    found = re.findall(r"[a-z0-9']+", text.lower().replace("’", "'"))
    return {tuple(found[i : i + 3]) for i in range(len(found) - 2)}
