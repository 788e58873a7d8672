"""How a model thinks aloud while it composes a reply, by kinds."""

from __future__ import annotations

from simulator.integrity.signs import Sign, Signs

_START = (
    r"(?:^|[.!?:;\n(\[*] ?|- |\.\.\. )(?:(?:ok(?:ay)?|so|right|alright|hm+|well|now|fine|good|no|yes|oh|mm"
    r"|also|and|but|then|maybe|perhaps|probably|just|wait|actually|first|next|again|or|note to self"
    r"|tone check)[,.:;]? ){0,3}"
)
_CRAFT = (
    r"(?:acknowledg(?:e|ing)|validat(?:e|ing)|reflect(?:ing)?|normali[sz](?:e|ing)|mirror(?:ing)?"
    r"|paraphras(?:e|ing)|summari[sz](?:e|ing)|deflect(?:ing)?|pathologi[sz](?:e|ing)|morali[sz](?:e|ing)"
    r"|collud(?:e|ing)|reassur(?:e|ing)|interpret(?:ing)?|diagnos(?:e|ing)|lectur(?:e|ing)|prob(?:e|ing)"
    r"|reframe|reframing|challeng(?:e|ing)|empathi[sz](?:e|ing)|over-?explain(?:ing)?|minimi[sz](?:e|ing)"
    r"|evad(?:e|ing)|understat(?:e|ing)|explor(?:e|ing)|hedg(?:e|ing)|psychoeducat\w+|theologi[sz]e"
    r"|cheerlead\w*|problem-?solv\w+|over-?shar\w+|intellectuali[sz](?:e|ing)|stereotyp\w+"
    r"|push(?:ing)? (?:for )?(?:disclosure|insight|advice|her|him|them))"
)
_FORM = (
    r"(?:tone|register|phrasing|wording|opener|opening|question mark|exclamation mark|metaphor|image"
    r"|imagery|reflection|open question|understatement|punchline|callback|disclosure|reframe|validation"
    r"|affirmation|interpretation|jargon|clich[eé]s?|psychobabble|therapy-?speak|syntax|slang|dialect"
    r"|accent|stage directions?|narration|first person|third person|present tense|insight|resolution"
    r"|backstory|subtext|beat|detail|advice|reassurance|small talk|humou?r|irony|sarcasm|empathy|curiosity"
    r"|confrontation|resistance|deflection)"
)
_FIT = (
    r"(?:obvious|neat|tidy|crude|pat|clipped|heavy|leading|clever|poetic|clinical|harsh|flat|sad|wordy"
    r"|scripted|generic|rehearsed|eloquent|wise|insightful|on the nose|on-the-nose|direct|blunt|early|soon"
    r"|formal|vague|long|short|light|soft|polished|literary|therapeutic|therapist-?y|preachy|chirpy|cold"
    r"|warm|jolly|cheerful|melodramatic|dramatic|stagey|textbook|abstract|bleak|dark|cute|glib|sweet"
    r"|intrusive|pushy|interpretive|sharp|articulate|sophisticated|modern|young|old|chatty|similar"
    r"|repetitive|familiar|easy|big|sentimental)"
)
_NO_YOU = r"(?![^.!?\n]{0,70}\b(?:you|your|you're|you'd|you've|yourself|yours)\b)"
_FIGURE = (
    r"(?:(?:an?|someone|somebody|no) (?:[\w'-]+ ){0,5}?(?:[\w'-]+|like (?:her|him|this|that)"
    r"|(?:her|his|that) age))"
)
_SPEAK = (
    r"(?:say|use|know|call|talk|phrase|put it|admit|tell|answer|speak|sound|notice|stay|reply|ask|wonder"
    r"|mention|name|give|open|reveal|own|push|offer)"
)

