import re
from pathlib import Path

import pytest
from ftfy.badness import is_bad
from hypothesis import given, settings, strategies as st

from normkit import Pipeline
from normkit.testing import check_stage
from normkit_encoding.changes import broken_lines, line_changes, text_changes
from normkit_encoding.characters import Change, apply
from normkit_encoding.decoder import decode_bytes
from normkit_encoding.differences import differences
from normkit_encoding.mojibake import is_damaged, mended
from normkit_encoding.stage import Encoding

PIPELINE = Pipeline(["encoding"])
FRENCH = "L’été dernier, l’élève a goûté un gâteau à la crème brûlée près de l’hôtel."
RUSSIAN = "Вчера вечером мы долго гуляли по старому городу и говорили о книгах."
TROUBLE = "aZ. &amp;<Ã©â€™“’…ÂÐœ\xa0\xad\x85\x92\u200b\u200d\u2011\u0301я\r\n\x1b[m语"


def clean(text: str) -> str:
    return apply(text, list(text_changes(text)))


def test_encoding_keeps_the_contract() -> None:
    check_stage(Encoding)


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
    times = 334_000  # ftfy cuts lines of more than a million characters
    assert clean("Ã©t" * times) == "ét" * times


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


def test_which_codec_utf8_was_read_through_is_told_by_the_letters() -> None:
    text = "Nadie será olvidado en el salón, ni allí ni aquí."
    for codec in ("iso8859_2", "iso8859_15", "cp1250"):
        misread = "".join(bytes([byte]).decode(codec, "ignore") or chr(byte) for byte in text.encode())
        assert clean(misread) == text


@pytest.mark.parametrize("codec", ["koi8_r", "cp1251", "iso8859_2"])
def test_one_sequence_is_enough_if_it_makes_an_unlikely_word_a_likely_one(codec: str) -> None:
    misread = b"ma" + "ñ".encode() + b"ana"
    assert clean(f"hasta {misread.decode(codec)} por la tarde") == "hasta mañana por la tarde"


def test_a_sequence_that_ftfy_leaves_is_repaired_beside_one_that_it_repairs() -> None:
    assert clean("DupÄƒ aceea toatÄƒ faÈ›a") == "După aceea toată fața"


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


