import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, strategies as st
from langdetect.detector import Detector
from langdetect.detector_factory import DetectorFactory
from langdetect.utils.ngram import NGram
from pydantic import ValidationError

from normkit import Claim, Document, Finding, Pipeline
from normkit.testing import check_stage
from normkit_language import backends
from normkit_language.calibration import probability
from normkit_language.detection import Answer, detect
from normkit_language.evidence import evidence
from normkit_language.function_words import language_by_words, owned_words, votes
from normkit_language.passages import passages
from normkit_language.profiles import STEPS, profiles
from normkit_language.sampling import paragraphs, sample, speech
from normkit_language.stage import Language, LanguageOptions

TEXTS = {
    "af": "Die raad het Dinsdag vergader, maar niemand het gekom nie.",
    "ar": "اجتمع المجلس يوم الثلاثاء ولم يأت أحد إلى القاعة.",
    "bg": "Съветът заседава във вторник, но никой не дойде в залата.",
    "ca": "El consell es va reunir dimarts, però no hi va anar ningú.",
    "cs": "Rada se sešla v úterý, ale nikdo na ni nepřišel.",
    "da": "Rådet holdt møde i tirsdags, men der kom ikke nogen.",
    "de": "Der Rat hat am Dienstag getagt, und niemand ist gekommen.",
    "el": "Το συμβούλιο συνεδρίασε την Τρίτη και δεν ήρθε κανείς.",
    "en": "The council met on Tuesday, and nobody came.",
    "es": "El consejo se reunió el martes, pero no vino nadie.",
    "fi": "Neuvosto kokoontui tiistaina, mutta kukaan ei tullut paikalle.",
    "fr": "Le conseil s’est réuni mardi, et personne n’est venu.",
    "he": "המועצה התכנסה ביום שלישי ואף אחד לא הגיע.",
    "hi": "परिषद की बैठक मंगलवार को हुई और कोई नहीं आया।",
    "hr": "Vijeće se sastalo u utorak, ali nitko nije došao.",
    "hu": "A tanács kedden ülésezett, de senki sem jött el.",
    "id": "Dewan kota bertemu pada hari Selasa, tetapi tidak ada yang datang.",
    "it": "Il consiglio si è riunito martedì, ma non è venuto nessuno.",
    "ja": "市議会は火曜日に開かれたが、誰も来なかった。",
    "ko": "의회는 화요일에 열렸지만 아무도 오지 않았다.",
    "nl": "Het bestuur heeft gisteren besloten dat de nieuwe brug er toch niet komt.",
    "no": "Rådet møttes på tirsdag, men det var ingen som kom.",
    "pl": "Rada zebrała się we wtorek, ale nikt nie przyszedł.",
    "pt": "O conselho reuniu-se na terça-feira, mas não veio ninguém.",
    "ro": "Consiliul s-a întrunit marți, dar nu a venit nimeni.",
    "ru": "Совет собрался во вторник, и никто не пришёл.",
    "sv": "Rådet sammanträdde i tisdags, men det var ingen som kom.",
    "th": "สภาประชุมกันเมื่อวันอังคาร แต่ไม่มีใครมา",
    "tr": "Meclis salı günü toplandı ama hiç kimse gelmedi.",
    "uk": "Рада зібралася у вівторок, але ніхто не прийшов.",
    "vi": "Hội đồng đã họp vào thứ Ba, nhưng không có ai đến.",
    "zh-cn": "委员会星期二开会，可是没有人来。",
}
NO_LANGUAGE = [
    "",
    " \n\t\r\n",
    "12345",
    "3.14 2.71",
    "01.02.2003 04:05",
    "https://example.org/a?b=c",
    "www.example.org",
    "me@example.org",
    "🎻🎹 🥁",
    "…!? —",
    "• – • –",
    "€9 ≠ 8 ±2",
    "\u200b\u2060\ufeff",
    "\x00\x07\x1b",
    "QR-17_x/3",
    "@name #tag_1",
    "k",
    "ok",
    "i) j) k)",
    "<hr/><a href='#'>",
    '{"a": [null, 1]}',
    "while(n--){s+=t[n];}",
    "\ud800",
    "|---|---|",
    "☆☆★",
    "ABAB" * 500,
    "8" * 5000,
    "17\n" * 1000,
]
NO_PROFILE = ["ሰላም ለዓለም ሁሉ", "გამარჯობა, მსოფლიო და ყველა", "Բարեւ ձեզ բոլորիդ (Armenia)"]
ENGLISH = (
    "The council met on Tuesday evening, and hardly any of the people who live here had come to listen to it."
)
FRENCH = (
    "Le conseil s’est réuni mardi soir, et presque personne de ceux qui habitent ici n’est venu pour l’écouter."
)
RUSSIAN = "Совет собрался во вторник вечером, и почти никто из тех, кто здесь живёт, не пришёл его послушать."
GREEK = (
    "Το συμβούλιο συνεδρίασε το βράδυ της Τρίτης και σχεδόν κανείς από όσους μένουν εδώ δεν ήρθε να ακούσει."
)


