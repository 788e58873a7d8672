"""Whole conversations: where the rules end them, and where not."""

from __future__ import annotations

import pytest

from simulator.endings import EndingRules, load_rules
from tests.endings.test_phrases import WORKING, conversation, ending


@pytest.fixture(scope="module")
def rules() -> EndingRules:
    return load_rules()


TRUE: tuple[tuple[int, tuple[str, ...]], ...] = (
    (
        11,
        (
            "I think that's a good place to leave it. Same time next Thursday?",
            "Yes, Thursday works.",
            "Wonderful. I'll see you then.",
        ),
    ),
    (
        11,
        (
            "We've covered a lot today. For this week, just notice the voice, and jot down when it shows up.",
            "Okay, I can do that.",
            "Good. Be well, and I'll see you next week.",
        ),
    ),
    (
        11,
        (
            "It looks like our time is up. How are you leaving today?",
            "Lighter. Thanks.",
            "I'm glad. See you on the 14th.",
        ),
    ),
    (
        11,
        (
            "So that's the plan until we meet again. Anything you want to add?",
            "No, I'm good.",
            "Okay. Drive safely, Marta.",
        ),
    ),
    (
        11,
        (
            "We're at the end of our session. Thank you for your openness today, Marta. I look forward to seeing you next Tuesday.",
        ),
    ),
    (
        11,
        (
            "Before we wrap up, what are you taking with you?",
            "That I can ask for help.",
            "That's a good thing to take home. Take care this week, Marta.",
        ),
    ),
    (
        11,
        (
            "Let's wrap up there. You've got your plan for the week.",
            "Thank you, Nova. See you next week.",
            "See you next week, Marta. Bye now.",
        ),
    ),
    (11, ("You've worked hard today. Same time next week?", "Yes please.", "Great. Bye for now.")),
    (
        11,
        (
            "I want to be mindful of our time. Let's bring things to a close.",
            "Okay.",
            "Remember, small steps. You've got this. Until next time, Marta.",
        ),
    ),
    (
        11,
        (
            "We have about five minutes left. What's been most useful?",
            "The bit about my colleague.",
            "Hold on to that. Take good care, and we'll talk again next week.",
        ),
    ),
    (
        11,
        (
            "Our hour is nearly up. What will you do this week?",
            "Walk to work on Tuesday.",
            "I like it. Go gently this week. I'll see you next Wednesday at four.",
        ),
    ),
    (11, ("That's all we have time for. Thanks for sharing so openly.", "Thank you. Bye.", "Bye, Marta.")),
    (11, ("We need to finish here for today. I'm really pleased with how you did. Enjoy your weekend!",)),
    (
        11,
        (
            "This being our last session, what would you like to say?",
            "Thank you. For all of it.",
            "It has been a privilege to work with you, Marta. I wish you all the very best. Goodbye.",
        ),
    ),
    (
        11,
        (
            "Since this is our last session, I want to say how far you've come.",
            "I'll miss this.",
            "So will I. Take care of yourself, Marta. Goodbye.",
        ),
    ),
    (
        11,
        (
            "Let me stop us there as we're out of time.",
            "Oh, already.",
            "Already. See you next week, and bring the list.",
        ),
    ),
    (
        11,
        (
            "Is there anything else you'd like to cover before we end?",
            "No, that's everything.",
            "Then I'll let you go. Have a great week.",
        ),
    ),
    (
        11,
        ("Shall we leave it there for today?", "Yes.", "All right then. Take care and see you soon, Marta."),
    ),
    (
        11,
        (
            "We have to stop now.",
            "Okay.",
            "**Homework:** one walk a day.\n\nI'm looking forward to hearing how it goes. Take care, Marta.",
        ),
    ),
    (
        11,
        (
            "We are coming to the end of our time today.\n\n- Thought record, three times\n- One walk\n\nDoes this feel doable?",
            "Yes.",
            "Great! I'm proud of the effort you put in. See you at our next session, Marta!",
        ),
    ),
    (10, ("Thanks for listening. I should get some sleep. Good night.",)),
    (10, ("That actually helped. I'm gonna go now, take care.",)),
    (10, ("okay thanks. bye",)),
    (10, ("I appreciate you listening, it means a lot. Talk soon!",)),
    (10, ("thank you for being here tonight. i'm going to try to sleep now",)),
    (10, ("Alright, I'll give that a try. Have a good day!",)),
    (
        11,
        (
            "You've taken an important first step today, and I want to acknowledge that. Practice the breathing exercise daily, and we'll review how it went when we meet next week. Take care, Marta!",
        ),
    ),
    (
        11,
        (
            "Thank you for your courage today. I'm confident that with practice you'll see change. See you in our next session.",
        ),
    ),
    (
        11,
        (
            "It sounds like you have a clear plan. Do you feel ready to end here?",
            "Yes, I do.",
            "Wonderful. Have a good rest of your week, and I'll look forward to our next conversation.",
        ),
    ),
    (
        11,
        (
            "Alright, we're out of time for today. We'll pick up where we left off next week. Take it easy until then.",
        ),
    ),
    (11, ("Time's up, I'm afraid. Until Thursday!",)),
    (
        11,
        (
            "I think we can stop here. How does that sit with you?",
            "Good.",
            "Okay then. I'll see you the same time next week.",
        ),
    ),
    (
        11,
        (
            "So we'll meet again on Friday at ten.",
            "Friday at ten. Thanks.",
            "You're welcome. Take care of yourself.",
        ),
    ),
    (
        11,
        (
            "We're wrapping up now. One word for how you're leaving?",
            "Hopeful.",
            "Hopeful. I'll take that. See you next time, Marta.",
        ),
    ),
    (11, ("I'd like to close by saying how much I appreciate your honesty. I'll see you next Monday.",)),
    (
        11,
        (
            "That's it for today, then.",
            "Thanks, Nova.",
            "Thank you, Marta. Mind yourself, and see you Tuesday.",
        ),
    ),
    (
        11,
        ("Let's finish with one breath together.", "Okay.", "Good. Goodbye for today, Marta, and thank you."),
    ),
    (11, ("You have my number if anything comes up before Thursday. Take care.",)),
    (11, ("Thank you, Marta. You did well. Let's meet again in two weeks. Goodbye!",)),
    (11, ("Anything else for today?", "No.", "All the best with the exam then. Bye-bye.")),
    (11, ("I hope the weekend brings some rest. Bye, Marta.",)),
    (11, ("Okay, that's our hour. I'll see you again next week. Oh, and good luck with the talk.",)),
    (
        11,
        (
            "It's been wonderful working with you these twelve weeks. Goodbye, and all the best for what comes next.",
        ),
    ),
    (11, ("Please be gentle with yourself this week. I'll see you next Thursday, same time.",)),
    (10, ("Thanks, you've given me something to think about. I'll talk to you later.",)),
    (10, ("ok i gotta go now. bye",)),
    (10, ("I think I'll stop here for tonight. Thanks for hearing me out. Take care.",)),
    (10, ("I'll try that tonight. Thank you so much for your help.",)),
    (10, ("Have a great day",)),
    (10, ("Thanks, bye!",)),
)

