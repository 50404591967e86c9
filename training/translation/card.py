"""What is to be known of the weights."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from benchmarks.markdown import table
from normkit_translation.model import CHUNK
from normkit_translation.stage import TranslationOptions
from training.translation.documents import FOLDS, Document, is_native_news

_THRESHOLDS = (0.5, 0.8, TranslationOptions().threshold, 0.97, 0.99)
_CAUGHT = ("natives", "trained on natives of the years and domain", "at 1 %", "at 5 %")
_CARD = """# The weights of `translation`

Made by `python training/translation DATA ...` on {day}; the code of the features is the stage's own.

- **What**: a logistic regression over hashed n-grams, of 2 to 4 shapes of tokens (function words as they are,
  others by their ending) and of 1 to 3 words (names and numbers blank), {features:,} of them, weights in eight
  bits. It was trained on pieces of about {chunk} tokens. The value of a text is the mean over its pieces; the
  probability is a logistic function of it and of the length, where half of all texts are machine translations.
  `calibration.json`: for each rule, how likely a text with a finding of it is a machine translation, where half
  of all texts are; `agreement` is that of strict findings of two kinds.
- **Data**: {counts}. Human translations
  are only judged. Half of the native weight is news. A small column for the domain keeps the n-grams from
  explaining by topic what the domain explains, and is dropped afterwards.
- **How right**: each text is judged by a model that has not seen it, {folds} parts in turn: of machine
  translations none of its years, of native texts none of its years and domain, or some. This share of the
  machine translations scores higher than all but 1 or 5 % of the natives:

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
    spread: NDArray[np.float64],
    features: int,
    day: date,
) -> str:
    """Return the card as Markdown.

    `scores` are those of models that have seen no text of the document's years, `spread` of such that have seen
    native texts of all years.
    """
    counts = Counter(document.label for document in documents)
    return _CARD.format(
        day=day.isoformat(),
        features=features,
        chunk=CHUNK,
        counts=", ".join(f"{counts[label]:,} {name}" for label, name in _LABELS.items()),
        folds=FOLDS,
        threshold=TranslationOptions().threshold,
        table="\n".join(
            table(_CAUGHT, (*_caught(documents, scores, "no"), *_caught(documents, spread, "yes")))
        ),
        verdicts="\n".join(table(["texts", "number", *map(str, _THRESHOLDS)], _verdicts(documents, scores))),
    )


_LABELS = {"mt": "machine translations", "native": "native texts", "human_translation": "human translations"}


def _caught(
    documents: Sequence[Document], scores: NDArray[np.float64], known: str
) -> Iterator[tuple[object, ...]]:
    translations = scores[[document.label == "mt" for document in documents]]
    kinds: dict[str, Callable[[Document], bool]] = {
        "news": is_native_news,
        "all": lambda document: document.label == "native",
    }
    for name, chosen in kinds.items():
        natives = np.sort(scores[[chosen(document) for document in documents]])[::-1]
        shares = [float((translations > natives[int(share * len(natives))]).mean()) for share in (0.01, 0.05)]
        yield (f"{name} ({len(natives)})", known, *shares)


def _verdicts(documents: Sequence[Document], scores: NDArray[np.float64]) -> Iterator[tuple[object, ...]]:
    groups: dict[str, list[float]] = {}
    for document, score in zip(documents, scores, strict=True):
        for name in _groups(document):
            groups.setdefault(name, []).append(float(score))
    for name, found in sorted(groups.items()):
        shares = (sum(score >= threshold for score in found) / len(found) for threshold in _THRESHOLDS)
        yield (name, len(found), *shares)


def _groups(document: Document) -> Iterator[str]:
    label = _LABELS[document.label]
    yield label
    kind = document.era or document.domain
    if kind:
        yield f"{label}, {kind}"
    if is_native_news(document):
        yield f"{label}, all news"