def answer(text: str) -> Answer:
    return detect(text, paragraphs(text))


def claims(text: str, **options: Any) -> dict[str, Any]:  # noqa: ANN401 (as options are)
    proposals = Language(LanguageOptions(**options)).propose(Document(text))
    return {claim.name: claim.value for claim in proposals if isinstance(claim, Claim)}


def findings(text: str) -> list[Finding]:
    return [found for found in Language().propose(Document(text)) if isinstance(found, Finding)]


def test_language_keeps_the_contract() -> None:
    check_stage(Language)


@pytest.fixture(scope="module")
def factory() -> DetectorFactory:
    """Return langdetect's own detector, with the profiles in the order of their names."""
    found = sorted((Path(find_spec("langdetect").origin).parent / "profiles").iterdir())  # type: ignore[union-attr, arg-type]
    own = DetectorFactory()
    own.load_json_profile([path.read_text(encoding="utf-8") for path in found])
    own.set_seed(0)
    return own


def test_the_weights_are_those_of_the_installed_profiles(factory: DetectorFactory) -> None:
    table = profiles()
    assert table.languages == tuple(factory.langlist)
    shares = {gram: share for gram, share in factory.word_lang_prob_map.items() if is_looked_up(gram)}
    assert len(shares) > 40_000
    expected = np.rint(STEPS * np.log1p(np.array(list(shares.values())) / (0.5 / 10_000)))
    rows = [row_of(gram) for gram in shares]
    assert (table.weights[rows] == expected).all()


def is_looked_up(gram: str) -> bool:
    """Whether langdetect can find it in a text: not two characters long here, and folded as texts are."""
    return len(gram) != 2 and gram == "".join(map(NGram.normalize, gram))


def row_of(gram: str) -> int:
    table = profiles()
    symbols = [np.array([table.symbol(character)]) for character in gram]
    return int(symbols[0][0]) if len(gram) == 1 else int(table.trigram_rows(*symbols)[0])


def test_characters_are_folded_as_langdetect_folds_them() -> None:
    table = profiles()
    characters = [chr(code) for code in range(0x10000) if not 0xD800 <= code < 0xE000]
    assert [table.symbol(character) for character in characters] == [
        table.symbol(NGram.normalize(character)) for character in characters
    ]


LATIN = st.text(st.sampled_from("abcdefghijEFGÄÉñšţșđ őűI' .,-\n0\u2019"), max_size=80)
CYRILLIC = st.text(st.sampled_from("абвгдежзийклмнАБВГщыёїќѓ .,-\n0"), max_size=80)
ASIAN = st.text(st.sampled_from("議会は火カタ委员开의회에ก ข、。\u3000"), max_size=80)


