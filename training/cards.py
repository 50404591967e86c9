"""A card: what is to be known of the files that were made with it, and their checksums."""

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path


def write_card(card: Path, text: str, made: Iterable[str]) -> None:
    """Write `text`, and below it the checksums of the files `made` beside the card: neither changes alone."""
    sums = (f"| `{name}` | `{sha256((card.parent / name).read_bytes()).hexdigest()}` |\n" for name in made)
    card.write_text(f"{text}\n| file | sha256 |\n| --- | --- |\n{''.join(sums)}", encoding="utf-8")
