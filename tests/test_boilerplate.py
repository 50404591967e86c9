from pathlib import Path

import pytest

import normkit_boilerplate
from normkit import Document, Edit, Finding, Pipeline, Rule
from normkit.pipelines.pipeline import PipelineError
from normkit.testing import check_stage
from normkit_boilerplate.captions import is_caption, is_credit
from normkit_boilerplate.closings import is_bio, is_disclaimer, is_leak
from normkit_boilerplate.lines import read_table
from normkit_boilerplate.phrases import find_phrases
from normkit_boilerplate.rules import RULES
from normkit_boilerplate.stage import Boilerplate, BoilerplateOptions

HERE = Path(__file__).parent
SEEDS = HERE.parent / "seeds"
ARTICLE = (
    "The council voted on Monday to rebuild the old mill by the river, which burned down nine years ago.\n\n"
    "The work will take two years and cost four million, of which the county pays half and the town the rest.\n"
)
HEAD = "Skip to content\nHome\nNews\nLog in\nSubscribe"
TAIL = """
Related articles
Bridge closed for a week
The bridge over the harbour was closed on Sunday after a ship had hit it.
Sign up for our newsletter
Privacy policy
"""


def test_boilerplate_keeps_the_contract() -> None:
    check_stage(Boilerplate)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_in_keep_never_acts(rule: Rule) -> None:
    stage = Boilerplate(BoilerplateOptions(keep=(rule.name,)))
    assert rule.name not in {proposal.rule for proposal in stage.propose(Document(rule.changes))}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_an_example_keeps_its_article(rule: Rule) -> None:
    article = set.intersection(*(set(rule.changes.split("\n")) for rule in RULES)) - {""}
    assert len(article) == 3
    assert article <= set(Pipeline(["boilerplate"]).normalize(rule.changes).text.split("\n"))


def test_over_the_budget_nothing_is_removed_only_flagged() -> None:
    document = Document(f"Skip to main content\n\n{ARTICLE}")
    strict = Boilerplate(BoilerplateOptions(least_kept=1.0))
    assert [type(proposal) for proposal in strict.propose(document)] == [Finding]
    assert [type(proposal) for proposal in Boilerplate().propose(document)] == [Edit]


def test_a_protected_line_stays() -> None:
    document = Document(f"Skip to main content\n\n{ARTICLE}")
    stage = Boilerplate(BoilerplateOptions(protect=(r"^Skip\b",)))
    assert list(stage.propose(document)) == []


@pytest.mark.parametrize("options", [{"keep": ["captions"]}, {"protect": ["("]}, {"strength": "brutal"}])
def test_an_option_that_means_nothing_is_refused(options: dict[str, object]) -> None:
    with pytest.raises(PipelineError, match="options of boilerplate"):
        Pipeline(["boilerplate"], {"boilerplate": options})


def test_the_stronger_the_more_goes() -> None:
    text = f"{HEAD}\nOld mill to be rebuilt\n{ARTICLE}\n{TAIL}"
    kept = [
        len(Pipeline(["boilerplate"], {"boilerplate": {"strength": strength}}).normalize(text).text)
        for strength in ("strict", "balanced", "gentle")
    ]
    assert kept == sorted(kept)
    assert kept[-1] < len(text)


def test_the_weights_are_small_and_have_a_card() -> None:
    folder = Path(normkit_boilerplate.__file__).parent
    assert (folder / "weights.npz").stat().st_size < 2_000_000
    card = (folder / "weights.md").read_text(encoding="utf-8")
    assert all(word in card for word in ("Data", "How right", "Weak at"))


def test_a_document_of_junk_alone_is_not_emptied() -> None:
    record = Pipeline(["boilerplate"]).normalize("Skip to content\n\nAdvertisement\n\nShare this article\n")
    assert record.text.startswith("Skip to content")
    assert len(record.findings) == 3