@given(LATIN | CYRILLIC | ASIAN | st.sampled_from(sorted(TEXTS.values())))
def test_a_text_has_the_ngrams_that_langdetect_finds(factory: DetectorFactory, text: str) -> None:
    own = factory.create()
    own.text = f"{text} "  # a word ends with the text
    grams = [gram for gram in own._extract_ngrams() if len(gram) != 2]  # noqa: SLF001 (its only door)
    expected = sum(profiles().weights[row_of(gram)].astype(int) for gram in grams)
    assert (evidence([text])[0] == expected).all()


def test_pieces_of_different_length_are_read_as_if_alone() -> None:
    texts = [*TEXTS.values(), "", "a"]
    assert (evidence(texts) == np.concatenate([evidence([text]) for text in texts])).all()


@pytest.mark.parametrize("language", TEXTS)
def test_the_answer_is_right_and_langdetects_own(factory: DetectorFactory, language: str) -> None:
    own: Detector = factory.create()
    own.append(TEXTS[language])
    assert answer(TEXTS[language]).language == language
    assert own.detect()[:2] == language[:2]


@pytest.mark.parametrize("text", [*NO_LANGUAGE, *NO_PROFILE])
def test_what_has_no_language_is_undetermined(text: str) -> None:
    assert answer(text) == ("und", 0)


@given(st.text(max_size=300))
def test_no_text_is_too_odd(text: str) -> None:
    assert 0 <= answer(text).confidence < 1
    list(passages(text, paragraphs(text), Answer("en", 0.99)))


@pytest.mark.parametrize(
    "text", ["\u200f\u202e" * 900, "\x00" * 900, "a " * 500_000, "ж" * 1_000_000, "\U0001f600" * 900]
)
def test_long_and_odd_texts_are_answered(text: str) -> None:
    record = Pipeline(["language"]).normalize(text)
    assert (record.metadata["language"] is not None, record.problems) == (True, [])


def test_the_answer_does_not_depend_on_the_documents_before() -> None:
    forwards = {text: answer(text) for text in TEXTS.values()}
    backwards = {text: answer(text) for text in reversed(TEXTS.values())}
    assert forwards == backwards


def test_threads_give_the_answers_of_one_thread() -> None:
    texts = list(TEXTS.values())
    expected = [answer(text) for text in texts] * 4
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(answer, texts * 4)) == expected


def test_another_process_gives_the_same_answers_whatever_the_hash_seed() -> None:
    code = (
        "import sys, json; from normkit_language.detection import detect;"
        "print(json.dumps([detect(text, []) for text in json.load(sys.stdin)]))"
    )
    texts = [ENGLISH * 4, *TEXTS.values()]
    for seed in ("1", "2"):
        result = subprocess.run(
            [sys.executable, "-c", code],
            input=json.dumps(texts),
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        )
        assert json.loads(result.stdout) == [list(detect(text, [])) for text in texts]


def test_the_global_seed_of_langdetect_is_neither_used_nor_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    before = [answer(text) for text in TEXTS.values()]
    monkeypatch.setattr(DetectorFactory, "seed", 12345)
    assert [answer(text) for text in TEXTS.values()] == before
    assert DetectorFactory.seed == 12345


def test_a_long_text_is_in_the_language_of_most_of_its_paragraphs() -> None:
    assert answer("\n".join([FRENCH, *[ENGLISH] * 30])).language == "en"
    assert answer("\n".join(["Home | About us | Contact"] * 40 + [FRENCH] * 4)).language == "fr"


def test_what_precedes_the_first_letter_is_no_part_of_the_beginning() -> None:
    assert answer("1234 " * 1000 + TEXTS["fr"]).language == "fr"
    assert answer(("1234 " * 100 + "\n") * 20 + TEXTS["fr"]).language == "fr"


def test_text_without_language_has_confidence_zero() -> None:
    found = [claim for claim in Language().propose(Document("3.14")) if isinstance(claim, Claim)]
    assert [(claim.value, claim.confidence) for claim in found] == [("und", 0), (0, 0)]


