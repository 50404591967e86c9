"""Pages in `reference/stages/`, made of what the stages declare before Sphinx reads any page."""

import json
from collections.abc import Iterator, Mapping
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

from click.testing import CliRunner
from sphinx.application import Sphinx

from normkit.cli import cli


def write_pages(app: Sphinx) -> None:
    """Write a page for each stage that normkit brings."""
    folder = Path(app.srcdir) / "reference/stages"
    folder.mkdir(parents=True, exist_ok=True)
    for name in own_stages():
        guide = f"{name}.md" if (Path(app.srcdir) / f"{name}.md").exists() else ""
        (stage,) = ask("stages", name)
        content = "\n".join(page(stage, guide)) + "\n"
        path = folder / f"{name}.md"
        if not path.exists() or path.read_text(encoding="utf-8") != content:
            path.write_text(content, encoding="utf-8")


def own_stages() -> list[str]:
    """Return the names of the stages in normkit's own distribution."""
    found = entry_points(group="normkit")
    return sorted(entry.name for entry in found if entry.dist and entry.dist.name == "normkit")


def ask(*command: str) -> Any:  # noqa: ANN401 (any JSON)
    """Return what a command prints as JSON."""
    return json.loads(CliRunner().invoke(cli, [*command, "--json"], catch_exceptions=False).stdout)


def page(stage: Mapping[str, Any], guide: str) -> Iterator[str]:
    """Yield the Markdown lines of the page of a stage, with a link to its `guide` if there is one."""
    yield from (f"# Stage `{stage['name']}`", "", escape(stage["summary"]), "")
    if guide:
        yield from (f"[How it decides, and how right it is](../../{guide}).", "")
    if stage["reads"]:
        yield from (f"It reads the metadata {', '.join(map(code, stage['reads']))}.", "")
    if stage["writes"]:
        names = (f"{code(name)} ({of})" for name, of in stage["writes"].items())
        yield from (f"It writes the metadata {', '.join(names)}.", "")
    if stage["observes"]:
        yield from ("It observes every document of a bundle before it acts on any.", "")
    yield from ("## Options", "")
    yield from options(stage["options"])
    yield from ("", "## Rules", "")
    for rule in stage["rules"]:
        yield from explanation(ask("explain", rule["name"]))


def options(declared: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """Yield a table of options."""
    if not declared:
        yield "None."
        return
    yield from ("| option | type | default | meaning |", "| --- | --- | --- | --- |")
    for name, option in declared.items():
        default = json.dumps(option.get("default"), ensure_ascii=False)
        yield f"| `{name}` | {kind(option)} | `{default}` | {escape(option.get('description', ''))} |"


def kind(schema: Mapping[str, Any]) -> str:
    """Say in words what a JSON Schema lets in."""
    if "enum" in schema:
        return ", ".join(f"`{json.dumps(value)}`" for value in schema["enum"])
    if "anyOf" in schema:
        return " or ".join(map(kind, schema["anyOf"]))
    if "items" in schema:
        return f"list of {kind(schema['items'])}"
    bounds = {"minimum": "≥", "exclusiveMinimum": ">", "maximum": "≤", "exclusiveMaximum": "<"}
    limits = (f"{sign} {schema[key]}" for key, sign in bounds.items() if key in schema)
    return ", ".join([schema.get("type", "any"), *limits])


def explanation(rule: Mapping[str, Any]) -> Iterator[str]:
    """Yield a section about a rule: its summary, an example that it changes, one that it keeps."""
    changes = rule["changes"]
    yield from (f"### `{rule['name']}`", "", escape(rule["summary"]), "")
    yield from example("It acts on", changes["before"])
    if changes["because"]:
        yield from example("What it does there", "\n".join(changes["because"]))
    yield from example("It keeps", rule["keeps"])


def example(title: str, text: str) -> Iterator[str]:
    """Yield a block of text as it is, but with characters that cannot be seen written out."""
    shown = "".join(c if c.isprintable() or c == "\n" else f"\\u{ord(c):04x}" for c in text)
    yield from ("``````{code-block} text", f":caption: {title}", "", shown.strip("\n"), "``````", "")


def code(text: str) -> str:
    """Set a name as code."""
    return f"`{text}`"


def escape(text: str) -> str:
    """Keep Markdown from reading plain text as its own; code in backticks is meant."""
    return "".join(f"\\{c}" if c in "\\*_<>[]|#$" else c for c in text)


def setup(app: Sphinx) -> dict[str, Any]:
    """Have the pages written."""
    app.connect("builder-inited", write_pages)
    return {"parallel_read_safe": True}
