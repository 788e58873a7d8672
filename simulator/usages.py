"""What the calls of each role took, and who the models said they are."""

from __future__ import annotations

from simulator.models import Reply
from simulator.store.records import RoleUsage
from simulator.tally import add


class Usages:
    """Counts replies, from a model or from the journal alike."""

    def __init__(self) -> None:
        self.by_role: dict[str, RoleUsage] = {}
        self._reported: dict[str, dict[str, None]] = {}

    def count(self, role: str, reply: Reply) -> None:
        """Count one reply."""
        before = self.by_role.get(role, RoleUsage())
        self.by_role[role] = RoleUsage(
            calls=before.calls + 1,
            unpriced=before.unpriced + (reply.usage.cost is None),
            usage=add(before.usage, reply.usage),
        )
        if reply.model:
            self._reported.setdefault(role, {})[reply.model] = None

    @property
    def reported(self) -> dict[str, tuple[str, ...]]:
        """Role -> the models' own answers to who they are, in order of appearance."""
        return {role: tuple(names) for role, names in self._reported.items()}
