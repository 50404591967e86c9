"""What is to be known of the weights."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from benchmarks.markdown import table
from normkit_translation.linear import CHUNK
from normkit_translation.network import WINDOW
from normkit_translation.stage import TranslationOptions
from training.translation.documents import CUTS, FOLDS, SPREAD, Document, is_native_news

_THRESHOLDS = (0.5, 0.8, TranslationOptions().threshold, 0.97, 0.99)
_KNOWN = "trained on natives of the years and domain"
_CAUGHT = ("natives", _KNOWN, "at 1 %", "in each cut", "from 0.5 to 2 %", "90 of 100 draws", "at 5 %")
_AROUND = np.linspace(0.005, 0.02, 7)
"""Shares of natives around 1 %: a mean over them hangs on more than a dozen texts."""
_DRAWS = 200
_CARD = """# The weights of `translation`

Made by `python training/translation DATA ...` on {day}; the code of the features is the stage's own.

- **What**: two readers. The first, in `linear.npz`, is a logistic regression over hashed n-grams, of 2 to 4
  shapes of tokens (function words as they are, others by their ending) and of 1 to 3 words (names and numbers
  blank), {features:,} of them, weights in eight bits; it was trained on pieces of about {chunk} tokens. What it
  suspects is read again by the second, in `network.npz`: a convolutional network, over {window} tokens at once,
  three layers and {rows:,} shapes and words that it knows, in half precision. The value of a text is the mean
  over its pieces; if it was read twice, the mean of both readers. Of a long text a part is read first, and more
  where that does not sound native. Quotations are left out if half of the words stay. The probability is a
  logistic function of the value and of the length of what was read, where half of all texts are machine
  translations.
  `calibration.json`: for each rule, how likely a text with a finding of it is a machine translation, where half
  of all texts are; `agreement` is that of strict findings of two kinds.
- **Data**: {counts}. Human translations
  are only judged. Native texts weigh three times as much as machine translations; half of their weight is news,
  and within each half domains and years weigh the same. A small column for the domain keeps the n-grams from
  explaining by topic what the domain explains, and is dropped afterwards; so it is with the network.
- **How right**: each text is judged by a model that has not seen it, {folds} parts in turn: of machine
  translations none of its years, of native texts none of its years and domain, or some. The years are cut into
  parts in {cuts} ways; figures are means over these. This share of the machine translations scores higher than
  all but 1 or 5 % of the natives, or, a mean, than all but 0.5 to 2 %. That mean hangs on more texts; natives
  drawn anew at random keep it between the bounds in 90 of 100 draws:

{table}

- **The verdict** by the score alone, at several thresholds; {threshold} is the default:

{verdicts}

- **Weak at**: it hears translation, by whomever: human translations are flagged many times as often as native
  texts, and the English of learners is too. Recent systems and round trips are heard less. It has seen no legal
  text, no fiction and no verse.
"""


def card(
    documents: Sequence[Document],
    scores: NDArray[np.float64],
    features: int,
    rows: int,
    day: date,
) -> str:
    """Return the card as Markdown.

    `scores` has a row for each cut: what models say that have seen no text of the document's years; in the last
    row such that have seen native texts of all years.
    """
    counts = Counter(document.label for document in documents)
    return _CARD.format(
        day=day.isoformat(),
        features=features,
        rows=rows,
        chunk=CHUNK,
        window=WINDOW,
        counts=", ".join(f"{counts[label]:,} {name}" for label, name in _LABELS.items()),
        folds=FOLDS,
        cuts=CUTS,
        threshold=TranslationOptions().threshold,
        table="\n".join(
            table(
                _CAUGHT,
                (*_caught(documents, scores[:CUTS], "no"), *_caught(documents, scores[[SPREAD]], "yes")),
            )
        ),
        verdicts="\n".join(
            table(["texts", "number", *map(str, _THRESHOLDS)], _verdicts(documents, scores[:CUTS]))
        ),
    )


_LABELS = {"mt": "machine translations", "native": "native texts", "human_translation": "human translations"}


def _caught(
    documents: Sequence[Document], scores: NDArray[np.float64], known: str
) -> Iterator[tuple[object, ...]]:
    translations = np.sort(scores[:, [document.label == "mt" for document in documents]])
    kinds: dict[str, Callable[[Document], bool]] = {
        "news": is_native_news,
        "all": lambda document: document.label == "native",
    }
    for name, chosen in kinds.items():
        natives = scores[:, [chosen(document) for document in documents]]
        each = [share_caught([one], [other], [0.01]) for one, other in zip(translations, natives, strict=True)]
        draws = np.random.default_rng(0).integers(natives.shape[1], size=(_DRAWS, natives.shape[1]))
        around = [share_caught(translations, natives[:, draw], _AROUND) for draw in draws]
        yield (
            f"{name} ({natives.shape[1]})",
            known,
            float(np.mean(each)),
            " ".join(f"{share:.3f}" for share in each),
            share_caught(translations, natives, _AROUND),
            "{:.3f} to {:.3f}".format(*np.quantile(around, (0.05, 0.95))),
            share_caught(translations, natives, [0.05]),
        )


def share_caught(
    translations: Iterable[NDArray[np.float64]], natives: Iterable[NDArray[np.float64]], alarms: Iterable[float]
) -> float:
    """Return the mean share of translations that score higher than all but these shares of the natives.

    Both have a row for each cut, that of the translations sorted.
    """
    shares = []
    for ours, theirs in zip(translations, natives, strict=True):
        highest = np.sort(theirs)[::-1]
        thresholds = [highest[int(alarm * len(highest))] for alarm in alarms]
        shares.append(1 - np.searchsorted(ours, thresholds, "right").mean() / len(ours))
    return float(np.mean(shares))


def _verdicts(documents: Sequence[Document], scores: NDArray[np.float64]) -> Iterator[tuple[object, ...]]:
    groups: dict[str, list[int]] = {}
    for number, document in enumerate(documents):
        for name in _groups(document):
            groups.setdefault(name, []).append(number)
    for name, found in sorted(groups.items()):
        shares = (float((scores[:, found] >= threshold).mean()) for threshold in _THRESHOLDS)
        yield (name, len(found), *shares)


def _groups(document: Document) -> Iterator[str]:
    label = _LABELS[document.label]
    yield label
    kind = document.era or document.domain
    if kind:
        yield f"{label}, {kind}"
    if is_native_news(document):
        yield f"{label}, all news"
