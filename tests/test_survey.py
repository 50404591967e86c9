import json
import os
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import pytest
from conftest import Install, Normkit, contents
from hypothesis import given, strategies as st
from stages import RULES, replacing

from normkit import (
    Document,
    Edit,
    Keys,
    Options,
    Pipeline,
    RawDocument,
    Stage,
    Survey,
    UsageError,
    read_survey,
    records,
    run,
    survey_keys,
)
from normkit.bundles.bundle import open_bundle
from normkit.runs.surveying import keep_survey
from normkit.runs.verify import Verification
from normkit.surveys.file import write_survey
from normkit.surveys.keys import count_keys, distinct, mixed

SMALL = 2**10  # bytes: keys do collide


class Lines(Stage[Options]):
    """Delete lines that most documents have."""

    name = "lines"
    rules: ClassVar = RULES

    def observe(self, document: Document) -> Keys:
        return survey_keys(document.text.splitlines())

    def propose(self, document: Document) -> list[Edit]:
        if not (self.survey and document.text):
            return []
        lines = document.text.splitlines(keepends=True)
        counts = self.survey.count(survey_keys(line.rstrip("\n") for line in lines))
        ends = np.cumsum([len(line) for line in lines]).tolist()
        return [
            Edit.delete((end - len(line), end), rule="one")
            for line, end, count in zip(lines, ends, counts, strict=True)
            if 2 * count > self.survey.documents
        ]


def surveyed(partition: Sequence[Sequence[Sequence[int]]], size: int = SMALL) -> Survey:
    """Return a survey of shards of documents of keys."""
    survey = Survey([{"stage": "lines"}], size)
    for shard in partition:
        survey.documents += len(shard)
        survey.add("lines", count_keys([distinct(np.array(keys, np.uint64)) for keys in shard]))
    return survey


KEYS = st.lists(st.integers(0, 300) | st.integers(0, 2**64 - 1), max_size=40)


@given(st.lists(KEYS, max_size=12), st.lists(st.integers(0, 12), max_size=4))
def test_a_survey_is_the_same_whatever_the_partition(documents: list[list[int]], cuts: list[int]) -> None:
    cuts = sorted({0, len(documents), *(cut for cut in cuts if cut <= len(documents))})
    parts = [documents[start:end] for start, end in pairwise(cuts)]
    assert write_survey(surveyed(parts)) == write_survey(surveyed([documents]))
    assert write_survey(surveyed(parts[::-1])) == write_survey(surveyed([documents]))


@given(st.lists(KEYS, max_size=12))
def test_a_count_is_never_below_the_truth(documents: list[list[int]]) -> None:
    truth = Counter(key for keys in documents for key in set(keys))
    keys = np.array([*truth, 5], np.uint64)
    counts = surveyed([documents]).of({"stage": "lines"}).count(keys)
    assert all(counts[:-1] >= list(truth.values()))
    assert counts.dtype == np.int64  # arithmetic with it does not wrap


def test_a_count_is_seldom_above_the_truth() -> None:
    generator = np.random.default_rng(1)
    documents = [np.unique(generator.integers(0, 2**64, 50, np.uint64)) for _ in range(200)]
    survey = Survey([{"stage": "lines"}], 8 * 10_000)
    survey.add("lines", count_keys(documents))
    over = survey.count("lines", np.concatenate(documents)) - 1
    assert np.mean(over > np.e) < np.e**-4  # e * 10,000 keys / 10,000 counts a row


@pytest.mark.parametrize("times", [[1] * 3, [65_534, 1, 5], [65_535, 65_535], [2**31, 2**31 - 1]])
def test_counting_ends_at_its_cap(times: list[int]) -> None:
    survey = Survey([{"stage": "lines"}], SMALL)
    keys = survey_keys(["often"])
    for count in times:
        survey.add("lines", count_keys([keys])._replace(counts=np.array([count], np.uint32)))
    assert survey.count("lines", keys) == [min(sum(times), 65_535)]
    assert survey.count("lines", survey_keys([])).shape == (0,)


def test_keys_of_different_stages_do_not_meet() -> None:
    survey = Survey([{"stage": "one"}, {"stage": "two"}])
    keys = np.arange(1000, dtype=np.uint64)
    survey.add("one", count_keys([keys]))
    assert survey.count("one", keys).tolist() == [1] * 1000
    assert survey.count("two", keys).tolist() == [0] * 1000


