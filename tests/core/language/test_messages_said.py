"""Messages, what a Language says of them, and where its catalogue comes from."""

import os
import subprocess
import sys
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import write_po
from hypothesis import given
from hypothesis import strategies as st

from grantee_app.language.catalogue import Language, read_translations
from grantee_app.language.message import (
    LANGUAGES,
    N_,
    LanguageCode,
    Message,
    SpokenIn,
    message,
    plural_message,
)
from grantee_app.language.numbers import NBSP

SAVED = "Saved at {time}"


class Name:
    """Stands for a record's bilingual name."""

    def __init__(self, kk: str = "", ru: str = "") -> None:
        self.words = {"kk": kk, "ru": ru}

    def spoken_in(self, language: LanguageCode) -> str:
        return self.words[language]


def write_catalogue(folder: Path, code: LanguageCode, saved: str = "Сақталды: {time}") -> Path:
    catalogue = Catalog(locale=code, domain="bastama", charset="utf-8", fuzzy=False)
    catalogue.add(SAVED, saved)
    catalogue.add("{who}: {what}", "{what} – {who}")
    catalogue.add("draft", "нобай", context="document")
    catalogue.add("untranslated", "")
    if code == "kk":
        catalogue.add(("{count} participant", "{count} participants"), ("{count} қатысушы",) * 2)
    else:
        catalogue.add(
            ("{count} participant", "{count} participants"),
            ("{count} участник", "{count} участника", "{count} участников"),
        )
    path = folder / code / "LC_MESSAGES" / "bastama.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue)
    return path


def compile_catalogue(path: Path, saved: str) -> Path:
    catalogue = Catalog(locale="kk", domain="bastama", charset="utf-8", fuzzy=False)
    catalogue.add(SAVED, saved)
    compiled = path.with_suffix(".mo")
    with compiled.open("wb") as file:
        write_mo(file, catalogue)
    return compiled


def age(path: Path, seconds: float) -> None:
    now = path.stat().st_mtime
    os.utime(path, (now - seconds, now - seconds))


@pytest.fixture
def kazakh(tmp_path: Path) -> Language:
    write_catalogue(tmp_path, "kk")
    return Language("kk", read_translations("kk", tmp_path))


@pytest.fixture
def russian(tmp_path: Path) -> Language:
    write_catalogue(tmp_path, "ru")
    return Language("ru", read_translations("ru", tmp_path))


def test_message_holds_its_words_and_values() -> None:
    said = message("{count} of {total}", count=3, total=10)
    assert said == Message("{count} of {total}", {"count": 3, "total": 10})
    assert hash(said) == hash(message("{count} of {total}", count=4, total=10))
    assert said != message("{count} of {total}", count=4, total=10)
    assert N_("kept") == "kept"


def test_plural_message_fills_its_count() -> None:
    said = plural_message("{count} day in {place}", "{count} days in {place}", 5, place="Текелі")
    assert said.values == {"count": 5, "place": "Текелі"}
    assert (said.plural, said.count) == ("{count} days in {place}", 5)


def test_english_is_for_logs() -> None:
    held = message("held on {day} by {who}", day=date(2024, 7, 10), who=Name(ru="Альянс"))
    assert str(held) == "held on 2024-07-10 by Альянс"
    assert str(plural_message("{count} day", "{count} days", 1)) == "1 day"
    assert str(plural_message("{count} day", "{count} days", 1200)) == "1200 days"
    assert str(message("outer: {inner}", inner=message("inner {n}", n=1))) == "outer: inner 1"


def test_bilingual_value_is_recognised() -> None:
    assert isinstance(Name(), SpokenIn)
    assert not isinstance("text", SpokenIn)


def test_language_says_a_message(kazakh: Language, russian: Language) -> None:
    assert kazakh.say(message(SAVED, time="14:02")) == "Сақталды: 14:02"
    assert kazakh.code == "kk"
    assert russian.code == "ru"


def test_values_are_written_as_the_language_writes_them(kazakh: Language) -> None:
    said = message("{who}: {what}", who=7_000_000, what=date(2024, 5, 27))
    assert kazakh.say(said) == f"27.05.2024 – 7{NBSP}000{NBSP}000"
    moment = datetime(2024, 5, 27, 14, 2, tzinfo=UTC)
    said = message("{who}: {what}", who=Decimal("84.5"), what=moment)
    assert kazakh.say(said) == "27.05.2024 – 84,5"
    said = message("{who}: {what}", who=Name("ұйым", "организация"), what=message(SAVED, time="1"))
    assert kazakh.say(said) == "Сақталды: 1 – ұйым"


