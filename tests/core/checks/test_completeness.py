"""What the form requires is written, and as long as it asks for."""

from __future__ import annotations

import pytest

from grantee_app.form.definition import FormDefinition
from tests.core.checks.soundness import (
    AFTER,
    DURING,
    FORM,
    WORDS,
    assert_says,
    both,
    check,
    codes,
    find,
    find_one,
    held,
    make_sound,
    planned,
    project,
    say,
    write,
)


def write_both(data, path, kk, ru):
    write(data, path, kk, "kk")
    write(data, path, ru, "ru")


# ------------------------------------------------------------------ the cover


@pytest.mark.parametrize(
    ("spoil", "key", "label"),
    [
        (lambda data: data["organization"].update(name=both(" ")), "org_name", "Полное"),
        (lambda data: data["organization"].update(head=both("")), "head", "Фамилия"),
        (lambda data: data["organization"].update(phone=" "), "address_phone", "Юридический"),
        (lambda data: data["organization"].update(address=both("")), "address_phone", "Юридич"),
        (lambda data: project(data).update(title=both("")), "project_title", "Наименование"),
        (lambda data: project(data).update(starts_on=None), "period", "Дата начала"),
        (
            lambda data: project(data).update(
                expenses=[], grant=project(data)["grant"] | {"amount": 0}
            ),
            "grant_sum",
            "Общая сумма",
        ),
    ],
)
def test_a_line_of_the_cover_without_its_value(spoil, key, label):
    data = make_sound()
    spoil(data)
    found = find_one(data, "completeness.cover")
    assert (found.severity, found.place) == ("error", f"cover/{key}")
    assert say(found)[1].startswith(f"На титульном листе не заполнено: {label}")


def test_before_the_report_is_due_the_cover_is_one_note():
    data = make_sound()
    data["organization"].update(head=both(""), phone="")
    found = find_one(data, "completeness.cover", DURING)
    assert (found.severity, found.place) == ("note", "cover")
    assert_says(
        found,
        kk=(
            "Титул парағында әлі толтырылмағаны: Үкіметтік емес ұйым басшысының тегі, аты, "
            "әкесінің аты…; Заңды мекенжайы, байланыс телефоны."
        ),
        ru=(
            "На титульном листе ещё не заполнено: Фамилия, имя, отчество (при наличии) "
            "руководителя…; Юридический адрес, контактный телефон."
        ),
    )
    assert codes(data, DURING) == ["completeness.cover"]


def test_a_contract_without_number_or_date():
    data = make_sound()
    project(data)["grant"]["contract_number"] = ""
    found = find_one(data, "completeness.contract")
    assert (found.severity, found.place) == ("error", "cover/contract")
    assert_says(
        found,
        kk="Грант шартының нөмірі жазылмаған.",
        ru="Не указан номер договора о гранте.",
    )
    assert codes(data, DURING) == []
    project(data)["grant"].update(contract_number="5", contract_on=None)
    assert_says(
        find_one(data, "completeness.contract"),
        kk="Грант шартының күні жазылмаған.",
        ru="Не указана дата договора о гранте.",
    )


def test_a_form_that_names_no_contract_wants_none():
    data = make_sound()
    project(data)["grant"]["contract_number"] = ""
    form = FORM.model_copy(update={"header": FORM.title})
    assert check(data, AFTER, form) == []


def test_a_report_without_activities():
    data = make_sound()
    project(data)["tasks"] = []
    found = find_one(data, "completeness.plan")
    assert (found.severity, found.place) == ("error", "narrative")
    assert_says(
        found,
        kk="Жобада іс-шара жоқ, сондықтан есеп беретін ештеңе жоқ.",
        ru="В проекте нет мероприятий, отчитываться не о чем.",
    )


