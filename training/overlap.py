"""Find sequences of eight words that the project shares with texts that are not its own.

    python training/overlap.py DATA ...

DATA is a file of JSON lines, plain or `.xz`, or a folder, of which every `.txt` is read. For each sequence: in
how many of the texts it stands, the sequence, and where in the project. What many texts have is what software
says by itself; what few have may be borrowed. `seeds/` is left out. A minute for 100 MB.
"""

import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # `benchmarks` is not installed

from benchmarks.accuracy.rows import json_lines
from training.command import data

ROOT = Path(__file__).resolve().parents[1]
WORDS = 8
_LETTERS = re.compile(r"[^\W\d_]+")


def main() -> None:
    """Print what is shared."""
    for sequence, (count, names) in shared(data(__doc__, "+"), ROOT).items():
        sys.stdout.write(f"{count:6}  {sequence}  {', '.join(sorted(names))}\n")


def shared(data: list[Path], project: Path) -> dict[str, tuple[int, set[str]]]:
    """Return the sequences of the project's files that are in texts, with the number of these and the files."""
    own = _own(project)
    counts: dict[str, int] = defaultdict(int)
    for path in data:
        for text in _texts(path):
            for sequence in {*sequences(text)} & own.keys():
                counts[sequence] += 1
    return {sequence: (count, own[sequence]) for sequence, count in sorted(counts.items())}


def sequences(text: str) -> Iterator[str]:
    """Yield each run of eight words, case, digits and punctuation aside."""
    words = _LETTERS.findall(text.casefold())
    return (" ".join(words[place : place + WORDS]) for place in range(len(words) - WORDS + 1))


def _own(project: Path) -> dict[str, set[str]]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=project, capture_output=True, check=True)  # noqa: S607
    own = defaultdict(set)
    for name in listed.stdout.decode().split("\0")[:-1]:
        if not name.startswith("seeds/"):
            for sequence in sequences((project / name).read_text(encoding="utf-8", errors="replace")):
                own[sequence].add(name)
    return own


def _texts(path: Path) -> Iterator[str]:
    if path.is_dir():
        yield from (file.read_text(encoding="utf-8", errors="replace") for file in path.rglob("*.txt"))
    else:
        for row in json_lines(path):
            yield from (value for value in row.values() if isinstance(value, str))


if __name__ == "__main__":
    main()
