"""Plausible, clean turns for the local test server, so that whole courses run past a role guard.

Chosen without repetition within a session, by a seed taken from the conversation's beginning.
"""

from __future__ import annotations

import random
from collections.abc import Collection

CLOSING_TURN = 11
"""The therapist's turn, counted from 0 among its own, with which it says goodbye: turn 23 of the session or so."""

PATIENT_OPENINGS = (
    "Hi. It has been a mixed week, honestly. A couple of decent days and then Thursday went sideways.",
    "Hello again. I nearly cancelled this morning, but I'm here, and I think that counts for something.",
    "Hi, good to be back. I kept thinking about what we said about Sundays.",
    "Hey. I slept a little better this week, which surprised me.",
    "Hi. I'm a bit scattered today, the bus was late and I ran the last bit.",
    "Hello. There was something at work on Monday that I've been saving up for today.",
)

PATIENT = (
    "I tried the thing with the notebook. Three evenings out of seven, then I let it slide.",
    "Mostly it sits in my chest. Like somebody parked a car there.",
    "My first thought was that they'd all noticed and were just being polite.",
    "I don't know. Part of me wants to talk about it and part of me wants to change the subject.",
    "So I stayed late and rewrote the whole report, even though nobody had asked for that.",
    "My sister called on Saturday. I let it ring out and then felt awful about it.",
    "If I'm honest, about seventy percent. It was ninety when it happened.",
    "It sounds smaller when I say it out loud. In the moment it was enormous.",
    "I ate lunch at my desk again. Standing up would have meant walking past everyone.",
    "Well, she did say thank you afterwards. I sort of skipped over that part.",
    "The nights are the worst. I lie there going through what I should have answered.",
    "I suppose a friend would tell me that one slow week isn't the end of the world.",
    "No, nothing terrible actually came of it. He just nodded and moved on to the next point.",
    "I used to play guitar after dinner. I haven't touched it since spring.",
    "It's easier to say yes. When I say no I spend the whole evening apologising in my head.",
    "That's a fair question. I'd have to think about what I was afraid of, exactly.",
    "I walked around the park on Wednesday, like we planned. It rained, but I went.",
    "My dad never sat down before everything was finished. I guess I picked that up.",
    "Relieved, maybe. And a little embarrassed that it took me so long.",
    "The evidence against it? She invited me again the following week. People don't do that out of pity.",
    "I got irritated with the kids next door and then I cried in the kitchen. Not my finest hour.",
    "Somewhere between the email arriving and me opening it, my stomach had already dropped.",
    "I could ask Tom. He's been there longer and he doesn't make a fuss.",
    "Ten minutes sounds doable. An hour, I'd never start.",
    "I noticed I was holding my breath on the stairs, so I stopped and counted like you showed me.",
    "What gets in the way is usually the phone. I pick it up and then it's midnight.",
    "It felt strange to leave it unfinished. Nobody died, though.",
    "I wrote down two of those thoughts. The second one looked almost funny on paper.",
    "Sometimes I think everyone else was handed instructions and I was off sick that day.",
    "Yes, I'd like to stay with that one. It's the one that keeps coming back.",
    "There was a moment on Friday when I laughed at something and forgot to feel guilty.",
    "I haven't told anybody at home. They have enough going on.",
    "Probably that I'm letting people down before they've even asked me for anything.",
    "Okay. I can try it once before the weekend and see how bad it gets.",
    "My shoulders come up to my ears, apparently. My colleague pointed it out.",
    "When it went quiet in the meeting I was sure it was because of me.",
    "I think I'd say it's a four today. Last time it would have been a seven.",
    "I did answer her in the end. Two lines, no excuses, and I pressed send.",
    "Mornings are all right. It's after three that everything gets heavier.",
    "It helped to split it up. The first bit was so small that I couldn't argue with it.",
    "I keep the list on the fridge, next to the dentist's card.",
    "Maybe the truth is that I was tired, and not that I'm useless.",
)

PATIENT_FAREWELLS = (
    "Thanks, Nova. I'll give that a go. See you next time.",
    "Okay, that feels manageable. Thank you, and have a good week.",
    "All right. I'll let you know how the walk goes. Bye for now.",
)

