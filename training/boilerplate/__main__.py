"""Make the weights of the `boilerplate` stage from labelled pages, and the card that tells of them.

    python training/boilerplate DATA ROWS

DATA is a folder that holds `sets`, as for `benchmarks/accuracy boilerplate`; ROWS is a file of pages, as for
`benchmarks/accuracy metadata`, among them main texts that were found in HTML. Five networks are trained to see
how right one is about sites that it has not seen, then one on all pages. The same data, packages and
processor give the same weights. Needs `pip install -e '.[train]'`. About 6 minutes on two processors.
"""

import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any, cast

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # neither `training` nor `benchmarks` is installed

import normkit_boilerplate
from training.boilerplate.card import card
from training.boilerplate.guesses import fit_without
from training.boilerplate.hints import read_hinted
from training.boilerplate.network import Network
from training.boilerplate.pages import FOLDS, Page, read_pages
from training.boilerplate.validation import Held, marked_lines, predict, temperature
from training.cards import write_card
from training.command import data

PLUGIN = Path(normkit_boilerplate.__file__).parent
SEED = 0


def main() -> None:
    """Train, and write `weights.npz` and `weights.md` beside the stage."""
    folder, rows = data(__doc__, 2)
    pages = list(read_pages(folder))
    hinted = list(read_hinted(folder, rows, pages))
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        *others, network = pool.map(partial(fit_without, pages, hinted, SEED), [*range(FOLDS), None])
    held = _predict_unseen(others, pages)
    divisor = temperature(held)
    marked = marked_lines(_predict_unseen(others, [page for page, _ in hinted]), hinted, divisor)
    arrays = network.arrays() | {"temperature": np.float32(divisor)}
    np.savez(PLUGIN / "weights.npz", **cast("dict[str, Any]", arrays))
    write_card(PLUGIN / "weights.md", card(pages, hinted, held, marked, divisor), ["weights.npz"])


def _predict_unseen(networks: Sequence[Network], pages: Sequence[Page]) -> list[Held]:
    """Have each page scored by the network that was trained without its fold."""
    return [
        held
        for fold, network in enumerate(networks)
        for held in predict(network, [page for page in pages if page.fold == fold])
    ]


if __name__ == "__main__":
    main()
