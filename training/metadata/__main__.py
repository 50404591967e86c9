"""Make the weights of the `metadata` stage from described pages, and the card that tells of them.

    python training/metadata DATA SETS

DATA is a file of rows with gold metadata, as for `benchmarks/accuracy metadata`; SETS a folder that holds
`sets` with pages whose titles are known, as for `benchmarks/accuracy boilerplate`. Five chains of networks
are trained to see how right one is about sites that it has not seen, then one on all pages. The same data,
packages and processor give the same weights. Needs `pip install -e '.[train]'`. About 5 minutes.
"""

import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # neither `training` nor `benchmarks` is installed

import normkit_metadata
from normkit_metadata.given_names import FILE
from normkit_metadata.options import MetadataOptions
from training.cards import write_card
from training.command import data, today
from training.metadata.card import card
from training.metadata.chain import fit_chain, read_page
from training.metadata.given_names import given_names
from training.metadata.pages import FOLDS, read_pages

PLUGIN = Path(normkit_metadata.__file__).parent
SEED = 0


def main() -> None:
    """Train, and write `weights.npz`, `given_names.bin` and `weights.md` beside the stage."""
    rows, sets = data(__doc__, 2)
    (PLUGIN / FILE).write_bytes(given_names())
    pages = list(read_pages(rows, sets))
    held = []
    for fold in range(FOLDS):
        networks = fit_chain([page for page in pages if page.fold != fold], SEED)
        held += [read_page(page, networks) for page in pages if page.fold == fold]
    options = MetadataOptions()
    thresholds = {
        "title": options.title_threshold,
        "authors": options.authors_threshold,
        "published": options.published_threshold,
    }
    text = card(held, thresholds, today())
    arrays = {
        f"{name}.{part}": array.astype(np.float16 if part == "hidden" else np.float32)
        for name, network in fit_chain(pages, SEED).items()
        for part, array in network._asdict().items()
    }
    np.savez_compressed(PLUGIN / "weights.npz", allow_pickle=False, **arrays)
    write_card(PLUGIN / "weights.md", text, ["weights.npz", FILE])


if __name__ == "__main__":
    main()
