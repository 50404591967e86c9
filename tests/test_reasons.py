from pathlib import Path

import pytest
from conftest import STAGE, Install

from normkit import Pipeline, PluginFile

PROPOSAL = 'yield Edit.replace((0, 1), document.text[0].upper(), rule="loud")'
LINE = 1 + next(number for number, line in enumerate(STAGE.splitlines()) if PROPOSAL in line)


def reason(path: Path, proposal: str, text: str = "quiet") -> str:
    path.write_text(STAGE.replace(PROPOSAL, proposal))
    record = Pipeline(["shout"], plugins=[PluginFile.read(path)]).normalize(text)
    (problem,) = record.problems
    return problem.reason


@pytest.mark.parametrize(
    ("proposal", "told"),
    [
        (
            "yield Edit.delete((0, 9), rule='loud')",
            "the span is not a range in a text of 5 characters; it needs 0 <= start <= end <= 5",
        ),
        (
            "from normkit import Finding; yield Finding((1, 1), 'loud', 0.5, 'empty')",
            "it needs 0 <= start < end <= 5",
        ),
        ("yield Edit.delete([0, 1], rule='loud')", "a span is a tuple of two whole numbers, (start, end)"),
        (
            "yield Edit.delete((0, 1), rule='lout')",
            "rule 'lout' is not declared in Shout.rules; did you mean 'loud'?",
        ),
        ("yield document.text", "'quiet' is not a proposal; yield edits, findings and claims"),
        ("yield object()", "<object object> is not a proposal"),
        ("yield from [None]", "None is not a proposal"),
        ("import ast; yield from ast.walk(ast.parse(''))", "is not a proposal"),
        ("return 5", "TypeError: 'int' object is not iterable"),
        ('return Edit.delete((0, 1), rule="loud")', "is a single proposal; yield it, or return it in a list"),
        ("raise KeyError('it')", "KeyError: 'it'"),
    ],
)
def test_a_stage_is_told_its_own_line_the_proposal_and_what_would_be_right(
    tmp_path: Path, proposal: str, told: str
) -> None:
    found = reason(tmp_path / "mine.py", proposal)
    assert told in found
    if "return" not in proposal:
        assert found.endswith(f"(mine.py, line {LINE})")


def test_a_claim_is_told_what_is_declared(tmp_path: Path) -> None:
    code = (
        "from normkit import Claim; self.writes = {'titles': list}; yield Claim('titles', ['a'], rule='loud')"
    )
    assert "titles is declared as list; claim one str at a time" in reason(tmp_path / "mine.py", code)
    typed = code.replace("list", "int")
    assert "titles is declared as int; claim one int (mine.py" in reason(tmp_path / "mine.py", typed)
    found = reason(tmp_path / "mine.py", code.replace("Claim('titles'", "Claim('title'"))
    assert "name 'title' is not declared in Shout.writes; did you mean 'titles'?" in found


def test_two_edits_of_one_place_are_both_told(tmp_path: Path) -> None:
    code = "yield Edit((0, 2), 'a', 'loud'); yield Edit((1, 3), 'b', 'loud')"
    assert "loud [0, 2] and loud [1, 3] overlap; propose one of them (mine.py, line " in reason(
        tmp_path / "mine.py", code
    )


def test_the_place_names_the_package_and_no_folder_of_this_machine(install: Install) -> None:
    path = install(STAGE.replace(PROPOSAL, "1 / 0"))
    (problem,) = Pipeline(["shout"]).normalize("quiet").problems
    assert problem.reason == f"ZeroDivisionError: division by zero ({path.name}, line {LINE})"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("quiet", "division by zero (NAME/inner/__init__.py, line 2)"),
        ("quietly", "0.5 is not a proposal; yield edits, findings and claims (NAME/inner/__init__.py, line 2)"),
        ("a quiet day", f"'int' object is not iterable (NAME/stage.py, line {LINE + 1})"),
    ],
)
def test_the_place_in_a_package_is_told_with_its_name(install: Install, text: str, told: str) -> None:
    module = install()
    module.unlink()
    package = module.with_suffix("")
    (package / "inner").mkdir(parents=True)
    stage = STAGE.replace(PROPOSAL, "yield from inner(document.text) if len(document.text) < 9 else 1")
    (package / "__init__.py").write_text("from .stage import *\n")
    (package / "stage.py").write_text(f"from .inner import inner\n{stage}")
    (package / "inner/__init__.py").write_text("def inner(text):\n    yield 1 / len(text[5:])\n")
    (problem,) = Pipeline(["shout"]).normalize(text).problems
    assert problem.reason.partition(": ")[2] == told.replace("NAME", package.name)


def test_an_error_that_cannot_be_told_is_named(tmp_path: Path) -> None:
    code = "raise type('Mute', (Exception,), {'__str__': lambda self: 1 / 0})"
    assert reason(tmp_path / "mine.py", code) == f"Mute (mine.py, line {LINE})"


def test_endless_recursion_is_told_the_same_from_any_depth(tmp_path: Path) -> None:
    pad = "\n" + 16 * " "
    code = f"def f():{pad}g(){pad}h = 0\n            def g():{pad}f(){pad}h = 0\n            f()"
    shallow = reason(tmp_path / "mine.py", code)

    def deeper(levels: int) -> str:
        return deeper(levels - 1) if levels else reason(tmp_path / "mine.py", code)

    assert {deeper(1), deeper(2)} == {shallow}
