"""Views of the transcript: law 1."""

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from simulator.agents import view
from simulator.transcript import OTHER, Speaker, Turn

SCENE = "You sit down."


def talk(
    *texts: str, first: Speaker = "patient", asides: Mapping[int, tuple[str, ...]] | None = None
) -> list[Turn]:
    speaker, turns = first, []
    for number, text in enumerate(texts):
        turns.append(Turn(number=number, speaker=speaker, text=text, asides=(asides or {}).get(number, ())))
        speaker = OTHER[speaker]
    return turns


def test_the_opening_stays_in_and_a_view_never_begins_with_an_assistant_message() -> None:
    turns = talk("Hello, I'm Alicia.", "Welcome.")
    patient = view("patient", "You are Alicia.", SCENE, turns)
    assert [m["role"] for m in patient] == ["system", "user", "assistant", "user"]
    assert patient[1]["content"] == SCENE and patient[2]["content"] == "Hello, I'm Alicia."
    therapist = view("therapist", "You are Nova.", SCENE, turns[:1])
    assert [m["role"] for m in therapist] == ["system", "user"]


def test_an_aside_reaches_its_speaker_alone_and_stays_where_it_was_sent() -> None:
    turns = talk("Hi.", "Hello.", "Fine.", "Good.", asides={3: ("Begin to close.",)})
    therapist = view("therapist", "s", SCENE, [*turns, Turn(number=4, speaker="patient", text="Mm.")])
    assert "Begin to close." in therapist[3]["content"]
    assert all("Begin to close." not in m["content"] for m in view("patient", "s", SCENE, turns))


def test_a_reminder_is_in_the_last_message_only() -> None:
    turns = talk("Hi.", "Hello.")
    with_reminder = view("patient", "s", SCENE, turns, reminder="[Stay the patient.]")
    assert with_reminder[-1]["content"].endswith("[Stay the patient.]")
    assert with_reminder[:-1] == view("patient", "s", SCENE, turns)[:-1]


@given(st.lists(st.text(min_size=1, max_size=30), min_size=1, max_size=12), st.data())
def test_views_only_grow_at_the_end_and_end_with_a_user_message(
    texts: list[str], data: st.DataObject
) -> None:
    asides = {n: ("note",) for n in range(len(texts)) if data.draw(st.booleans())}
    turns = talk(*texts, asides=asides)
    speaker: Speaker = data.draw(st.sampled_from(["patient", "therapist"]))
    before = ""
    for n in range(len(turns) + 1):
        if n % 2 != (speaker == "therapist"):
            continue  # not this speaker's turn
        pending = turns[n].asides if n < len(turns) else ()
        sent = view(speaker, "system", SCENE, turns[:n], asides=pending)
        assert sent[-1]["role"] == "user" and sent[1]["role"] == "user"
        flat = "\x00".join(m["role"] + m["content"] for m in sent)
        assert flat.startswith(before)
        before = flat
