"""One session: opening, turns, ending. `Session._talk` is the loop to read first.

The loop knows nothing of resuming, replaying or paying twice: it asks models, and the model that it is given may answer
from the journal (`simulator.store.journaled`). It is deterministic in the replies it gets.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from simulator.agents import view
from simulator.disclosure import newly_open
from simulator.endings.tracker import Spent as EndingSpent
from simulator.integrity.judge import apply_judgement, judge_request, wanted
from simulator.integrity.policy import GiveUp, RepairPartner, Retry, Sampling, Spent
from simulator.integrity.verdict import Verdict
from simulator.models import CallKey, FailureKind, ModelFailure, Outcome, Reply, Request
from simulator.models.budget import BudgetExceeded
from simulator.models.scene import Scene
from simulator.progress import Progress
from simulator.seeds import derive
from simulator.setup import BROKEN_REASONS, Actor, Setup, Talk
from simulator.structured import REPLY_SCHEMA, spoken
from simulator.transcript import (
    OTHER,
    Discarded,
    Ending,
    EndingReason,
    Finding,
    SessionStatus,
    Speaker,
    Turn,
)
from simulator.turn_notes import turn_notes
from simulator.usages import Usages


class Session:
    """Runs one session over a `Setup`.

    Args:
        setup: what was fixed beforehand.
        usages: where each reply is counted.
        progress: who watches.
    """

    def __init__(self, setup: Setup, usages: Usages, progress: Progress | None = None) -> None:
        self.setup, self.usages, self.progress = setup, usages, progress or Progress()
        self.talk = Talk()
        self._attempts: Counter[int] = Counter()
        self._guard, self._tracker = setup.new_guard(), setup.new_tracker()
        self._repairs = 0
        self._spent = EndingSpent()
        self._opened: list[tuple[int, str]] = []
        """Facts that opened under way: the turn that opened them, the fact's id."""
        self._reminder = ""
        self._told_to_close = False

    async def run(self) -> Talk:
        """Talk until the session ends. Infrastructure failures end it as failed, which is resumable; never raises them."""
        talk = self.talk
        try:
            await self._talk()
        except ModelFailure as failure:
            if failure.kind is FailureKind.POLICY:
                reason, talk.status = EndingReason.REFUSAL, SessionStatus.BROKEN
            else:
                reason, talk.status = EndingReason.PROVIDER, SessionStatus.FAILED
            talk.ending = Ending(reason=reason, details=str(failure), rule=failure.kind.value)
        except BudgetExceeded as stop:
            talk.ending = Ending(reason=EndingReason.BUDGET, details=str(stop), rule="budget")
            talk.status = SessionStatus.FAILED
        return talk

    async def _talk(self) -> None:
        turns = self.talk.turns
        for turn in self.setup.given:
            self._accept(turn)
        if self.setup.opening is not None and not turns:
            self._accept(Turn(number=0, speaker="patient", text=self.setup.opening, source="opening"))
        while self.talk.ending is None:
            speaker = OTHER[turns[-1].speaker] if turns else "patient"
            made = await self._make_turn(speaker)
            if isinstance(made, Turn):
                self._accept(made)
            elif isinstance(made, GiveUp):
                self._break_off(made)
            else:
                self._take_back(made)

    async def _make_turn(self, speaker: Speaker) -> Turn | GiveUp | RepairPartner:
        """Generate → check → accept, or discard whole and generate again (law 2)."""
        number, verdicts = len(self.talk.turns), list[Verdict]()
        asides = self._asides(speaker)
        retry = Retry(self._reminder, Sampling())
        self._reminder = ""
        while True:
            self._attempts[number] += 1
            request = self._request(speaker, asides, retry)
            actor = self._actor(speaker, retry)
            reply = await self._ask(actor, request)
            text, closing = spoken(reply, structured=request.reply_schema is not None)
            verdict = self._guard.check(text, speaker, _finish(reply))
            verdict = await self._judged(verdict, request)
            actor.model.verdict(request.key, accepted=verdict.accepted, findings=verdict.findings)
            if verdict.accepted:
                return Turn(
                    number=number, speaker=speaker, text=verdict.text, attempts=self._attempts[number],
                    findings=(*verdict.kept, *turn_notes(verdict.text, speaker, self.setup.persona)), closing=closing, asides=tuple(asides),
                )  # fmt: skip
            verdicts.append(verdict)
            self._discard(number, speaker, verdict.text or text, verdict.findings)
            spent = Spent(session=len(self.talk.discarded) - len(verdicts), partner_repairs=self._repairs)
            step = self.setup.policy.next_step(
                verdicts,
                spent=spent,
                partner_can_be_repaired=bool(number) and self.talk.turns[-1].source == "model",
            )
            if not isinstance(step, Retry):
                return step
            retry = step

    async def _judged(self, verdict: Verdict, request: Request) -> Verdict:
        """The verdict of the checks, or the judge model's where they are unsure and one is named."""
        judge = self.setup.judge
        if judge is None or not wanted(self.setup.policy.config.judge, verdict):
            return verdict
        said = [(turn.speaker, turn.text) for turn in self.talk.turns]
        key = replace(request.key, role="judge")
        asked = replace(
            judge_request(verdict, said, model=judge.settings.model, key=key), extra=judge.settings.extra
        )
        return apply_judgement(verdict, await self._ask(judge, asked))

    async def _ask(self, actor: Actor, request: Request) -> Reply:
        made = actor.model.made
        reply = await actor.model.generate(request)
        self.progress.call_made(self.setup.course, reply.usage, from_record=actor.model.made == made)
        self.usages.count("fallback" if actor is self.setup.fallback else request.role, reply)
        used, spent = reply.usage, self._spent
        tokens = (used.input_tokens or 0) + (used.output_tokens or 0)
        # From the replies, not from a clock: a resumed session ends where an undisturbed one does.
        self._spent = replace(
            spent,
            tokens=(spent.tokens or 0) + tokens,
            seconds=(spent.seconds or 0.0) + reply.seconds,
            cost=spent.cost if used.cost is None else (spent.cost or 0.0) + used.cost,
        )
        return reply

    def _accept(self, turn: Turn) -> None:
        self.talk.turns.append(turn)
        self._guard.accept(turn)
        self.progress.turn_accepted(self.setup.course, self.setup.plan.number, turn)
        self.talk.ending = self._tracker.observe(turn, spent=self._spent)
        if self.talk.ending and self.talk.ending.reason in BROKEN_REASONS:
            self.talk.status = SessionStatus.BROKEN
        if turn.speaker == "therapist":
            opened = newly_open(
                self.setup.persona,
                self.setup.plan.number,
                self.setup.ledger.trust,
                turn.text,
                self._open_facts(),
            )
            self._opened += [(turn.number, fact.id) for fact in opened]

    def _take_back(self, step: RepairPartner) -> None:
        """The partner's turn is at fault: it leaves the record and is made again."""
        turn = self.talk.turns.pop()
        self._repairs += 1
        self._reminder = step.reminder
        self._opened = [(number, fact) for number, fact in self._opened if number != turn.number]
        blamed = Finding(code="partner_induced", severity="hard", detail=step.reason, check="policy")
        self._discard(turn.number, turn.speaker, turn.text, (*turn.findings, blamed))
        self._rewind()

    def _rewind(self) -> None:
        """Guard and tracker as they stand after the turns that are left."""
        self._guard, self._tracker = self.setup.new_guard(), self.setup.new_tracker()
        for turn in self.talk.turns:
            if turn.speaker == "therapist":
                self._tracker.aside_due()  # each aside is due once; those of earlier turns have been sent
            self._guard.accept(turn)
            self._tracker.observe(turn)

    def _break_off(self, step: GiveUp) -> None:
        self.talk.status = SessionStatus.BROKEN
        turn = len(self.talk.turns)
        self.talk.ending = Ending(reason=step.reason, details=step.details, rule=step.code, turn=turn)

    def _discard(self, number: int, speaker: Speaker, text: str, findings: tuple[Finding, ...]) -> None:
        attempt = self._attempts[number]
        thrown = Discarded(number=number, speaker=speaker, attempt=attempt, text=text, findings=findings)
        self.talk.discarded.append(thrown)
        self._spent = replace(self._spent, discards=len(self.talk.discarded))
        self.progress.attempt_discarded(self.setup.course, self.setup.plan.number, thrown)

    def _request(self, speaker: Speaker, asides: Sequence[str], retry: Retry) -> Request:
        setup, number = self.setup, len(self.talk.turns)
        actor, own = self._actor(speaker, retry), setup.actors[speaker]
        sampled, attempt = actor.settings, self._attempts[number]
        draw = attempt if setup.policy.config.retries.new_seed else 1
        partner = setup.actors[OTHER[speaker]].name
        labels = dict.fromkeys(f"\n{label}:" for label in (OTHER[speaker].capitalize(), partner))
        return Request(
            model=sampled.model,
            messages=view(
                speaker, own.system, own.scene, self.talk.turns, asides=asides, reminder=retry.reminder
            ),
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
            turns=self.talk.turns, notes=setup.notes, ledger=setup.ledger, prompt=setup.prompt.name,
            prompt_traits=setup.prompt.head.traits, open_facts=self._open_facts(),
            closing=self._closing, seed=setup.seed, crisis=setup.crisis,
        )  # fmt: skip

    def _actor(self, speaker: Speaker, retry: Retry) -> Actor:
        return self.setup.fallback if retry.fallback and self.setup.fallback else self.setup.actors[speaker]

    def _asides(self, speaker: Speaker) -> list[str]:
        """Private notes due now: what opened with the partner's last turn, or that time is nearly up."""
        if speaker == "therapist":
            aside = self._tracker.aside_due()
            self._told_to_close = aside is not None
            return [aside] if aside else []
        last = len(self.talk.turns) - 1
        facts = [self.setup.persona.fact(fact).text for number, fact in self._opened if number == last]
        return [f"You may tell this now, in your own words, if it fits: {text}" for text in facts]

    @property
    def _closing(self) -> bool:
        """Whether the therapist has been told to close."""
        return self._told_to_close or any(t.asides for t in self.talk.turns if t.speaker == "therapist")

    def _open_facts(self) -> tuple[str, ...]:
        return (*self.setup.open_facts, *(fact for _, fact in self._opened))


def _finish(reply: Reply) -> str | None:
    """What the guard is told of how the reply ended: the typed outcome, before any text is looked at."""
    return reply.finish_reason if reply.outcome is Outcome.OK else reply.outcome.value
