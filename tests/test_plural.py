"""One is one session, two are two sessions, in everything that people read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from simulator.cli import root
from simulator.errors import InputError
from simulator.plural import many, plural
from tests.commands import ROOT


@pytest.mark.parametrize(
    ("number", "word", "said"),
    [
        (1, "session", "1 session"),
        (0, "session", "0 sessions"),
        (2, "reply", "2 replies"),
        (3, "day", "3 days"),
        (2, "switch", "2 switches"),
        (12_345, "later one", "12,345 later ones"),
    ],
)
def test_a_number_stands_with_its_noun(number: int, word: str, said: str) -> None:
    assert many(number, word) == said and plural(number, word) == said.partition(" ")[2]


def test_one_of_a_thing_is_told_in_the_singular_by_every_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    told = []
    for line in (
        "--persona alicia --run x --sessions 1",
        "--persona alicia --sessions 1 --dry-run",
        "show x",
        "replay x",
        "check runs/x",
        "export x --format txt -o out",
        "regenerate x --session 1 --dry-run",
        "import runs/x/nova/alicia/r01/session-01/transcript.txt --run y",
        "report x",
        "runs",
    ):
        done = CliRunner().invoke(root(), line.split())
        assert done.exit_code in (0, 1) and not isinstance(done.exception, InputError), (line, done.exception)
        told.append(done.output)
    told += [p.read_text("utf-8") for p in tmp_path.rglob("*.html")]
    wrong = re.findall(
        r"(?<![\d.,])1 (?:[a-z]+ed )?(?:sessions|turns|calls|courses|personas|attempts|times|conversations|replies)\b[^\n]{0,60}",
        "\n".join(told),
    )
    assert "1 session" in "".join(told) and wrong == []


def test_no_message_writes_a_plural_of_its_own() -> None:
    found = []
    for path in sorted((ROOT / "simulator").rglob("*.py")):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if re.search(r"'s' if [^}]*(?:!= 1|> 1)", line):
                found.append(f"{path.relative_to(ROOT)}:{number}")
    assert found == []
