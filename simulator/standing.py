"""Where a session stands, and what is asked for next: turns, endings, facts that opened, and the request made of them.

It can be looked one turn ahead (`after`): by the same code, so that a request that is made early is the one that will be
made, or none.
"""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Sequence

from simulator.agents import view
from simulator.disclosure import newly_open
from simulator.endings.tracker import Spent
from simulator.integrity.policy import Retry, Sampling
from simulator.models import CallKey, Request
from simulator.models.scene import Scene
from simulator.seeds import derive
from simulator.setup import Actor, Setup
from simulator.structured import REPLY_SCHEMA
from simulator.transcript import OTHER, Ending, RiskSeen, Speaker, Turn


class Standing:
    """The state of one session that its next request depends on.

    Args:
        setup: what was fixed before the session.
        turns: the record, empty at first; `take_in` adds to this very list.
    """

    def __init__(self, setup: Setup, turns: list[Turn]) -> None:
        self.setup, self.turns = setup, turns
        self.attempts: Counter[int] = Counter()
        """How many attempts have been made for each turn; never taken back, so that no two calls share a key."""
        self.spent = Spent()
        self._tracker = setup.new_tracker()
        self._opened: list[tuple[int, str]] = []
        """Facts that opened under way: the turn that opened them, the fact's id."""
        self._told_to_close = False

    @property
    def risk(self) -> RiskSeen:
        """What the turns so far show about risk."""
        return self._tracker.risk

    @property
    def next_speaker(self) -> Speaker:
        return OTHER[self.turns[-1].speaker] if self.turns else "patient"

    def take_in(self, turn: Turn) -> Ending | None:
        """Add an accepted turn; tells whether the session is over with it."""
        self.turns.append(turn)
        ending = self._tracker.observe(turn, spent=self.spent)
        if turn.speaker == "therapist":
            setup, known = self.setup, self._open_facts()
            opened = newly_open(setup.persona, setup.plan.number, setup.ledger.trust, turn.text, known)
            self._opened += [(turn.number, fact.id) for fact in opened]
        return ending

    def take_back(self) -> Turn:
        """Remove the last turn and everything that followed from it."""
        turn = self.turns.pop()
        self._opened = [(number, fact) for number, fact in self._opened if number != turn.number]
        self._tracker = self.setup.new_tracker()
        for earlier in self.turns:
            if earlier.speaker == "therapist":
                self._tracker.aside_due()  # each aside is due once; those of earlier turns have been sent
            self._tracker.observe(earlier)
        return turn

    def after(self, turn: Turn) -> Standing | None:
        """Where the session would stand with one more turn; None when it would be over. Nothing changes here."""
        ahead = copy.copy(self)
        ahead.turns, ahead._opened = [*self.turns], [*self._opened]
        ahead.attempts, ahead._tracker = self.attempts.copy(), self._tracker.fork()
        return None if ahead.take_in(turn) else ahead

    def first_request(self) -> Request:
        """What is asked for first for the next turn. It counts as an attempt."""
        speaker, number = self.next_speaker, len(self.turns)
        asides = self.asides(speaker)
        self.attempts[number] += 1
        return self.request(speaker, asides, Retry("", Sampling()))

    def asides(self, speaker: Speaker) -> list[str]:
        """Private notes due now, each once: what opened with the partner's last turn, or that time is nearly up."""
        if speaker == "therapist":
            aside = self._tracker.aside_due()
            self._told_to_close = aside is not None
            return [aside] if aside else []
        last = len(self.turns) - 1
        facts = [self.setup.persona.fact(fact).text for number, fact in self._opened if number == last]
        return [f"You may tell this now, in your own words, if it fits: {text}" for text in facts]

    def actor(self, speaker: Speaker, retry: Retry) -> Actor:
        """Who speaks: the speaker's own model, or the fallback when it is time for that and one is named."""
        return self.setup.fallback if retry.fallback and self.setup.fallback else self.setup.actors[speaker]

    def request(self, speaker: Speaker, asides: Sequence[str], retry: Retry) -> Request:
        """The request of the attempt that is counted last."""
        setup, number = self.setup, len(self.turns)
        actor, own = self.actor(speaker, retry), setup.actors[speaker]
        sampled, attempt = actor.settings, self.attempts[number]
        draw = attempt if setup.policy.config.retries.new_seed else 1
        partner = setup.actors[OTHER[speaker]].name
        labels = dict.fromkeys(f"\n{label}:" for label in (OTHER[speaker].capitalize(), partner))
        return Request(
            model=sampled.model,
            messages=view(speaker, own.system, own.scene, self.turns, asides=asides, reminder=retry.reminder),
            role=speaker,
            key=CallKey(setup.course, setup.plan.number, number, speaker, attempt),
            temperature=retry.sampling.temperature(sampled.temperature),
            top_p=sampled.top_p,
            max_tokens=sampled.max_tokens,
            seed=derive(
                setup.seed, setup.persona.id, setup.replicate, setup.plan.number, number, speaker, draw
            ),
            stop=tuple(labels) if sampled.stop_labels else (),
            reply_schema=REPLY_SCHEMA if sampled.structured == "auto" else None,
            extra=sampled.extra,
            scene=self._scene(speaker),
        )

    def _scene(self, speaker: Speaker) -> Scene:
        setup = self.setup
        return Scene(
            persona=setup.persona, therapist=setup.actors["therapist"].name, speaker=speaker, plan=setup.plan,
            turns=self.turns, notes=setup.notes, ledger=setup.ledger, prompt=setup.prompt.name,
            prompt_traits=setup.prompt.head.traits, open_facts=self._open_facts(),
            closing=self._closing, seed=setup.seed, crisis=setup.crisis,
        )  # fmt: skip

    @property
    def _closing(self) -> bool:
        """Whether the therapist has been told to close."""
        return self._told_to_close or any(t.asides for t in self.turns if t.speaker == "therapist")

    def _open_facts(self) -> tuple[str, ...]:
        return (*self.setup.open_facts, *(fact for _, fact in self._opened))
