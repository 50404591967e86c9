"""What normkit is compared with: each takes a text, and what it returns is thrown away."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import TypeAlias

import ftfy
import langdetect

Work: TypeAlias = Callable[[str], object]

BASE = "ftfy.fix_text"


def competitors() -> Mapping[str, Work]:
    """Return those that are installed, by name."""
    found: dict[str, Work] = {BASE: ftfy.fix_text, "langdetect": _langdetect}
    for name, make in (("datatrove ftfy + C4 + Gopher", _datatrove), ("clean-text", _clean_text)):
        with suppress(ImportError):
            found[name] = make()
    return found


def _langdetect(text: str) -> object:
    with suppress(langdetect.LangDetectException):  # of a text without letters
        return langdetect.detect_langs(text)
    return None


def _datatrove() -> Work:
    """Return what FineWeb does to a text, but for its language and address filters."""
    from datatrove.data import Document  # noqa: PLC0415 (not always there, as below)
    from datatrove.pipeline.filters import C4QualityFilter, GopherQualityFilter, GopherRepetitionFilter  # noqa: PLC0415
    from datatrove.pipeline.formatters import FTFYFormatter  # noqa: PLC0415

    formatter = FTFYFormatter()
    filters = C4QualityFilter(filter_no_terminal_punct=False), GopherRepetitionFilter(), GopherQualityFilter()

    def work(text: str) -> object:
        document = Document(text=formatter.format(text), id="")
        return [filter_.filter(document) for filter_ in filters]

    work("A first text loads what is needed.")
    return work


def _clean_text() -> Work:
    from cleantext import clean  # noqa: PLC0415

    return clean  # type: ignore[no-any-return]
