"""The engine `ray`, on a Ray that is started once for all of these tests."""

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from conftest import SEEDS, STAGE, Install, Normkit, contents
from test_run import KILL

from normkit import UsageError, run
from normkit.bundles.shard import Shard
from normkit.engines import WorkerError
from normkit.engines.ray import open_ray
from normkit.integrations.ray import normalize
from normkit.jobs.job import DriftError
from normkit.pipelines.place import Place
from normkit.record.record import Record
from normkit.runs.reading import records

ray = pytest.importorskip("ray", reason="Ray is not installed: pip install 'normkit[ray]'")
pytestmark = [  # Ray's own; older ones leave files open
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    """Start Ray, and return its address."""
    quiet: dict[str, Any] = {"include_dashboard": False, "log_to_driver": False, "logging_level": "ERROR"}
    context = ray.init(address="local", num_cpus=2, **quiet)
    yield ray.get_runtime_context().gcs_address
    ray.shutdown()
    shutil.rmtree(context.address_info["session_dir"])


@pytest.mark.usefixtures("cluster", "small_shards")
def test_ray_gives_the_same_bytes_as_one_process(tmp_path: Path) -> None:
    run(SEEDS, tmp_path / "one", text=True)
    run(SEEDS, tmp_path / "ray", text=True, workers=2, engine="ray")
    assert len(list((tmp_path / "ray/receipts").iterdir())) == len(list(SEEDS.iterdir()))
    assert (tmp_path / "one/survey.bin").exists()
    assert contents(tmp_path / "one") == contents(tmp_path / "ray")
    assert json.loads((tmp_path / "ray/run.json").read_bytes())["engine"] == "ray"
    assert ray.is_initialized()


def test_a_shard_whose_worker_was_killed_is_done_again(
    cluster: str, bundle: Path, tmp_path: Path, install: Install, normkit: Normkit
) -> None:
    install(KILL.replace("MARK", str(tmp_path / "mark")))
    command = ["run", bundle, "--stage", "shout", "-o"]
    done = normkit(*command, tmp_path / "ray", "--engine", "ray", "--workers", "2", "--ray-address", cluster)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert (tmp_path / "mark").exists()
    assert [record.text[0] for record in records(tmp_path / "ray")] == ["F", "S", "T"]
    assert normkit(*command, tmp_path / "one").returncode == 0
    assert contents(tmp_path / "one") == contents(tmp_path / "ray")


def test_a_shard_that_kills_every_worker_ends_the_run(
    cluster: str, bundle: Path, tmp_path: Path, install: Install, normkit: Normkit
) -> None:
    install(STAGE.replace("        if document", "        import os; os._exit(9)\n        if document"))
    done = normkit(
        "run", bundle, "--stage", "shout", "-o", tmp_path / "o", "--engine", "ray", "--ray-address", cluster
    )
    assert done.returncode == 3
    assert "\nnormkit: a Ray worker died (WorkerCrashedError), perhaps for lack of memory" in done.stderr


class Failing:
    """A job whose workers refuse, or whose shards fail."""

    def __init__(self, at_start: Exception | None, at_shard: Exception | None = None) -> None:
        self.at_start, self.at_shard = at_start, at_shard

    def start(self, _: Place | None = None) -> "Failing":
        if self.at_start:
            raise self.at_start
        return self

    def take(self, documents: Sequence[object]) -> None:
        pass

    def stopped(self, document: object, step: int, reason: str) -> None:
        pass

    def join(self, shard: Shard, _: Iterable[None]) -> int:
        if self.at_shard and shard.number == 1:
            raise self.at_shard
        return shard.number


@pytest.mark.usefixtures("cluster")
@pytest.mark.parametrize(
    ("job", "expected"),
    [
        (Failing(DriftError("other versions")), DriftError),
        (Failing(None, OSError("a disk of a worker")), OSError),
        (Failing(ModuleNotFoundError("No module named 'shout'")), WorkerError),
    ],
)
def test_what_a_worker_raises_is_raised(job: Failing, expected: type[Exception]) -> None:
    with open_ray(1, None) as engine, pytest.raises(expected):
        list(engine(job, [Shard(number, []) for number in range(3)]))


@pytest.mark.usefixtures("cluster")
def test_shards_are_read_as_they_are_needed_and_outcomes_come_in_order() -> None:
    read = []

    def reading() -> Iterator[Shard]:
        for number in range(50):
            read.append(number)
            yield Shard(number, [])

    with open_ray(2, None) as engine:
        outcomes = engine(Failing(None), reading())
        assert next(outcomes) == 0
        assert len(read) == 4
        assert list(outcomes) == list(range(1, 50))


def test_ray_is_started_quietly_and_leaves_nothing(tmp_path: Path, normkit: Normkit) -> None:
    with tempfile.TemporaryDirectory() as folder:  # a short name: sockets of Ray are in it
        command = ["run", SEEDS, "--stage", "encoding", "-o", tmp_path / "out", "--engine", "ray"]
        done = normkit(*command, env={**os.environ, "RAY_TMPDIR": folder})
        assert (done.returncode, done.stdout) == (0, "")
        assert done.stderr.startswith("5 documents, ")
        assert [path.name for path in Path(folder, "ray").iterdir() if path.is_dir()] == []


def test_an_address_where_no_ray_is_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ray, "is_initialized", lambda: False)
    monkeypatch.setattr(ray, "init", lambda **_: (_ for _ in ()).throw(ConnectionError("refused")))
    with pytest.raises(UsageError, match=r"no Ray answers at 'here:1' \(ConnectionError: refused\)"):
        run(SEEDS, tmp_path / "out", engine="ray", address="here:1")


