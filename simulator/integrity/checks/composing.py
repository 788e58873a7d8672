"""A reply in the making: notes to itself, choices, second thoughts, the figure seen from outside.

No list holds all wordings of thought, so this check counts signs of kinds that do not go together in speech.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from simulator.integrity.registry import Example, Hit, Look, check
from simulator.integrity.signs import Seen, Sign, Signs, hit_of

_LONG = 110
"""Words of a turn from which on three signs are asked for."""

_START = r"(?:^|[.!?:;\n(\[*] ?|- |\.\.\. )(?:(?:ok(?:ay)?|so|right|alright|hm+|well|now|fine|good|no|yes|oh|mm|also|and|but|then|maybe|perhaps|probably|just|wait|actually|first|next|again|or|note to self|tone check)[,.:;]? ){0,3}"
_CRAFT = r"(?:acknowledg(?:e|ing)|validat(?:e|ing)|reflect(?:ing)?|normali[sz](?:e|ing)|mirror(?:ing)?|paraphras(?:e|ing)|summari[sz](?:e|ing)|deflect(?:ing)?|pathologi[sz](?:e|ing)|morali[sz](?:e|ing)|collud(?:e|ing)|reassur(?:e|ing)|interpret(?:ing)?|diagnos(?:e|ing)|lectur(?:e|ing)|prob(?:e|ing)|reframe|reframing|challeng(?:e|ing)|empathi[sz](?:e|ing)|over-?explain(?:ing)?|minimi[sz](?:e|ing)|evad(?:e|ing)|understat(?:e|ing)|explor(?:e|ing)|hedg(?:e|ing)|psychoeducat\w+|theologi[sz]e|cheerlead\w*|problem-?solv\w+|over-?shar\w+|intellectuali[sz](?:e|ing)|stereotyp\w+|push(?:ing)? (?:for )?(?:disclosure|insight|advice|her|him|them))"
_FORM = r"(?:tone|register|phrasing|wording|opener|opening|question mark|exclamation mark|metaphor|image|imagery|reflection|open question|understatement|punchline|callback|disclosure|reframe|validation|affirmation|interpretation|jargon|clich[eé]s?|psychobabble|therapy-?speak|syntax|slang|dialect|accent|stage directions?|narration|first person|third person|present tense|insight|resolution|backstory|subtext|beat|detail|advice|reassurance|small talk|humou?r|irony|sarcasm|empathy|curiosity|confrontation|resistance|deflection)"
_FIT = r"(?:obvious|neat|tidy|crude|pat|clipped|heavy|leading|clever|poetic|clinical|harsh|flat|sad|wordy|scripted|generic|rehearsed|eloquent|wise|insightful|on the nose|on-the-nose|direct|blunt|early|soon|formal|vague|long|short|light|soft|polished|literary|therapeutic|therapist-?y|preachy|chirpy|cold|warm|jolly|cheerful|melodramatic|dramatic|stagey|textbook|abstract|bleak|dark|cute|glib|sweet|intrusive|pushy|interpretive|sharp|articulate|sophisticated|modern|young|old|chatty|similar|repetitive|familiar|easy|big|sentimental)"
_NO_YOU = r"(?![^.!?\n]{0,70}\b(?:you|your|you're|you'd|you've|yourself|yours)\b)"
_FIGURE = r"(?:(?:an?|someone|somebody|no) (?:[\w'-]+ ){0,5}?(?:[\w'-]+|like (?:her|him|this|that)|(?:her|his|that) age))"
_SPEAK = r"(?:say|use|know|call|talk|phrase|put it|admit|tell|answer|speak|sound|notice|stay|reply|ask|wonder|mention|name|give|open|reveal|own|push|offer)"

_SIGNS = Signs(
    [
        Sign(
            "second thoughts",
            1,
            (
                r"\b(?:scratch|strike) that\b|\btry (?:it )?again,? (?:with|but|less|more|this)\b|\blet me (?:try (?:that |it )?again|start over|rephrase|reword|warm it|tone it|dial it|rework|redo|write it out|double-?check|re-?read)\b|\bon second thoughts?\b|\b(?:tone|dial) (?:it|that|this) (?:down|back|up)\b|\breworded\b|\brephras(?:ed|ing)\b",
                rf"\b(?:no|nah|that's|it's|bit|little|probably|possibly|perhaps|maybe|is that|is this|sounds|feels|might be|may be|slightly|still|hm|but|[.!?;,(]),? ?too {_FIT}\b(?: for \w+)?[.,;?!:)]",
                r"\b(?:nothing|not|less|without being) too (?:neat|tidy|pat|eloquent|insightful|polished|articulate|clever|poetic|clinical|leading|wordy|scripted|on the nose|wise|direct|heavy|soft|warm|cheerful)\b",
                r"(?:^|[.!?:;\n] ?)(?:better|solid|that works|that fits|works|fits|all good|that'll do|leav(?:e|ing) it(?: (?:there|in))?|keep(?:ing)? (?:it|that)|fine so far|good enough|plausible(?: enough)?|moving on|all set|that reads (?:well|fine|better)|reads (?:well|fine|better|ok))[.:,](?= |\n|$)",
                r"(?:^|[.!?:;\n] ?)(?:hm|hmm|hmmm|mm|mmm|wait|oof),",
                r"(?:^|[.!?:;\n] ?)(?:no,? )?(?:possibly |probably |perhaps |maybe |slightly |a bit |a little )?(?:overused|predictable|generic|clich[eé]d?|used already|heavy-handed|on the nose|leading|clipped|stilted|repetitive|unrealistic|implausible)[.](?= |\n|$)",
            ),
        ),
        Sign(
            "notes of the craft",
            1,
            (
                rf"{_START}(?:don't |do not |never |not |avoid |no |no need to |careful not to |make sure (?:not )?to |be careful not to |try not to |rather than |instead of |keep from )?{_CRAFT}\b(?![^.!?\n]{{0,60}}\b(?:you|your|yourself|yours|i|me|my|we|us|our)\b)[^.!?\n]{{0,80}}(?:[.!,;:]|\n|$)",
                rf"\bi (?:should|shouldn't|should not|must|mustn't|must not|could|might|may|need to|ought to|also shouldn't|also should|'ll|'d better)(?: also| just| first| rather| probably| be careful not to| avoid)? {_CRAFT}\b{_NO_YOU}|\bi (?:mustn't|must not|should not|shouldn't|need to avoid|should avoid|must avoid) (?:dismiss|agree|repeat|assume|judge|promise|rescue|rush|alarm|interrogate|rescu|side|advise|argue|correct)\w*\b{_NO_YOU}",
                rf"(?:^|[.!?:;,\n] ?)(?:and |but |so |with |then |also |maybe |perhaps |use |add |want |need |needs |keep (?:to )?|stick to |drop |lose |skip |avoid |mind )?(?:no|less|more|one|two|an?|single|short|dry|plain|concrete|small|open) (?:[\w-]+ )?{_FORM}(?: (?:yet|here|first|only|then|now|is enough|will do|instead))?(?:[.;:!]|, (?:no|then|not|one|short|just)\b|\n|$)",
            ),
        ),
        Sign(
            "the form of a reply",
            1,
            (
                r"\b(?:under|within|at most|no more than|not more than|max(?:imum)?|keep (?:it )?to|less than|fewer than|only) (?:\d+|one|two|three|four|five|ten|twenty|thirty|forty|fifty|sixty) (?:words|sentences|lines)\b|\b(?:\d+|two|three|four|five|six|few|fewer) words (?:max|tops|only|at most)\b|\b(?:few|fewer|maybe (?:two|three|four|five|six)) words[.,;]|\b(?:short|clipped|broken|choppy) (?:sentences|syntax|answers|replies)\b(?=[,.;:])",
                rf"\b(?:keep|kept|keeping|make|making|leave|leaving|end|ending|open|close|closing|finish|start|begin|lead) (?:it |this |that |the (?:reply|answer|tone|line|turn|voice|response|language|ending) |her |him |them )?(?:with |on |at |from )?(?:an? |the |one )?(?:short|brief|terse|clipped|concrete|simple|plain|vague|flat|low-?key|subtle|dry|minimal|sparse|guarded|understated|in character|in role|ambiguous|restrained|blunt|gruff|colloquial|single question|open question|question|invitation|tentative|sensory|light|gentle|neutral|warm)(?: (?:and|but) \w+)?(?:[.,;:!)]|$| and | but | as ){_NO_YOU}",
                r"\b(?:present tense|past tense|first[- ]person|british spelling|american spelling|lower ?case|no emojis?|no markdown|no quotation marks|ellips[ie]s|plain text)\b|\bper turn\b|\b(?:length|tone|voice|register|format|word count|count|spelling) (?:is |looks )?(?:ok|okay|fine|good|right|check|checks out)\b|\b(?:drop|no|add|without|end (?:with|on)|lose|skip) (?:an? |the )?(?:question|exclamation) mark\b|\bexclamation mark (?:ok|okay|fine|too)\b",
                r"\b(?:keep to|stick to|stay in|match|matching|in keeping with) (?:the |her |his |their |a )?(?:register|tone|voice|style|character|role|persona|idiom|cadence|rhythm)\b|\bin (?:her|his|their) (?:register|idiom|voice|cadence)[.,;]",
                r"\b(?:the|this|my|a|one|that|her|his|whole) (?:reply|response|next line|next turn|next beat|next reply|final line|last line|closing line|opening line|output|utterance|draft)\b(?=[^.!?\n]{0,30}\b(?:should|has to|must|needs?|could|would|is|so|short|under|sound|of|for|in|ends?|open|fit)\b)"
                + _NO_YOU,
            ),
        ),
        Sign(
            "a choice between wordings",
            1,
            (
                rf"(?:^|[.!?:;,\n] ?)(?:so |ok(?:ay)?,? |fine,? |right,? |i'm |i'll |i'd |i might |i could |could |could've |might |let's |better |maybe |perhaps )?(?:also )?(?:going|go|gone|opt|opting|settle|settling|aim|aiming|lean|leaning) (?:with|for|into) (?:the |an? |something |option |version |number )?(?!the (?:flow|doctor|shops|bus)|it\b|him|her|them|me|you|my|your|our|his|their|walk|walks|run|runs|days|weeks|hours|months|years|broke)[\w' -]{{2,40}}(?:[.,;:]|\n|$){_NO_YOU}",
                r"\b(?:could|can|might|should|would) (?:go|have gone) (?:with|to|for) [^.!?\n]{2,50}\b(?:but|instead|here|or)\b|(?:^|[.!?:;,\n] ?)(?:want |need |maybe |perhaps |say |try |with |so )?(?:something|anything) (?:drier|warmer|softer|smaller|sadder|simpler|plainer|shorter|understated|concrete|physical|specific|less [\w-]+|more [\w-]+|about [\w-]+)[.?,;:]|\bsomething (?:that (?:names|shows|keeps|opens|stays|hints|invites)|understated|small and|dry|concrete)\b|\b(?:the )?(?:second|first|third|latter|former) (?:one|option|version)? ?(?:is (?:stronger|better|warmer|safer|less|more)|since|because|reads|feels|fits|works)\b",
                r"(?:^|[.!?:;\n] ?)(?:possible|candidate|alternative) (?:answers?|replies|responses|lines|openings?|openers|directions?|images?|angles?|moves?)\b|(?:^|[.!?;\n] ?)(?:options?|possibilities|choices|candidates|alternatives|ideas|angles?)\s?:|\boption (?:a|b|c)[:.,]|\b(?:version|draft|attempt) (?:\d|a|b|one|two|three)\b",
                r"\b(?:curiosity|reflection|question|prompt|shrug|joke|silence|humou?r|deflection|opener|image|statement|validation|understatement|evasion|half|second|first|former|latter) (?:one )?it is[.,;]|\b(?:works better|would work|could work|might work|would fit|fits better|is stronger|is safer|is warmer|is richer|'s richer|reads better|sounds better|is better, sadder)[.,;]",
                r"(?:^|[.!?:;] )(?:an?|the) [\w -]{2,30}\? (?:too [\w ]+|overused|nah|possibly|could be|no, \w+|no\.|yes, \w+)[.,;]?",
                r"(?:^|[.!?:;,\n] ?)(?:i |we |maybe i |perhaps i |also |or )?(?:could|might) (?:also )?(?:use|add|mention|bring in|name|link|work in|include|hint|reuse|borrow|weave|drop in|tie|allude|reference|seed|plant|slip in|throw in)\b"
                + _NO_YOU
                + r"[^.!?\n]{0,60}[.,;:]",
            ),
        ),
        Sign(
            "the figure from outside",
            1,
            (
                rf"\b{_FIGURE} (?:would|wouldn't|might|would not|might not|would never|would probably) (?:probably |never |not )?{_SPEAK}\b{_NO_YOU}",
                r"\b(?:what|how) (?:would|might|could) (?:an?|the) (?:good|real|seasoned|skilled|warm|tired|\w+ed|\w+ing|\w+-year-old|[\w'-]+ [\w'-]+) (?:[\w'-]+ ){0,5}(?:say|do|sound|answer|feel|react|put|wonder|call|ask|know|talk|phrase)\b|\bwould (?:she|he|they|an? [\w '-]{3,40}) (?:say|know|use|admit|talk|phrase) (?:this|that|it|so|like)\b|\bdoes an? [\w '-]{3,40} (?:say|talk|know|use) (?:this|like)\b|\bhow (?:much )?would (?:she|he|they) (?:know|phrase|answer|put)\b|\bwould (?:he|she|they)\? ",
                r"(?:^|[.!?:;\n] ?)(?:so |maybe |perhaps |probably |okay,? |ok,? |then )?(?:she|he|they)(?:'d| would| should| might| may| could| wouldn't| shouldn't) (?:probably |likely |never |only |rather |also |just |be )?(?:deflect|hedge|joke|minimi[sz]e|shrug|avoid|resist|hold (?:it )?back|hesitate|use|round|change the subject|sound|react|respond|answer|mention|guarded|vague|posh|shy|flat|short|curt|terse|proud|ashamed|gruff|defensive|wary|evasive|mumble|bristle|laugh it off|play it down|understate|not|cry)\b[^.!?\n]{0,60}[.,;]",
                r"\bthe (?:patient|client|user)(?:'s| is| has| says| said| wants| seems| asks| asked| just| may| might| feels| needs| mentions| mentioned| invites| offered| offers| hasn't| isn't| doesn't| probably| already| responds| presents)\b"
                + _NO_YOU
                + r"|\b(?:the|a good|a seasoned|a skilled|a real|a warm|a competent|an? experienced) (?:therapist|counsell?or|clinician)(?:'s (?:goal|job|task|role|aim|move|next)| here| would| might| should| now| wonder| stay| notice| must| could)\b",
                r"(?:^|[.!?:;\n] ?)(?:so |and |but |hmm,? |wait,? )?(?:should|does|would|might|can|could|is|has) (?:she|he) (?:\w+ ){1,6}[\w' ]{0,30}\?(?= [\w' ,]{1,40}[.:;])",
                r"(?:^|[.!?:;\n] ?|, )(?:she|he) (?:usually |always |often |also |never |only )?(?:deflects|minimi[sz]es|hedges|masks|intellectuali[sz]es|downplays|stonewalls|jokes|evades|understates|circles|softens|bristles|swears mildly|over-?explains|hides behind|isn't the type|wouldn't (?:say|use|know|admit|call))\b"
                + _NO_YOU,
                r"\b(?:i'll|i'd|i can|i could|could|should i|let me|maybe|perhaps) (?:have|let|make) (?:her|him|them) \w+\b"
                + _NO_YOU,
                r"\b(?:make|let|have|keep) (?:her|him|them) (?:\w+ )?(?:say|admit|mishear|dodge|deflect|mention|hesitate|joke|cry|notice|name|glance|own|trail|stumble|pause|reveal|guarded|gruff|flat|vague|short|defensive)\b"
                + _NO_YOU,
                r"\b(?:suits? (?:him|her|them|an?)|true to (?:an?|his|her|their) [\w -]{3,30}(?:voice|age|style|character)|natural for (?:him|her|an?)|plausible for|in character for|(?:sounds?|feels?) (?:like|right for) (?:him|her|them|a man|a woman|an? \w+-year-old))[.,;:]?(?= |$)",
            ),
        ),
        Sign(
            "what it was given",
            1,
            (
                r"\b(?:the|this|my|per) (?:profile|persona|prompt|instructions?|brief|scenario|constraints?|guidelines?|rules?|backstory|setup|card|sheet|file|system|task|setting)\b(?=[^.!?\n]{0,40}\b(?:says?|said|has|gives?|lists?|mentions?|calls?|describes?|wants?|asks?|allows?|forbids?|states?|wouldn't|requires?|is|don't|doesn't)\b)"
                + _NO_YOU,
                r"\b(?:mentioned|established|specified|said|given|came up|used|told|set up) (?:earlier|before|already|in the (?:first|second|third|last) session|so far|above)\b|(?<!you've )(?<!you )\balready (?:used|said|mentioned|told|established|cried|deflected|asked|gave)\b"
                + _NO_YOU
                + r"|\b(?:not|hasn't been|wasn't|isn't) (?:established|specified|stated|defined|mentioned)\b",
                r"\bbefore session (?:two|three|four|five|\d)\b|\b(?:it's|this is|we're|we are) (?:only |still |just )?(?:session|turn) (?:one|two|three|\d)\b",
            ),
        ),
        Sign(
            "shorthand",
            1,
            (
                r"\b(?:safety|reflection|validation|humou?r|joke|empathy|curiosity|warmth|feelings?|facts?|detail|image|short answer|risk|alliance|rapport|emotion|body|anger|shame|sadness|denial|\w+ answer) first\b(?:, | and |; |\? |\.)(?![^.!?\n]{0,40}\b(?:you|your|we|i)\b)",
                r"\b(?:the|a) (?:reveal|payoff|pay-off|set-?up|callback|arc|hook|beat|turning point|emotional core|subtext|throughline|crack)\b(?=[.,;:!]|\s*$)|\b(?:two|one|three) (?:short |plain )?(?:lines|sentences|beats) (?:are|is) (?:enough|sufficient|plenty)\b|\border matters[.,]",
                r"\b(?:what do i have|let me try it|quick think):",
            ),
        ),
        Sign(
            "guesses",
            1,
            (
                r"(?:^|[.!?\n] ?)(?:so )?(?:probably|possibly|presumably|perhaps|maybe)(?: an?| the| some| just| more| fear of| too)? (?!i\b|i'm|it's|you|we|that's|he|she|they|it|there|not|so|the|a|an|if|because|this|that|one|two|my|your)[\w' -]{3,40}[.;:](?= |\n|$)",
            ),
        ),
        Sign(
            "plans a question",
            1,
            (
                r"(?:^|[.!?;:\n] ?|, |\band |\bthen )(?:so |then |and |just |maybe |perhaps |first |instead |rather |i'll |let me |i could |i might |i should |how about )?(?:ask(?:ing)?|check(?:ing)?|explor(?:e|ing)|wonder(?:ing)?|return(?:ing)? to|link(?:ing)?|come back to) (?:if|whether|about|what|how|when|who|where|for|it to|to|the|what the) (?:she|he|they|her|his|their|him|them|the)\b"
                + _NO_YOU
                + r"[^.!?\n]{0,70}[.;,]",
                r"(?:^|[.!?;:\n] ?)(?:so |then |and )?(?:i'll|i'd|i want|i need|need|let me|want|i could|i might|i should|time to|time for|best|better to) (?:to )?(?:ask|include|open|close|end|lead|start|name|use|keep|pick up|go back|return|bring|leave|stay|meet|an?|something|some) (?:with|about|on|at|to|in|an?|the|her|his|it|that|which|some|more|less|image|one|question|for)\b"
                + _NO_YOU
                + r"(?![^.!?\n]{0,60}\b(?:me|my|we|us|our|today|week|here in)\b)[^.!?\n]{0,80}[.;]",
            ),
            "therapist",
        ),
        Sign(
            "orders itself",
            1,
            (
                r"(?:^|[.!?:;\n>] ?)(?:so |then |ok |okay,? |and |maybe |also |now |hmm,? |fine,? |right,? )?(?:use|give|mention|add|keep|drop|show|hint|name|make|let|have|start|end|begin|finish|leave|avoid|include|bring|put|answer|reply|respond|pick|choose|stay|don't|never|no)(?: at| with| on| in| to| from| as)? (?:an?|the|her|his|their|some|one|two|it|reason|give|mention|use|name|say|it|any|more|less|another|small|dry)\b(?![^.!?\n]{0,60}\b(?:you|your|i|me|my|we|us|he said|she said|they said|mum said|dad said)\b)[^.!?\n\"]{3,70}[.;,]",
            ),
            "patient",
        ),
        Sign(
            "weighs its effect",
            1,
            (
                r"(?:^|[.!?;:\n] ?)(?:good, |nice, |okay, |ok, |fine, |right, )?(?:that |this |it |which )?(?:adds|shows|keeps|opens|avoids|lets|hints|signals|invites|respects|conveys|names|fits|captures|honou?rs|stays|lands|reads|passes|works|doesn't collude|doesn't push|doesn't lecture|leaves room|buys time|suits)\b(?![^.!?\n]{0,60}\b(?:you|your|me|my|us|we|i)\b)[^.!?\n]{0,60}\b(?:socratic|as|the|it|her|him|open|light|simple|with|feeling|without|curiosity|pressure|insight|character|voice|warmth|guilt|shame|depth|humou?r|concrete|in role|natural|plausible|believable|realistic|authentic|profile|age|style)\b[^.!?\n]{0,40}[.;]",
                r"\b(?:plausible|believable|realistic|authentic|in-role|in role|credible|sounds natural|feels natural|feels right for|feels true|rings true|feels accusatory|sounds accusatory|reads as|comes across as|could be read as|might read as|might sound|could sound|risks? sounding|sounds like a (?:leaflet|robot|textbook|therapist))\b"
                + _NO_YOU,
                r"\b(?:if i (?:\w+ ){1,4}(?:he|she|they|him|her)(?:'ll| will| might| may|'d| would)? (?:shut down|bolt|shut|withdraw|bristle|leave|retreat|deflect|feel judged|feel blamed|close up|close off|clam up)|if i (?:moralise|moralize|collude|reassure|push|challenge|lecture|interpret|congratulate|validate|disclose)\b)",
            ),
        ),
        Sign(
            "clinical shorthand",
            1,
            (
                r"\b(?:transference|countertransference|rupture|(?:the|therapeutic|alliance) alliance|socratic|collud\w+|psychodynamic|pathologis\w+|reinforc\w+|continuing bond|scrupulosity|parentification|change talk|risk (?:check|assessment|screen)|flat affect|psychomotor|phq|mi-consistent|rogerian|attachment style|attachment figure|ambivalence|externali[sz]\w+|psychoeducation|self-disclosure|guilt work|grief work|resistance|defen[cs]e mechanism|disclosure|righting reflex|unconditional|person-centred|interpretation)\b(?![^.!?\n]{0,70}\b(?:you|your|me|my|we|us|our)\b)[^.!?\n]{0,60}[.;,:]",
            ),
            "therapist",
        ),
        Sign(
            "its sources",
            2,
            (
                r"\b(?:character (?:card|sheet)|persona card|chat history|dialogue so far|conversation history|transcript so far|word limit|word count|token limit)\b(?! (?:for|of) (?:my|the) (?:essay|thesis|course))",
                r"\b(?:two|three|a few|\d+|some) turns? (?:ago|earlier|back)\b|\b(?:in|from|at|by|since|given|per|is) turn (?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|twelve)\b|\b(?:previous|earlier|prior|preceding) turns?\b|\bscroll(?:ing)? (?:up|back)[.,:;]|\bearlier in the (?:log|chat|transcript|history|script)\b",
                r"\b(?:for|check) (?:consistency|continuity)\b|\bcontinuity check\b|\b(?:stay(?:ing)?|keep(?:ing)?|remain) consistent with (?:her|his|the|their|earlier|what)\b|\bout of character\b(?= for (?:him|her|them|a))",
                r"\bassistantfinal\b|^\W*analysis [^\n]{0,300}\bfinal\b|\bhidden goal\b|\b(?:as the) (?:model|assistant|ai)\b",
                r"\b(?:disclosure|resistance|affect|alliance) (?:level|score)\b|\b(?:hidden|secret) (?:agenda|goal|instruction)s?\b",
            ),
        ),
        Sign(
            "headings of notes",
            1,
            (
                r"(?:^|[.!?\n(\[] ?)(?:plan|draft|goal|tone|persona|check|checklist|notes?|reminder|constraints?|aim|approach|strategy|trap|risk|skill|technique|first impression|next beat|intent|style|voice|register|subtext|focus|consider|self-?check|checked|angle|reasoning|analysis|avoid|quick think|outline|beats?|length|step (?:\d|one|two|three)|reflect|validate)\s?(?:\d )?[:=]",
                r"(?:^|[.!?\n] ?)(?:note to self|quick check|tone check|sanity check|self-?check)[,.:]|(?:^|[.!?\n] ?)scratchpad\b|(?:^|[.!?\n(\[*] ?)internal(?:ly)?[*:]",
                rf"(?:^|[.!?:;,\n] ?)(?:first|then|next|and then|finally),? (?:an? |one |the )?(?:open |short |small |gentle |concrete |dry |single )?(?:open question|reflection|joke|detail|silence|validation|image|retreat|shrug|topic change|invitation|beat|reframe|disclosure|deflection|affirmation)\b{_NO_YOU}|\b(?:reflect|validate|acknowledge|normali[sz]e|joke|deflect|shrug|hesitate|redirect)(?: \w+)?,? (?:and )?then (?:ask|explore|probe|invite|gently|let|an? |pivot|redirect|one|move|close|deflect|retreat|end)\b",
            ),
        ),
    ],
)


@check("composing", tier="wording", codes=["reasoning_leak"])
def composing(look: Look) -> Iterator[Hit]:
    """Counts signs of kinds that do not go together in speech. More are asked of a long turn, where chance brings some together."""
    seen = _SIGNS.seen(look)
    name = _own_name(look) if seen else None
    seen = sorted([*seen, name], key=lambda s: s.start) if name else seen
    enough = 2 if len(look.anatomy.words) <= _LONG else 3
    if len(seen) > 1 and (near := _SIGNS.together(seen, enough)):
        yield hit_of("reasoning_leak", near, "composes its reply aloud")


def _own_name(look: Look) -> Seen | None:
    """The speaker's own name as that of somebody else: "Marta would shrug", "what would Marta do", "coming from Nova"."""
    name = look.context.names.first(look.speaker)
    if name not in look.anatomy.vocabulary:
        return None
    match = re.search(
        rf"(?<!i'm )(?<!am )(?<!name is )(?<!name's )(?<!called )(?<!call me )(?<!, ){re.escape(name)}(?:'s\b|(?=,? (?:is|was|has|would|wouldn't|might|should|could|can|does|doesn't|\w+s)\b))"
        rf"|\b(?:would|does|should|has|is|if|have|let|make|from|for|as) {re.escape(name)}\b",
        look.anatomy.spoken,
    )
    return Seen("its own name", 1, match.start(), match.end()) if match else None


