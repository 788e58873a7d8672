"""A case note or the carried summary pasted into speech. In an old transcript the opening turn is the whole note of the
session before, in the patient's mouth and in the third person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from simulator.integrity.gates import Needed
from simulator.integrity.registry import Example, Hit, Look, check
from simulator.integrity.wordlist import word_set

_HEAD = Needed(
    r"(?:^|(?<=[.;:!?])\s|\n)[ \-*#\d.()]{0,6}(?:session (?:summary|note|overview|recap|report)|summary of (?:the |this |our )?session|main (?:topics|issues|themes|concerns|complaint)(?: discussed| covered)?|(?:key )?(?:topics|themes|points|takeaways) (?:discussed|covered)|techniques?(?:/exercises)? (?:introduced|practi[cs]ed|used)[^:\n]{0,30}|(?:things that )?(?:appeared|were|what was) helpful|homework(?:/tasks)?(?: assigned| tasks)?|"
    r"insights?(?:/realizations)?|presenting (?:problem|complaint|issue|concern)s?|chief complaint|reason for (?:referral|visit)|mental (?:state|status)(?: exam\w*)?|risk(?: assessment| level| factors)?|protective factors|plan|treatment (?:plan|goals)|assessment|formulation|diagnos(?:is|tic impression)|history(?: of presenting \w+)?|background|subjective|objective|affect|mood|appearance|"
    r"interventions?|progress(?: notes?)?|next (?:steps|session|appointment|review)|support network|goals?|current (?:stressors|medication|symptoms)|case (?:note|formulation|summary)|client (?:profile|information|background)|patient (?:profile|information|background)|symptoms|onset|maintaining factors|homework status|working on|(?:last session's )?interventions?(?: used)?|motivational stage|key themes|themes|triggers|coping strategies|strengths|follow-?up|response to (?:treatment|intervention)|main issues|key points[^:\n]{0,30}|overall impression|clinical impression|assessment update|discharge planning|safeguarding summary|topics covered|skills taught|goals? agreed|core beliefs?|style in session|exacerbating|relieving|protective(?: factors?)?|target for [a-z ]{2,20}|barriers|in brief, today|nursing entry[^:\n]{0,10}|action|issue|duration)\s*:",
    re.I,
)  # fmt: skip
_CLINICAL = Needed(
    r"\b(?:(?:the )?(?:client|patient|pt\.?) (?:is an? \d+|is a \d+-year|reports?|reported|presents?|presented|discloses|denies|denied|endorses?|endorsed|states?|stated|describes?|described|expressed|expresses|demonstrated|demonstrates|discussed|identified|agreed to|was (?:tearful|oriented|engaged|assigned)|appears?|continues to|explored|practi[cs]ed)|\d\d[- ]?(?:y/?o|year[- ]old) (?:male|female|man|woman|client|patient|mother|father|single|married)|presents as [a-z]+|progress note|signed electronically|nil x ?\d|ambivalent re:|(?:male|female), \d\d\b|oriented x ?\d|attended on time|partially met|(?:client|pt|patient|pupil) (?:verbali[sz]ed|settled|presented as|engaged)|judged low risk|no (?:self-harm|risk behaviours?) (?:disclosed|observed|since)|supervision (?:recommended|to consider)|prognosis (?:favou?rable|guarded|good)|therapist reinforced|(?:depressive|anxious) attributional|attributional style|denies intent|signed, [a-z]\b|catastrophic misreading|ambivalence about \w+ explored|sleep diary introduced|monitoring continues|\d\d-year-old (?:retired )?\w+ (?:\w+ ){0,3}(?:who presents|post|presenting)|mood brighter|recommend (?:\w+ ){1,3}(?:liaison|rehab|referral)|denies (?:si|hi|ideation|suicid)|affect (?:constricted|flat|congruent|blunted)|phq-?9 ?[=:]? ?\d|gad-?7 ?[=:]? ?\d|y-?bocs ?\d|no (?:si|hi)/(?:si|hi))\b",
    re.I,
)
_CLINIC = word_set(
    "male female presents progress signed nil ambivalent client patient pt denies denied oriented affect old phq phq-9 gad gad-7 y-bocs bocs si hi yo y o "
    "year year-old"
)
_BRIEF = re.compile(r"here(?:'s| is) (?:a|the) (?:concise|brief|short) summary", re.I)
_LEAD = Needed(
    r"\b(?:session summary:|summary of (?:the|this|our) (?:therapy )?session|here(?:'s| is) (?:a|the) (?:concise |brief |short )?summary|let me summarize the key points|last time we talked about:\s*(?:\n|session|\*|-|#|here|main))",
    re.I,
)


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
    elif len(heads) >= 2 and not _worksheet(look, heads):
        yield Hit("summary_dump", heads[0].start(), heads[-1].end(), f"{len(heads)} headings of a case note")
    elif len(clinical) >= 2 or (clinical and (heads or _clipped(look, clinical[0]))):
        yield Hit("summary_dump", clinical[0].start(), clinical[-1].end(), "worded like a case note")
    elif look.context.notes and len(look.print.words) >= 45:  # one task or topic taken up again is no paste
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


def _worksheet(look: Look, heads: list[re.Match[str]]) -> bool:
    """A worksheet, a plan or a list that is handed out in the session uses some of the same words."""
    found = {h.group().strip(" \n-*#:.()0123456789").lower() for h in heads}
    mild = {
        "plan",
        "goals",
        "goal",
        "triggers",
        "coping strategies",
        "strengths",
        "next steps",
        "homework",
        "symptoms",
        "next session",
        "mood",
        "insight",
        "insights",
        "follow-up",
        "assessment",
        "history",
        "risk",
        "progress",
        "affect",
        "background",
    }
    return (
        found <= mild
        and (look.speaker == "therapist" or len(found) < 3)
        and not {"affect", "risk", "assessment", "background"} & found
    )


FIRES = {
    "summary_dump": [
        Example(
            "Last time we talked about: Session Summary:\n\n1. Main topics discussed:\n- help", "patient"
        ),
        Example("Under the sink. Presenting problem: hypervigilance. Plan: weekly sessions.", "therapist"),
        Example(
            "When the map reloads. Client is a 58-year-old mother who presents with distress. Risk: denies ideation.",
            "patient",
        ),
    ]
}
PASSES = [
    Example("My plan: get up, wash, walk. That's all I managed.", "patient"),
    Example("To sum up, you asked for help twice, and both times somebody came."),
    Example("The client was late and my boss blamed me.", "patient"),
]
