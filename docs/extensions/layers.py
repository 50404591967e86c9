"""`reference/layers.md`: the layers of the core, from the contract in `pyproject.toml` and docstrings."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

ROOT = Path(__file__).resolve().parents[2]


def write_layers(app: Sphinx) -> None:
    """Write the table that the page on the architecture includes."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    (layers,) = (contract["layers"] for contract in contracts["contracts"] if contract["type"] == "layers")
    folder = Path(app.srcdir) / "reference"
    folder.mkdir(exist_ok=True)
    (folder / "layers.md").write_text("\n".join(table(layers)) + "\n", encoding="utf-8")


def table(layers: list[str]) -> Iterator[str]:
    """Yield a row for each folder or file, from the uppermost layer down; the first of a layer is numbered."""
    yield from ("| layer | folder or file | what it is for |", "| --- | --- | --- |")
    for number, layer in enumerate(layers, 1):
        for place, module in enumerate(layer.split(" | ")):
            yield f"| {'' if place else number} | `{module}` | {summary(module)} |"


def summary(module: str) -> str:
    """Return the first line of the docstring of a module of the core, without importing it."""
    path = ROOT / "normkit" / module
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    docstring = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
    return docstring.split("\n")[0].replace("|", "\\|")


def setup(app: Sphinx) -> dict[str, Any]:
    """Have the table written."""
    app.connect("builder-inited", write_layers)
    return {"parallel_read_safe": True}
