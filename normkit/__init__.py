"""Clean scraped plain text, describe it, and account for every character changed."""

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from normkit.counts import Counts
    from normkit.decoding import Decoding, Run, decode
    from normkit.document import Document, RawDocument, Unreadable
    from normkit.errors import UsageError
    from normkit.hookspecs import hookimpl
    from normkit.keys import Keys, survey_keys
    from normkit.lines import Line, body_of, split_lines
    from normkit.pipeline import Pipeline
    from normkit.plugin_file import PluginFile
    from normkit.proposals import Claim, Edit, Finding, Proposal
    from normkit.record import Record
    from normkit.removals import line_removals
    from normkit.runs.reading import records
    from normkit.runs.run import run
    from normkit.source import BundleError, Source
    from normkit.stage import Options, Rule, Stage
    from normkit.survey import StageSurvey, Survey
    from normkit.survey_file import read_survey
    from normkit.text import Span, paragraphs, sentences, words
    from normkit.trace import AppliedEdit, Removal, Trace
    from normkit.word_lists import read_sections

_HOMES = {
    "counts": ("Counts",),
    "decoding": ("Decoding", "Run", "decode"),
    "document": ("Document", "RawDocument", "Unreadable"),
    "errors": ("UsageError",),
    "hookspecs": ("hookimpl",),
    "keys": ("Keys", "survey_keys"),
    "lines": ("Line", "body_of", "split_lines"),
    "pipeline": ("Pipeline",),
    "plugin_file": ("PluginFile",),
    "proposals": ("Claim", "Edit", "Finding", "Proposal"),
    "record": ("Record",),
    "removals": ("line_removals",),
    "runs.reading": ("records",),
    "runs.run": ("run",),
    "source": ("BundleError", "Source"),
    "stage": ("Options", "Rule", "Stage"),
    "survey": ("StageSurvey", "Survey"),
    "survey_file": ("read_survey",),
    "text": ("Span", "paragraphs", "sentences", "words"),
    "word_lists": ("read_sections",),
    "trace": ("AppliedEdit", "Removal", "Trace"),
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
    return import_module("normkit.pipeline").Pipeline()  # type: ignore[no-any-return]


def __getattr__(name: str) -> Any:  # noqa: ANN401
    """Import a public name when it is first asked for: pydantic alone would cost most of a start."""
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"normkit.{home}"), name)
    msg = f"module 'normkit' has no attribute {name!r}"
    raise AttributeError(msg)
