"""What to do next: nothing typed, one thing wrong, several of a kind, and the order of them."""

from __future__ import annotations

from datetime import date

from grantee_app.checks.next_steps import (
    _THEMES,
    _TOLD_APART,
    NextStep,
    _theme,
    list_next_steps,
)
from grantee_app.checks.people_steps import PEOPLE_STEPS
from grantee_app.checks.state import ProjectState
from grantee_app.figures.deadlines import list_deadlines
from grantee_app.language.catalogue import Language
from grantee_app.records import Activity, Indicator
from grantee_app.records.activity import ParticipantCounts
from tests.core.checks.soundness import (
    AFTER,
    DURING,
    Data,
    both,
    held,
    indicator,
    make_activity,
    make_sound,
    planned,
    project,
    write,
)
from tests.core.checks.states import (
    BIN,
    make_empty,
    make_state,
    read_content,
    read_sample_state,
)
from tests.core.checks.test_guide import read_codes
from tests.core.store.people_data import (
    CHILD,
    FAIR,
    FIRST,
    KIM,
    NAME,
    SEMINAR,
    make_file,
)
from tests.core.store.people_data import make_activity as make_visited

LIST = {"kind": "participant_list"}


def make_whole() -> Data:
    """The sound project with nothing left to do."""
    data = make_sound()
    data["organization"]["bin"] = BIN
    held(data)["evidence"] = [LIST]
    # Both far from the days these tests look at.
    project(data)["grant"]["report_dates"] = [
        {"id": "interim", "kind": "interim", "due_on": "2024-03-10"},
        {"id": "final", "kind": "final", "due_on": "2024-11-29"},
    ]
    return data


def steps_of(state: ProjectState, limit: int | None = None) -> list[NextStep]:
    return list_next_steps(state, list_deadlines(state.project, state.today), limit)


def steps(data: Data, today: date = AFTER) -> list[NextStep]:
    return steps_of(make_state(data, today))


def one(data: Data, today: date = AFTER) -> NextStep:
    (step,) = steps(data, today)
    return step


def say(step: NextStep) -> tuple[str, str, str, str]:
    """Title and detail in Kazakh, then in Russian, with plain spaces."""
    said = []
    for code in ("kk", "ru"):
        language = Language.load(code)
        said += [language.say(step.title), language.say(step.detail) if step.detail else ""]
    first, second, third, fourth = (text.replace("\u00a0", " ") for text in said)
    return first, second, third, fourth


def test_a_project_that_is_whole_has_nothing_to_do():
    assert steps(make_whole()) == []


def test_an_empty_project_has_three_things_to_begin():
    found = steps_of(make_empty(date(2024, 3, 1)))
    assert [(step.kind, step.step) for step in found] == [
        ("begin", "organization"),
        ("begin", "plan"),
        ("begin", "plan"),
    ]
    assert say(found[0])[0] == "Ұйым туралы мәліметті жазыңыз"
    assert say(found[2])[2] == "Введите план: задачи, мероприятия, индикаторы"
    assert found[1].field == "title"


def test_what_the_project_is_called_is_not_asked_twice():
    """The first start asks for the title: what is left are the dates."""
    day, name = date(2024, 3, 1), both("Аулаға жарық")
    days = {"starts_on": date(2024, 3, 1), "ends_on": date(2024, 9, 1)}
    for fields, kk, ru, field in (
        ({}, "Жобаның атауы мен мерзімін жазыңыз", "Напишите название и сроки проекта", "title"),
        ({"title": name}, "Жобаның мерзімін жазыңыз", "Напишите сроки проекта", "dates"),
        (
            {"title": name, "starts_on": days["starts_on"]},
            "Жобаның мерзімін жазыңыз",
            "Напишите сроки проекта",
            "dates",
        ),
        (days, "Жобаның атауын жазыңыз", "Напишите название проекта", "title"),
    ):
        found = next(step for step in steps_of(make_empty(day, **fields)) if step.field)
        assert (say(found)[0], say(found)[2], found.field) == (kk, ru, field)
    assert all(not step.field for step in steps_of(make_empty(day, title=name, **days))[:2])


