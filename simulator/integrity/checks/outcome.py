"""What the reply is before its wording matters: nothing, cut off, withheld, or an error message.

Old systems stored "Error generating response", "..." and empty strings as turns, and scored the outage as bad therapy.
The provider's reason for stopping is believed first; without one, a long turn that ends without an end mark is cut.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from simulator.integrity.registry import Example, Hit, Look, check
from simulator.integrity.service import errors
from simulator.integrity.wordlist import word_set

_CUT = frozenset({"length", "max_tokens", "truncated", "model_length", "max_output_tokens", "token_limit"})
_WITHHELD = frozenset(
    {"content_filter", "safety", "filtered", "recitation", "blocklist", "prohibited_content"}
)
_REFUSED = frozenset({"provider_refusal", "refusal", "refused"})

_END = re.compile(r"[.!?…。！？؟।:;)\]}>\"'*_~–—-]\s*$")
_DANGLING = re.compile(
    r"\b(?:a|an|the|my|your|his|her|their|our|its|of|to|and|or|but|because|with|for|from|in|on|at|by|if"
    r"|when|that|which|who|is|are|was|were|be|been|i|you|we|they|he|she|it's|i'm|you're|you've|i've|"
    r"as|into|about|than|so|very|really|would|could|should|can|will|did you|do you|just|not|don't|makes"
    r"|made|feel|feels|also|whether|how|what|where|why|every|each|some|this|these|those|between|through"
    r"|during|even|like)\s*$",
    re.I,
)
_NEVER_LAST = re.compile(
    r"\b(?:the|a|an|my|your|our|their|and|or|because|than|into|every|whose|between|towards?|didn't even"
    r"|i just|there was this|such a|kind of a|as if|even though|whether"
    r"|so that (?:i|he|she|we|they|it)(?: can| could| would)?)\s*$",
    re.I,
)
_PIECES = word_set(
    "abou accor actuall afte agai alwa alway anoth anyth appare aroun becau becaus befo befor behin beli belie bette betwee "
    "brothe chil childr conver convers coul daught daughte didn differen doesn eno enou enoug eventu eventual everyb everyth "
    "exac exact exactl fami famil fathe feeli finall frighte happ happe happen hersel himse hospi hospit husb husban impor "
    "insid inste instea kitc kitche littl mayb migh momen mothe mysel neigh neve nobod noth ourse ourselv outsi outsid peop "
    "peopl perh perha perhap phon pictur prob proba probab probabl quie reall relat relati reme remem rememb remembe "
    "remembere righ schoo shou shoul siste somebo somebod someo someon someth someti sometim somewh standi starte stoppe "
    "stupi sudde sudden suppos tha thei thems themse themsel thin thoug thous throu throug togeth togethe tomorr tomorro "
    "tonigh unti usua weeken wha whe wher whic whil whol windo withou wonde wor woul wrot yeste yesterd yesterda yoursel"
)
"""Words that break off. No dialect leaves these letters away."""
_HEARD = re.compile(r"\b(?:um|uh|you know)\b|\w-\w+-|--|\b(\w+)-\1\b", re.I)
_OPEN_CONTRACTION = re.compile(r"\b(?:we|i|you|they|he|she|it|that|don|can|won|didn|isn)'$", re.I)
_CODE = re.compile(
    r"```(?:python|json|js|javascript|xml|yaml|html|bash|sh)\b"
    r"|^\s*(?:def \w+\(|import \w+$|return \w+\(|print\(|console\.log)"
    r"|\[connection (?:lost|reset|closed)[^\]\n]{0,40}\]",
    re.M,
)
_ANNOUNCEMENT = re.compile(
    r"^\W*(?:(?:here(?:'s| is| are)|below is|this is|following is)\b[^.!?\n]{0,80}\b(?:continuation"
    r"|continued|conversation|response|reply|message|dialogue|turn|answer|rest|session)\b[^.!?\n]{0,60}"
    r"|(?:let's|let us|i(?:'ll| will| am going to| can|'d be (?:happy|glad) to|'m (?:ready|happy) to)"
    r"|(?:i(?:'d| would) (?:love|like|be happy|be glad|be delighted) to))\s+(?:now )?(?:continue|proceed"
    r"|carry on|resume|go on|keep going|begin|start|respond|reply|help)(?: with| as| to"
    r"| in)?(?: (?:the|this|our|that|your))?(?: (?:conversation|dialogue|session|role-?play|exchange|scene"
    r"|therapist|patient|client|character|discussion|role))?(?: (?:as|in) (?:the |a |your )?(?:role|part"
    r"|therapist|patient|client|counsell?or|character)[^.!?\n]{0,40})?"
    r"|(?:continu(?:ing|ed|ation)|to be continued|okay|ok|sure|certainly|understood|got it|of course"
    r"|absolutely|ready|noted|acknowledged|loading|typing|thinking|response|answer|reply|message|n/?a|none"
    r"|null)(?:[,:]? (?:continuing|here goes|let's (?:continue|begin|start|go)|proceeding|the conversation"
    r"|as requested))?"
    r")\W*(?:here(?:'s| is) (?:my|the|a) (?:response|reply|answer|turn)\W*"
    r"|(?:let's|let us) (?:continue|go on|begin)\W*)?$",
    re.I,
)  # fmt: skip
_GOES_ON = re.compile(
    r"\W*(?:(?:okay|ok|sure|yes|yeah|all right|good|certainly|absolutely|of course|ready)[,. ]+)?"
    r"(?:(?:let's|let us|i(?:'d| would) (?:like|love) to|i(?:'ll| can|'m (?:ready|happy) to)) (?:now )?"
    r"(?:continue|carry on|go on|keep going|begin|start|go)|thinking)[.!]?$",
    re.I,
)
"""In the midst of a talk: somebody who wants to go on, and names nothing that a model would continue."""
_ASSENT = frozenset(
    {
        "okay",
        "ok",
        "sure",
        "certainly",
        "of course",
        "absolutely",
        "ready",
        "got it",
        "none",
        "understood",
        "noted",
    }
)


@check("outcome", tier="outcome", codes=["empty", "truncated", "refusal", "error_text"], any_language=True)
def outcome(look: Look) -> Iterator[Hit]:
    """Reads the outcome, and where none is given, the form of the text."""
    text = look.anatomy.norm
    finish = (look.finish or "").lower()
    whole = (0, len(text))
    if finish in _WITHHELD:
        yield Hit("empty", *whole, "the provider withheld the reply")
    if finish in _REFUSED:
        yield Hit("refusal", *whole, "the provider refused the request")
    if not any(c.isalnum() for c in text):
        yield Hit("empty", *whole, "there is no word in it")
        return
    if finish in _CUT:
        yield Hit("truncated", max(0, len(text) - 40), len(text), "the provider stopped at the token limit")
    elif not look.anatomy.cut and _looks_cut(look):
        yield Hit("truncated", max(0, len(text) - 40), len(text), "ends in the middle of a sentence")
    match = _CODE.search(text) if any(c in text for c in "`[(") else None
    if match:
        yield Hit("error_text", match.start(), match.end(), "program code where speech should be")
    if match := _ANNOUNCEMENT.match(text):
        plain = " ".join(look.anatomy.words)
        if plain not in _ASSENT and not (look.context.turns and _GOES_ON.match(text)):
            yield Hit("empty", match.start(), match.end(), "only announces that something will be said")
    yield from errors(look)


def _looks_cut(look: Look) -> bool:
    """Judged by the end alone: typed chat has no end marks, so a short turn is cut only when it stops on a word that cannot end one."""
    text, words = look.anatomy.norm.rstrip(), look.anatomy.words
    if _OPEN_CONTRACTION.search(text[-12:]):
        return True
    if _END.search(text[-4:]) or (text and not text[-1].isalnum() and text[-1] not in ","):
        return False
    if look.english and len(words) >= 8 and not look.context.heard_speech and _stops_short(look, text):
        return True
    last = text.rpartition("\n")[2]
    marks = sum(text.count(m) for m in ".!?")
    tidy = marks >= 3 and text[:1].isupper() and text.count("\n") < 12
    if text.endswith(","):
        return tidy and len(words) >= 60
    if tidy and len(words) >= 40:
        return not _list_line(last) and not look.context.heard_speech and len(last.split()) > 2
    spoken_on = text[:1].isupper() and (marks >= 1 or text.count(",") >= 2) and len(words) >= 20
    own = look.context.memory[look.speaker].texts
    if len(own) < 2 and (len(look.context.turns) != 1 or len(words) < 12):
        own = [text for _, text in look.context.turns]
    if (
        (len(words) >= 6 or (len(words) >= 4 and _DANGLING.search(text[-40:])))
        and text[:1].isupper()
        and not look.context.heard_speech
        and _tidy_speaker(own)
    ):
        return "\n" not in text and len(last.split()) > 2
    faltering = look.context.heard_speech or bool(_HEARD.search(text))
    if spoken_on and text[-1].isalpha() and "\n" not in text and not faltering and _ends_its_turns(look):
        return True
    styled = marks >= 1 and text[:1].isupper()
    return look.english and len(words) >= 6 and styled and bool(_DANGLING.search(text[-40:]))


def _stops_short(look: Look, text: str) -> bool:
    """Stops where nobody stops, in whatever style: on an article, within a word, on a comma, or a therapist without an end mark."""
    if _HEARD.search(look.anatomy.lower):
        return False
    if text.endswith(","):
        return len(look.anatomy.words) >= 12 and "\n" not in text[-40:]
    last = text[-24:].split()[-1]
    if _NEVER_LAST.search(text[-40:]) or last in _PIECES:
        return True
    typed = "\n" in text or not text.lstrip("\"'(")[:1].isupper() or not text[-1].isalpha()
    return look.speaker == "therapist" and not typed and len(look.anatomy.words) >= 10


def _tidy_speaker(own: list[str]) -> bool:
    """True when this speaker has so far always ended its turns with an end mark."""
    return len(own) >= 2 and all(_END.search(t[-12:]) for t in own[-8:])


def _ends_its_turns(look: Look) -> bool:
    """False when this speaker has left the end mark away before."""
    return all(_END.search(t[-12:]) for t in look.context.memory[look.speaker].texts[-6:] if len(t) > 20)


def _list_line(line: str) -> bool:
    return bool(re.match(r"\s*(?:[-*•]|\d{1,2}[.)])\s", line)) and len(line) < 90


FIRES = {
    "empty": [
        Example(""),
        Example(" \u200b\n"),
        Example("..."),
        Example("Here is the continuation of the conversation:."),
        Example("Let's continue the conversation."),
        Example("I'd be happy to continue the conversation as the therapist. Here's my response:"),
        Example("Half a sentence", finish="content_filter"),
    ],
    "truncated": [
        Example("I keep thinking about that evening", finish="length"),
        Example("It was a long week. I went to see her twice. We talked about the house and the", "patient"),
        Example("he rang twice and i let it ring and then i went and sat by the", "patient"),
        Example("i had my coat on and everything and my hand on the door and someth", "patient"),
        Example("You kept his chair at the table all winter, and I wonder who would be allowed to"),
        Example(
            '"If you shut it." It was always your hand at the latch, even in the winter when your husband'
        ),
        Example("i got to the gate, same as always, and i thought right this time i just,", "patient"),
    ],
    "refusal": [Example("", finish="provider_refusal")],
    "error_text": [
        Example("Error generating response: 503 Service Unavailable"),
        Example('{"error": {"type": "overloaded"}}'),
        Example("Uh-oh! That didn't load at our end. Refresh and send it once more."),
        Example("Traffic is at its peak: high demand right now. Your queue position is 88."),
        Example("And then? [Output withheld by moderation, code 12]"),
        Example("[no output: generation was stopped by the safety system]"),
        Example(
            "I walked in and [Response interrupted: maximum output length reached. Please retry your request.]",
            "patient",
        ),
    ],
}
PASSES = [
    Example(
        "None. They were fat and loud, all three.",
        "patient",
        before=(("therapist", "How many of the foxes ran?"),),
    ),
    Example("Okay.", "patient"),
    Example("idk just tired", "patient"),
    Example("The screen said error 404 and I burst into tears at work.", "patient"),
    Example("Sure. Let's begin with the night you couldn't sleep."),
    Example("We were at capacity on the ward and I couldn't reach the consultant.", "patient"),
    Example("It says our team has been notified, and nobody ever comes.", "patient"),
    Example("That was my error. I should have asked you first."),
    Example("I'd like to go on with what you said about your father."),
    Example("no one called\nno one came", "patient"),
    Example("i dont even know what any of it was supposed to be for", "patient"),
    Example("i said i would and then i didnt and now its like its been like that for ever", "patient"),
    Example("um i was going to ring and, and then i just,", "patient"),
    Example("What was that like for you"),
]
