"""The model card, written by the training command so that its figures are those of the file beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from training.model import fingerprint

TEXT = Path(__file__).with_name("card.md")


def write(data: bytes, filters: int, authors: Counter[str], tables: Sequence[str]) -> str:
    """The card: the text of `card.md` with this training's figures."""
    rows = "\n".join(f"| `{name}` | {n} |" for name, n in sorted(authors.items()))
    text = TEXT.read_text(encoding="utf-8")
    return (
        text.replace("{file}", f"{len(data) / 1e6:.1f} MB, sha256 `{fingerprint(data)}…`")
        .replace("{filters}", str(filters))
        .replace("{authors}", rows)
        .replace("{tables}", "\n".join(tables))
    )
