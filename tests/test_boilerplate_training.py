"""How the weights of the boilerplate stage are made. What needs torch is skipped without it."""

import json
import math
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest
from hypothesis import given, strategies as st

from normkit_boilerplate.network import Network as Scorer
from training.boilerplate.hints import Hinted, read_hinted
from training.boilerplate.labels import label
from training.boilerplate.pages import UNKNOWN, Page
from training.boilerplate.variants import vary

ARTICLE = [
    "The council voted on Monday to rebuild the old mill by the river, which burned down nine years ago.",
    "What it costs",
    "The work will take two years and cost four million, of which the county pays half and the town the rest.",
]
LINES = [
    "Home",
    "Contact",
    "Old mill to be rebuilt",
    *ARTICLE,
    "Related",
    "Bridge closed for a week",
    "© 2021 Post",
]
PAGE = Page("one", "a.example", "plain", "\n".join(ARTICLE), LINES, [0, 0, UNKNOWN, 1, 1, 1, 0, 0, 0], 2, "en")
OTHER = replace(PAGE, name="two", site="b.example", lines=[line.upper() for line in LINES])
WORD = st.sampled_from(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"])


def test_the_lines_of_the_article_are_labelled() -> None:
    assert [LINES[place] for place, kept in enumerate(label(LINES, PAGE.gold)) if kept] == ARTICLE


@given(
    st.lists(st.lists(WORD, max_size=8).map(" ".join), max_size=8), st.lists(WORD, max_size=20).map(" ".join)
)
def test_any_page_and_any_gold_give_a_label_for_each_line(lines: list[str], gold: str) -> None:
    assert len(label(lines, gold)) == len(lines)


def test_a_teaser_that_repeats_a_paragraph_is_no_article() -> None:
    assert label([*ARTICLE, "More", ARTICLE[0]], PAGE.gold) == [True, True, True, False, False]


@given(st.integers(0, 2**32))
def test_variants_keep_lines_with_their_labels_and_the_article_in_its_order(seed: int) -> None:
    variant = vary(PAGE, [PAGE, OTHER], np.random.default_rng(seed))
    known = {*zip(LINES, PAGE.labels, strict=True), *zip(OTHER.lines, OTHER.labels, strict=True)}
    assert set(zip(variant.lines, variant.labels, strict=True)) <= known
    kept = [line for line, kept in zip(variant.lines, variant.labels, strict=True) if kept == 1]
    assert [line for line in ARTICLE if line in kept] == kept
    assert variant.title is None or variant.lines[variant.title] == LINES[2]


def test_the_same_pages_give_the_same_weights_and_both_networks_the_same_scores() -> None:
    torch = pytest.importorskip("torch", reason="training needs torch: pip install 'normkit[train]'")
    from training.boilerplate.fit import fit, whole  # noqa: PLC0415 (torch is an extra)

    network, again = (fit([PAGE, OTHER], seed=1, epochs=2) for _ in range(2))
    arrays = network.arrays()
    assert all(np.array_equal(array, again.arrays()[name]) for name, array in arrays.items())
    example = whole(PAGE)
    with torch.no_grad():
        trained = network([example])[0].numpy()
    scored = Scorer({**arrays, "temperature": np.ones(())}).score(
        example.features, example.ngrams, np.array([0, len(example.parts)])
    )
    assert scored == pytest.approx(trained, abs=0.05)  # half precision


def test_of_a_page_that_nobody_has_marked_the_sure_lines_are_labelled() -> None:
    torch = pytest.importorskip("torch", reason="training needs torch: pip install 'normkit[train]'")
    from training.boilerplate.guesses import guess  # noqa: PLC0415 (torch is an extra)

    def at_a_loss(examples: list[object]) -> object:
        return torch.full((len(examples), len(LINES), 4), math.log(1 / 4))

    odds = np.array([-9, -9, -9, 9, 9, 0, 9, -9, 2.0])
    (page,) = guess(cast("Any", at_a_loss), [Hinted(PAGE, odds)])
    assert page.is_guessed
    assert page.labels == [0, 0, UNKNOWN, 1, 1, UNKNOWN, 1, 0, UNKNOWN]


def test_hints_are_marked_passages_and_main_texts_of_pages_that_are_not_labelled(tmp_path: Path) -> None:
    pages = tmp_path / "sets" / "marked" / "resiliparse"
    pages.mkdir(parents=True)
    text = "\n".join([*LINES, *ARTICLE])
    (pages / "000_0.txt").write_text(text, encoding="utf-8")
    entry = {
        "file": "000_0.txt",
        "url": "https://b.example/1",
        "with": [ARTICLE[0][4:]],
        "without": ["Contact"],
    }
    (pages.parent / "index.json").write_text(json.dumps({"b": entry}), encoding="utf-8")
    url, rows = "https://www.c.example/2", tmp_path / "rows.jsonl"
    texts = {"resiliparse": text, "resiliparse_main": "\n".join(ARTICLE)}
    written = [json.dumps({"url": url, "variant": variant, "text": text}) for variant, text in texts.items()]
    rows.write_text("\n".join(written), encoding="utf-8")

    marked, found = read_hinted(tmp_path, rows, [])
    assert (marked.page.site, found.page.site) == ("b.example", "c.example")
    told = {line: marked.odds[place] for place, line in enumerate(marked.page.lines)}
    assert told[ARTICLE[0]] > 0 > told["Contact"]
    assert told["Home"] == 0
    assert [line for line, odds in zip(found.page.lines, found.odds, strict=True) if odds > 0] == ARTICLE
    assert not [*read_hinted(tmp_path, rows, [replace(PAGE, lines=marked.page.lines)])]
