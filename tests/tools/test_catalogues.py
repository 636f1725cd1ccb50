"""The catalogue check sees what a reader would meet untranslated, and nothing else."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from tools import catalogues

SENTENCE = "{count} of {total} done"
PLURAL = ("{count} file", "{count} files")


def template() -> Catalog:
    made = Catalog()
    made.add(SENTENCE)
    made.add(PLURAL)
    return made


def translated(language: str, sentence: str, plurals: tuple[str, ...]) -> Catalog:
    made = Catalog(locale=language)
    made.add(SENTENCE, sentence)
    made.add(PLURAL, plurals)
    return made


def problems(catalogue: Catalog) -> list[str]:
    return list(catalogues.find_problems(template(), catalogue))


KAZAKH = ("{count} файл", "{count} файл")
RUSSIAN = ("{count} файл", "{count} файла", "{count} файлов")


def test_complete_catalogues_have_no_problems():
    assert problems(translated("kk", "{total} ішінен {count} дайын", KAZAKH)) == []
    assert problems(translated("ru", "Готово {count} из {total}", RUSSIAN)) == []


def test_kazakh_may_say_one_as_english_does():
    wanted, made = Catalog(), Catalog(locale="kk")
    wanted.add(("one file", "{count} files"))
    made.add(("one file", "{count} files"), ("бір файл", "{count} файл"))
    assert list(catalogues.find_problems(wanted, made)) == []


@pytest.mark.parametrize(
    ("sentence", "plurals", "word"),
    [
        ("", RUSSIAN, "untranslated"),
        ("Готово {count}", RUSSIAN, "other placeholders"),
        ("Готово {count} из {totl}", RUSSIAN, "other placeholders"),
        ("Готово {count} из {total} ", RUSSIAN, "other spaces"),
        ("{count}/{total}", ("{count} файл", "{count} файла"), "plural forms"),
        ("{count}/{total}", ("файл", "{count} файла", "{count} файлов"), "other placeholders"),
        ("{count}/{total}", ("{count} файл", "", "{count} файлов"), "untranslated"),
    ],
)
def test_fault_is_named(sentence, plurals, word):
    found = problems(translated("ru", sentence, plurals))
    assert len(found) == 1
    assert word in found[0]


def test_missing_and_leftover_sentences():
    catalogue = translated("ru", "{count}/{total}", RUSSIAN)
    catalogue.delete(SENTENCE)
    catalogue.add("Gone", "Ушло")
    assert sorted(problems(catalogue)) == [
        "no longer in the code: 'Gone'",
        f"not in the catalogue: {SENTENCE!r}",
    ]


def test_fuzzy_sentence():
    catalogue = translated("ru", "{count}/{total}", RUSSIAN)
    catalogue[SENTENCE].flags.add("fuzzy")
    assert problems(catalogue) == [f"fuzzy: {SENTENCE!r}"]


def test_update_keeps_words_drops_leftovers_and_guesses_nothing():
    old = translated("ru", "Готово {count} из {total}", RUSSIAN)
    old.add("A title", "Заголовок")
    wanted = template()
    wanted.add("The title")
    merged = catalogues.merge_catalogue(wanted, old)
    assert merged[SENTENCE].string == "Готово {count} из {total}"
    assert merged[PLURAL].string == RUSSIAN
    assert not merged["The title"].string
    assert "A title" not in merged


def test_extraction_finds_every_way_of_saying(tmp_path):
    (tmp_path / "grantee_app").mkdir()
    (tmp_path / "ui").mkdir()
    (tmp_path / "main.py").write_text('N_("one")\n', encoding="utf-8")
    (tmp_path / "grantee_app" / "a.py").write_text(
        'message("two " "halves", name=x)\nplural_message("{count} a", "{count} b", n)\n'
        'Message("three", {"a": 1})\nmessage(variable)\n',
        encoding="utf-8",
    )
    (tmp_path / "ui" / "b.py").write_text(
        'self._language.gettext("four")\nlanguage.ngettext("x", "y", 2)\n'
        'language.pgettext("menu", "five")\n',
        encoding="utf-8",
    )
    found = {(m.context, m.id) for m in catalogues.extract_sentences(tmp_path) if m.id}
    assert found == {
        (None, "one"),
        (None, "two halves"),
        (None, ("{count} a", "{count} b")),
        (None, "three"),
        (None, "four"),
        (None, ("x", "y")),
        ("menu", "five"),
    }


def test_written_catalogue_is_stable(tmp_path: Path):
    path = tmp_path / "bastama.po"
    old = translated("ru", "Готово {count} из {total}", RUSSIAN)
    catalogues.write_catalogue(catalogues.merge_catalogue(template(), old), path)
    first = path.read_text(encoding="utf-8")
    catalogues.write_catalogue(
        catalogues.merge_catalogue(template(), catalogues.read_catalogue(path, "ru")), path
    )
    assert path.read_text(encoding="utf-8") == first
