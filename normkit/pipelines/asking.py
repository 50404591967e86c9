"""Asking a stage about several documents together."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import TypeVar

from normkit.stages.document import Document

AnswerT = TypeVar("AnswerT")

OF_THE_PROCESS = KeyboardInterrupt, MemoryError
"""What a plugin may raise that is not about the document: the process is to end, or may fail at anything."""


def answers(
    ask: Callable[[Sequence[Document]], Iterable[AnswerT]],
    documents: Mapping[int, Document],
    enter: Callable[[int], None],
) -> Iterator[AnswerT | None]:
    """Yield what a stage answers about each document, None from where it fails: it is to be asked alone then.

    `enter` is told the number of each document before the stage goes on to it.
    """
    found = chain.from_iterable(map(ask, [list(documents.values())]))  # it is asked below, not here
    for number in documents:
        enter(number)
        try:
            answer = next(found, None)
        except OF_THE_PROCESS:
            raise
        except BaseException:  # noqa: BLE001 (a stage may raise anything)
            answer = None
        yield answer
