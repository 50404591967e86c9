"""Make the weights of the `translation` stage from labelled texts, and the card that tells of them.

    python training/translation DATA.jsonl.xz ...

A row has `text`, `label` (mt, native or human_translation), and what is known of `domain`, `year`, `group`,
`source_lang`, `era`, `doc`. Four times six models are trained to see how right one is about years that it has
not seen, then one on all texts. The same data and packages give the same files. About three minutes and 4 GB of
memory. Needs `pip install -e '.[train]'`.
"""

import json
import sys
from pathlib import Path
from typing import Any, cast

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # `training` is not installed

import normkit_translation
from training.cards import write_card
from training.command import data, today
from training.translation.card import card
from training.translation.documents import CUTS, SPREAD, read_documents
from training.translation.fit import fit, read_chunks
from training.translation.held_out import calibration, held_out, probabilities
from training.translation.precision import precisions

PLUGIN = Path(normkit_translation.__file__).parent


def main() -> None:
    """Train, and write `weights.npz`, `calibration.json` and `weights.md` beside the stage."""
    documents = read_documents(data(__doc__, "+"))
    chunks = read_chunks(documents)
    held = [held_out(chunks, documents, cut) for cut in (*range(CUTS), SPREAD)]
    numbers = calibration(held[:CUTS], documents)
    arrays = {**fit(chunks, documents, np.ones(len(documents), np.bool_)), "calibration": numbers}
    np.savez_compressed(PLUGIN / "weights.npz", **cast("dict[str, Any]", arrays))
    rules = json.dumps(precisions(documents), indent=1)
    (PLUGIN / "calibration.json").write_text(rules + "\n", encoding="utf-8")
    scores = np.stack([probabilities(each, numbers) for each in held])
    text = card(documents, scores, len(arrays["weights"]), today())
    write_card(PLUGIN / "weights.md", text, ["weights.npz", "calibration.json"])


if __name__ == "__main__":
    main()
