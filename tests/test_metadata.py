from pathlib import Path

import pytest

from normkit import Claim, Document, Edit, Finding, Pipeline, body_of
from normkit.testing import check_stage
from normkit_metadata.date_features import mentions
from normkit_metadata.dated_rows import DatedRows
from normkit_metadata.datelines import find_dateline
from normkit_metadata.dates import day_first, find_dates
from normkit_metadata.names import find_names
from normkit_metadata.options import MetadataOptions
from normkit_metadata.rows import Rows
from normkit_metadata.sites import find_site
from normkit_metadata.stage import Metadata

BODY = (
    "The council voted on Monday to rebuild the old mill by the river, which burned down nine years ago.\n\n"
    "The work will take two years and cost four million, of which the county pays half and the town the rest.\n"
)
PAGE = f"Old mill by the river will be rebuilt\n\nBy Ann Lee\n\n3 May 2021\n\n{BODY}"
HERE = Path(__file__).parent
SEEDS = HERE.parent / "seeds"


def test_metadata_keeps_the_contract() -> None:
    check_stage(Metadata)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("3 May 2021", ["2021-05-03"]),
        ("Sept. 3rd, 2021 at 10:05 p.m.", ["2021-09-03T22:05"]),
        ("12:30 is no date, May 3, 2021 12:30am is", ["2021-05-03T00:30"]),
        ("2021-05-03T10:14:59Z", ["2021-05-03T10:14"]),
        ("2021/05/03", ["2021-05-03"]),
        ("3. Mai 2021, 10:14 Uhr", ["2021-05-03T10:14"]),
        ("23 de febrero de 2022", ["2022-02-23"]),
        ("le 1er août 2021 à 18h30", ["2021-08-01T18:30"]),
        ("15 августа 2016, 13:43", ["2016-08-15T13:43"]),
        ("2021年5月3日", ["2021-05-03"]),
        ("31. Oktober 202331. Oktober 2023", ["2023-10-31", "2023-10-31"]),
        ("9. Oktober 201910:14", ["2019-10-09T10:14"]),
        ("Ann Lee22. Februar 2020", ["2020-02-22"]),
        ("3 and 4 May 2021, 5 May 2021", ["2021-05-04", "2021-05-05"]),
        ("febrero 23 de 2022", ["2022-02-23"]),
        ("2021. május 3.", ["2021-05-03"]),
        ("14 Feb ’20", ["2020-02-14"]),
        ("10/13/16", ["2016-10-13"]),
        ("07 أكتوبر 2020", ["2020-10-07"]),
        ("3 मई 2021", ["2021-05-03"]),
        ("13/13/2021", []),
        ("3.11.2023", ["2023-11-03"]),
        ("05.06.21", ["2021-06-05"]),
        ("May 2021", ["2021-05"]),
        ("29.02.2021", []),
        ("Friday", []),
        ("version 1.2.2021.4", []),
        ("Ann Lee,02.01.2023, 7,02.01.2023", ["2023-01-02"]),
        ("Room 2021", []),
    ],
)
def test_dates_are_as_precise_as_the_text(text: str, values: list[str]) -> None:
    assert [dated.value for dated in find_dates(text)] == values


@pytest.mark.parametrize(("order", "values"), [(None, [""]), (True, ["2021-04-03"]), (False, ["2021-03-04"])])
def test_an_ambiguous_date_needs_an_order(order: bool | None, values: list[str]) -> None:  # noqa: FBT001 (three-valued)
    assert [dated.value for dated in find_dates("03/04/2021", day_first=order)] == values


def test_another_date_of_the_document_gives_the_order() -> None:
    assert day_first("03/04/2021 and 03/25/2021", "fr") is False


@pytest.mark.parametrize(("clock", "order"), [("8:15 AM EDT", False), ("8:15 PST", False), ("8:15 CEST", None)])
def test_a_time_zone_of_north_america_gives_the_order(clock: str, order: bool | None) -> None:  # noqa: FBT001 (three-valued)
    assert day_first(f"Updated 03/04/2021 {clock}", "en") is order


