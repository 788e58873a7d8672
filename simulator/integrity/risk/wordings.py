"""What counts as danger in plain words, and how sure: all wordings in the order in which they are looked at."""

from __future__ import annotations

from simulator.integrity.risk.death import DEATH
from simulator.integrity.risk.harm import HARM
from simulator.integrity.risk.signs import SIGNS

WORDINGS = DEATH + SIGNS + HARM
