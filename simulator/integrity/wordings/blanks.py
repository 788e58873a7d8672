"""Blanks to be filled in, in all their shapes."""

from __future__ import annotations

import re

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
SQUARE = re.compile(rf"\[\s*(?!i\b|i'[a-z]+ |no |not ){_NOUN}\s*\]", re.I)
_PLAIN = re.compile(
    r"\[(?!sic\b|redacted|censored|name withheld|chuckl|giggl|clear|smil|door|knock|applause|deleted|removed|beep|expletive|the |a |my |an |his |her |their |our |it |not |and |\.\.\.|unint|inaud|cross|laugh|sigh"
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
    r"\{\{?\s*[A-Za-z_][\w .']{1,40}\s*\}?\}|\{%[^%\n]{1,60}%\}|\$(?![A-Z]{2,5}\b)\{?[A-Za-z_]{3,40}\}?"
    r"|\$(?:NAME|CITY|TOWN|DATE|AGE|JOB|TIME|PLACE|USER)\b|%[A-Z_]{3,40}%"
)
BARE = re.compile(
    r"\b(?:INSERT|FILL|ADD|YOUR|CLIENT|PATIENT|THERAPIST|USER|PERSON|FRIEND|RELATIVE|PLACE"
    r"|NAME)_[A-Z_]{2,40}\b|_{3,}",
    re.I,
)
_CROSSES = re.compile(
    r"(?<![Ll]ove )(?<![Mm]um )(?<![Dd]ad )(?<![Nn]an )(?<![Kk]iss )(?<![Kk]isses )(?<![Nn]ight )(?<![Bb]ye )"
    r"(?:\bXX\b(?! (?:chromosome|century|large))|\bX{3,}\b(?! (?:film|movie|video|site|rated)))"
)
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
SLOT_FRAMED = re.compile(
    rf"\[ ?(?:mr\.? |mrs\.? |ms\.? |dr\.? )?{_SLOT} ?\]|<{_SLOT}>|«(?:[A-Z]{{3,}}|{_SLOT})»|\{{{_SLOT}\}}",
    re.I,
)
SLOT_IN_ROUND = re.compile(rf"\({_SLOT}\)", re.I)
SLOT_ROUND = re.compile(
    rf"(?:\b(?:to|in|at|from|of|on|for|with|by|near|called|named|is|was|been|be|mr\.?|mrs\.?|dr\.?|the|a|my|about|and|'s) )(?!\(ex\) [a-z])\({_SLOT}\)(?:'s)?(?=[\s.,;!?]|$)",
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
    rf"\b(?:to|in|at|from|of|on|for|with|by|near|called|named|is|was|be|the|a|my|about|'s) \((?:{_OWNER.replace('{0,3}', '{1,3}')}(?!place\b|time\b|day\b|problem\b|thing\b|name day)(?:{_THING})|(?:{_THING.replace('time|', '').replace('place|', '')})(?: [a-d1-4])?)\)(?=[\s.,;!?']|$)",
    re.I,
)
"""The name of what belongs there, in round brackets."""
_SPELT_SIGNS = re.compile(rf"([~|@#%^])\1{{0,2}}{_OWNER}{_THING}(?: [a-z])?\1", re.I)
_SPELT_HERE = re.compile(
    rf"(?:insert|(?<!you )(?<!to )(?<!i )(?<!we )(?<!they )(?<!and )(?<!then )(?<!: )(?:fill in|enter)) (?:an? |the |your |his |her |their )?(?:\w+ )?{_THING} here\b",
    re.I,
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
    r"|(?<!\ba )(?<!\bmy )(?<!\bis )(?<!'s )(?<!still )\b(?:TODO|FIXME|TBD|TBC|TK)\b(?! ?(?:list|app|:|maxx|MAXX|Maxx)| on my)"
    r"|\b(?:First|Last|Sur|Sister|Brother|Friend|Mother|Father|Husband|Wife|Partner|Street|City|Town"
    r"|Company|School|Hospital|Clinic|Dog|Boss|Doctor|Child)(?: ?Name\b| Name Here\b)"
    r"|\b(?:Surname|Name|Nickname|City|Town|Place|Date) Here\b"
    r"|\bPerson [ABYZ]\b|\b(?:City|Town|Village|Company|Hospital|School|Street|Country|Person|Friend"
    r"|Colleague|Sister|Brother|Drug|Employer|Location|Place|Clinic|Relative) X\b(?!\.[A-Z])"
    r"|\b(?:ABC|XYZ) (?:Company|Corp|Street|School|Hospital|Ltd|Inc|Road|University)\b"
    r"|(?<!need )(?<!every )\bX (?:years|months|weeks|days|hours|kids|children|kilos|pounds|o'clock|miles)\b"
    r"|\b(?:[Mm]y|[Yy]our|[Hh]er|[Hh]is) (?:husband/wife|wife/husband|son/daughter|daughter/son"
    r"|boyfriend/girlfriend|girlfriend/boyfriend)\b(?! thing)"
)
_CAPITAL_NOUN = re.compile(
    r"(?!\b(?:in|to|at|of|for|from|and|left) (?:the )?(?:HOSPITAL|STREET|CLINIC|UNIVERSITY|WORKPLACE|DEPARTMENT|COUNTRY)\b"
    r"(?! [A-Z]\b))(?!\bthe (?:HOSPITAL|STREET|CLINIC|UNIVERSITY|TOWN|CITY|COUNTRY|WORKPLACE|DEPARTMENT)\b(?! [A-Z]\b))"
    r"\b(?:in|to|at|from|of|left|for|near|called|by|with|is|was|and|head|in the|at the"
    r"|the) (?:(?:NEW|OLD|HOME) )?(?:CITY|TOWN|COUNTRY|LOCATION|SURNAME|NICKNAME|FIRSTNAME|LASTNAME"
    r"|EMPLOYER|ADDRESS|REGIMENT|CLINIC|HOSPITAL|COLLEAGUE|DEPARTMENT|WORKPLACE|OCCUPATION|HOMETOWN"
    r"|UNIVERSITY|STREET)(?: [A-Z]\b)?(?![A-Z-]| [A-Z]{2})"
)
CAPITALS_TOGETHER = re.compile("[A-Z][A-Z]")
WORDED = ("nsert ", "ill in ", "orem ips", "xx", "Name", "Here", "Person ", "??")