def test_contradicting_dates_leave_the_order_to_the_language() -> None:
    assert day_first("25/03/2021 and 03/25/2021", "en") is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ann Lee", ["Ann Lee"]),
        ("Ann Lee, Bo Roe and Juan de la Cruz", ["Ann Lee", "Bo Roe", "Juan de la Cruz"]),
        ("Ann Lee | Harbour Post", ["Ann Lee", "Harbour Post"]),
        ("Ann Lee in Oakford", ["Ann Lee"]),
        ("Posted by Ann Lee @annlee", ["Ann Lee"]),
        ("by annlee", ["annlee"]),
        ("the river", []),
        ("12 comments", []),
    ],
)
def test_names_begin_pieces_of_a_line(text: str, names: list[str]) -> None:
    found = list(find_names(text))
    assert [name.value for name in found][: len(names)] == names
    assert [text[slice(*name.span)] for name in found][: len(names)] == names


def test_the_body_is_the_block_with_the_most_prose() -> None:
    paragraph = "word " * 20 + "end."
    document = Document("menu\n" * 9 + f"{paragraph}\nheading\n{paragraph}\n" + "footer\n" * 9)
    assert body_of(document.lines) == range(9, 12)


@pytest.mark.parametrize(
    ("number", "metadata"),
    [
        ("000", {"authors": ["Ben Kew"], "section": None, "published": None, "updated": None}),
        (
            "001",
            {
                "title": "Cuba backs Russia in Ukraine crisis, calls to end 'Western intervention'",
                "authors": None,
                "section": "Politics",
                "published": "2022-02-23T10:14",
                "updated": "2022-02-23T13:58",
            },
        ),
        ("002", {"authors": None, "section": None, "published": None, "updated": None}),
        ("003", {"title": "what is russia saying about venezuela", "section": "US Trends", "published": None}),
        (
            "004",
            {
                "title": "What is Russia looking for in Cuba?",
                "authors": ["Victor Vladimirov", "Valeria Jegisman"],
                "published": None,
            },
        ),
    ],
)
def test_the_sample_is_described(number: str, metadata: dict[str, object]) -> None:
    (path,) = SEEDS.glob(f"{number}_*.txt")
    record = Pipeline(["metadata"]).normalize(path.read_bytes())
    assert {name: record.metadata[name] for name in metadata} == metadata
    assert str(record.metadata["title"]) in record.text


def claims_of(
    text: str, language: str | None = None, options: MetadataOptions | None = None
) -> dict[str, list[str]]:
    stage = Metadata(options)
    found: dict[str, list[str]] = {}
    for proposal in stage.propose(Document(text, metadata={"language": language})):
        if isinstance(proposal, Claim):
            assert proposal.span
            found.setdefault(proposal.name, []).append(str(proposal.value))
    return found


def test_what_is_said_of_a_text_does_not_depend_on_its_neighbours() -> None:
    texts = ["", PAGE, " \n", PAGE.replace("3 May", "4 May") * 300, "Ann", PAGE[:50]]
    documents = [Document(text, metadata={"language": "en"}) for text in texts]
    together = map(list, Metadata().propose_together(documents))
    assert [*together] == [list(Metadata().propose(document)) for document in documents]


@pytest.mark.parametrize("name", ["title", "authors", "published"])
def test_below_its_threshold_a_value_is_null(name: str) -> None:
    assert name in claims_of(PAGE)
    assert name not in claims_of(PAGE, options=MetadataOptions(**{f"{name}_threshold": 1.0}))


def test_a_span_proves_its_value() -> None:
    text = f"Menu\n  • Home\n\n{PAGE}"
    claims = [proposal for proposal in Metadata().propose(Document(text)) if isinstance(proposal, Claim)]
    proofs = {claim.name: text[slice(*claim.span)] for claim in claims if claim.span}
    assert proofs["title"] == "Old mill by the river will be rebuilt"
    assert proofs["authors"] == "Ann Lee"
    assert proofs["published"] == "3 May 2021"
    assert all(claim.confidence == round(claim.confidence, 6) for claim in claims)


@pytest.mark.parametrize(("language", "values"), [("en", []), (None, []), ("fr", ["2021-04-03"])])
def test_an_ambiguous_date_is_decided_by_the_language_or_flagged(
    language: str | None, values: list[str]
) -> None:
    text = PAGE.replace("3 May 2021", "03/04/2021")
    assert claims_of(text, language).get("published", []) == values
    proposals = Metadata().propose(Document(text, metadata={"language": language}))
    flagged = [text[slice(*found.span)] for found in proposals if isinstance(found, Finding)]
    assert flagged == ([] if values else ["03/04/2021"])


