import json
from pathlib import Path

from conftest import STAGE, Normkit
from stages import replacing

from normkit.pipelines.order import misplaced, unwritten


def test_everything_that_stands_where_it_must_not_is_told_at_its_place() -> None:
    stages = [
        replacing("a", "b", name="first", after=("last",), writes={"t": str}),
        replacing("a", "b", name="middle", before=("first", "last"), writes={"t": int}),
        replacing("a", "b", name="last", after=("first", "elsewhere")),
        replacing("a", "b", name="last"),
    ]
    assert list(misplaced(stages)) == [
        (0, "stage 'first' must stand after 'last'"),
        (1, "stage 'middle' must stand before 'first'"),
        (1, "stage 'middle' claims t as int, but an earlier stage does not"),
        (3, "stage 'last' stands twice in the pipeline; name it once"),
    ]


def test_what_no_earlier_stage_writes_is_told() -> None:
    stages = [
        replacing("a", "b", name="first", reads=("t", "u")),
        replacing("a", "b", name="last", writes={"t": str}, reads=("t",)),
    ]
    assert list(unwritten(stages)) == [
        (0, "stage 'first' reads t, which no earlier one writes: 'last' does, and stands later"),
        (0, "stage 'first' reads u, which no earlier one writes: no stage of the pipeline does"),
        (1, "stage 'last' reads t, which no earlier one writes: 'last' does, and stands later"),
    ]


def test_the_order_is_shown_with_who_comes_from_where(normkit: Normkit, tmp_path: Path) -> None:
    needs = 'before = ("encoding",)\n    reads = ("site",)\n    name = "shout"'
    (tmp_path / "mine.py").write_text(STAGE.replace('name = "shout"', needs))
    shown = normkit("stages", "--order", "--plugin", "mine.py", cwd=tmp_path)
    assert shown.returncode == 2
    assert " 1  encoding  normkit 0" in shown.stdout
    assert " 6  shout  mine.py 0\n      reads site\n      before encoding\n" in shown.stdout
    assert "    ! stage 'shout' must stand before 'encoding'\n" in shown.stdout
    assert "reads site, which" not in shown.stdout
    alone = normkit("stages", "shout", "encoding", "--order", "--plugin", "mine.py", "--json", cwd=tmp_path)
    assert alone.returncode == 0
    first, _ = json.loads(alone.stdout)
    assert (first["violated"], len(first["unwritten"])) == ([], 1)
