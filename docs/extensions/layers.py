"""`reference/layers.md`: the layers, from the contracts in `pyproject.toml` and the docstrings of modules."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path
from textwrap import wrap
from typing import Any

from sphinx.application import Sphinx

ROOT = Path(__file__).resolve().parents[2]


def write_layers(app: Sphinx) -> None:
    """Write what the page on the architecture includes."""
    linter = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    contracts = {contract["type"]: contract for contract in linter["contracts"]}
    layers = [layer.split(" | ") for layer in contracts["layers"]["layers"]]
    folder = Path(app.srcdir) / "reference"
    folder.mkdir(exist_ok=True)
    plugins = [name.removeprefix("normkit_") for name in contracts["independence"]["modules"]]
    lines = (*picture(layers, plugins), "", *table(layers))
    (folder / "layers.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


def picture(layers: list[list[str]], plugins: list[str]) -> Iterator[str]:
    """Yield a box of the core, a row for each layer, below the plugins that stand outside."""
    rows = [row for layer in layers for row in wrap(" · ".join(layer), 80, subsequent_indent="  ")]
    width = max(map(len, rows))
    yield from ("```text", " · ".join(plugins))
    yield from ("  │ import what `normkit` exports, and nothing else", "  ▼")
    yield f"┌ normkit {'─' * (width - 7)}┐"
    yield from (f"│ {row:<{width}} │" for row in rows)
    yield from (f"└{'─' * (width + 2)}┘", "```")


def table(layers: list[list[str]]) -> Iterator[str]:
    """Yield a row for each folder or file, from the uppermost layer down; the first of a layer is numbered."""
    yield from ("| layer | folder or file | what it is for |", "| --- | --- | --- |")
    for number, layer in enumerate(layers, 1):
        for place, module in enumerate(layer):
            yield f"| {'' if place else number} | `{module}` | {summary(module)} |"


def summary(module: str) -> str:
    """Return the first line of the docstring of a module of the core, without importing it."""
    path = ROOT / "normkit" / module
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    docstring = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
    return docstring.split("\n")[0].replace("|", "\\|")


def setup(app: Sphinx) -> dict[str, Any]:
    """Have picture and table written."""
    app.connect("builder-inited", write_layers)
    return {"parallel_read_safe": True}
