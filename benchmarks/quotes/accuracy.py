"""How right the stages are."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from benchmarks import kept
from benchmarks.accuracy import boilerplate_result, encoding, language_result, translation, translation_result
from benchmarks.accuracy.intervals import mean
from benchmarks.markdown import table

_FAMILIES = {
    "UTF-8 read through cp1252 or Latin-1": "moji_u8_(cp1252|latin1)",
    "UTF-8 read through other codecs": "moji_u8_(?!cp1252|latin1).*",
    "the same, two or three times": "moji_(double|triple)_.*",
    "one legacy encoding read as another": "wrong8",
    "bytes in legacy encodings": "bytes.*",
    "broken or cut UTF-8": "(broken|truncated)_utf8.*",
    "lines in different encodings": "mixed_lines",
}
_BACKENDS = {"langdetect": "language", "pycld2": "language-pycld2", "lingua": "language-lingua"}


def _encoding() -> Iterator[str]:
    found = kept.read("encoding", encoding.Result)
    yield from encoding.summary(found.figures)
    yield f"\n{found}"


def _encoding_kinds() -> Iterator[str]:
    found = kept.read("encoding", encoding.Result)
    kinds = ((name, re.compile(pattern)) for name, pattern in _FAMILIES.items())
    families = ((name, [kind for kind in found.figures.kinds if p.fullmatch(kind.kind)]) for name, p in kinds)
    yield from table(["kind", "texts", "repaired", "folded"], (_family(*family) for family in families))
    yield f"\n{found}"


def _family(name: str, kinds: Sequence[encoding.KindResult]) -> tuple[object, ...]:
    strict = mean(kind.strict.value for kind in kinds for _ in range(kind.texts))
    folded = mean(kind.folded.value for kind in kinds for _ in range(kind.texts))
    return name, sum(kind.texts for kind in kinds), strict, folded


def _language() -> Iterator[str]:
    """Yield how often each backend is right, by length; of langdetect also in its own languages."""
    found = {name: kept.read(result, language_result.Result) for name, result in _BACKENDS.items()}
    lengths = found["langdetect"].figures.lengths
    rows: list[tuple[object, ...]] = [
        ("langdetect", "in its own languages", *(row.accuracy["supported"].value for row in lengths))
    ]
    for name, result in found.items():
        rows.append((name, "all", *(row.accuracy["all"].value for row in result.figures.lengths)))
    yield from table(["backend", "texts", *(f"{row.length:,}" for row in lengths)], rows)
    yield f"\n{found['langdetect']}"


def _passages() -> Iterator[str]:
    """Yield what stays and what goes of the passages of pages that were not trained on."""
    found = kept.read("boilerplate", boilerplate_result.Result)
    rows = (
        (f"{row.pages}, as {row.rendering}", row.normkit["seg_with"], row.normkit["seg_without"])
        for row in found.figures.renderings
        if row.with_segments and not row.with_gold
    )
    yield from table(["pages", "must stay and did", "must go and did"], rows)
    yield f"\n{found}"


def _translation_forms() -> Iterator[str]:
    found = kept.read("translation", translation_result.Result)
    yield from translation.forms(found.figures)
    yield f"\n{found}"


QUOTES: Mapping[str, Callable[[], Iterator[str]]] = {
    "encoding": _encoding,
    "encoding kinds": _encoding_kinds,
    "language": _language,
    "passages": _passages,
    "translation forms": _translation_forms,
}
