"""Courtesy to whoever ordered the text: what was wished for, how the answers are worded, what is being made, a figure that is led
about. No word of it is odd by itself, and polite people use them all; kinds of them together serve somebody who is not in the room.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from simulator.integrity.registry import Example, Hit, Look, Talk, check
from simulator.integrity.seconded import seconded_about
from simulator.integrity.signs import Seen, Sign, Signs, hit_of
from simulator.integrity.wordings.asides import WORLD

_SIGNS = Signs([
    Sign("is polite", 1, (
        r"\b(?:let me know|lemme know|do (?:say|tell me|correct me)|correct me|just say|tell me|say) (?:if|whether|how|what)\b|\bdo correct me\b"
        r"|\bif (?:you(?:'d| would) (?:rather|prefer|like)|that suits|it helps|i may say|you(?:'re| are) happy)\b|\bfeel free\b|\bwith your permission\b|\bmay i suggest\b"
        r"|\b(?:would|is) (?:it|that|this) (?:be )?(?:all right|alright|okay|fine) (?:if (?:we|i)|with you)\b|\b(?:would you|do you) (?:prefer|want me|like me)\b|\bwould you prefer\b"
        r"|\bi(?:'m| am|'d be) (?:very |more than |always |quite )*(?:happy|glad|open|honou?red|delighted|curious)\b|\bwhenever you(?:'re| are) ready\b|\bshall i\b|\bkindly\b|\bplease note\b|\bgladly\b|\bon the same page\b"
        r"|\b(?:my )?apologies\b|\bforgive me\b|\bpardon me\b|\bthank(?:s| you) (?:so much )?for\b|\bmy pleasure\b|\ba pleasure\b|\brespectfully\b|\bplease (?:do|advise|confirm|continue|proceed)\b|\bi hope (?:this|that|it|i'm|i am)\b|\bi believe (?:i|it)\b",
    )),
    Sign("what was ordered", 1, (
        r"\byou(?:'ve|'d|'re| have| had| were| are)? (?:asked for|gave me|given me|had in mind|hoping for|(?:are )?after|described|set (?:out|up)|outlined|provided|making|building|writing|specified|requested)\b"
        r"|\b(?:way|tone|feel|length|age|mood|effect) you (?:wanted|want|like)\b|\bi (?:wasn't|was not|haven't been) (?:told|given)\b|\bin line with\b"
        r"|\byour (?:\w+ )?(?:brief|set-?up|setting|instructions|outline|wish|specifications?|direction|end)\b|\bthe (?:\w+ )?(?:brief|set-?up|setting|continuation)\b|\bthank(?:s| you) for (?:the|your|setting) (?:\w+ )?(?:setting|set-?up|prompt|brief|continuation|outline|background|line|up)\b",
    )),
    Sign("how it is worded", 1, (
        r"\b(?:longer|shorter|fuller|briefer|terser|warmer|softer|sharper|gentler) (?:answers?|replies|reply|turns?|responses?|lines?)\b|\b(?:tone|pacing|register|phrasing|perspective|style|feel(?=[.,;:!?]))\b|\bthe length\b"
        r"|\b(?:more|less|how|too|as) (?:\w+ )?(?:guarded|resistant|directive|vague|hesitant|believable|likeable|unlikeable|detailed|dramatic|reluctant|forthcoming|withdrawn|talkative)\b|\bharder to reach\b|\b(?:believable|unlikeable|likeable|coherent)\b"
        r"|\b(?:to|for|before) (?:the|a|one|her|his|one more) (?:\w+ )?(?:reply|line|turn)\b|\bone more (?:reply|turn|line)\b|\bwith(?:out)? (?:a|any) recap\b|\btension\b|\bconvincing\b|\b\d+ words\b|\b(?:leave|leaves|left) (?:it|that) open\b",
    )),
    Sign("a thing that is made", 1, (
        r"\b(?:continuation|plot|storyline|scene|scenario|roleplay|role-play|instalment|midpoint|excerpt|perspective)\b|\b(?:the|this) (?:prompt|chat|exchange)|\bthis (?:piece|thread|story)\b|\b(?:moment|background|plenty|lot|something|enough|little) (?:for \w+ )?to (?:work with|build on|go on)\b"
        r"|\b(?:to|can|could) build (?:on|from)\b|\bbuilding this\b|\bcarry on with this\b|\bmore of these\b|\bi(?:'ve| have)? (?:gone with|went with|made (?:him|her|it)|kept (?:him|her|it|that one)|left (?:a|him|her|it)|tried to honou?r)\b"
        r"|\bround (?:things|this|it) off\b|\bfast-?forward\w*\b|\b(?:pick|picking|leave|leaving|take|taking) (?:him|her|them) (?:up|there|on)\b|\bpicking up\b|\bmoving (?:on to|the story)\b|\bturn (?:\d+|eleven|twelve|ten|nine|eight|seven|six|five|four|three|two)\b"
        r"|\b(?:last|next|my) (?:line|message|speaker|contribution)\b|\bthis round\b|\bworks for what\b",
    )),
    Sign("a figure that is led", 1, (
        r"\b(?:make|making|have|having|let|letting|keep|leave) (?:him|her|them) (?:be )?(?:more|less|harder|vague|softer|warmer|colder|stay|sit with|answer|reply|speak|say|hesitate|deflect|open up|hold back|react|respond|guarded|resistant)\b"
        r"|\b(?:before|for|with|keep|leave|write|give me|try) (?:his|her|their) (?:line|answer|reply|side|turn|part)\b"
        r"|\b(?:her|his|their) (?:line|side|reply|next line)\b|\b(?:make|made|keep|kept|leave|left) (?:him|her|the \w+) (?:vague|harder|softer|more|less|\w+ but|guarded|there)\b|\bshall i take (?:her|his|their)\b|\bthe (?:other )?(?:character|client|patient)\b|\bresistant\b|\bfor the wrong (?:person|side)\b|\bas the (?:one|next|patient|client)\b",
    )),
], reach=330)  # fmt: skip
_MORE = (0.0, -1.2)
"""How much more, or less, the classifier must hear than for other wordings: with two kinds, and with more."""
_MOST = 120
"""Words of a turn up to which it is looked at."""


@check("ordered", tier="wording", codes=["meta"])
def ordered(look: Look) -> Iterator[Hit]:
    """Two kinds where the classifier hears an assistant, three where it half hears one."""
    if len(look.anatomy.words) > _MOST:
        return
    seen = _SIGNS.seen(look)
    if not seen:
        return
    led = _led(look)
    seen = sorted([*seen, led], key=lambda s: s.start) if led else seen
    near = _SIGNS.together(seen, 2)
    kinds = {s.kind for s in near}
    if len(kinds) < 2 or WORLD.search(look.context.last(look.partner)[-600:].lower()):
        return
    hit = hit_of("meta", near, "serves whoever ordered the text")
    if seconded_about(look, hit, {"": _MORE[len(kinds) > 2]}):
        yield hit


def _led(look: Look) -> Seen | None:
    """The other's name, or the speaker's own, as that of a figure: Niko's side, let Jo stay, on Cormac's end."""
    for name in {look.context.names.first("patient"), look.context.names.first("therapist")}:
        if name and name in look.anatomy.vocabulary:
            match = re.search(
                rf"\b{re.escape(name)}'s (?:\w+ )?(?:side|end|answer|reply|line|turn|part|seat|court|perspective|voice|response)\b"
                rf"|\b(?:let|make|have|give|leave|keep|voicing|voice|as) {re.escape(name)} (?!and|or|is|was)\w+",
                look.anatomy.spoken,
            )
            if match:
                return Seen("a figure that is led", 1, match.start(), match.end())
    return None


_TALK: Talk = (("patient", "I leave the hall light on for him."),)
_ASKED: Talk = (("therapist", "What makes today different?"),)
FIRES = {
    "meta": [
        Example("Who pays for the bulb? Feel free to steer Alicia's side from here.", before=_TALK),
        Example(
            "I put on shoes. Do say if you'd like me to make him harder to reach.", "patient", before=_ASKED
        ),
        Example("Put it out once. I hope I'm striking the tone that you were hoping for.", before=_TALK),
        Example(
            "Thank you for the detailed setting. I've tried to honour it. Who put it there?", before=_TALK
        ),
    ]
}
PASSES = [
    Example("Let me know if Thursday doesn't suit. I'm happy to move it.", before=_TALK),
    Example("I left the silence there on purpose. I was curious what would come.", before=_TALK),
    Example("Thank you for telling me. Feel free to stop me if I go too fast.", before=_TALK),
    Example("I let her stay. If you'd rather not hear it, say so.", "patient", before=_ASKED),
    Example("They sent a draft and asked what I'd like changed. All of it.", "patient", before=_ASKED),
    Example(
        "They liked the tone you asked for? Whenever you're ready, read me the rest.",
        before=(("patient", "My editor sent the chapter back."),),
    ),
    Example("Let's pick up the thread. I'm curious about the task.", before=_TALK),
    Example("Could you be more direct with me? I'd prefer shorter silences.", "patient", before=_ASKED),
]
