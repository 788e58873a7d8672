"""Models that are not language models, for demos and tests without a key or a network.

`offline/cbt` plays both people of a session, writes the note and judges. `offline/flaky` does the same and breaks, at rates
that can be set, in every way that role integrity knows.
"""

from __future__ import annotations

from simulator.errors import InputError, nearest
from simulator.models import Model
from simulator.models.offline.flaky import Broken, FlakyModel, FlakySettings
from simulator.models.offline.model import MODEL_NAME, OfflineModel

NAMES = ("offline/cbt", "offline/flaky")


def open_offline(name: str) -> Model:
    """The offline model of this name.

    Args:
        name: `offline`, `offline/cbt`, or `offline/flaky` with settings such as `offline/flaky?rate=0.1` or
            `offline/flaky?refusal=0.2,inversion=0.05&seed=3`.

    Raises:
        InputError: unknown name or setting.
    """
    plain, _, settings = name.partition("?")
    if plain == "offline/flaky":
        return FlakyModel(FlakySettings.parse(settings))
    if plain not in {"offline", "offline/cbt"}:
        raise InputError(f"unknown offline model {plain!r}", remedy=nearest(plain, NAMES))
    if settings:
        raise InputError(
            f"{plain} takes no settings, not {settings!r}", remedy="Only offline/flaky has some."
        )
    return OfflineModel()


__all__ = ["MODEL_NAME", "NAMES", "Broken", "FlakyModel", "FlakySettings", "OfflineModel", "open_offline"]
