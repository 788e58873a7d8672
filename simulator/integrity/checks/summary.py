"""A case note or the carried summary pasted into speech. In an old transcript the opening turn is the whole note of the
session before, in the patient's mouth and in the third person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from simulator.integrity.gates import Needed
from simulator.integrity.registry import Example, Hit, Look, check
from simulator.integrity.seconded import seconded
from simulator.integrity.signs import Seen, Sign, Signs, hit_of
from simulator.integrity.wordlist import word_set

_HEAD = Needed(
    r"(?:^|(?<=[.;:!?])\s|\n)[ \-*#\d.()]{0,6}(?:session (?:summary|note|overview|recap|report)"
    r"|summary of (?:the |this |our )?session"
    r"|main (?:topics|issues|themes|concerns|complaint)(?: discussed| covered)?"
    r"|(?:key )?(?:topics|themes|points|takeaways) (?:discussed|covered)"
    r"|techniques?(?:/exercises)? (?:introduced|practi[cs]ed|used)[^:\n]{0,30}"
    r"|(?:things that )?(?:appeared|were|what was) helpful|homework(?:/tasks)?(?: assigned| tasks)?|"
    r"insights?(?:/realizations)?|presenting (?:problem|complaint|issue|concern)s?|chief complaint"
    r"|reason for (?:referral|visit)|mental (?:state|status)(?: exam\w*)?"
    r"|risk(?: assessment| level| factors)?|protective factors|plan|treatment (?:plan|goals)|assessment"
    r"|formulation|diagnos(?:is|tic impression)|history(?: of presenting \w+)?|background|subjective"
    r"|objective|affect|mood|appearance|"
    r"interventions?|progress(?: notes?)?|next (?:steps|session|appointment|review)|support network|goals?"
    r"|current (?:stressors|medication|symptoms)|case (?:note|formulation|summary)"
    r"|client (?:profile|information|background)|patient (?:profile|information|background)|symptoms|onset"
    r"|maintaining factors|homework status|working on|(?:last session's )?interventions?(?: used)?"
    r"|motivational stage|key themes|themes|triggers|coping strategies|strengths|follow-?up"
    r"|response to (?:treatment|intervention)|main issues|key points[^:\n]{0,30}|overall impression"
    r"|clinical impression|assessment update|discharge planning|safeguarding summary|topics covered"
    r"|skills taught|goals? agreed|core beliefs?|style in session|exacerbating|relieving"
    r"|protective(?: factors?)?|target for [a-z ]{2,20}|barriers|in brief, today|nursing entry[^:\n]{0,10}"
    r"|action|issue|duration)\s*:",
    re.I,
)  # fmt: skip
_TOLD = Needed(
    r"\b(?:main |key )?(?:topics|themes|issues)\b[^.!?\n]{0,140}\b(?:techniques?|interventions?"
    r"|exercises?) (?:introduced|practi[cs]ed|used|covered)\b",
    re.I,
)
"""The headings of a note in one sentence, without their colons."""
_CLINICAL = Needed(
    r"\b(?:(?:the )?(?:client|patient|pt\.?) (?:is an? \d+|is a \d+-year|reports?|reported|presents?"
    r"|presented|discloses|denies|denied|endorses?|endorsed|states?|stated|describes?|described|expressed"
    r"|expresses|demonstrated|demonstrates|discussed|identified|agreed to"
    r"|was (?:tearful|oriented|engaged|assigned)|appears?|continues to|explored|practi[cs]ed)"
    r"|\d\d[- ]?(?:y/?o|year[- ]old) (?:male|female|man|woman|client|patient|mother|father|single|married)"
    r"|presents as [a-z]+|progress note|signed electronically|nil x ?\d|ambivalent re:"
    r"|(?:male|female), \d\d\b|oriented x ?\d|attended on time|partially met"
    r"|(?:client|pt|patient|pupil) (?:verbali[sz]ed|settled|presented as|engaged)|judged low risk"
    r"|no (?:self-harm|risk behaviours?) (?:disclosed|observed|since)"
    r"|supervision (?:recommended|to consider)|prognosis (?:favou?rable|guarded|good)|therapist reinforced"
    r"|(?:depressive|anxious) attributional|attributional style|denies intent|signed, [a-z]\b"
    r"|catastrophic misreading|ambivalence about \w+ explored|sleep diary introduced|monitoring continues"
    r"|\d\d-year-old (?:retired )?\w+ (?:\w+ ){0,3}(?:who presents|post|presenting)|mood brighter"
    r"|recommend (?:\w+ ){1,3}(?:liaison|rehab|referral)|denies (?:si|hi|ideation|suicid)"
    r"|affect (?:constricted|flat|congruent|blunted)|phq-?9 ?[=:]? ?\d|gad-?7 ?[=:]? ?\d|y-?bocs ?\d"
    r"|no (?:si|hi)/(?:si|hi))\b",
    re.I,
)
_CLINIC = word_set(
    "male female presents progress signed nil ambivalent client patient pt denies denied oriented affect old phq phq-9 gad gad-7 y-bocs bocs si hi yo y o "
    "year year-old"
)
_BRIEF = re.compile(r"here(?:'s| is) (?:a|the) (?:concise|brief|short) summary", re.I)
_LEAD = Needed(
    r"\b(?:session summary:|summary of (?:the|this|our) (?:therapy )?session"
    r"|here(?:'s| is) (?:a|the) (?:concise |brief |short )?summary(?! of (?:what|where|how))|let me summarize the key points"
    r"|last time we talked about:\s*(?:\n|session|\*|-|#|here|main))",
    re.I,
)


_WRITTEN = Signs(
    [
        Sign("a heading", 1, (
            r"\b(?:family|social|medical|psychiatric|developmental|personal|relevant|drug"
            r"|sleep) history\s?:|\b(?:summary|note|copy|notes|letter) (?:for|to) (?:the )?(?:file|gp"
            r"|record|records|referrer|team|supervisor|handover|chart)\b",
            r"(?:^|[.!?\n*] ?)(?:[a-z-]+ ){1,3}(?:status|outcome|rating|factors|review|plan|impression"
            r"|level|findings|observations|score|response|themes|topics|concerns|strengths|needs|focus"
            r"|agreed|discussed|covered|identified)(?: \([^()\n]{2,20}\))?\s?[*_]{0,2}:",
            r"(?:^|[.!?\n*] ?)(?:impression|presentation|referral|medication|sleep|appetite|supports?"
            r"|stressors?|coping|barriers|distress|rapport|engagement|attendance|duration|homework"
            r"|psychoeducation|safeguarding|disposition|collateral|concerns?|observations?|overview"
            r"|synopsis|key points|action points|actions|handover)\s?[*_]{0,2}:",
        )),
        Sign("the client", 1, (
            r"(?:^|[.!?:;,\n] ?)(?:[-•*] )?(?:the )?(?:client|patient|pt|service user|young person"
            r"|adolescent|resident|caregiver)(?:'s \w+)? (?!list\b|base\b|work\b|care\b|who\b|i\b|on\b|in\b"
            r"|he\b|she\b)(?:\w+s|\w+ed|has|was|is|wept|left|felt|had|spoke|found|set|met)\b",
            r"\b(?:by|with|to|for|of) (?:the )?(?:client|patient|pt|service user)\b|\b\d\d-year-old\b"
            r"|\b(?:adolescent|adult|elderly|middle-aged) (?:male|female)\b",
        )),
        Sign("the session", 1, (
            r"\b(?:the |today's |this |last )?session (?:focus(?:ed)?|centred|centered|explored|covered"
            r"|addressed|ended|concluded|began|opened|targeted)\b"
            r"|\bthe (?:therapist|counsell?or|clinician|writer) (?:provided|explored|used|validated"
            r"|encouraged|introduced|reflected|normali[sz]ed|has been|assigned|reinforced|noted|will)\b"
            r"|\bnext (?:session|appointment|review"
            r"|contact)(?: (?:scheduled|booked|in|on|to))?:?\b(?=[^.!?\n]{0,40}(?:\.|$))"
            r"|\b(?:follow-?up|review) in (?:\d|one|two|a) \w+"
            r"|\bto (?:monitor|review|follow up|be (?:reviewed|followed|monitored|invited|continued))\b",
            r"(?:^|[\n.] ?)s:[^\n]{3,200}\bo:[^\n]{3,200}\ba:|\bd:[^\n]{3,200}\ba:[^\n]{3,200}\bp:"
            r"|\bb:[^\n]{3,200}\bi:[^\n]{3,200}\br:",
        )),
        Sign("no subject", 1, (
            r"(?:^|[.!?;\n] ?)(?:[-•*] )?(?:reports?|reported|denies|denied|avoids|attends|states|stated"
            r"|endorses|presents|presented|continues? to|remains|agreed to|tearful|reviewed|discussed"
            r"|explored|identified|demonstrated|engaged|oriented|disclosed|describes|described|expressed"
            r"|verbali[sz]ed|appears?|appeared|acknowledged|referred|recommended|noted|struggles with"
            r"|relies on|identifies|recogni[sz]ed|exhibits|acknowledges|ruminates"
            r"|speaks (?:weekly|daily|monthly)|lives (?:alone|with)|sleeps \d"
            r"|drinks \d)\b(?! (?:i|you|like|this|me)\b)",
        )),
        Sign("reported in the passive", 1, (
            r"\b(?:informed|notified|reviewed|signed|assigned|completed|disclosed|observed|reinforced"
            r"|practi[sc]ed|provided|scheduled|monitored|normali[sz]ed|addressed|unresolved|achieved"
            r"|introduced|tolerated well|partially met|not met|in progress|progressing|ongoing|unchanged"
            r"|unremarkable|within normal limits)(?: (?:with|by|at|to|in"
            r"|and signed by)(?: \w+){1,3})?[.;](?= |\n|$)",
        )),
        Sign("a clinical word", 1, (
            r"\b(?:euthymic|ideation|anxious temperament|support network|safeguarding(?: lead)?|prognosis"
            r"|comorbid\w*|psychosocial|cognitive distortions?|treatment goals?|hierarchy"
            r"|behavioural activation|bereavement|anhedonia|hypervigilan\w+|psychomotor|dysregulat\w+"
            r"|maladaptive|differential|formulation|precipitat\w+|predispos\w+|somatic|symptomatology"
            r"|functioning|alliance|compliance|adherence|catastroph\w+|cessation|relapse prevention"
            r"|mood (?:brighter|low|stable|lifted|euthymic)|affect (?:\w+)"
            r"|insight (?:good|limited|partial|fair)|associates \w+ with|presenting|early onset|maternal"
            r"|paternal|cardiac|cohabiting|divorced, )\b",
        )),
        Sign("a measure", 1, (
            r"\bd\. \d{4}\b|\b(?:suds|phq|gad|bdi|pcl|hx|dx|tx|sx|f/u|s/p|c/o|nkda|prn|nil)\b"
            r"|\bbelief rating\b|\bper (?:cent|week)[.;]",
        )),
    ],
    reach=200,
)  # fmt: skip
_PERSON = re.compile(
    r"\b(?:i|i'm|i've|i'd|i'll|me|my|you|you're|you've|you'd|your|we|we're|we've|our|us|mum|dad|mam)\b"
)


_READ_OUT = re.compile(
    r"\b(?:letter|file|report|forms?|discharge|note|notes|says?|said|reads?|wrote|written)\b[^.!?\n]{0,40}$"
)
"""A patient reads out what somebody wrote about it."""
_MARKS = " \n-*#:.()0123456789"
_LESS = 4.0
"""What is asked less of the classifier where headings stand, in logarithms of odds: few people speak in them."""
_BARE = frozenset({"a heading", "a measure"})
"""A patient's own list has both."""


