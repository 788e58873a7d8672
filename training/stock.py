"""The lines of the offline models as clean turns: what a language model says when it plays patient or therapist well."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from training.rows import Sentence, Turn, sentences_of

STOCK = Path(__file__).resolve().parent.parent / "simulator/models/offline/stock"
_CONDITIONS = re.compile(r"^(?:\[[^\]]*\] )+")
_POOL = re.compile(r"^== (\w+)")
AUTHOR = "offline"


def stock_turns() -> Iterator[Turn]:
    """Every line of the stock that is whole as it stands (no slot to fill), spoken by the side whose file it is in."""
    for path in sorted(STOCK.glob("*.txt")):
        speaker = path.stem.partition("_")[0]
        if speaker not in ("patient", "therapist"):
            continue
        pool = ""
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
            if match := _POOL.match(line):
                pool = match.group(1)
            text = _CONDITIONS.sub("", line)
            if not pool or not text or text[0] in "=#{" or "{" in text or " " not in text:
                continue
            sentences = tuple(Sentence(s, speaker) for s in sentences_of(text))
            if sentences and len(text.split()) > 3:
                name = f"{path.stem}-{number}"
                yield Turn(name, AUTHOR, f"{AUTHOR}:{name}", speaker, "", sentences, (), False, weight=0.5)
