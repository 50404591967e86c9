"""Clean scraped plain text, describe it, and account for every character changed."""

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from normkit.errors import UsageError
    from normkit.ledger.decoding import Decoding, Run, decode
    from normkit.ledger.trace import AppliedEdit, Removal, Trace
    from normkit.pipelines.pipeline import Pipeline
    from normkit.plugins.file import PluginFile
    from normkit.plugins.hookspecs import hookimpl
    from normkit.record.counts import Counts
    from normkit.record.record import Record
    from normkit.runs.reading import records
    from normkit.runs.run import run
    from normkit.sources.source import BundleError, Source
    from normkit.stages.document import Document, RawDocument, Unreadable
    from normkit.stages.proposals import Claim, Edit, Finding, Proposal
    from normkit.stages.stage import Options, Rule, Stage
    from normkit.surveys.file import read_survey
    from normkit.surveys.keys import Keys, survey_keys
    from normkit.surveys.survey import StageSurvey, Survey
    from normkit.text.lines import Line, body_of, split_lines
    from normkit.text.removals import line_removals
    from normkit.text.spans import Span, paragraphs, sentences, words
    from normkit.text.word_lists import read_sections

_HOMES = {
    "record.counts": ("Counts",),
    "ledger.decoding": ("Decoding", "Run", "decode"),
    "stages.document": ("Document", "RawDocument", "Unreadable"),
    "errors": ("UsageError",),
    "plugins.hookspecs": ("hookimpl",),
    "surveys.keys": ("Keys", "survey_keys"),
    "text.lines": ("Line", "body_of", "split_lines"),
    "pipelines.pipeline": ("Pipeline",),
    "plugins.file": ("PluginFile",),
    "stages.proposals": ("Claim", "Edit", "Finding", "Proposal"),
    "record.record": ("Record",),
    "text.removals": ("line_removals",),
    "runs.reading": ("records",),
    "runs.run": ("run",),
    "sources.source": ("BundleError", "Source"),
    "stages.stage": ("Options", "Rule", "Stage"),
    "surveys.survey": ("StageSurvey", "Survey"),
    "surveys.file": ("read_survey",),
    "text.spans": ("Span", "paragraphs", "sentences", "words"),
    "text.word_lists": ("read_sections",),
    "ledger.trace": ("AppliedEdit", "Removal", "Trace"),
}

__all__ = [
    "AppliedEdit",
    "BundleError",
    "Claim",
    "Counts",
    "Decoding",
    "Document",
    "Edit",
    "Finding",
    "Keys",
    "Line",
    "Options",
    "Pipeline",
    "PluginFile",
    "Proposal",
    "RawDocument",
    "Record",
    "Removal",
    "Rule",
    "Run",
    "Source",
    "Span",
    "Stage",
    "StageSurvey",
    "Survey",
    "Trace",
    "Unreadable",
    "UsageError",
    "body_of",
    "decode",
    "hookimpl",
    "line_removals",
    "normalize",
    "paragraphs",
    "read_sections",
    "read_survey",
    "records",
    "run",
    "sentences",
    "split_lines",
    "survey_keys",
    "words",
]


def normalize(text: str | bytes) -> "Record":
    """Take one document through the default pipeline; for many, keep a `Pipeline`."""
    return _default_pipeline().normalize(text)


@cache
def _default_pipeline() -> "Pipeline":
    return import_module("normkit.pipelines.pipeline").Pipeline()  # type: ignore[no-any-return]


def __getattr__(name: str) -> Any:  # noqa: ANN401
    """Import a public name when it is first asked for: pydantic alone would cost most of a start."""
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"normkit.{home}"), name)
    msg = f"module 'normkit' has no attribute {name!r}"
    raise AttributeError(msg)
