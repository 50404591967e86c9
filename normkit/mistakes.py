"""What is wrong with values that a pydantic model refuses, in sentences that name the nearest right one."""

import re
from collections.abc import Collection, Iterator
from difflib import get_close_matches
from typing import TYPE_CHECKING, TypeAlias

from pydantic import BaseModel, ValidationError

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

Key: TypeAlias = tuple[str | int, ...]
"""Names of tables and keys from the outermost in, perhaps ending with an item's place in a list."""

_TOML_WORDS = ("valid tuple", "list"), ("valid dictionary", "table"), (" or instance of Config", "")


def mistakes(error: ValidationError, model: type[BaseModel], table: Key = ()) -> Iterator[tuple[Key, str]]:
    """Yield where each mistake is, and a sentence about it. `table` is where the values of `model` stand."""
    for detail in error.errors():
        key = (*table, *detail["loc"])
        yield key, _sentence(detail, ".".join(map(str, key)) or "the configuration", model)


def _sentence(detail: "ErrorDetails", name: str, model: type[BaseModel]) -> str:
    *outer, last = detail["loc"] or ("",)
    if detail["type"] == "extra_forbidden":
        return f"unknown key {name!r}; {nearest(str(last), _fields(model, outer))}"
    if detail["type"] == "missing":
        return f"{name} is missing; give it a value"
    reason = detail["msg"].removeprefix("Value error, ")
    if detail["type"] == "value_error":
        return f"{name}: {reason}"
    for word, toml_word in _TOML_WORDS:
        reason = reason.replace(word, toml_word)
    sentence = f"{name} is {detail['input']!r:.60}; {reason[:1].lower()}{reason[1:]}"
    expected = re.findall(r"'([^']*)'", str(detail.get("ctx", {}).get("expected", "")))
    near = get_close_matches(str(detail["input"]), expected, 1)
    return f"{sentence}; did you mean {near[0]!r}?" if near else sentence


def nearest(name: str, known: Collection[str], adjective: str = "known") -> str:
    """Return a hint at the known name that is nearest, or at all of them.

    >>> nearest("pipline", ["limits", "pipeline"]), nearest("x", ["limits", "pipeline"])
    ("did you mean 'pipeline'?", 'known are limits, pipeline')
    """
    near = get_close_matches(name, known, 1)
    if near:
        return f"did you mean {near[0]!r}?"
    return f"{adjective} are {', '.join(known)}" if known else "there are none here"


def _fields(model: type[BaseModel], outer: list[str | int]) -> list[str]:
    for name in outer:
        field = model.model_fields.get(str(name))
        if not (field and isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel)):
            return []
        model = field.annotation
    return sorted(model.model_fields)
