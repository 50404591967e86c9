"""Whether what a stage proposes is valid, the same each time, and final.

PYTEST_DONT_REWRITE: the messages say what pytest would add.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from normkit.errors import UsageError
from normkit.ledger.edits import EditSet
from normkit.ledger.validation import Validated, validate
from normkit.reasons import reason
from normkit.stages.document import Document
from normkit.stages.proposals import Proposal
from normkit.stages.stage import Stage
from normkit.testing.shrinking import smallest

_DRAWN = 50
_PIECES = 6  # of a drawn text, at most


class _Fault(NamedTuple):
    kind: str
    told: str


def check_texts(stage: Stage[Any], texts: Mapping[str, str]) -> None:
    """Check each text, by itself and after the others in two orders."""
    __tracebackhide__ = True
    seen = {label: _checked(stage, label, text) for label, text in texts.items()}
    other = type(stage)(stage.options)
    other.survey = stage.survey
    for label, text in reversed(list(texts.items())):
        now = _checked(other, f"{label}, after other texts,", text)
        assert now == seen[label], (
            f"{stage.name}: on {label} {text!r:.60} proposes differently after other texts: "
            f"{_difference(seen[label], now)}"
        )


def _checked(stage: Stage[Any], label: str, text: str) -> Validated:
    """Return what is proposed. Raises AssertionError about the smallest part of the text that fails."""
    __tracebackhide__ = True
    if fault := _fault(stage, text):
        last = {text: fault}

        def fails(part: str) -> bool:
            found = _fault(stage, part)
            if found and found.kind == fault.kind:
                last[part] = found
                return True
            return False

        small = smallest(text, fails)
        cut = "" if small == text else f", cut down to {small!r:.200}"
        msg = f"{stage.name}: on {label} {text!r:.60}{cut} {last[small].told}"
        raise AssertionError(msg)
    return _validated(stage, text)


def check_drawn_texts(stage: Stage[Any], pieces: Sequence[str]) -> None:
    """Check texts that hypothesis puts together from `pieces` and any characters; the same ones each time."""
    __tracebackhide__ = True
    try:
        from hypothesis import (  # noqa: PLC0415 (an extra, and slow to import)
            given,
            settings,
            strategies as st,
        )
    except ImportError as error:
        msg = "check_stage needs hypothesis: pip install 'normkit[test]'"
        raise UsageError(msg) from error

    piece = st.sampled_from(pieces) | st.sampled_from(["\n", "\n\n", " "]) | st.text(max_size=20)
    texts = st.lists(piece, max_size=_PIECES).map("".join)

    @settings(max_examples=_DRAWN, deadline=None, derandomize=True, database=None)
    @given(texts)
    def check(text: str) -> None:
        fault = _fault(stage, text)
        assert not fault, f"{stage.name}: on the drawn text {text!r:.200} {fault.told}"

    check()


def _fault(stage: Stage[Any], text: str) -> _Fault | None:
    """Say what is wrong with what `stage` proposes about `text`, if anything is."""
    try:
        first, second = _validated(stage, text), _validated(stage, text)
        if first != second:
            return _Fault("other", f"proposes differently a second time: {_difference(first, second)}")
        output = EditSet(text, first[0]).after
        again = _validated(stage, output)[0]
    except Exception as error:  # noqa: BLE001 (a stage may raise anything)
        return _Fault(type(error).__name__, f"raises {reason(error, type(stage).__module__)}")
    if again and not stage.unstable:
        return _Fault("second pass", f"a second pass, over {output!r:.80}, proposes {again[0]}")
    return None


def _validated(stage: Stage[Any], text: str) -> Validated:
    return validate(stage.propose(Document(text)), stage, len(text))


def _difference(one: Validated, other: Validated) -> str:
    """Tell the first proposal that only one of two has."""
    old: list[Proposal] = [proposal for kind in one for proposal in kind]
    new: list[Proposal] = [proposal for kind in other for proposal in kind]
    for told, proposals, others in (("no more", old, new), ("now", new, old)):
        for proposal in proposals:
            if proposal not in others:
                return f"{told} {proposal}"
    return "in another order"
