"""Money and sizes as people read them. A call without a price is shown as unpriced, never counted as $0 (law 10)."""

from __future__ import annotations

from simulator.plural import many


def dollars(cost: float | None, digits: int = 4) -> str:
    """`$0.0123`, or `unpriced` for None."""
    return "unpriced" if cost is None else f"${cost:,.{digits}f}"


def money(cost: float | None, unpriced: int = 0, *, digits: int = 4, nothing: str = "$0") -> str:
    """What calls cost, some of them perhaps without a price: `$0.0123 + 2 calls unpriced`.

    Args:
        cost: US dollars of those that have a price; None when none has.
        unpriced: calls without a price.
        digits: behind the point.
        nothing: said when there was no call.
    """
    known = dollars(cost, digits) if cost is not None else ""
    missing = f"{many(unpriced, 'call')} unpriced" if unpriced else ""
    return " + ".join(filter(None, [known, missing])) or nothing


def size(value: int) -> str:
    """Bytes in kB or MB."""
    return f"{value / 1e6:.1f} MB" if value >= 1e5 else f"{value / 1e3:.1f} kB"
