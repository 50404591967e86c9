"""Clean scraped plain text, describe it, and account for every character changed."""

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from normkit.errors import UsageError as UsageError
    from normkit.ledger.decoding import Decoding as Decoding, Run as Run, decode as decode
    from normkit.ledger.trace import AppliedEdit as AppliedEdit, Removal as Removal, Trace as Trace
    from normkit.pipelines.pipeline import Pipeline as Pipeline
    from normkit.plugins.file import PluginFile as PluginFile
    from normkit.plugins.hookspecs import hookimpl as hookimpl
    from normkit.record.counts import Counts as Counts
    from normkit.record.record import Record as Record
    from normkit.runs.reading import records as records
    from normkit.runs.run import run as run
    from normkit.sources.raw_document import RawDocument as RawDocument, Unreadable as Unreadable
    from normkit.sources.source import BundleError as BundleError, Source as Source
    from normkit.stages.batches import batches as batches
    from normkit.stages.document import Document as Document
    from normkit.stages.proposals import Claim as Claim, Edit as Edit, Finding as Finding, Proposal as Proposal
    from normkit.stages.stage import Options as Options, Rule as Rule, Stage as Stage
    from normkit.surveys.file import read_survey as read_survey
    from normkit.surveys.keys import Keys as Keys, survey_keys as survey_keys
    from normkit.surveys.survey import StageSurvey as StageSurvey, Survey as Survey
    from normkit.text.lines import Line as Line, body_of as body_of, split_lines as split_lines
    from normkit.text.removals import line_removals as line_removals
    from normkit.text.spans import (
        Span as Span,
        paragraphs as paragraphs,
        sentences as sentences,
        words as words,
    )
    from normkit.text.word_lists import read_sections as read_sections

_HOMES = {
    "errors": ("UsageError",),
    "ledger.decoding": ("Decoding", "Run", "decode"),
    "ledger.trace": ("AppliedEdit", "Removal", "Trace"),
    "pipelines.pipeline": ("Pipeline",),
    "plugins.file": ("PluginFile",),
    "plugins.hookspecs": ("hookimpl",),
    "record.counts": ("Counts",),
    "record.record": ("Record",),
    "runs.reading": ("records",),
    "runs.run": ("run",),
    "sources.raw_document": ("RawDocument", "Unreadable"),
    "sources.source": ("BundleError", "Source"),
    "stages.batches": ("batches",),
    "stages.document": ("Document",),
    "stages.proposals": ("Claim", "Edit", "Finding", "Proposal"),
    "stages.stage": ("Options", "Rule", "Stage"),
    "surveys.file": ("read_survey",),
    "surveys.keys": ("Keys", "survey_keys"),
    "surveys.survey": ("StageSurvey", "Survey"),
    "text.lines": ("Line", "body_of", "split_lines"),
    "text.removals": ("line_removals",),
    "text.spans": ("Span", "paragraphs", "sentences", "words"),
    "text.word_lists": ("read_sections",),
}

__all__ = ["normalize"]
__all__ += [name for names in _HOMES.values() for name in names]


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
