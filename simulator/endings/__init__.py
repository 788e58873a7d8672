"""How a session ends: rules on its words, limits, circles; and what the therapist is told when it should."""

from simulator.endings.asides import closing_aside, wrap_up_aside
from simulator.endings.config import EndingsConfig, LimitsConfig, LoopsConfig
from simulator.endings.load import load_rules
from simulator.endings.loops import find_loop
from simulator.endings.risk import TellsRisk, risk_seen
from simulator.endings.rules import EndingRule, EndingRules
from simulator.endings.tracker import EndingTracker, Spent, find_ending
from simulator.endings.watch import Phase

__all__ = [
    "EndingRule",
    "EndingRules",
    "EndingTracker",
    "EndingsConfig",
    "LimitsConfig",
    "LoopsConfig",
    "Phase",
    "Spent",
    "TellsRisk",
    "closing_aside",
    "find_ending",
    "find_loop",
    "load_rules",
    "risk_seen",
    "wrap_up_aside",
]
