"""What holds for all tests: a slow machine is no failure."""

from hypothesis import settings

settings.register_profile("session-simulator", deadline=None)
settings.load_profile("session-simulator")
