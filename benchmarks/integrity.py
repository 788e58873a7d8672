"""How well the guard finds broken turns, how often it is wrong, and what it costs.

    python -m benchmarks.integrity                      the rows of training/corpus that the classifier has not seen
    python -m benchmarks.integrity ROWS.jsonl …         rows in the format of training/corpus, or labelled conversations

A labelled conversation file holds one object per turn: conversation, turn, speaker, text, persona, therapist, session,
labels (empty = clean), and optionally soft, scored, hard_negative. Rates come with 95 % Wilson intervals.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import sqrt
from pathlib import Path
from typing import Any

from simulator.integrity.anatomy import anatomy_of
from simulator.integrity.guard import Guard
from simulator.integrity.inspect import Spoken, inspect
from simulator.integrity.verdict import Verdict
from training.rows import CORPUS, HELD_OUT

_NOTES = {"partner_induced", "true_end", "false_end"}


@dataclass(frozen=True)
class Judged:
    """One labelled turn and what the guard says of it."""

    labels: frozenset[str]
    hard_negative: bool
    speaker: str
    text: str
    verdict: Verdict


def wilson(hits: int, total: int) -> tuple[float, float]:
    """The 95 % Wilson interval of a rate."""
    if not total:
        return 0.0, 1.0
    z, p = 1.96, hits / total
    middle = (p + z * z / (2 * total)) / (1 + z * z / total)
    half = z * sqrt(p * (1 - p) / total + z * z / (4 * total * total)) / (1 + z * z / total)
    return max(0.0, middle - half), min(1.0, middle + half)


def rate(hits: int, total: int) -> str:
    """`12/40 30.0 % [18.1-45.4]`"""
    low, high = wilson(hits, total)
    return f"{hits}/{total} {hits / total:.1%} [{low:.1%}-{high:.1%}]" if total else "none"


def judged(path: Path, guard: Guard) -> Iterator[Judged]:
    """Checks every labelled turn of a file."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    if rows and "parts" in rows[0]:
        yield from _corpus(rows, guard)
    else:
        yield from _conversations(rows, guard)


def _corpus(rows: Iterable[dict[str, Any]], guard: Guard) -> Iterator[Judged]:
    for row in rows:
        text = row["parts"][0]["text"]
        for part in row["parts"][1:]:
            text += part["text"] if part["text"].startswith("\n") else " " + part["text"]
        patient, therapist = row.get("persona", ""), row.get("therapist", "")
        if row["speaker"] == "therapist" and not therapist:  # some authors put the speaker's own name there
            patient, therapist = "", patient if patient.startswith(("Dr", "Nova")) else ""
        session = guard.session(patient, therapist, record=True)
        for said in row["before"]:
            session.remember(said["speaker"], said["text"])
        verdict = session.check(text, row["speaker"])
        yield Judged(frozenset(row["codes"]), row["hard_negative"], row["speaker"], text, verdict)


def _conversations(rows: Iterable[dict[str, Any]], guard: Guard) -> Iterator[Judged]:
    talks: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        talks[str(row["conversation"])].append(row)
    for talk in talks.values():
        first = talk[0]
        spoken = [Spoken(int(r["turn"]), r["speaker"], r["text"]) for r in talk]
        found = inspect(
            spoken,
            guard,
            persona=first.get("persona") or "",
            therapist=first.get("therapist") or "",
            session=first.get("session"),
        )
        for row, verdict in zip(talk, found.verdicts, strict=True):
            labels = frozenset(row.get("labels", [])) - _NOTES
            doubtful = not labels and set(row.get("soft", [])) - _NOTES
            if row.get("scored", True) and not doubtful:
                yield Judged(labels, bool(row.get("hard_negative")), row["speaker"], row["text"], verdict)


def report(name: str, found: list[Judged], min_words: int, show: int) -> None:
    """Prints recall for each code, false alarms for each set, and what raised them."""
    broken = [j for j in found if j.labels]
    clean = [j for j in found if not j.labels and len(j.text.split()) >= min_words]
    flagged = [j for j in clean if not j.verdict.accepted]
    print(f"\n{name}: {len(found)} turns")
    total: Counter[str] = Counter(code for j in broken for code in j.labels)
    hit: Counter[str] = Counter(code for j in broken if not j.verdict.accepted for code in j.labels)
    for code, count in total.most_common():
        print(f"  {code:22} recall {rate(hit[code], count)}")
    print(f"  broken turns           recall {rate(sum(not j.verdict.accepted for j in broken), len(broken))}")
    for title, group in (("clean", clean), ("hard negatives", [j for j in clean if j.hard_negative])):
        print(f"  {title:22} false alarms {rate(sum(not j.verdict.accepted for j in group), len(group))}")
    for check, count in Counter(j.verdict.hard[0].check for j in flagged).most_common():
        print(f"    raised by {check}: {count}")
    for j in [*flagged, *(j for j in broken if j.verdict.accepted)][:show]:
        print(f"    {j.speaker} {sorted(j.labels)} {j.verdict.codes} {j.text[:110]!r}")


def speed(guard: Guard, texts: list[str]) -> None:
    """Prints the median processor time of a turn of 150 words after 40 turns, first and once again, and of 100 kB.

    The first time patterns are compiled and words are looked up that the process has not met before.
    """
    words = " ".join(texts).split()
    turns = [" ".join(words[i : i + 150]) + "." for i in range(0, min(len(words), 24_000) - 150, 150)]
    if len(turns) < 60:
        print("\nspeed: too few words for a measurement", file=sys.stderr)
        return
    session = guard.session("Mara", "Ito", 3)
    for i, text in enumerate(turns[:40]):
        session.remember("therapist" if i % 2 else "patient", text)
    medians = []
    for _ in range(2):
        anatomy_of.cache_clear()
        times = []
        for i, text in enumerate(turns[40:]):
            began = time.process_time()
            session.check(text, "therapist" if i % 2 else "patient")
            times.append(1000 * (time.process_time() - began))
        medians.append(statistics.median(times))
    huge = " ".join(words * (100_000 // max(1, sum(map(len, words))) + 1))[:100_000]
    began = time.process_time()
    session.check(huge, "patient")
    took = 1000 * (time.process_time() - began)
    print(
        f"\nspeed: median {medians[0]:.2f} ms a turn at first, {medians[1]:.2f} later (150 words, 40 turns before it), "
        f"100 kB {took:.0f} ms"
    )


def main() -> None:
    """Runs the benchmark on the given files, or on the project's own rows."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--min-words", type=int, default=0, help="leave out clean turns shorter than this")
    parser.add_argument("--show", type=int, default=0, help="print this many errors of each file")
    given = parser.parse_args()
    files = given.files or [CORPUS / f"{author}.jsonl" for author in HELD_OUT]
    began = time.perf_counter()
    guard = Guard()
    guard.session().check("Hello there, how are you?", "therapist")
    print(f"guard ready in {1000 * (time.perf_counter() - began):.0f} ms")
    texts: list[str] = []
    for file in files:
        found = list(judged(file, guard))
        texts += [j.text for j in found if not j.labels]
        report(file.name, found, given.min_words, given.show)
    speed(guard, texts)


if __name__ == "__main__":
    main()
