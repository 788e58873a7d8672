"""What the calls of each role took, and who the models said they are."""

from __future__ import annotations

from collections.abc import Iterable

from simulator.models import Reply
from simulator.store.records import UNUSED, RoleUsage
from simulator.tally import add
from simulator.transcript import Usage


class Usages:
    """Counts replies, from a model or from the journal alike."""

    def __init__(self) -> None:
        self.by_role: dict[str, RoleUsage] = {}
        self._reported: dict[str, dict[str, None]] = {}

    def count(self, role: str, reply: Reply, *, ahead: bool = False) -> None:
        """Count one reply. `ahead`: it had been asked for while a judge read the turn before."""
        before = self.by_role.get(role, RoleUsage())
        self.by_role[role] = RoleUsage(
            calls=before.calls + 1,
            unpriced=before.unpriced + (reply.usage.cost is None),
            ahead=before.ahead + ahead,
            usage=add(before.usage, reply.usage),
        )
        if reply.model:
            self._reported.setdefault(role, {})[reply.model] = None

    def count_unused(self, thrown: Iterable[Usage]) -> None:
        """Count the replies made ahead that were thrown away, as a role of their own."""
        for used in thrown:
            before = self.by_role.get(UNUSED, RoleUsage())
            self.by_role[UNUSED] = RoleUsage(
                calls=before.calls + 1,
                unpriced=before.unpriced + (used.cost is None),
                usage=add(before.usage, used),
            )

    @property
    def reported(self) -> dict[str, tuple[str, ...]]:
        """Role -> the models' own answers to who they are, in order of appearance."""
        return {role: tuple(names) for role, names in self._reported.items()}
