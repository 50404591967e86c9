"""The page itself: templates, style and script put into one file."""

import base64
import hashlib
import re
from importlib.resources import files
from typing import Any

from normkit.errors import UsageError
from normkit.report.charts import short

_STYLES = ("base.css", "overview.css", "documents.css")
_SCRIPTS = ("state.js", "text.js", "filters.js", "document.js", "rows.js", "tip.js", "keys.js", "start.js")
# Joiners stay: scripts need them.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)


class ReportError(UsageError):
    """A report cannot be made, for want of a package."""


def check_report() -> None:
    """Raise ReportError if there is nothing to make a report with."""
    try:
        import jinja2  # noqa: F401, PLC0415 (an extra)
    except ImportError as error:
        msg = "a report needs another package: pip install 'normkit[report]'"
        raise ReportError(msg) from error


def page(**content: Any) -> str:  # noqa: ANN401 (whatever the templates show)
    """Return the page. It loads nothing, and runs no script but its own. Raises ReportError."""
    check_report()
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415 (an extra)

    environment = Environment(
        loader=PackageLoader("normkit.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: visible(value) if type(value) is str else value,
    )
    environment.filters["number"] = "{:,}".format
    environment.filters["short"] = short
    environment.filters["percent"] = _percent
    style, script = _join(_STYLES), _join(_SCRIPTS)
    sources = {"style": style, "script": script, "style_hash": _hash(style), "script_hash": _hash(script)}
    return environment.get_template("page.html").render(**sources, **content)


def visible(text: str) -> str:
    r"""Write what cannot be seen, and may turn the text around it, as its code point.

    >>> visible("a\u202eb")
    'a⟨U+202E⟩b'
    """
    return _INVISIBLE.sub(lambda match: f"⟨U+{ord(match[0]):04X}⟩", text)


def _join(names: tuple[str, ...]) -> str:
    folder = files("normkit.report") / "static"
    return "\n".join((folder / name).read_text(encoding="utf-8") for name in names)


def _hash(source: str) -> str:
    """Return the source expression by which a content security policy knows an element's content."""
    return f"sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()}"


def _percent(share: float) -> str:
    """Write a share with the digits that it needs.

    >>> _percent(0.5), _percent(0.0123), _percent(0.00001), _percent(0)
    ('50 %', '1.2 %', 'under 0.1 %', '0 %')
    """
    value = 100 * share
    if 0 < value < 0.1:  # noqa: PLR2004
        return "under 0.1 %"
    return f"{value:.1f} %" if 0 < value < 10 else f"{value:.0f} %"  # noqa: PLR2004
