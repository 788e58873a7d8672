"""Numbers of the ending rules on recorded conversations.

    python benchmarks/endings.py FILE.jsonl… [--rules NAME|FILE] [--near 3] [--list]

Each file holds one object per turn: conversation, turn, speaker, text, and where known persona and therapist. Printed per
file: conversations, those in which a rule fires, and how many of these fire earlier than in the last `--near` turns.
Then whole-session circles: conversations in which one closes, for they should be none where people talk.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

from simulator.endings import EndingRules, find_ending, find_loop, load_rules
from simulator.transcript import Ending, Turn


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--rules", default="endings")
    parser.add_argument(
        "--near", type=int, default=3, help="turns at the end in which an ending is no surprise"
    )
    parser.add_argument("--list", action="store_true", help="print each ending")
    options = parser.parse_args()
    rules = load_rules(options.rules)
    early = sum(_report(file, rules, options.near, options.list) for file in options.files)
    return 1 if early else 0


def _report(file: Path, rules: EndingRules, near: int, listed: bool) -> int:
    talks = _read(file)
    began = time.perf_counter()
    fired = early = loops = 0
    for name, (turns, patient, therapist) in talks.items():
        ending = find_ending(turns, rules, patient=patient, therapist=therapist)
        left = _left(turns, ending) if ending else None
        fired += left is not None
        early += left is not None and left >= near
        circle = next((f for i in range(len(turns)) if (f := find_loop(turns[: i + 1]))), None)
        loops += circle is not None
        if listed and ending:
            print(f"  {name}: turn {ending.turn}, {left} left, {ending.rule}: {ending.details}")
        if listed and circle:
            print(f"  {name}: {circle.code}: {circle.detail}")
    count = sum(len(turns) for turns, _, _ in talks.values())
    seconds = time.perf_counter() - began
    print(
        f"{file.name}: {len(talks)} conversations, {count} turns; an ending in {fired}, of these {early} earlier than the "
        f"last {near} turns; a circle in {loops}; {1000 * seconds / max(count, 1):.2f} ms a turn"
    )
    return early


def _left(turns: list[Turn], ending: Ending) -> int:
    """Turns that follow the one at which the session ended."""
    return sum(1 for t in turns if ending.turn is not None and t.number > ending.turn)


def _read(file: Path) -> dict[str, tuple[list[Turn], str, str]]:
    found: dict[str, tuple[list[Turn], str, str]] = {}
    for line in file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        turns, patient, therapist = found.get(str(row["conversation"]), ([], "", ""))
        turns.append(Turn(number=row["turn"], speaker=row["speaker"], text=row["text"], source="import"))
        found[str(row["conversation"])] = (
            turns,
            patient or row.get("persona") or "",
            therapist or row.get("therapist") or "",
        )
    return found


if __name__ == "__main__":
    raise SystemExit(main())
