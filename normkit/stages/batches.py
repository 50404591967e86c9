"""A few documents at a time."""

from collections.abc import Iterable, Iterator

from normkit.stages.document import Document


def batches(documents: Iterable[Document], size: int) -> Iterator[list[Document]]:
    """Yield neighbouring documents that have at most `size` code points together, or a single longer one.

    >>> [[document.text for document in few] for few in batches(map(Document, ["a", "bc", "defg", "h"]), 3)]
    [['a', 'bc'], ['defg'], ['h']]
    """
    few: list[Document] = []
    left = size
    for document in documents:
        if few and len(document.text) > left:
            yield few
            few, left = [], size
        few.append(document)
        left -= len(document.text)
    if few:
        yield few
