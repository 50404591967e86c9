"""What came of trying one fault."""

from typing import NamedTuple


class Outcome(NamedTuple):
    """How often a fault was tried, and how often the outcome was not what normkit promises."""

    fault: str
    tried: int
    bad: int
    note: str = ""
