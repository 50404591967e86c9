"""What is to be known of the weights."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from importlib.metadata import version

from training.metadata.chain import Reading
from training.metadata.pages import FOLDS
from training.metadata.validation import by_variant, calibration

_CARD = """# The weights of `metadata`

Made by `python training/metadata DATA SETS` on {day}; the code of the features is the stage's own.

- **What**: four networks of one hidden layer, one after the other. The first says which rows of a text are
  worth reading as its title, the second which of these it is, the third which date is that of publication,
  the fourth which names are those of authors. Half precision. `given_names.bin`: the given names of the
  lists of the package Faker {faker} (MIT), as bits of hashes.
- **Data**: {described} texts of {sites} sites with gold title, authors and date, as far as known: {variants}.
  For titles also {titled} texts that are English and have a gold title alone.
- **How right**: on sites that were not trained on, {folds} parts in turn. Authors are right when all are.

{table}

- **How sure**: of the values of that confidence, so many are right:

{calibration}

- **Weak at**: titles that stand on no row of their own; authors who are agencies, have one name, or stand
  far from the title; dates of events and of captions on pages that do not say when they appeared. Most of
  the data is German and English; languages without capitals have few examples.
"""


def card(held: Sequence[Reading], thresholds: dict[str, float], day: date) -> str:
    """Return the card as Markdown."""
    variants = Counter(reading.page.variant for reading in held)
    described = {name: count for name, count in variants.items() if not name.startswith("titled/")}
    return _CARD.format(
        day=day.isoformat(),
        faker=version("faker"),
        described=sum(described.values()),
        titled=sum(variants.values()) - sum(described.values()),
        sites=len({reading.page.site for reading in held}),
        variants=", ".join(f"{count} as {name}" for name, count in sorted(described.items())),
        folds=FOLDS,
        table="\n".join(by_variant(held, thresholds)),
        calibration="\n".join(calibration(held, thresholds)),
    )
