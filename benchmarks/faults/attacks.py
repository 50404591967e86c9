"""Texts that make a backtracking pattern look for long, made of the pattern itself: near misses, repeated."""

import re
from collections.abc import Callable, Iterator
from re import _constants, _parser  # type: ignore[attr-defined] # there is no public parser
from typing import Any, NamedTuple

op: Any = _constants

_CANDIDATES = "ax1 A.,-'é_\n\x00\x80\xff漢"
_FEW = 4  # alternatives: most are words of a list
_MANY = 16  # repeats up to which a bounded repeat is as good as a constant
_OF_CATEGORY: dict[Any, Callable[[str], bool]] = {
    op.CATEGORY_DIGIT: str.isdecimal,
    op.CATEGORY_SPACE: str.isspace,
    op.CATEGORY_WORD: lambda c: c.isalnum() or c == "_",
    op.CATEGORY_NOT_DIGIT: lambda c: not c.isdecimal(),
    op.CATEGORY_NOT_SPACE: lambda c: not c.isspace(),
    op.CATEGORY_NOT_WORD: lambda c: not (c.isalnum() or c == "_"),
}
_REPEATS = op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT


class Attack(NamedTuple):
    """`head`, then `unit` again and again, then `tail`."""

    head: str
    unit: str
    tail: str = ""

    def text(self, size: int) -> str:
        """Return an attack of so many characters."""
        return (self.head + self.unit * (size // len(self.unit) + 1))[:size] + self.tail


def attacks(pattern: "re.Pattern[Any]") -> list[Attack]:
    """Return attacks on a pattern of strings or of bytes, each once."""
    pumps = dict.fromkeys(_pumps(_parser.parse(pattern.pattern, pattern.flags), ""))
    long = [Attack(head, unit, "\n!") for head, unit in pumps]
    return list(dict.fromkeys([*long, *(Attack("", head + unit) for head, unit in pumps if head)]))


def _pumps(nodes: Any, head: str) -> Iterator[tuple[str, str]]:  # noqa: ANN401 (as the parser gives it)
    """Yield what comes before, and is, something that can be repeated."""
    for code, argument in nodes:
        for inner in _inner(code, argument):
            yield from _pumps(inner, head)
        own = _sample([(code, argument)])
        if code in _REPEATS and argument[1] > _MANY:
            yield head, _sample(argument[2])[:_MANY] or "a"
        elif own and code is not op.LITERAL:
            yield "", head + own
        head += own
    if head:
        yield "", head


def _inner(code: Any, argument: Any) -> list[Any]:  # noqa: ANN401 (as above)
    """Return the patterns in a part of a pattern."""
    if code in _REPEATS:
        return [argument[2]]
    if code is op.BRANCH:
        return list(argument[1])[:_FEW]
    if code is op.SUBPATTERN:
        return [argument[3]]
    if code in (op.ASSERT, op.ASSERT_NOT):
        return [argument[1]]
    return [argument] if code is op.ATOMIC_GROUP else []


def _sample(nodes: Any) -> str:  # noqa: ANN401 (as above)
    """Return a short text that matches, or nearly."""
    pieces = []
    for code, argument in nodes:
        if code is op.LITERAL:
            pieces.append(chr(argument))
        elif code in (op.NOT_LITERAL, op.ANY, op.IN):
            pieces.append(_character(code, argument))
        elif code in _REPEATS:
            pieces.append(_sample(argument[2]) * max(1, min(argument[0], _MANY)))
        elif code is not op.ASSERT_NOT:
            pieces += map(_sample, _inner(code, argument)[:1])
    return "".join(pieces)


def _character(code: Any, argument: Any) -> str:  # noqa: ANN401 (as above)
    """Return a character of a class."""
    if code is not op.IN:
        return next(c for c in _CANDIDATES if code is op.ANY or ord(c) != argument)
    members = [chr(v if c is op.LITERAL else v[0]) for c, v in argument if c in (op.LITERAL, op.RANGE)]
    return next((c for c in [*members, *_CANDIDATES] if _in(argument, c)), "a")


def _in(items: Any, character: str) -> bool:  # noqa: ANN401 (as above)
    negated = items[0][0] is op.NEGATE
    return bool(negated) != any(_is(code, value, character) for code, value in items[negated:])


def _is(code: Any, value: Any, character: str) -> bool:  # noqa: ANN401 (as above)
    if code is op.LITERAL:
        return bool(ord(character) == value)
    if code is op.RANGE:
        return bool(value[0] <= ord(character) <= value[1])
    return bool(_OF_CATEGORY[value](character))
