"""Who is spoken of: oneself, or the other. For text in lower case."""

from __future__ import annotations

import re

ME = re.compile(r"\b(?:i|my|me|i'm|i've|i'd|i'll|myself|mine)\b")
YOU = re.compile(r"\b(?:you|your|you're|you've|you'd|you'll|yourself|yours)\b")