_TEAMMATE = re.compile(r"\[[A-Z][a-z]+ [A-Z0-9]\]")
_BARE_CASED = re.compile(r"\b(?:[A-Z]{2,}_[A-Z_]{2,})\b")


_SIGNS_OF_UNKNOWN = (
    *(
        "xx",
        "??",
        "__",
        "DD",
        "MM",
        "YY",
        "HH",
        "TODO",
        "FIXME",
        "TB",
        "TK",
        "ABC",
        "Person",
        "husband/",
        "wife/",
        "son/",
    ),
    *("daughter/", "friend/", "mother/", "father/", "brother/", "sister/"),
    *(f"{end} Here" for end in ("me", "ty", "wn", "ce", "te")),
    *(f"{end}{space}Name" for end in "trdeynlcgs" for space in ("", " ")),
)
MARKS = "[<{_$%(~|@#^*/X"
_NONE: frozenset[str] = frozenset()
PATTERNS = (
    (SQUARE, frozenset("["), ()),
    (_PLAIN, frozenset("["), ()),
    (_ANGLE, frozenset("<"), ()),
    (_CURLY, frozenset("{$%"), ()),
    (_BARE_CASED, frozenset("_"), ()),
    (BARE, frozenset("_"), ()),
    (_CROSSES, _NONE, ("XX",)),
    (_CAPITALS, _NONE, ("INSERT", "NAME")),
    (_LATIN, _NONE, ("lorem", "Lorem")),
    (_ROUND, frozenset("("), ()),
    (SLOT_FRAMED, frozenset("[<{«"), ()),
    (SLOT_ROUND, frozenset("("), ()),
    (_TEAMMATE, frozenset("["), ()),
    (_SPELT_ROUND, frozenset("("), ()),
    (_SPELT_SIGNS, frozenset("~|@#%^"), ()),
    (_SPELT_HERE, _NONE, ("nsert ", "ill in ", "nter ")),
    (_STARRED, _NONE, ("***",)),
    (_SIGNED, frozenset("~|@#%^"), ()),
    (_SHOUTED, frozenset("["), ()),
    (_OFFERED, frozenset("[<{%"), ()),
    (_UNKNOWN, frozenset("X"), _SIGNS_OF_UNKNOWN),
    (_CAPITAL_NOUN, _NONE, word_set("CIT TOWN COUN LOCA NAME EMPL ADDR REGI CLINIC HOSP COLL DEPA WORK OCCU UNIV STREET")),
)  # fmt: skip
"""Each with the marks, and the pieces of text, of which the text must hold one."""
