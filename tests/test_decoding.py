import pytest
from hypothesis import given, strategies as st

from normkit import Decoding, Run, decode

ENCODINGS = [
    "utf-8",
    "utf-16-le",
    "utf-16-be",
    "utf-32-le",
    "cp1252",
    "koi8-r",
    "shift_jis",
    "gb18030",
    "iso2022_jp",
]


@given(st.binary(), st.sampled_from(ENCODINGS))
def test_every_input_decodes_and_gives_its_bytes_back(raw: bytes, encoding: str) -> None:
    decoding = decode(raw, encoding)
    assert decoding.encode() == raw
    decoding.text.encode()  # no surrogate


@given(st.text())
def test_valid_utf8_needs_no_runs(text: str) -> None:
    assert decode(text.encode()) == Decoding(text, "utf-8")


def test_broken_bytes_read_as_one_replacement_character_and_stay_verbatim() -> None:
    before, after = "A text that is long enough, before them, " * 2, " and just as long after them." * 2
    decoding = decode(before.encode() + b"\xff\xfe" + after.encode() + b"\xff")
    assert decoding.text == f"{before}\ufffd{after}\ufffd"
    good = Run(len(before), "utf-8"), Run(len(after), "utf-8")
    assert decoding.runs == (good[0], Run(1, b"\xff\xfe"), good[1], Run(1, b"\xff"))


def test_runs_that_cost_more_than_the_bytes_become_one_verbatim_run() -> None:
    raw = b"a\xff" * 100
    assert decode(raw).runs == (Run(200, raw),)


@given(st.binary(), st.text(), st.sampled_from(["utf-8", "cp1252", "utf-16-le"]))
def test_a_decoder_that_misreports_costs_no_byte(raw: bytes, text: str, encoding: str) -> None:
    assert Decoding(text, encoding).reversible(raw).encode() == raw


def test_a_decoder_that_leaves_surrogates_gets_replacement_characters() -> None:
    assert Decoding("a\ud800b", "utf-8").reversible(b"x") == Decoding("a\ufffdb", "utf-8", (Run(3, b"x"),))


@given(st.binary(min_size=1), st.integers(0, 5))
def test_runs_of_the_wrong_length_are_not_believed(raw: bytes, characters: int) -> None:
    decoding = Decoding("abc", "utf-8", (Run(characters, raw),)).reversible(raw)
    assert decoding.encode() == raw
    assert sum(run.characters for run in decoding.runs) == len(decoding.text)


def test_an_unknown_encoding_is_an_error() -> None:
    with pytest.raises(LookupError):
        decode(b"", "klingon")


@given(st.lists(st.tuples(st.binary(max_size=50), st.sampled_from(ENCODINGS))))
def test_pieces_in_several_encodings_are_one_decoding(pieces: list[tuple[bytes, str]]) -> None:
    joined = Decoding.join((decode(raw, encoding) for raw, encoding in pieces), "utf-8")
    raw = b"".join(raw for raw, _ in pieces)
    assert joined.encode() == raw
    assert joined.reversible(raw).text == joined.text


def test_neighbours_in_one_encoding_are_one_run() -> None:
    joined = Decoding.join([decode(b"a"), decode(b"b"), decode(b"\xe9", "cp1252")], "utf-8")
    assert joined == Decoding("abé", "utf-8", (Run(2, "utf-8"), Run(1, "cp1252")))