def test_what_is_begun_makes_room_for_the_next():
    data = make_whole()
    project(data).update(tasks=[], expenses=[], answers=[])
    project(data)["grant"].update(amount=0, report_dates=[])
    found = steps(data, DURING)
    assert [(step.step, step.field) for step in found] == [
        ("plan", ""),
        ("plan", "amount"),
        ("plan", "report_dates"),
    ]


def test_the_profile_names_what_it_lacks():
    data = make_whole()
    del data["organization"]["phone"]
    del data["organization"]["head"]
    step = one(data, DURING)
    assert say(step)[1] == "Бір рет жазасыз, әр есепке өзі түседі. Әлі жоқ: басшысы; телефоны."
    assert step.record_id == "organization"


def test_a_group_is_not_asked_for_a_bin():
    data = make_whole()
    data["organization"].update(bin="", legal_form="initiative_group", phone="")
    assert "БИН" not in say(one(data, DURING))[3]


def test_the_first_expense_and_the_first_text():
    data = make_whole()
    project(data).update(expenses=[], answers=[])
    planned(data)["narrative"] = {}
    found = steps(data, DURING)
    assert [step.step for step in found] == ["money", "report"]
    assert found[1].record_id == "narrative"


def test_activities_of_the_plan_without_dates_or_number():
    data = make_whole()
    indicator(data)["plan"] = {}
    step = one(data, DURING)
    assert say(step)[2] == "У 1 мероприятия плана нет срока или планового числа"
    assert (step.step, step.record_id) == ("plan", "planned")


# ---------------------------------------------------------------------- deadlines


def test_a_near_report_tells_how_much_of_it_is_ready():
    data = make_whole()
    project(data)["grant"]["report_dates"] = [
        {"id": "final", "kind": "final", "due_on": "2024-09-10"}
    ]
    for path in ("changes", "goal_evidence"):
        for language in ("kk", "ru"):
            write(data, path, "", language)
    # The project ends before the report is due.
    step = steps_of(make_state(data, date(2024, 8, 28)))[1]
    # 29 August, 2–6, 9 and 10 September; 30 August is Constitution Day.
    assert say(step) == (
        "Қорытынды есеп: 13 күн қалды",
        "10.09.2024, 8 жұмыс күні қалды · 8 бөлімнің 6-ауы дайын",
        "Итоговый отчёт: осталось 13 дней",
        "10.09.2024, осталось 8 рабочих дней · готово разделов: 6 из 8",
    )
    assert (step.step, step.record_id, step.tone) == ("report", "goal", "warn")


def test_a_near_interim_report_leads_to_its_own_form():
    """What is ready is told of the report that is due, not of the final one."""
    data = make_whole()
    project(data)["grant"]["report_dates"] = [
        {"id": "interim", "kind": "interim", "due_on": "2024-09-02"}
    ]
    found = steps_of(make_state(data, date(2024, 8, 28)))
    step = next(step for step in found if say(step)[2].startswith("Промежуточный отчёт"))
    assert (step.step, step.record_id) == ("report", "indicators")
    assert step.field == "kz-state-grant/interim-report"
    assert "готово разделов: 2 из 5" in say(step)[3]
    final = make_whole()
    project(final)["grant"]["report_dates"] = [
        {"id": "final", "kind": "final", "due_on": "2024-09-02"}
    ]
    found = steps_of(make_state(final, date(2024, 8, 28)))
    step = next(step for step in found if say(step)[2].startswith("Итоговый отчёт"))
    assert step.field == "kz-state-grant/final-report"


def test_an_overdue_deadline_stands_before_a_near_one():
    data = make_whole()
    project(data)["deadlines"] = [
        {"id": "near", "title": both("Мұрағат", "Архив"), "due_on": "2024-10-03"},
        {"id": "late", "title": both("Құжат", "Документ"), "due_on": "2024-09-28"},
        {"id": "done", "title": both("Өтті", "Прошло"), "due_on": "2024-09-01", "is_done": True},
    ]
    found = steps(data)
    assert [(step.record_id, step.tone) for step in found] == [("late", "bad"), ("near", "warn")]
    # 28 September is a Saturday, 3 days ago.
    assert say(found[0])[2] == "Документ: просрочено на 3 дня"
    assert say(found[1])[1] == "03.10.2024, 2 жұмыс күні қалды"
    assert found[0].step == "home"


