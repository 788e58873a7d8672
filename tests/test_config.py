"""Layers of settings, and what is said when one is wrong."""

from pathlib import Path

import pytest

from simulator.config import Config, config_from, load_config
from simulator.errors import InputError


def test_flags_stand_on_settings_stand_on_the_file_stand_on_defaults(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text("sessions: 3\nseed: 5\nmodels: {patient: {temperature: 0.5}}\n")
    config = load_config(
        str(file), ["seed=6", "models.therapist.temperature=0.2"], {"seed": 7, "prompt": None}
    )
    assert (config.sessions, config.seed, config.prompt) == (3, 7, "nova")
    assert config.models.patient.temperature == 0.5 and config.models.therapist.temperature == 0.2
    assert config.models.patient.model == "offline/cbt"


@pytest.mark.parametrize(
    ("text", "told", "line"),
    [
        ("sesions: 3\n", "did you mean sessions", 1),
        ("seed: 1\nsessions: three\n", "sessions", 2),
        ("sessions: 0\n", "greater than or equal to 1", 1),
        ("models:\n  patient:\n    temprature: 1\n", "did you mean temperature", 3),
        ("a: &a [1]\nb: *a\n", "unknown key|anchor", None),
    ],
)
def test_a_fault_in_a_file_is_told_with_its_line(
    tmp_path: Path, text: str, told: str, line: int | None
) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(text)
    with pytest.raises(InputError, match=told) as caught:
        load_config(str(file))
    if line:
        assert caught.value.line == line


@pytest.mark.parametrize("setting", ["sessions", "=3", "nonsense.key=1", "models.patient.modl=x", "seed=-1"])
def test_a_fault_in_a_setting_names_the_setting(setting: str) -> None:
    with pytest.raises(InputError):
        load_config(None, [setting])


def test_settings_that_belong_together_may_come_from_different_layers(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text("session: {therapist_words: 20, therapist_words_most: 30}\n")
    assert load_config(str(file)).session.therapist_words_most == 30


def test_settings_survive_the_way_through_a_plan() -> None:
    config = load_config(None, ["guard.retries.per_turn=2", "endings.limits.turns=18"])
    assert config_from(config.model_dump(mode="json")) == config
    assert isinstance(config, Config)


@pytest.mark.parametrize("key", ["api_key", "api_key_env"])
def test_a_key_typed_into_a_setting_is_not_repeated_by_the_message(key: str) -> None:
    with pytest.raises(InputError) as raised:
        load_config(settings=[f"models.patient.{key}=[sk-verysecret-0123456789]"])
    assert f"models.patient.{key}" in str(raised.value) and "verysecret" not in str(raised.value)


@pytest.mark.parametrize(
    "part", ["severity: {parot: hard}", "reminders: {parot: x}", "soft_limits: {parot: 1}", "checks: {parot: false}"]
)  # fmt: skip
def test_a_code_or_check_that_there_is_not_is_told_with_its_line(tmp_path: Path, part: str) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(f"sessions: 2\nguard:\n  {part}\n", "utf-8")
    with pytest.raises(InputError, match=r"there is no (code|check) 'parot'") as caught:
        load_config(str(file))
    assert (caught.value.file, caught.value.line) == (file, 3)
    assert "parrot" in caught.value.remedy


def test_a_wrong_argument_is_told_by_where_it_was_given() -> None:
    with pytest.raises(InputError, match=r"^the command line: sessions"):
        load_config(flags={"sessions": 0})
    with pytest.raises(InputError, match=r"^arm b: sessions"):
        load_config(flags={"sessions": 0}, origin="arm b")


@pytest.mark.parametrize("name", [" ", "Nova ", "Nova\\u202E", "No\\x1b[31mva", "No\\u2028va"])
def test_the_therapist_has_a_visible_name(name: str) -> None:
    with pytest.raises(InputError, match="visible characters"):
        load_config(settings=[f'therapist_name="{name}"'])


def test_the_therapist_is_not_called_by_the_patients_label() -> None:
    with pytest.raises(InputError, match="label of the other side"):
        load_config(settings=["therapist_name=patient"])


def test_the_two_prices_of_a_model_may_be_two_settings_and_its_name_may_have_dots() -> None:
    config = load_config(
        None, ["prices.openai/gpt-4.1.input=2", "sessions=3", "prices.openai/gpt-4.1.output=8"]
    )
    price = config.prices["openai/gpt-4.1"]
    assert (price.input, price.output, config.sessions) == (2, 8, 3)


def test_among_several_settings_the_faulty_one_is_named() -> None:
    with pytest.raises(InputError, match=r"-c seed=-1.*greater than or equal to 0"):
        load_config(None, ["prices.direct/m.input=2", "seed=-1", "prices.direct/m.output=8", "sessions=2"])
    with pytest.raises(
        InputError, match=r"-c prices\.direct/m\.input=2: prices\.direct/m\.output is missing"
    ):
        load_config(None, ["prices.direct/m.input=2", "sessions=2"])