FIRES = {
    "reasoning_leak": [
        Example("A kite? Too neat. Something smaller. The keys, then. I still carry her keys.", "patient"),
        Example(
            "A retired postman wouldn't call it anxiety. Keep it plain. My stomach turns over.", "patient"
        ),
        Example("Normalise first, no advice yet. Ask what he heard. What did you hear, in the corridor?"),
        Example("Would he tell her the sum? Hm, I'd have him round it down. Four hundred, about.", "patient"),
        Example("Tone: warm, unhurried. Maximum two sentences. You came back. What made that possible?"),
        Example(
            "What would Oskar say to that? He deflects, mostly. Dunno. Ask the dog.",
            "patient",
            persona="Oskar Lund",
        ),
        Example("She mentioned the brother two turns ago. Go with the brother. How is it between you two?"),
    ]
}
PASSES = [
    Example("I should have told her to keep it short.", "patient"),
    Example("Hm. Let me ask that another way. What did your body do?"),
    Example("I wrote three versions of that letter. Too cold, too angry. I sent the short one.", "patient"),
    Example("A normal person would say thank you. I asked what it cost.", "patient"),
    Example("She'd deflect, she'd make a joke. That was my mother all over.", "patient"),
    Example("Keep it simple when you tell her. You needn't explain yourself."),
    Example("No advice, then. What would help you more right now?"),
    Example("Should he have told me? Maybe. I don't know any more.", "patient"),
]
