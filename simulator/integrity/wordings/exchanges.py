"""How one asks, answers, reflects and recalls, for telling an exchange of two from one voice. Patterns for text in lower case."""

from __future__ import annotations

import re

YES_NO = re.compile(
    r"^\W*(?:yes|yeah|yep|aye|no|nope|nah|dunno"
    r"|not (?:really|quite|much|exactly|at all|yet|any ?more|often)|never|nothing|nobody|a (?:bit|little)"
    r"|maybe|sometimes|sort of|kind of|i suppose|i guess|probably|mostly|always|both|all of (?:it|them))\b"
)
ASKS_YOU = re.compile(
    r"^\W*(?:(?:and|so|but|then|okay|well|right|now|oh),? )*(?:(?:at|in|on|to|from|with|for|by|of"
    r"|under) (?=what|which|whom|whose))?(?:(?:on|at|in|if|when|with|from|to|for|under|of|by|before|after"
    r"|as)\b[^?]{2,40}, ?)?(?:what|what's|how|how's|where|where's|when|who|who's|whose|whom|which|is|was"
    r"|were|are|do|does|did|have|has|had|would|could|can|will)\b"
)
WONDERS = re.compile(
    r"^\W*(?:(?:and|so|but|then|okay|well|right|now|oh),? )*(?:what|what's|how|how's|where|where's|when|who"
    r"|who's|whose|whom|which|on a scale|did|does|has|have you told"
    r"|if)\b(?! (?:(?<=how )(?:do|can|could|would|did) you\b"
    r"|do you (?:want|think|mean|call|do|people|say|know|make)|are you\b|about you"
    r"|was the (?:thing|word|name)|did you (?:say|call|mean)|does that|can you|could you"
    r"|would you (?:like me|mind)|should|am|the hell|was i\b|can i|long (?:have|are) you|kind of|if\b"
    r"|is your|many of your|sort of))"
)
RECALLS = re.compile(
    r"\byou(?:'ve| have)? (?:told|said|mentioned|wrote|described|once|used)\b"
    r"|\b(?:last|i remember|i recall)\b"
)
TELLS = re.compile(r"\b(?:say|says|said|asks|asked|goes|told|tells|like,|thought|think)\b")
REFLECTS = re.compile(
    r"^\W*(?:and |so |but )?(?:(?:it|that|this) (?:must (?:be|have been)\b(?=[^.!?]*\bfor you\b)|sounds as (?:if|though)"
    r"|sounds like (?:you|your|his|her|it|there|the \w+ (?:is|has|was))"
    r"|sounds (?:so |very |really |terribly |incredibly )?(?!silly|stupid|daft|mad|crazy|weird|dumb|bad"
    r"|ridiculous|awful|worse|like|better|odd|strange|pathetic)\w+(?:,(?! (?:but|and|her|his|she|he|they|it|though|I)\b)| for you| to (?:be|carry|hold)"
    r"|\.?$))|i (?:(?:hear|notice|wonder|can hear|can see|can imagine|imagine)\b(?:(?! i\b)[^.!?,]){0,40}"
    r"|see )(?<!d')\b(?:your(?! (?:next|neighbou?rs?|phone|dog|bell|clock|secretary|colleague|other)\b)|you(?! (?:see|know)))\b"
    r"|you (?:look|touch|laugh|smile|nod|sigh|go|went|pause|stop|clench|hold|lower|shake|swallow)(?:ed"
    r"|s)?\b[^.!?]*\b(?:as|when|while|after)\b"
    r"|you're (?:touching|holding|smiling|crying|looking|shaking|rubbing|clenching|gripping)\b"
    r"|thank you for (?:trusting|sharing|bringing|telling me (?:that|this|about))\b"
    r"|there's (?:a lot of |so much |a |some |such )?(?:\w+ )?(?:tenderness|grief|pain|anger|sadness|sorrow"
    r"|love|loneliness|shame|fear|longing|care|warmth) (?:there\b|in (?:that|your|how)\b"
    r"(?! (?:house|family|room|man|woman|child|kitchen|town|marriage|flat|place|boy|girl)\b)|behind that|under (?:that|it))|we'll stop there"
    r"|i'd (?:like|want|love) (?:us )?to (?:come back to (?:that|this|the|your) (?!later|some|one day|next|another|if)\w"
    r"|hear (?:more about|about (?:that|the|your|him|her)\b)|stay with (?:that|this|it)\b"
    r"|go back to (?:what you|(?:that|the) (?:moment|word|evening|image)))"
    r"|that's (?:a|such a) (?:lovely|lonely|sad|heavy|painful|beautiful|powerful"
    r"|striking)\b[^.!?]*\b(?:phrase|word|image|picture|thing to (?:carry|say|hold))"
    r"|that makes (?:so much |a lot of )?sense to me, that\b|stay with (?:that|it|the)\b|say more about"
    r"|(?:good|okay|lovely|all right)[.,] stay\b|stay (?:there|right there)\b"
    r"|(?:now )?let (?:him|her|them) (?:answer|speak|reply)\b)"
)
"""What a therapist says of what was just told."""
THAT_MUST = re.compile(r"^\W*(?:and |so |but )?(?:that|this) must (?:be|have been)\b")
OF_ANOTHER = re.compile(r"\b(?:he|she|they|him|her|his|their|them)\b")
WORD_FOR = re.compile(r"\b(phrase|word|image|picture)\b")
EVERYDAY = re.compile(
    r"^\W*(?:and |so )?(?:how was your (?:day|shift|night|weekend|trip|journey)|how's (?:things|it going|your day)"
    r"|what have you been (?:doing|up to)|where (?:have you|were you|are you|'ve you)|what's for|what time"
    r"|who was that|what did you (?:buy|eat|have)|have you (?:eaten|been drinking|seen))\b"
)
"""What people ask each other at the door."""
RHETORIC = re.compile(
    r"^\W*(?:(?:and|so|well),? )?(?:(?:do )?you know (?:how|what|what's|who|who's|where|why|when|which)|guess"
    r"|want to know|can you (?:imagine|believe|guess)|have you (?:any idea|seen|noticed))\b"
)
"""Asked to be answered by oneself."""
RETOLD = re.compile(
    r"\b(?:job ?cent(?:re|er)|office|interview\w*|assess\w+|forms?|border|visa|embassy|questionnaire|police|insurance"
    r"|court|tribunal|counter|desk|machine|phone line|call cent(?:re|er)|doctor's|clinic|benefits?|bank|tick(?:ed|s)?"
    r"|guests?|customers?|reception|hotel|till|checkout|passengers?|callers?|pupils?|passport)\b|\b(?:he|she) (?:says|asks|sighs|spells|nods|looks|goes)\b"
    r"|\bi (?:tell|ask|say|smile|nod)\b"
)
"""Where questions are put to people one after the other, who tell of it afterwards."""
GAME = re.compile(r"\b(?:games?|jokes?|knock knock|interview\w*|what do you play)\b")
"""Asked for just before: what two say in it is told."""
WE_WERE = re.compile(r"^\W*(?:so |now |right, )?where (?:did|had|were|was) (?:we|i)\b")
GUESSED = re.compile(
    r"\b(?:probably|perhaps|maybe|presumably|no doubt|by the (?:look|sound)|from the (?:look|sound)|i imagine)\b|^\W*nothing (?:clever|big|grand|fancy|much|special)\b"
)
LISTED = re.compile(r"^[^,]{2,30}, [^,]{2,30}, [^,]{2,30}")
A_RULE = re.compile(r"\b(?:rule|motto|law|deal|message)\b")
KNOWN = re.compile(r"^\W*(?:and |so |but )?(?:was|were|did|had)\b")
ANYBODYS = re.compile(
    r"^\W*(?:and |so |then )?you [a-z]+(?<!ed)(?<!went)(?<!said)(?<!were)(?<!had)(?<!did) (?:the|a|an|up|out|down|in|on|to|your)\b"
)
"""You patch the roof: anybody does."""
SELF = re.compile(
    r"^\W*(?:and |so |but )?(?:i'd|thank you|we'll|stay|say more|i (?:hear|notice|wonder|can|imagine|see))\b"
)
AGREES = re.compile(
    r"^\W*(?:yes|yeah|yep|aye|mm|no,? not|not really|i suppose|i guess|exactly|has it|am i|does it|is it"
    r"|do i|did i)\b"
)
YOU_KNOW = re.compile(
    r"\b(?:you (?:know|see|can|get|have to|need|just|never|always|don't|can't|would|could|should|think|want"
    r"|people|lot|guys|all)|if you|when you|make you|makes you|let you|tell you|give you|like you|thank you"
    r"|see you|told you|ask you|with you|for you|to you)\b"
)
REPLIES = re.compile(
    r"^\W*(?:(?:oh|well|ah|mm|hm|huh)[,.]? )?(?:yes|yeah|yep|aye|exactly|sort of|kind of|perhaps(?=[.,])|maybe(?=[.,])|too much(?=[.,])|of course|that's (?:it|just it|right|true|the bit|the thing)(?=[.,]|$|\W+exactly)"
    r"|no, (?:i|it|not)|i (?:suppose|guess) (?:so|i|it|he|she|they)|i (?:know|do|did|didn't|don't|am|was|wasn't|had|have|haven't|hadn't|can't|couldn't)(?: too)?(?=[,.;!]|$)"
    r"|(?:it|she|he|they|we|that|this|there)(?:'s| is| was| were| are| does| did| do| had| has| isn't| wasn't| doesn't| didn't| ought to be)(?: not)?(?:, (?:aren't|isn't|aye|yes)\b|(?=[,.;!] |[.!]?$))"
    r"|i(?:'d| had|'ve| have)?(?:n't| not| never) (?:thought|seen|put|looked|noticed|considered|told|said|realised|realized)\b[^.!?]{0,24}\b(?:that|it|those|this|together|before|out loud|anyone)(?=[.!]|$)"
    r"|you could say that|when you (?:say|put) it)"
)
"""What answers the sentence before it."""
BARE_YES = re.compile(r"^\W*(?:yes|yeah|yep|aye|no|exactly|perhaps|maybe|of course|that's [\w ]+)\W*$")
TO_ONE = re.compile(
    r"^\W*(?:(?:and|so|but|then|perhaps|maybe|oh|ah|of course|well|still)[ ,]+)*(?:you(?:'ve| have|'d| had|'re| are| were|'ll)? (?!know|see\b|get\b|can\b|just\b|never\b|always\b|have to|need|people|lot|guys|all\b|should|could|would|think|tell|don't|do\b|'d think)"
    r"|your (?!man|sort|kind|average|lot)\w+|(?:part of|something in|a part of) you\b|that(?:'s| is| was| must| sounds?| takes?)\b|(?:it|this) sounds\b|it's striking\b|i (?:hear|see|sense|imagine|feel|'m (?:glad|sorry|concerned))\b|i'm (?:so )?(?:glad|sorry|concerned)\b"
    r"|there(?:'s| is| was) (?:a|an|so|some|grief|anger|shame|love|fear|hurt)\b|so (?:the|there's|that's|fine)\b|(?:perhaps|maybe)\b(?=[^.!?]*\byou))"
)
"""How one says something of what was just told."""
THAT_IS = re.compile(r"^\W*(?:(?:and|so|but|oh|well|yes|still)[ ,]+)*that(?:'s| is| was)\b")
"""As a patient says of its own words, or of the therapist's."""