def test_keys_are_mixed_as_splitmix64_does() -> None:
    step = np.array([0x9E3779B97F4A7C15], np.uint64) ^ survey_keys(["lines"])
    assert mixed(step, "lines").tolist() == [0xE220A8397B1DCDAF]  # what it gives first from seed 0


@pytest.mark.parametrize("size", [0, 1023, 2**32 + 1])
def test_a_size_that_cannot_be_is_refused(size: int) -> None:
    with pytest.raises(UsageError, match="cannot be made; give it 1,024 to 4,294,967,296"):
        Survey([], size)


def test_a_file_holds_the_survey_and_an_almost_empty_one_is_small(tmp_path: Path) -> None:
    survey = Pipeline([Lines()]).survey(["a\nb", b"a\nc"])
    content = write_survey(survey)
    assert len(content) < 20_000
    (tmp_path / "survey.bin").write_bytes(content)
    again = read_survey(tmp_path / "survey.bin")
    assert write_survey(again) == content
    assert again.of(Pipeline([Lines()]).steps[0].identity).count(survey_keys("abcd")).tolist() == [2, 1, 1, 0]


PAGES = ["Follow us\none\n", "Follow us\ntwo\n", "three\nFollow us\n", "four\n"]


def test_a_stage_is_given_the_counts_of_what_it_observed() -> None:
    survey = Pipeline([Lines()]).survey(PAGES)
    pipeline = Pipeline([Lines(), replacing("o", "0")], survey=survey)
    assert [record.text for record in pipeline.stream(PAGES)] == ["0ne\n", "tw0\n", "three\n", "f0ur\n"]
    assert [record.text for record in Pipeline([Lines()]).stream(PAGES)] == PAGES


def test_a_stage_observes_the_decoded_text_as_no_step_has_changed_it() -> None:
    seen: list[Document] = []

    class Seeing(Lines):
        def observe(self, document: Document) -> Keys:
            seen.append(document)
            return super().observe(document)

    pipeline = Pipeline(["encoding", replacing("o", "0"), Seeing()])
    document = RawDocument("\u201cone\u201d".encode("cp1252"), id="7", name="n")
    assert pipeline.observe_together({0: document}) == {"lines": [survey_keys(["\u201cone\u201d"])]}
    assert seen == [Document("\u201cone\u201d", "7", "n")]


@pytest.mark.parametrize(
    "wrong",
    [
        lambda _: None,
        lambda _: [1, 2],
        lambda _: np.array([1, 2]),
        lambda _: np.zeros((2, 2), np.uint64),
        lambda _: 1 / 0,
    ],
)
def test_an_observe_that_fails_costs_nothing_but_its_own_counts(wrong: Callable[[Document], Any]) -> None:
    class Failing(Lines):
        name = "failing"

        def observe(self, document: Document) -> Keys:
            return wrong(document) if "two" in document.text else super().observe(document)

    survey = Pipeline([Failing(), Lines()]).survey(PAGES)
    assert (survey.documents, survey.observed) == (4, {"failing": 3, "lines": 4})
    keys = survey_keys(["Follow us", "two"])
    assert (survey.count("failing", keys).tolist(), survey.count("lines", keys).tolist()) == ([2, 0], [3, 1])


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ([1, 2], "keys are list; they must be an array of uint64 in one dimension"),
        (np.array([1, 2]), "keys are int64 in 1 dimensions"),
        (np.zeros((2, 2), np.uint64), "keys are uint64 in 2 dimensions"),
    ],
)
def test_what_is_no_array_of_keys_is_told(wrong: Any, told: str) -> None:  # noqa: ANN401 (that it is wrong)
    with pytest.raises(TypeError, match=told):
        distinct(wrong)


def test_a_survey_that_does_not_fit_is_refused() -> None:
    class Other(Lines):
        name = "other"

    survey = Pipeline([Lines()]).survey(PAGES)
    with pytest.raises(UsageError, match="this survey holds no counts of stage 'other'; leave it out"):
        Pipeline([Other()], survey=survey)
    with pytest.raises(UsageError, match="of no use: no stage of the pipeline observes; leave it out"):
        Pipeline([replacing("a", "b")], survey=survey)


