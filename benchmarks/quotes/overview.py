"""The figures that count, of all stages, and which are beside them."""

from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from benchmarks import kept
from benchmarks.accuracy import boilerplate_result, encoding, language_result
from benchmarks.accuracy.language_result import LengthFigures
from benchmarks.markdown import table
from benchmarks.quotes.cards import THRESHOLD, VERDICTS, read

_LENGTH = 100  # characters

_Rows: TypeAlias = Iterator[tuple[object, ...]]
"""Task, result, what is beside it, and the date."""


def quote() -> Iterator[str]:
    """Yield a table of all stages; those that learn are told by their cards."""
    yield from table(["stage", "task", "result", "beside it", "date"], _rows())


def _rows() -> _Rows:
    for stage, rows in _STAGES.items():
        for number, row in enumerate(rows()):
            yield (f"[{stage}]({stage}.md)" if number == 0 else "", *row)


def _encoding() -> _Rows:
    found = kept.read("encoding", encoding.Result)
    damaged, clean = found.figures.damaged, found.figures.clean
    yield (
        f"{damaged.texts} damaged texts repaired",
        damaged.strict,
        f"`ftfy.fix_text` {damaged.ftfy}",
        found.date,
    )
    yield (
        f"{clean.texts} clean texts changed",
        clean.strict.rest,
        f"`ftfy.fix_text` {clean.ftfy.rest}",
        found.date,
    )


def _language() -> _Rows:
    (own, date), (pycld2, _) = of_length("language"), of_length("language-pycld2")
    told = f"texts of {_LENGTH} characters told right"
    supported = own.accuracy["supported"]
    yield f"{own.supported_texts} {told}, in languages that langdetect has", supported, "", date
    beside = f"with `pycld2` {pycld2.accuracy['all']}"
    yield f"{own.texts} {told}, in all languages", own.accuracy["all"], beside, date


def of_length(result: str) -> tuple[LengthFigures, str]:
    """Return the figures of texts of 100 characters, and the date."""
    found = kept.read(result, language_result.Result)
    return next(row for row in found.figures.lengths if row.length == _LENGTH), found.date


def _metadata() -> _Rows:
    card = read("metadata")
    for field in ("title", "authors", "published"):
        row = card.row(0, field, "resiliparse")
        yield f"{field}, of whole pages", f"precision {row['precision']}, recall {row['recall']}", "", card.date


def _boilerplate() -> _Rows:
    card = read("boilerplate")
    row = card.row(0, "resiliparse", "balanced")
    pages = kept.read("boilerplate", boilerplate_result.Result).figures.renderings
    largest = max(pages, key=lambda rendering: rendering.with_gold)
    beside = f"leave all: {largest.no_op['F1']}"
    yield "words of the article, F1 of 4-word shingles", row["F1"], beside, card.date
    yield "pages that lose over a fifth of the article", row["lose over 20 %"], "", card.date


def _translation() -> _Rows:
    card = read("translation")
    _, news, *_ = card.tables[0]
    yield "machine translations found where 1 % of native news are flagged", news[2], "", card.date
    for kind in ("native texts", "human translations"):
        yield f"{kind} flagged by default", card.row(VERDICTS, kind)[THRESHOLD], "", card.date


_STAGES: Mapping[str, Callable[[], _Rows]] = {
    "encoding": _encoding,
    "language": _language,
    "metadata": _metadata,
    "boilerplate": _boilerplate,
    "translation": _translation,
}
