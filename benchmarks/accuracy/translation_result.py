"""The figures of the translation benchmark: all that is printed and written."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.accuracy.intervals import Figure, Statistics, figures, mean, rounded
from benchmarks.accuracy.translation_rows import Measured

NEWS = ("abc", "bbc", "web", "wmt-news", "wmt24-news")
LABELS = ("native", "human_translation", "mt")

ALARMS = (0.01, 0.05)
_LENGTHS = (0, 120, 200, 400, 1000)


@dataclass(frozen=True)
class Group:
    """Texts of one label and kind."""

    label: str
    name: str
    texts: int
    verdict: float | None
    caught: Mapping[str, float | None]
    """Share whose score is over that of all but so many of all natives."""


@dataclass(frozen=True)
class Result:
    """The figures of all texts."""

    caught: Mapping[str, Figure]
    """By natives, news or all: AUROC, and the share of machine translations caught."""
    groups: tuple[Group, ...]
    changed: Mapping[str, Mapping[str, float | None]]
    """By label and form: the share of verdicts that are true; `as it is` among the forms."""
    rules: Mapping[str, Mapping[str, float | None]]
    """By rule, if it hit at all, and label: texts with a hit, per 1,000."""


def result(rules: Iterable[str], texts: Sequence[Measured]) -> Result:
    """Sum up what was measured."""
    by_label = {label: [text for text in texts if text.label == label] for label in LABELS}
    hit = {rule for text in texts for rule in text.rules}
    return Result(
        caught=_areas(texts) | figures(texts, _caught),
        groups=tuple(_groups(by_label)),
        changed={label: _changed(chosen) for label, chosen in by_label.items()},
        rules={
            rule: {label: _hits(by_label[label], rule) for label in LABELS} for rule in rules if rule in hit
        },
    )


def threshold(natives: Iterable[Measured], share: float) -> float | None:
    """Return the score that at most this share of the natives exceed."""
    scores = sorted((text.score for text in natives), reverse=True)
    return scores[int(share * len(scores))] if scores else None


def area(higher: Sequence[float], lower: Sequence[float]) -> float | None:
    """Return how often one of `higher` is over one of `lower`, equal ones counting half.

    >>> area([0.9, 0.4], [0.1, 0.4])
    0.875
    """
    ordered = sorted(lower)
    wins = [(bisect_left(ordered, score) + bisect_right(ordered, score)) / 2 for score in higher]
    return sum(wins) / len(wins) / len(ordered) if wins and ordered else None


def _natives(texts: Sequence[Measured]) -> dict[str, list[Measured]]:
    natives = [text for text in texts if text.label == "native"]
    return {"news": [text for text in natives if text.group in NEWS], "all": natives}


def _caught(texts: Sequence[Measured]) -> Statistics:
    return {
        f"{name}, {share:.0%}": _over([text for text in texts if text.label == "mt"], threshold(natives, share))
        for name, natives in _natives(texts).items()
        for share in ALARMS
    }


def _areas(texts: Sequence[Measured]) -> dict[str, Figure]:
    translations = [text.score for text in texts if text.label == "mt"]
    return {
        f"{name}, AUROC": Figure(rounded(area(translations, [text.score for text in natives])), None, None)
        for name, natives in _natives(texts).items()
    }


def _over(texts: Sequence[Measured], score: float | None) -> float | None:
    return None if score is None else rounded(mean(float(text.score > score) for text in texts))


def _groups(by_label: Mapping[str, Sequence[Measured]]) -> Iterable[Group]:
    """Yield all texts of each label, then by kind, by language and by length."""
    limits = {f"{share:.0%}": threshold(by_label["native"], share) for share in ALARMS}
    kinds: tuple[Callable[[Measured], str], ...] = (
        lambda text: "all",  # noqa: ARG005 (one of several)
        lambda text: text.group,
        lambda text: f"from {text.language}" if text.language not in ("", "en") else "",
        lambda text: f"{max(length for length in _LENGTHS if length <= text.words)} words or more",
    )
    for label, texts in by_label.items():
        for kind in kinds:
            sizes = Counter(filter(None, map(kind, texts)))
            for name in sorted(sizes):
                chosen = [text for text in texts if kind(text) == name]
                caught = {share: _over(chosen, limit) for share, limit in limits.items()}
                yield Group(label, name, len(chosen), rounded(mean(float(t.verdict) for t in chosen)), caught)


def _changed(texts: Sequence[Measured]) -> dict[str, float | None]:
    names = ("as it is", *(texts[0].changed if texts else ()))
    verdicts = [{"as it is": text.verdict, **text.changed} for text in texts]
    return {name: rounded(mean(float(verdict[name]) for verdict in verdicts)) for name in names}


def _hits(texts: Sequence[Measured], rule: str) -> float | None:
    share = mean(float(rule in text.rules) for text in texts)
    return None if share is None else round(1000 * share, 1)
