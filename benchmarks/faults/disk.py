"""A disk that is watched: every write, sync, renaming, deletion and new folder below one folder."""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Any, Protocol, Self
from unittest.mock import patch


class Watcher(Protocol):
    """Is told of each operation before it is done, where it may raise an error, and after."""

    def before(self, operation: str, path: Path) -> None:
        """Hear of one that is about to be done."""

    def after(self, operation: str, path: Path, more: Any) -> None:  # noqa: ANN401
        """Hear of one that was done; `more` is what was written, or where a file was renamed to."""


@contextmanager
def watched(root: Path, watcher: Watcher) -> Iterator[None]:
    """Tell `watcher` of all that Python does to what is below `root`."""
    disk = _Disk(root, watcher)
    with ExitStack() as stack:
        stack.enter_context(patch.object(Path, "open", disk.opening(Path.open)))
        stack.enter_context(patch.object(os, "open", disk.opening_folder(os.open)))
        stack.enter_context(patch.object(os, "fsync", disk.syncing(os.fsync)))
        stack.enter_context(patch.object(os, "replace", disk.replacing(os.replace)))
        stack.enter_context(patch.object(os, "unlink", disk.changing("unlink", os.unlink)))
        stack.enter_context(patch.object(os, "mkdir", disk.changing("mkdir", os.mkdir)))
        yield


class _Disk:
    """Functions that take the place of those of `os` and `Path`."""

    def __init__(self, root: Path, watcher: Watcher) -> None:
        self.watcher = watcher
        self._root = root
        self._open: dict[int, Path] = {}

    def _is_below(self, path: Path) -> bool:
        return path.is_relative_to(self._root)

    def opening(self, real: Callable[..., IO[Any]]) -> Callable[..., Any]:
        def opened(path: Path, mode: str = "r", *arguments: Any, **options: Any) -> Any:  # noqa: ANN401
            if "r" in mode or not self._is_below(path):
                return real(path, mode, *arguments, **options)
            self.watcher.before("create", path)
            file = real(path, mode, *arguments, **options)
            self._open[file.fileno()] = path
            self.watcher.after("create", path, mode)
            return _File(file, path, self.watcher)

        return opened

    def opening_folder(self, real: Callable[..., int]) -> Callable[..., int]:
        def opened(path: Any, *arguments: Any, **options: Any) -> int:  # noqa: ANN401
            descriptor = real(path, *arguments, **options)
            if isinstance(path, Path) and self._is_below(path):
                self._open[descriptor] = path
            return descriptor

        return opened

    def syncing(self, real: Callable[[int], None]) -> Callable[[int], None]:
        def synced(descriptor: int) -> None:
            path = self._open.get(descriptor)
            if path is None:
                return real(descriptor)
            self.watcher.before("sync", path)  # the disk itself need not be bothered
            return self.watcher.after("sync", path, None)

        return synced

    def replacing(self, real: Callable[..., None]) -> Callable[..., None]:
        def replaced(source: Path, target: Path, **options: Any) -> None:  # noqa: ANN401
            if not self._is_below(Path(source)):
                return real(source, target, **options)
            self.watcher.before("rename", Path(source))
            real(source, target, **options)
            return self.watcher.after("rename", Path(source), Path(target))

        return replaced

    def changing(self, operation: str, real: Callable[..., None]) -> Callable[..., None]:
        def changed(path: Any, *arguments: Any, **options: Any) -> None:  # noqa: ANN401
            if not self._is_below(Path(path)):
                return real(path, *arguments, **options)
            self.watcher.before(operation, Path(path))
            real(path, *arguments, **options)
            return self.watcher.after(operation, Path(path), None)

        return changed


class _File:
    """A file that is written to."""

    def __init__(self, file: IO[bytes], path: Path, watcher: Watcher) -> None:
        self._file = file
        self._path = path
        self._watcher = watcher
        self.fileno, self.flush = file.fileno, file.flush

    def writelines(self, pieces: Iterable[bytes]) -> None:
        """Write half of all, then the other half: an error may come between them."""
        content = b"".join(pieces)
        half = len(content) // 2
        for part in (content[:half], content[half:]):
            self._watcher.before("write", self._path)
            self._file.write(part)
            self._watcher.after("write", self._path, part)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()
