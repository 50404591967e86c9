"""How well machine translations into English are told from native texts, and whom the verdict wrongs.

DATA is JSONL in .xz, or a folder of such files: rows of `text` and `label` (mt, native or human_translation),
and what is known of `era` and `source_lang` of a translation, of `domain` of a native text. Each text goes
through the translation stage alone. Texts that were trained on flatter the figures; `weights.md` has those that
were held out.

    AUROC       how often a machine translation has a higher score than a native text
    caught      share of the machine translations whose score is over that of all but 1 or 5 % of the natives
    verdict     share of the texts whose verdict is true, of texts without a score too
    changed     the same for other forms of the texts: all quotation marks straight, or curly; and menus,
                prompts and teasers left around the text and between its paragraphs
    rules       texts with a hit of the rule, per 1,000

Brackets are 95 % intervals over texts.
"""

import argparse
import json
from functools import partial

from benchmarks.accuracy.translation_result import Result, result
from benchmarks.accuracy.translation_rows import measure_row, read_rows
from benchmarks.accuracy.translation_table import table
from benchmarks.accuracy.workers import spread
from normkit import Pipeline

__all__ = ["add_arguments", "measure", "table"]

STAGE = "translation"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the choice of texts."""
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only every Nth text")


def measure(arguments: argparse.Namespace) -> Result:
    """Measure all texts. Raises UsageError for data or options that do not fit."""
    pipeline = Pipeline([STAGE], options=arguments.options)
    rules = [rule.name for rule in pipeline.steps[0].stage.rules]
    rows = read_rows(arguments.data)[:: arguments.every]
    work = partial(measure_row, options=json.dumps(arguments.options))
    return result(arguments.options, rules, spread(work, rows, arguments.workers))