@pytest.mark.parametrize(
    ("count", "written"),
    [
        (1, "1 участник"),
        (3, "3 участника"),
        (11, "11 участников"),
        (21, "21 участник"),
        (1_076, f"1{NBSP}076 участников"),
    ],
)
def test_plurals_agree(russian: Language, kazakh: Language, count: int, written: str) -> None:
    said = plural_message("{count} participant", "{count} participants", count)
    assert russian.say(said) == written
    assert kazakh.say(said) == f"{written.split(' ', maxsplit=1)[0]} қатысушы"
    assert kazakh.ngettext("{count} participant", "{count} participants", count) == (
        "{count} қатысушы"
    )


def test_unknown_words_come_back(kazakh: Language) -> None:
    assert kazakh.gettext("Not there") == "Not there"
    assert kazakh.gettext("untranslated") == "untranslated"
    assert kazakh.gettext("") == ""
    assert kazakh.ngettext("{n} a", "{n} b", 1) == "{n} a"
    assert kazakh.ngettext("{n} a", "{n} b", 2) == "{n} b"
    assert kazakh.pgettext("document", "draft") == "нобай"
    assert kazakh.pgettext("", "draft") == "draft"


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("{missing}", "{missing}"),
        ("{time} {", "1 {"),
        ("}{time}{}", "}1{}"),
        ("{0} {time!r} {time:>5} {time.x} {{time}}", "{0} {time!r} {time:>5} {time.x} {1}"),
    ],
)
def test_an_odd_placeholder_hides_nothing(kazakh: Language, sentence: str, said: str) -> None:
    assert kazakh.say(message(sentence, time=1)) == said


@given(st.text(alphabet="{}a1:!. ", max_size=30))
def test_no_sentence_raises(sentence: str) -> None:
    words = message(sentence, a=1)
    assert isinstance(str(words), str)
    assert isinstance(Language.load("kk").say(words), str)


def test_source_is_read_where_nothing_is_compiled(tmp_path: Path) -> None:
    path = write_catalogue(tmp_path, "kk")
    assert read_translations("kk", tmp_path).gettext(SAVED) == "Сақталды: {time}"
    assert [file.name for file in path.parent.iterdir()] == ["bastama.po"]


def test_fresh_compiled_catalogue_is_preferred(tmp_path: Path) -> None:
    path = write_catalogue(tmp_path, "kk", "бастапқы")
    compile_catalogue(path, "жинақталған")
    assert read_translations("kk", tmp_path).gettext(SAVED) == "жинақталған"


def test_stale_compiled_catalogue_is_passed_over(tmp_path: Path) -> None:
    path = write_catalogue(tmp_path, "kk", "бастапқы")
    age(compile_catalogue(path, "ескі"), seconds=60)
    assert read_translations("kk", tmp_path).gettext(SAVED) == "бастапқы"


def test_compiled_catalogue_works_alone(tmp_path: Path) -> None:
    path = write_catalogue(tmp_path, "kk", "бастапқы")
    compile_catalogue(path, "жинақталған")
    path.unlink()
    assert read_translations("kk", tmp_path).gettext(SAVED) == "жинақталған"


@pytest.mark.parametrize("rubbish", [b"", b"not a catalogue", b"\xde\x12\x04\x95\x00\x00"])
def test_damaged_compiled_catalogue_gives_way_to_its_source(tmp_path: Path, rubbish: bytes) -> None:
    path = write_catalogue(tmp_path, "kk", "бастапқы")
    path.with_suffix(".mo").write_bytes(rubbish)
    assert read_translations("kk", tmp_path).gettext(SAVED) == "бастапқы"


@pytest.mark.parametrize("code", LANGUAGES)
def test_without_a_catalogue_there_is_english(tmp_path: Path, code: LanguageCode) -> None:
    assert read_translations(code, tmp_path).gettext(SAVED) == SAVED


def test_language_is_loaded_once() -> None:
    assert Language.load("kk") is Language.load("kk")
    assert Language.load("ru").code == "ru"


def test_start_with_a_compiled_catalogue_loads_no_babel(tmp_path: Path) -> None:
    path = write_catalogue(tmp_path, "kk")
    compile_catalogue(path, "жинақталған")
    script = (
        "import sys; from pathlib import Path;"
        "from grantee_app.language import catalogue, hyphenation, dates, numbers;"
        f"words = catalogue.read_translations('kk', Path({str(tmp_path)!r}));"
        f"assert words.gettext({SAVED!r}) != {SAVED!r};"
        "heavy = {'babel', 'num2words', 'pyphen', 'PySide6'} & set(sys.modules);"
        "assert not heavy, heavy"
    )
    root = Path(__file__).parents[3]
    subprocess.run([sys.executable, "-c", script], check=True, cwd=root)
