"""From bytes to text in a way that can be undone for every input."""

import codecs
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

_ESCAPED = re.compile("[\udc80-\udcff]+")
_SURROGATE = re.compile("[\ud800-\udfff]")
_OF_DOMAINS = "punycode", "idna"  # take minutes for a page
_BYTES_PER_RUN = 32  # about what a run costs in a record


@dataclass(frozen=True, slots=True)
class Run:
    """`characters` code points in `encoding`, or, where that is a bytes object, from those bytes."""

    characters: int
    encoding: str | bytes

    def encode(self, text: str) -> bytes:
        """Return the bytes that this run's part of the text came from."""
        return self.encoding if isinstance(self.encoding, bytes) else text.encode(_codec(self.encoding))


@dataclass(frozen=True, slots=True)
class Decoding:
    """A decoded text and how to get its bytes back. No runs: the whole text is in `encoding`."""

    text: str
    encoding: str
    runs: tuple[Run, ...] = ()

    @classmethod
    def join(cls, pieces: Iterable["Decoding"], encoding: str) -> "Decoding":
        """Put decoded pieces together; `encoding` is what the whole is said to be in."""
        texts: list[str] = []
        runs: list[Run] = []
        for piece in pieces:
            texts.append(piece.text)
            runs += piece.runs or [Run(len(piece.text), piece.encoding)]
        return cls("".join(texts), encoding, tuple(_merged(runs)))

    def encode(self) -> bytes:
        """Return the raw bytes."""
        return encode(self.text, self.encoding, self.runs)

    def reversible(self, raw: bytes) -> "Decoding":
        """Return this decoding if it gives `raw` back at a fair price, else one that keeps `raw` whole."""
        if len(self.runs) * _BYTES_PER_RUN <= max(len(raw), _BYTES_PER_RUN) and self._inverts(raw):
            return self
        return Decoding(_SURROGATE.sub("\ufffd", self.text), self.encoding, (Run(len(self.text), raw),))

    def _inverts(self, raw: bytes) -> bool:
        if self.runs and sum(run.characters for run in self.runs) != len(self.text):
            return False
        try:
            return self.encode() == raw
        except UnicodeEncodeError:
            return False


def encode(text: str, encoding: str, runs: tuple[Run, ...]) -> bytes:
    """Undo a decoding: the inverse of `decode`. Raises LookupError or UnicodeError if it is none."""
    if not runs:
        return text.encode(_codec(encoding))
    pieces, position = [], 0
    for run in runs:
        pieces.append(run.encode(text[position : position + run.characters]))
        position += run.characters
    return b"".join(pieces)


def decode(raw: bytes, encoding: str = "utf-8") -> Decoding:
    r"""Decode any bytes; each stretch that is invalid in `encoding` reads as one U+FFFD and is kept verbatim.

    >>> decode(b"caf\xc3\xa9 \xff\xfe!").text
    'café \ufffd!'
    >>> decode(b"caf\xc3\xa9 \xff\xfe!").encode()
    b'caf\xc3\xa9 \xff\xfe!'

    Raises LookupError for an encoding that Python does not know.
    """
    encoding = _codec(encoding)
    try:
        return Decoding(raw.decode(encoding), encoding).reversible(raw)
    except UnicodeDecodeError:
        text, runs = _decode_broken(raw, encoding)
    return Decoding(text, encoding, runs).reversible(raw)


def _codec(encoding: str) -> str:
    name = codecs.lookup(encoding).name
    if name in _OF_DOMAINS:
        msg = f"{name} is for names of domains, not for texts"
        raise LookupError(msg)
    return name


def _merged(runs: Iterable[Run]) -> Iterator[Run]:
    """Make one run of neighbouring ones in one encoding."""
    for encoding, group in groupby(runs, key=lambda run: run.encoding):
        if isinstance(encoding, bytes):
            yield from group
        else:
            yield Run(sum(run.characters for run in group), encoding)


def _decode_broken(raw: bytes, encoding: str) -> tuple[str, tuple[Run, ...]]:
    try:
        escaped = raw.decode(encoding, "surrogateescape")
    except UnicodeDecodeError:  # not every codec can escape every byte
        text = raw.decode(encoding, "replace")
        return text, (Run(len(text), raw),)
    return _ESCAPED.sub("\ufffd", escaped), tuple(_runs(escaped, encoding))


def _runs(escaped: str, encoding: str) -> Iterator[Run]:
    position = 0
    for match in _ESCAPED.finditer(escaped):
        if position < match.start():
            yield Run(match.start() - position, encoding)
        yield Run(1, bytes(ord(character) - 0xDC00 for character in match.group()))
        position = match.end()
    if position < len(escaped):
        yield Run(len(escaped) - position, encoding)
