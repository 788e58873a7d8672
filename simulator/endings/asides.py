"""What the therapist is told in private about the end of a session. The view marks it as private; the patient never sees it."""

from __future__ import annotations


def wrap_up_aside(turns_left: int) -> str:
    """Private note for the therapist when the session comes near its limit.

    Args:
        turns_left: turns of both speakers until the limit.
    """
    if turns_left <= 2:
        return (
            "This is your last turn in this session. "
            "Say goodbye now, in a sentence or two, and ask nothing more."
        )
    yours = (turns_left + 1) // 2
    return (
        f"You have {yours} turns left in this session. "
        "Begin to close: sum up briefly, agree on one task for the days ahead, ask what should still be said, "
        "and keep your last turn for the goodbye. Do not mention this note."
    )


def closing_aside(*, patient_left: bool) -> str:
    """Private note for the therapist when goodbyes are due.

    Args:
        patient_left: the patient has said goodbye already.
    """
    why = "The patient has said goodbye" if patient_left else "The closing has gone on long enough"
    return (
        f"{why}. Answer in a sentence or two and say goodbye, "
        "unless the patient has just told you of a danger. Ask nothing new. Do not mention this note."
    )
