"""Which pool of the therapist answers a question that the patient has put in."""

from __future__ import annotations

import re

_KINDS = tuple(
    (kind, re.compile(words, re.I))
    for kind, words in (
        (
            "record",
            r"\breports?\b|\bnotes?\b|read this|write (?:that|this) down|\bwho gets\b|will you tell\b",
        ),
        (
            "long",
            r"how (?:long|many)|whole life|go back, mostly|relapse|wear off|not return|come later|ever actually",
        ),
        ("belief", r"you think I"),
        ("answered", r"have I answered"),
        ("word", r"that word"),
        ("harm", r"\bdamage|\bharm|dangerous"),
        ("works", r"how would (?:I|one|you) (?:know|falsify|tell)"),
        ("bit", r"is this the bit"),
        ("without", r"supposed to be"),
        ("may", r"^(?:can|may|could|must) I\b|nuisance"),
        ("counts", r"does it count"),
        ("fails", r"^(?:and|but|what) if\b"),
        ("me", r"would(?: have)? you|would you"),
        ("night", r"at night"),
        ("normal", r"normal|usual|\bother (?:people|folk)|clever people|in the range"),
    )
)
"""What patients ask besides: what is written down, how long it takes, what the therapist thinks, what to do, if it is normal."""


def answer_to(question: str) -> str:
    """The pool that answers a question of this kind."""
    return next((f"r.question.{kind}" for kind, words in _KINDS if words.search(question)), "r.question")