@pytest.fixture
def dataset(cluster: str) -> Any:  # noqa: ANN401, ARG001 (a Ray Dataset)
    data = pytest.importorskip("ray.data", reason="Ray Data is not installed: pip install 'ray[data]'")
    data.DataContext.get_current().enable_progress_bars = False
    return data.from_items


def test_a_dataset_gets_the_columns_of_records(dataset: Any) -> None:  # noqa: ANN401
    rows = [{"id": 7, "page": "a\u00a0b", "url": "u"}, {"id": 8, "page": "“c”", "url": "v"}]
    data = normalize(dataset(rows), ["encoding", "typography"], field="page", workers=2)
    first, second = sorted(data.take_all(), key=lambda row: row["id"])  # Ray keeps no order
    assert [first["id"], first["page"], first["url"], first["text"]] == ["7", "a\u00a0b", "u", "a b"]
    assert json.loads(second["edits"])[0]["rule"] == "typography.quote"
    columns = {name: first[name] for name in Record.model_fields}
    nested = {
        n: json.loads(v) if n not in ("id", "index", "name", "source", "text") else v
        for n, v in columns.items()
    }
    assert Record.model_validate(nested).restore() == "a\u00a0b".encode()


def test_bytes_are_decoded_and_what_is_null_stays_null(dataset: Any) -> None:  # noqa: ANN401
    rows = [{"text": "caf\u00e9".encode("cp1252"), "name": "n"}, {"text": None, "name": "m"}]
    first, second = sorted(
        normalize(dataset(rows), ["encoding"]).take_all(), key=lambda row: row["text"] is None
    )
    assert (first["text"], first["name"]) == ("caf\u00e9", "n")
    assert (second["text"], second["edits"]) == (None, None)


def test_who_has_no_ray_data_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray.data", None)
    with pytest.raises(UsageError, match=r"pip install 'ray\[data\]'"):
        normalize(None)


def test_a_dataset_without_texts_is_refused(dataset: Any) -> None:  # noqa: ANN401
    with pytest.raises(Exception, match="a row has NoneType in column 'text'; name one of text or bytes"):
        normalize(dataset([{"page": "a"}]), ["encoding"]).take_all()
    with pytest.raises(UsageError, match="no installed plugin provides a stage 'nothing'"):
        normalize(dataset([{"text": "a"}]), ["nothing"])