@pytest.mark.parametrize("wrap", [str.upper, str.title, lambda text: f"<p>{text}</p> a@b.example"])
def test_capitals_and_markup_do_not_mislead(wrap: Callable[[str], str]) -> None:
    assert answer(wrap(TEXTS["en"])).language == "en"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Новый автомобиль Volkswagen", "ru"),
        ("新型Nissan Leafを発売した", "ja"),
        ("国際会議の開催について", "ja"),
        ("人民日報社論", "zh-tw"),
        ("The word ἀγάπη is Greek for love.", "en"),
    ],
)
def test_names_in_another_script_do_not_decide(text: str, language: str) -> None:
    assert answer(text).language == language


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("the dog and the cat are with us now that they have been out", "en"),
        ("der Hund und die Katze sind nicht mit uns nach der Stadt gegangen weil auch wir", "de"),
        ("the of and", None),
        ("the dog und the Katze sind with us nicht and auch they weil was", None),
        ("a b c " * 60 + "the and with they was which", None),
    ],
)
def test_function_words_decide_where_they_are_many_and_agree(words: str, language: str | None) -> None:
    assert language_by_words(words.split()) == language


def test_function_words_vote_for_each_language_that_lists_them() -> None:
    by_language = dict(zip(profiles().languages, votes("Jag og 5 – jeg.").tolist(), strict=True))
    assert {language for language, found in by_language.items() if found} == {"sv", "no", "da"}
    assert by_language["no"] == 2 * by_language["sv"]


def test_every_language_with_function_words_has_a_profile_and_no_word_twice() -> None:
    assert set(owned_words().values()) <= set(profiles().languages)
    lines = (Path(backends.__file__).parent / "function_words.txt").read_text(encoding="utf-8")
    for section in lines.split("\n\n[")[1:]:
        words = section.partition("]\n")[2].split()
        assert len(words) == len(set(words))
        assert words == [word.lower() for word in words]


def test_addresses_are_cut_out_of_speech_and_odd_spaces_stay() -> None:
    assert speech("12. see https://example.org/a now\u00a0or @here", 100) == "see   now\u00a0or  "
    assert sample("ab" * 40 + "\n" + "cd" * 40, [(0, 80), (81, 161)], 20) == ["ababababab", "cdcdcdcdcd"]


def test_a_short_text_is_less_sure_than_a_long_one() -> None:
    assert answer("On Tuesday").confidence < 0.9 < answer(TEXTS["en"] * 3).confidence


def test_what_is_probably_wrong_is_flagged_as_uncertain() -> None:
    [found] = findings("Bravo Zulu")
    assert (found.span, found.rule) == ((0, 10), "uncertain")
    assert found.message == f"perhaps {answer('Bravo Zulu').language}"
    assert found.score > 0.5
    assert findings(TEXTS["en"]) == []
    assert findings("12345") == []


def test_least_confidence_turns_a_doubtful_answer_into_undetermined() -> None:
    sure = answer("Bravo Zulu").confidence
    assert claims("Bravo Zulu")["language"] != "und"
    assert claims("Bravo Zulu", least_confidence=0.5) == {"language": "und", "language_confidence": sure}
    assert claims(TEXTS["en"] * 3, least_confidence=0.9)["language"] == "en"


def test_probability_has_six_decimals_and_never_raises() -> None:
    assert probability([0.5, 1.0], [1e9]) == 0.999999
    assert probability([0.5, 1.0], [-1e9]) == 0.000001


def others(lines: Sequence[str]) -> list[tuple[str, str]]:
    text = "\n\n".join(lines)
    return [(found.message, text[slice(*found.span)]) for found in findings(text) if found.rule == "other"]


def test_paragraphs_in_another_language_are_found_together() -> None:
    assert others([ENGLISH, FRENCH, FRENCH, ENGLISH, ENGLISH]) == [("in fr", f"{FRENCH}\n\n{FRENCH}")]
    assert others([ENGLISH, FRENCH, RUSSIAN, ENGLISH, ENGLISH]) == [("in fr", FRENCH), ("in ru", RUSSIAN)]
    assert others([GREEK, GREEK, GREEK, ENGLISH]) == [("in en", ENGLISH)]
    assert others([GREEK, GREEK, GREEK, RUSSIAN]) == [("in ru", RUSSIAN)]


