"""What is printed cannot steer a terminal, and what is written stays in its folder."""

import json
import os
import re
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import STAGE, Install, Normkit
from hypothesis import given, strategies as st

from normkit.cli import cli, main
from normkit.runs.files import OutputError
from normkit.runs.restore import restore
from normkit.runs.run import run
from normkit.safety import UNPRINTABLE, free_path, safe_path

EVIL = "a\x1b[31m\x9b2J\x07\u202e\u2066\u200f\u061c\x7f\u2028b"
SURROGATE = "\udcff"
STEERS = re.compile(f"[{UNPRINTABLE}]")


@pytest.fixture
def evil(tmp_path: Path) -> Path:
    """Make a bundle whose names, ids, texts and columns want to steer terminals."""
    path = tmp_path / f"{EVIL}.jsonl"
    rows = [{"id": EVIL, "text": f"Title {EVIL}\n\nBy {EVIL}\n\n“{EVIL}”", "url": EVIL, EVIL: EVIL}, {EVIL: 1}]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    with zipfile.ZipFile(tmp_path / "names.zip", "w") as archive:
        archive.writestr(f"{EVIL}\nnormkit: forged.txt", "“x”")
    return path


def commands(path: Path) -> Iterator[list[object]]:
    folder, names = path.parent, path.parent / "names.zip"
    yield ["run", path, names, "-o", folder / EVIL, "--text", "--profile", "--stage", "typography"]
    yield ["run", path, "-o", folder / "out", "--json"]
    yield ["run", names, "-o", folder / "names"]
    yield ["show", folder / "out", "000001"]
    yield ["show", folder / "out", "000001", "--json"]
    yield ["show", folder / "names", "a"]
    yield ["show", folder / EVIL, ""]
    yield ["show", folder / "out", EVIL + "?"]
    yield ["diff", folder / EVIL, folder / "out"]
    yield ["diff", folder / EVIL, folder / "out", "--json"]
    yield ["try", path]
    yield ["try", path, "--json"]
    yield ["restore", folder / EVIL, "-o", folder / f"raw{EVIL}"]
    yield ["run", path, "-o", folder / "none", "--field", f"text={EVIL}"]
    yield ["run", folder / f"none{EVIL}", "-o", folder / "none"]
    yield ["run", path, "-o", folder / "none", "--format", EVIL]
    yield ["run", path, "-o", folder / "none", "--stage", EVIL]
    yield ["run", path, "-o", folder / "none", "--set", EVIL]
    yield ["run", path, f"--{EVIL}"]
    yield ["explain", EVIL]
    yield ["explain", f"typography.{EVIL}"]