THERAPIST_FIRST = (
    "It's good to see you. How has your mood been since we last met, say from zero to ten?",
    "Welcome. Before we choose what to work on, how did the past week treat you?",
    "Glad you made it in. What would be most useful to spend our time on today?",
)

THERAPIST = (
    "How did the task we agreed on go, even if it was only part of it?",
    "You did some of it on a hard week. What made the other days more difficult?",
    "Let's take one moment from that day. Where were you when it started?",
    "And what went through your mind just then?",
    "How strongly did you believe that at the time?",
    "So the thought arrived before anything had actually happened. Does that sound right?",
    "What did you notice in your body?",
    "What did you do next?",
    "It sounds lonely, carrying that by yourself.",
    "What tells you that it's true? And is there anything that points the other way?",
    "If Tom told you the same story about himself, what would you say to him?",
    "Hm. You skipped over her thanking you. What do you make of that?",
    "What's the worst that could come of it, and how likely is that, really?",
    "Putting both sides together, how would you word it now?",
    "And how much do you believe this new version?",
    "You held back the urge to fix it. What was that like?",
    "When else has that rule shown up for you?",
    "Where do you think you learned to do it that way?",
    "What does saying yes cost you on an evening like this one?",
    "Could we try a small experiment with that prediction?",
    "What would be the smallest version of it that still counts?",
    "Which day would suit you, and at what time?",
    "What might get in the way?",
    "And if that happens, what could you do instead?",
    "Would it help to write the plan down in your own words?",
    "Part of you wants to hide, and part of you came here anyway.",
    "I hear how tired you are of checking everything twice.",
    "Shall we slow down there for a second?",
    "How does it feel to say that out loud?",
    "What has kept you going through weeks like this?",
    "Who around you would notice if things were a bit lighter?",
    "On that scale, what would one point higher look like?",
)

THERAPIST_LAST = (
    "Let's settle on one small thing before we stop: the ten-minute walk on Wednesday, with one line about it after.",
    "So for this week, write down one worried thought and what speaks against it. Does that seem doable?",
    "To sum up, you caught the thought earlier than before. What would you like to take with you from today?",
)

THERAPIST_FAREWELLS = (
    "Thank you for your work today. We'll stop here. Take care, and see you next week.",
    "That's our time for today. Goodbye, and I'll see you next week.",
    "Let's leave it there. Have a good week, and goodbye until next time.",
)

SUMMARY = (
    "Talked about pressure at work and the evenings after it.",
    "Worked through one situation: what happened, the thought, the feeling, what was done.",
    "Looked for evidence for and against the thought, and worded a more balanced one.",
    "A ten-minute walk on Wednesday, and one line about it afterwards.",
    "Being tired is not the same as being useless.",
)


def turn_text(role: str, index: int, seed: str, said: Collection[str] = (), draw: int = 0) -> str:
    """What `patient` or `therapist` says as its own turn.

    Args:
        role: whose turn it is.
        index: number of its own turns before this one.
        seed: stands for the conversation; another seed, another order.
        said: its own turns so far, none of which comes again while others are left.
        draw: another draw for the same turn.
    """
    rng = random.Random(f"{seed}/{role}")
    texts: tuple[str, ...]
    if role == "patient":
        texts = PATIENT_OPENINGS if index == 0 else PATIENT_FAREWELLS if index > CLOSING_TURN else PATIENT
    else:
        special: dict[int, tuple[str, ...]] = {0: THERAPIST_FIRST, CLOSING_TURN - 1: THERAPIST_LAST}
        texts = THERAPIST_FAREWELLS if index >= CLOSING_TURN else special.get(index, THERAPIST)
    order = rng.sample(texts, len(texts))
    start = index + 7 * draw
    turned = [order[(start + i) % len(order)] for i in range(len(order))]
    return next((text for text in turned if text not in said), turned[0])


def is_closing(role: str, index: int) -> bool:
    """Whether that turn says goodbye."""
    return index > CLOSING_TURN if role == "patient" else index >= CLOSING_TURN
