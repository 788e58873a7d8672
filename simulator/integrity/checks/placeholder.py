"""A blank to be filled in, in the speaker's own voice. A script that is being taught is full of blanks, and clean."""

from __future__ import annotations

import re
from collections.abc import Iterator

from simulator.integrity.anatomy import Span
from simulator.integrity.registry import Example, Hit, Look, check
from simulator.integrity.wordlist import word_set

_NOUN = (
    r"(?:names?|occupation|profession|relationship|homework[^\[\]\n]{0,30}|phone number|first name|surname"
    r"|last name|initials?|date|time|day|month|year|place|city|town|country|location|destination|address"
    r"|number|phone|email|company|school|job|title|age|insert\b[^\[\]\n]{0,60}|your\b[^\[\]\n]{0,60}"
    r"|client\b[^\[\]\n]{0,60}|patient\b[^\[\]\n]{0,60}|therapist\b[^\[\]\n]{0,60}"
    r"|counsell?or\b[^\[\]\n]{0,60}|"
    r"friend\b[^\[\]\n]{0,60}|partner\b[^\[\]\n]{0,60}|sister\b[^\[\]\n]{0,60}|brother\b[^\[\]\n]{0,60}"
    r"|mother\b[^\[\]\n]{0,60}|father\b[^\[\]\n]{0,60}|husband\b[^\[\]\n]{0,60}|wife\b[^\[\]\n]{0,60}"
    r"|boss\b[^\[\]\n]{0,60}|child\b[^\[\]\n]{0,60}|relative\b[^\[\]\n]{0,60}|pet\b[^\[\]\n]{0,60}"
    r"|teacher\b[^\[\]\n]{0,60}|specific\b[^\[\]\n]{0,60}|event|situation|topic|issue|problem|emotion"
    r"|feeling|symptom|activity|task|hobby|details?|example|thing|reason|"
    r"x+|tbd|todo|blank|fill[ -]in\b[^\[\]\n]{0,60}|person'?s?\b[^\[\]\n]{0,60}"
    r"|someone'?s?\b[^\[\]\n]{0,60}|name of\b[^\[\]\n]{0,60}|describe\b[^\[\]\n]{0,60}"
    r"|mention\b[^\[\]\n]{0,60}|add\b[^\[\]\n]{0,60}|ex[_ ]?partner|persona|user\b[^\[\]\n]{0,60}"
    r"|session\b[^\[\]\n]{0,60}|appointment\b[^\[\]\n]{0,60}|medication|diagnosis|[^\[\]\n]{0,30}['_ ]name"
    r"|[^\[\]\n]{0,20}_[a-z]{3,}[^\[\]\n]{0,20}"
    r"|(?:enter|provide|state|choose|select|specify)\b[^\[\]\n]{0,60})"
)
_SQUARE = re.compile(rf"\[\s*{_NOUN}\s*\]", re.I)
_PLAIN = re.compile(
    r"\[(?!sic\b|the |a |my |an |his |her |their |our |it |not |and |\.\.\.|unint|inaud|cross|laugh|sigh"
    r"|cough|pause|silen|cry|sob|sniff|nod|look|shrug|long |short |brief |whisper|quiet|soft|no |end|start"
    r"|music|phone ring)[a-z]+(?: [a-z]+){0,4}\](?![(:])"
)
_ANGLE = re.compile(
    r"<\s*(?!sigh|laugh|sniff|pause|nod|smil|cry|sob|cough|clears|rubs|looks"
    r"|/)(?:[a-z]+(?:'s)?[ _-]){0,3}(?:names?|initials|surname|number|date|time|place|city|town|address"
    r"|relative|colleague|boss|teacher|doctor|company|job|age|event|topic|hobby|activity|street|country"
    r"|school|day|month|year|[a-z]+_[a-z_]+)\s*>|<\s*[A-Z][A-Z_ ]{2,40}>"
    r"|<\s*(?:relationship|occupation|hobby|job|friend|partner|event|emotion|name|date|time|place|city"
    r"|insert [^<>\n]{1,40}|your [^<>\n]{1,30}|client[^<>\n]{0,30}|patient[^<>\n]{0,30})\s*>"
)
_CURLY = re.compile(
    r"\{\{?\s*[A-Za-z_][\w .']{1,40}\s*\}?\}|\{%[^%\n]{1,60}%\}|\$\{?[A-Za-z_]{3,40}\}?|%[A-Z_]{3,40}%"
)
_BARE = re.compile(
    r"\b(?:INSERT|FILL|ADD|YOUR|CLIENT|PATIENT|THERAPIST|USER|PERSON|FRIEND|RELATIVE|PLACE"
    r"|NAME)_[A-Z_]{2,40}\b|_{3,}",
    re.I,
)
_CROSSES = re.compile(r"\bXX\b(?! (?:chromosome|century|large))|\bX{3,}\b")
_CAPITALS = re.compile(
    r"\bINSERT [A-Z]{3,}\b|\b(?:FIRST|LAST|CLIENT|PATIENT|COMPANY|CITY|THERAPIST|FULL) ?NAME\b"
)
_LATIN = re.compile(r"\blorem ipsum\b", re.I)
_ROUND = re.compile(
    r"\((?:insert [^()\n]{2,60}|name|date|time|place|city|number|phone number|your name|client'?s? name"
    r"|patient'?s? name|first name|therapist'?s? name|number here|name here)\)",
    re.I,
)
_SLOT = (
    r"(?:(?:(?:the |a |his |her |their |my |your )?(?:child|son|daughter|mother|father|husband|wife|partner"
    r"|friend|boss|sister|brother|patient|client|therapist|colleague|neighbou?r|pet|dog"
    r"|ex)(?:'s)? ?(?:first |last |full )?(?:name)?"
    r"|(?:first |last |full |sur|client |patient |person'?s )?name|lastname|surname|age|day|month|year|date"
    r"|date ?/ ?time|time|day of (?:the )?week|city|town|village|country|region|place|place of [a-z]+"
    r"|location|destination|venue|address|street|amount|sum|price|number|phone(?: number)?|"
    r"nationality(?: ?/ ?[a-z]+)?|ethnicity|religion|language|occupation|profession|job(?: title)?|employer"
    r"|company|organi[sz]ation|school|university|subject|hobby|activity|event|occasion|condition|diagnosis"
    r"|illness|disease|medication|drug|drink|dosage|symptom|body part|emotion|feeling|adjective|noun|verb"
    r"|insult|slur|hurtful comment[a-z ]*|compliment|quote|detail|specific[a-z ]{0,30}|animal|relation"
    r"|relationship|relative|family member|manager|supervisor|doctor|pronouns?|he/she(?:/they)?|s/he"
    r"|his/her(?:/their)?|him/her(?:/them)?|tbd|tbc|xyz|n/a)"
    r"(?:,? (?:e\.?g\.?|such as|like)[^\[\](){}<>«»\n]{1,40})?)"
)
_SLOT_FRAMED = re.compile(
    rf"\[ ?(?:mr\.? |mrs\.? |ms\.? |dr\.? )?{_SLOT} ?\]|<{_SLOT}>|«(?:[A-Z]{{3,}}|{_SLOT})»|\{{{_SLOT}\}}",
    re.I,
)
_SLOT_ROUND = re.compile(
    rf"(?:\b(?:to|in|at|from|of|on|for|with|by|near|called|named|is|was|been|be|mr\.?|mrs\.?|dr\.?|the|a|my|about|and|'s) )\({_SLOT}\)(?:'s)?(?=[\s.,;!?]|$)",
    re.I,
)
_THING = (
    r"(?:nick ?name|name|surname|initials?|city|town|village|county|state|country|region|street|address"
    r"|postcode|location|place|venue|destination|date|day|month|year|time|hour|age|number|amount|sum|price"
    r"|distance|duration|job|job title|title|occupation|profession|trade|employer|company|firm"
    r"|organi[sz]ation|department|team|office|school|college|university|course|subject|hospital|clinic|ward"
    r"|church|regiment|unit|condition|diagnosis|illness|medication|drug|dose|dosage|symptom|exercise"
    r"|technique|skill|method|activity|hobby|sport|game|animal|food|dish|drink|colou?r|object|item|song"
    r"|film|movie|book|book title|author|band|event|occasion|holiday|anniversary|incident|situation|topic"
    r"|theme|issue|problem|emotion|feeling|reason|example|detail|quote|phrase|insult|relationship|relation"
    r"|nationality|ethnicity|language|religion|colleague|relative|family member|pronouns?)"
)
_OWNER = (
    r"(?:(?:your|my|his|her|their|the|a|an|some|client'?s?|patient'?s?|therapist'?s?|persona'?s?"
    r"|character'?s?|friend'?s?|partner'?s?|spouse'?s?|child'?s?|son'?s?|daughter'?s?|dog'?s?|pet'?s?"
    r"|boss'?s?|current|previous|old|new|home|first|last|full|specific|relevant|appropriate|chosen"
    r"|favou?rite|local|other|same) ){0,3}"
)
_SPELT_ROUND = re.compile(
    rf"\((?:{_OWNER.replace('{0,3}', '{1,3}')}(?!place\b|time\b|day\b|problem\b|thing\b|name day)(?:{_THING})|(?:{_THING.replace('time|', '').replace('place|', '')})(?: [a-d1-4])?)\)(?=[\s.,;!?']|$)",
    re.I,
)
"""The name of what belongs there, in round brackets."""
_SPELT_SIGNS = re.compile(rf"([~|@#%^])\1{{0,2}}{_OWNER}{_THING}(?: [a-z])?\1", re.I)
_SPELT_HERE = re.compile(
    rf"(?:insert|fill in|enter) (?:an? |the |your |his |her |their )?(?:\w+ )?{_THING} here\b", re.I
)
_STARRED = re.compile(r"\*{3}[A-Z][A-Z _]{2,30}\*{3}")
_SIGNED = re.compile(r"([~|@#%^])[A-Z][A-Z _]{2,30}\1(?!\w)")
_SHOUTED = re.compile(r"\[(?:[A-Z]{2,}[ _/'-]?){1,5}\]")
_OFFERED = re.compile(
    r"[\[<{]\s?[a-z]+(?: [a-z]+)?(?: ?/ ?[a-z]+(?: [a-z]+)?){1,4}\s?[\]>}]"
    r"|<(?!/|sigh|laugh|sniff|paus|nod|smil|cry|sob|cough|clear|look|shrug|breath|long|short|silen|br\b"
    r"|em\b|strong\b|div\b|span\b|[a-z]+(?:s|ing|ly)\b)[a-z]{3,20}(?: [a-z]{3,20}){0,2}>"
    r"|<(?:[a-z]+ ){1,2}(?:skills?|exercises?|technique|meds)>"
    r"|\[(?:[A-Z][a-z]+ )?(?:Nickname|Surname|Name|Place|City|Town|Title|Author|Employer|Date|Age|School"
    r"|Street)(?: [A-Z0-9])?\]|\{\d?\}|(?<![\w%])%[sd]\b"
)
_UNKNOWN = re.compile(
    r"\b(?:19|20)(?:XX|xx|\?\?|__)(?!\w)|\b(?:DD|MM|YY|YYYY)[/.-](?:DD|MM|YY|YYYY)\b|\bHH:MM\b"
    r"|\b(?:XX|xx):(?:XX|xx)\b|[£€$](?:XX+|xx+)\b"
    r"|(?<!\ba )(?<!\bmy )(?<!\bis )(?<!'s )(?<!still )\b(?:TODO|FIXME|TBD|TBC|TK)\b(?! ?(?:list|app|:))"
    r"|\b(?:First|Last|Sur|Sister|Brother|Friend|Mother|Father|Husband|Wife|Partner|Street|City|Town"
    r"|Company|School|Hospital|Clinic|Dog|Boss|Doctor|Child)(?: ?Name\b| Name Here\b)"
    r"|\b(?:Surname|Name|Nickname|City|Town|Place|Date) Here\b"
    r"|\bPerson [ABYZ]\b|\b(?:City|Town|Village|Company|Hospital|School|Street|Country|Person|Friend"
    r"|Colleague|Sister|Brother|Drug|Employer|Location|Place|Clinic|Relative) X\b(?!\.[A-Z])"
    r"|\b(?:ABC|XYZ) (?:Company|Corp|Street|School|Hospital|Ltd|Inc|Road|University)\b"
    r"|\bX (?:years|months|weeks|days|hours|kids|children|kilos|pounds|o'clock|miles)\b"
    r"|\b(?:[Mm]y|[Yy]our|[Hh]er|[Hh]is) (?:husband/wife|wife/husband|son/daughter|daughter/son"
    r"|boyfriend/girlfriend|girlfriend/boyfriend|mother/father|father/mother|brother/sister"
    r"|sister/brother)\b"
)
_CAPITAL_NOUN = re.compile(
    r"\b(?:in|to|at|from|of|left|for|near|called|by|with|is|was|and|head|in the|at the"
    r"|the) (?:(?:NEW|OLD|HOME) )?(?:CITY|TOWN|COUNTRY|LOCATION|SURNAME|NICKNAME|FIRSTNAME|LASTNAME"
    r"|EMPLOYER|ADDRESS|REGIMENT|CLINIC|HOSPITAL|COLLEAGUE|DEPARTMENT|WORKPLACE|OCCUPATION|HOMETOWN"
    r"|UNIVERSITY|STREET)(?: [A-Z]\b)?(?![A-Z-]| [A-Z]{2})"
)
_CAPITALS_TOGETHER = re.compile("[A-Z][A-Z]")
_WORDED = ("nsert ", "ill in ", "orem ips", "xx", "Name", "Here", "Person ", "??")


