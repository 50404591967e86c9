"""Text that was decoded with the wrong codec or escaped: ftfy, asked only where it can change something.

Source of the repair: Robyn Speer, ftfy, https://ftfy.readthedocs.io, with what is a matter of taste (quotes,
ligatures, widths) switched off.
"""

import re
import unicodedata

from ftfy import TextFixerConfig, fix_text
from ftfy.badness import MOJIBAKE_CATEGORIES, is_bad
from ftfy.fixes import unescape_html

from normkit_encoding.characters import apply, character_changes
from normkit_encoding.line_breaks import unified
from normkit_encoding.plausibility import is_likelier
from normkit_encoding.sequences import around_sequences, read_again

_CONFIG = TextFixerConfig(
    uncurl_quotes=False,
    fix_latin_ligatures=False,
    fix_character_width=False,
    fix_line_breaks=False,
    max_decode_length=1 << 40,  # a line is never cut: a cut can fall inside a character
    unescape_html=False,
    explain=False,
)
_PASSES = 5
_LIKELY = "".join(  # every kind of mojibake that ftfy sees has one of these, beside one of these or _BESIDE
    MOJIBAKE_CATEGORIES[kind]
    for kind in ["bad", "law", "currency", "numeric", "kaomoji", "upper_accented", "lower_accented", "box"]
)
_PUNCTUATION = MOJIBAKE_CATEGORIES["start_punctuation"] + MOJIBAKE_CATEGORIES["end_punctuation"]
_BESIDE = _PUNCTUATION + "".join(MOJIBAKE_CATEGORIES[k] for k in ("common", "lower_common", "upper_common"))
SUSPECT = (  # the last: what ftfy sees without these
    rf"(?<=[\x80-\x9fŒœ])|(?<=[{_LIKELY}])[{_LIKELY}{_BESIDE}]|(?<=[{_BESIDE}])[{_LIKELY}]"
    rf"|(?<=[ÃÂ]) |(?<=[вВ])Ђ|(?<=[ВГРСΒΓΞΟ])[{_PUNCTUATION}][ВГРСΒΓΞΟ]"
)
"""What is true behind a character beyond ASCII with which mojibake may begin."""
_SUSPECT = re.compile(rf"[^\x00-\x7f](?:{SUSPECT})")  # begins with a set, for which `re` looks fast
_ENTITY = re.compile(r"&#?[0-9A-Za-z]{1,24};")


def is_damaged(line: str, *, entities: bool) -> bool:
    """Tell whether more than single characters of `line` may need repair.

    >>> [is_damaged(line, entities=True) for line in ("It’s fine", "Itâ€™s not", "R&amp;D", "1 &lt; 2 < 3")]
    [False, True, True, False]
    """
    if entities and "&" in line and "<" not in line and _ENTITY.search(line):
        return True
    if line.isascii():
        return False
    return bool(_SUSPECT.search(line) and is_bad(line)) or not unicodedata.is_normalized("NFC", line)


def mended(line: str) -> str:
    """Return `line` with the mojibake repaired of which ftfy is sure."""
    return fix_text(line, _CONFIG)


def repair(line: str, *, entities: bool) -> str:
    """Repair mojibake, characters and, if asked and the line holds no `<`, entities till nothing changes.

    >>> repair("Itâ€™s a&nbsp;cafÃ©", entities=True)
    'It’s a café'
    """
    for _ in range(_PASSES):
        fixed = unescape_html(line) if entities and "<" not in line else line
        if is_damaged(fixed, entities=False):
            fixed = _mended(fixed)
        fixed = unified(apply(fixed, list(character_changes(fixed))))
        if "\n" in fixed:
            return "\n".join(repair(part, entities=entities) for part in fixed.split("\n"))
        if fixed == line:
            break
        line = fixed
    return line


def _mended(line: str) -> str:
    """Repair what ftfy is sure of, and beside it sequences that are likelier when they are read again."""
    fixed = mended(line)
    rest = around_sequences(fixed, "cp1252") if fixed != line else ""
    return read_again(fixed, "cp1252") if rest and is_likelier(rest, read_again(rest, "cp1252")) else fixed
