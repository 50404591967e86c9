"""What is right in the output for one page, and over many."""

from collections.abc import Sequence
from typing import NamedTuple

from benchmarks.accuracy import shingles
from benchmarks.accuracy.intervals import Statistics, mean
from benchmarks.accuracy.page_sets import Page
from benchmarks.accuracy.shingles import harmonic, share


class PageScore(NamedTuple):
    """Shares from 0 to 1, as in `shingles`, None without gold; then segments, counted."""

    precision: float | None = None
    recall: float | None = None
    f1: float | None = None
    kept: float | None = None
    removed: float | None = None
    stayed: int = 0
    staying: int = 0
    went: int = 0
    going: int = 0


def score(page: Page, raw: str, text: str) -> PageScore:
    """Compare `text`, which was made from `raw`, with the gold and the segments."""
    flat = _flat(text)
    segments = PageScore(
        stayed=sum(_flat(segment) in flat for segment in page.staying),
        staying=len(page.staying),
        went=sum(_flat(segment) not in flat for segment in page.going),
        going=len(page.going),
    )
    if not page.gold:
        return segments
    gold, before, after = map(shingles.shingles, (page.gold, raw, text))
    return segments._replace(
        precision=shingles.precision(after, gold),
        recall=shingles.recall(after, gold),
        f1=shingles.f1(after, gold),
        kept=shingles.kept(after, before, gold),
        removed=shingles.removed(after, before, gold),
    )


def statistics(scores: Sequence[PageScore]) -> Statistics:
    """Return means over pages, and over segments; F1 is that of the mean precision and the mean recall."""
    precision, recall = mean(s.precision for s in scores), mean(s.recall for s in scores)
    kept = [s.kept for s in scores if s.kept is not None]
    return {
        "F1": None if precision is None or recall is None else harmonic(precision, recall),
        "precision": precision,
        "recall": recall,
        "F1 per page": mean(s.f1 for s in scores),
        "kept": mean(kept),
        "removed": mean(s.removed for s in scores),
        "lose over 5 %": mean(share_kept < 0.95 for share_kept in kept),  # noqa: PLR2004
        "lose over 20 %": mean(share_kept < 0.8 for share_kept in kept),  # noqa: PLR2004
        "seg_with": share(sum(s.stayed for s in scores), sum(s.staying for s in scores)),
        "seg_without": share(sum(s.went for s in scores), sum(s.going for s in scores)),
    }


def _flat(text: str) -> str:
    """Return a text with single spaces for white space."""
    return " ".join(text.split())
