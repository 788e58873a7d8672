"""A file of ending rules is used as it stands, or refused with file and line."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.endings import EndingRule, EndingRules, EndingsConfig, checked, load_rules
from simulator.endings.regex import samples, trouble
from simulator.errors import InputError

GOOD = """\
version: 1
endings:
  - id: bye
    speaker: therapist
    phrases: ['goodbye', 'see you (?:tomorrow|next week)']
"""


def written(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "mine.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def refused(tmp_path: Path, text: str, turn_limit: int | None = None) -> InputError:
    with pytest.raises(InputError) as caught:
        load_rules(written(tmp_path, text), turn_limit=turn_limit)
    assert caught.value.file is not None and caught.value.line is not None
    return caught.value


def test_the_shipped_rules_load() -> None:
    rules = load_rules(turn_limit=40)
    assert {r.speaker for r in rules.endings} == {"patient", "therapist"}


def test_what_is_known_beforehand_of_the_shipped_rules_is_current() -> None:
    assert files("simulator.endings").joinpath(checked.FILE).read_text("utf-8") == checked.table(), (
        "run `make needs`"
    )


def test_shipped_rules_still_wait_no_longer_than_the_turn_limit() -> None:
    with pytest.raises(InputError, match="can never fire"):
        load_rules(turn_limit=2)


def test_a_file_of_ones_own_loads(tmp_path: Path) -> None:
    rules = load_rules(written(tmp_path, GOOD))
    assert rules.endings[0].where == "last_sentence"


def test_an_unknown_key_is_refused_with_the_nearest_name(tmp_path: Path) -> None:
    error = refused(tmp_path, GOOD + "    minimum_turn: 3\n")
    assert "minimum_turn" in error.problem and "minimum_turns" in error.remedy and error.line == 6


@pytest.mark.parametrize(
    ("phrase", "why"),
    [
        ("goodbye(", "is not a regular expression"),
        ("(a+)+b", "could run for ages"),
        ("(?:goodbye ?)+", "could run for ages"),
        ("(a|a)*b", "could run for ages"),
        (".*.*.*.*goodbye", "could run for ages"),
        ("a?a?a?a?a?a?a?a?a?a?a?aaaaaaaaaaa", "could run for ages"),
        (r"(bye) \1", "refers back"),
        (".*", "ordinary talk"),
        ("[a-z ]+", "ordinary talk"),
        ("okay|goodbye", "ordinary talk"),
        ("goodbye\\?", "can never fire"),
        ("goodbye\\. see you", "can never fire"),
        ('"goodbye"', "can never fire"),
        ("\\[goodbye\\]", "can never fire"),
        ("goodbye  then", "can never fire"),
        ("goodbye\\n", "can never fire"),
    ],
)
def test_a_phrase_that_cannot_work_is_refused(tmp_path: Path, phrase: str, why: str) -> None:
    error = refused(tmp_path, GOOD.replace("'goodbye'", f"'{phrase}'"))
    assert why in error.problem and error.line == 5


def test_an_unless_that_takes_everything_away_is_refused(tmp_path: Path) -> None:
    error = refused(tmp_path, GOOD + "    unless: ['bye|see']\n")
    assert "can never fire" in error.problem


def test_a_rule_on_the_patient_alone_is_refused(tmp_path: Path) -> None:
    error = refused(tmp_path, GOOD.replace("therapist", "patient"))
    assert "patient's words" in error.problem and "needs" in error.remedy


def test_a_rule_that_waits_beyond_the_turn_limit_is_refused(tmp_path: Path) -> None:
    error = refused(tmp_path, GOOD + "    minimum_turns: 50\n", turn_limit=40)
    assert "50" in error.problem and error.line == 6


def test_a_rule_covered_by_an_earlier_one_is_refused(tmp_path: Path) -> None:
    second = (
        "  - id: later\n    speaker: therapist\n    minimum_turns: 5\n    phrases: ['see you next week']\n"
    )
    error = refused(tmp_path, GOOD + second)
    assert "'later'" in error.problem and "'bye'" in error.problem and error.line == 6


def test_a_rule_that_an_earlier_one_covers_only_in_part_is_kept(tmp_path: Path) -> None:
    second = "  - id: later\n    speaker: therapist\n    phrases: ['see you next week', 'farewell']\n"
    assert len(load_rules(written(tmp_path, GOOD + second)).endings) == 2


def test_a_part_that_is_not_defined_is_refused(tmp_path: Path) -> None:
    text = GOOD.replace("'goodbye'", "'goodbye <wen>'").replace(
        "version: 1\n", "version: 1\ndefine: {when: tomorrow}\n"
    )
    error = refused(tmp_path, text)
    assert "<wen>" in error.problem and "when" in error.remedy


def test_a_part_that_nobody_uses_is_refused(tmp_path: Path) -> None:
    error = refused(tmp_path, GOOD.replace("version: 1\n", "version: 1\ndefine: {when: tomorrow}\n"))
    assert "never used" in error.problem and error.line == 2


def test_two_rules_with_one_id_are_refused(tmp_path: Path) -> None:
    error = refused(tmp_path, GOOD + GOOD.split("endings:\n")[1])
    assert "bye" in error.problem


def test_a_cue_that_matches_ordinary_talk_is_refused(tmp_path: Path) -> None:
    cue = "closing:\n  - {id: any, strength: strong, phrases: ['\\bthe\\b']}\n"
    assert "ordinary talk" in refused(tmp_path, GOOD + cue).problem


def test_rules_survive_a_round_trip_through_yaml() -> None:
    rules = load_rules()
    again = EndingRules.model_validate(yaml.safe_load(yaml.safe_dump(rules.model_dump(mode="json"))))
    assert again == rules
    for before, after in zip(rules.endings, again.endings, strict=True):
        assert all(getattr(before, f) == getattr(after, f) for f in EndingRule.model_fields)


def test_settings_survive_a_round_trip_with_every_field_changed() -> None:
    changed = EndingsConfig.model_validate(
        {
            "rules": "other",
            "limits": {
                "turns": 12,
                "words": 900,
                "tokens": 5000,
                "seconds": 60.0,
                "cost": 0.5,
                "discards": 3,
            },
            "loops": {
                "minimum_words": 4,
                "near": 0.7,
                "repeats": 3,
                "goodbyes": 5,
                "stall_turns": 10,
                "stall_new": 0.2,
            },
            "minimum_turns": 8,
            "closing_exchanges": 3,
            "courtesy_reply": False,
            "wrap_up_turns": 4,
        }
    )
    dumped = changed.model_dump(mode="json")
    assert set(dumped) == set(EndingsConfig.model_fields)
    assert all(dumped[f] != getattr(EndingsConfig(), f) for f in dumped)
    assert EndingsConfig.model_validate(yaml.safe_load(yaml.safe_dump(dumped))) == changed


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="ab()|*+?{}[]\\.3, ", max_size=30))
def test_whatever_expression_is_offered_is_judged_without_a_crash(pattern: str) -> None:
    if not trouble(pattern, searched=True):
        assert all(isinstance(text, str) for text in samples(pattern, 5))


@pytest.mark.parametrize(
    ("more", "problem"),
    [
        ("    needs: [closing]\n", "nothing under `closing`"),
        ("    needs: [announced]\n", "nothing under `closing`"),
        ("    needs: [signed]\n", "nothing under `closing`"),
        ("    needs: [acknowledged]\n", "how the patient takes leave"),
        (
            "    needs: [closing]\nclosing:\n  - {id: send, strength: send_off, phrases: ['\\bgo gently\\b']}\n",
            "nothing under `closing`",
        ),
    ],
)
def test_a_rule_that_needs_what_nothing_brings_about_is_refused(
    tmp_path: Path, more: str, problem: str
) -> None:
    error = refused(tmp_path, GOOD + more)
    assert "rule 'bye' can never fire" in str(error) and problem in str(error)


def test_a_rule_that_needs_closing_loads_beside_a_sign_of_it(tmp_path: Path) -> None:
    cue = "closing:\n  - {id: time, strength: strong, phrases: ['\\bour time is up\\b']}\n"
    assert load_rules(written(tmp_path, GOOD + "    needs: [closing]\n" + cue)).endings[0].needs == (
        "closing",
    )
