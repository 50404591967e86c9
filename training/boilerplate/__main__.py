"""Make the weights of the `boilerplate` stage from labelled pages, and the card that tells of them.

    python training/boilerplate DATA [--workers N]

DATA is a folder that holds `sets`, as for `benchmarks/accuracy boilerplate`. Five networks are trained to see
how right one is about sites that it has not seen, then one on all pages. The same data, packages and
processor give the same weights. Needs `pip install -e '.[train]'`. About 13 minutes with two workers.
"""

import argparse
import datetime as dt
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

PLUGIN = Path(normkit_boilerplate.__file__).parent
SEED = 0


def main() -> None:
    """Train, and write `weights.npz` and `weights.md` beside the stage."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--workers", type=int, default=1, help="processes (default 1)")
    arguments = parser.parse_args()
    if not (arguments.data / "sets").is_dir():
        sys.stdout.write(f"skipped: there is no {arguments.data / 'sets'}\n")
        return
    pages = list(read_pages(arguments.data))
    with ProcessPoolExecutor(arguments.workers, get_context("spawn")) as pool:
        *others, network = pool.map(partial(fit_without, pages, SEED), [*range(FOLDS), None])
    held = [
        item
        for fold, other in enumerate(others)
        for item in predict(other, [page for page in pages if page.fold == fold])
    ]
    divisor = temperature(held)
    arrays = network.arrays() | {"temperature": np.float32(divisor)}
    np.savez(PLUGIN / "weights.npz", **cast("dict[str, Any]", arrays))
    today = dt.datetime.now(tz=dt.UTC).date()
    write_card(PLUGIN / "weights.md", card(pages, held, divisor, today), ["weights.npz"])


if __name__ == "__main__":
    main()