LANGUAGES = {
    "en": "The ferryman’s naïve fiancé — a café owner — paid £5 for 20 °C water… “really”?",
    "is": "Báturinn sigldi yfir fjörðinn áður en þokan lagðist yfir bæinn, og það var ágætt.",
    "fo": "Báturin sigldi um fjørðin, og tað var ikki so kalt sum í gjár.",
    "ga": "Bhí an bád ag fágáil an chuain nuair a tháinig an ceo isteach ón bhfarraige mhór.",
    "cs": "Převozník přivázal člun, než se nad řekou zvedla mlha; ještě žluťoučký kůň.",
    "pl": "Przewoźnik przywiązał łódź, zanim nad rzeką podniosła się gęsta mgła.",
    "sk": "Prievozník priviazal čln skôr, ako sa nad riekou zdvihla hmla; ľahký vietor.",
    "hu": "A révész kikötötte a csónakot, mielőtt a folyó fölött felszállt a sűrű köd.",
    "ro": "Luntrașul a legat barca înainte ca ceața să se ridice deasupra râului și a țărmului.",
    "tr": "Kayıkçı, nehrin üzerine sis çökmeden önce kayığı iskeleye bağladı; güneş doğuyordu.",
    "az": "Qayıqçı çayın üstünə duman çökməzdən əvvəl qayığı körpüyə bağladı.",
    "vi": "Người lái đò buộc thuyền trước khi sương mù dâng lên trên mặt sông lạnh giá.",
    "lt": "Keltininkas pririšo valtį, kol virš upės dar nebuvo pakilęs rūkas; šaltėja.",
    "lv": "Pārcēlājs piesēja laivu, pirms virs upes pacēlās bieza migla; kļūst vēss.",
    "et": "Paadimees sidus paadi kinni, enne kui jõe kohale tõusis udu; läheb külmaks.",
    "sq": "Varkëtari e lidhi varkën përpara se mjegulla të ngrihej mbi lumë; ishte ftohtë.",
    "mt": "Il-barklor rabat id-dgħajsa qabel ma ċ-ċpar għola fuq ix-xmara; kien il-ħin.",
    "eo": "La pramisto ligis la boaton antaŭ ol nebulo leviĝis super la rivero; ĉiuj ĝojis.",
    "cy": "Clymodd y cychwr y cwch cyn i’r niwl godi dros yr afon; tŷ a dŵr.",
    "el": "Ο βαρκάρης έδεσε τη βάρκα πριν σηκωθεί η ομίχλη πάνω από το ποτάμι.",
    "ru": "Паромщик привязал лодку, прежде чем над рекой поднялся туман. «Ещё рано!»",
    "bg": "Лодкарят завърза лодката, преди над реката да се вдигне мъгла.",
    "sr": "Скелеџија је везао чамац пре него што се магла подигла изнад реке.",
    "uk": "Поромник прив’язав човен, перш ніж над річкою піднявся туман; її ще ждуть.",
    "be": "Паромшчык прывязаў човен, перш чым над ракой узняўся туман.",
    "kk": "Қайықшы өзеннің үстіне тұман түспей тұрып, қайықты байлап қойды.",
    "he": "המעבוראי קשר את הסירה לפני שהערפל עלה מעל הנהר.",
    "yi": "דער פֿערמאַן האָט צוגעבונדן די שיפֿל איידער דער נעפּל איז אויפֿגעגאַנגען.",
    "ar": "ربط صاحب العبّارة القارب قبل أن يرتفع الضباب فوق النهر.",
    "fa": "قایقران پیش از آن\u200cکه مه بالای رودخانه برخیزد، قایق را می\u200cبست.",
    "ur": "ملاح نے دریا پر دھند چھانے سے پہلے کشتی باندھ دی۔",
    "hi": "नदी पर कोहरा छाने से पहले मल्लाह ने नाव बाँध दी।",
    "ta": "ஆற்றின் மேல் மூடுபனி எழும் முன் படகோட்டி படகைக் கட்டினான்.",
    "th": "คนแจวเรือผูกเรือไว้ก่อนที่หมอกจะลอยขึ้นเหนือแม่น้ำ",
    "ka": "მებორნემ ნავი მიაბა, სანამ მდინარის თავზე ნისლი ავიდოდა.",
    "hy": "Լաստավարը կապեց նավակը, մինչև գետի վրա մշուշ բարձրացավ։",
    "am": "ጀልባው ከወንዙ በላይ ጉም ከመነሳቱ በፊት ታሰረ።",
    "zh": "船夫在河上起雾之前，就把船系好了。",
    "ja": "渡し守は、川に霧が立つ前に舟をつないだ。",
    "ko": "뱃사공은 강 위로 안개가 피어오르기 전에 배를 묶었다.",
    "mathematics": "∀x ∈ ℝ: x² ≥ 0 ⇒ √(x²) = |x|; α·β ≠ ∑ᵢ xᵢ ± ½ℏ",
    "ipa": "[ˈfɛɹimən] /ʃɔːɹ/ ðə ˈɹɪvə, ŋ͡m ɣ ʁ",
    "drawn": "┌──┬──┐\n│ à│ é│\n├──┼──┤\n│ ñ│ ü│\n└──┴──┘ ▓▓▒▒░░",
    "emoji": "👩\u200d👩\u200d👧 🏳️\u200d🌈 ❤️ 👍🏽 🇳🇴 ☺︎ 1️⃣",
    "names": "Hörður Ásgeirsson, Łukasz Żak, Jiří Kříž, Šárka Čapková, Ğülçin Yılmaz, Zoë Müller.",
    "quoted": "She wrote that бозоне and бозон were words, twice: бозоне.",
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("times", [1, 30])
def test_clean_text_stays_in_any_script(language: str, times: int) -> None:
    text = f"{LANGUAGES[language]}\n" * times
    assert list(text_changes(text)) == []


def test_languages_in_one_text_stay() -> None:
    text = "\n".join(LANGUAGES.values())
    assert list(text_changes(text)) == []


@pytest.mark.parametrize("language", ["de", "cs", "fr"])
def test_soft_hyphens_are_no_sign_of_another_code_page(language: str) -> None:
    text = {
        "de": "Die Fähre über den Fluß fuhr täglich, größere Boote nur während der Flut.",
        "cs": LANGUAGES["cs"],
        "fr": FRENCH,
    }[language]
    hyphenated = re.sub(r"(?<=\w\w)(?=\w\w)", "\xad", text)
    assert clean(hyphenated * 5) == text * 5


SWAPS = [
    ("ru", "cp1251", "cp1252"),
    ("ru", "cp1251", "koi8_r"),
    ("ru", "koi8_r", "cp1252"),
    ("ru", "koi8_r", "cp1251"),
    ("ru", "cp866", "cp1251"),
    ("ru", "iso8859_5", "cp1251"),
    ("bg", "cp1251", "latin-1"),
    ("uk", "cp1251", "latin-1"),
    ("sr", "cp1251", "cp1252"),
    ("el", "cp1253", "latin-1"),
    ("he", "cp1255", "latin-1"),
    ("ar", "cp1256", "cp1252"),
    ("th", "cp874", "latin-1"),
    ("cs", "cp1250", "cp1252"),
    ("pl", "iso8859_2", "cp1252"),
    ("hu", "cp852", "cp1250"),
    ("tr", "cp1254", "cp1252"),
    ("lt", "cp1257", "cp1252"),
    ("fr", "cp1252", "mac_roman"),
    ("fr", "cp1252", "cp1251"),
    ("fr", "mac_roman", "cp1252"),
    ("fr", "cp850", "cp1252"),
    ("zh", "gb18030", "latin-1"),
    ("ja", "cp932", "latin-1"),
    ("ko", "cp949", "cp1252"),
]


@pytest.mark.parametrize(("language", "written_in", "read_as"), SWAPS)
def test_one_legacy_encoding_read_as_another_is_read_again(
    language: str, written_in: str, read_as: str
) -> None:
    text = {**LANGUAGES, "fr": FRENCH.replace("’", "'")}[language].replace("’", "'").replace("«", '"')
    raw = f"{text}\n".encode(written_in, "replace") * 3
    swapped = "".join(bytes([byte]).decode(read_as, "ignore") or chr(byte) for byte in raw)
    changes = list(text_changes(swapped))
    assert apply(swapped, changes) == raw.decode(written_in)
    assert {change.rule for change in changes} <= {"code-page", "c1-control", "invisible", "nbsp"}
    assert all(0.8 < change.confidence < 1 for change in changes if change.rule == "code-page") or (
        language in ("zh", "ja", "ko")
    )


def test_a_handful_of_odd_letters_is_no_proof() -> None:
    for text in ("17ºC, 18ºC, 19ºC, 20ºC", "ni–os", "B¸chern", "• a • b • c • d", "Kříž Š Š Š Š"):
        assert not [change for change in text_changes(text) if change.rule == "code-page"]


@pytest.mark.parametrize("plain", ["a plain line", "", "R&D\t", "\x0b", "long " * 400])
@pytest.mark.parametrize("broken", ["Áûñòðàÿ ðåêà òåêëà ìåæäó ãîðàìè", "Jokaisella ihmisellц╓ on oikeus"])
def test_lines_all_in_ascii_do_not_change_how_others_are_read(broken: str, plain: str) -> None:
    lines = broken.split()

    def mended_among(*others: str) -> list[str]:
        text = "\n".join(part for line in lines for part in (*others, line, *others))
        return [line for line in apply(text, list(text_changes(text))).split("\n") if not line.isascii()]

    assert mended_among(plain) == mended_among() != [line for line in lines if not line.isascii()]


def test_a_long_line_in_another_code_page_is_read_to_its_end() -> None:
    assert clean("Ýòî íàäåæíàÿ ðåêà, " * 50_000) == "Это надежная река, " * 50_000


@pytest.mark.parametrize(
    "line",
    [
        "\0" * 100_000,
        "é" * 1_000_000,
        "\u200fא " * 100_000,
        "ÃÂ" * 200_000,
        "a\u0301" * 100_000,
        "a" * 1_000_000 + "\u0301",
    ],
)
def test_long_odd_lines_raise_nothing_and_are_settled(line: str) -> None:
    once = clean(line)
    assert clean(once) == once


@settings(max_examples=500, deadline=None)
@given(st.text("abZ .&;<ÃÂ©â€™“ĂŁĐéüžя╔═語\u0301ﬁＡ…", max_size=12))
def test_ftfy_changes_nothing_that_the_cheap_test_lets_pass(text: str) -> None:
    assert is_damaged(text, entities=False) or mended(text) == text


@given(st.text("\t aZ1.<>='\"’‘“”–—…~", max_size=12))
def test_a_line_with_nothing_but_typographic_quotes_dashes_and_ellipses_needs_no_second_look(text: str) -> None:
    assert line_changes(text, [], entities=True) == []


@settings(max_examples=500, deadline=None)
@given(st.text(f"{TROUBLE}\n\n\nВРГ£àöñ\t", max_size=30))
def test_nothing_changes_in_a_line_that_is_passed_over(text: str) -> None:
    broken, position = {start for start, _ in broken_lines(text)}, 0
    for line in text.split("\n"):
        assert position in broken or (
            line_changes(line, [], entities=True) == [] and len(line.splitlines()) < 2
        )
        position += len(line) + 1


def test_ftfy_changes_nothing_in_clean_lines_of_any_script() -> None:
    for text in LANGUAGES.values():
        assert mended(text) == text


def test_the_commonest_code_page_is_taken_before_a_likeness_of_it() -> None:
    text = "Varkëtari tha se më parë nuk kishte ndenjur kurrë në këtë anë të lumit."
    assert decode_bytes(text.encode("cp1252")).text == text