@pytest.mark.parametrize(
    "paragraph",
    [
        FRENCH[:70],
        "Paris, Berlin, Roma, Madrid, Lisboa, Wien, Praha, Warszawa, København, Stockholm, Helsinki, Oslo",
        "https://example.org/le/conseil/s/est/reuni/mardi/soir/et/personne/n/est/venu/pour/l/ecouter/du/tout",
        "1,234 5,678 9,012 3,456 7,890 1,234 5,678 9,012 3,456 7,890 1,234 5,678 9,012 3,456 7,890 1,234 5,678",
        "“C’est la vie”, said the mayor to the two of us who were there, and after that he closed the meeting.",
        "Councillors attending: Smith, Jones, Taylor, Brown, Williams, Wilson, Johnson, Davies, Robinson",
        "for (int i = 0; i < n; i++) { total += prices[i] * amounts[i]; count += amounts[i]; print(total); }",
    ],
)
def test_names_numbers_and_quotations_are_no_other_language(paragraph: str) -> None:
    assert others([ENGLISH, ENGLISH, paragraph, ENGLISH]) == []


@pytest.mark.parametrize("text", TEXTS.values())
def test_a_text_in_one_language_has_no_other(text: str) -> None:
    long = f"{text} {text} {text} {text}"
    assert others([long, text, long, long]) == []


def test_nothing_is_other_than_a_language_that_is_not_sure_or_has_no_profile() -> None:
    text = f"{ENGLISH}\n{FRENCH}"
    assert list(passages(text, paragraphs(text), Answer("zu", 0.99))) == []
    assert list(passages(text, paragraphs(text), Answer("en", 0.1))) == []
    assert [found.language for found in passages(text, paragraphs(text), Answer("en", 0.99))] == ["fr"]


def test_a_backend_that_is_not_installed_is_a_mistake_of_configuration(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backends, "find_spec", lambda _: None)
    with pytest.raises(ValidationError, match=r"pycld2 is not installed: pip install 'normkit\[cld2\]'"):
        LanguageOptions(backend="pycld2")
    assert LanguageOptions(backend="langdetect").backend == "langdetect"


@pytest.fixture(params=["lingua", "pycld2"])
def backend(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    pytest.importorskip(name, reason=f"{name} is an extra that is not installed")
    return name


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (TEXTS["en"], "en"),
        (TEXTS["no"], "no"),
        (TEXTS["zh-cn"], "zh-cn"),
        (TEXTS["he"], "he"),
        ("Sapere aude, incipe: vivendi qui recte prorogat horam, rusticus exspectat.", "la"),
        ("Kontseilua asteartean bildu zen, baina ez zen inor etorri entzutera.", "eu"),
        ("გამარჯობა, მსოფლიო და ყველა", "ka"),
    ],
)
def test_a_backend_knows_more_languages(backend: str, text: str, language: str) -> None:
    found = claims(text, backend=backend)
    assert found["language"] == language
    assert 0 < found["language_confidence"] < 1


@pytest.mark.parametrize("text", NO_LANGUAGE)
def test_a_backend_takes_nothing_for_a_language(backend: str, text: str) -> None:
    assert claims(text, backend=backend) == {"language": "und", "language_confidence": 0}


@given(text=st.text(max_size=200))
def test_a_backend_never_raises(text: str) -> None:
    for name in ("lingua", "pycld2"):
        if find_spec(name):
            claims(text, backend=name)


def test_every_sample_document_is_english(seeds: list[bytes]) -> None:
    for record in Pipeline(["encoding", "language"]).stream(seeds):
        assert record.metadata["language"] == "en"
        assert record.metadata["language_confidence"] == pytest.approx(1, abs=0.01)


@pytest.fixture
def seeds() -> list[bytes]:
    return [path.read_bytes() for path in sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"))]