@pytest.mark.parametrize(
    ("row", "days"),
    [
        (f"03.05.2021 – {BODY}", ["2021-05-03"]),
        (f"This note was posted on 3 May 2021 and is filed under mills. {BODY}", ["2021-05-03"]),
        ("Updated 3 May 2021: the council of the town has voted on Monday.", ["2021-05-03"]),
        (f"The old mill by the river burned down on 3 May 2012. {BODY}", []),
        (f"{'-' * 142}03.05.2021, and more", []),  # what is read ends in 03.05.20
        (f"{'-' * 140}03.05.2021", ["2021-05-03"]),
    ],
)
def test_a_date_within_a_sentence_is_none_of_the_text_unless_labelled(row: str, days: list[str]) -> None:
    rows = Rows(row.replace("\n", " "))
    assert [mention.day for mention in mentions(rows, DatedRows(rows, None), 0)] == days


def test_another_date_decides_an_ambiguous_one() -> None:
    text = PAGE.replace("3 May 2021", "03/04/2021") + "\nRelated\n\n04/25/2020\n"
    assert claims_of(text, "en")["published"] == ["2021-03-04"]


def test_the_name_of_the_site_behind_the_title_is_cut_off() -> None:
    text = f"Harbour Post\n\n{PAGE.replace('rebuilt', 'rebuilt | Harbour Post')}"
    found = claims_of(text)
    assert found["title"] == ["Old mill by the river will be rebuilt"]
    assert found["site"] == ["Harbour Post"]


@pytest.mark.parametrize(
    ("line", "site"),
    [
        ("© 2019-2021 Harbour Post. All rights reserved.", "Harbour Post"),
        ("Copyright (c) 2021 Harbour Post | Imprint", "Harbour Post"),
        ("© 2021", None),
        ("© Other Post", None),
    ],
)
def test_a_site_is_who_claims_copyright_and_stands_alone_elsewhere(line: str, site: str | None) -> None:
    found = find_site(Rows(f"Harbour Post\n\n{PAGE}\n{line}"))
    assert (found.value if found else None) == site


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("OAKFORD, May 3 (Agency) – The council voted.", "OAKFORD"),
        ("Oakford – The council voted.", "Oakford"),
        ("New Oakford (Agency) - Der Rat stimmte zu.", "New Oakford"),
        ("МОСКВА, 3 мая — Совет проголосовал.", "МОСКВА"),
        ("The old mill – it burned down – will be rebuilt.", None),
        ("Yesterday - on Monday - the council voted.", None),
        ("The council voted.", None),
    ],
)
def test_a_dateline_opens_a_paragraph(text: str, place: str | None) -> None:
    found = find_dateline(text)
    assert (found.value if found else None) == place


def test_lines_far_from_both_ends_are_not_read() -> None:
    rows = Rows("\n\n".join(f"row {number}" for number in range(2000)))
    assert (rows.texts[0], rows.texts[599], rows.texts[600], rows.texts[-1]) == (
        "row 0",
        "row 599",
        "row 1950",
        "row 1999",
    )
    assert rows.text[slice(*rows.span(600, 4, 8))] == "1950"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n \n\t\n",
        "\0",
        "•",
        "• • •\n*",
        "-",
        "x" * 1_000_000,
        "By " * 300_000,
        "© " * 300_000,
        "follow " * 100_000 + "@x",
        "2021-" * 200_000,
        "1/2/2021 " * 100_000,
        f"The mill burned down.\n\n{'a’' * 100_000}.",
        "May 2021\n" * 20_000,
        "- \n" * 20_000,
        "\u200f\u202e2021\u200f",
        "\u2028By\u2029Ann Lee\u0085",
        "٣١/١٢/٢٠٢١",
        "99/99/9999 0000-00-00 31.02.2021",
        "Ann Lee\n",
        "🙂🙂🙂\n\n🙂",
    ],
    ids=lambda text: repr(text[:12]),
)
def test_any_text_is_read(text: str) -> None:
    for proposal in Metadata().propose(Document(text)):
        assert isinstance(proposal, Claim | Edit | Finding)
        start, end = proposal.span or (0, 0)
        assert 0 <= start <= end <= len(text)
