"""Farewells and their look-alikes: what fires, what only sounds like it, and where the two collide."""

from __future__ import annotations

import pytest

from simulator.endings import EndingRules, find_ending, load_rules
from simulator.transcript import Ending, Speaker, Turn

WORKING = (
    "Hi, I am Marta. It was a rough week at work.",
    "What made it rough?",
    "I missed a deadline and went over it all night.",
    "What did you tell yourself about it?",
    "That they are going to find me out.",
    "How strongly did you believe that, out of a hundred?",
    "Eighty, maybe. More in the evening.",
    "And what would you say to a colleague who missed one?",
    "That it happens to everybody.",
    "What makes it different when it is you?",
    "I suppose I expect more of myself.",
)
CLOSING = (
    "We are almost out of time. Is there anything else you would like to bring up before we stop?",
    "No, I think that covers it. Thank you.",
)


@pytest.fixture(scope="module")
def rules() -> EndingRules:
    return load_rules()


def conversation(*texts: str) -> list[Turn]:
    speakers: tuple[Speaker, Speaker] = ("patient", "therapist")
    return [Turn(number=i, speaker=speakers[i % 2], text=text) for i, text in enumerate(texts)]


def ending(rules: EndingRules, *texts: str) -> Ending | None:
    return find_ending(conversation(*texts), rules, patient="Marta Kovacs", therapist="Nova")


FAREWELLS = (
    "Take care of yourself, Marta.",
    "Take care!",
    "Okay, Marta. Goodbye for now.",
    "See you next week.",
    "I'll see you next Tuesday at three.",
    "Alright then, see you on Thursday, Marta.",
    "It was good to see you today. Take care, and I'll see you next week.",
    "Thanks for your work today — see you next time.",
    "You worked hard today. Be gentle with yourself this week.",
    "Have a good week, Marta!",
    "Have a lovely rest of your day.",
    "Until next time.",
    "Until then, take good care of yourself.",
    "Bye, Marta.",
    "I look forward to hearing how it goes. See you next week!",
    "I'm looking forward to our next session.",
    "Same time next week. Take care.",
    "Let's stop here for today.",
    "Good. I'll see you then.",
    "Well, Marta, it has been a pleasure working with you today.",
    "We'll pick this up next week.",
    "Wishing you a gentle week, Marta.",
    "Good night, Marta. Sleep well.",
    "Then I'll say goodbye for now.",
    "Keep practising the breathing, and I'll see you in two weeks.",
    "You're very welcome. See you next Monday.",
    "Take care of yourself, Marta, and remember that you're not alone.",
    "All the best for the interview, and see you next week.",
    "We'll leave it there for today. Take care.",
    "Alright. Go well, Marta.",
    "Thank you for coming in today. See you soon.",
    "Thank you for trusting me with this today, Marta. Take care.",
    "Talk to you next week.",
    "(smiles warmly) Take care, Marta.",
    "Goodbye, Marta! *waves*",
    "Okay, bye bye.",
    "That sounds right. Have a restful weekend, and see you Monday.",
    "See you next week, Marta. You did good work today.",
    "See you next week, same time. Take care until then.",
    "I'll be thinking of you on Friday. Take care.",
    "Great. Well, enjoy your weekend, Marta.",
    "I'll see you at our next session. Bye for now.",
    "Cuídate mucho, Marta. Nos vemos la próxima semana.",
    "Hasta el martes, Marta.",
    "I hope the week treats you kindly. See you Wednesday.",
    "Then let's end here. Until next Thursday.",
    "Thank you, Marta. Until we meet again.",
    "So I'll see you in two weeks, after your trip. Take care of yourself.",
    "My door is always open. Take care of yourself.",
    "And with that, I'll let you go. Have a peaceful evening.",
    "Okay. See you, Marta.",
    "Take care and see you soon.",
    "I'm glad you came today. Travel safely, and I'll see you when you're back.",
    "Be well, Marta.",
    "Goodbye and take care.",
    "You too! Bye!",
)

UNANNOUNCED = (
    "Well, we've come to the end of our time. I'll see you next week, Marta. Take care.",
    "Okay, time's up for today. See you next Tuesday.",
    "That's our time. Take good care of yourself.",
    "I'll see you next week, Marta.",
    "Goodbye, Marta.",
    "Let's stop here for today. You did good work. Take care of yourself.",
    "Our hour is over, so let's leave it there. Have a good week!",
    "We have to stop here. Same time next week?  Good. See you then, Marta.",
)