_TEAMMATE = re.compile(r"\[[A-Z][a-z]+ [A-Z0-9]\]")
_BARE_CASED = re.compile(r"\b(?:[A-Z]{2,}_[A-Z_]{2,})\b")


_SIGNS_OF_UNKNOWN = word_set(
    "X xx ?? __ DD MM YY HH TODO FIXME TB TK Name ABC Person husband/ wife/ son/ daughter/ friend/ mother/ father/ brother/ sister/"
) | {"me Here", "ty Here", "wn Here", "ce Here", "te Here"}
_PATTERNS = (
    (_SQUARE, "["),
    (_PLAIN, "["),
    (_ANGLE, "<"),
    (_CURLY, "{$%"),
    (_BARE_CASED, "_"),
    (_BARE, "_"),
    (_CROSSES, ("XX",)),
    (_CAPITALS, ("INSERT", "NAME")),
    (_LATIN, ("lorem", "Lorem")),
    (_ROUND, "("),
    (_SLOT_FRAMED, "[<{«"),
    (_SLOT_ROUND, "("),
    (_TEAMMATE, "["),
    (_SPELT_ROUND, "("),
    (_SPELT_SIGNS, "~|@#%^"),
    (_SPELT_HERE, ("nsert ", "ill in ", "nter ")),
    (_STARRED, ("***",)),
    (_SIGNED, "~|@#%^"),
    (_SHOUTED, "["),
    (_OFFERED, "[<{%"),
    (_UNKNOWN, _SIGNS_OF_UNKNOWN),
    (_CAPITAL_NOUN, word_set("CIT TOWN COUN LOCA NAME EMPL ADDR REGI CLINIC HOSP COLL DEPA WORK OCCU UNIV STREET")),
)  # fmt: skip


