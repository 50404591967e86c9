"""A new plugin: a small distribution, complete, whose tests pass before a word of it is changed."""

import re
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from string import Template

import normkit
from normkit.errors import UsageError
from normkit.plugins.entry_points import installed, origin

_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_FILES = {
    "pyproject.toml.txt": "pyproject.toml",
    "README.md.txt": "README.md",
    "module.py.txt": "$module.py",
    "test.py.txt": "tests/test_$snake.py",
    "cases.yaml.txt": "tests/cases/$name.yaml",
    "ci.yml.txt": ".github/workflows/test.yml",
    "gitignore.txt": ".gitignore",
}


class NewPluginError(UsageError):
    """A plugin of that name cannot be begun there."""


def write_plugin(name: str, parent: Path) -> Path:
    """Write a distribution with one stage called `name` into a new folder of `parent`, and return the folder.

    Raises NewPluginError.
    """
    snake = name.replace("-", "_")
    words = {
        "name": name,
        "snake": snake,
        "module": f"normkit_{snake}",
        "title": "".join(part.capitalize() for part in name.split("-")),
        "version": version("normkit"),
    }
    _check(name, words["title"])
    folder = parent / f"normkit-{name}"
    try:
        folder.mkdir()
        for template, path in _FILES.items():
            target = folder / Template(path).substitute(words)
            target.parent.mkdir(parents=True, exist_ok=True)
            content = files(__name__).joinpath(template).read_text(encoding="utf-8")
            target.write_text(Template(content).substitute(words), encoding="utf-8")
    except OSError as error:
        msg = f"{str(folder)!r} cannot be written: {error.strerror}; give the plugin another name"
        raise NewPluginError(msg) from error
    return folder


def _check(name: str, title: str) -> None:
    if not _NAME.fullmatch(name):
        msg = f"{name!r:.80} is not a valid name of a stage; use lower-case letters, digits, hyphens"
        raise NewPluginError(msg)
    if title in normkit.__all__:
        msg = f"{name!r} would be the class {title}, which is normkit's own; give the stage another name"
        raise NewPluginError(msg)
    for entry_point in installed():
        if entry_point.name == name:
            owner = origin(entry_point)[0]
            msg = f"stage {name!r} is provided by {owner}, which is installed; give the new one another name"
            raise NewPluginError(msg)