IN_THE_MIDDLE = (
    "Take care of yourself.",
    "It sounds like you take care of everyone except yourself.",
    "What would it look like to take care of yourself this week?",
    "Take care to notice the thought before you answer it.",
    "You have to take care of yourself first.",
    "Maybe this evening you could take care of one small thing. Take care of yourself.",
    "Take care of your grandmother, and let the rest wait.",
    'You could tell him: "I have to go now. Take care."',
    "You could say something like this. I'm leaving now. Goodbye.",
    "Try saying it out loud: Goodbye, old job.",
    "So you said goodbye to your old job.",
    "And how was it to say goodbye?",
    "Let's practise the STOP skill. Stop. Take a breath. Observe. Proceed.",
    "Before we conclude, I want to hear more about the meeting.",
    "Before we conclude, how did the homework go?",
    "End each day with three good things and tell yourself good night.",
    'For homework, end the day with the words "take care of yourself".',
    "Write a letter that ends like this:\n\nGoodbye. I'll see you in my dreams.",
    "Here's a script:\n- Hi, I can't stay.\n- Take care. Bye.",
    "[Therapist smiles] Let's go on.",
    "She told you 'see you next week' and then she didn't come.",
    "So when your friend says see you next week, what do you hear?",
    "Your friend said she'd see you next week.",
    "If I see you next week and nothing has changed, we look at it again.",
    "I'd like you to be kind to yourself.",
    "Be gentle with yourself.",
    "Good luck with that.",
    "I see you.",
    "I see you, Marta.",
    "We can talk about that later.",
    "Let's come back to that later.",
    "Let's stop here for a moment.",
    "Let's pause there.",
    "Stop there. What did you feel just now?",
    "Let's leave that for now.",
    "Thank you for sharing that with me.",
    "Thank you for trusting me with this.",
    "It's good to see you again.",
    "It's nice to meet you, Marta.",
    "Well, goodbye to perfection then.",
    "Wave it goodbye.",
    "Imagine the thought as a leaf on a stream, and say goodbye.",
    "Imagine putting each worry on a leaf. Watch it float past. Goodbye.",
    "Take your time. I'm here.",
    "Have a good cry if you need one.",
    "Have a good look at the evidence.",
    "What would your grandmother say? Take care of yourself, mija.",
    "The next time he says goodbye, notice what happens.",
    "Let's role-play it. I'll be your boss. Okay, see you tomorrow.",
    "See you tomorrow is what he said.",
    "I'm not going to say goodbye just yet.",
    "We still have time. Don't say goodbye yet.",
    "What did he mean by see you later?",
    "Next week, then?",
    "Cuídate.",
    "Le dijiste adiós a tu trabajo.",
    "¿Cómo fue decir adiós?",
    "Farewell is a heavy word for you.",
    "Sleep well tonight.",
    "All right. Rest well. And what about the weekend?",
    "Take care, of course, can mean many things. What does it mean to you?",
)

WHILE_CLOSING = (
    "Before we finish, I want to come back to your mother.",
    "Take care of yourself this week by going to bed at ten.",
    "What would help you take care of yourself this week?",
    "I'll see you next week, but first tell me about the evening.",
    "See you next week? Or shall we say in two?",
    "Shall we say the same time next week?",
    "Good luck with the exam. Now, tell me about the sleep.",
    "One more thing before you go: how is the sleep?",
    "You might tell your sister: I have to go now. Take care, see you soon.",
    "Your sister will say take care.",
    'Say "see you next week" to her and leave.',
    "He'll say goodbye, and you will feel it in your chest.",
    "When you say goodbye to your mother, notice your shoulders.",
    "I hear you say goodbye to that idea.",
    "Take care of the small things first.",
    "Good night can be the cue for the breathing.",
    "Enjoy the walk on Sunday and write down how it felt.",
    "Have a go at it this week.",
    "Next week we look at the letter.",
    "It was good that you told me.",
    "Take care not to overdo it.",
    "Stay well away from the late emails.",
    "Be kind to yourself when the thought comes.",
    "Stop here when you notice the thought. Then breathe.",
    "I'll see you as someone who tries.",
    "I'll see you through this.",
    "Good luck is not what you need; practice is.",
    "Let's talk soon about the medication with your doctor.",
)

BY_THE_PATIENT = (
    "I forget to take care of myself.",
    "I'm done being a burden to everyone.",
    "I have to take care of my grandmother.",
    "She said see you next week and never came.",
    "See you next week, I told her.",
    "I'll see her next week.",
    "Goodbye to my old job, I guess.",
    "Thanks for nothing.",
    "Thanks for nothing. Bye.",
    "I just said goodbye. That was it.",
    "I told my friend I'd see him Thursday. See you Thursday.",
    "I'm done.",
    "I'm done pretending this gets better.",
    "Good night was all he said.",
    "Me dijo adiós y se fue.",
)


@pytest.mark.parametrize("text", FAREWELLS)
def test_a_farewell_after_closing_was_offered_ends_the_session(rules: EndingRules, text: str) -> None:
    found = ending(rules, *WORKING, *CLOSING, text)
    assert found is not None and found.turn == len(WORKING) + len(CLOSING)
    assert found.reason == "Natural Session End" and found.details.startswith("Detected end phrase: '")


@pytest.mark.parametrize("text", UNANNOUNCED)
def test_a_farewell_that_says_so_ends_a_session_that_has_run_for_a_while(
    rules: EndingRules, text: str
) -> None:
    assert ending(rules, *WORKING, text) is not None


@pytest.mark.parametrize("text", IN_THE_MIDDLE)
def test_words_of_farewell_in_the_middle_do_not_end_the_session(rules: EndingRules, text: str) -> None:
    assert ending(rules, *WORKING, text) is None


