"""Sentences that end or begin where they cannot."""

import re
from collections.abc import Iterator

from normkit import Span
from normkit_translation.context import after, before, is_prose, is_sentence_start, word_before
from normkit_translation.lexicon import alternatives, lexicon

_TWO_DOTS = re.compile(r"\.\.(?=[\"”’)]?+(?:[^\S\n]*+$| [A-Z“\"]))(?<!\.\.\.)", re.MULTILINE)
_DOTS_FOR_ELLIPSIS = re.compile(r"\.\.(?<!\.\.\.)[^\S\n]*+(?:[a-z]|I\b)")
_STOP = re.compile(r"\. (?=[A-Z])")
_PARTICIPLE = re.compile(r"[A-Z][a-z]{2,}ed (?=[a-z0-9])")
_SUBJECT = rf"(?:(?!{alternatives('clause-word')} )(?:[^\s.,;:?!“”\"()]++|(?:[A-Z]\.)++) ){{0,3}}?"
_PLURAL_OR_NAME = r"(?!(?:this|his|its) )(?:[A-Z]\w*+|[a-z]++(?<=s))"
_TO_FULL_STOP = r"[^.?!\n]{0,300}+(?:\.(?!\s|$)[^.?!\n]{0,100}+){0,8}+\.(?=\s|$)"
_INVERTED = re.compile(
    rf"{alternatives('inverted')} {_SUBJECT}{_PLURAL_OR_NAME} "
    rf"{alternatives('finite-after-inverted')} {_TO_FULL_STOP}"
)
_CAPITALISED = re.compile(rf"{alternatives('capitalised')} (?=[a-z]++ [a-z“]|[“\"])")
_FRAGMENT = re.compile(
    rf"\. ((?:{alternatives('fragment-opener')}|[A-Z][a-z]++ enough to) [^.?!,:;\n]{{1,90}}+)(?=\.(?:\s|$))"
)
_FRAGMENT_WORDS = 12
_SENTENCE_ENDS = (".", "!", "?", "”", "’", '"', "'")
_LONGEST_ABBREVIATION = 5  # letters of a name that may stand before the capital: NATO, OSCE


def two_dots(text: str) -> Iterator[Span]:
    """Find sentences that end in two full stops; not where the writer uses two for an ellipsis.

    >>> any(two_dots("They went home again.."))
    True
    >>> any(two_dots("well.. it was late when they went home.."))
    False
    """
    if ".." not in text or _DOTS_FOR_ELLIPSIS.search(text):
        return
    for match in _TWO_DOTS.finditer(text):
        word, rest = word_before(text, match.start()), after(text, match.end())
        is_word = _ends_a_word(word) and (word.islower() or not rest.strip('"”’) '))
        if is_word and is_prose(before(text, match.start()).rsplit(". ", 1)[-1]):
            yield match.span()


def _ends_a_word(word: str) -> bool:
    """Whether a sentence can end in `word`, an abbreviation or the like aside."""
    plain = word.strip("(“\"'").lower()
    return word[-1:].islower() and "." not in word and plain not in lexicon()["abbreviation"]


def stop_after_function_word(text: str) -> Iterator[Span]:
    """Find full stops behind words after which a sentence must go on.

    >>> text = "The army has. Gathered by the river."
    >>> [text[start:end] for start, end in stop_after_function_word(text)]
    ['has. Gathered']
    """
    never, auxiliary = lexicon()["never-last"], lexicon()["auxiliary"]
    for match in _STOP.finditer(text):
        word = word_before(text, match.start())
        if word in never or (word in auxiliary and _is_participle(text, match.end())):
            end = match.end() + len(after(text, match.end())[:40].split(None, 1)[0])
            yield match.start() - len(word), end


def _is_participle(text: str, position: int) -> bool:
    match = _PARTICIPLE.match(text, position)
    return match is not None and match.group().strip() not in lexicon()["looks-like-a-participle"]


def inverted_auxiliary(text: str) -> Iterator[Span]:
    """Find statements that begin as a question does and then have a second verb.

    >>> text = "It was cold. Was U.S. officials say the river froze."
    >>> [text[start:end] for start, end in inverted_auxiliary(text)]
    ['Was U.S. officials say the river froze.']
    """
    for match in _INVERTED.finditer(text):
        if is_sentence_start(before(text, match.start())):
            yield match.span()


def capitalised_function_word(text: str) -> Iterator[Span]:
    """Find capitals in the middle of a sentence on words that are no name.

    >>> text = "They described the talks As “failed” and went home."
    >>> [text[start:end] for start, end in capitalised_function_word(text)]
    ['As']
    """
    for match in _CAPITALISED.finditer(text):
        if text[match.start() - 1 : match.start()] == " ":
            left = before(text, match.start())
            if is_prose(left) and _is_running(left[-80:].split()[-5:]) and _is_sentence(text, match.end()):
                yield match.start(), match.end() - 1


def _is_running(words: list[str]) -> bool:
    """Whether `words` read on without a stop, most of them in lower case, none a name before the last."""
    last = words[-1]
    joins = last.isalpha() and (last.islower() or (last.isupper() and len(last) <= _LONGEST_ABBREVIATION))
    return joins and sum(word[0].islower() for word in words) * 2 >= len(words) - 1


def _is_sentence(text: str, position: int) -> bool:
    """Whether the line begins and ends as sentences do: it is no heading and no verse."""
    first, last = before(text, position).lstrip("“\"‘'")[:1], after(text, position).rstrip()[-1:]
    return first.isupper() and last in _SENTENCE_ENDS


def fragment(text: str) -> Iterator[Span]:
    """Find short sentences without a verb. Good writers use them too, so this is weak.

    >>> text = "They denied it. On its demands. Then they left."
    >>> [text[start:end] for start, end in fragment(text)]
    ['On its demands.']
    """
    verbs = lexicon()["sign-of-a-verb"]
    for match in _FRAGMENT.finditer(text):
        words = match[1].split()
        if len(words) <= _FRAGMENT_WORDS and not any(word in verbs for word in words):
            yield match.start(1), match.end() + 1