FALSE: tuple[tuple[int, tuple[str, ...]], ...] = (
    (
        11,
        (
            "Let's try the empty chair. Your father sits here. What would you say to him?",
            "Goodbye, Dad. I miss you.",
            "Stay with that. What do you notice in your body?",
            "My throat is tight.",
            "Let it be tight.",
        ),
    ),
    (
        11,
        (
            "Today let's practise the STOP skill: Stop, Take a step back, Observe, Proceed.",
            "Okay.",
            "Ready? Stop.",
            "...",
            "Take a step back. Observe.",
        ),
    ),
    (
        11,
        (
            "What would it be like to say goodbye to the idea that you must be perfect?",
            "Scary.",
            "Scary, yes. Goodbye is a big word.",
        ),
    ),
    (
        11,
        (
            "What does your grandmother need from you?",
            "I take care of her every day.",
            "You take care of her. And who takes care of you?",
            "Nobody.",
            "Nobody.",
        ),
    ),
    (
        11,
        (
            "How do you end a call with your mother?",
            "I say see you next week and hang up.",
            "See you next week, and you hang up.",
            "Yeah.",
            "And then what do you feel?",
        ),
    ),
    (
        11,
        (
            "When she texts you again, write: thanks, I can't tonight. Take care.",
            "Maybe.",
            "What makes it a maybe?",
            "She'd be hurt.",
            "Mm.",
        ),
    ),
    (
        11,
        (
            "Before we conclude that you failed, what else could explain it?",
            "They had no time.",
            "Exactly. Before we conclude anything, we look.",
        ),
    ),
    (
        11,
        (
            "For homework, end the day with a line on what went well, like: Good night, you did enough.",
            "Okay.",
            "What might get in the way?",
            "Tiredness.",
            "So where would the notebook lie?",
        ),
    ),
    (
        11,
        (
            "What happened at the farewell party?",
            "My boss said take care and that was it.",
            "Take care, and that was it. Fifteen years.",
            "Yes.",
            "That must have hurt.",
        ),
    ),
    (
        11,
        (
            "I hear how much you want it to stop.",
            "Thanks for nothing, then.",
            "You're angry with me. That's all right.",
            "I am.",
            "Tell me.",
        ),
    ),
    (
        11,
        (
            "What did you tell yourself?",
            "I'm done being a burden to everyone.",
            "Are you thinking of ending your life?",
            "Sometimes.",
            "I'm glad you told me.",
        ),
    ),
    (
        11,
        (
            "Maybe take care of one small thing first. Take care of the dishes.",
            "The dishes.",
            "The dishes. And then rest.",
        ),
    ),
    (
        11,
        (
            "My friend, the dentist, says the same at the door every time. See you in six months.",
            "Ha.",
            "You smiled just now.",
        ),
    ),
    (
        11,
        (
            "Good luck with that meeting on Thursday, by the way. You mentioned Mark?",
            "Yes, Mark helped.",
            "How did it feel to be helped?",
        ),
    ),
    (
        11,
        (
            "I want us to look after the part of you that is tired. Look after yourself. What does that part want?",
            "Sleep.",
            "Sleep.",
        ),
    ),
    (
        11,
        (
            "Let me play your sister. 'I need you to come over.' What do you say?",
            "Sorry, I can't today. Bye.",
            "Okay. Take care then. Bye.",
        ),
    ),
    (11, ("We have plenty of time left.", "Good.", "Have a look at the card again.")),
    (11, ("It's nice to see you smile.", "Thanks.", "It was good to hear you say that.")),
    (
        11,
        (
            "When you leave the office, what's the last thing you say?",
            "See you tomorrow.",
            "See you tomorrow. And does anyone answer?",
        ),
    ),
    (
        11,
        (
            "Some days it's enough to get through. Be gentle with yourself today.",
            "I'll try.",
            "What would gentle look like?",
        ),
    ),
    (
        11,
        (
            "Thank you for trusting me with that. It took courage. I'm here for you.",
            "Thanks.",
            "What was it like to say it out loud?",
        ),
    ),
    (11, ("We can pick this up later.", "Okay.", "Let's come back to the meeting.")),
    (11, ("I'd say to the thought: thanks, mind. Bye.", "Funny.", "It is.")),
    (
        11,
        (
            "That's a farewell letter of sorts. Would you read it?",
            "Dear perfection, goodbye. Yours, A.",
            "Goodbye. How does that word sit?",
        ),
    ),
    (
        11,
        (
            "Some people like to end a practice with a wish. May you be well. May you be safe.",
            "Okay.",
            "Say it to yourself. Be well. Be safe.",
        ),
    ),
    (11, ("Breathe in, and out. Let the thought float off. Bye, thought.", "Heh.", "Good. And again.")),
    (10, ("And that's when she said it. Goodbye. Just like that.",)),
    (10, ("I can't do this any more. I want to die. Goodbye.",)),
    (10, ("I need to go see my mother on Sunday. She has nobody else.",)),
    (10, ("I keep telling him I have to go",)),
    (11, ("Take care of yourself is what you tell everybody else.", "True.", "And you?")),
    (11, ("Could you take care of yourself the way you take care of her?", "No.", "No.")),
    (11, ("You told her to take care, and she laughed.",)),
    (11, ("Let's stop for a second. What was that?",)),
    (11, ("Next week you see your sister. See her as she is.",)),
    (11, ("Until next time it happens, keep the card in your wallet.",)),
    (11, ("Have a good look at this column.",)),
    (11, ("Enjoy the quiet when it comes.", "I'll try.", "What does quiet sound like?")),
    (11, ("I look forward to hearing about that.", "It was last Tuesday.", "Go ahead.")),
    (11, ("I'm looking forward to hearing more. Start wherever you like.",)),
    (11, ("We'll talk about that next week. For now, stay with the meeting.",)),
    (11, ("We'll get to the sleep next time. Today, the meeting.",)),
    (11, ("Saying goodbye is hard for you.",)),
    (11, ("So the last words were 'goodbye for now'.", "Yes.", "For now.")),
    (11, ("You can end the call by saying I have to go, take care.",)),
    (11, ("A good closing line could be: thank you, goodbye.",)),
    (11, ("Write down: I did my best today. Good night.",)),
    (11, ("Your mind says stop. Stop here. And you stop.",)),
    (11, ("See you in the mirror, what do you see?",)),
    (11, ("I'll see you through this rough patch.",)),
    (11, ("Good luck finding that feeling in a spreadsheet.",)),
    (11, ("Thanks for coming back to that.",)),
    (11, ("Thank you for coming in today. What brings you here?",)),
    (11, ("It's good to meet you. Thanks for being here.",)),
    (
        11,
        (
            "You've done a lot of work today already. Shall we go on to the second column?",
            "Yes.",
            "Okay. Evidence for.",
        ),
    ),
    (11, ("Bye-bye, sleep, as you put it.",)),
    (11, ("Peace. That's the word you used.",)),
    (11, ("Later, then.",)),
    (11, ("Tomorrow, then, you try it.",)),
    (11, ("He left without goodbye. No take care, no see you.",)),
    (10, ("He left without goodbye. No take care.",)),
    (10, ("All I wanted was for him to say take care",)),
    (10, ("I just don't want to see her. Not next week, not ever.",)),
    (10, ("I'm done talking about it.",)),
    (10, ("That's all I ever hear. Have a nice day.",)),
    (10, ("I'm so tired. I just want it to end. Good night.",)),
    (10, ("whatever. i'm done",)),
)


@pytest.mark.parametrize(("before", "then"), TRUE)
def test_a_conversation_ends_at_its_farewell(rules: EndingRules, before: int, then: tuple[str, ...]) -> None:
    texts = (*WORKING[:before], *then)
    found = ending(rules, *texts)
    assert found is not None and found.turn == len(texts) - 1


@pytest.mark.parametrize(("before", "then"), FALSE)
def test_a_conversation_without_a_farewell_does_not_end(
    rules: EndingRules, before: int, then: tuple[str, ...]
) -> None:
    assert ending(rules, *WORKING[:before], *then) is None


@pytest.mark.parametrize(("before", "then"), TRUE)
def test_an_open_disclosure_keeps_every_one_of_them_open(
    rules: EndingRules, before: int, then: tuple[str, ...]
) -> None:
    told = "Some nights I want to kill myself."
    assert len(conversation(told)) == 1
    assert ending(rules, told, *WORKING[1:before], *then) is None
