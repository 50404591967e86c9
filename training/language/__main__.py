"""Fit how sure the `language` stage is of its answers, and write the card that tells of it.

    python training/language DATA

DATA holds rows of `text` and `lang`, as for `benchmarks/accuracy language`. The same data and packages give
the same figures. Needs `pip install -e '.[cld2,lingua]'`. About a minute.
"""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # neither `training` nor `benchmarks` is installed

import normkit_language
from benchmarks.accuracy.labelled_texts import read_texts
from training.cards import write_card
from training.command import data, today
from training.language.answers import by_source
from training.language.card import card
from training.language.fit import fit, held_out

PLUGIN = Path(normkit_language.__file__).parent


def main() -> None:
    """Fit, and write `calibration.json` and `calibration.md` beside the stage."""
    (file,) = data(__doc__, 1)
    answers = by_source(read_texts(file))
    fitted = {source: fit(rows) for source, rows in answers.items()}
    text = json.dumps(fitted, indent=1)
    (PLUGIN / "calibration.json").write_text(f"{text}\n", encoding="utf-8")
    held = {source: held_out(rows) for source, rows in answers.items()}
    write_card(PLUGIN / "calibration.md", card(answers, held, today()), ["calibration.json"])


if __name__ == "__main__":
    main()