def test_a_task_with_nothing_under_it():
    data = make_sound()
    task = {"id": "empty", "title": both("Форум өткізу"), "activities": []}
    project(data)["tasks"].append(task)
    found = find_one(data, "completeness.task")
    assert (found.severity, found.place) == ("warning", "narrative/empty")
    assert_says(
        found,
        kk="«Форум өткізу» міндетінде іс-шара жоқ: есепте оның асты бос шығады.",
        ru="У задачи «Форум өткізу» нет мероприятий: в отчёте под ней будет пусто.",
    )
    # While there is time the plan may still grow; without any activity one sentence is enough.
    assert "completeness.task" not in codes(data, DURING)
    project(data)["tasks"] = [task]
    assert find(data, "completeness.task") == []


# ------------------------------------------------------------------ texts


def test_a_required_text_that_is_empty_in_both_languages():
    data = make_sound()
    write_both(data, "results.long_term", "  \n", "")
    found = find_one(data, "completeness.text")
    assert (found.severity, found.place) == ("error", "results/results.long_term")
    assert_says(
        found,
        kk=(
            "Есепке қажет мәтін жазылмаған: «5. Нәтижелер» – «жобаны іске асыру барысында "
            "шешілетін проблемаға оның ұзақ…»."
        ),
        ru=(
            "Не написан текст, нужный для отчёта: «5. Результаты» – «долгосрочное влияние на "
            "проблему, решаемую в ходе…»."
        ),
    )


def test_texts_to_come_are_one_note():
    data = make_sound()
    project(data)["answers"] = []
    found = find_one(data, "completeness.text", DURING)
    assert (found.severity, found.place) == ("note", "indicators")
    assert_says(
        found,
        kk="Есептің 11 мәтіні әлі жазылмаған.",
        ru="Ещё не написано 11 текстов отчёта.",
    )
    assert codes(data, DURING) == ["completeness.text"]


def test_texts_that_are_not_required_may_stay_empty():
    """The sound project has neither a deviation nor the words of a beneficiary."""
    paths = {found.place for found in check(make_sound())}
    assert paths == set()


def test_the_goal_of_the_project():
    data = make_sound()
    project(data)["goal"] = both("")
    found = find_one(data, "completeness.goal")
    assert (found.severity, found.place) == ("error", "indicators/goal")
    assert_says(found, kk="Жобаның мақсаты жазылмаған.", ru="Цель проекта не написана.")
    assert codes(data, DURING) == []


def test_an_activity_that_nobody_tells_of():
    data = make_sound()
    planned(data)["narrative"] = both("")
    assert check(data) == []
    held(data)["narrative"] = both("")
    found = find_one(data, "completeness.narrative")
    assert (found.severity, found.place) == ("warning", "narrative/planned")
    assert_says(
        found,
        kk="Тренингтер: өткізілген, бірақ ол туралы ештеңе жазылмаған.",
        ru="Тренинги: проведено, но о нём ничего не рассказано.",
    )
    assert codes(data, DURING) == []


def test_an_activity_without_a_short_term_result():
    data = make_sound()
    planned(data)["short_term_result"] = both("")
    found = find_one(data, "completeness.short_term")
    assert (found.severity, found.place) == ("warning", "indicators/planned")
    assert_says(
        found,
        kk="Тренингтер: өткізілген, бірақ қысқа мерзімді нәтижесі жазылмаған.",
        ru="Тренинги: проведено, но краткосрочный результат не указан.",
    )
    assert codes(data, DURING) == []


# ------------------------------------------------------------------ the socio-economic table


def test_levels_that_nobody_wrote():
    data = make_sound()
    write(data, "socio.ngos.fact", "")
    write(data, "socio.staff.plan", "")
    found = {entry.place: entry for entry in find(data, "completeness.socio_value")}
    assert {entry.severity for entry in found.values()} == {"warning"}
    assert_says(
        found["socio_economic/socio.ngos.fact"],
        kk="Қамтылған ҮЕҰ саны: нақты деңгейі толтырылмаған.",
        ru="Количество охваченных НПО: не указан фактический уровень.",
    )
    assert_says(
        found["socio_economic/socio.staff.plan"],
        kk="Штаттық қызметкерлердің саны: жоспарланған деңгейі толтырылмаған.",
        ru="Количество штатных сотрудников: не указан планируемый уровень.",
    )
    assert codes(data, DURING) == []


