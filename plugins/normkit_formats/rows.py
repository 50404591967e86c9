"""From a row with columns to a document."""

from collections.abc import Mapping
from typing import Any

from normkit import RawDocument, Source, Unreadable
from normkit_formats.names import name_of


def document(
    row: Mapping[str, Any], number: int, source: Source, line: bytes = b""
) -> RawDocument | Unreadable:
    """Make a document of row `number`, from 1; columns without a part in it are carried in `extra`.

    `line` is what is kept if that fails.
    """
    fields = source.fields
    text = row.get(fields["text"])
    identifier = str(row.get(fields["id"]) or number)
    name = name_of(number, identifier)
    if not isinstance(text, (str, bytes)):
        columns = ", ".join(map(repr, row)) or "none"
        reason = (
            f"row {number} has no text in {fields['text']!r}; its columns are {columns}: use --field text=NAME"
        )
        return Unreadable(name, reason, line)
    raw = text if isinstance(text, bytes) else text.encode(errors="surrogatepass")
    names = {fields["text"]: "", fields["id"]: "", fields["url"]: "url"}
    extra = {names.get(column, column): value for column, value in row.items() if names.get(column) != ""}
    return source.too_large(name, len(raw)) or RawDocument(raw, id=identifier, name=name, extra=extra)
