"""What has been used of a budget."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.plural import many


@dataclass(slots=True)
class Spent:
    """What one run or course has used."""

    cost: float = 0.0
    """US dollars, of the calls whose price is known."""
    held: float = 0.0
    """US dollars that calls without a reported price were expected to cost: counted against the budget, not as spent."""
    tokens: int = 0
    """Reported, or as expected where a provider reports none."""
    calls: int = 0
    """Model calls."""
    requests: int = 0
    """Requests on the wire: calls, and their failed tries."""
    unpriced: int = 0
    """Calls without a reported price: `cost` is then a lower bound."""
    uncounted: int = 0
    """Calls whose tokens the provider did not report."""

    def note(self, what: str) -> str:
        """What to know about the number that a limit of this name is compared with; empty when there is nothing."""
        if what.endswith("cost") and self.unpriced:
            return f"{many(self.unpriced, 'call')} without a reported price counted as expected"
        if what.endswith("tokens") and self.uncounted:
            return f"{many(self.uncounted, 'call')} without reported tokens counted as expected"
        if what.endswith("calls") and self.requests > self.calls:
            return f"{many(self.requests, 'request')} on the wire"
        return ""