def _written(look: Look) -> Hit | None:
    """Signs of a record side by side, with no I and no you among them. More are asked of a long turn."""
    seen = _WRITTEN.seen(look)
    named = _by_name(look) if look.english else None
    seen = sorted([*seen, named], key=lambda s: s.start) if named else seen
    near = _WRITTEN.together(seen, 2 if len(look.anatomy.words) <= 110 else 3) if len(seen) > 1 else ()
    if not near or not look.english or _BARE.issuperset(s.kind for s in near):
        return None
    hit = hit_of("summary_dump", near, "written like a record")
    said = look.anatomy.spoken[max(0, hit.start - 1) : hit.end + 40]
    if _PERSON.search(said.rpartition(".")[0] or said):
        return None
    return hit if len(near) > 2 or seconded(look, hit.start, hit.end) else None


def _by_name(look: Look) -> Seen | None:
    """The patient by name and in the third person: "Hugo has shared"."""
    name = look.context.names.first("patient")
    if name not in look.anatomy.vocabulary:
        return None
    match = re.search(
        rf"\b{re.escape(name)} (?:has |is |was |also |then )?(?:report|shar|describ|express|identif|struggl"
        rf"|continu|present|agre|explor|discuss|disclos|practi[sc]|experienc|attend|acknowledg|recogni[sz]"
        rf"|work|feel|demonstrat|complet|engag|appear|mention|not)\w*\b",
        look.anatomy.spoken,
    )
    return Seen("the client by name", 1, match.start(), match.end()) if match else None


