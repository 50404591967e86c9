"""What is to be known of the calibration."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise

from benchmarks.markdown import table
from training.language.answers import UNPROFILED, Rated
from training.language.fit import FOLDS

_HEAD = ("source", "confidence", "answers", "mean confidence", "right")
_EDGES = (0, 0.5, 0.8, 0.9, 0.95, 0.99, 1)

_CARD = """# The calibration of `language`

Made by `python training/language DATA` on {day}.

- **What**: for each source of answers, a constant and the coefficients of a logistic model of whether an
  answer is right. *evidence* (n-grams, where words do not decide): ln(1 + lead in nats), ln(letters),
  weight per letter. *words* (function words alone): nothing. *lingua*: log-odds, ln(code points).
  *pycld2*: ln(bytes), share of the text.
- **Data**: {rows} labelled texts in {languages} languages, of 30 to 2,000 code points. For the first two
  sources, texts in languages without a profile of langdetect's count {unprofiled}: the data have as many texts
  for each language, the world has not. A bundle with many of them deserves less trust than the figures say.
- **How right**: answers by the confidence that a fit to other languages gives ({folds} parts in turn), texts
  weighed as above.

{tables}

- **Weak at**: languages without a profile that look like one that has: Malay is called Indonesian, Bosnian and
  Serbian in Latin letters Croatian, Nynorsk Norwegian, with a confidence that does not show it.
"""


def card(
    answers: Mapping[str, Sequence[Rated]],
    held: Mapping[str, Sequence[float]],
    day: date,
) -> str:
    """Return the card as Markdown."""
    everything = [*answers["evidence"], *answers["words"]]
    return _CARD.format(
        day=day.isoformat(),
        rows=len(everything),
        languages=len({row.gold for row in everything}),
        unprofiled=UNPROFILED,
        folds=FOLDS,
        tables="\n".join(table(_HEAD, _rows(answers, held))),
    )


def _rows(
    answers: Mapping[str, Sequence[Rated]], held: Mapping[str, Sequence[float]]
) -> Iterator[tuple[object, ...]]:
    for source, rows in answers.items():
        for low, high in pairwise(_EDGES):
            inside = [
                (row, value) for row, value in zip(rows, held[source], strict=True) if low <= value < high
            ]
            total = sum(row.weight for row, _ in inside)
            if total:
                mean = sum(row.weight * value for row, value in inside) / total
                right = sum(row.weight * row.right for row, _ in inside) / total
                yield source, f"{low} to {high}", len(inside), mean, right
