"""Single characters that have no place in clean text."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from normkit import Span

_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f"  # not U+3000, which Chinese and Japanese text needs
_JOINED = (  # scripts in which a joiner decides the shape of a letter: Arabic and its kin, Brahmic, Mongolian
    "\u0600-\u109f\u1700-\u18af\u1900-\u1cff\ua800-\ua95f\ua980-\uabff\ufb50-\ufdff\ufe70-\ufefc"
    "\U00010a00-\U00011fff"
)
_EMOJI = "\u00a9\u00ae\u2190-\u2bff\u3030\u303d\u3297\u3299\ufe0f\U0001f000-\U0001faff"
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_KINDS = {
    "terminal-escape": r"\x1b\[[\d;]*+[a-zA-Z]",
    "control": r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u206a-\u206f\ufff9-\ufffc]++",
    "space": f"[{_SPACES}]++",
    "hyphen": "\u2011++",
    "joiner": f"(?<![{_JOINED}])(?:\u200c|(?<![{_EMOJI}])\u200d|\u200d(?![{_EMOJI}]))(?![{_JOINED}])",
    "invisible": "[\u00ad\u200b\u2060\ufeff]++",
    "directional-mark": "[\u200e\u200f\u202a-\u202e\u2066-\u2069]++",
}
CHANGING = (
    r"[\x00-\x08\x0e-\x1f\x7f-\xa0\u00ad\u1680\u2000-\u2011\u202a-\u202f\u205f-\u206f\ufeff\ufff9-\ufffc]"
)
"""Every character that is changed by itself."""
_MAY_CHANGE = re.compile(CHANGING)
_CHANGING = re.compile(f"(?={CHANGING})(?:" + "|".join(f"({pattern})" for pattern in _KINDS.values()) + ")")
_RULES = (None, *_KINDS)


class Change(NamedTuple):
    """What becomes of a stretch of text, in code points, and why."""

    span: Span
    inserted: str
    rule: str
    confidence: float = 1


def character_changes(line: str) -> Iterator[Change]:
    r"""Yield what becomes of the characters of `line`, which is free of mojibake.

    >>> [(change.inserted, change.rule) for change in character_changes("a\u00a0b\u00ad-\u2011c")]
    [(' ', 'nbsp'), ('', 'invisible'), ('-', 'hyphen')]
    """
    if not _MAY_CHANGE.search(line):
        return
    indent = len(line) - len(line.lstrip())
    right_to_left = None
    for match in _CHANGING.finditer(line):
        found, rule = match.group(), str(_RULES[match.lastindex or 0])
        if rule == "space":
            yield _space(line, match.span(), indent)
        elif rule == "hyphen":
            yield Change(match.span(), "-" * len(found), rule)
        elif rule == "directional-mark":
            if right_to_left is None:
                right_to_left = bool(_RIGHT_TO_LEFT.search(line))
            if not right_to_left:
                yield Change(match.span(), "", rule)
        else:
            yield Change(match.span(), "", "invisible" if rule == "joiner" else rule)


def _space(line: str, span: Span, indent: int) -> Change:
    """Make odd spaces ordinary; beside an ordinary one they are one too many, save in an indentation."""
    start, end = span
    found = line[start:end]
    rule = "nbsp" if "\u00a0" in found or "\u202f" in found else "space"
    doubled = start >= indent and " " in (line[start - 1 : start], line[end : end + 1])
    return Change(span, "" if doubled else " " * len(found), rule)


def apply(line: str, changes: list[Change]) -> str:
    """Return `line` with `changes`, in order, made."""
    pieces: list[str] = []
    position = 0
    for (start, end), inserted, *_ in changes:
        pieces += line[position:start], inserted
        position = end
    return "".join([*pieces, line[position:]])
