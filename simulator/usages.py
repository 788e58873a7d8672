"""What the calls of each role took, and who the models said they are."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import reduce

from simulator.models import Reply
from simulator.store.records import UNUSED, RoleUsage
from simulator.tally import add
from simulator.transcript import Usage


class Usages:
    """Counts replies, from a model or from the journal alike."""

    def __init__(self) -> None:
        self._used: defaultdict[str, list[Usage]] = defaultdict(list)
        self._ahead: Counter[str] = Counter()
        self._reported: dict[str, dict[str, None]] = {}

    def count(self, role: str, reply: Reply, *, ahead: bool = False) -> None:
        """Count one reply. `ahead`: it had been asked for while a judge read the turn before."""
        self._used[role].append(reply.usage)
        self._ahead[role] += ahead
        if reply.model:
            self._reported.setdefault(role, {})[reply.model] = None

    def count_unused(self, thrown: Iterable[Usage]) -> None:
        """Count the replies made ahead that were thrown away, as a role of their own."""
        for used in thrown:
            self._used[UNUSED].append(used)

    @property
    def by_role(self) -> dict[str, RoleUsage]:
        """Role -> what its calls took; added up when it is asked for."""
        return {
            role: RoleUsage(
                calls=len(used),
                unpriced=sum(each.cost is None for each in used),
                ahead=self._ahead[role],
                usage=reduce(add, used, Usage()),
            )
            for role, used in self._used.items()
        }

    @property
    def reported(self) -> dict[str, tuple[str, ...]]:
        """Role -> the models' own answers to who they are, in order of appearance."""
        return {role: tuple(names) for role, names in self._reported.items()}
