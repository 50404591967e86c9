"""The directive `before-after FILE`: a page, what normkit takes out of it and why, and what it leaves."""

from collections.abc import Iterator
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from normkit import Record, normalize


class BeforeAfter(SphinxDirective):
    """Shows a file beside what the default pipeline makes of it."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the two columns as HTML."""
        relative, path = self.env.relfn2path(self.arguments[0])
        self.env.note_dependency(relative)
        record = normalize(Path(path).read_bytes())
        raw, clean = "".join(_marked(record)), escape(record.text)
        known = {name: value for name, value in record.metadata.items() if value is not None}
        rows = "".join(f"<dt>{escape(name)}</dt><dd>{_shown(value)}</dd>" for name, value in known.items())
        html = (
            f'<div class="before-after"><figure><figcaption>Before</figcaption><pre tabindex="0">{raw}</pre>'
            f'</figure><figure><figcaption>After</figcaption><pre tabindex="0">{clean}</pre><dl>{rows}</dl>'
            "</figure></div>"
        )
        return [nodes.raw("", html, format="html")]


def _marked(record: Record) -> Iterator[str]:
    """Yield the raw text in pieces: what was removed or changed is marked, its rule ends the line."""
    raw = record.raw_text()
    rules: list[str] = []
    kinds = [(_fate(record, position), character == "\n") for position, character in enumerate(raw)]
    for (fate, is_break), positions in groupby(range(len(raw)), key=kinds.__getitem__):
        text = escape("".join(raw[position] for position in positions))
        if is_break:
            yield "".join(f" <small>{rule}</small>" for rule in dict.fromkeys(rules)) + text
            rules = []
        elif fate:
            tag, rule = fate
            rules.append(rule)
            yield f'<{tag} title="{rule}">{text}</{tag}>'
        else:
            yield text


def _fate(record: Record, position: int) -> tuple[str, str] | None:
    trace = record.follow(position)
    if not trace.edits:
        return None
    return ("del" if trace.span is None else "mark"), trace.edits[-1].rule


def _shown(value: object) -> str:
    return escape(", ".join(value) if isinstance(value, list) else str(value))


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the directive."""
    app.add_directive("before-after", BeforeAfter)
    return {"parallel_read_safe": True}
