"""What went wrong in a plugin, in one line, and where in its own files."""

import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from traceback import walk_tb
from types import CodeType, GeneratorType
from typing import Any

_LONGEST = 500  # code points of a reason
_ADDRESS = re.compile(r" at 0x[0-9A-Fa-f]+")  # of an object in memory: another one in each process


def reason(error: BaseException, module: str = "") -> str:
    """Describe an error in one printable line: its text comes from a plugin, and perhaps from a document.

    If it was raised in the package of `module`, the line ends with the place.
    """
    try:
        text = f"{type(error).__name__}: {error}"
    except Exception:  # noqa: BLE001 (even that may fail)
        text = type(error).__name__
    text = _ADDRESS.sub("", text.encode(errors="backslashreplace").decode())
    line = " ".join(text.split())[:_LONGEST]
    places = list(_raised_at(error, module))
    deepest = 0 if isinstance(error, RecursionError) else -1  # how deep that went differs between engines
    return f"{line} ({places[deepest]})" if places else line


def _raised_at(error: BaseException, module: str) -> Iterator[str]:
    for frame, line in walk_tb(error.__traceback__):
        name = frame.f_globals.get("__name__", "")
        if module and _package(name) == _package(module):
            yield _place(name, frame.f_code, line)


def proposed_at(proposals: object, kind: type) -> str:
    """Return where in its own package the `propose` of a stage of `kind` stands, as the generator that it is.

    If it is none, or has ended, return where it begins.
    """
    propose: Any = inspect.unwrap(kind.propose)  # type: ignore[attr-defined]
    code = getattr(propose, "__code__", None)
    here = _place(propose.__module__, code, code.co_firstlineno) if code else kind.__qualname__
    while isinstance(proposals, GeneratorType) and (frame := proposals.gi_frame):
        name = frame.f_globals.get("__name__", "")
        if _package(name) == _package(kind.__module__):
            here = _place(name, frame.f_code, frame.f_lineno)
        proposals = proposals.gi_yieldfrom
    return here


def _package(module: str) -> str:
    return module.partition(".")[0]


def _place(module: str, code: CodeType, line: int) -> str:
    """Name a line without the folders of this machine: they are no part of a record."""
    path = Path(code.co_filename)
    depth = module.count(".") + (path.stem == "__init__")
    return f"{'/'.join(path.parts[-depth - 1 :])}, line {line}"