@check("summary", tier="context", codes=["summary_dump"], any_language=True)
def summary(look: Look) -> Iterator[Hit]:
    """Headings of a note, its wording, or runs of the carried note itself."""
    text = look.anatomy.norm
    heads = list(_HEAD.finditer(look.anatomy, text)) if ":" in text else []
    clinical = (
        []
        if not look.english or look.anatomy.vocabulary.isdisjoint(_CLINIC)
        else list(_CLINICAL.finditer(look.anatomy, look.anatomy.spoken))
    )
    lead = _LEAD.search(look.anatomy, text) if ":" in text or "summar" in look.anatomy.lower else None
    if lead and (
        _BRIEF.match(lead.group().strip()) or heads or look.anatomy.items or len(look.anatomy.words) > 60
    ):
        yield Hit("summary_dump", lead.start(), len(text), "a session note stands in it")
    elif (
        len({h.group().strip(_MARKS).lower() for h in heads}) >= 2
        and not _worksheet(look, heads)
        and seconded(look, heads[0].start(), heads[-1].end(), _LESS)
    ):
        yield Hit("summary_dump", heads[0].start(), heads[-1].end(), f"{len(heads)} headings of a case note")
    elif (len(clinical) >= 2 or (clinical and (heads or _clipped(look, clinical[0])))) and seconded(
        look, clinical[0].start(), clinical[-1].end()
    ):
        yield Hit("summary_dump", clinical[0].start(), clinical[-1].end(), "worded like a case note")
    elif told := _TOLD.search(look.anatomy, look.anatomy.spoken):
        yield Hit("summary_dump", *told.span(), "the headings of a note in a sentence")
    elif written := _written(look):
        yield written
    elif look.context.carried and len(look.print.words) >= 45:  # one task or topic taken up again is no paste
        shared = len(look.print.grams & look.context.notes)
        if shared >= 40 and shared >= look.thresholds.notes_share * len(look.print.grams):
            yield Hit("summary_dump", 0, len(text), "most of it is the carried note")