def test_a_day_off_is_said():
    data = make_whole()
    project(data)["deadlines"] = [
        {"id": "own", "title": both("Мұрағат", "Архив"), "due_on": "2024-10-05"}
    ]
    assert say(one(data))[3] == (
        "05.10.2024 – выходной: сдайте не позже 04.10.2024, осталось 3 рабочих дня"
    )


def test_the_end_of_the_project_tells_what_is_not_held():
    data = make_whole()
    project(data)["tasks"][0]["activities"].append(
        {**planned(data), "id": "other", "held": [], "ends_on": "2024-08-30", "indicators": []}
    )
    found = steps(data, date(2024, 8, 20))
    assert say(found[0])[1] == "31.08.2024, 7 жұмыс күні қалды · жоспардағы 1 іс-шара әлі өткен жоқ"


# ---------------------------------------------------------------------- findings


def test_a_contradiction_is_an_error_with_its_sentence():
    data = make_whole()
    project(data)["expenses"][0]["amount_tenge"] -= 5
    # The other says that the payroll is below its plan.
    step, _other = steps(data)
    assert (step.kind, step.tone, step.step) == ("error", "bad", "money")
    kk, detail, _ru, _detail = say(step)
    assert kk == "Қаржы 1 жерде сәйкес келмейді"
    assert "1 999 995" in detail


def test_findings_of_one_theme_are_one_line():
    data = make_whole()
    held(data)["participants"]["gender"] = {"male": 1, "female": 6}
    step = one(data)
    assert say(step)[0] == "Адам саны 2 жерде сәйкес келмейді"
    assert say(step)[3].endswith("И ещё 1.")
    assert (step.step, step.record_id, step.field) == ("activities", "held", "heads/gender/")


def test_people_without_a_column_are_told_by_their_number_and_what_to_do():
    content = make_file(FAIR, SEMINAR, ends_on=date(2024, 12, 1))
    found = {say(step)[2]: step for step in steps_of(read_content(content, date(2026, 1, 1)))}
    child = found["1 участник не входит ни в одну возрастную группу формы"]
    assert say(child)[0] == "1 қатысушы нысанның бірде-бір жас тобына кірмейді"
    assert say(child)[3].endswith("или поправьте возраст или категорию.")
    assert "13-16" in say(child)[3]
    assert CHILD.name not in "".join(say(child))
    assert child.step == "participants"
    # Two findings, of the gender and of the category, and of one of the three both.
    unknown = found["У 3 участников не указаны пол, категория или возраст"]
    assert say(unknown)[1].endswith("бағдарлама болжамайды.")
    assert (unknown.kind, unknown.step) == ("error", "participants")


def test_an_age_that_is_not_of_the_category_and_a_list_that_is_not_there():
    grown = KIM.model_copy(update={"category": "children"})
    content = make_file(make_visited("a", FIRST, grown), people=(grown,))
    titles = [say(step)[2] for step in steps_of(read_content(content, date(2026, 1, 1)))]
    assert "Возраст 1 участника не подходит к его категории" in titles
    asked = {"indicators": [Indicator(title=NAME, evidence_kind="participant_list")]}
    counted = Activity(id="a", starts_on=FIRST, participants=ParticipantCounts(total=5))
    content = make_file(counted, planned=asked, ends_on=date(2024, 12, 1))
    titles = [say(step)[0] for step in steps_of(read_content(content, date(2026, 1, 1)))]
    assert "Келгендердің тізімі жоқ" in titles


def test_every_theme_of_what_may_be_found_has_a_title_of_its_own():
    """«1 находка» tells nobody anything."""
    told = {code for code in read_codes() if code not in _TOLD_APART}
    assert told - {"people.consent"} >= set(PEOPLE_STEPS)
    for code in told - {"people.consent"}:
        assert _theme(code) in {*_THEMES, *PEOPLE_STEPS}, code


