"""What pytest gets where normkit is installed: fixtures, and cases in YAML files as tests."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest

if TYPE_CHECKING:  # other projects' tests pass here too: nothing slow is imported before it is used
    from normkit.record.record import Record
    from normkit.testing.cases import Case

_CASES = re.compile(r"^stages:.*^cases:", re.MULTILINE | re.DOTALL)

MakeBundle: TypeAlias = Callable[[Iterable[str | bytes]], Path]
RunBundle: TypeAlias = "Callable[..., list[Record]]"


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> "_CaseFile | None":
    """Collect `cases/*.yaml`: files that say which `stages` run, and list `cases`."""
    if file_path.suffix != ".yaml" or file_path.parent.name != "cases":
        return None
    content = file_path.read_text(encoding="utf-8", errors="replace")
    return _CaseFile.from_parent(parent, path=file_path) if _CASES.search(content) else None


class _CaseFile(pytest.File):
    def collect(self) -> Iterator["_CaseItem"]:
        from normkit.testing.cases import CaseError, read_cases  # noqa: PLC0415 (as above)

        try:
            for case, line in read_cases(self.path):
                yield _CaseItem.from_parent(self, name=case.name, case=case, line=line)
        except CaseError as error:
            raise self.CollectError(str(error)) from error


class _CaseItem(pytest.Item):
    def __init__(self, *, case: "Case", line: int, **others: Any) -> None:  # noqa: ANN401 (pytest's own)
        super().__init__(**others)
        self._case = case
        self._line = line
        if case.known_failure:
            self.add_marker(pytest.mark.xfail(reason=case.known_failure, strict=True))

    def runtest(self) -> None:
        from normkit.testing.cases import check_case  # noqa: PLC0415 (as above)

        check_case(self._case)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException]) -> str:  # type: ignore[override]
        """Tell what differs: where it was found in the kit helps nobody."""
        if isinstance(excinfo.value, AssertionError):
            return f"{self.path}:{self._line}: {self.name}\n\n{excinfo.value}"
        return str(super().repr_failure(excinfo))

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, self._line - 1, self.name


@pytest.fixture
def normkit_bundle(tmp_path_factory: pytest.TempPathFactory) -> MakeBundle:
    """Make a bundle: call it with texts or bytes, and get a folder of them in that order."""

    def make(texts: Iterable[str | bytes]) -> Path:
        folder = tmp_path_factory.mktemp("normkit-bundle")
        for index, text in enumerate(texts):
            raw = text.encode() if isinstance(text, str) else text
            (folder / f"{index:03}_{index:016x}.txt").write_bytes(raw)
        return folder

    return make


@pytest.fixture
def normkit_run(tmp_path_factory: pytest.TempPathFactory) -> RunBundle:
    """Run a bundle as `normkit run` does, survey and all: call it with bundle, stages, options; get records."""
    from normkit import records, run  # noqa: PLC0415 (as above)

    def call(
        bundle: Path, stages: list[str], options: Mapping[str, Mapping[str, Any]] | None = None
    ) -> "list[Record]":
        out = tmp_path_factory.mktemp("normkit-run") / "out"
        run(bundle, out, stages, options)
        return list(records(out))

    return call


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Call a test that asks for `normkit_hostile` once for each raw document on which careless code fails."""
    if "normkit_hostile" in metafunc.fixturenames:
        from normkit.testing.texts import hostile  # noqa: PLC0415 (as above)

        documents = hostile()
        metafunc.parametrize("normkit_hostile", documents.values(), ids=documents.keys())
