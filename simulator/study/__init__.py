"""Studies: prompts or settings compared on the same personas, with verdicts that hold, or none.

The parts: `design` (what is written down before), `make` (sessions), `metrics` and `judge` (outcomes), `statistics` and `power`,
`analyse` (the result), `rating` (people's ratings). What it needs beyond the simulator comes with the extra `study`.
"""

from __future__ import annotations

from importlib.util import find_spec

from simulator.errors import InputError
from simulator.plural import plural

NEEDED = ("numpy", "scipy", "statsmodels")


def require_packages() -> None:
    """Raise InputError when the packages of the extra `study` are not installed."""
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        raise InputError(
            f"a study needs the {plural(len(missing), 'package')} {', '.join(missing)}",
            remedy="pip install 'session-simulator[study]'",
        )
