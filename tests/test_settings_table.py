"""docs/settings.md says what the code does."""

from simulator.config import Config
from simulator.settings_table import rows, settings_table
from tests.commands import ROOT


def test_the_page_is_current() -> None:
    assert (ROOT / "docs" / "settings.md").read_text("utf-8") == settings_table(), (
        "python -m simulator.settings_table > docs/settings.md"
    )


def test_every_setting_says_what_it_means() -> None:
    assert [key for key, _, _, meaning in rows(Config) if not meaning] == []
