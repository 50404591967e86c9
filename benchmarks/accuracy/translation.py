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
from collections.abc import Iterator

from benchmarks.accuracy.translation_result import ALARMS, LABELS, Result, result
from benchmarks.accuracy.translation_rows import measure_row, read_rows
from benchmarks.accuracy.workers import Workers
from benchmarks.command import number
from benchmarks.markdown import table

STAGES = ("translation",)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the choice of texts."""
    parser.add_argument("--every", type=number, default=1, metavar="N", help="only every Nth text")


def measure(arguments: argparse.Namespace, workers: Workers) -> Result:
    """Measure all texts. Raises UsageError for data that do not fit."""
    rules = [rule.name for rule in workers.pipeline.steps[0].stage.rules]
    rows = read_rows(arguments.data)[:: arguments.every]
    return result(rules, workers.spread(measure_row, rows))


def tables(result: Result) -> Iterator[str]:
    """Yield how many are caught, the groups, the other forms, then the rules."""
    yield from table(["natives", "caught"], result.caught.items())
    yield ""
    alarms = [f"over {share:.0%}" for share in ALARMS]
    groups = ((row.label, row.name, row.texts, row.verdict, *row.caught.values()) for row in result.groups)
    yield from table(["label", "kind", "texts", "verdict", *alarms], groups)
    yield ""
    yield from forms(result)
    yield ""
    hits = ((rule, *(by_label[label] for label in LABELS)) for rule, by_label in result.rules.items())
    yield from table(["texts with a hit, per 1,000", *LABELS], hits)


def forms(result: Result) -> Iterator[str]:
    """Yield the share of the verdicts that are true for other forms of the same texts."""
    names = next(iter(result.changed.values()))
    return table(["label", *names], ((label, *shares.values()) for label, shares in result.changed.items()))