def test_missing_texts_are_one_line():
    data = make_whole()
    for path in ("changes", "goal_evidence", "story.start"):
        for language in ("kk", "ru"):
            write(data, path, "", language)
    step = one(data)
    assert say(step)[2] == "В отчёте не хватает 3 обязательных записей"
    assert step.field == "goal_evidence"


# ---------------------------------------------------------------------- evidence, deviations


def test_one_activity_without_its_evidence_is_named():
    data = make_whole()
    held(data)["evidence"] = []
    step = one(data)
    assert say(step) == (
        "Бюджет сабағы (10.05.2024, Текелі): дәлел жетіспейді",
        "Бары/керегі: қатысушылар тізімі: 0/1",
        "Урок бюджета (10.05.2024, Текели): не хватает подтверждений",
        "Есть/нужно: список участников: 0/1",
    )
    assert (step.kind, step.step, step.record_id) == ("evidence", "activities", "held")


def test_seven_activities_without_evidence_are_one_line():
    data = make_whole()
    counts = {"total": 10, "gender": {"male": 10}, "category": {"other": 10}, "age": {"33-45": 10}}
    planned(data)["held"] = [
        make_activity(id=f"held{number}", participants=counts) for number in range(7)
    ]
    indicator(data).update(plan={"target": 7}, plan_text=both("7"))
    write(data, "socio.direct_beneficiaries.plan", "70")
    step = one(data)
    assert say(step)[:2] == (
        "7 іс-шарада дәлел жетіспейді",
        "Жетіспейді: қатысушылар тізімі: 7",
    )


def test_a_deviation_without_a_word_about_it_is_told_once():
    data = make_whole()
    indicator(data).update(plan={"target": 3}, plan_text=both("3"))
    step = one(data)
    assert say(step)[:2] == (
        "Тренинг: жоспар 3, факт 1",
        "Ауытқудың негіздемесі жазылмаған · Тренингтер",
    )
    assert (step.kind, step.tone, step.field) == ("deviation", "bad", "deviation")
    # Before the report is due it is a warning, led to the indicator itself.
    early = one(data, DURING)
    assert (early.tone, early.field) == ("warn", "indicator")
    write(data, "deviation", "Шақырылмады.", "kk")
    write(data, "deviation", "Не позвали.", "ru")
    assert steps(data) == []


def test_all_that_hurts_stands_in_order():
    data = make_whole()
    data["organization"]["bin"] = ""
    project(data)["deadlines"] = [
        {"id": "near", "title": both("Мұрағат", "Архив"), "due_on": "2024-10-03"},
        {"id": "late", "title": both("Құжат", "Документ"), "due_on": "2024-09-20"},
    ]
    project(data)["expenses"][0]["amount_tenge"] -= 5
    held(data)["evidence"] = []
    indicator(data).update(plan={"target": 3}, plan_text=both("3"))
    project(data)["expenses"][1]["paid_on"] = "2024-09-20"
    state = make_state(data)
    found = steps_of(state)
    assert [(step.kind, step.tone) for step in found] == [
        ("deadline", "bad"),
        ("deadline", "warn"),
        ("error", "bad"),
        ("evidence", "warn"),
        ("deviation", "bad"),
        # A date outside the project, a payroll below its plan.
        ("warning", "warn"),
        ("warning", "warn"),
        ("begin", ""),
    ]
    assert steps_of(state, 3) == found[:3]


def test_the_sample_has_one_remark_and_its_deadlines():
    found = steps_of(read_sample_state(date(2024, 12, 3)))
    assert [step.kind for step in found] == ["deadline", "warning"]
    assert say(found[0])[:2] == (
        "Қорытынды есеп: 3 күн қалды",
        "06.12.2024, 3 жұмыс күні қалды · барлық 8 бөлім дайын",
    )
    # Years later nobody is chased for a report that was handed in long ago.
    later = steps_of(read_sample_state(date(2026, 11, 21)))
    assert [step.kind for step in later] == ["warning"]


def test_every_sentence_is_said_in_both_languages():
    for state in (make_empty(date(2024, 3, 1)), read_sample_state(date(2024, 9, 1))):
        for step in steps_of(state):
            assert all("{" not in text for text in say(step))
            kk, _detail, ru, _detail_ru = say(step)
            assert kk != ru
