"""Studies that several tests look at; made once."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("scipy")
pytest.importorskip("statsmodels")

from tests.study.making import Made, make


@pytest.fixture(scope="session")
def chain(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Two personas, two arms, two sessions, three replicates."""
    return make(tmp_path_factory.mktemp("chain"), replicates=3, sessions=2)


@pytest.fixture(scope="session")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """One session each, with a judge."""
    return make(
        tmp_path_factory.mktemp("judged"), replicates=3, sessions=1, judge={"controls": 5, "passes": 2}
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path