SIGNS = Signs(
    [
        Sign(
            "second thoughts",
            1,
            (
                r"\b(?:scratch|strike) that\b|\btry (?:it )?again,? (?:with|but|less|more|this)\b"
                r"|\blet me (?:try (?:that |it )?again|start over|rephrase|reword|warm it|tone it|dial it"
                r"|rework|redo|write it out|double-?check|re-?read)\b|\bon second thoughts?\b"
                r"|\b(?:tone|dial) (?:it|that|this) (?:down|back|up)\b|\breworded\b|\brephras(?:ed|ing)\b",
                rf"\b(?:no|nah|that's|it's|bit|little|probably|possibly|perhaps|maybe|is that|is this"
                rf"|sounds|feels|might be|may be|slightly|still|hm|but"
                rf"|[.!?;,(]),? ?too {_FIT}\b(?: for \w+)?[.,;?!:)]",
                r"\b(?:nothing|not|less|without being) too (?:neat|tidy|pat|eloquent|insightful|polished"
                r"|articulate|clever|poetic|clinical|leading|wordy|scripted|on the nose|wise|direct|heavy"
                r"|soft|warm|cheerful)\b",
                r"(?:^|[.!?:;\n] ?)(?:better|solid|that works|that fits|works|fits|all good|that'll do"
                r"|leav(?:e|ing) it(?: (?:there|in))?|keep(?:ing)? (?:it|that)|fine so far|good enough"
                r"|plausible(?: enough)?|moving on|all set|that reads (?:well|fine|better)"
                r"|reads (?:well|fine|better|ok))[.:,](?= |\n|$)",
                r"(?:^|[.!?:;\n] ?)(?:hm|hmm|hmmm|mm|mmm|wait|oof),(?!(?: no,| sorry,)? let me\b| what i mean)",
                r"(?:^|[.!?:;\n] ?)(?:no,? )?(?:possibly |probably |perhaps |maybe |slightly |a bit "
                r"|a little )?(?:overused|predictable|generic|clich[eé]d?|used already|heavy-handed"
                r"|on the nose|leading|clipped|stilted|repetitive|unrealistic|implausible)[.](?= |\n|$)",
            ),
        ),
        Sign(
            "notes of the craft",
            1,
            (
                rf"{_START}(?:don't |do not |never |not |avoid |no |no need to |careful not to "
                rf"|make sure (?:not )?to |be careful not to |try not to |rather than |instead of "
                rf"|keep from )?{_CRAFT}\b(?![^.!?\n]{{0,60}}\b(?:you|your|yourself|yours|i|me|my|we|us"
                rf"|our)\b)[^.!?\n]{{0,80}}(?:[.!,;:]|\n|$)",
                rf"\bi (?:should|shouldn't|should not|must|mustn't|must not|could|might|may|need to"
                rf"|ought to|also shouldn't|also should|'ll|'d better)(?: also| just| first| rather"
                rf"| probably| be careful not to| avoid)? {_CRAFT}\b{_NO_YOU}"
                rf"|\bi (?:mustn't|must not|should not|shouldn't|need to avoid|should avoid"
                rf"|must avoid) (?:dismiss|agree|repeat|assume|judge|promise|rescue|rush|alarm|interrogate"
                rf"|rescu|side|advise|argue|correct)\w*\b{_NO_YOU}",
                rf"(?:^|[.!?:;,\n] ?)(?:and |but |so |with |then |also |maybe |perhaps |use |add |want "
                rf"|need |needs |keep (?:to )?|stick to |drop |lose |skip |avoid |mind )?(?:no|less|more"
                rf"|one|two|an?|single|short|dry|plain|concrete|small"
                rf"|open) (?:[\w-]+ )?{_FORM}(?: (?:yet|here|first|only|then|now|is enough|will do"
                rf"|instead))?(?:[.;:!]|, (?:no|then|not|one|short|just)\b|\n|$)",
            ),
        ),
        Sign(
            "the form of a reply",
            1,
            (
                r"\b(?:under|within|at most|no more than|not more than|max(?:imum)?|keep (?:it )?to"
                r"|less than|fewer than|only) (?:\d+|one|two|three|four|five|ten|twenty|thirty|forty|fifty"
                r"|sixty) (?:words|sentences|lines)\b"
                r"|\b(?:\d+|two|three|four|five|six|few|fewer) words (?:max|tops|only|at most)\b"
                r"|\b(?:few|fewer|maybe (?:two|three|four|five|six)) words[.,;]"
                r"|\b(?:short|clipped|broken|choppy) (?:sentences|syntax|answers|replies)\b(?=[,.;:])",
                rf"\b(?:keep|kept|keeping|make|making|leave|leaving|end|ending|open|close|closing|finish"
                rf"|start|begin|lead) (?:it |this |that "
                rf"|the (?:reply|answer|tone|line|turn|voice|response|language|ending) |her |him "
                rf"|them )?(?:with |on |at |from )?(?:an? |the |one )?(?:short|brief|terse|clipped|concrete"
                rf"|simple|plain|vague|flat|low-?key|subtle|dry|minimal|sparse|guarded|understated"
                rf"|in character|in role|ambiguous|restrained|blunt|gruff|colloquial|single question"
                rf"|open question|question|invitation|tentative|sensory|light|gentle|neutral"
                rf"|warm)(?: (?:and|but) \w+)?(?:[.,;:!)]|$| and | but | as ){_NO_YOU}",
                r"\b(?:present tense|past tense|first[- ]person|british spelling|american spelling"
                r"|lower ?case|no emojis?|no markdown|no quotation marks|ellips[ie]s|plain text)\b"
                r"|\bper turn\b|\b(?:length|tone|voice|register|format|word count|count|spelling) (?:is "
                r"|looks )?(?:ok|okay|fine|good|right|check|checks out)\b"
                r"|\b(?:drop|no|add|without|end (?:with|on)|lose|skip) (?:an? |the )?(?:question"
                r"|exclamation) mark\b|\bexclamation mark (?:ok|okay|fine|too)\b",
                r"\b(?:keep to|stick to|stay in|match|matching|in keeping with) (?:the |her |his |their "
                r"|a )?(?:register|tone|voice|style|character|role|persona|idiom|cadence|rhythm)\b"
                r"|\bin (?:her|his|their) (?:register|idiom|voice|cadence)[.,;]",
                r"\b(?:the|this|my|a|one|that|her|his|whole) (?:reply|response|next line|next turn"
                r"|next beat|next reply|final line|last line|closing line|opening line|output|utterance"
                r"|draft)\b(?=[^.!?\n]{0,30}\b(?:should|has to|must|needs?|could|would|is|so|short|under"
                r"|sound|of|for|in|ends?|open|fit)\b)" + _NO_YOU,
            ),
        ),
        Sign(
            "a choice between wordings",
            1,
            (
                rf"(?:^|[.!?:;,\n] ?)(?:so |ok(?:ay)?,? |fine,? |right,? |i'm |i'll |i'd |i might |i could "
                rf"|could |could've |might |let's |better |maybe |perhaps )?(?:also )?(?:going|go|gone|opt"
                rf"|opting|settle|settling|aim|aiming|lean|leaning) (?:with|for|into) (?:the |an? "
                rf"|something |option |version |number )?(?!the (?:flow|doctor|shops|bus)|it\b|him|her|them"
                rf"|me|you|my|your|our|his|their|walk|walks|run|runs|days|weeks|hours|months|years"
                rf"|broke)[\w' -]{{2,40}}(?:[.,;:]|\n|$){_NO_YOU}",
                r"\b(?:could|can|might|should|would) (?:go|have gone) (?:with|to"
                r"|for) [^.!?\n]{2,50}\b(?:but|instead|here|or)\b"
                r"|(?:^|[.!?:;,\n] ?)(?:want |need |maybe |perhaps |say |try |with |so )?(?:something"
                r"|anything) (?:drier|warmer|softer|smaller|sadder|simpler|plainer|shorter|understated"
                r"|concrete|physical|specific|less [\w-]+|more [\w-]+|about [\w-]+)[.?,;:]"
                r"|\bsomething (?:that (?:names|shows|keeps|opens|stays|hints|invites)|understated"
                r"|small and|dry|concrete)\b|\b(?:the )?(?:second|first|third|latter|former) (?:one|option"
                r"|version)? ?(?:is (?:stronger|better|warmer|safer|less|more)|since|because|reads|feels"
                r"|fits|works)\b",
                r"(?:^|[.!?:;\n] ?)(?:possible|candidate|alternative) (?:answers?|replies|responses|lines"
                r"|openings?|openers|directions?|images?|angles?|moves?)\b"
                r"|(?:^|[.!?;\n] ?)(?:options?|possibilities|choices|candidates|alternatives|ideas"
                r"|angles?)\s?:|\boption (?:a|b|c)[:.,]"
                r"|\b(?:version|draft|attempt) (?:\d|a|b|one|two|three)\b",
                r"\b(?:curiosity|reflection|question|prompt|shrug|joke|silence|humou?r|deflection|opener"
                r"|image|statement|validation|understatement|evasion|half|second|first|former"
                r"|latter) (?:one )?it is[.,;]|\b(?:works better|would work|could work|might work|would fit"
                r"|fits better|is stronger|is safer|is warmer|is richer|'s richer|reads better"
                r"|sounds better|is better, sadder)[.,;]",
                r"(?:^|[.!?:;] )(?:an?|the) [\w -]{2,30}\? (?:too [\w ]+|overused|nah|possibly|could be"
                r"|no, \w+|no\.|yes, \w+)[.,;]?",
                r"(?:^|[.!?:;,\n] ?)(?:i |we |maybe i |perhaps i |also |or )?(?:could"
                r"|might) (?:also )?(?:use|add|mention|bring in|name|link|work in|include|hint|reuse|borrow"
                r"|weave|drop in|tie|allude|reference|seed|plant|slip in|throw in)\b"
                + _NO_YOU
                + r"[^.!?\n]{0,60}[.,;:]",
            ),
        ),
        Sign(
            "the figure from outside",
            1,
            (
                rf"\b{_FIGURE} (?:would|wouldn't|might|would not|might not|would never"
                rf"|would probably) (?:probably |never |not )?{_SPEAK}\b{_NO_YOU}",
                r"\b(?:what|how) (?:would|might|could) (?:an?|the) (?:good|real|seasoned|skilled|warm|tired"
                r"|\w+ed|\w+ing|\w+-year-old|[\w'-]+ [\w'-]+) (?:[\w'-]+ ){0,5}(?:say|do|sound|answer|feel"
                r"|react|put|wonder|call|ask|know|talk|phrase)\b"
                r"|\bwould (?:she|he|they|an? [\w '-]{3,40}) (?:say|know|use|admit|talk|phrase) (?:this"
                r"|that|it|so|like)\b(?![^.!?\n]{0,40}\b(?:i|me|my|you|your|we|us)\b)|\bdoes an? [\w '-]{3,40} (?:say|talk|know|use) (?:this|like)\b"
                r"|\bhow (?:much )?would (?:she|he|they) (?:know|phrase|answer|put)\b"
                r"|\bwould (?:he|she|they)\? ",
                r"(?:^|[.!?:;\n] ?)(?:so |maybe |perhaps |probably |okay,? |ok,? |then )?(?:she|he"
                r"|they)(?:'d| would| should| might| may| could| wouldn't| shouldn't) (?:probably |likely "
                r"|never |only |rather |also |just |be )?(?:deflect|hedge|joke|minimi[sz]e|shrug|avoid"
                r"|resist|hold (?:it )?back|hesitate|use|round|change the subject|sound|react|respond"
                r"|answer|mention|guarded|vague|posh|shy|flat|short|curt|terse|proud|ashamed|gruff"
                r"|defensive|wary|evasive|mumble|bristle|laugh it off|play it down|understate|not"
                r"|cry)\b[^.!?\n]{0,60}[.,;]",
                r"\bthe (?:patient|client|user)(?:'s| is| has| says| said| wants| seems| asks| asked| just"
                r"| may| might| feels| needs| mentions| mentioned| invites| offered| offers| hasn't| isn't"
                r"| doesn't| probably| already| responds| presents)\b"
                + _NO_YOU
                + r"|\b(?:the|a good|a seasoned|a skilled|a real|a warm|a competent"
                r"|an? experienced) (?:therapist|counsell?or"
                r"|clinician)(?:'s (?:goal|job|task|role|aim|move|next)| here| would| might| should"
                r"| now| wonder| stay| notice| must| could)\b",
                r"(?:^|[.!?:;\n] ?)(?:so |and |but |hmm,? |wait,? )?(?:should|does|would|might|can|could|is"
                r"|has) (?:she|he) (?![^?]{0,60}\b(?:i|me|my|you|your|we|us|our)\b)(?:\w+ ){1,6}[\w' ]{0,30}\?(?= [\w' ,]{1,40}[.:;])",
                r"(?:^|[.!?:;\n] ?|, )(?:she|he) (?:usually |always |often |also |never |only )?(?:deflects"
                r"|minimi[sz]es|hedges|masks|intellectuali[sz]es|downplays|stonewalls|jokes|evades"
                r"|understates|circles|softens|bristles|swears mildly|over-?explains|hides behind"
                r"|isn't the type|wouldn't (?:say|use|know|admit|call))\b" + _NO_YOU,
                r"\b(?:i'll|i'd|i can|i could|could|should i|let me|maybe|perhaps) (?:have|let|make) (?:her"
                r"|him|them) \w+\b" + _NO_YOU,
                r"\b(?:make|let|have|keep) (?:her|him|them) (?:\w+ )?(?:say|admit|mishear|dodge|deflect"
                r"|mention|hesitate|joke|cry|notice|name|glance|own|trail|stumble|pause|reveal|guarded"
                r"|gruff|flat|vague|short|defensive)\b" + _NO_YOU,
                r"\b(?:suits? (?:him|her|them|an?)"
                r"|true to (?:an?|his|her|their) [\w -]{3,30}(?:voice|age|style|character)"
                r"|natural for (?:him|her|an?)|plausible for|in character for"
                r"|(?:sounds?|feels?) (?:like|right for) (?:him|her|them|a man|a woman"
                r"|an? \w+-year-old))[.,;:]?(?= |$)",
            ),
        ),
        Sign(
            "what it was given",
            1,
            (
                r"\b(?:the|this|my|per) (?:profile|persona|prompt|instructions?|brief|scenario|constraints?"
                r"|guidelines?|rules?|backstory|setup|card|sheet|file|system|task"
                r"|setting)\b(?=[^.!?\n]{0,40}\b(?:says?|said|has|gives?|lists?|mentions?|calls?|describes?"
                r"|wants?|asks?|allows?|forbids?|states?|wouldn't|requires?|is|don't|doesn't)\b)" + _NO_YOU,
                r"\b(?:mentioned|established|specified|said|given|came up|used|told|set up) (?:earlier"
                r"|before|already|in the (?:first|second|third|last) session|so far|above)\b"
                r"|(?<!you've )(?<!you )\balready (?:used|said|mentioned|told|established|cried|deflected"
                r"|asked|gave)\b"
                + _NO_YOU
                + r"|\b(?:not|hasn't been|wasn't|isn't) (?:established|specified|stated|defined|mentioned)\b",
                r"\bbefore session (?:two|three|four|five|\d)\b"
                r"|\b(?:it's|this is|we're|we are) (?:only |still |just )?(?:session|turn) (?:one|two|three"
                r"|\d)\b",
            ),
        ),
        Sign(
            "shorthand",
            1,
            (
                r"\b(?:safety|reflection|validation|humou?r|joke|empathy|curiosity|warmth|feelings?|facts?"
                r"|detail|image|short answer|risk|alliance|rapport|emotion|body|anger|shame|sadness|denial"
                r"|\w+ answer) first\b(?:, | and |; |\? |\.)(?![^.!?\n]{0,40}\b(?:you|your|we|i)\b)",
                r"\b(?:the|a) (?:reveal|payoff|pay-off|set-?up|callback|arc|hook|beat|turning point"
                r"|emotional core|subtext|throughline|crack)\b(?=[.,;:!]|\s*$)"
                r"|\b(?:two|one|three) (?:short |plain )?(?:lines|sentences|beats) (?:are|is) (?:enough"
                r"|sufficient|plenty)\b|\border matters[.,]",
                r"\b(?:what do i have|let me try it|quick think):",
            ),
        ),
        Sign(
            "guesses",
            1,
            (
                r"(?:^|[.!?\n] ?)(?:so )?(?:probably|possibly|presumably|perhaps|maybe)(?: an?| the| some"
                r"| just| more| fear of| too)? (?!i\b|i'm|it's|you|we|that's|he|she|they|it|there|not|so"
                r"|the|a|an|if|because|this|that|one|two|my|your)[\w' -]{3,40}[.;:](?= |\n|$)",
            ),
        ),
        Sign(
            "plans a question",
            1,
            (
                r"(?:^|[.!?;:\n] ?|, |\band |\bthen )(?:so |then |and |just |maybe |perhaps |first "
                r"|instead |rather |i'll |let me |i could |i might |i should |how about )?(?:ask(?:ing)?"
                r"|check(?:ing)?|explor(?:e|ing)|wonder(?:ing)?|return(?:ing)? to|link(?:ing)?"
                r"|come back to) (?:if|whether|about|what|how|when|who|where|for|it to|to|the"
                r"|what the) (?:she|he|they|her|his|their|him|them|the)\b" + _NO_YOU + r"[^.!?\n]{0,70}[.;,]",
                r"(?:^|[.!?;:\n] ?)(?:so |then |and )?(?:i'll|i'd|i want|i need|need|let me|want|i could"
                r"|i might|i should|time to|time for|best|better to) (?:to )?(?:ask|include|open|close|end"
                r"|lead|start|name|use|keep|pick up|go back|return|bring|leave|stay|meet|an?|something"
                r"|some) (?:with|about|on|at|to|in|an?|the|her|his|it|that|which|some|more|less|image|one"
                r"|question|for)\b"
                + _NO_YOU
                + r"(?![^.!?\n]{0,60}\b(?:me|my|we|us|our|today|week|here in)\b)[^.!?\n]{0,80}[.;]",
            ),
            "therapist",
        ),
        Sign(
            "orders itself",
            1,
            (
                r"(?:^|[.!?:;\n>] ?)(?:so |then |ok |okay,? |and |maybe |also |now |hmm,? |fine,? "
                r"|right,? )?(?:use|give|mention|add|keep|drop|show|hint|name|make|let|have|start|end|begin"
                r"|finish|leave|avoid|include|bring|put|answer|reply|respond|pick|choose|stay|don't|never"
                r"|no)(?: at| with| on| in| to| from| as)? (?:an?|the|her|his|their|some|one|two|it|reason"
                r"|give|mention|use|name|say|it|any|more|less|another|small"
                r"|dry)\b(?![^.!?\n]{0,60}\b(?:you|your|i|me|my|we|us|he said|she said|they said|mum said"
                r"|dad said)\b)[^.!?\n\"]{3,70}[.;,]",
            ),
            "patient",
        ),
        Sign(
            "weighs its effect",
            1,
            (
                r"(?:^|[.!?;:\n] ?)(?:good, |nice, |okay, |ok, |fine, |right, )?(?:that |this |it "
                r"|which )?(?:adds|shows|keeps|opens|avoids|lets|hints|signals|invites|respects|conveys"
                r"|names|fits|captures|honou?rs|stays|lands|reads|passes|works|doesn't collude|doesn't push"
                r"|doesn't lecture|leaves room|buys time"
                r"|suits)\b(?![^.!?\n]{0,60}\b(?:you|your|me|my|us|we|i)\b)[^.!?\n]{0,60}\b(?:socratic|as"
                r"|the|it|her|him|open|light|simple|with|feeling|without|curiosity|pressure|insight"
                r"|character|voice|warmth|guilt|shame|depth|humou?r|concrete|in role|natural|plausible"
                r"|believable|realistic|authentic|profile|age|style)\b[^.!?\n]{0,40}[.;]",
                r"\b(?:plausible|believable|realistic|authentic|in-role|in role|credible|sounds natural"
                r"|feels natural|feels right for|feels true|rings true|feels accusatory|sounds accusatory"
                r"|reads as|comes across as|could be read as|might read as|might sound|could sound"
                r"|risks? sounding|sounds like a (?:leaflet|robot|textbook|therapist))\b" + _NO_YOU,
                r"\b(?:if i (?:\w+ ){1,4}(?:he|she|they|him|her)(?:'ll| will| might| may|'d"
                r"| would)? (?:shut down|bolt|shut|withdraw|bristle|leave|retreat|deflect|feel judged"
                r"|feel blamed|close up|close off|clam up)"
                r"|if i (?:moralise|moralize|collude|reassure|push|challenge|lecture|interpret|congratulate"
                r"|validate|disclose)\b)",
            ),
        ),
        Sign(
            "clinical shorthand",
            1,
            (
                r"\b(?:transference|countertransference|rupture|(?:the|therapeutic|alliance) alliance"
                r"|socratic|collud\w+|psychodynamic|pathologis\w+|reinforc\w+|continuing bond|scrupulosity"
                r"|parentification|change talk|risk (?:check|assessment|screen)|flat affect|psychomotor|phq"
                r"|mi-consistent|rogerian|attachment style|attachment figure|ambivalence|externali[sz]\w+"
                r"|psychoeducation|self-disclosure|guilt work|grief work|resistance|defen[cs]e mechanism"
                r"|disclosure|righting reflex|unconditional|person-centred"
                r"|interpretation)\b(?![^.!?\n]{0,70}\b(?:you|your|me|my|we|us|our)\b)[^.!?\n]{0,60}[.;,:]",
            ),
            "therapist",
        ),
        Sign(
            "its sources",
            2,
            (
                r"\b(?:character (?:card|sheet)|persona card|chat history|dialogue so far"
                r"|conversation history|transcript so far|word limit|word count"
                r"|token limit)\b(?! (?:for|of) (?:my|the) (?:essay|thesis|course))",
                r"\b(?:two|three|a few|\d+|some) turns? (?:ago|earlier|back)\b"
                r"|\b(?:in|from|at|by|since|given|per|is) turn (?:\d+|one|two|three|four|five|six|seven"
                r"|eight|nine|ten|twelve)\b|\b(?:previous|earlier|prior|preceding) turns?\b"
                r"|\bscroll(?:ing)? (?:up|back)[.,:;]"
                r"|\bearlier in the (?:log|chat|transcript|history|script)\b",
                r"\b(?:for|check) (?:consistency|continuity)\b|\bcontinuity check\b"
                r"|\b(?:stay(?:ing)?|keep(?:ing)?|remain) consistent with (?:her|his|the|their|earlier"
                r"|what)\b|\bout of character\b(?= for (?:him|her|them|a))",
                r"\bassistantfinal\b|^\W*analysis [^\n]{0,300}\bfinal\b|\bhidden goal\b"
                r"|\b(?:as the) (?:model|assistant|ai)\b",
                r"\b(?:disclosure|resistance|affect|alliance) (?:level|score)\b"
                r"|\b(?:hidden|secret) (?:agenda|goal|instruction)s?\b",
            ),
        ),
        Sign(
            "headings of notes",
            1,
            (
                r"(?:^"
                r"|[.!?\n(\[] ?)(?:plan|draft|goal|tone|persona|check|checklist|notes?|reminder|constraints?|aim|approach|strategy|trap|risk|skill|technique|first impression|next beat|intent|style|voice|register|subtext|focus|consider|self-?check|checked|angle|reasoning|analysis|avoid|quick think|outline|beats?|length|step (?:\d|one|two|three)|reflect|validate)\s?(?:\d )?[:=]",
                r"(?:^|[.!?\n] ?)(?:note to self|quick check|tone check|sanity check|self-?check)[,.:]"
                r"|(?:^|[.!?\n] ?)scratchpad\b|(?:^|[.!?\n(\[*] ?)internal(?:ly)?[*:]",
                rf"(?:^|[.!?:;,\n] ?)(?:first|then|next|and then|finally),? (?:an? |one |the )?(?:open "
                rf"|short |small |gentle |concrete |dry |single )?(?:open question|reflection|joke|detail"
                rf"|silence|validation|image|retreat|shrug|topic change|invitation|beat|reframe|disclosure"
                rf"|deflection|affirmation)\b{_NO_YOU}"
                rf"|\b(?:reflect|validate|acknowledge|normali[sz]e|joke|deflect|shrug|hesitate"
                rf"|redirect)(?: \w+)?,? (?:and )?then (?:ask|explore|probe|invite|gently|let|an? |pivot"
                rf"|redirect|one|move|close|deflect|retreat|end)\b",
            ),
        ),
    ],
)
