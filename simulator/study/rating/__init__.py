"""Blind ratings by people: what is shown, where ratings are kept, how far raters agree, and the page they use."""