PLUGIN = '''
import os
from pydantic import Field
from normkit import Edit, Options, Rule, Stage, hookimpl, survey_keys

class LinesOptions(Options):
    share: float = Field(default=0.5, description="How many have it.")

class Lines(Stage[LinesOptions]):
    """Delete the first line if most documents have it."""

    name = "lines"
    rules = [Rule("often", "Many have it.", changes="a", keeps="b")]

    def observe(self, document):
        # OBSERVE
        return survey_keys(document.text.splitlines())

    def propose(self, document):
        # PROPOSE
        first = document.text.split("\\n")[0]
        if not self.survey:
            return
        count = self.survey.count(survey_keys([first]))[0]
        if count > self.options.share * self.survey.documents:
            yield Edit.delete((0, len(first)), rule="often")

@hookimpl
def normkit_stages():
    return [Lines]
'''
TELL = "open('MARK', 'a').write(document.name + '\\n')"
DIE = "'003' in document.name and (os.path.exists('DEAD') or (open('DEAD', 'w').close(), os._exit(9)))"


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    for index, text in enumerate([*PAGES, "Follow us\nfive\n"]):
        (folder / f"{index:03}_{index:016x}.txt").write_text(text)
    return folder


@pytest.fixture
def plugin(install: Install) -> Path:
    return install(PLUGIN, "lines", "normkit-lines")


def texts(out: Path) -> list[str]:
    return [record.text for record in records(out)]


def about(out: Path) -> Any:  # noqa: ANN401 (any JSON)
    return json.loads((out / "manifest.json").read_bytes())["job"]["survey"]


CLEAN = ["\none\n", "\ntwo\n", "three\nFollow us\n", "four\n", "\nfive\n"]


@pytest.mark.usefixtures("plugin")
def test_a_run_surveys_its_bundle_first(pages: Path, tmp_path: Path) -> None:
    run(pages, tmp_path / "out", ["lines"])
    assert texts(tmp_path / "out") == CLEAN
    assert (about(tmp_path / "out")["documents"], about(tmp_path / "out")["observed"]) == (5, {"lines": 5})
    assert about(tmp_path / "out")["bytes"] == (tmp_path / "out/survey.bin").stat().st_size
    assert list(Verification(tmp_path / "out")) == []


@pytest.mark.usefixtures("plugin")
def test_engines_give_the_same_bytes(pages: Path, tmp_path: Path) -> None:
    run(pages, tmp_path / "one", ["lines"])
    run(pages, tmp_path / "two", ["lines"], workers=2)
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


