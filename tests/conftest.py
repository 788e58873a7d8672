"""What holds for all tests: a slow machine is no failure."""

import signal

from hypothesis import settings

settings.register_profile("session-simulator", deadline=None)
settings.load_profile("session-simulator")

# Begun in the background by a shell, a process ignores Ctrl-C, and so would every process that a test starts.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
