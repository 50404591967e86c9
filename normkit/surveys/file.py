"""Surveys in files: one line with a checksum, one of JSON, and the counts, compressed."""

import hashlib
import zlib
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import BaseModel, ConfigDict, ValidationError

from normkit.surveys.survey import Survey, SurveyError

_MAGIC = b"normkit survey 1 "
_COUNT = np.dtype("<u2")
_DAMAGED = "{} is damaged; leave it out, and a run makes its own"


class Header(BaseModel):
    """What a survey says of itself."""

    model_config = ConfigDict(extra="forbid")

    size: int
    """Bytes of the counts."""
    documents: int
    observed: dict[str, int]
    input: str
    steps: list[dict[str, Any]]


def write_survey(survey: Survey) -> bytes:
    """Return the content of a file: equal surveys, equal bytes."""
    header = Header(
        size=survey.size,
        documents=survey.documents,
        observed=survey.observed,
        input=survey.input,
        steps=[dict(step) for step in survey.steps.values()],
    )
    deflate = zlib.compressobj(strategy=zlib.Z_RLE)  # most counts are 0: as small as by searching, in a fifth
    counts = deflate.compress(survey.rows.astype(_COUNT, copy=False).tobytes()) + deflate.flush()
    content = header.model_dump_json().encode() + b"\n" + counts
    return _MAGIC + hashlib.sha256(content).hexdigest().encode() + b"\n" + content


def read_survey(path: str | Path) -> Survey:
    """Read the survey of a run, `survey.bin`. Raises SurveyError if it cannot be, or is damaged."""
    return parse_survey(survey_content(Path(path)), f"survey {str(path)!r}")


def describe(content: bytes, origin: str) -> dict[str, Any]:
    """Say which survey a file holds. Raises SurveyError if it is damaged."""
    header = parse_header(content, origin)
    return {
        "bytes": len(content),
        "documents": header.documents,
        "observed": header.observed,
        "sha256": hashlib.sha256(content).hexdigest(),
    }


def survey_content(path: Path) -> bytes:
    """Return the content of a file that begins as a survey does. Raises SurveyError."""
    try:
        with path.open("rb") as file:
            if (start := file.read(len(_MAGIC))) == _MAGIC:
                return start + file.read()
    except OSError as error:
        msg = f"survey {str(path)!r} cannot be read: {error.strerror}; name the survey.bin of a run"
        raise SurveyError(msg) from error
    msg = f"{str(path)!r} is not a survey, or one of another version of normkit; name the survey.bin of a run"
    raise SurveyError(msg)


def parse_survey(content: bytes, origin: str) -> Survey:
    """Read the content of a file; `origin` is what messages call it. Raises SurveyError."""
    header = parse_header(content, origin)
    survey = Survey(header.steps, header.size)
    survey.documents, survey.observed, survey.input = header.documents, header.observed, header.input
    survey.origin = origin
    try:
        counts = zlib.decompressobj().decompress(content.split(b"\n", 2)[2], survey.rows.nbytes + 1)
        survey.rows = np.frombuffer(counts, _COUNT).astype(np.uint16, copy=False).reshape(survey.rows.shape)
    except (zlib.error, LookupError, ValueError) as error:
        raise SurveyError(_DAMAGED.format(origin)) from error
    return survey


def parse_header(content: bytes, origin: str) -> Header:
    """Read what the content of a file says of itself. Raises SurveyError if it is damaged."""
    try:
        checksum, rest = content.removeprefix(_MAGIC).split(b"\n", 1)
        if checksum.decode() == hashlib.sha256(rest).hexdigest():
            return Header.model_validate_json(rest.partition(b"\n")[0])
    except (ValueError, ValidationError):
        pass
    raise SurveyError(_DAMAGED.format(origin))