@pytest.mark.usefixtures("plugin")
def test_shards_of_any_size_give_the_same_survey(
    pages: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    run(pages, tmp_path / "one", ["lines"])
    request.getfixturevalue("small_shards")
    run(pages, tmp_path / "many", ["lines"], workers=2)
    assert len(list((tmp_path / "many/receipts").iterdir())) == 5
    assert (tmp_path / "one/survey.bin").read_bytes() == (tmp_path / "many/survey.bin").read_bytes()
    assert texts(tmp_path / "many") == CLEAN


def marked(observe: str, propose: str, folder: Path) -> str:
    """Return the plugin with something to do whenever it observes or proposes."""
    code = PLUGIN.replace("# OBSERVE", observe).replace("# PROPOSE", propose)
    return code.replace("MARK", str(folder / "mark")).replace("DEAD", str(folder / "dead"))


@pytest.mark.parametrize(("observe", "propose", "passes"), [(f"{TELL}; {DIE}", "", 2), (TELL, DIE, 1)])
def test_a_killed_run_is_continued_and_keeps_its_survey(  # noqa: PLR0913, PLR0917
    pages: Path, tmp_path: Path, install: Install, normkit: Normkit, observe: str, propose: str, passes: int
) -> None:
    install(marked(observe, propose, tmp_path), "lines", "normkit-lines")
    command = ["run", pages, "--stage", "lines", "-o"]
    assert normkit(*command, tmp_path / "out").returncode == 9
    assert normkit(*command, tmp_path / "out").returncode == 0
    assert (tmp_path / "mark").read_text().count("000_") == passes
    assert texts(tmp_path / "out") == CLEAN
    assert normkit(*command, tmp_path / "whole").returncode == 0
    assert contents(tmp_path / "out") == contents(tmp_path / "whole")


@pytest.mark.usefixtures("plugin")
def test_a_finished_run_is_not_surveyed_again(
    pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(pages, tmp_path / "out", ["lines"])
    monkeypatch.setattr("normkit.runs.run.make_survey", None)
    run(pages, tmp_path / "out", ["lines"])


@pytest.mark.usefixtures("plugin")
@pytest.mark.parametrize("damage", [lambda path: path.unlink(), lambda path: path.write_bytes(b"half")])
def test_a_damaged_survey_is_told_and_made_again(
    pages: Path, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    run(pages, tmp_path / "out", ["lines"])
    whole = contents(tmp_path / "out")
    damage(tmp_path / "out/survey.bin")
    assert [fault.file for fault in Verification(tmp_path / "out")] == ["survey.bin"]
    run(pages, tmp_path / "out", ["lines"])
    assert contents(tmp_path / "out") == whole


@pytest.mark.usefixtures("plugin", "small_shards")
@pytest.mark.parametrize("workers", [1, 2])
def test_a_bundle_that_changes_after_it_was_surveyed_is_refused(
    pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, workers: int
) -> None:
    def surveyed_and_changed(out: Path, content: bytes) -> None:
        keep_survey(out, content)
        (pages / "004_0000000000000004.txt").write_text("Follow me\nfive\n")

    monkeypatch.setattr("normkit.runs.run.keep_survey", surveyed_and_changed)
    for _ in range(2):
        with pytest.raises(
            UsageError, match=r"was changed since \(after it was surveyed\); name another output, or start"
        ):
            run(pages, tmp_path / "out", ["lines"], workers=workers)
    assert not (tmp_path / "out/manifest.json").exists()
    (tmp_path / "out/survey.bin").unlink()
    with pytest.raises(UsageError, match="holds a run that differs in survey"):
        run(pages, tmp_path / "out", ["lines"])


@pytest.mark.usefixtures("plugin")
def test_counts_of_one_run_serve_another_bundle(
    pages: Path, bundle: Path, tmp_path: Path, normkit: Normkit
) -> None:
    run(pages, tmp_path / "out", ["lines"])
    (bundle / "000_0000000000000000.txt").write_text("Follow us\nsix\n")
    survey = tmp_path / "out/survey.bin"
    command = ["run", bundle, "--stage", "lines", "--survey", survey, "-o"]
    assert normkit(*command, tmp_path / "out2").returncode == 0
    assert texts(tmp_path / "out2")[0] == "\nsix\n"
    assert (tmp_path / "out2/survey.bin").read_bytes() == survey.read_bytes()
    assert list(Verification(tmp_path / "out2")) == []
    assert "\nsix\n" in normkit(*command, "-").stdout.replace("\\n", "\n")
    tried = normkit("try", bundle / "000_0000000000000000.txt", "--stage", "lines", "--survey", survey)
    assert "- Follow us  [lines.often]" in tried.stdout
    with pytest.raises(UsageError, match="holds a run that differs in survey"):
        run(bundle, tmp_path / "out2", ["lines"])
    run(bundle, tmp_path / "out2", ["lines"], survey=str(survey))


@pytest.mark.usefixtures("plugin")
def test_a_file_that_is_no_survey_or_is_damaged_is_refused(pages: Path, tmp_path: Path) -> None:
    run(pages, tmp_path / "out", ["lines"])
    content = (tmp_path / "out/survey.bin").read_bytes()
    changed = bytearray(content)
    changed[-9] ^= 1
    file = tmp_path / "s.bin"
    for broken, message in [
        (b"", r"s\.bin' is not a survey, or one of another version of normkit; name the survey\.bin of a run"),
        (b"normkit survey 1 ", r"s\.bin' is damaged; leave it out, and a run makes its own"),
        (content[:-1], r"s\.bin' is damaged"),
        (bytes(changed), r"s\.bin' is damaged"),
        (content.replace(b'"documents":5', b'"documents":6'), r"s\.bin' is damaged"),
    ]:
        file.write_bytes(broken)
        with pytest.raises(UsageError, match=message):
            run(pages, tmp_path / "out2", ["lines"], survey=file)
    with pytest.raises(UsageError, match="cannot be read: No such file or directory; name the"):
        run(pages, tmp_path / "out2", ["lines"], survey=tmp_path / "none")
    assert not (tmp_path / "out2").exists()


def test_counts_of_another_version_of_a_stage_are_refused(
    pages: Path, tmp_path: Path, plugin: Path, normkit: Normkit
) -> None:
    assert normkit("run", pages, "-o", tmp_path / "out", "--stage", "lines").returncode == 0
    command = [
        "run",
        pages,
        "-o",
        tmp_path / "out2",
        "--survey",
        tmp_path / "out/survey.bin",
        "--stage",
        "lines",
    ]
    options = normkit(*command, "--set", "lines.share=0.1")
    assert (options.returncode, "by stage 'lines' with other options; leave" in options.stderr) == (2, True)
    plugin.write_text(PLUGIN + "# changed")
    assert "by stage 'lines' with other digest; leave it out" in normkit(*command).stderr


@pytest.mark.usefixtures("plugin")
def test_one_document_or_a_stream_has_no_survey(pages: Path, tmp_path: Path, normkit: Normkit) -> None:
    run(pages / "000_0000000000000000.txt", tmp_path / "one", ["lines"])
    lines = '{"text": "Follow us"}\n' * 3
    command = ["run", "-", "--format", "jsonl", "--stage", "lines", "-o", tmp_path / "stream"]
    assert normkit(*command, input=lines).returncode == 0
    assert texts(tmp_path / "stream") == ["Follow us"] * 3
    for out in (tmp_path / "one", tmp_path / "stream"):
        assert about(out) is None
        assert not (out / "survey.bin").exists()
        assert list(Verification(out)) == []
    os.mkfifo(tmp_path / "pipe")
    writer = os.open(tmp_path / "pipe", os.O_RDWR)
    assert not open_bundle(str(tmp_path / "pipe"), format="txt").lasts
    os.close(writer)


@pytest.mark.usefixtures("plugin")
def test_a_rule_that_needs_counts_is_explained_with_counts(normkit: Normkit) -> None:
    assert 'removes "a"' in normkit("explain", "lines.often").stdout


@pytest.mark.usefixtures("plugin")
def test_who_wants_no_survey_has_none(pages: Path, tmp_path: Path, normkit: Normkit) -> None:
    command = ["run", pages, "-o", tmp_path / "out", "--stage", "lines", "--no-survey"]
    assert normkit(*command).returncode == 0
    assert (texts(tmp_path / "out")[:3], about(tmp_path / "out")) == (PAGES[:3], None)
    assert "use one of them" in normkit(*command, "--survey", "x").stderr
    run(pages, tmp_path / "out", ["lines"], survey=None)
    with pytest.raises(UsageError, match="holds a run that differs in survey"):
        run(pages, tmp_path / "out", ["lines"])


def test_stages_that_do_not_observe_cost_no_pass(bundle: Path, tmp_path: Path) -> None:
    run(bundle, tmp_path / "out", ["typography"])
    assert about(tmp_path / "out") is None
    assert not (tmp_path / "out/survey.bin").exists()


@pytest.mark.usefixtures("plugin")
def test_the_configuration_says_how_large_a_survey_is(pages: Path, tmp_path: Path, normkit: Normkit) -> None:
    (tmp_path / "normkit.toml").write_text("pipeline = ['lines']\n[survey]\nbytes = 4096\n")
    assert normkit("run", pages, "-o", "out", cwd=tmp_path).returncode == 0
    assert read_survey(tmp_path / "out/survey.bin").rows.nbytes == 4096
    with pytest.raises(UsageError, match="holds a run that differs in survey"):
        run(pages, tmp_path / "out", ["lines"])
    (tmp_path / "normkit.toml").write_text("[survey]\nbytes = 5\n")
    refused = normkit("run", pages, "-o", "out", cwd=tmp_path)
    assert "normkit.toml, line 2: survey.bytes is 5; input should be greater than" in refused.stderr
    with pytest.raises(UsageError, match="a survey of 5 bytes cannot be made"):
        run(pages, tmp_path / "out3", ["lines"], survey=5)


@pytest.mark.usefixtures("plugin")
def test_an_unreadable_document_is_not_observed(pages: Path, tmp_path: Path) -> None:
    (pages / "003_0000000000000003.txt").unlink()
    (pages / "003_0000000000000003.txt").symlink_to("nowhere")
    assert run(pages, tmp_path / "out", ["lines"]).quarantined == 1
    assert about(tmp_path / "out")["documents"] == 4


@pytest.mark.usefixtures("plugin")
def test_a_document_that_cannot_be_decoded_when_observed_costs_no_other(
    pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    observe = Pipeline.observe_together

    def fail(self: Pipeline, documents: Mapping[int, RawDocument]) -> dict[str, list[Keys]]:
        if any(document.index == 1 for document in documents.values()):
            raise MemoryError
        return observe(self, documents)

    monkeypatch.setattr(Pipeline, "observe_together", fail)
    assert run(pages, tmp_path / "out", ["lines"]).clean
    assert (about(tmp_path / "out")["documents"], about(tmp_path / "out")["observed"]) == (5, {"lines": 4})
