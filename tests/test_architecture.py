"""docs/architecture.md names every file at the top of the package, and no file that is not there."""

from __future__ import annotations

import re

from tests.commands import ROOT

TEXT = (ROOT / "docs" / "architecture.md").read_text("utf-8")


def test_every_module_and_package_of_the_top_level_is_named() -> None:
    top = ROOT / "simulator"
    modules = {path.name for path in top.glob("*.py") if not path.name.startswith("__")}
    packages = {f"{path.parent.name}/" for path in top.glob("*/__init__.py")}
    named = set(re.findall(r"[\w/.]+", TEXT))
    assert sorted((modules | packages) - named) == []


def test_every_file_of_code_that_is_named_exists() -> None:
    """By its path in the repository, in the package, or beside the factory of models, whose recipe names two files."""
    places = (ROOT, ROOT / "simulator", ROOT / "simulator" / "models")
    named = set(re.findall(r"[\w./-]+\.py\b|docs/[\w-]+\.md", TEXT))
    assert sorted(name for name in named if not any((place / name).exists() for place in places)) == []


def test_nothing_below_the_commands_imports_them() -> None:
    top = ROOT / "simulator"
    below = [
        p for p in top.rglob("*.py") if "cli" not in p.relative_to(top).parts and p.name != "__main__.py"
    ]
    imports = re.compile(r"^\s*(?:from|import) simulator\.cli\b", re.M)
    assert [str(p.relative_to(top)) for p in below if imports.search(p.read_text("utf-8"))] == []
