from collections.abc import Container
from typing import TypeVar

from stages import replacing

from normkit import Document, Options, Stage

OptionsT = TypeVar("OptionsT", bound=Options)


class LoudOptions(Options):
    loud: bool = True


class Between(Stage[OptionsT]):
    """A class of stages that leaves their options open."""


class Last(Between[LoudOptions], Container[str]):
    """A stage with other things in brackets."""


def test_options_are_those_that_stand_in_brackets_at_any_depth() -> None:
    assert Between.options_type is Options
    assert Last.options_type is LoudOptions


def test_a_stage_that_does_not_observe_has_no_keys() -> None:
    stage = replacing("a", "b")
    assert not stage.observes
    assert stage.observe(Document("a")).tolist() == []
