"""Labels of speakers in the shapes that models make up, as patterns for the head of a turn."""

from __future__ import annotations

import re

from simulator.integrity.wordlist import word_set

_STAMPED = re.compile(
    r"^\W{0,3}\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?: ?[ap]\.?m\.?)?[^\w\n]{1,5}[A-Z][\w']{0,20}(?: [A-Z][\w']{0,20}){0,2} ?(?:[:>|]"
    r"|- )|^\W{0,3}\d{4}-\d\d-\d\d[ T]"
)
_DECORATED = re.compile(
    r"^(?:<(?:b|strong|i|em|u|p|div|span|h[1-6]|speaker|name|role)\b[^<>\n]{0,40}>\s*[\w. ()']{1,40}:?\s*</"
    r"|([^\w\s.,;:!?\"'()*_-])\1{0,2} ?[^\W\d_][\w.' ]{1,24} ?\1{1,3}[ :]|\{[\w ./-]{1,30}\} ?:"
    r"|__[\w .]{2,24}__[ :])",
)
"""Such as <b>Nova:</b>, ◆ Nova ◆, {therapist}:, __Nova__."""
POINTED = re.compile(
    r"^\W{0,3}(?P<who>[A-Z][\w.'-]{1,20}(?: [A-Z][\w.'-]{0,20}){0,2})(?: \([^()\n]{1,30}\))? ?(?:>{1,3}|»|→"
    r"|▸|▶|=>|\||~>)(?: [A-Z][\w.' -]{1,24} ?[|:>])? ?[\"']?(?=[A-Za-z])"
    r"|(?<=[.!?] )[A-Z][a-z]{1,14} ?>{1,2} (?=[A-Z\"])"
)
_CALLED = re.compile(
    r"^\W{0,3}[A-Z][\w']{1,20}(?: [A-Z][\w']{0,20}){0,2}(?: ?\([^()\n]{2,30}\))?(?:,? \(?(?:(?i:cont'?d"
    r"|continued|continuing|v\.?o\.?|o\.?s\.?|off-?screen|aside)\b)\)?[.:)]|,? to [A-Z]{3,}:"
    r"| \[[a-z ]{3,20}\]:)"
)
ROLE_LINE = re.compile(
    r"^(?:> ?)?[*_]{0,3}\"?(?:Patient|Client|Therapist|Counsell?or|User|Assistant|Human"
    r"|Speaker)\"?[*_]{0,3}(?:(?<=\")| ?\([^()\n]{2,30}\))?[*_]{0,3}(?::[*_]{0,3}|(?<=\")) (?=[A-Z])"
    r"|\n[*_]{0,3}(?:Patient|Client|Therapist|Counsell?or) ?- (?=[A-Z])"
    r"|^\*\*[A-Z]\w+(?: [A-Z]\w+)?\*\* (?=[A-Z])"
)
TITLED = re.compile(r"^(?:DR|Dr|PROF|Prof|Ms|Mr|Mrs)\.? [A-Z][\w'-]{0,20}\.? ?- (?=[A-Z])")
_COUNTED = re.compile(
    r"^\W{0,3}(?:turn|message|utterance|exchange|response|reply|dialogue|segment|speaker|entry"
    r"|line) ?(?:no\.? |nr\.? |number )?#?\d{1,3}\b(?: ?[:.\])|>-]| of \d)",
    re.I,
)
LEFT_OPEN = re.compile(
    r"(?:\n|[.!?\"] )[*_\[(]{0,3}(?P<who>[TP]|Th|Pt|Therapist|Patient|Client|Counsell?or|User|Assistant"
    r"|Human|AI)[*_\])]{0,3} ?[:>][*_]{0,2}\s*$|\[(?:T|P|Th|Pt|Therapist|Patient|Client)\]\s*$"
    r"|^\[(?:T|P|Th|Pt|Cl)\] ",
)
SHOUTED = re.compile(
    r"^\W{0,3}(?P<who>[A-Z]{4,}(?: [A-Z]{3,}){0,2})(?: ?\([^()\n]{2,30}\))? ?[:-] ?(?=[A-Za-z\"][a-z' ])"
)
NOT_WHO = word_set(
    "UPDATE NOTE WARNING EDIT SPOILER BREAKING QUESTION ANSWER ALSO FIRST SECOND TODAY YESTERDAY MONDAY TUESDAY WEDNESDAY THURSDAY FRIDAY "
    "SATURDAY SUNDAY MORNING EVENING NIGHT HOMEWORK DIARY POSTSCRIPT FACT RESULT SAFE GOOD PROS CONS WORK HOME MONEY SLEEP MOOD FOOD ANGER "
    "CANCER DIVORCE DEPRESSION ANXIETY URGENT HELP LIFE BILLS RENT DEATH PANIC LONELY ALONE TIRED ANGRY GRIEF LOVE HATE FAMILY KIDS "
    "SCHOOL MARRIAGE RELAPSE IMPORTANT PRIVATE FINAL ADHD AUTISM DEBT HOSPITAL CHEMO SURGERY REDUNDANCY REDUNDANT "
    "FEAR SHAME GUILT STOP BEFORE AFTER SOMETIMES NEVER ALWAYS SORRY THANKS SUBJECT DEAR OKAY WELL YES SUMMARY PLAN THOUGHT FEELING"
)
HEADS = re.compile(
    r"^[ >*_]{0,4}(?P<head>[^\W\d_]{1,4}|\d|[^\w\s.,;:!?\"'()*_>#•·◦▪●-]{1,3}"
    r"|\"?(?:therapist|patient|client)\"?)(?P<mark>[.:)/>|]| ?-| ) ?(?=\S)",
    re.I | re.M,
)
_OTHER_SCRIPT = re.compile(
    r"^\W{0,3}(?!(?i:мама|папа|мать|отец|брат|сестра|муж|жена|бабушка|妈妈|爸爸|엄마|아빠|母|父))[^\W\da-zA-Z\u00c0-\u024f_]{1,12} ?[:\uff1a] ?(?=[\"']?[A-Za-z]+[ ,.'])"
)
"""A word in letters that the turn itself is not written in."""
OPENINGS = (
    (_OTHER_SCRIPT, "begins with a label in another script"),
    (_STAMPED, "begins with the time of a record"),
    (_DECORATED, "begins with a label"),
    (_CALLED, "begins as a script does"),
    (_COUNTED, "begins with the number of a turn"),
)
