"""The benchmark of the translation stage, and what is done to texts before they are trained on."""

import lzma
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import numpy as np
import pytest
import yaml
from accuracy_figures import figures_of, write_rows

from benchmarks.accuracy.__main__ import main
from benchmarks.accuracy.translation_result import area, threshold
from benchmarks.accuracy.translation_rows import Measured, forms
from normkit_translation.linear import Linear
from normkit_translation.network import Network
from normkit_translation.running import running
from normkit_translation.tokens import encode
from training.translation.card import share_caught
from training.translation.documents import FOLDS, SPREAD, Document, read_documents
from training.translation.weights import weights

_TRAINING = "training needs scikit-learn and torch: pip install 'normkit[train]'"
TEXTS = yaml.safe_load((Path(__file__).parent / "translation_texts.yaml").read_text(encoding="utf-8"))
ROWS = [
    {"id": "1", "text": TEXTS["native"], "label": "native", "domain": "bbc", "year": 2005},
    {"id": "2", "text": TEXTS["kinds"]["a review"], "label": "native", "domain": "reviews"},
    {"id": "3", "text": TEXTS["translated"], "label": "mt", "era": "smt", "source_lang": "ru", "year": 2011},
    {"id": "4", "text": TEXTS["translated"], "label": "human_translation", "source_lang": "ru", "year": 2021},
]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return write_rows(tmp_path / "rows.jsonl.xz", ROWS)


measured = partial(figures_of, "translation")


def test_translations_are_told_from_natives(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    figures = measured(data)
    assert figures["caught"]["news, AUROC"]["value"] == 1
    assert figures["caught"]["all, 1%"]["value"] == 1
    groups = {(group["label"], group["name"]): group for group in figures["groups"]}
    assert groups["native", "all"]["verdict"] == 0
    assert groups["mt", "smt"]["verdict"] == groups["mt", "from ru"]["verdict"] == 1
    assert groups["human_translation", "all"]["texts"] == 1
    assert figures["rules"]["sounds-translated"] == {"native": 0, "human_translation": 1000, "mt": 1000}
    assert "sounds-translated" in capsys.readouterr().out


def test_a_folder_is_all_of_its_files_and_options_act(data: Path) -> None:
    figures = measured(data.parent, "--set", "translation.threshold=1.0")
    assert figures["changed"]["mt"] == {"as it is": 0, "straight": 0, "curly": 0, "surrounded": 0}


def test_rows_without_a_label_are_a_clear_mistake(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "rows.jsonl.xz").write_bytes(lzma.compress(b'{"text": "No label."}\n'))
    with pytest.raises(SystemExit):
        main(["translation", str(tmp_path)])
    assert "no rows of text and label" in capsys.readouterr().err


def test_other_forms_differ_in_marks_and_surroundings_alone() -> None:
    text = "He said “no”.\nThey're “late”."
    assert forms(text)["straight"] == 'He said "no".\nThey\'re "late".'
    assert forms(text)["curly"] == "He said “no”.\nThey’re “late”."
    assert all(line in forms(text)["surrounded"].splitlines() for line in text.splitlines())


def test_at_most_the_share_of_the_natives_is_over_the_threshold() -> None:
    scores = [number / 100 for number in range(100)]
    natives = [Measured("native", "", "", 99, score, verdict=False, changed={}, rules=()) for score in scores]
    assert sum(text.score > (threshold(natives, 0.05) or 0) for text in natives) == 5
    assert area([0.5], []) is None


def test_the_share_that_is_caught_is_a_mean_over_cuts_and_false_alarms() -> None:
    natives = np.linspace(0, 1, 100, endpoint=False)
    high, half = np.full(4, 0.995), np.array([0.1, 0.2, 0.995, 0.995])
    assert share_caught([high, half], [natives, natives], [0.01]) == 0.75
    assert share_caught([half], [natives], [0.01, 0.85]) == 0.625


def test_texts_of_the_same_years_are_of_one_fold_in_each_cut(tmp_path: Path) -> None:
    rows = [*ROWS, {**ROWS[0], "text": "Later."}, {**ROWS[2], "year": 2005}]
    folds = [document.folds for document in read_documents([write_rows(tmp_path / "rows.jsonl.xz", rows)])]
    assert (folds[0][0], folds[2][0], folds[3][0]) == (0, 1, 5)
    assert folds[0][:SPREAD] == folds[4][:SPREAD] == folds[5][:SPREAD]


def test_natives_drawn_at_random_are_of_several_folds_only_in_the_last_cut(tmp_path: Path) -> None:
    rows = [{**ROWS[0], "text": f"Text {number}."} for number in range(30)]
    folds = [document.folds for document in read_documents([write_rows(tmp_path / "rows.jsonl.xz", rows)])]
    assert [len(set(cut)) for cut in zip(*folds, strict=True)] == [1, 1, 1, FOLDS]


def test_native_news_and_the_other_natives_weigh_the_same(data: Path) -> None:
    documents = read_documents([data])
    native_news, other, translation, human = weigh(documents)
    assert native_news == other
    assert native_news + other == 3 * translation
    assert human == 0
    assert weigh([*documents, documents[2]])[2] == pytest.approx(translation / 2)


def test_among_natives_a_large_group_weighs_as_much_as_a_small_one(data: Path) -> None:
    news = read_documents([data])[0]
    year = [news._replace(group="bbc/2006")] * 8
    assert sum(weigh([news, *year])[1:]) == pytest.approx(weigh([news, *year])[0])


def test_documents_that_are_not_chosen_weigh_nothing(data: Path) -> None:
    assert weights(read_documents([data]), np.zeros(4, np.bool_)).tolist() == [0] * 4


def test_the_same_texts_give_the_same_linear_weights() -> None:
    pytest.importorskip("sklearn", reason=_TRAINING)
    from training.translation.linear import fit_linear, read_chunks  # noqa: PLC0415 (beside what needs it)

    documents = list(copies(20))
    chunks = read_chunks(documents)
    first, again = (fit_linear(chunks, documents, np.array(weigh(documents))) for _ in range(2))
    assert all(np.array_equal(array, again[name]) for name, array in first.items())
    tokens = [encode(TEXTS[name]) for name in ("translated", "native")]
    translated, native = (reading.value for reading in Linear(first).read(tokens))
    assert translated > 1 > -1 > native


def test_the_same_texts_give_the_same_network_and_the_stage_reads_it() -> None:
    pytest.importorskip("torch", reason=_TRAINING)
    from training.translation.network import fit_network, read_windows  # noqa: PLC0415

    documents = list(copies(400))
    windows = read_windows(documents)
    first, again = (fit_network(windows, np.array(weigh(documents))) for _ in range(2))
    assert all(np.array_equal(array, again[name]) for name, array in first.items())
    tokens = (encode(running(TEXTS[name]).sample(1000).text) for name in ("translated", "native"))
    assert [*map(Network(first).value, tokens)] == pytest.approx([2, -2], abs=0.01)


def copies(number: int) -> Iterator[Document]:
    """Yield machine translations and native news."""
    for label, name in (("mt", "translated"), ("native", "native")):
        document = Document(TEXTS[name], label, "bbc" if label == "native" else "", "news", label, "", "", (0,))
        yield from [document] * number


def weigh(documents: Sequence[Document]) -> list[float]:
    weighed: list[float] = weights(documents, np.ones(len(documents), np.bool_)).tolist()
    return weighed