@pytest.mark.parametrize(
    ("text", "on_top", "credited"),
    [
        ("Mayor Ann Lee (L) waves to voters at a rally in Oakford on May 3, 2021.", False, False),
        ("Workers carry stones from the river in Oakford, 3 May 2021.", False, True),
        ("Workers carry stones from the river at dawn. (Juan Cruz/AFP)", False, False),
        ("The mayor speaks during a visit to the mill on May 3, 2021. - On May 3 the mayor …", True, False),
        ("The bridge, pictured here in May 3, 2021, before the flood.", False, False),
    ],
)
def test_a_scene_with_a_sure_sign_is_a_caption(text: str, on_top: bool, credited: bool) -> None:  # noqa: FBT001 (a table)
    assert is_caption(text, on_top=on_top, credited=credited)


@pytest.mark.parametrize(
    "text",
    [
        "Mayor Ann Lee opens the new mill in Oakford on May 3, 2021, with a speech and a fair.",
        "OAKFORD, May 3 (Reuters) - Mayor Ann Lee opens the new mill in Oakford on Monday.",
        "Ann Lee (pictured) told voters in Oakford on May 3, 2021, that she would not stand again.",
        "“She waves at the mill on May 3, 2021,” the baker (left) recalls.",
        "She stands before the mill and looks at the water for a long time.",
    ],
)
def test_a_first_paragraph_is_no_caption(text: str) -> None:
    assert not is_caption(text, on_top=True, credited=False)


@pytest.mark.parametrize(
    "text", ["Photo: Juan Cruz", "Photo by Juan Cruz", "Juan Cruz/AFP", "© Reuters", "Getty Images"]
)
def test_a_credit_is_told_by_its_form(text: str) -> None:
    assert is_credit(text)


@pytest.mark.parametrize(
    "text",
    ["Rock / Pop", "Photography for beginners", "Pictures at an exhibition", "Oakford, PA", "Photo finish."],
)
def test_what_only_resembles_a_credit_is_none(text: str) -> None:
    assert not is_credit(text)


@pytest.mark.parametrize(
    "text", ["Your name = what they call you", "a < b and c > d", "In 2021: a summary", "if x == y"]
)
def test_comparisons_and_colons_are_no_markup(text: str) -> None:
    assert not is_leak(text)


@pytest.mark.parametrize(
    "text",
    [
        "The information was gathered by a probe that left the earth in May.",
        "Opinions were expressed loudly, and nobody listened.",
    ],
)
def test_a_sentence_about_information_is_no_disclaimer(text: str) -> None:
    assert not is_disclaimer(text)


def test_a_quoted_reporter_is_no_bio() -> None:
    assert not is_bio("“He is a reporter and he covers the river,” said the mayor of the writer.", ())


@pytest.mark.parametrize(
    "text", ["FAQs about the mill", "“Share this article,” she said.", "", "磨坊", "See also: the sea"]
)
def test_headings_quotes_and_other_scripts_are_no_phrases(text: str) -> None:
    assert (find_phrases(read_table(text)) == -1).all()


@pytest.mark.parametrize(
    ("number", "removed"),
    [
        ("000", {"caption": 1, "comment-prompt": 1}),
        ("001", {"skip-link": 1}),
        ("002", {"caption": 1, "photo-credit": 1}),
        ("003", {"disclaimer": 1}),
        ("004", {"repeated-title": 2, "author-bio": 1, "markup-leak": 1, "related": 1}),
    ],
)
def test_of_the_sample_only_the_junk_goes(number: str, removed: dict[str, int]) -> None:
    (path,) = SEEDS.glob(f"{number}_*.txt")
    record = Pipeline(["metadata", "boilerplate"]).normalize(path.read_bytes())
    counts: dict[str, int] = {}
    for edit in record.edits:
        if edit.stage == "boilerplate":
            name = edit.rule.removeprefix("boilerplate.")
            counts[name] = counts.get(name, 0) + len(edit.spans)
    assert counts == removed
