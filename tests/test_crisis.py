"""Crisis resources by locale, stale numbers, and the persona's canon."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.canon import contradictions
from simulator.crisis import _stale_by_digits, crisis_line, crisis_line_of, load_crisis, stale_numbers
from simulator.errors import InputError
from simulator.personas import Persona, load_persona
from simulator.shipped import find
from simulator.turn_notes import turn_notes
from tests.commands import simulate


def test_the_us_line_is_988() -> None:
    assert "988" in crisis_line("US") and crisis_line("en-US") == crisis_line("us")


def test_every_locale_names_its_own_numbers() -> None:
    for resource in load_crisis().resources.values():
        spoken = "".join(c for c in resource.line if c.isdigit() or c == ".")
        assert resource.emergency in spoken.replace(".", " ").replace(" ", "")
        assert not stale_numbers(resource.line)


def test_an_unknown_locale_is_refused() -> None:
    with pytest.raises(InputError, match="ZZ"):
        crisis_line("ZZ")


def test_a_file_that_is_written_or_changed_after_an_error_counts_in_the_same_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in a notebook: the error says to write the file, and the next cell tries again."""
    own = tmp_path / "configs" / "crisis.yaml"
    own.parent.mkdir()
    monkeypatch.chdir(tmp_path)

    def write(*countries: str, changed: int) -> None:
        line = "  {}: {{line: 'Call 123 or, in danger, 999.', emergency: '999', numbers: ['123']}}\n"
        head = "version: 1\nchecked: 2026-11\nresources:\n"
        own.write_text(head + "".join(line.format(c) for c in countries), encoding="utf-8")
        os.utime(own, (changed, changed))

    with pytest.raises(InputError, match="ZZ"):
        crisis_line("ZZ")
    write("ZZ", changed=1)
    assert "123" in crisis_line("ZZ")
    with pytest.raises(InputError, match="YY"):
        crisis_line("YY")
    write("ZZ", "YY", changed=2)
    assert "123" in crisis_line("YY")


@pytest.mark.parametrize(
    "text",
    [
        "Call 1-800-273-8255 now.",
        "Call (800) 273-8255.",
        "Call 800.273.8255",
        "Call +1 800 273 8255",
        "call 1-800-273-TALK",
        "18002738255",
    ],
)
def test_the_old_number_is_found_however_it_is_written(text: str) -> None:
    found = stale_numbers(text)
    assert len(found) == 1 and found[0].severity == "note" and "988" in found[0].detail
    assert text[found[0].start : found[0].end] == found[0].evidence


@pytest.mark.parametrize(
    "text", ["Call 988.", "Text 741741.", "My number is 800-555-8255.", "I have 2738255 reasons.", ""]
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert stale_numbers(text) == []


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="0123456789-. ()+TALKcal", max_size=200))
def test_any_row_of_digits_is_read(text: str) -> None:
    assert all(text[f.start : f.end][:200] == f.evidence for f in stale_numbers(text))


@pytest.fixture(scope="module")
def persona() -> Persona:
    return load_persona("alicia")


@pytest.mark.parametrize(
    "text",
    [
        "I'm 52, and I should know better.",
        "I am 19 years old.",
        "I live in Boston now.",
        "My name is Jennifer.",
    ],
)
def test_what_cannot_be_meant_otherwise_contradicts_the_canon(persona: Persona, text: str) -> None:
    found = contradictions(text, persona)
    assert len(found) == 1 and found[0].severity == "note" and found[0].code == "canon"


@pytest.mark.parametrize(
    "text",
    [
        "I'm 33, and I feel sixty.",
        "When I was 19 I moved out.",
        "I'm 90 percent sure.",
        "I'm 10 minutes late, sorry.",
        "I live in San Francisco.",
        "I live in fear of the next release.",
        'My friend said, "I live in Boston."',
        "My name is Alicia.",
        "It's as if I'm 12 again.",
        "My brother-in-law called.",
        "I am 20 pages in.",
    ],
)
def test_what_may_be_meant_otherwise_is_left_alone(persona: Persona, text: str) -> None:
    assert contradictions(text, persona) == []


