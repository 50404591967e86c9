"""How to read a text again that was read in the wrong encoding."""

from collections.abc import Callable
from typing import NamedTuple


class Reading(NamedTuple):
    """What turns a line that was read wrong into what is written there."""

    again: Callable[[str], str]
    rule: str
    confidence: float
    """From 0 to 1."""


SURE = Reading(str, "mojibake", 1)
"""What ftfy repairs: it reads single sequences, and asks for no more evidence than they are."""
