"""What the report and the viewer share: safe text, sessions as people read them, one Jinja environment, one look.

Everything that a model, a person's file or an error wrote is text here: it is escaped on output, and never becomes
markup, an attribute's name, a script or an address.
"""

from __future__ import annotations

from simulator.pages.environment import environment, static_text

__all__ = ["environment", "static_text"]
