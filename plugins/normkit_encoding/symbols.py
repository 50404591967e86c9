"""A text as what matters of it when the likelihood of its letters is judged: one symbol for each character."""

import re
import unicodedata
from collections.abc import Callable

JOINING = "´‘’·…‐‒–—"  # signs that stand between letters in clean text
PLAIN = "\xa0\u2011\u202f"  # which become a space and a hyphen of ASCII
PUNCTUATION = JOINING + PLAIN + "¡¿«»‹›‚‛“”„‟•―§°©®™€£№†ºª"
BETWEEN, UNSEEN, IMPOSSIBLE, NOTHING = "'?!~"
_QUOTES = "‘’‚“”„«»‹›"  # which letters are misread for
_APART = "|"  # punctuation that parts words, until it is seen what stands beside it
_SIGN = re.compile(r"['?~|]")
_NO_LETTERS = frozenset(" '?!~|")
_SMALL, _CAPITAL, _CASELESS = "aA-"
_SAME = {**dict(zip("șțیکۀ", "şţيكه", strict=True)), "İ": "i", "ſ": IMPOSSIBLE}  # the last is written no more
_OTHER_SCRIPTS = "\u0370"  # from here on letters are not Latin
_MOST = 10_000  # characters that are remembered


def fold(text: str, misread: str = "") -> str:
    """Return one symbol for each character: a letter in lower case, a space for what parts words.

    `!` stands for what is impossible: a capital behind a small letter, a sign between letters, one that is
    a letter in `misread`; `?` for other signs beside a letter, `'` for punctuation between letters.

    >>> fold("Été, ni–os Gesch‰fte gÙt 5‰ m³")
    "été  ni'os gesch!fte g!t    m?"
    """
    symbols = f" {text.translate(_SYMBOLS)} "

    def in_context(match: re.Match[str]) -> str:
        i = match.start()
        if match.group() == NOTHING:
            return NOTHING if i > 1 and ord(text[i - 1]) >> 8 == ord(text[i - 2]) >> 8 else IMPOSSIBLE
        beside = (symbols[i - 1] not in _NO_LETTERS) + (symbols[i + 1] not in _NO_LETTERS)
        if misread[i - 1 : i].isalpha() and text[i - 1] not in _QUOTES and match.group() != BETWEEN:
            return IMPOSSIBLE
        return _BESIDE[match.group()][beside]

    folded = _SIGN.sub(in_context, symbols)[1:-1]
    return _without_odd_capitals(folded, text.translate(_CASES))


_BESIDE = {  # what a sign becomes that has no letter beside it, one, two
    BETWEEN: (" ", " ", BETWEEN),
    _APART: (" ", " ", IMPOSSIBLE),
    UNSEEN: (" ", UNSEEN, IMPOSSIBLE),
}


def _without_odd_capitals(folded: str, cases: str) -> str:
    position = cases.find(_SMALL + _CAPITAL)
    while position >= 0:
        folded = folded[: position + 1] + IMPOSSIBLE + folded[position + 2 :]
        position = cases.find(_SMALL + _CAPITAL, position + 1)
    return folded


def letter(character: str) -> str:
    """Return a letter in lower case, and one of two that are written for each other."""
    return _SAME.get(character) or character.lower()[:1]


def sign_of(pair: str) -> str:
    """Return what to score a pair as that no language has: letters of two scripts are impossible."""
    if NOTHING in pair or pair == "  ":
        return NOTHING
    if pair.isalpha():
        return IMPOSSIBLE if min(pair) <= "z" < _OTHER_SCRIPTS <= max(pair) else UNSEEN
    return next((sign for sign in (IMPOSSIBLE, UNSEEN, BETWEEN) if sign in pair), UNSEEN)


def _symbol(character: str) -> str:
    if character.isalpha() and character not in PUNCTUATION:
        return letter(character)
    if character < "\x80" or character in PLAIN:
        return " "
    if character in PUNCTUATION:
        return BETWEEN if character in JOINING else _APART
    if unicodedata.category(character) == "Mn":
        return NOTHING
    return IMPOSSIBLE if character < "\xa0" else UNSEEN


def _case(character: str) -> str:
    if character.islower():
        return _SMALL
    return _CAPITAL if character > "\x7f" and character.isupper() else _CASELESS


class Table(dict[int, str]):
    """What `str.translate` makes of characters."""

    def __init__(self, of: Callable[[str], str]) -> None:
        """Begin with nothing; `of` says what one character becomes."""
        self._of = of

    def __missing__(self, number: int) -> str:
        """Make it, once for most characters."""
        found = self._of(chr(number))
        if len(self) < _MOST:
            self[number] = found
        return found


_SYMBOLS, _CASES = Table(_symbol), Table(_case)
