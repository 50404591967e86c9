"""Sentences and n-grams of texts that are rows of tokens, in arrays."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from normkit import Span
from normkit_translation.tokens import (
    ABBREVIATES,
    BLANK,
    CLOSES,
    ENDS,
    OPENS,
    TOKEN_OR_BREAK,
    encode,
    shape_hashes,
    word_hashes,
)

BUCKET_BITS = 22

_LONGEST = 4
_LONGEST_OF_WORDS = 3
_BREAK = encode("\n")
_WORD_STEP, _SHAPE_STEP = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F)
_SPREAD = np.uint64(0xD6E8FEB86659FD93)
_TO_BUCKET = np.uint64(64 - BUCKET_BITS)


class Grams(NamedTuple):
    """The n-grams of some texts."""

    buckets: NDArray[np.uint64]
    sentences: NDArray[np.intp]
    """For each n-gram, the sentence that it stands in."""
    sizes: NDArray[np.intp]
    """For each sentence, the number of its tokens; a line break may make an empty one."""
    bounds: NDArray[np.intp]
    """The first sentence of each text, and the end of all."""


def sentence_numbers(tokens: NDArray[np.uint64]) -> NDArray[np.intp]:
    """Return the number of the sentence of each token; a line break is the last of its sentence.

    A sentence ends at a mark that ends sentences, not behind an abbreviation, if what follows can begin one; a
    closing mark that stands between them still belongs to it.
    """
    flags = tokens.astype(np.uint8)
    opens = np.append(flags[1:] & OPENS > 0, True)
    ends = flags & ENDS > 0
    ends[1:] &= flags[:-1] & ABBREVIATES == 0
    late = opens[1:] & ends[:-1] & (flags[1:] & CLOSES > 0)
    last = ends & opens
    last[:-1] &= ~late
    last[1:] |= late
    last |= tokens == _BREAK[0]
    numbers = np.zeros(len(tokens), np.intp)
    np.cumsum(last[:-1], out=numbers[1:])
    return numbers


def ngrams(texts: Sequence[NDArray[np.uint64]]) -> Grams:
    """Return the n-grams that stay within a sentence, by hash: 2 to 4 shapes, 1 to 3 words not mostly blank."""
    tokens = np.concatenate([part for text in texts for part in (text, _BREAK)])
    numbers = sentence_numbers(tokens)
    ends = np.cumsum([len(text) + 1 for text in texts])
    bounds = np.concatenate([[0], numbers[ends - 1] + 1])
    keep = tokens != _BREAK[0]
    kept, inside = tokens[keep], numbers[keep]
    hashes, good = zip(*_candidates(kept, inside), strict=True)
    chosen = np.concatenate(good)
    buckets = np.concatenate(hashes)[chosen] * _SPREAD >> _TO_BUCKET
    sentences = np.concatenate([inside[: len(one)] for one in good])[chosen]
    return Grams(buckets, sentences, np.bincount(inside, minlength=bounds[-1]), bounds)


def _candidates(
    tokens: NDArray[np.uint64], inside: NDArray[np.intp]
) -> Iterator[tuple[NDArray[np.uint64], NDArray[np.bool_]]]:
    """Yield the hashes of all n-grams of a kind, and which of them count."""
    words = word = word_hashes(tokens)
    shapes = shape = shape_hashes(tokens)
    blank = blanks = (tokens & np.uint64(BLANK) > 0).astype(np.int8)
    yield words, blanks == 0
    for n in range(2, min(_LONGEST, len(tokens)) + 1):
        together = inside[: 1 - n] == inside[n - 1 :]
        shapes = shapes[:-1] * _SHAPE_STEP + shape[n - 1 :]
        yield shapes, together
        if n <= _LONGEST_OF_WORDS:
            words = words[:-1] * _WORD_STEP + word[n - 1 :]
            blanks = blanks[:-1] + blank[n - 1 :]
            yield words, together & (blanks * 2 <= n)


def sentence_spans(text: str, chosen: Sequence[int]) -> list[Span]:
    """Return where sentences of these numbers are in `text`, in code points.

    >>> text = "They went home. “Why?” she asked."
    >>> [text[start:end] for start, end in sentence_spans(text, [1, 0])]
    ['“Why?” she asked.', 'They went home.']
    """
    numbers = sentence_numbers(encode(text))
    places = [match.span() for match in TOKEN_OR_BREAK.finditer(text)]
    first, last = np.searchsorted(numbers, chosen), np.searchsorted(numbers, chosen, "right") - 1
    return [(places[one][0], places[other][1]) for one, other in zip(first, last, strict=True)]
