"""Every check fires on the examples it gives, and passes its near misses."""

from __future__ import annotations

import pkgutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from simulator.integrity import checks
from simulator.integrity.anatomy import Anatomy
from simulator.integrity.codes import CODES
from simulator.integrity.guard import Guard, SessionGuard
from simulator.integrity.registry import Check, Example, all_checks

GUARD = Guard()


def _module_examples(check: Check) -> tuple[dict[str, list[Example]], list[Example]]:
    module = sys.modules[check.run.__module__]
    return module.FIRES, module.PASSES


def _session(example: Example) -> SessionGuard:
    guard = GUARD.session(
        example.persona,
        example.therapist,
        example.session,
        notes=[example.notes] if example.notes else (),
        record=True,
    )
    for speaker, text in example.before:
        guard.remember(speaker, text)
    return guard


def _firing() -> Iterator[object]:
    for check in all_checks():
        for code, examples in _module_examples(check)[0].items():
            for i, example in enumerate(examples):
                yield pytest.param(code, example, id=f"{check.name}-{code}-{i}")


def _passing() -> Iterator[object]:
    for check in all_checks():
        for i, example in enumerate(_module_examples(check)[1]):
            yield pytest.param(check, example, id=f"{check.name}-{i}")


@pytest.mark.parametrize(("code", "example"), list(_firing()))
def test_a_check_fires_on_its_examples(code: str, example: Example) -> None:
    verdict = _session(example).check(example.text, example.speaker, example.finish)
    assert code in {f.code for f in verdict.findings}, verdict.findings


@pytest.mark.parametrize(("check", "example"), list(_passing()))
def test_a_check_passes_its_near_misses(check: Check, example: Example) -> None:
    verdict = _session(example).check(example.text, example.speaker, example.finish)
    assert not [f for f in verdict.hard if f.check == check.name], verdict.hard


def test_every_file_of_checks_is_loaded() -> None:
    loaded = {check.run.__module__.rpartition(".")[2] for check in all_checks()}
    assert {module.name for module in pkgutil.iter_modules(checks.__path__)} <= loaded, "checks/__init__.py"


def test_every_code_is_reported_by_some_check() -> None:
    reported = {code for c in all_checks() for code in c.codes}
    assert set(CODES) <= reported


@pytest.mark.parametrize("check", all_checks(), ids=lambda c: c.name)
def test_a_check_says_why_it_exists(check: Check) -> None:
    assert len(check.why) > 60


@pytest.mark.parametrize("code", CODES.values(), ids=lambda c: c.name)
def test_a_reminder_is_one_private_line_without_quotes(code: object) -> None:
    reminder = code.reminder  # type: ignore[attr-defined]
    assert "\n" not in reminder and '"' not in reminder and len(reminder) < 160


def test_offsets_point_into_the_text_as_it_came() -> None:
    text = "I\u200b went\u00a0home. \u201cReally.\u201d Is there anything else I can help you with?"
    verdict = GUARD.session(record=True).check(text, "therapist")
    finding = verdict.hard[0]
    assert text[finding.start : finding.end] == finding.evidence
    assert "anything else I can help" in finding.evidence


def test_an_anatomy_is_linear_in_one_letter() -> None:
    assert Anatomy("a" * 1_000_000).sentences


def test_the_documentation_names_every_code_and_check() -> None:
    text = (Path(__file__).parents[2] / "docs" / "integrity.md").read_text(encoding="utf-8")
    assert not [name for name in (*CODES, *(c.name for c in all_checks())) if f"`{name}`" not in text]
