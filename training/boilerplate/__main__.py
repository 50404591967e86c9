"""Make the weights of the `boilerplate` stage from labelled pages, and the card that tells of them.

    python training/boilerplate DATA

DATA is a folder that holds `sets`, as for `benchmarks/accuracy boilerplate`. Five networks are trained to see
how right one is about sites that it has not seen, then one on all pages. The same data, packages and
processor give the same weights. Needs `pip install -e '.[train]'`. About 4 minutes on two processors.
"""

import sys
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any, cast

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # neither `training` nor `benchmarks` is installed

import normkit_boilerplate
from training.boilerplate.card import card
from training.boilerplate.fit import fit_without
from training.boilerplate.pages import FOLDS, read_pages
from training.boilerplate.validation import predict, temperature
from training.cards import write_card
from training.command import data, today

PLUGIN = Path(normkit_boilerplate.__file__).parent
SEED = 0


def main() -> None:
    """Train, and write `weights.npz` and `weights.md` beside the stage."""
    (folder,) = data(__doc__, 1)
    pages = list(read_pages(folder))
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        *others, network = pool.map(partial(fit_without, pages, SEED), [*range(FOLDS), None])
    held = [
        item
        for fold, other in enumerate(others)
        for item in predict(other, [page for page in pages if page.fold == fold])
    ]
    divisor = temperature(held)
    arrays = network.arrays() | {"temperature": np.float32(divisor)}
    np.savez(PLUGIN / "weights.npz", **cast("dict[str, Any]", arrays))
    write_card(PLUGIN / "weights.md", card(pages, held, divisor, today()), ["weights.npz"])


if __name__ == "__main__":
    main()
