"""What stages know beside their code: each file is told of, and changes only together with its card."""

import re
from hashlib import sha256
from pathlib import Path

from training.cards import write_card

ROOT = Path(__file__).parent.parent
PLUGINS = ROOT / "plugins"
TEXT = {".md", ".py"}
FILES = {
    path
    for path in PLUGINS.rglob("*.*")
    if path.is_file() and path.suffix not in TEXT and "__pycache__" not in path.parts
}


def told_on(card: Path) -> dict[Path, str]:
    """Return the checksums on a card, by file."""
    rows = re.findall(r"^\| `(.+)` \| `([0-9a-f]{64})` \|$", card.read_text(encoding="utf-8"), re.MULTILINE)
    return {card.parent / name: digest for name, digest in rows}


def digests(files: set[Path]) -> dict[Path, str]:
    return {path: sha256(path.read_bytes()).hexdigest() for path in files}


def test_what_a_command_made_is_as_its_card_says() -> None:
    told = {path: digest for card in PLUGINS.rglob("*.md") for path, digest in told_on(card).items()}
    assert told == digests({path for path in FILES if path.suffix != ".txt"})


def test_what_was_written_by_hand_says_so_on_top() -> None:
    lists = [path for path in FILES if path.suffix == ".txt"]
    assert lists
    assert [path for path in lists if not path.read_text(encoding="utf-8").startswith("# ")] == []


def test_the_page_of_data_files_has_a_row_for_each_and_no_other() -> None:
    page = (ROOT / "docs/data.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(normkit_\S+)` \|", page, re.MULTILINE)
    assert {path for row in rows for path in PLUGINS.glob(row)} == FILES
    assert [row for row in rows if not list(PLUGINS.glob(row))] == []


def test_a_card_bears_the_checksums_of_what_was_made_with_it(tmp_path: Path) -> None:
    weights = tmp_path / "weights.npz"
    weights.write_bytes(b"weights")
    card = tmp_path / "weights.md"
    write_card(card, "# The weights\n", ["weights.npz"])
    assert card.read_text(encoding="utf-8").startswith("# The weights\n\n| file |")
    assert told_on(card) == digests({weights})
    weights.write_bytes(b"others")
    assert told_on(card) != digests({weights})
