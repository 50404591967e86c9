"""What the language stage says of a text."""

from functools import cache
from typing import Any, NamedTuple, cast

from normkit import Pipeline


class Answer(NamedTuple):
    """The language claimed, `und` for none, and the confidence."""

    language: str
    confidence: float


def answer(text: str, options: tuple[tuple[str, Any], ...]) -> Answer:
    """Return what the stage claims with these of its options."""
    metadata = _pipeline(options).normalize(text.encode("utf-8", "surrogatepass")).metadata
    return Answer(cast("str", metadata["language"]), cast("float", metadata["language_confidence"]))


@cache
def _pipeline(options: tuple[tuple[str, Any], ...]) -> Pipeline:
    return Pipeline(["language"], options={"language": dict(options)})