def test_no_command_prints_what_steers_a_terminal(
    evil: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(evil.parent)
    for command in commands(evil):
        monkeypatch.setattr(sys, "argv", ["normkit", *map(str, command)])
        with pytest.raises(SystemExit) as exit_:
            main()
        printed = "".join(capsys.readouterr())
        assert exit_.value.code in {0, 1, 2}, printed
        assert printed
        assert not STEERS.search(printed), command
        assert "\nnormkit: forged" not in printed


def test_verify_prints_nothing_that_steers_a_terminal(evil: Path, normkit: Normkit) -> None:
    normkit("run", evil, "-o", evil.parent / "out", "--stage", "typography")
    (evil.parent / f"out/{EVIL}\nout: 0 faults").touch()
    ran = normkit("verify", evil.parent / "out")
    assert not STEERS.search(ran.stdout + ran.stderr)
    assert len(ran.stdout.splitlines()) == 1


def test_a_plugin_cannot_steer_a_terminal(install: Install, normkit: Normkit, tmp_path: Path) -> None:
    code = STAGE.replace("The first letter is made loud.", EVIL.encode("unicode_escape").decode())
    code = code.replace("Make the first letter loud.", "Loud \\x1b[31m.")
    install(code.replace("if document", "raise ValueError(document.text + '\\x1b\\n')\n        if document"))
    (tmp_path / "page.txt").write_text(EVIL)
    for command in (["stages", "shout"], ["explain", "shout"], ["explain", "shout.loud"], ["plugins"]):
        assert not STEERS.search("".join(normkit(*command).stdout)), command
    tried = normkit("try", tmp_path / "page.txt", "--stage", "shout")
    assert "problem: shout 1.2: ValueError" in tried.stdout
    assert not STEERS.search(tried.stdout)


def test_a_fault_of_ours_is_told_without_what_steers_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(**_: object) -> None:
        raise RuntimeError(EVIL)

    monkeypatch.setattr(cli, "main", fail)
    with pytest.raises(SystemExit, match="3"):
        main()
    told = capsys.readouterr().err
    assert "RuntimeError: a\ufffd[31m" in told
    assert not STEERS.search(told)


def test_json_means_the_same_however_it_is_escaped(evil: Path, normkit: Normkit) -> None:
    shown = json.loads(normkit("try", evil, "--json", "--stage", "typography").stdout)
    assert EVIL in json.dumps(shown, ensure_ascii=False) or shown["name"].startswith(EVIL[:3])
    assert shown["name"] == evil.name


NAMES = [
    "..",
    ".",
    "",
    "/",
    "\\",
    "con",
    "AUX.txt",
    "com1",
    "LPT¹.txt",
    "nul.tar.gz",
    "a\0b",
    "x" * 10_000,
    "a/" * 5000,
    "../" * 100 + "etc/passwd",
    "C:\\a",
    "\\\\server\\share",
    "a:b",
    "é" * 500,
    SURROGATE,
    EVIL,
    "a\nb",
    "~",
    "a.txt/",
    "a.txt/b.txt",
    "a.txt",
    ". .",
    "..txt",
    "…/…",
]


@given(st.one_of(st.sampled_from(NAMES), st.text(), st.text(alphabet="./\\ ~:aA\0é\u202e\udc80")))
def test_no_name_leads_out_of_a_folder_on_any_system(name: str) -> None:
    parts = safe_path(name).split("/")
    assert all(parts)
    assert all(part.strip(" .") for part in parts)
    assert len("/".join(parts).encode()) <= 1000
    assert all(len(part.encode()) <= 244 for part in parts)
    assert not set("/".join(parts)) & set('\\<>:"|?*\0\n')
    assert not STEERS.search("/".join(parts))
    assert not {part.partition(".")[0].rstrip().lower() for part in parts} & {
        "con",
        "aux",
        "nul",
        "com1",
        "lpt¹",
    }
    assert safe_path("/".join(parts)) == "/".join(parts)


def test_documents_of_any_name_are_all_written_and_restored_below_their_folder(tmp_path: Path) -> None:
    rows = [name for name in NAMES if SURROGATE not in name]
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        for number, name in enumerate(rows):
            member = zipfile.ZipInfo()
            member.filename = f"{name[:9000]}.txt"  # by itself it ends at a NUL
            archive.writestr(member, str(number))
    place = tmp_path / "deep/deeper"
    counts = run(tmp_path / "b.zip", place / "out", ["typography"], text=True)
    assert (counts.documents, counts.quarantined) == (len(rows), 0)
    assert [reason for _, reason in restore(place / "out", place / "raw")] == [None] * len(rows)
    for folder in (place / "out/text", place / "raw"):
        texts = sorted(int(path.read_text()) for path in folder.rglob("*") if path.is_file())
        assert texts == list(range(len(rows)))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.zip", "deep"]
    assert sorted(path.name for path in place.iterdir()) == ["out", "raw"]


def test_a_file_in_the_place_of_a_folder_gives_way(tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch()
    assert free_path(tmp_path / "a.txt/b.txt/c.txt") == tmp_path / "a~2.txt/b.txt/c.txt"
    (tmp_path / "d").mkdir()
    assert free_path(tmp_path / "d") == tmp_path / "d~2"


def test_a_free_name_is_found_among_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def exists(path: Path) -> bool:
        asked.append(path)
        return path.name == "a.txt" or int(path.stem.partition("~")[2]) <= 1_000_000

    monkeypatch.setattr(Path, "exists", exists)
    assert free_path(tmp_path / "a.txt").name == "a~1000001.txt"
    assert len(asked) < 50


@pytest.mark.parametrize("place", ["text", "quarantine", "documents", "receipts", "text/sub", ".lock"])
def test_an_output_that_holds_a_link_is_refused_and_what_it_points_to_is_untouched(
    place: str, tmp_path: Path, bundle: Path
) -> None:
    run(bundle, tmp_path / "out", ["typography"])
    target = tmp_path / "precious"
    target.mkdir()
    (target / "file.txt").write_text("precious")
    link = tmp_path / "out" / place
    if link.is_dir():
        link.rename(tmp_path / "moved")
    link.unlink(missing_ok=True)
    link.parent.mkdir(exist_ok=True)
    link.symlink_to(target)
    with pytest.raises(OutputError, match="holds a link"):
        run(bundle, tmp_path / "out", ["typography"])
    assert [path.read_text() for path in target.iterdir()] == ["precious"]


def test_restore_copies_no_link_out_of_the_quarantine(tmp_path: Path, bundle: Path) -> None:
    run(bundle, tmp_path / "out", ["typography"])
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "out/quarantine/folder.txt").mkdir(parents=True)
    (tmp_path / "out/quarantine/folder.txt/kept.txt").write_text("kept")
    (tmp_path / "out/quarantine/link.txt").symlink_to(tmp_path / "secret.txt")
    restored = dict(restore(tmp_path / "out", tmp_path / "raw"))
    assert restored.pop("link.txt") == "it is a link, and normkit makes none"
    assert set(restored.values()) == {None}
    assert (tmp_path / "raw/folder.txt/kept.txt").read_text() == "kept"
    assert not (tmp_path / "raw/link.txt").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows names are Unicode")
def test_a_file_whose_name_is_no_utf8_is_read_and_told(tmp_path: Path, normkit: Normkit) -> None:
    (tmp_path / "b").mkdir()
    Path(os.fsdecode(os.fsencode(tmp_path / "b") + b"/\xff\xfe.txt")).write_text("“x”")
    assert normkit("run", "b", "-o", "out", "--text", "--stage", "typography", cwd=tmp_path).returncode == 0
    assert normkit("restore", "out", "-o", "raw", cwd=tmp_path).returncode == 0
    assert [path.read_text() for path in (tmp_path / "raw").iterdir()] == ["“x”"]
