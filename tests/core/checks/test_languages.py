"""What is written in one language only is told, once for what belongs together."""

from __future__ import annotations

from tests.core.checks.soundness import (
    AFTER,
    DURING,
    assert_says,
    both,
    check,
    codes,
    find,
    find_one,
    held,
    indicator,
    make_sound,
    planned,
    project,
    write,
)


def drop_russian(value):
    """The same data with every Russian text taken away."""
    if isinstance(value, dict):
        if value.keys() == {"kk", "ru"}:
            return {"kk": value["kk"], "ru": ""}
        return {key: drop_russian(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [drop_russian(entry) for entry in value if not _is_russian(entry)]
    return value


def _is_russian(entry):
    return isinstance(entry, dict) and entry.get("language") == "ru"


def test_a_text_of_the_form_in_kazakh_only():
    data = make_sound()
    write(data, "results.long_term", "", "ru")
    found = find_one(data, "languages.text")
    assert (found.severity, found.place) == ("warning", "results/results.long_term")
    assert_says(
        found,
        kk=(
            "«5. Нәтижелер» – «жобаны іске асыру барысында шешілетін проблемаға оның ұзақ…» тек "
            "қазақша жазылған: орысша есепке сол қалпында, белгімен басылады."
        ),
        ru=(
            "«5. Результаты» – «долгосрочное влияние на проблему, решаемую в ходе…»: "
            "текст есть только на казахском, в отчёт на русском он войдёт так же, с пометкой."
        ),
    )
    assert find_one(data, "languages.text", DURING).severity == "note"


def test_a_text_of_the_form_in_russian_only():
    data = make_sound()
    write(data, "partners_analysis", "", "kk")
    assert_says(
        find_one(data, "languages.text"),
        kk=(
            "«6. Серіктестер» – «Серіктестердің үлесі» тек орысша жазылған: қазақша есепке сол "
            "қалпында, белгімен басылады."
        ),
        ru=(
            "«6. Партнёры» – «Вклад партнёров»: текст есть только на русском, в отчёт на "
            "казахском он войдёт так же, с пометкой."
        ),
    )


def test_short_texts_of_a_section_are_told_together():
    data = make_sound()
    held(data)["title"]["ru"] = ""
    held(data)["place"]["ru"] = " "
    indicator(data)["title"]["kk"] = ""
    found = {entry.place: entry for entry in find(data, "languages.records")}
    assert_says(
        found["narrative/held"],
        kk="2 мәтін тек қазақша жазылған: Бюджет сабағы; Текелі.",
        ru="2 текста написаны только на казахском: Бюджет сабағы; Текелі.",
    )
    assert_says(
        found["indicators/indicator"],
        kk="1 мәтін тек орысша жазылған: Тренинги.",
        ru="1 текст написан только на русском: Тренинги.",
    )
    assert {entry.severity for entry in found.values()} == {"warning"}
    assert len(found) == 2


def test_every_printed_record_is_looked_at():
    data = make_sound()
    data["organization"]["head"]["kk"] = ""
    project(data)["partners"][0]["role"]["ru"] = ""
    project(data)["winners"] = [{"id": "winner", "name": both("Топ"), "settlement": both("", "с")}]
    planned(data)["short_term_result"]["kk"] = ""
    project(data)["tasks"][0]["long_term_result"]["ru"] = ""
    places = {entry.place for entry in find(data, "languages.records")}
    assert places == {
        "cover/head",
        "partners/partner",
        "narrative/winner",
        "indicators/planned",
        "indicators/task",
    }


def test_a_plan_with_numbers_needs_no_translation():
    data = make_sound()
    indicator(data)["plan_text"]["ru"] = ""
    assert check(data) == []
    indicator(data)["plan"] = {}
    assert codes(data) == ["languages.records"]


def test_a_project_in_one_language_is_told_once():
    data = drop_russian(make_sound())
    assert codes(data) == ["languages.project"]
    found = find_one(data, "languages.project")
    assert (found.severity, found.place) == ("warning", "cover")
    assert_says(
        found,
        kk="Бәрі тек қазақша жазылған. Орысша есепке сол қалпында, белгімен басылады.",
        ru="Всё написано только на казахском. В отчёт на русском тексты войдут так же, с пометкой.",
    )
    assert find_one(data, "languages.project", DURING).severity == "note"


def test_translations_are_not_due_before_the_report_is_begun():
    data = drop_russian(make_sound())
    project(data)["answers"] = []
    assert codes(data, DURING) == ["completeness.text"]
    assert "languages.project" in codes(data, AFTER)
