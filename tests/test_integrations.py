"""normkit inside datasets and datatrove, with the real packages; `test_ray.py` has Ray Data."""

import gzip
import json
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import STAGE, Install

from normkit import Record, UsageError
from normkit.integrations.rows import RowError, RowNormalizer, plan, record_of

ROWS = [{"id": 7, "page": "a\u00a0b", "url": "u"}, {"id": 8, "page": "“c”", "url": "v"}]
STAGES = ["encoding", "typography"]


def test_a_row_is_pickled_and_fingerprinted_as_plain_data() -> None:
    rows = RowNormalizer(plan(STAGES, None, None, None), "page")
    before = pickle.dumps(rows)
    assert rows.record_columns(ROWS[0])["text"] == "a b"
    assert pickle.dumps(rows) == before
    assert record_of(pickle.loads(before).record_columns(ROWS[1])).restore() == "“c”".encode()


def test_a_row_without_text_has_a_record_of_nulls_and_one_without_the_column_is_refused() -> None:
    rows = RowNormalizer(plan(STAGES, None, None, None), "page")
    assert rows.record_columns({"page": None}) == dict.fromkeys(Record.model_fields)
    with pytest.raises(RowError, match="a row has NoneType in column 'page'; name one of text or bytes"):
        rows.record_columns({"text": "a"})


class TestDatasets:
    """`normkit.integrations.datasets` in `map` of Hugging Face datasets."""

    @pytest.fixture
    def dataset(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:  # noqa: ANN401 (a Dataset)
        monkeypatch.setenv("HF_DATASETS_OFFLINE", "1")
        reason = "datasets is not installed: pip install 'normkit[datasets]'"
        datasets = pytest.importorskip("datasets", reason=reason)
        datasets.disable_progress_bars()
        datasets.Dataset.from_list(ROWS).save_to_disk(str(tmp_path / "data"))
        return datasets.load_from_disk(str(tmp_path / "data"))

    @pytest.mark.parametrize("how", [{}, {"batched": True}, {"batched": True, "batch_size": 1, "num_proc": 2}])
    def test_rows_get_the_columns_of_their_records(self, dataset: Any, how: dict[str, Any]) -> None:  # noqa: ANN401
        from normkit.integrations.datasets import normalizer  # noqa: PLC0415 (as its users do)

        first, second = dataset.map(normalizer(STAGES, field="page"), **how)
        assert [first["page"], first["url"], first["text"]] == ["a\u00a0b", "u", "a b"]
        assert json.loads(second["edits"])[0]["rule"] == "typography.quote"
        assert (record_of(second).id, record_of(second).restore()) == ("8", "“c”".encode())

    def test_a_stream_of_rows_is_normalized(self, dataset: Any) -> None:  # noqa: ANN401
        from normkit.integrations.datasets import normalizer  # noqa: PLC0415

        streamed = dataset.to_iterable_dataset().map(normalizer(STAGES, field="page"), batched=True)
        assert [row["text"] for row in streamed] == ["a b", '"c"']

    def test_the_cache_is_used_until_stages_or_options_change(self, dataset: Any) -> None:  # noqa: ANN401
        from normkit.integrations.datasets import normalizer  # noqa: PLC0415

        def fingerprint(*arguments: Any) -> str:  # noqa: ANN401
            return str(dataset.map(normalizer(*arguments, field="page"))._fingerprint)  # noqa: SLF001

        assert fingerprint(STAGES) == fingerprint(STAGES)
        others = [(["encoding"],), (STAGES, {"typography": {"quote": False}})]
        assert len({fingerprint(STAGES), *(fingerprint(*arguments) for arguments in others)}) == 3

    @pytest.mark.usefixtures("dataset")
    def test_another_process_finds_the_same_fingerprint(self) -> None:
        code = (
            "from datasets.fingerprint import Hasher; from normkit.integrations.datasets import normalizer\n"
            "print(Hasher.hash(normalizer()))"
        )
        found = {subprocess.check_output([sys.executable, "-c", code]) for _ in range(2)}
        assert len(found) == 1


class TestDatatrove:
    """`normkit.integrations.datatrove` in a pipeline of datatrove."""

    @pytest.fixture
    def pages(self, tmp_path: Path) -> Path:
        pytest.importorskip("datatrove", reason="datatrove is not installed: pip install 'normkit[datatrove]'")
        (tmp_path / "in").mkdir()
        rows = [
            {"id": "1", "text": "a\u00a0b"},
            {"id": "2", "text": "“c”", "metadata": {"title": "mine", "kept": 1}},
        ]
        for number, row in enumerate(rows):
            (tmp_path / f"in/{number}.jsonl").write_text(json.dumps(row), encoding="utf-8")
        return tmp_path

    @pytest.mark.usefixtures("pages")
    def test_documents_get_clean_texts_and_metadata(self) -> None:
        from datatrove.data import Document  # noqa: PLC0415

        from normkit.integrations.datatrove import (  # noqa: PLC0415
            Normalizer,
            record_of as document_record,
        )

        document = Document("“An old ferry”", "7", metadata={"title": "mine", "kept": 1})
        block = Normalizer(["encoding", "metadata", "typography"])
        (done,) = block.run(iter([document]))
        record = document_record(done)
        assert (done.text, done.id, record.id) == ('"An old ferry"', "7", "7")
        assert (done.metadata["kept"], done.metadata["title"], record.extra) == (1, None, {"title": "mine"})
        assert record.restore() == "“An old ferry”".encode()
        assert (block.stats["total"].total, block.stats["changed"].total) == (1, 1)

    def test_a_pipeline_runs_in_several_processes_and_writes(self, pages: Path) -> None:
        code = (
            "from datatrove.executor import LocalPipelineExecutor\n"
            "from datatrove.pipeline.readers import JsonlReader\n"
            "from datatrove.pipeline.writers import JsonlWriter\n"
            "from normkit.integrations.datatrove import Normalizer\n"
            "if __name__ == '__main__':\n"
            "    steps = [JsonlReader('in'), Normalizer(['typography']), JsonlWriter('out')]\n"
            "    how = dict(tasks=2, workers=2, start_method='spawn', logging_dir='logs')\n"
            "    LocalPipelineExecutor(steps, **how).run()\n"
        )
        (pages / "script.py").write_text(code, encoding="utf-8")
        subprocess.run([sys.executable, "script.py"], cwd=pages, check=True, capture_output=True)
        lines = [gzip.decompress(path.read_bytes()) for path in sorted((pages / "out").iterdir())]
        rows = [json.loads(line) for line in lines]
        assert [(row["id"], row["text"]) for row in rows] == [("1", "a\u00a0b"), ("2", '"c"')]

    @pytest.mark.usefixtures("pages")
    def test_problems_are_counted_and_cost_nothing_else(self, install: Install) -> None:
        from datatrove.data import Document  # noqa: PLC0415

        from normkit.integrations.datatrove import Normalizer  # noqa: PLC0415

        install(STAGE.replace("        if document", "        raise ValueError('no')\n        if document"))
        block = Normalizer(["shout", "typography"])
        (done,) = block.run(iter([Document("“a”", "1")]))
        assert done.text == '"a"'
        assert block.stats["problem_shout"].total == 1


def test_who_has_no_datatrove_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "normkit.integrations.datatrove", raising=False)
    monkeypatch.setitem(sys.modules, "datatrove.data", None)
    with pytest.raises(UsageError, match=r"pip install 'normkit\[datatrove\]'"):
        import normkit.integrations.datatrove  # noqa: F401, PLC0415
