from pathlib import Path

import pytest
from ftfy.badness import is_bad
from hypothesis import given, settings
from hypothesis import strategies as st

from normkit import Pipeline
from normkit.testing import Case, check_case, check_stage, load_cases
from normkit_encoding.characters import Change, apply
from normkit_encoding.decoder import decode_bytes
from normkit_encoding.differences import differences
from normkit_encoding.mojibake import is_damaged
from normkit_encoding.changes import text_changes
from normkit_encoding.stage import Encoding

PIPELINE = Pipeline(["encoding"])
FRENCH = "L’été dernier, l’élève a goûté un gâteau à la crème brûlée près de l’hôtel."
RUSSIAN = "Вчера вечером мы долго гуляли по старому городу и говорили о книгах."
TROUBLE = "aZ. &amp;<Ã©â€™“’…ÂÐœ\xa0\xad\x85\x92\u200b\u200d\u2011\u0301я\r\n\x1b[m语"


def clean(text: str) -> str:
    return apply(text, list(text_changes(text)))


def test_encoding_keeps_the_contract() -> None:
    check_stage(Encoding)


@pytest.mark.parametrize("case", load_cases(Path(__file__).parent / "cases/encoding.yaml", stages=["encoding"]))
def test_encoding_case(case: Case) -> None:
    check_case(case)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_an_encoding_with_a_mark_is_read_without_it(encoding: str) -> None:
    assert PIPELINE.normalize(FRENCH.encode(encoding)).text == FRENCH


@pytest.mark.parametrize("encoding", ["utf-16-be", "utf-32-be"])
def test_a_big_endian_mark_is_obeyed(encoding: str) -> None:
    assert PIPELINE.normalize(f"\ufeff{RUSSIAN}".encode(encoding)).text == RUSSIAN


@pytest.mark.parametrize("text", [FRENCH, RUSSIAN])
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_wide_characters_are_told_by_their_nul_bytes(encoding: str, text: str) -> None:
    assert decode_bytes(text.encode(encoding)).text == text


def test_a_stray_nul_byte_does_not_make_a_text_wide() -> None:
    assert PIPELINE.normalize("Zwei Wör\0ter.".encode()).text == "Zwei Wörter."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (FRENCH, "cp1252"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        ("図書館は朝九時に開き、閲覧室は夕方まで利用できます。", "cp932"),
        ("図書館は朝九時に開き、閲覧室は夕方まで利用できます。", "iso2022_jp"),
        ("图书馆早上九点开门，阅览室一直开放到晚上。", "gb18030"),
    ],
)
def test_a_legacy_encoding_is_recognised(text: str, encoding: str) -> None:
    assert decode_bytes(text.encode(encoding)).text == text


def test_a_legacy_letter_far_behind_ascii_is_recognised() -> None:
    text = "plain words only\n" * 20_000 + FRENCH
    assert decode_bytes(text.encode("cp1252")).text == text


@pytest.mark.parametrize("broken", [b"\xff", b"\xe2\x80", b"\xc3"])
def test_broken_utf8_stays_utf8(broken: bytes) -> None:
    half = len(FRENCH) // 2
    raw = FRENCH[:half].encode() + broken + FRENCH[half:].encode()
    assert decode_bytes(raw).text == f"{FRENCH[:half]}\ufffd{FRENCH[half:]}"


def test_a_text_cut_inside_its_only_special_character_stays_utf8() -> None:
    assert decode_bytes("It isn’".encode()[:-1]).text == "It isn\ufffd"


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=60) | st.text(TROUBLE, max_size=40).map(lambda text: text.encode("utf-16")))
def test_any_bytes_decode_and_come_back(raw: bytes) -> None:
    record = PIPELINE.normalize(raw)
    assert not record.problems
    assert record.restore() == raw


@settings(max_examples=300, deadline=None)
@given(st.text(TROUBLE, max_size=40))
def test_a_second_pass_changes_nothing(text: str) -> None:
    once = clean(text)
    assert clean(once) == once