def test_a_level_that_is_no_number():
    data = make_sound()
    write(data, "socio.ngos.fact", "екеу")
    found = find_one(data, "completeness.socio_number", DURING)
    assert (found.severity, found.place) == ("error", "socio_economic/socio.ngos.fact")
    assert_says(
        found,
        kk="Қамтылған ҮЕҰ саны: «екеу» – бүтін сан емес.",
        ru="Количество охваченных НПО: «екеу» – не целое число.",
    )
    write(data, "socio.ngos.plan", "2\u00a0000")
    write(data, "socio.ngos.fact", "2 000")
    assert check(data) == []


# ------------------------------------------------------------------ lengths


def test_a_text_shorter_than_its_field_asks_for():
    data = make_sound()
    write_both(data, "goal_evidence", "Мақсатқа жеттік.", " ".join([WORDS["ru"]] * 13))
    found = find_one(data, "completeness.words")
    assert (found.severity, found.place) == ("note", "goal/goal_evidence")
    assert_says(
        found,
        kk=(
            "«2. Мақсатқа жету» – «Мақсатқа жету дәлелдері» (қазақша): бар болғаны 2 сөз, ал "
            "кемінде 60 сөз керек."
        ),
        ru=(
            "«2. Достижение цели» – «Доказательства достижения цели» (на казахском): всего 2 "
            "слова, а нужно не меньше 60."
        ),
    )
    assert codes(data, DURING) == []


def test_a_text_longer_than_its_field_allows():
    data = make_sound()
    form = FormDefinition.model_validate_json(
        FORM.model_dump_json().replace(
            '"min_words":60,"max_words":0', '"min_words":1,"max_words":9'
        )
    )
    write_both(data, "goal_evidence", "бір " * 21, "раз два")
    write_both(data, "changes", "бір", "раз")
    found = check(data, DURING, form)
    assert [(entry.code, entry.severity, entry.place) for entry in found] == [
        ("completeness.words", "warning", "goal/goal_evidence")
    ]
    assert_says(
        found[0],
        kk=(
            "«2. Мақсатқа жету» – «Мақсатқа жету дәлелдері» (қазақша): 21 сөз бар, ең көбі 9 "
            "сөзге рұқсат етілген."
        ),
        ru=(
            "«2. Достижение цели» – «Доказательства достижения цели» (на казахском): 21 слово, а "
            "разрешено не больше 9."
        ),
    )


def test_a_story_of_too_few_sentences_once_it_is_written():
    data = make_sound()
    write(data, "story.start", "Басы.", "kk")
    write(data, "story.result", "Соңы.", "kk")
    found = find_one(data, "completeness.sentences")
    assert (found.severity, found.place) == ("warning", "changes/story.start")
    assert_says(
        found,
        kk=(
            "«3. Өзгерістер, жетістік тарихы» – «Жетістік тарихы» (қазақша): 4 сөйлем бар, ал "
            "нысан бойынша керегі – 5–8."
        ),
        ru=(
            "«3. Изменения, история успеха» – «История успеха» (на казахском): 4 предложения, а "
            "по форме нужно 5–8."
        ),
    )
    write(data, "story.influence", "", "kk")
    assert "completeness.sentences" not in codes(data, DURING)


def test_a_story_of_too_many_sentences():
    data = make_sound()
    write(data, "story.feedback", "Рахмет! Өте жақсы! Тағы келемін.", "kk")
    write(data, "story.feedback", "Спасибо! Очень хорошо.", "ru")
    assert_says(
        find_one(data, "completeness.sentences"),
        kk=(
            "«3. Өзгерістер, жетістік тарихы» – «Жетістік тарихы» (қазақша): 9 сөйлем бар, ал "
            "нысан бойынша керегі – 5–8."
        ),
        ru=(
            "«3. Изменения, история успеха» – «История успеха» (на казахском): 9 предложений, а "
            "по форме нужно 5–8."
        ),
    )


def test_what_is_not_printed_is_no_sentence_of_the_story():
    data = make_sound()
    write_both(data, "story.contact", "А. Б. В. Г. Д. Е.", "А. Б. В. Г. Д. Е.")
    assert check(data) == []
