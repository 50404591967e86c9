"""A plugin in a file of its own, tried before it is packaged."""

import hashlib
import sys
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType

from normkit.errors import UsageError


@dataclass(frozen=True)
class PluginFile:
    """What the file held when it was read: plain data, so that every worker runs the same bytes."""

    path: str
    source: bytes = field(repr=False)

    @classmethod
    def read(cls, path: str | Path) -> "PluginFile":
        """Read, but do not run it. Raises UsageError."""
        try:
            return cls(str(path), Path(path).read_bytes())
        except OSError as error:
            msg = f"plugin {str(path)!r} cannot be read: {error.strerror}; name a file of Python"
            raise UsageError(msg) from error

    @property
    def name(self) -> str:
        """The base name, which records and manifests tell in the place of a distribution."""
        return Path(self.path).name

    @property
    def digest(self) -> str:
        """A digest of the bytes."""
        return hashlib.sha256(self.source).hexdigest()

    def load(self) -> ModuleType:
        """Return it as a module, run once a process. It may import what is installed, not its neighbours."""
        name = f"{Path(self.path).stem}_{self.digest[:16]}"
        if name in sys.modules:
            return sys.modules[name]
        module = ModuleType(name)
        module.__file__ = self.path
        sys.modules[name] = module  # pydantic resolves annotations there
        try:
            exec(compile(self.source, self.path, "exec"), module.__dict__)  # noqa: S102 (a plugin is code)
        except BaseException:
            del sys.modules[name]
            raise
        return module
