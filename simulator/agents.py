"""Views: what each agent is sent, derived from the one transcript (law 1).

A view begins with the system prompt and a user message, ends with a user message, and drops nothing. From
one call to the next it only grows at the end, so a provider's prefix cache serves it. Asides (private notes: the wrap
up, a fact that opened) stay where they were sent. A reminder after a discarded attempt is sent once and kept nowhere.
"""

from __future__ import annotations

from collections.abc import Sequence

from simulator.models import Message
from simulator.transcript import Speaker, Turn


def view(
    speaker: Speaker,
    system: str,
    scene: str,
    turns: Sequence[Turn],
    *,
    asides: Sequence[str] = (),
    reminder: str = "",
) -> list[Message]:
    """The messages for the next utterance of `speaker`.

    Args:
        speaker: who is to speak: own turns become `assistant`, the partner's `user`.
        system: the rendered prompt.
        scene: the short scene-setting user message that comes first when the speaker's own turn opens the session.
        turns: all accepted turns.
        asides: private notes that reach the speaker now, and are recorded with its turn.
        reminder: one private line that names the fault of a discarded attempt, in the form the policy gives it.
    """
    messages: list[Message] = [{"role": "system", "content": system}]
    if not turns or turns[0].speaker == speaker:
        messages.append({"role": "user", "content": scene})
    for turn in turns:
        if turn.speaker != speaker:
            _say(messages, "user", turn.text)
        else:
            _whisper(messages, turn.asides)
            _say(messages, "assistant", turn.text)
    if messages[-1]["role"] != "user":
        # Only an imported session has two turns of one speaker in a row at its end.
        messages.append({"role": "user", "content": "(Silence.)"})
    _whisper(messages, asides)
    if reminder:
        messages[-1] = {"role": "user", "content": f"{messages[-1]['content']}\n\n{reminder}"}
    return messages


def _say(messages: list[Message], role: str, text: str) -> None:
    # Providers want roles to alternate; two turns of one speaker in a row become one message.
    if messages[-1]["role"] == role:
        messages[-1] = {"role": messages[-1]["role"], "content": f"{messages[-1]['content']}\n\n{text}"}
    elif role == "user":
        messages.append({"role": "user", "content": text})
    else:
        messages.append({"role": "assistant", "content": text})


def _whisper(messages: list[Message], notes: Sequence[str]) -> None:
    if notes and messages[-1]["role"] == "user":
        private = "".join(f"\n\n[Private, for you only: {note}]" for note in notes)
        messages[-1] = {"role": "user", "content": messages[-1]["content"] + private}
