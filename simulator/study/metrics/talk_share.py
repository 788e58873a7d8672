"""Who has the floor."""

from __future__ import annotations

from simulator.store.records import SessionRecord
from simulator.study.metrics.registry import Context, metric, own_turns
from simulator.transcript import words


@metric(label="therapist's share of the words", unit="share of words", share=True)
def talk_share(session: SessionRecord, _: Context) -> float | None:
    """Therapist's words / all words, a given opening left out.

    Human sessions: .54 (10th to 90th percentile .35 to .73), AnnoMI; more than about two thirds is a lecture.
    """
    mine = sum(words(t) for t in own_turns(session, "therapist"))
    theirs = sum(words(t) for t in own_turns(session, "patient"))
    return mine / (mine + theirs) if mine + theirs else None