_TOLD = re.compile(r"\b(?:goes|said|says|told (?:me|him|her|us)|was like|went),? \"[^\"\n]*$")
_COMPLETION = word_set("finish complete fill blank blanks sentence sentences ending")


@check("placeholder", tier="structure", codes=["placeholder"], any_language=True)
def placeholder(look: Look) -> Iterator[Hit]:
    """Looks outside quotes, drafts and lists of fill-in lines."""
    text = look.anatomy.norm
    if not (
        any(c in text for c in "[<{_$%(~|@#^*/X")
        or _CAPITALS_TOGETHER.search(text)
        or any(w in text for w in _WORDED)
    ):
        return
    letter = len(look.anatomy.words) > 30 and (
        _in_letter(look)
        or bool(look.anatomy.vocabulary & {"placeholder", "placeholders", "template", "drafts", "emails"})
    )
    for pattern, signs in _PATTERNS:
        if not any(sign in text for sign in signs):
            continue
        for match in pattern.finditer(text):
            if pattern is _BARE and match.group().islower() and "__" not in match.group():
                continue
            if "__" in match.group() and look.anatomy.vocabulary & _COMPLETION:
                continue
            if match.group().lower().startswith(("[laugh", "[sigh", "[pause", "[name five")):
                continue
            if (_taught(look, match.start(), match.end()) and not _own_account(look, match)) or letter:
                continue
            yield Hit("placeholder", match.start(), match.end(), "a blank to be filled in")
            return


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
    told = match.re is _BARE and bool(_TOLD.search(text[max(0, start - 60) : start]))
    return (match.re is _SLOT_FRAMED or alone or told) and not dear


def _taught(look: Look, start: int, end: int) -> bool:
    anatomy = look.anatomy
    return anatomy.inside(start, end, [*anatomy.quotes, *anatomy.taught]) or (
        anatomy.inside(start, end, anatomy.items) and _lines_with_blanks(look, anatomy.items) > 0
    )


def _lines_with_blanks(look: Look, items: list[Span]) -> int:
    """List items that offer wordings: they hold a blank and read like a line to be said or written."""
    return sum(bool(_SQUARE.search(look.anatomy.norm, s.start, s.end)) for s in items)


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
]
