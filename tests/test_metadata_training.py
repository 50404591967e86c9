"""How the weights of the metadata stage are made."""

import numpy as np
import pytest

from normkit_metadata.given_names import BITS, bit_of
from normkit_metadata.network import shares
from training.metadata.chain import LEVELS, fit_chain, read_page
from training.metadata.network import Group, Shape, fit
from training.metadata.pages import Page, make_page
from training.metadata.validation import answers, figures
from training.metadata.variants import cropped

BODY = (
    "The council voted on Monday to rebuild the old mill by the river, which burned down nine years ago.",
    "The work will take two years and cost four million, of which the county pays half and the town the rest.",
)
NAMES = ("Ann Lee", "Bo Roe", "Juan Cruz")
MENU = ("Home", "Contact", "Archive of pages")
SHAPE = Shape(hidden=4, members=2, epochs=200, batch=4, decay=0.01)


def page(number: int) -> Page:
    title = f"Old mill number {number} will be rebuilt by the river"
    lines = (
        *MENU,
        title,
        f"By {NAMES[number % 3]}",
        f"{number % 27 + 1} May 2021",
        *BODY,
        "Related",
        "1 May 1999",
    )
    found = make_page(
        "\n\n".join(lines),
        f"{number}.example",
        "resiliparse",
        [title],
        authors=[NAMES[number % 3]],
        published=f"2021-05-{number % 27 + 1:02}",
    )
    assert found
    return found


def test_a_chain_learns_what_pages_have_in_common() -> None:
    pages = [page(number) for number in range(180)]
    networks = fit_chain(pages[:160], seed=1)
    readings = [read_page(held, networks) for held in pages[160:]]
    assert set(networks) == set(LEVELS)
    for field in ("title", "authors", "published"):
        assert figures(readings, field, 0.3) == {"precision": 1, "recall": 1, "invented": 0}
    assert answers(readings[0], 1.1, "title") == frozenset()


def groups() -> list[Group]:
    random = np.random.default_rng(3)
    made = []
    for number in range(40):
        features = random.standard_normal((5, 3)) + np.array([0, 100, 0])
        right = features[:, 0] == features[:, 0].max() if number % 4 else np.zeros(5, bool)
        features[:, 2] += 5 * right
        made.append(Group(features, right))
    return made


def test_the_same_groups_give_the_same_network_and_it_finds_what_is_right() -> None:
    network, again = (fit(groups(), SHAPE, seed=2) for _ in range(2))
    assert all(np.array_equal(one, other) for one, other in zip(network, again, strict=True))
    for group in groups():
        probabilities = shares(network.score(group.features))
        assert (probabilities[group.right].sum() > 0.5) == group.right.any()


@pytest.mark.parametrize("seed", range(20))
def test_a_cropped_page_keeps_its_body(seed: int) -> None:
    crop = cropped(page(1), np.random.default_rng(seed))
    assert crop
    assert BODY[1] in crop.rows.texts
    assert crop.titles == page(1).titles


def test_a_page_without_its_title_is_not_cropped() -> None:
    untitled = make_page("\n".join(BODY), "a.example", "resiliparse", ["Another title"])
    assert untitled
    assert cropped(untitled, np.random.default_rng(0)) is None
    assert make_page(" \n ", "a.example", "resiliparse", []) is None


def test_a_name_has_one_bit_whatever_its_case() -> None:
    assert bit_of("ANN") == bit_of("ann") < BITS
