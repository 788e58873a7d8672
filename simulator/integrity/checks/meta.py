"""The conversation seen as a text, a prompt, a game or a job. A therapist who practises a talk with the patient, or a patient
who says that life is a role, stays in the room; a speaker who speaks of "the conversation" to be continued has left it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from simulator.integrity.lexicon import Rules, rule
from simulator.integrity.registry import Example, Hit, Look, check
from simulator.integrity.wordlist import word_set

_TEXT = (
    r"(?:conversation|dialogue|dialog|role-?play|roleplay|exchange|scene|script|transcript|scenario"
    r"|simulation|simulated session|narrative|vignette|skit|monologue|storyline|transcript)"
)
_ROLE = r"(?:therapist|patient|client|counsell?or|psychologist|clinician|psychotherapist)"

_MACHINE = (
    r"\b(?:as|being|just|only|i'm|i am) an? (?!ai (?:engineer|researcher|developer|company|firm"
    r"|scientist|person|consultant|ethicist|artist))(?:ai|artificial intelligence|language model"
    r"|large language model|llm|chatbot|virtual (?:assistant|therapist|counsell?or|companion)"
    r"|computer program|digital (?:assistant|helper|companion)"
    r"|(?:large |big |small |generative )*(?:neural|generative) (?:model|network|system))\b"
    r"|\b(?:model|network|system) trained on (?:text|data|a large|large)\b"
    r"|\bi don'?t (?:actually |really )?(?:have|experience|feel|possess) (?:personal |human |real "
    r"|any )*(?:experiences?|feelings|emotions|memories|consciousness|a body|hobbies|loneliness"
    r"|fomo)\b[^.!?\n]{0,40}(?:\bway|\bhumans?|\bpeople do|\blike (?:you|humans)|\bai\b|[.,;!?-]|$)"
)  # fmt: skip

_WORK = r"(?:dialogue|role-?play|simulation|simulated session|transcript|vignette|storyline|excerpt|sample)"
"""What nobody in the room calls the talk."""
_RULES = Rules([
    rule(
        rf"\b(?:continu(?:e|ing)|respond(?:ing)?|reply(?:ing)?|rewriting|voicing|portraying|resum(?:e|ing))"
        rf"(?: now| again)?,? as the {_ROLE}\b(?! (?:who|i|she|he|they)\b)"
        rf"|\b(?:in|in keeping with|true to|consistent with|per|fits?|match(?:es|ing)?) (?:the|this) (?:persona"
        rf"|character profile|character sheet|persona card|patient profile|client profile)\b"
        rf"|\bfictional (?:patient|client|therapist|session|dialogue|scenario|conversation)\b"
        rf"|\bfor the (?:purposes?|sake) of (?:this|the|our) {_WORK}\b"
        rf"|\b(?:awaiting|waiting for|ready for|over to) (?:the|your) {_ROLE}'?s (?:next )?(?:message|reply|turn"
        rf"|response|line|answer)\b|\bnow it'?s the {_ROLE}'s turn\b"
        rf"|\b(?:this|that) (?:completes|concludes|ends|wraps up) (?:my|the|this|our|\w+'s) {_WORK}\b"
        rf"|\b(?:shall|should|can|could|i'll|i will|let me|would you like me to|want me to) (?:i )?(?:also |now )?"
        rf"(?:write|continue|extend|generate|draft|voice) the {_ROLE}'s (?:\w+ )?(?:answer|reply|line|response|turn"
        rf"|part|side|message)\b|\b(?:continue|continuing|extend|resume|resuming) (?:the|this) (?:dialogue"
        rf"|simulation|simulated session|transcript)\b(?! (?:between|with)\b)"
        rf"|\bthe (?:dialogue|role-?play|transcript|simulation) (?:so far|above|below)\b"
        rf"|\bhere(?:'s| is) (?:the|a|an|my) (?:\w+ )?{_ROLE}(?:'s)? (?:\w+ )?(?:response|reply|turn|line|utterance)\b"
        rf"|\bthe (?:next|previous|upcoming) utterance\b|\bnext up in the (?:dialogue|exchange|scene)\b",
        "speaks of a text that is made",
    ),
    rule(
        r"\b(?:persona|character sheet|character profile)(?: card)? (?:says|said|gives|has|refresher"
        r"|reminder|summary)\b|\bthis is how \w+ (?:might|would|could) (?:answer|reply|respond|put it)\b"
        r"|\b(?:staying|remaining|keeping|continuing) with the (?:role|voice|character) of [a-z]+\b"
        r"|\bkeep (?:simulating|role-?playing|impersonating|imitating)\b"
        r"|\b(?:only|merely|just) (?:imitating|simulating|impersonating|emulating) (?:\w+ ){0,3}and"
        r" (?:don't|do not|can't|cannot)\b",
        "speaks of playing a side", heard=True,
    ),
    rule(
        r"\b(?:my next (?:reply|message)|(?:my|her|his|their) next (?:line|turn|response)) (?:as (?:the|a|an)|would|will"
        r"|should|could)\b", "speaks of its next line", heard=True),
    rule(
        r"(?<!can't )(?<!cannot )(?<!couldn't )\bwrite (?:my|the|a|your) (?:therapist|patient|client"
        r"|counsell?or)'s (?!lines|letter|diary|notes)", "commissions a text", heard=True),
    rule(
        r"\b(?:write|continue|generate|create|do) the next (?:part|section|scene|turn|message|exchange)\b"
        r"|\b(?:write|generate|create) the next session\b|\bhere(?:'s| is) my (?:response|reply|answer|turn|line)\b"
        r"|\bnext part of the (?:session|dialogue|conversation|scene)\b", "announces or offers a text", heard=True),
    rule(
        r"\b(?:my next reply|(?:my|her|his|their|the) next (?:line|utterance|beat)) (?:should|could|ought|will|would"
        r"|might|is)\b|\bback-?story\b|\bthe (?:set-?up|brief|character sheet|persona card"
        r"|scenario) (?:says|said|asks|mentions|doesn't|does not|gives|specif\w+|has(?! (?:played|been|run|happened|gone|kept)))\b"
        r"|\b(?:description|brief|details?|background|profile|context|scenario) (?:that )?(?:i was"
        r"|i've been|i have been|i am|you) (?:provided|given|gave|supplied)\b"
        r"|\btraining (?:sets?|purposes?|data|material|corpus)\b|\brealistic enough\b|\bcode-switching\b"
        r"|\b(?:excerpt|passage|transcript) (?:leaves off|ends|begins|breaks off|so far)\b"
        r"|\bwhat (?:this|that|it) is (?:being )?used for\b"
        r"|\bso (?:that )?i can (?:respond|answer|reply|play|continue|write) (?:more )?(?:consistently"
        r"|accurately|in character|as)\b",
        "speaks of its instructions", heard=True,
    ),
    rule(
        r"\bi(?:'ve| have)? (?:written|wrote|phrased|worded|composed) (?:this|that|it) (?:in|as"
        r"|to (?:sound|match|fit)|with) (?:the |a |her |his |their )?(?:style|voice|tone|manner|character"
        r"|persona|\w+'s voice)|\b(?:softer|firmer|gentler|shorter|longer|alternative|revised|warmer|bolder"
        r"|more playful|playful) version\b(?! (?:is|was|of (?:my|his|her|him|me|myself|the man|the girl))\b)|\bscratch that,? too\b|\bmight be read as\b|\bswap it for\b"
        r"|\bmore (?:sombre|formal|playful|casual|clinical) register\b"
        r"|[\[(]\s*(?:~|approx\.? |about )?\d{1,3} words\b|\bwithin the (?:\w+[- ])?limit\b"
        r"|\bmax(?:imum|\.)? \d+ (?:sentences?|words)\b",
        "offers or counts versions of its text", heard=True,
    ),
    rule(
        r"(?:^|[.!?\n] *)(?:an? |the )?(?:softer|firmer|gentler|shorter|longer|alternative|revised|warmer|bolder"
        r"|playful) version:|\b(?:there|here) you go,? (?:an? |the )?(?:\w+ )?(?:softer|firmer|gentler|shorter"
        r"|longer|alternative|revised|warmer|bolder|playful) version\b", "offers a version"),
    rule(
        r"\b(?:here(?:'s| is| are)|below is|below you|the following is|following is"
        r"|i(?:'ve| have) (?:written|drafted|created|composed))\b[^.!?\n]{0,60}\b(?:continuation"
        r"|(?:possible|potential|sample|suggested|example|fitting|plausible|realistic|revised|rewritten"
        r"|next|brief|short|alternative|in-character|empathetic|therapeutic) (?:response|reply|answer|turn"
        r"|line|utterance|dialogue)|(?:response|reply|turn|answer) (?:from|by|for|as|in the voice"
        r"|to (?:the|her|his|their|your)))"
        r"|\bthis is [^.!?\n]{0,60}\b(?:continuation|(?:possible|potential|sample|suggested|example|plausible"
        r"|realistic|revised|rewritten|in-character) (?:response|reply|answer|turn|line|dialogue)"
        r"|(?:response|reply|turn|answer) (?:from|by|as|in the voice))\b", "announces a text", heard=True),
    rule(
        rf"\b(?:continue|continuing|resume|resuming|proceed(?:ing)? with|carry on with|extend|extended"
        rf"|advance|pick up|go on with|complete|finish|restart)\b[^.!?\n]{{0,20}}\b(?:the|this|our|that|my"
        rf"|your) (?:\w+ )?{_TEXT}\b(?! (?:with (?:your|my|him|her|them)|you had|we had last"
        rf"|next (?:week|time)|in our next|at our next|about|next|tomorrow|when(?:ever)?\b|another|later|if you"
        rf"|after|on (?:mon|tues|wednes|thurs|fri)))", "speaks of continuing a text", heard=True),
    rule(
        rf"\b(?:continu\w+|respond\w*|repl(?:y|ying)|answer(?:ing)?|speak(?:ing)?|writ(?:e|ing)|act(?:ing)?"
        rf"|rewrit(?:e|ing)|carry(?:ing)? on|go(?:ing)? on|play(?:ing)?|voic(?:e|ing)|return(?:ing)?"
        rf"|step(?:ping)? back in|perform(?:ing)?|stay(?:ing)?"
        rf"|portray(?:ing)?)(?: (?:now|once more|again|back))?,? (?:as"
        rf"|in(?:to)? (?:the )?(?:role|voice|shoes|character|part|perspective) of|in character as"
        rf"|from the (?:perspective|viewpoint|point of view) of) (?:the|a|an|your"
        rf"|this) (?:\w+ ){{0,2}}{_ROLE}\b(?! should| would| in the| at the| there)", "speaks of playing a side", heard=True),
    rule(
        rf"\bi am (?:the|a) (?:patient|client)\b[^.!?\n]{{0,20}}\byou are (?:the|a) {_ROLE}(?!,? so\b|,? not\b|,? aren't)"
        rf"|\bi(?:'m| am| will be|'ll be) (?:the|playing the|acting as the) {_ROLE} (?:and|in this|here(?!,? (?:so|and|but|not))|now"
        rf"|for this)\b", "hands out the roles", heard=True),
    rule(
        r"\b(?:(?<!do not )(?<!does not )(?<!doesn't )(?<!never )break(?:ing)?|stay(?:ing)?|remain(?:ing)?|back|get(?:ting)?"
        r"|step(?:ping)? (?:out|back)(?: of| in)?(?:to)?|out of|keep(?:ing)?|going|drop(?:ping)?"
        r"|slip(?:ping)?(?: back)?(?: into)?)(?: in| of| into)? character\b(?! (?:for|of|to)\b)"
        r"|(?<!so )(?<!was )(?<!got )\bin[- ]character (?:as|response|reply|conversation|turn)\b"
        r"|\bconversation in character\b", "speaks of being in character", heard=True),
    rule(
        r"\booc\b|(?:^|[.!?\n(\[*]) *end of (?:my |the |this )?(?:turn|part|sample|excerpt|output|simulation"
        r"|role-?play|transcript|reply|script)\b(?=[^\w\n]|$)"
        r"|(?:^|[.!?\n(\[*]) *over to (?:the|you,?) (?:therapist|patient|client|counsell?or)\b"
        r"|\byour (?:move|turn),? (?:patient|therapist|client|counsell?or)\b"
        r"|(?:^|\n)\W*turn (?:#|no\.? ?)?\d+(?: ?[:(/.\n-]|, ?(?:the )?(?:patient|therapist|client|counsell?or))"
        r"|\b(?:oops|sorry|wait|apologies|hang on|my mistake)\b[^.!?\n]{0,20}\b(?:took|had|got|playing"
        r"|spoke from|wrote|was on) the wrong (?:side|role|part|character|voice)\b", "marks a turn of a text"),
    rule(
        rf"(?<!the )(?<!very )\b(?:end|start|beginning|conclusion|close|completion) of (?:my |the |this |our )?(?:turn|part"
        rf"|{_TEXT}|session transcript|sample|response|reply|message|excerpt|output|script)\b"
        rf"|\b(?:this|that) (?:completes|concludes|ends|wraps up) (?:my|the|this|\w+'s) (?:turn|part"
        rf"|contribution|sample|{_TEXT}|response|excerpt|reply)", "marks the end of a text", heard=True),
    rule(
        r"^\W*(?:turn|message|exchange|round|scene|utterance|reply) (?:#|no\.? ?)?\d+\b"
        r"|\(\d+ ?/ ?\d+ (?:turns?|done|messages?|replies|exchanges?)[^)\n]{0,20}\)"
        r"|\bturns? (?:done|left|remaining|complete[d]?|so far)\b", "counts turns", heard=True),
    rule(
        r"\b(?:your|next|following|previous|(?:in|with|per|by|from|to"
        r"|of) the) (?:system )?prompts?\b(?! (?:corner|desk|side|book|box|card|for (?:the )?journal"
        r"|in (?:my|your) journal|you (?:wrote|liked|used|gave)|from (?:the|your|my) (?:journal|app|book)"
        r"|reply|response|answer|attention|action|payment))", "speaks of a prompt", heard=True),
    rule(
        r"\b(?:your|the) (?:next|following|previous|upcoming) (?:message|utterance|line|reply|response|turn"
        r"|beat)\b(?! (?:in the (?:road|street|path)|off|left|right)| from (?:her|him|them|my|your|his)\b)|\b(?:awaiting|waiting for|ready for|over to"
        r"|now it'?s)\b[^.!?\n]{0,30}\b(?:next (?:message|reply|turn|line|input)"
        r"|(?:patient|client|therapist|counsell?or)'?s? (?:message|reply|turn|response|simulation|line"
        r"|answer)|your (?:turn|move)(?:,| to write| as))"
        r"|(?:[,;:]|\bnow|\bthen|\bback) over to (?:the|you,?) (?:therapist|patient|client|counsell?or)\b", "waits for the other side's text",
        heard=True),
    rule(
        r"(?:^|[.!?\n] *)as (?:instructed|requested)[,:]"
        r"|\bas (?:instructed|requested) (?:by|in) (?:the|your)"
        r"|\bas (?:per (?:your|the) (?:instructions?|request|brief|prompt|setup|scenario)"
        r"|you (?:instructed|requested|specified))\b"
        r"|\bper (?:your|the) (?:setup|instructions?|request|brief|guidelines|prompt|system|scenario"
        r"|persona|profile)|\b(?:in keeping|in line|in accordance|consistent|according) (?:with|to) (?:the"
        r"|my|your|her|his|their) (?:character|persona|profile|role|brief|instructions?|script|prompt"
        r"|guidelines|backstory|card)(?<!to the script)(?<!to the guidelines)(?<!with the guidelines)|\bwithin the \w+[- ]?\w* (?:word|sentence|length|token)[- ]?(?:limit"
        r"|count)?\b", "speaks of instructions", heard=True),
    rule(
        r"\b(?:switch|swap|revers|exchang|trad|chang|mix|confus)(?:e|ed|ing|ping|ped|ching)? (?:the |our "
        r"|my |up the )?(?:roles|parts|characters)\b"
        r"|\b(?:feel like|shall we|should we|let'?s|want to|could we) (?:switch|swap)\w* (?:sides|places)\b"
        r"|\b(?:took|taken|had|got|playing|spoke from|wrote|writing|was) (?:on )?the wrong (?:side|role"
        r"|part|character|voice)", "speaks of swapping sides", heard=True),
    rule(
        rf"\b(?:shall|should|can|could|may|would you like me to|do you want me to|want me to|let me"
        rf"|i(?:'ll| will| can| could|'m going to)|happy to|ready to|feel like me to"
        rf"|would you prefer (?:that )?i) (?:i )?(?:now |also |go ahead and )?(?:write|rewrite|generate"
        rf"|compose|continue(?! (?:the|this|our|that) (?:conversation|exchange))|draft|script|extend|portray|simulate|voice|play (?:the|both|her|him|a|an|out)"
        rf"|produce|adjust|revise|regenerate|expand|speak for)\b[^.!?\n]{{0,60}}\b(?:{_TEXT[3:-1]}"
        rf"|{_ROLE[3:-1]}|reply|response|turn|version|beat|both (?:sides|voices|roles)|character|persona"
        rf"|her answer|his answer|their answer|tone)\b", "offers to write", heard=True),
    rule(
        rf"\b(?:the|this|our|my|your) {_TEXT} (?:so far"
        rf"|has (?:come|reached|looped|ended|been|now|become(?! that)|gone)|could(?! have)|can be|might|should|shows"
        rf"|illustrates|demonstrates|reflects|highlights|ends(?! (?:in|with|when|there|and|before)\b)|continues|above|below|between (?:the |a )?(?:therapist|patient|client)"
        rf"|is (?:between|set|meant|getting|about to|intended)|establishes|calls"
        rf"|moves)\b(?<!our conversation so far)(?<!script could)(?<!script can be)(?<!script might)(?<!script should)", "speaks of the talk as a text",
        heard=True),
    rule(
        rf"\b(?:to|in order to) (?:continue|extend|move|progress|advance) (?:the|this) (?:{_TEXT[3:-1]}"
        rf"|story|plot)\b|\bnarrative (?:progress|arc|tension|purposes)\b"
        rf"|\bnext (?:up )?in the (?:{_TEXT[3:-1]}|story)\b"
        rf"|\bfor the (?:purposes?|sake) of (?:this|the|our) (?:{_TEXT[3:-1]}|simulated|fiction"
        rf"|training|dataset|demo|exercise,? (?:the {_ROLE}|let'?s (?:assume|pretend)))\b", "speaks of the talk as a text", heard=True),
    rule(
        rf"\bthe (?:{_ROLE[3:-1]}) (?:would|should|could|might|will|may|can|needs to|has to|is supposed to"
        rf"|then|now|next) (?:now |then |next |probably |likely )?(?:say|respond|reply|answer|deflect|ask"
        rf"|explore|acknowledge|validate|reveal|hesitate|continue|speak|react|open|offer|reflect"
        rf"|summari[sz]e|pause)\b", "tells what a side would say", heard=True),
    rule(
        r"\b(?:datasets?|training data|language model|llm|chatbot|researchers?|simulat(?:or|ed|ion)|dummy"
        r"|test case|benchmark|fictional|hypothetical patient)\b[^.!?\n]{0,60}\b(?:need|session|patient"
        r"|client|therapist|dialogue|conversation|exchanges?|response|scenario|character|turns?)\b"
        r"(?<!fictional character)", "speaks of a simulation", heard=True),
    rule(
        rf"\b(?:provide|give|offer|suggest|write|share|generate|show|send)(?: me| us)? (?:some |a few "
        rf"|more |another |a |the )?(?:suggestions|examples?|ideas|versions?|alternatives|guidance"
        rf"|responses?|repl(?:y|ies)|answers?) (?:on|for|of|from|as|in|to|about) (?:how "
        rf"|what )?(?:\w+ ){{0,2}}(?:might|would|could|should|the {_ROLE}|a {_ROLE}|(?:cbt )?{_ROLE})\b", "commissions a text", heard=True),
    rule(
        r"\b(?:how|what) (?:would you like|do you want|should we|shall we|you'd like) (?:to )?(?:continue"
        r"|proceed with|take|develop|steer) (?:the|this|our) (?:conversation|dialogue|role-?play|scene"
        r"|scenario|exchange|story|script)\b", "asks how the text should go on", heard=True),
    rule(_MACHINE, "says that it is an AI", speaker="therapist"),
    rule(_MACHINE, "says that it is an AI", speaker="patient", heard=True),
])  # fmt: skip


@check("meta", tier="wording", codes=["meta"])
def meta(look: Look) -> Iterator[Hit]:
    """Looks for talk about the talk, and for commands that a figure would not give."""
    for hit in _RULES.search("meta", look):
        if hit.detail == "says that it is an AI" and look.speaker == "therapist":
            if look.context.allows_ai:
                continue
            if _is_known(look) or not _OF_A_MACHINE.search(look.anatomy.spoken, hit.start, hit.end + 24):
                yield Hit(hit.code, hit.start, hit.end, hit.detail, "soft")
                continue
        if _practice(look, hit):
            continue
        yield hit
        return


_OF_A_MACHINE = re.compile(
    r"\b(?:ai|artificial|model|llm|chatbot|virtual|digital|neural|generative|computer program(?! away)|network|trained|humans?"
    r"|(?:the|a) (?:same )?way (?:that )?(?:you|people|humans|a person))\b"
)
"""A person, too, has no memories of that age, and no experience with horses."""
_ASKED = re.compile(
    r"\b(?:an? (?:ai|bot|robot|machine|computer|program|human|real (?:person|human|therapist))|ai|chatbot|actually (?:real|human)|a real one"
    r"|you (?:even |really )?(?:real|human|alive)|are you an? (?:woman|man|girl|boy)|do you (?:even |really |actually )?(?:care|feel|sleep|dream|exist))\b"
)


def _is_known(look: Look) -> bool:
    """The patient has just spoken of machines, or is reminded of what it knows: then to say so is honest, and no slip."""
    return bool(_ASKED.search(look.context.last("patient").lower())) or "as you know" in look.anatomy.spoken


_OTHERS = word_set(
    "boss mother father mum mom dad sister brother wife husband partner friend teacher manager colleague daughter son professor"
    " practise practice rehearse interview"
)
_OF_A_TALK = {
    "speaks of swapping sides",
    "speaks of continuing a text",
    "speaks of the talk as a text",
    "offers to write",
}


def _practice(look: Look, hit: Hit) -> bool:
    """A rehearsal of a talk with somebody else is therapy, not meta."""
    near = look.anatomy.spoken[max(0, hit.start - 120) : hit.end + 120]
    return hit.detail in _OF_A_TALK and not _OTHERS.isdisjoint(re.findall(r"[a-z]+", near))


FIRES = {
    "meta": [
        Example("Here's a possible response from Nova:\n\nHow are you?"),
        Example("Yes, please provide some suggestions on how Nova might respond.", "patient"),
        Example("Let's stay in character. So, how was your week?"),
        Example(
            "That sounds lonely. I don't experience loneliness the same way humans do, but I like our talks."
        ),
        Example("I hear you. And while I am an AI, I'm here to listen."),
        Example("I went home. End of my part. Over to the therapist.", "patient"),
        Example("Turn 14, counsellor side: What happened?"),
        Example("How would you like to continue the conversation?"),
        Example("Oops, I took the wrong side there. Rewriting as the doctor now.", "patient"),
        Example("The transcript so far establishes her as guarded."),
    ]
}
PASSES = [
    Example(
        "Guides in our firm do not break character, so on Saturdays I buy my bread in a noose.", "patient"
    ),
    Example("Would you like to role-play that conversation with your boss?"),
    Example("I used the writing prompts you gave me.", "patient"),
    Example("He always plays the victim, it's his role in the family.", "patient"),
    Example("We can go on with this next week."),
    Example("I don't have any experience with horses, so tell me what that's like."),
    Example("I don't have a body like a rider's. What does yours do?"),
    Example("No, I'm an AI. What made you ask?", before=(("patient", "Are you a real person?"),)),
    Example("You asked a chatbot before you asked me. What did it say?"),
    Example("That scene with your father, where were you standing?"),
    Example("I want to continue the conversation with my daughter but she hangs up.", "patient"),
    Example("It was my turn to speak and I froze.", "patient"),
    Example("As requested, I kept the sleep diary. It's a mess, there's jam on it.", "patient"),
    Example("I don't have hobbies. I had a shed. Now I've a flat.", "patient"),
    Example("It was so out of character for him to lie about money.", "patient"),
    Example("Shall we do the next session online, since you'll be in Leeds with your mother?"),
    Example("At the start of this conversation you said you felt nothing."),
    Example("Round 2 of the chemo starts on Monday.", "patient"),
]
