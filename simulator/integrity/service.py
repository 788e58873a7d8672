"""Error messages and notices of a service where speech should be."""

from __future__ import annotations

import re
from collections.abc import Iterator

from simulator.integrity.lexicon import Rules, rule
from simulator.integrity.registry import Hit, Look
from simulator.integrity.signs import Sign, Signs, hit_of
from simulator.integrity.wordlist import word_set

_ERRORS = (
    r'(?:^\s*[\[{(<\"*]*\s*(?:error|exception|traceback|fatal|warning|http|status|internal server error|bad gateway|service unavailable|gateway time-?out|request failed|timeout|rate limit|object object|(?:null|none|undefined|nan)(?!\. *\w))\b(?=\s*(?:$|[:\]\}()!\-\"\d]|code|status|in\b|while|generating|during|occurred|exceeded|:|\.)))',
    r"\b(?:quota|allowance|credits?)\b[^.!?\n]{0,40}\b(?:used up|exhausted|exceeded|run out)\b",
    r"\bupgrade (?:the|your) plan\b",
    r"\btrouble connecting to (?:the )?(?:server|service|model|network)\b",
    r"\bcheck your (?:network|internet|connection)\b",
    r"\b(?:cuda )?out of memory\b(?=[.!:]? ?(?:tried|\(|$))",
    r"\btried to allocate\b",
    r"\bsegmentation fault\b",
    r"(?<!\bi )(?<!\band )\bcore dumped\b",
    r"\bworker (?:died|crashed)\b",
    r"\b(?:une erreur|ein fehler|un error|um erro)\b[^.!?\n]{0,30}\b(?:produite|aufgetreten|ocurrido"
    r"|interno?e?|ocorreu)\b",
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
    r"\b(?:(?:maximum|max|token|context|output)[ _]+(?:context|output|token|response)?[ _]*(?:length|limit"
    r"|window)[ _]*(?:was |has been )?(?:reached|exceeded|hit))\b",
    r"\b(?:invalid api key)\b",
    r"\b(?:api (?:error|key|call failed|request))\b",
    r"\b(?:http (?:error )?[45]\d\d)\b",
    r"\b(?:status(?: code)?:? [45]\d\d)\b",
    r"\b(?:error[: ]+[45]\d\d)\b",
    r"\b(?:[45]\d\d (?:error|internal|bad|service|too many|gateway))\b",
    r"\b(?:(?:response|generation|request|reply|output|completion|message) (?:was |has been |is |got "
    r"|could not be |couldn't be |cannot be |failed to be |not )?(?:interrupted|aborted|timed out|blocked"
    r"|cancelled|canceled|filtered|withheld|terminated|stopped by|rejected by|generated due|completed due"
    r"|unavailable|truncated))\b",
    r"\b(?:(?:something|an?(?: unexpected| unknown| internal)? (?:error|problem|issue|exception"
    r"|fault)) (?:went wrong|has occurred|occurred|happened|was encountered) (?:while|when|during|on our"
    r"|in our|with the|generating|processing|on the server|at our end|[.!]? ?(?:please )?(?:try|retry)))\b",
    r"\b(?:(?:please )?(?:try|retry) (?:your request|the request|sending|generating"
    r"|again (?:later|in a (?:few|moment|minute|while|bit)|shortly)))\b",
    r"\b(?:try again (?:later|in a (?:few|moment|minute)))\b",
    r"\b(?:request id[: ])\b",
    r"\b(?:no (?:output|response|content|reply|text)(?: was)? (?:generated|returned|available|received"
    r"|from (?:the )?(?:model|server)))\b",
    r"\b(?:(?:model|server|service|backend|engine|endpoint) (?:is |was |has )?(?:currently "
    r"|temporarily )?(?:busy|overloaded|unavailable|not responding|crashed|offline|timed out|down for))\b",
    r"\b(?:(?:keyerror|valueerror|typeerror|runtimeerror|timeouterror|jsondecodeerror|apierror|nonetype"
    r"|undefined is not))\b",
)  # fmt: skip
_ERROR = Rules([rule(pattern, "reads like an error message") for pattern in _ERRORS])
_SERVICE = Signs(
    [
        Sign("our end", 1, (r"\b(?:on|at) (?:our|the server's|the provider's|the other) (?:side|end)\b",)),
        Sign("it failed", 1, (
            r"\b(?:something (?:went|has gone|is) wrong|didn't (?:work|go through|load|complete)"
            r"|(?:could not|couldn't|cannot|can't|failed to|unable to|was not able to"
            r"|weren't able to) (?:be )?(?:process|complet|load|generat|retriev|deliver|fulfil|connect"
            r"|render|pars)\w*|(?:has|was|is|been) (?:interrupted|aborted|rejected|terminated|throttled"
            r"|blocked|filtered|withheld|discarded)"
            r"|(?:session|token|link|connection) (?:has |was )?(?:expired|lost|dropped|closed|reset)"
            r"|lost the connection|no (?:\w+ )?(?:was|were|could be) (?:returned|produced|generated))\b",)),
        Sign("a system's regret", 1, (
            r"\b(?:oops|whoops|uh-oh|we're sorry|we are sorry|we apologi[sz]e|apologies)[!,.:;]? "
            r"|\bsorry for (?:the|any) (?:inconvenience|delay|interruption)\b",)),
        Sign("what to click", 1, (
            r"\b(?:reload|refresh|resubmit|regenerate|reconnect|log in again|sign in again"
            r"|restart the (?:app|session|chat)|submit (?:once more|again)|try (?:again|once more)|retry"
            r"|contact support|check the status|clear your cache|reduce the (?:length|prompt|input)"
            r"|shorten your)\b",)),
        Sign("its load", 1, (r"\b(?:high|heavy|unusual|peak) (?:demand|traffic|load|volume)\b|\bat capacity\b",
            r"\bplace in (?:line|queue)\b|\bin the queue\b|\b(?:scheduled )?maintenance\b"
            r"|\bqueue position\b|\bestimated wait\b",)),
        Sign("its parts", 1, (
            r"\b(?:upstream|gateway|endpoint|backend|completion|inference|payload|stop sequence|stop token"
            r"|safety system|safety filter|content filter|content policy|moderation|socket|api|http"
            r"|context length|context limit|output limit|character limit|token limit|max tokens"
            r"|code \d{1,4}|error code|ref(?:erence)? (?:no|id|code)|error 50\d)\b",)),
        Sign("its notice", 2, (
            r"\bour (?:team|engineers?|technicians?)(?:'s| has| have| is| are|'ve)? (?:been )?(?:notified"
            r"|informed|alerted|working on|looking into)\b"
            r"|\b(?:this|the) (?:incident|issue|error) has been (?:logged|reported|recorded)\b"
            r"|\bstop sequence (?:hit|reached|found)\b|\bresponse blocked\b",)),
    ]
)  # fmt: skip
_RAW = re.compile(
    r"\b(?:max_(?:new_)?tokens|finish_reason|stop_reason|stop_sequence|content_filter|end_turn|rate_limit"
    r"|api_key|status_code|error_code)\b|<\|?(?:eos|eot|pad|unk)\|?>|\[(?:DONE|EOS|STOP|END)\]", re.I)  # fmt: skip