@settings(max_examples=300, deadline=None)
@given(st.text("ab &;é\xa0", max_size=40), st.text("ab &;é\xa0", max_size=40))
def test_differences_turn_one_text_into_the_other(before: str, after: str) -> None:
    assert apply(before, list(differences(before, after))) == after


@settings(max_examples=500, deadline=None)
@given(st.text("ÃÂÐØÙ вЂВГРСΒΓβ’“”®·‚âóà°²œŒ€„a.\x9d\xa0Ä√≈", max_size=6))
def test_the_cheap_test_lets_no_mojibake_through(text: str) -> None:
    assert is_damaged(text, entities=False) or not is_bad(text)


def test_each_broken_word_is_an_edit_of_its_own() -> None:
    text = "Der schÃ¶ne MÃ¼ller aß Käse, wÃ¤hrend niemand zusah"
    assert [text[slice(*change.span)] for change in text_changes(text)] == ["Ã¶", "Ã¼", "Ã¤"]


def test_a_soft_hyphen_in_a_broken_line_is_named_for_what_it_is() -> None:
    assert [change.rule for change in text_changes("Donau\xaddampfer auf der schÃ¶nen Donau")] == [
        "invisible",
        "mojibake",
    ]


def test_an_entity_is_replaced_whole() -> None:
    assert list(text_changes("R&amp;D")) == [Change((1, 6), "&", "entity")]


def test_a_long_broken_line_is_repaired_to_its_end() -> None:
    assert clean("Ã©t" * 400_000) == "ét" * 400_000


def test_the_sample_loses_odd_spaces_and_hyphens_and_nothing_else() -> None:
    rules = set()
    for path in sorted((Path(__file__).parent.parent / "seeds").glob("*.txt")):
        record = PIPELINE.normalize(path.read_bytes())
        rules |= {edit.rule for edit in record.edits}
        assert not set("\xa0\u2011") & set(record.text)
    assert rules == {"encoding.nbsp", "encoding.hyphen"}


@pytest.mark.parametrize("codec", ["koi8_r", "cp1251", "cp1253", "cp1257", "cp852", "mac_greek", "iso8859_5"])
@pytest.mark.parametrize("text", [FRENCH, RUSSIAN, "每個人都有權享受社會保障，並有權實現其所必需的各項權利。"])
def test_utf8_that_was_read_through_any_codec_is_read_again(codec: str, text: str) -> None:
    misread = "".join(bytes([byte]).decode(codec, "ignore") or chr(byte) for byte in text.encode())
    assert clean(misread) == text
    assert clean(text) == text


def test_three_odd_sequences_are_enough_only_if_there_is_nothing_else() -> None:
    assert clean("ettц╓ hц╓net henkilц╤n") == "että hänet henkilön"
    assert clean("ettц╓ hц╓net henkilц╤n – joo") == "ettц╓ hц╓net henkilц╤n – joo"


def test_a_table_drawn_beside_cyrillic_stays() -> None:
    drawn = "ц╔══╗ а╬ б╬\n║ц║ имя ├──┤"
    assert clean(drawn) == drawn


def test_surrogate_pairs_that_were_written_one_by_one_are_their_character() -> None:
    raw = "Der Start 🚀 glückt.".encode("utf-16-le").decode("utf-16-le").encode()
    cesu = raw.replace("🚀".encode(), b"\xed\xa0\xbd\xed\xba\x80")
    decoding = decode_bytes(cesu)
    assert (decoding.text, decoding.encode()) == ("Der Start 🚀 glückt.", cesu)


def test_lines_in_different_encodings_are_decoded_each_in_its_own() -> None:
    mixed = f"{FRENCH}\n".encode() + f"{FRENCH}\n".encode("cp1252") + f"{RUSSIAN}\n".encode()
    decoding = decode_bytes(mixed * 3)
    assert (decoding.text, decoding.encode()) == (f"{FRENCH}\n{FRENCH}\n{RUSSIAN}\n" * 3, mixed * 3)
