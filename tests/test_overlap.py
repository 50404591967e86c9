import json
import subprocess
from pathlib import Path

from training.overlap import shared

LINE = "The mayor told us that the old ferry would sail again."


def test_only_what_project_and_texts_share_is_found(tmp_path: Path) -> None:
    project, pages, rows = tmp_path / "project", tmp_path / "pages", tmp_path / "rows.jsonl"
    (project / "seeds").mkdir(parents=True)
    (project / "case.yaml").write_text(f"- input: >\n    {LINE[:30]}\n    {LINE[30:]}\n")
    (project / "seeds/1.txt").write_text("Eight words that are in the sample bundle only.")
    subprocess.run(["git", "init", "-q"], cwd=project, check=True)
    subprocess.run(["git", "add", "."], cwd=project, check=True)
    pages.mkdir()
    (pages / "1.txt").write_text(
        "Eight words that are in the sample bundle only.\nAn old ferry would sail again."
    )
    rows.write_text(json.dumps({"text": f"And now: {LINE.upper()}", "year": 2021}) + "\n")
    found = shared([pages, rows], project)
    assert found["the mayor told us that the old ferry"] == (1, {"case.yaml"})
    assert len(found) == 4  # of a line of eleven words; none of the sample
