"""What the language stage says of a text."""

from typing import NamedTuple, cast

from benchmarks.accuracy.pipelines import pipeline


class Answer(NamedTuple):
    """The language claimed, `und` for none, and the confidence."""

    language: str
    confidence: float


def answer(text: str, options: str) -> Answer:
    """Return what the stage claims; `options` are those of the stages, as JSON."""
    metadata = pipeline(("language",), options).normalize(text.encode("utf-8", "surrogatepass")).metadata
    return Answer(cast("str", metadata["language"]), cast("float", metadata["language_confidence"]))
