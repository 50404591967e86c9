"""Read sets of pages whose article is known.

A set is a folder `sets/SET` with `index.json` and, for each rendering of the pages as text, a folder of files:

    {page_id: {"file": NAME, "gold": the article's text, "title": ..., "with": [...], "without": [...]}}

All but `file` may be missing; `with` and `without` are segments that must stay and must go.
"""

import json
import tarfile
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from normkit import UsageError


@dataclass(frozen=True)
class Page:
    """A page in one rendering."""

    path: Path
    gold: str
    """Empty: not known, only segments are."""
    title: str | None
    staying: tuple[str, ...]
    going: tuple[str, ...]


@dataclass(frozen=True)
class Rendering:
    """The pages of a set as one converter wrote them."""

    set_name: str
    name: str
    pages: tuple[Page, ...]


@contextmanager
def unpacked(data: Path) -> Iterator[Path]:
    """Give the folder that holds `sets`: `data` itself, or what it holds as a tar archive."""
    if data.is_dir():
        yield data
        return
    with tempfile.TemporaryDirectory() as folder:
        try:
            with tarfile.open(data) as archive:
                archive.extractall(folder, filter="data")
        except tarfile.TarError as error:
            msg = f"{data} is neither a folder nor a tar archive"
            raise UsageError(msg) from error
        yield Path(folder)


def renderings(folder: Path, sets: Sequence[str] = (), names: Sequence[str] = ()) -> list[Rendering]:
    """Read the renderings in `folder`, by name; of `sets` and `names` only those given, if any.

    Raises UsageError if there is none, or none of a name given.
    """
    found = [
        Rendering(path.parent.name, path.name, tuple(_pages(path)))
        for path in sorted(folder.glob("sets/*/*/"))
        if path.is_dir()
        and path.parent.name in (sets or [path.parent.name])
        and path.name in (names or [path.name])
    ]
    missing = {*sets} - {item.set_name for item in found} | {*names} - {item.name for item in found}
    if missing or not found:
        msg = f"no pages of {', '.join(sorted(missing)) or 'any set'} in sets/SET/RENDERING"
        raise UsageError(msg)
    return found


def _pages(folder: Path) -> Iterator[Page]:
    index = json.loads((folder.parent / "index.json").read_text(encoding="utf-8"))
    for row in index.values():
        yield _page(folder, row)


def _page(folder: Path, row: Mapping[str, Any]) -> Page:
    segments = (tuple(row.get(key) or ()) for key in ("with", "without"))
    return Page(folder / row["file"], row.get("gold") or "", row.get("title"), *segments)
