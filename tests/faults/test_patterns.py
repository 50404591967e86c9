"""No built-in pattern repeats what repeats itself: one text would match in more ways than can be tried."""

import re
import sys
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))  # benchmarks are not installed

from benchmarks.faults.attacks import Attack, Nodes, attacks, inner_patterns, is_one_of, op, parse
from benchmarks.faults.patterns import compiled
from normkit_encoding.differences import differences

_ALPHABET = [*map(chr, range(128)), *"é’–©漢"]
_REPEATS = op.MAX_REPEAT, op.MIN_REPEAT  # a possessive one gives nothing back
_ONE = op.LITERAL, op.NOT_LITERAL, op.ANY, op.IN


def first(nodes: Nodes) -> set[str]:
    """Return the characters with which a match may begin."""
    found: set[str] = set()
    for code, argument in nodes:
        if code in _ONE:
            return found | {c for c in _ALPHABET if is_one_of(code, argument, c)}
        for inner in inner_patterns(code, argument):
            found |= first(inner)
        if not may_be_empty(code, argument):
            break
    return found


def may_be_empty(code: Nodes, argument: Nodes) -> bool:
    if code in _ONE:
        return False
    if code in (*_REPEATS, op.POSSESSIVE_REPEAT) and argument[0] == 0:
        return True
    inner = inner_patterns(code, argument)
    return not inner or any(all(may_be_empty(*node) for node in nodes) for nodes in inner)


def last_repeats(nodes: Nodes) -> Iterator[set[str]]:
    """Yield of each endless repeat with which a match may end the characters with which it goes on."""
    for code, argument in reversed(list(nodes)):
        if code in _REPEATS and argument[1] is op.MAXREPEAT:
            yield first(argument[2])
        for inner in inner_patterns(code, argument):
            yield from last_repeats(inner)
        if not may_be_empty(code, argument):
            return


def ambiguous(nodes: Nodes) -> bool:
    """Whether an endless repeat ends in an endless repeat of what it begins with."""
    return any(
        (code in _REPEATS and argument[1] is op.MAXREPEAT and _overlap(argument[2]))
        or any(map(ambiguous, inner_patterns(code, argument)))
        for code, argument in nodes
    )


def _overlap(body: Nodes) -> bool:
    return any(first(body) & characters for characters in last_repeats(body)) or any(
        first(one) & first(other)
        for one, other in combinations(_alternatives(body), 2)
        if 1 in (len(one), len(other)) and min(one, other, key=len)[0][0] in _ONE
    )


def _alternatives(body: Nodes) -> list[Nodes]:
    [(code, argument), *others] = body
    if others or code not in (op.BRANCH, op.SUBPATTERN):
        return [body]
    return [each for inner in inner_patterns(code, argument) for each in _alternatives(inner)]


@pytest.mark.parametrize(
    "pattern", [r"(a+)+b", r"(?:x*|y)*$", r"(\w+\s?)*!", r"(?:a|b\w*)*c", r"((?:ab)+)+", r"(?:[,-]|by|[–-])*x"]
)
def test_such_a_pattern_is_found(pattern: str) -> None:
    assert ambiguous(parse(re.compile(pattern)))


@pytest.mark.parametrize(
    "pattern", [r"\w+(?:-\w+)*", r"(?:a++)+b", r"(?:[ab]{1,3})+", r"(?:x|y)*$", r"(\w+\s)*!"]
)
def test_an_innocent_one_is_not(pattern: str) -> None:
    assert not ambiguous(parse(re.compile(pattern)))


def test_no_built_in_pattern_is_ambiguous() -> None:
    patterns = compiled()
    assert len(patterns) > 100
    assert [p.pattern for _, p, _ in patterns if ambiguous(parse(p))] == []


def test_attacks_are_near_misses() -> None:
    assert Attack("a", "x", "\n!") in attacks(re.compile("ax+b"))
    assert Attack("", "axxb", "\n!") in attacks(re.compile("ax{2}b"))
    assert Attack("a", "bc").text(6) == "abcbcb"


def test_an_entity_is_looked_for_once_in_a_line() -> None:
    [change] = differences("a &eacute; b", "a é b")
    assert change.rule == "entity"
    assert all(change.rule != "entity" for change in differences("&a\n;x\x85", "&a\n;x…"))
