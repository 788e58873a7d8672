"""A judge model asked by `simulate check`, and what that cost."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.errors import InputError
from simulator.integrity.inspect import Inspection
from simulator.integrity.policy import GuardConfig
from simulator.money import money
from simulator.plural import many


@dataclass(frozen=True, slots=True)
class JudgeBill:
    """What a judge model was asked, and what that cost."""

    calls: int = 0
    tokens: int = 0
    cost: float = 0.0
    """US dollars of the priced calls."""
    unpriced: int = 0

    def __add__(self, other: JudgeBill) -> JudgeBill:
        return JudgeBill(
            self.calls + other.calls,
            self.tokens + other.tokens,
            self.cost + other.cost,
            self.unpriced + other.unpriced,
        )

    def __str__(self) -> str:
        price = money(self.cost if self.unpriced < self.calls else None, self.unpriced)
        return f"judge: {many(self.calls, 'call')}, {many(self.tokens, 'token')}, {price}"


def judged(found: Inspection, model: str, config: GuardConfig) -> tuple[Inspection, JudgeBill]:
    import asyncio
    from dataclasses import replace

    from simulator.integrity.judge import ask_judge, wanted
    from simulator.models import CallKey, ModelFailure
    from simulator.models.factory import open_model
    from simulator.models.network import NetworkConfig

    async def run() -> tuple[Inspection, JudgeBill]:
        bill = JudgeBill()
        backend = open_model(model, NetworkConfig())
        verdicts = list(found.verdicts)
        said = [(t.speaker, t.text) for t in found.turns]
        try:
            for i, verdict in enumerate(verdicts):
                if wanted(config.judge, verdict):
                    key = CallKey("check", 0, i, "judge")
                    verdicts[i], reply = await ask_judge(backend, verdict, said[:i], model=model, key=key)
                    used = reply.usage
                    bill += JudgeBill(
                        1,
                        (used.input_tokens or 0) + (used.output_tokens or 0),
                        used.cost or 0.0,
                        used.cost is None,
                    )
        except ModelFailure as failure:
            raise InputError(
                f"the judge {model} does not answer: {failure}",
                remedy=f"try `simulate models check {model} --call`",
            ) from None
        finally:
            await backend.close()
        return replace(found, verdicts=tuple(verdicts)), bill

    return asyncio.run(run())
