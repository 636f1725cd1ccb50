"""The search of the guide finds what people ask, as they type it."""

import pytest

from grantee_app.guide.search import read_words, search_guide


def first(query: str, language: str = "kk"):
    return search_guide(query, language)[0]


@pytest.mark.parametrize(
    ("query", "page", "heading"),
    [
        ("Есепті қалай тапсырамын?", "contents", "Есепті қалай тапсырамын?"),
        ("есеп тапсыру", "contents", "Есепті қалай тапсырамын?"),
        ("жарык ошип калса", "contents", "Жарық өшіп қалса не болады?"),
        ("флешка", "contents", "Флешкаға қалай көшіремін?"),
        ("флешкага калай коширемин", "contents", "Флешкаға қалай көшіремін?"),
        ("қай жерде сақтайды", "contents", "Бағдарлама жазғанымды қай жерде сақтайды?"),
        ("болдырмау", "undo", ""),
        ("индикатор", "glossary", "Жоба"),
        ("қанағаттану", "glossary", "Дәлелдер"),
    ],
)
def test_kazakh_questions(query: str, page: str, heading: str) -> None:
    found = search_guide(query, "kk")
    assert (page, heading) in [(one.page, one.heading) for one in found[:6]]
    if page == "contents":
        assert (found[0].page, found[0].heading) == (page, heading)


@pytest.mark.parametrize(
    ("query", "heading"),
    [
        ("как сдать отчет", "Как сдать отчёт?"),
        ("погас свет", "Что будет, если погаснет свет?"),
        ("скопировать на флешку", "Как скопировать на флешку?"),
        ("где хранятся файлы", "Где программа хранит то, что я пишу?"),
    ],
)
def test_russian_questions(query: str, heading: str) -> None:
    assert first(query, "ru").heading == heading


def test_letters_of_a_russian_keyboard_find_the_same() -> None:
    assert search_guide("құпиясөз ұмытылды", "kk") == search_guide("купиясоз умытылды", "kk")
    assert first("коширме").page == "backups"


def test_a_title_counts_more_than_a_heading_and_that_more_than_text() -> None:
    found = search_guide("көшірме", "kk")
    kinds = [
        "title" if not one.heading else "heading" if "өшірме" in one.heading else "text"
        for one in found
        if one.sentence or one.heading
    ]
    assert found[0].heading == ""
    assert found[0].page == "backups"
    exact = [kind for kind in kinds if kind != "title"]
    assert exact.index("heading") < exact.index("text")


def test_the_sentence_around_the_words_is_shown() -> None:
    found = next(one for one in search_guide("погаснет свет", "ru") if one.page == "password")
    assert found.sentence.startswith("Если в это время погаснет свет, ничего не пропадёт")
    assert set(found.met) >= {"погаснет", "свет"}


def test_words_that_only_ask_are_left_out() -> None:
    assert read_words("Как мне сдать отчёт?") == ["сдать", "отчет"]
    assert read_words("Қалай?") == ["калай"]


def test_nothing_is_found_for_nothing() -> None:
    assert search_guide("", "kk") == []
    assert search_guide(" ?! ", "ru") == []
    assert search_guide("жзжзжзжз", "kk") == []