@pytest.mark.parametrize("text", IN_THE_MIDDLE)
def test_words_of_farewell_in_the_first_turns_do_not_end_the_session(rules: EndingRules, text: str) -> None:
    assert ending(rules, *WORKING[:3], text) is None


@pytest.mark.parametrize("text", WHILE_CLOSING)
def test_what_is_no_farewell_does_not_end_a_closing_session(rules: EndingRules, text: str) -> None:
    assert ending(rules, *WORKING, *CLOSING, text) is None


@pytest.mark.parametrize("text", BY_THE_PATIENT)
def test_what_a_patient_tells_does_not_end_the_session(rules: EndingRules, text: str) -> None:
    assert ending(rules, *WORKING[:-1], text) is None
    assert ending(rules, *WORKING[:-1], text, "What was that like?") is None


@pytest.mark.parametrize("text", [t for t in FAREWELLS if "\n" not in t])
@pytest.mark.parametrize(
    "frame",
    [
        'You could say to her: "{}"',
        "Your card could read “{}”",
        "Homework for the week:\n\n- {}",
        "1. Stand up.\n2. {}",
        "You: {}",
        "[{}]",
        "He wrote:\n\n{}",
        "Imagine you are at her door. {}",
    ],
)
def test_a_farewell_for_somebody_else_does_not_end_the_session(
    rules: EndingRules, frame: str, text: str
) -> None:
    assert ending(rules, *WORKING, frame.format(text)) is None


def test_a_farewell_inside_a_role_play_does_not_end_the_session(rules: EndingRules) -> None:
    played = (
        "Let's do a role-play. I'll be your boss, and you leave on time.",
        "I have to go now.",
        "See you tomorrow then.",
    )
    assert ending(rules, *WORKING, *played) is None
    over = (
        "Okay. Bye.",
        "Let's step out of the role. We have a few minutes left.",
        "That felt odd.",
        "Take care, Marta.",
    )
    found = ending(rules, *WORKING, *played, *over)
    assert found is not None and found.turn == len(WORKING) + len(played) + len(over) - 1


def test_a_role_play_planned_for_another_day_does_not_keep_the_session_open(rules: EndingRules) -> None:
    text = (
        "Next week we could do a role-play of it. We have to stop here for today. See you on Thursday, Marta."
    )
    assert ending(rules, *WORKING, text) is not None


def test_the_patients_goodbye_waits_for_the_therapist(rules: EndingRules) -> None:
    goodbye = "Nothing else, thanks. See you next week."
    found = ending(rules, *WORKING, CLOSING[0], goodbye, "You did good work today.")
    assert found is not None and found.turn == len(WORKING) + 2 and found.rule == "patient-farewell"


def test_the_patients_goodbye_is_undone_by_a_question(rules: EndingRules) -> None:
    goodbye = "Nothing else, thanks. See you next week."
    later = ("Before you go, how is your sleep?", "Still bad. I lie awake.", "Since when?")
    assert ending(rules, *WORKING, CLOSING[0], goodbye, *later) is None


def test_a_goodbye_of_the_patients_alone_does_not_end_a_session_that_goes_on(rules: EndingRules) -> None:
    later = ("What is it that makes you want to leave?", "I don't know. I am ashamed.", "What of?")
    assert ending(rules, *WORKING[:-1], "I have to go. Bye.", *later) is None


def test_a_record_that_stops_at_the_patients_goodbye_ends_there(rules: EndingRules) -> None:
    found = ending(rules, *WORKING[:-1], "That helps, thank you. Bye for now!")
    assert found is not None and found.rule == "patient-last-words" and found.turn == len(WORKING) - 1


def test_thanks_for_nothing_is_no_goodbye(rules: EndingRules) -> None:
    assert ending(rules, *WORKING[:-1], "Thanks for nothing. Bye.") is None
    assert ending(rules, *WORKING, CLOSING[0], "Thanks for nothing. Bye.") is None


def test_advice_after_homework_does_not_end_the_session(rules: EndingRules) -> None:
    homework = "For homework, write down one kind sentence a day until our next session."
    talk = (
        "I can try.",
        "What might get in the way?",
        "Evenings, I am so tired.",
        "What happens then?",
        "I just scroll.",
    )
    more = (
        "And how do you feel after that?",
        "Worse.",
        "What would be kinder?",
        "Going to bed.",
        "Take care of yourself.",
    )
    assert ending(rules, *WORKING, homework, *talk, *more) is None


def test_an_agenda_does_not_open_the_closing(rules: EndingRules) -> None:
    agenda = "Let's leave some time for the task before we stop today."
    assert ending(rules, WORKING[0], agenda, "Fine.", "Take care of yourself.") is None


def test_the_first_ending_is_the_one_that_counts(rules: EndingRules) -> None:
    found = ending(rules, *WORKING, *CLOSING, "Take care, Marta.", "You too.", "Bye, Marta.")
    assert found is not None and found.turn == len(WORKING) + len(CLOSING)
