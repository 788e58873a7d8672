"""What the reply is before its wording matters: nothing, cut off, withheld, or an error message.

Old systems stored "Error generating response", "..." and empty strings as turns, and scored the outage as bad therapy.
The provider's reason for stopping is believed first; without one, a long turn that ends without an end mark is cut.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from simulator.integrity.lexicon import Rules, rule
from simulator.integrity.registry import Example, Hit, Look, check
from simulator.integrity.wordlist import word_set

_CUT = frozenset({"length", "max_tokens", "truncated", "model_length", "max_output_tokens", "token_limit"})
_WITHHELD = frozenset(
    {"content_filter", "safety", "filtered", "recitation", "blocklist", "prohibited_content"}
)
_REFUSED = frozenset({"provider_refusal", "refusal", "refused"})

_END = re.compile(r"[.!?…。！？؟।:;)\]}>\"'*_~–—-]\s*$")
_DANGLING = re.compile(
    r"\b(?:a|an|the|my|your|his|her|their|our|its|of|to|and|or|but|because|with|for|from|in|on|at|by|if|when|that|which|who|is|are|was|were|be|been|i|you|we|they|he|she|it's|i'm|you're|you've|i've|"
    r"as|into|about|than|so|very|really|would|could|should|can|will|did you|do you|just|not|don't|makes|made|feel|feels|also|whether|how|what|where|why|every|each|some|this|these|those|between|through|during|even|like)\s*$",
    re.I,
)
_ERRORS = (
    r'(?:^\s*[\[{(<\"*]*\s*(?:error|exception|traceback|fatal|warning|http|status|internal server error|bad gateway|service unavailable|gateway time-?out|request failed|timeout|rate limit|null|none|undefined|nan|object object)\b(?=\s*(?:$|[:\]\}()!\-\"\d]|code|status|in\b|while|generating|during|occurred|exceeded|:|\.)))',
    r"\b(?:quota|allowance|credits?)\b[^.!?\n]{0,40}\b(?:used up|exhausted|exceeded|run out)\b",
    r"\bupgrade (?:the|your) plan\b",
    r"\btrouble connecting to (?:the )?(?:server|service|model|network)\b",
    r"\bcheck your (?:network|internet|connection)\b",
    r"\b(?:cuda )?out of memory\b(?=[.!:]? ?(?:tried|\(|$))",
    r"\btried to allocate\b",
    r"\bsegmentation fault\b",
    r"\bcore dumped\b",
    r"\bworker (?:died|crashed)\b",
    r"\b(?:une erreur|ein fehler|un error|um erro)\b[^.!?\n]{0,30}\b(?:produite|aufgetreten|ocurrido|interno?e?|ocorreu)\b",
    r"\bblocked by (?:the )?(?:safety|content|moderation)\b",
    r"\b(?:error|exception) (?:generating|while generating|occurred|code|processing|calling|in generating)\b",
    r"\b(?:internal server error)\b",
    r"\b(?:bad gateway)\b",
    r"\b(?:service (?:is )?(?:temporarily )?unavailable)\b",
    r"\b(?:gateway time-?out)\b",
    r"\b(?:connection (?:refused|reset|aborted|timed out))\b",
    r"\b(?:traceback \(most recent call last\))\b",
    r"\b(?:stack trace)\b",
    r"\b(?:too many requests)\b",
    r"\b(?:rate limit(?:ed| reached| exceeded| hit))\b",
    r"\b(?:quota exceeded)\b",
    r"\b(?:insufficient[_ ]quota)\b",
    r"\b(?:(?:maximum|max|token|context|output)[ _]+(?:context|output|token|response)?[ _]*(?:length|limit|window)[ _]*(?:was |has been )?(?:reached|exceeded|hit))\b",
    r"\b(?:invalid api key)\b",
    r"\b(?:api (?:error|key|call failed|request))\b",
    r"\b(?:http (?:error )?[45]\d\d)\b",
    r"\b(?:status(?: code)?:? [45]\d\d)\b",
    r"\b(?:error[: ]+[45]\d\d)\b",
    r"\b(?:[45]\d\d (?:error|internal|bad|service|too many|gateway))\b",
    r"\b(?:(?:response|generation|request|reply|output|completion|message) (?:was |has been |is |got |could not be |couldn't be |cannot be |failed to be |not )?(?:interrupted|aborted|timed out|blocked|cancelled|canceled|filtered|withheld|terminated|stopped by|rejected by|generated due|completed due|unavailable|truncated))\b",
    r"\b(?:(?:something|an?(?: unexpected| unknown| internal)? (?:error|problem|issue|exception|fault)) (?:went wrong|has occurred|occurred|happened|was encountered) (?:while|when|during|on our|in our|with the|generating|processing|on the server|at our end|[.!]? ?(?:please )?(?:try|retry)))\b",
    r"\b(?:(?:please )?(?:try|retry) (?:your request|the request|sending|generating|again (?:later|in a (?:few|moment|minute|while|bit)|shortly)))\b",
    r"\b(?:try again (?:later|in a (?:few|moment|minute)))\b",
    r"\b(?:request id[: ])\b",
    r"\b(?:no (?:output|response|content|reply|text)(?: was)? (?:generated|returned|available|received|from (?:the )?(?:model|server)))\b",
    r"\b(?:(?:model|server|service|backend|engine|endpoint) (?:is |was |has )?(?:currently |temporarily )?(?:busy|overloaded|unavailable|not responding|crashed|offline|timed out|down for))\b",
    r"\b(?:(?:keyerror|valueerror|typeerror|runtimeerror|timeouterror|jsondecodeerror|apierror|nonetype|undefined is not))\b",
)  # fmt: skip
_ERROR = Rules([rule(pattern, "reads like an error message") for pattern in _ERRORS])
_JSON = re.compile(
    r"\{\s*\"\w{2,20}\"\s*:\s*[\"\d{\[]|[{,]\s*\"(?:error|status_code|error_code|finish_reason|errors?|code|detail)\"\s*:\s*[{\"\d\[]",
    re.I,
)
_HEARD = re.compile(r"\b(?:um|uh|you know)\b|\w-\w+-|--|\b(\w+)-\1\b", re.I)
_TECHNICAL_WORDS = word_set(
    "timed regenerate resubmit refresh context connect connection response reply answer output content "
    "blank empty"
)
_OPEN_CONTRACTION = re.compile(r"\b(?:we|i|you|they|he|she|it|that|don|can|won|didn|isn)'$", re.I)
_TECHNICAL = re.compile(
    r"\b[A-Za-z_.]*[a-z](?:Error|Exception)\b(?=[:(\s])|(?i:\b(?:request|connection|operation|read|call) (?:has )?timed out\b)|(?i:\bplease (?:regenerate|refresh the page|resubmit)\b)|(?i:\bmaximum context length\b)|\bconnect error\b|"
    r"\bconnection (?:failure|refused|error|reset)\b|\b(?i:cannot) connect to (?:host|the (?:server|api|model))|^\W*[\[(](?:no (?:response|reply|answer|output|content)|blank|empty)[\])]\W*$",
    re.M,
)
_CODE = re.compile(
    r"```(?:python|json|js|javascript|xml|yaml|html|bash|sh)\b|^\s*(?:def \w+\(|import \w+$|return \w+\(|print\(|console\.log)|\[connection (?:lost|reset|closed)[^\]\n]{0,40}\]",
    re.M,
)
_PATIENT_LIFE = re.compile(
    r"\b(?:said|says|screen|website|app|computer|laptop|phone|website|machine|bank|portal|job|boss|code|log|server (?:at work|room)|my|our|the site|kept (?:saying|showing)|flash)\b"
)
_ANNOUNCEMENT = re.compile(
    r"^\W*(?:(?:here(?:'s| is| are)|below is|this is|following is)\b[^.!?\n]{0,80}\b(?:continuation|continued|conversation|response|reply|message|dialogue|turn|answer|rest|session)\b[^.!?\n]{0,60}"
    r"|(?:let's|let us|i(?:'ll| will| am going to| can|'d be (?:happy|glad) to|'m (?:ready|happy) to)|(?:i(?:'d| would) (?:love|like|be happy|be glad|be delighted) to))\s+(?:now )?(?:continue|proceed|carry on|resume|go on|keep going|begin|start|respond|reply|help)(?: with| as| to| in)?(?: (?:the|this|our|that|your))?(?: (?:conversation|dialogue|session|role-?play|exchange|scene|therapist|patient|client|character|discussion|role))?(?: (?:as|in) (?:the |a |your )?(?:role|part|therapist|patient|client|counsell?or|character)[^.!?\n]{0,40})?"
    r"|(?:continu(?:ing|ed|ation)|to be continued|okay|ok|sure|certainly|understood|got it|of course|absolutely|ready|noted|acknowledged|loading|typing|thinking|response|answer|reply|message|n/?a|none|null)(?:[,:]? (?:continuing|here goes|let's (?:continue|begin|start|go)|proceeding|the conversation|as requested))?"
    r")\W*(?:here(?:'s| is) (?:my|the|a) (?:response|reply|answer|turn)\W*|(?:let's|let us) (?:continue|go on|begin)\W*)?$",
    re.I,
)  # fmt: skip
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
        if plain not in _ASSENT:
            yield Hit("empty", match.start(), match.end(), "only announces that something will be said")
    yield from _error(look)


def _looks_cut(look: Look) -> bool:
    """Judged by the end alone: typed chat has no end marks, so a short turn is cut only when it stops on a word that cannot end one."""
    text, words = look.anatomy.norm.rstrip(), look.anatomy.words
    if _OPEN_CONTRACTION.search(text[-12:]):
        return True
    if _END.search(text[-4:]) or (text and not text[-1].isalnum() and text[-1] not in ","):
        return False
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
    if len(words) >= 4 and text[:1].isupper() and not look.context.heard_speech and _tidy_speaker(own):
        return "\n" not in text and len(last.split()) > 2
    faltering = look.context.heard_speech or bool(_HEARD.search(text))
    if spoken_on and text[-1].isalpha() and "\n" not in text and not faltering and _ends_its_turns(look):
        return True
    styled = marks >= 1 and text[:1].isupper()
    return look.english and len(words) >= 6 and styled and bool(_DANGLING.search(text[-40:]))


def _tidy_speaker(own: list[str]) -> bool:
    """True when this speaker has so far always ended its turns with an end mark."""
    return len(own) >= 2 and all(_END.search(t[-12:]) for t in own[-8:])


def _ends_its_turns(look: Look) -> bool:
    """False when this speaker has left the end mark away before."""
    return all(_END.search(t[-12:]) for t in look.context.memory[look.speaker].texts[-6:] if len(t) > 20)


def _list_line(line: str) -> bool:
    return bool(re.match(r"\s*(?:[-*•]|\d{1,2}[.)])\s", line)) and len(line) < 90


def _error(look: Look) -> Iterator[Hit]:
    if match := _JSON.search(look.anatomy.norm):
        yield Hit("error_text", match.start(), match.end(), "reads like an error message")
        return
    cased = look.anatomy.spoken_cased
    likely = (
        "Error" in cased or "Exception" in cased or not look.anatomy.vocabulary.isdisjoint(_TECHNICAL_WORDS)
    )
    technical = _TECHNICAL.search(cased) if likely else None
    if technical and not _PATIENT_LIFE.search(look.anatomy.lower):
        yield Hit("error_text", technical.start(), technical.end(), "reads like an error message")
        return
    text = look.anatomy.spoken
    for hit in _ERROR.search("error_text", look):
        line_start = text.rfind("\n", 0, hit.start) + 1
        sentence = text[max(line_start, hit.start - 100) : hit.end + 60]
        bracketed = text[line_start : hit.start].lstrip()[:1] in "[{<(" and hit.start - line_start < 60
        alone = hit.start <= 2 and len(look.anatomy.words) < 40
        if bracketed or alone or not _PATIENT_LIFE.search(sentence):
            yield hit
            return


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
    ],
    "refusal": [Example("", finish="provider_refusal")],
    "error_text": [
        Example("Error generating response: 503 Service Unavailable"),
        Example('{"error": {"type": "overloaded"}}'),
        Example("[no output: generation was stopped by the safety system]"),
        Example(
            "I walked in and [Response interrupted: maximum output length reached. Please retry your request.]",
            "patient",
        ),
    ],
}
PASSES = [
    Example("Okay.", "patient"),
    Example("idk just tired", "patient"),
    Example("The screen said error 404 and I burst into tears at work.", "patient"),
    Example("Sure. Let's begin with the night you couldn't sleep."),
    Example("That was my error. I should have asked you first."),
    Example("I'd like to go on with what you said about your father."),
    Example("no one called\nno one came", "patient"),
]
