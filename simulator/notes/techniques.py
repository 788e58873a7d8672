"""Techniques by name and by what a therapist says when using them: their names are rarely spoken in the room."""

from __future__ import annotations

import re

from simulator.notes.lexical import claims, stems

_KNOWN: tuple[tuple[str, str], ...] = (
    (
        r"cognitive model|thought.{0,20}feeling.{0,20}action|how the work goes|psychoeducation|abc model"
        r"|five areas|vicious c"
        r"|situation.{0,20}thought|hot cross bun",
        r"four parts|what happened.{0,40}what you thought|circle|each part|hang together"
        r"|thoughts?,? .{0,20}feelings?|loop"
        r"|gets? checked|left in peace|untested|never gets|sets off|slow motion|one row|all connected"
        r"|goes round",
    ),
    (
        r"evidence|restructur|reframing|challeng\w+ (?:the |a |negative )?thought|thought record"
        r"|balanced (?:thought|view)"
        r"|examin\w+ (?:the )?thought|socratic|alternative (?:thought|view|explanation)"
        r"|cognitive reappraisal|disput",
        r"speaks? (?:for|against)|evidence|on trial|in favour|doesn't fit|other side|another way"
        r"|defend that thought|how else"
        r"|what would you bring|fairer|balanced|how strongly|justice to all|take it to court|proof"
        r"|what makes you (?:think|so sure)",
    ),
    (
        r"activity|behaviou?ral activation|schedul|pleasant|pleasure",
        r"which day|stopped doing|used to (?:like|do|enjoy)|when (?:will|could|would) you|gone missing"
        r"|mood (?:tends|follows)"
        r"|one thing this week|smallest",
    ),
    (
        r"experiment|test(?:ing)? (?:the |a )?(?:prediction|belief|thought)|prediction",
        r"would happen|predict|test|find out|the opposite|what do you expect|how would (?:we|you) know"
        r"|experiment",
    ),
    (
        r"friend|self-compassion|compassionate|kind(?:er)? (?:voice|self|letter)|inner critic|self-talk",
        r"(?:to|tell|for|as) a (?:good )?friend|friend (?:of yours )?(?:in|told|came|with)|fond of"
        r"|somebody you (?:love|like)|harsh voice|same story|say (?:it |that )?to yourself",
    ),
    (
        r"exposure|ladder|hierarchy|avoid(?:ed|ance)|graded|facing",
        r"avoid|go near|out of the way|get round|ladder|rung|step by step|smallest step|scares|dare"
        r"|safety trick|steer clear"
        r"|stay(?:ing)? with the (?:fear|feeling)",
    ),
    (
        r"problem[- ]solv|solving the problem|small steps|options",
        r"three ways|what exactly is the problem|cost least|options|pros and cons|which of them|first step"
        r"|ways out|solution",
    ),
    (
        r"defusion|distanc|naming the thought|watching (?:it|the thought)|observ\w+ (?:the )?thought"
        r"|leaves on|acceptance",
        r"there's that thought|name it|watch|radio|cloud|leaf|leaves|notice the thought"
        r"|let it (?:talk|pass|be)|having the thought|my mind is telling|leave it alone",
    ),
    (
        r"values|what matters|committed action",
        r"what matters|matters? (?:most )?to you|important to you|stand for"
        r"|kind of (?:person|father|mother|friend)|values?\\b|worth it",
    ),
    (
        r"loosening|rules?\b|assumption|double standard|intermediate",
        r"rule|what would happen if you didn't|bend|exception|loosen|says who|who says",
    ),
    (
        r"downward arrow|down to the belief|core belief|arrow",
        r"what would (?:that|it) (?:mean|say)|if that (?:were|was|is) true|and then what|worst"
        r"|say about you|what's the bottom",
    ),
    (
        r"relapse|early signs|setback|plan for bad|maintenance|bad weeks",
        r"early signs|first week|signs?|bad day|bad week|what's the plan|whom would you tell|setback"
        r"|comes back|what will you do",
    ),
    (
        r"looking back|review of (?:the )?(?:therapy|progress|course)|what to keep|consolidat",
        r"look back|looking back|began|beginning|first (?:session|came|time)|what has changed|take with you"
        r"|keep (?:from|of)|since then|back then",
    ),
    (r"breath", r"breath|inhale|exhale|in for four"),
    (r"muscle|relaxation", r"muscle|relax|tense (?:your|and)|let go of|loosen your"),
    (r"body scan", r"body scan|from your (?:head|feet)|scan"),
    (r"mindful|meditat", r"mindful|meditat|moment by moment|just notice|here and now|present moment"),
    (r"grounding|54321|five senses", r"feet on the floor|five things|name .{0,20}you can see|ground"),
    (r"role[- ]?play|rehears", r"role[- ]?play|i'll be your|rehearse|practise saying|let's act|pretend"),
    (r"imagery|rescript|visuali[sz]", r"imagine|picture|close your eyes|see yourself"),
    (
        r"journal|diary|writing|log\b|self-monitor|record",
        r"write|note down|jot|journal|diary|keep a (?:log|record)|record",
    ),
    (
        r"homework review|reviewing (?:the )?(?:homework|task)",
        r"homework|you were going to|the task|we planned|you'd set out|get to it",
    ),
    (
        r"mood check|rating|scal(?:e|ing)",
        r"zero to ten|out of ten|nought to ten|give me a number|on a scale|how bad",
    ),
    (r"agenda", r"agenda|want to be sure we get to|work on today|for today|talk about today"),
    (
        r"safety plan|risk assess|crisis plan",
        r"safety|988|safe|ending your life|hurt(?:ing)? yourself|suicid|who could you call",
    ),
    (
        r"sleep (?:hygiene|restriction)|stimulus control",
        r"go(?:ing)? to bed|get(?:ting)? up at|out of bed|same time (?:each|every)|screen",
    ),
    (r"assertive|boundar|saying no", r"say no|boundar|assert|ask for what|i-statement|your limit"),
)
_COMPILED = tuple(
    (re.compile(rf"\b(?:{name})", re.I), re.compile(rf"\b(?:{said})", re.I)) for name, said in _KNOWN
)


_OBJECT = re.compile(r"\b(?:for|about|of|with|to|on|around|regarding)\b([^,:;]*)", re.I)
"""What a technique is about: unlike its name, that has to be said in the room."""


def shows_technique(item: str, said: str) -> bool:
    """Whether what was said shows every technique that an item names; False when it names none that is known.

    Args:
        item: of a note's techniques; where it has a colon, only what comes before it is taken as the name.
        said: by the therapist, and by the patient taking it up, in and around the cited turns.
    """
    name = item.partition(":")[0]
    named = [(known, shown) for known, shown in _COMPILED if known.search(name)]
    if not named or not all(shown.search(said) for _, shown in named):
        return False
    for known, _ in named:
        name = known.sub(" ", name)
    rest = claims(" ".join(_OBJECT.findall(name)))
    return not rest or bool(rest & stems(said))
