"""What stands around a position. Every look is bounded, so that a rule stays linear in the text."""

from normkit import Span

WINDOW = 2000
"""How far a rule looks to either side, in code points."""


def before(text: str, position: int) -> str:
    r"""Return what stands on the same line before `position`.

    >>> before("one\ntwo three", 8)
    'two '
    """
    low = max(0, position - WINDOW)
    return text[max(low, text.rfind("\n", low, position) + 1) : position]


def after(text: str, position: int) -> str:
    r"""Return what stands on the same line from `position` on.

    >>> after("one two\nthree", 4)
    'two'
    """
    high = min(len(text), position + WINDOW)
    end = text.find("\n", position, high)
    return text[position : high if end < 0 else end]


def is_prose(left: str) -> bool:
    """Whether at least four words stand in `left`: less is a label, a log line or a list item.

    >>> is_prose("They talked about it"), is_prose("Loading")
    (True, False)
    """
    return len(left.split(None, 4)) >= 4  # noqa: PLR2004 (the number is what the function is about)


def is_sentence_start(left: str) -> bool:
    """Whether a sentence can begin behind `left`.

    >>> is_sentence_start("They left. "), is_sentence_start("They left, ")
    (True, False)
    """
    return left.rstrip()[-1:] in ("", ".", "!", "?", "”", '"')


def is_quoted(text: str, span: Span) -> bool:
    """Whether a quotation mark is open on the line where `span` begins, and closed behind it.

    >>> is_quoted("It wrote “he has. Gone” there.", (14, 22))
    True
    >>> is_quoted("“Yes,” he has. Gone “away”.", (10, 18))
    False
    """
    left, right = before(text, span[0]), after(text, span[1])
    curly = left.rfind("“") > left.rfind("”") and -1 < right.find("”") < (right + "“").find("“")
    straight = left.count('"') % 2 == 1 and '"' in right
    return curly or straight


def word_before(text: str, position: int) -> str:
    """Return the run without white space that ends at `position`; at most 40 code points of it.

    >>> word_before("so it has. Gone", 9)
    'has'
    """
    run = text[max(0, position - 40) : position]
    return run.rsplit(None, 1)[-1] if run and not run[-1].isspace() else ""