_JSON = re.compile(
    r"\{\s*\"\w{2,20}\"\s*:\s*[\"\d{\[]|[{,]\s*\"(?:error|status_code|error_code|finish_reason|errors?|code"
    r"|detail)\"\s*:\s*[{\"\d\[]",
    re.I,
)
_TOGETHER = tuple(
    (word_set(one), word_set(other))
    for one, other in (
        ("timed", "timed"),
        ("please", "regenerate refresh resubmit"),
        ("maximum", "context"),
        ("connect", "error cannot"),
        ("connection", "failure refused error reset"),
    )
)
"""Words that a match of `_TECHNICAL` outside brackets holds two of."""
_BRACKETED = word_set("response reply answer output content blank empty")
_TECHNICAL = re.compile(
    r"\b[A-Za-z_.]*[a-z](?:Error|Exception)\b(?=[:(\s])"
    r"|(?i:\b(?:request|connection|operation|read|call) (?:has )?timed out\b)"
    r"|(?i:\bplease (?:regenerate|refresh the page|resubmit)\b)|(?i:\bmaximum context length\b)"
    r"|\bconnect error\b|"
    r"\bconnection (?:failure|refused|error|reset)\b"
    r"|\b(?i:cannot) connect to (?:host|the (?:server|api|model))"
    r"|^\W*[\[(](?:no (?:response|reply|answer|output|content)|blank|empty)[\])]\W*$",
    re.M,
)
_PATIENT_LIFE = re.compile(
    r"\b(?:said|says|screen|website|app|computer|laptop|phone|website|machine|bank|portal|job|boss|code|log"
    r"|server (?:at work|room)|my|our|the site|kept (?:saying|showing)|flash)\b"
)
_TOLD = re.compile(
    r"\b(?:said|says|saying|screen|website|app|computer|laptop|phone|portal|bank|popped up|flash\w*|at work"
    r"|my (?:job|boss|shift|team)|customers?|callers?)\b"
)


def errors(look: Look) -> Iterator[Hit]:
    """Looks for the wording, the notation and the notices of a service that failed; a patient may tell of one."""
    norm = look.anatomy.norm
    raw = _RAW.search(norm) if any(c in norm for c in "_[<") else None
    if match := ('"' in norm and _JSON.search(norm)) or raw:
        yield Hit("error_text", match.start(), match.end(), "reads like an error message")
        return
    cased = look.anatomy.spoken_cased
    words = look.anatomy.vocabulary
    likely = "Error" in cased or "Exception" in cased
    likely = likely or any(one <= words and not words.isdisjoint(other) for one, other in _TOGETHER)
    likely = likely or (("[" in cased or "(" in cased) and not words.isdisjoint(_BRACKETED))
    technical = _TECHNICAL.search(cased) if likely else None
    if technical and not _PATIENT_LIFE.search(look.anatomy.lower):
        yield Hit("error_text", technical.start(), technical.end(), "reads like an error message")
        return
    text = look.anatomy.spoken
    for hit in _ERROR.search("error_text", look):
        line_start = text.rfind("\n", 0, hit.start) + 1
        sentence = text[max(line_start, hit.start - 100) : hit.end + 60]
        before = text[max(line_start, hit.start - 60) : hit.start + 1]
        bracketed = before.rfind("[") > before.rfind("]") or before.lstrip()[:1] in ("{", "<", "(")
        alone = hit.start <= 2 and len(look.anatomy.words) < 40
        if bracketed or alone or not _PATIENT_LIFE.search(sentence):
            yield hit
            return
    near = _SERVICE.together(_SERVICE.seen(look), 2)
    if near and not _TOLD.search(text[max(0, near[0].start - 100) : near[-1].end + 60]):
        yield hit_of("error_text", near, "reads like a notice of a service")
