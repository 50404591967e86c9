"""A card: what is to be known of the files that were made with it, and their checksums."""

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from benchmarks.markdown import table


def write_card(card: Path, text: str, made: Iterable[str]) -> None:
    """Write `text`, and below it the checksums of the files `made` beside the card: neither changes alone."""
    sums = ((f"`{name}`", f"`{sha256((card.parent / name).read_bytes()).hexdigest()}`") for name in made)
    lines = "\n".join(table(["file", "sha256"], sums))
    card.write_text(f"{text}\n{lines}\n", encoding="utf-8")
