"""Bundles in an object store: a real server that speaks S3, on this machine."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Normkit

moto = pytest.importorskip("moto.server", reason="moto[server] is in normkit[dev] only")
boto3 = pytest.importorskip("boto3")
pytestmark = pytest.mark.filterwarnings("ignore")  # of the server and its client


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Start a store with one bucket of two JSON lines, and point this process and its children to it."""
    server = moto.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "test")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    client = boto3.client("s3")
    client.create_bucket(Bucket="bundles")
    client.put_object(Bucket="bundles", Key="deep/b.jsonl", Body=b'{"text": "one"}\n{"text": "two"}\n')
    yield "s3://bundles/deep"
    server.stop()


def test_a_bundle_in_an_object_store_is_read(bucket: str, tmp_path: Path, normkit: Normkit) -> None:
    ran = normkit("run", f"{bucket}/b.jsonl", "-o", tmp_path / "out", "--stage", "typography", "--json")
    assert json.loads(ran.stdout)["documents"] == 2


def test_an_object_that_is_not_there_is_told(bucket: str, tmp_path: Path, normkit: Normkit) -> None:
    ran = normkit("run", f"{bucket}/none.jsonl", "-o", tmp_path / "out")
    assert ran.returncode == 2
    assert "none.jsonl' cannot be read: FileNotFoundError" in ran.stderr