def test_a_brother_the_canon_rules_out_is_found(persona: Persona) -> None:
    only = persona.canon[0].model_copy(update={"text": "Has no siblings."})
    lonely = persona.model_copy(update={"canon": (only, *persona.canon[1:])})
    assert len(contradictions("My brother never calls.", lonely)) == 1
    assert contradictions("I wish I had my own brother.", lonely) == []
    assert contradictions("My brother never calls.", persona) == []


def test_a_turn_is_noted_for_stale_numbers_and_for_the_canon(persona: Persona) -> None:
    text = "I am 19 years old, and I called 1-800-273-8255."
    assert [f.code for f in turn_notes(text, "patient", persona)] == ["stale_resource", "canon"]
    assert [f.code for f in turn_notes(text, "therapist", persona)] == ["stale_resource"]
    assert [f.code for f in turn_notes(text, "patient")] == ["stale_resource"]


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.chdir(tmp_path)
    _stale_by_digits.cache_clear()
    yield tmp_path
    _stale_by_digits.cache_clear()


def test_a_file_of_ones_own_adds_a_country_and_keeps_the_others(elsewhere: Path) -> None:
    (elsewhere / "configs").mkdir()
    (elsewhere / "configs" / "crisis.yaml").write_text(
        "resources:\n"
        "  SE: {line: Ring Mind on 90101. In an emergency call 112., emergency: '112', numbers: ['90101', '112']}\n"
        "  US: {line: You can ring our own desk on 5550100. In an emergency call 911., emergency: '911', numbers: ['5550100', '911']}\n"
    )
    assert "90101" in crisis_line("SE") and "143" in crisis_line("de-CH")
    assert "our own desk" in crisis_line("US") and stale_numbers("Call 1-800-273-8255.")


def test_a_fault_in_a_file_of_ones_own_is_told_with_its_line(elsewhere: Path) -> None:
    (elsewhere / "configs").mkdir()
    (elsewhere / "configs" / "crisis.yaml").write_text(
        "resources:\n  SE:\n    line: Ring Mind on 90101.\n    emergency: 112\n    numbers: ['90101']\n"
    )
    with pytest.raises(InputError, match=r"crisis\.yaml:4: resources\.SE\.emergency"):
        crisis_line("SE")


@pytest.mark.parametrize("numbers", ["['90101', '113']", "['9010', '112']"])
def test_a_number_that_the_line_does_not_say_is_refused(elsewhere: Path, numbers: str) -> None:
    (elsewhere / "configs").mkdir()
    (elsewhere / "configs" / "crisis.yaml").write_text(
        "resources:\n"
        f"  SE: {{line: Ring Mind on 901 01. In an emergency call 112., emergency: '112', numbers: {numbers}}}\n"
    )
    with pytest.raises(InputError, match=r"the line does not say the number (113|9010)"):
        crisis_line("SE")


def test_a_persona_of_a_country_without_resources_is_named() -> None:
    persona = load_persona("alicia")
    identity = persona.identity.model_copy(update={"country": "ZZ"})
    with pytest.raises(InputError, match="alicia: no crisis resources are known for 'ZZ'"):
        crisis_line_of(persona.model_copy(update={"identity": identity}))
    assert "116 123" in crisis_line_of(persona.model_copy(update={"identity": identity}), "GB")


def test_a_run_that_is_handed_on_brings_its_own_crisis_file_with_it(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    (here / "configs").mkdir(parents=True)
    there.mkdir()
    (here / "configs" / "crisis.yaml").write_text(
        "resources:\n  SE: {line: Ring Mind on 90101. In an emergency call 112., emergency: '112', numbers: ['90101', '112']}\n"
    )
    text = find("personas", "alicia").read_text("utf-8")
    (here / "mina.yaml").write_text(
        text.replace("id: alicia", "id: mina").replace("country: US", "country: SE"), "utf-8"
    )
    made = simulate("--persona", "mina.yaml", "--run", "x", "-q", cwd=here)
    assert made.returncode == 0, made.stderr
    (here / "runs").rename(there / "runs")
    done = simulate("resume", "x", "--sessions", "2", "--accept-changes", "-q", cwd=there)
    assert done.returncode == 0, done.stdout + done.stderr
    assert simulate("replay", "x", cwd=there).stdout.endswith("2 of 2 sessions are the same, byte for byte\n")
