"""A plugin that proposes whatever it likes, right and wrong, against a reckoning of its own."""

import random
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, ClassVar

from benchmarks.faults.outcome import Outcome
from normkit import Claim, Document, Edit, Finding, Options, Pipeline, Rule, Stage

_ALPHABET = "ab \n\r\u00e9\u0301\u201c\u6771\U0001f600\u202e\x00"
_RULES = "one", "two"


class _Index(int):
    """A number that lies about itself."""

    def __le__(self, _: object) -> bool:
        return True

    def __sub__(self, _: object) -> "_Index":
        return self


class _Span(tuple[int, int]):
    """A span that is another one whenever it is looked at."""

    __slots__ = ()

    def __getitem__(self, _: Any) -> Any:  # noqa: ANN401
        return random.randint(0, 99)  # noqa: S311


class _Rule(str):
    """A rule that calls itself one that is declared."""

    __slots__ = ()

    def __eq__(self, _: object) -> bool:
        return True

    def __hash__(self) -> int:
        return hash("one")


class _Edit(Edit):
    """An edit that is asked twice and answers differently."""

    __slots__ = ()

    def __getattribute__(self, name: str) -> Any:  # noqa: ANN401
        return (random.randint(0, 99), 100) if name == "span" else super().__getattribute__(name)  # noqa: S311


class _Text(str):
    """A text that lies about its length."""

    __slots__ = ()

    def __len__(self) -> int:
        return 10**9


class _Hostile(Stage[Options]):
    """Proposes what it is told to."""

    name = "hostile"
    rules: ClassVar = [Rule(name, "A rule.", changes="a", keeps="b") for name in _RULES]
    proposals: Iterable[Any] = ()

    def propose(self, document: Document) -> Iterable[Any]:  # noqa: ARG002
        return self.proposals


def measure(folder: Path, times: int = 10_000) -> Iterator[Outcome]:  # noqa: ARG001
    """Give a pipeline so many random sets of edits, half of them with something wrong in them."""
    stage = _Hostile()
    pipeline = Pipeline([stage])
    bad = sum(not _is_right(pipeline, stage, random.Random(seed)) for seed in range(times))  # noqa: S311
    yield Outcome("random edits of a hostile plugin: text and restored bytes", times, bad)


def _is_right(pipeline: Pipeline, stage: _Hostile, chance: random.Random) -> bool:
    """Whether the text is what the edits say, or untouched and the stage a problem; and restores."""
    raw = "".join(chance.choices(_ALPHABET, k=chance.randint(0, 40)))
    edits = _valid(raw, chance)
    wrong = chance.choice(_WRONGS) if chance.random() < 0.5 else None  # noqa: PLR2004
    expected = raw if wrong else _applied(raw, edits)
    stage.proposals = wrong(edits, raw, chance) if wrong else _changing(edits)
    record = pipeline.normalize(raw)
    return (
        record.text == expected
        and bool(record.problems) == bool(wrong)
        and record.restore() == raw.encode()
        and all(record.text[slice(*f.span)] for f in record.findings if f.span)
    )


def _valid(text: str, chance: random.Random) -> list[Edit]:
    """Return disjoint edits of a text, in any order, none of which can be united with another."""
    cuts = sorted(chance.sample(range(len(text) + 1), k=min(len(text) + 1, 2 * chance.randint(0, 5))))
    spans = list(zip(cuts[::2], cuts[1::2], strict=False))
    edits = [Edit(span, _some(chance), chance.choice(_RULES), chance.random()) for span in spans]
    chance.shuffle(edits)
    return edits


def _changing(edits: list[Edit]) -> Iterator[Edit]:
    """Yield edits, and try to change each when the next one is asked for."""
    for edit in edits:
        yield edit
        with suppress(AttributeError):
            object.__setattr__(edit, "span", (5, 10**9))


def _some(chance: random.Random) -> str:
    return "".join(chance.choices(_ALPHABET, k=chance.randint(0, 3)))


def _applied(text: str, edits: list[Edit]) -> str:
    for edit in sorted(edits, key=lambda edit: edit.span, reverse=True):
        start, end = edit.span
        text = text[:start] + edit.inserted + text[end:]
    return text


def _with(make: Callable[[str, random.Random], Any]) -> Callable[..., Iterable[Any]]:
    """Return what puts something wrong among right edits."""

    def among(edits: list[Edit], text: str, chance: random.Random) -> Iterable[Any]:
        place = chance.randint(0, len(edits))
        return [*edits[:place], make(text, chance), *edits[place:]]

    return among


def _raising(edits: list[Edit], _: str, chance: random.Random) -> Iterator[Edit]:
    yield from edits[: chance.randint(0, len(edits))]
    raise chance.choice([ValueError("no"), RecursionError(), StopAsyncIteration(), UnicodeError("\ud800")])


def _overlapping(edits: list[Edit], text: str, _: random.Random) -> Iterable[Any]:
    return [*edits, Edit((0, len(text)), "x", "one", 1.0), Edit((0, len(text)), "y", "two", 1.0), None]


_PROPOSALS: list[Callable[[str, random.Random], Any]] = [
    lambda text, chance: Edit((len(text), len(text) + chance.randint(1, 9)), "", "one", 1.0),
    lambda _, chance: Edit((-chance.randint(1, 9), 0), "", "one", 1.0),
    lambda text, _: Edit((len(text) + 1, len(text)), "", "one", 1.0),
    lambda *_: Edit((0, 0), "\ud800", "one", 1.0),
    lambda *_: Edit((0, 0), _Text("lie"), "one", 1.0),
    lambda *_: Edit((0, _Index(0)), "x", "one", float("nan")),
    lambda text, _: Edit((_Index(len(text) + 1), _Index(len(text) + 5)), "", "one", 1.0),
    lambda text, _: Edit(_Span((0, len(text))), "", "one", 1.0),
    lambda *_: Edit((0, 0), "x", _Rule("not declared"), 1.0),
    lambda text, _: _Edit((0, len(text)), "", "one", 1.0),
    lambda *_: Edit([0, 0], "x", "one", 1.0),  # type: ignore[arg-type]
    lambda *_: Edit((0.0, 0.0), "x", "one", 1.0),  # type: ignore[arg-type]
    lambda *_: Edit((0, 0), b"x", "one", 1.0),  # type: ignore[arg-type]
    lambda *_: Edit((0, 0), "x", "undeclared", 1.0),
    lambda *_: Edit((0, 0), "x", "one", 2.0),
    lambda *_: Edit((0, 0), "x", "one", "sure"),  # type: ignore[arg-type]
    lambda text, _: Finding((0, len(text) + 1), "one", 0.5, ""),
    lambda *_: Finding((0, 0), "one", 0.5, ""),
    lambda *_: Claim("undeclared", "x", "one"),
    lambda *_: "no proposal",
    lambda *_: None,
]
_WRONGS: list[Callable[..., Iterable[Any]]] = [_raising, _overlapping, *map(_with, _PROPOSALS)]
