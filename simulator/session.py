"""One session: opening, turns, ending. `Session._talk` is the loop to read first.

The loop knows nothing of resuming, replaying or paying twice: it asks models, and the model that it is given may answer
from the journal (`simulator.store.journaled`). It is deterministic in the replies it gets.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from simulator.integrity.judge import apply_judgement, judge_request, wanted
from simulator.integrity.policy import GiveUp, RepairPartner, Retry, Sampling, Spent
from simulator.integrity.verdict import Verdict
from simulator.models import FailureKind, ModelFailure, Reply, Request
from simulator.models.budget import BudgetExceeded
from simulator.progress import Progress
from simulator.setup import BROKEN_REASONS, Actor, Setup, Talk
from simulator.standing import Standing
from simulator.store.journaled import JournaledModel
from simulator.structured import spoken
from simulator.transcript import (
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
        setup: what was fixed before the session.
        usages: where each reply is counted.
        progress: who watches.
    """

    def __init__(self, setup: Setup, usages: Usages, progress: Progress | None = None) -> None:
        self.setup, self.usages, self.progress = setup, usages, progress or Progress()
        self.talk = Talk()
        self._standing = Standing(setup, self.talk.turns)
        self._guard = setup.new_guard()
        self._repairs = 0
        self._reminder = ""
        self._asked_ahead: JournaledModel | None = None
        """Who may hold a reply to the turn that is being judged."""

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
        finally:
            await self._drop_ahead()
        talk.risk = self._standing.risk
        return talk

    async def _talk(self) -> None:
        turns = self.talk.turns
        for turn in self.setup.given:
            self._accept(turn)
        if self.setup.opening is not None and not turns:
            self._accept(Turn(number=0, speaker="patient", text=self.setup.opening, source="opening"))
        while self.talk.ending is None:
            made = await self._make_turn(self._standing.next_speaker)
            if isinstance(made, Turn):
                self._accept(made)
            elif isinstance(made, GiveUp):
                self._break_off(made)
            else:
                self._take_back(made)

    async def _make_turn(self, speaker: Speaker) -> Turn | GiveUp | RepairPartner:
        """Generate → check → accept, or discard whole and generate again (law 2)."""
        number, verdicts, standing = len(self.talk.turns), list[Verdict](), self._standing
        asides = standing.asides(speaker)
        retry = Retry(self._reminder, Sampling())
        self._reminder = ""
        while True:
            standing.attempts[number] += 1
            request, actor = standing.request(speaker, asides, retry), standing.actor(speaker, retry)
            reply = await self._ask(actor, request)
            text, closing = spoken(reply, structured=request.reply_schema is not None)
            verdict = self._guard.check(text, speaker, reply.finish)
            turn = self._turn(verdict, closing, asides)
            if self.setup.judge and wanted(self.setup.policy.config.judge, verdict):
                verdict = await self._judged(verdict, request, turn, self.setup.judge)
                turn = self._turn(verdict, closing, asides)
            actor.model.verdict(request.key, accepted=verdict.accepted, findings=verdict.findings)
            if verdict.accepted:
                return turn
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

    def _turn(self, verdict: Verdict, closing: bool | None, asides: Sequence[str]) -> Turn:
        """An attempt as it would enter the record."""
        number, noted = len(self.talk.turns), turn_notes(verdict.text, verdict.speaker, self.setup.persona)
        return Turn(
            number=number, speaker=verdict.speaker, text=verdict.text, attempts=self._standing.attempts[number],
            findings=(*verdict.kept, *noted), closing=closing, asides=tuple(asides),
        )  # fmt: skip

    async def _judged(self, verdict: Verdict, request: Request, turn: Turn, judge: Actor) -> Verdict:
        """The verdict after asking the judge model. With `guard.judge.ahead` the partner's reply is requested meanwhile."""
        said = [(turn.speaker, turn.text) for turn in self.talk.turns]
        key = replace(request.key, role="judge")
        asked = replace(
            judge_request(verdict, said, model=judge.settings.model, key=key), extra=judge.settings.extra
        )
        if self.setup.policy.config.judge.ahead and (after := self._standing.after(turn)):
            self._asked_ahead = self.setup.actors[after.next_speaker].model
            await self._asked_ahead.begin(after.first_request())
        verdict = apply_judgement(verdict, await self._ask(judge, asked))
        if not verdict.accepted:
            await self._drop_ahead()
        return verdict

    async def _drop_ahead(self) -> None:
        """Throw away what was asked for ahead, unless it has been used."""
        model, self._asked_ahead = self._asked_ahead, None
        thrown = await model.drop() if model else None
        if thrown is not None:
            self.progress.call_made(self.setup.course, thrown, from_record=False)

    async def _ask(self, actor: Actor, request: Request) -> Reply:
        model = actor.model
        made, kept = model.made, model.kept
        reply = await model.generate(request)
        self.progress.call_made(self.setup.course, reply.usage, from_record=model.made == made)
        role = "fallback" if actor is self.setup.fallback else request.role
        self.usages.count(role, reply, ahead=model.kept > kept)
        used, spent = reply.usage, self._standing.spent
        tokens = (used.input_tokens or 0) + (used.output_tokens or 0)
        # From the replies, not from a clock: a resumed session ends where an undisturbed one does.
        self._standing.spent = replace(
            spent,
            tokens=(spent.tokens or 0) + tokens,
            seconds=(spent.seconds or 0.0) + reply.seconds,
            cost=spent.cost if used.cost is None else (spent.cost or 0.0) + used.cost,
        )
        return reply

    def _accept(self, turn: Turn) -> None:
        self.talk.ending = self._standing.take_in(turn)
        self._guard.accept(turn)
        self.progress.turn_accepted(self.setup.course, self.setup.plan.number, turn)
        if self.talk.ending and self.talk.ending.reason in BROKEN_REASONS:
            self.talk.status = SessionStatus.BROKEN

    def _take_back(self, step: RepairPartner) -> None:
        """The partner's turn is at fault: it leaves the record and is made again."""
        turn = self._standing.take_back()
        self._repairs += 1
        self._reminder = step.reminder
        blamed = Finding(code="partner_induced", severity="hard", detail=step.reason, check="policy")
        self._discard(turn.number, turn.speaker, turn.text, (*turn.findings, blamed))
        self._guard = self.setup.new_guard()
        for earlier in self.talk.turns:
            self._guard.accept(earlier)

    def _break_off(self, step: GiveUp) -> None:
        self.talk.status = SessionStatus.BROKEN
        turn = len(self.talk.turns)
        self.talk.ending = Ending(reason=step.reason, details=step.details, rule=step.code, turn=turn)

    def _discard(self, number: int, speaker: Speaker, text: str, findings: tuple[Finding, ...]) -> None:
        attempt = self._standing.attempts[number]
        thrown = Discarded(number=number, speaker=speaker, attempt=attempt, text=text, findings=findings)
        self.talk.discarded.append(thrown)
        self._standing.spent = replace(self._standing.spent, discards=len(self.talk.discarded))
        self.progress.attempt_discarded(self.setup.course, self.setup.plan.number, thrown)
