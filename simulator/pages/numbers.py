"""Numbers for people."""

from __future__ import annotations

from simulator.money import money


def count(value: int | None) -> str:
    """12,345; a dash for what was not reported."""
    return "–" if value is None else f"{value:,}"


def share(part: float, whole: float | None = None) -> str:
    """`12.5 %` of a part and a whole, or of a share alone; a dash when there is no whole."""
    if whole is not None:
        if not whole:
            return "–"
        part = part / whole
    return f"{100 * part:.1f} %"


def decimal(value: float | None, digits: int = 2) -> str:
    """With fixed digits and a true minus; a dash for None."""
    return "–" if value is None else f"{value:,.{digits}f}".replace("-", "−")


def price(cost: float | None, unpriced: int = 0) -> str:
    """US dollars, to the cent from one dollar on."""
    return money(
        cost, unpriced, digits=2 if cost is not None and (cost == 0 or cost >= 1) else 4, nothing="–"
    )


def day(moment: str) -> str:
    """`2026-01-05T10:11:12Z` as `2026-01-05 10:11`."""
    return moment[:16].replace("T", " ")
