"""The wheel that people install holds every file that the program reads at run time."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.commands import ROOT

pytestmark = pytest.mark.slow

CODE = {".py", ".typed"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this tree without a network."""
    pytest.importorskip("hatchling", reason="pip install -e '.[dev]'")
    folder = tmp_path_factory.mktemp("wheel")
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    (found,) = folder.glob("*.whl")
    return found


def test_every_data_file_of_the_package_is_in_the_wheel(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        held = set(archive.namelist())
    here = subprocess.run(
        ["git", "ls-files", "-z", "simulator"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if here.returncode:
        pytest.skip("this is no checkout, so it is not known which files belong to the package")
    data = [name for name in here.stdout.split("\0") if name and Path(name).suffix not in CODE]
    for part in (
        "simulator/study/judge/rubrics/ctrs.yaml", "simulator/study/rating/static/index.html",
        "simulator/study/rating/static/rate.js", "simulator/viewer/static/viewer.js", "simulator/viewer/templates/study.html",
        "simulator/pages/static/look.css", "simulator/pages/templates/verdicts.html", "simulator/report/static/report.css",
    ):  # fmt: skip
        assert part in data, part
    assert [name for name in data if name not in held] == []


def test_personas_prompts_and_configs_are_in_the_wheel(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        held = set(archive.namelist())
    for folder in ("personas", "prompts", "configs"):
        there = [p.relative_to(ROOT).as_posix() for p in (ROOT / folder).rglob("*") if p.is_file()]
        assert there and [p for p in there if f"simulator/shipped/{p}" not in held] == []


def test_pages_and_rubrics_are_read_from_the_installed_wheel(wheel: Path, tmp_path: Path) -> None:
    """Unpacked somewhere else, without this tree in sight."""
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    script = (
        "import simulator, sys\n"
        f"assert simulator.__file__.startswith({str(tmp_path)!r}), simulator.__file__\n"
        "from simulator.pages import environment, static_text\n"
        "from simulator.study.judge.rubrics import load_rubric\n"
        "from simulator.study.rating.server import _PAGES\n"
        "from simulator.viewer.app import STATIC\n"
        "print(*[load_rubric(n).name for n in ('ctrs', 'alliance', 'preference')])\n"
        "assert all(static_text(package, name) for package, name, _ in _PAGES.values())\n"
        "assert all(static_text(package, name) for name, (package, _) in STATIC.items())\n"
        "for package, name in (('viewer', 'study.html'), ('report', 'report.html')):\n"
        "    environment('simulator.' + package).get_template(name)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, env={"PYTHONPATH": str(tmp_path)}, capture_output=True,
        text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["ctrs", "alliance", "preference"]
