"""Texts: spans, lines, which of them to remove, lists of words. Shared by all stages."""
