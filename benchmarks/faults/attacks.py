"""Texts that make a backtracking pattern look for long, made of the pattern itself: near misses, repeated."""

import re
from collections.abc import Callable, Iterator
from re import _constants, _parser  # type: ignore[attr-defined] # there is no public parser
from typing import Any, NamedTuple, TypeAlias

op: Any = _constants
Nodes: TypeAlias = Any
"""A pattern as its parser gives it, or a part of one."""

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
    pumps = dict.fromkeys(_pumps(parse(pattern), ""))
    long = [Attack(head, unit, "\n!") for head, unit in pumps]
    return list(dict.fromkeys([*long, *(Attack("", head + unit) for head, unit in pumps if head)]))


def parse(pattern: "re.Pattern[Any]") -> Nodes:
    """Parse a pattern."""
    return _parser.parse(pattern.pattern, pattern.flags)


def _pumps(nodes: Nodes, head: str) -> Iterator[tuple[str, str]]:
    """Yield what comes before, and is, something that can be repeated."""
    for code, argument in nodes:
        for inner in inner_patterns(code, argument)[:_FEW]:
            yield from _pumps(inner, head)
        own = _sample([(code, argument)])
        if code in _REPEATS and argument[1] > _MANY:
            yield from ((head, unit) for unit in dict.fromkeys(_variants(argument[2])) if unit)
        elif own and code is not op.LITERAL:
            yield "", head + own
        head += own
    if head:
        yield "", head


def _variants(nodes: Nodes) -> Iterator[str]:
    """Yield what alternatives and classes of one node may be, a few of each, or a sample of several."""
    (code, argument), *others = nodes
    if not others and code is op.IN:
        yield from [chr(a if c is op.LITERAL else a[0]) for c, a in argument if c in (op.LITERAL, op.RANGE)][
            :_FEW
        ]
    if not others and code in (op.BRANCH, op.SUBPATTERN):
        for inner in inner_patterns(code, argument):
            yield from _variants(inner)
    else:
        yield _sample(nodes)[:_MANY]


def inner_patterns(code: Nodes, argument: Nodes) -> list[Nodes]:
    """Return the patterns in a part of a pattern."""
    if code in _REPEATS:
        return [argument[2]]
    if code is op.BRANCH:
        return list(argument[1])
    if code is op.SUBPATTERN:
        return [argument[3]]
    if code in (op.ASSERT, op.ASSERT_NOT):
        return [argument[1]]
    return [argument] if code is op.ATOMIC_GROUP else []


def _sample(nodes: Nodes) -> str:
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
            pieces += map(_sample, inner_patterns(code, argument)[:1])
    return "".join(pieces)


def _character(code: Nodes, argument: Nodes) -> str:
    """Return a character of a class."""
    items = argument if code is op.IN else []
    members = [chr(v if c is op.LITERAL else v[0]) for c, v in items if c in (op.LITERAL, op.RANGE)]
    return next((c for c in [*members, *_CANDIDATES] if is_one_of(code, argument, c)), "a")


def is_one_of(code: Nodes, argument: Nodes, character: str) -> bool:
    """Say whether a part of a pattern that is one character wide matches this one."""
    if code is op.IN:
        return _in(argument, character)
    return code is op.ANY or (ord(character) == argument) == (code is op.LITERAL)


def _in(items: Nodes, character: str) -> bool:
    negated = items[0][0] is op.NEGATE
    return bool(negated) != any(_is(code, value, character) for code, value in items[negated:])


def _is(code: Nodes, value: Nodes, character: str) -> bool:
    if code is op.LITERAL:
        return bool(ord(character) == value)
    if code is op.RANGE:
        return bool(value[0] <= ord(character) <= value[1])
    return bool(_OF_CATEGORY[value](character))
