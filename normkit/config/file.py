"""Find and read a configuration file, and keep where each of its values stands."""

import tomllib
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from normkit.config.toml_lines import line_numbers
from normkit.errors import UsageError
from normkit.mistakes import Key

_FILE = "normkit.toml"
_PROJECT = "pyproject.toml"
_TABLE = ("tool", "normkit")


class ConfigError(UsageError):
    """A configuration cannot be read, or says what cannot be."""


@dataclass(frozen=True)
class Origin:
    """Where a value comes from: `default`, `command line`, or a file and its line, counted from 1."""

    name: str
    line: int | None = None

    def __str__(self) -> str:
        """Write it as messages do."""
        return f"{self.name}, line {self.line}" if self.line else self.name


Origins: TypeAlias = dict[Key, Origin]
"""By key; a value that is not there is a default. The file as a whole has the empty key."""


def discover(folder: Path) -> Path | None:
    """Return the closest configuration file, in `folder` or above it. Raises ConfigError if one is no TOML."""
    for place in (folder, *folder.resolve().parents):
        if _is_file(place / _FILE):
            return place / _FILE
        if _is_file(place / _PROJECT) and _table(_parse(_text(place / _PROJECT), place / _PROJECT)) is not None:
            return place / _PROJECT
    return None


def read(path: Path) -> tuple[Any, Origins]:
    """Return the table `tool.normkit` of a `pyproject.toml`, or all of any other file, and its origins.

    Raises ConfigError, with file and line.
    """
    text = _text(path)
    content: Any = _parse(text, path)
    outer: Key = _TABLE if path.name == _PROJECT else ()
    if outer and (content := _table(content)) is None:
        msg = f"{path} has no table [tool.normkit]; add it, or name another file"
        raise ConfigError(msg)
    depth = len(outer)
    numbers = {key[depth:]: line for key, line in line_numbers(text).items() if key[:depth] == outer}
    return content, {(): Origin(str(path))} | {key: Origin(str(path), line) for key, line in numbers.items()}


def refused(mistakes: Iterable[tuple[Key, str]], origins: Origins) -> ConfigError:
    """Return an error of one line for each mistake, with where it stands or what it stands in."""
    return ConfigError("\n".join(_told(key, sentence, origins) for key, sentence in mistakes))


def _told(key: Key, sentence: str, origins: Origins) -> str:
    for end in range(len(key), -1, -1):
        if origin := origins.get(key[:end]):
            return f"{origin}: {sentence}"
    return sentence


def _is_file(path: Path) -> bool:
    with suppress(OSError):  # of a folder above, that may not be looked into
        return path.is_file()
    return False


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        msg = f"{path} cannot be read: {error.strerror}; name a file that can, or use --no-config"
        raise ConfigError(msg) from error
    except UnicodeDecodeError as error:
        msg = f"{path} is not valid UTF-8 at byte {error.start}; save it as UTF-8"
        raise ConfigError(msg) from error


def _parse(text: str, path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        msg = f"{path} is not valid TOML: {error}"
        raise ConfigError(msg) from error


def _table(content: dict[str, Any]) -> Any:  # noqa: ANN401 (any TOML)
    tool = content.get(_TABLE[0])
    return tool.get(_TABLE[1]) if isinstance(tool, dict) else None
