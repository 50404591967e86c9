"""Write the report of a finished run."""

from pathlib import Path
from typing import Any

from normkit.plugins.trust import Trust
from normkit.record.counts import Counts
from normkit.report.details import detail
from normkit.report.overview import Tallies, overview
from normkit.report.page import check_report, page
from normkit.report.quarantine import quarantine
from normkit.report.sampling import Sample
from normkit.report.summaries import summaries
from normkit.runs.files import write_file
from normkit.runs.reading import manifest, records

NAME = "report.html"


def write_report(out: str | Path, file: str | Path | None = None, trust: Trust | None = None) -> Path:
    """Write the page about the finished run in `out`, and return its path: `file`, or `out`/report.html.

    The records are read once; what is held in memory, and the page, do not grow with the run. The same run
    gives the same bytes. Raises OutputError if `out` holds no finished run, ReportError for want of a package.
    """
    check_report()
    out = Path(out)
    about = manifest(out)
    sample, tallies = Sample(), Tallies()
    for record in records(out):
        sample.add(record)
        tallies.add(record)
    path = Path(file or out / NAME)
    write_file(path, page(**_content(about, out, sample, tallies, trust)).encode())
    return path


def _content(
    about: dict[str, Any], out: Path, sample: Sample, tallies: Tallies, trust: Trust | None
) -> dict[str, Any]:
    steps = about["job"]["pipeline"]
    stages = [step["stage"] for step in steps]
    told = summaries(steps, trust)
    documents = [detail(record, reasons) for record, reasons in sample.chosen()]
    return {
        "source": about["input"]["source"],
        "steps": steps,
        "overview": overview(Counts.model_validate(about["counts"]), tallies, stages, told),
        "quarantine": quarantine(out),
        "sampled": len(documents),
        "data": {"stages": stages, "summaries": told, "documents": documents},
    }