def _clipped(look: Look, match: re.Match[str]) -> bool:
    """A note has no I and no you."""
    sentence = next((s for s in look.anatomy.sentences if s.start <= match.start() < s.end), None)
    if sentence is None or sentence.quoted:
        return False
    words = sentence.text.lower().split()
    return len(words) >= 6 and not {"i", "you", "my", "your", "me", "i'm", "we", "said", "says"} & set(words)


_MILD = re.compile(
    r"plan|goals?|triggers|coping strategies|strengths|next (?:steps|session)|homework|symptoms|mood|insights?|follow-up"
    r"|history|progress|action|duration"
)
"""Headings of worksheets as well."""


def _worksheet(look: Look, heads: list[re.Match[str]]) -> bool:
    """A worksheet, a plan or a list that is handed out in the session uses some of the same words."""
    found = {h.group().strip(_MARKS).lower() for h in heads}
    before = look.anatomy.lower[max(0, heads[0].start() - 60) : heads[0].start() + 1].rstrip()
    if look.speaker == "patient" and _READ_OUT.search(before.rstrip(":-")):
        return True
    personal = look.speaker == "therapist" or len(found) < 3 or bool(_PERSON.search(look.anatomy.spoken))
    return personal and all(_MILD.fullmatch(head) for head in found)


FIRES = {
    "summary_dump": [
        Example(
            "Last time we talked about: Session Summary:\n\n1. Main topics discussed:\n- help", "patient"
        ),
        Example(
            "Not much new. To sum up: the key topics were the move and my brother, and the techniques practised were breathing and a log.",
            "patient",
        ),
        Example("Under the sink. Presenting problem: hypervigilance. Plan: weekly sessions.", "therapist"),
        Example(
            "When the map reloads. Client is a 58-year-old mother who presents with distress. Risk: denies ideation.",
            "patient",
        ),
        Example(
            "Medication history: none. Tearful when home was discussed, settled by the end. To be reviewed.",
            "patient",
        ),
        Example("- Client relies on one neighbour\n- Attends choir\n- Avoids the bus since March", "patient"),
        Example("What did it cost you? Alicia identified two triggers and the therapist reinforced this."),
    ]
}
PASSES = [
    Example("Denies everything, my father. Always has.", "patient"),
    Example("Mood: 3/10. Sleep: four hours. You asked me to write it down.", "patient"),
    Example("My plan: get up, wash, walk. That's all I managed.", "patient"),
    Example("To sum up, you asked for help twice, and both times somebody came."),
    Example("The client was late and my boss blamed me.", "patient"),
    Example(
        "Background: I was raised in Lagos. Reason for visit: my wife says so. I'm used to forms.", "patient"
    ),
]
