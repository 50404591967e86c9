"""Make the weights of the `translation` stage from labelled texts, and the card that tells of them.

    python training/translation DATA.jsonl.xz ...

A row has `text`, `label` (mt, native or human_translation), and what is known of `domain`, `year`, `group`,
`source_lang`, `era`, `doc`. Four times six models are trained to see how right one is about years that it has
not seen, then one on all texts. The same data, packages and processor give the same files. About 20 minutes on
two processors, and 5 GB of memory. Needs `pip install -e '.[train]'`.
"""

import json
import sys
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any, cast

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # neither `training` nor `benchmarks` is installed

import normkit_translation
from normkit_translation.linear import Linear
from normkit_translation.model import Model
from normkit_translation.network import Network
from training.cards import write_card
from training.command import data, today
from training.translation.card import card
from training.translation.documents import CUTS, FOLDS, SPREAD, read_documents
from training.translation.held_out import calibration, held_out, others, probabilities
from training.translation.linear import fit_linear, read_chunks
from training.translation.network import fit_network, read_windows
from training.translation.precision import precisions
from training.translation.weights import weights

PLUGIN = Path(normkit_translation.__file__).parent


def main() -> None:
    """Train, and write the weights, `calibration.json` and the card beside the stage."""
    documents = read_documents(data(__doc__, "+"))
    cuts = (*range(CUTS), SPREAD)
    chosen = [part for cut in cuts for part in others(documents, cut)]
    each = [weights(documents, part) for part in (*chosen, np.ones(len(documents), np.bool_))]
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        networks = pool.map(partial(fit_network, read_windows(documents)), each)
        chunks = read_chunks(documents)
        linears = (fit_linear(chunks, documents, one) for one in each)
        *pairs, (linear, network) = zip(linears, networks, strict=True)
    models = [Model(Linear(one), Network(other)) for one, other in pairs]
    held = [held_out(models[cut * FOLDS :][:FOLDS], documents, cut) for cut in cuts]
    numbers = calibration(held[:CUTS], documents)
    np.savez_compressed(PLUGIN / "linear.npz", **cast("dict[str, Any]", linear))
    np.savez_compressed(PLUGIN / "network.npz", **cast("dict[str, Any]", network))
    rules = json.dumps({**precisions(documents), "score": numbers.tolist()}, indent=1)
    (PLUGIN / "calibration.json").write_text(rules + "\n", encoding="utf-8")
    scores = np.stack([probabilities(one, numbers) for one in held])
    known = len(network["shapes"]) + len(network["words"])
    text = card(documents, scores, len(linear["weights"]), known, today())
    write_card(PLUGIN / "weights.md", text, ["linear.npz", "network.npz", "calibration.json"])


if __name__ == "__main__":
    main()
