"""Gender = categories = ages = heads, and the tables = direct beneficiaries."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from grantee_app.checks.groups import find_youngest
from grantee_app.form.definition import DemographicTable
from tests.core.checks.soundness import (
    DURING,
    FORM,
    Data,
    assert_says,
    check,
    codes,
    find,
    find_one,
    held,
    make_activity,
    make_sound,
    planned,
    project,
    say,
    write,
)

DIMENSIONS = ("gender", "category", "age")


def people(data: Data) -> Data:
    return held(data)["participants"]


def of_activity(data: Data, code: str) -> list:
    return [found for found in find(data, code) if "/" in found.place]


def of_table(data: Data, code: str) -> list:
    return [found for found in find(data, code) if "/" not in found.place]


# ------------------------------------------------------------------ an activity's splits


def test_gender_below_the_heads_names_activity_date_place_and_the_missing_number():
    data = make_sound()
    people(data)["gender"] = {"male": 4, "female": 4}
    (found,) = of_activity(data, "totals.gender")
    assert (found.severity, found.place) == ("error", "statistics/held")
    assert_says(
        found,
        kk=(
            "Бюджет сабағы (10.05.2024, Текелі): «Гендерлік көрсеткіш» кестесінде топтардың "
            "қосындысы – 8, ал саналғаны – 10. 2 адам жетіспейді."
        ),
        ru=(
            "Урок бюджета (10.05.2024, Текели): в таблице «Гендерный показатель» по группам "
            "набирается 8, а посчитано 10. Не хватает 2 человек."
        ),
    )


def test_categories_above_the_heads_name_the_surplus():
    data = make_sound()
    people(data)["category"] = {"youth": 3, "other": 8}
    (found,) = of_activity(data, "totals.category")
    assert_says(
        found,
        kk=(
            "Бюджет сабағы (10.05.2024, Текелі): «Санаттар бойынша әлеуметтік дәрежесі» "
            "кестесінде топтардың қосындысы – 11, ал саналғаны – 10. 1 адам артық."
        ),
        ru=(
            "Урок бюджета (10.05.2024, Текели): в таблице «Социальный статус по категориям» по "
            "группам набирается 11, а посчитано 10. Это на 1 человека больше."
        ),
    )


def test_ages_below_the_heads_name_the_youngest_group_of_the_form():
    data = make_sound()
    people(data)["age"] = {"17-22": 3, "33-45": 2}
    (found,) = of_activity(data, "totals.age")
    assert_says(
        found,
        kk=(
            "Бюджет сабағы (10.05.2024, Текелі): «Жас көрсеткіші» кестесінде топтардың қосындысы "
            "– 5, ал саналғаны – 10. 5 адам жетіспейді. Нысандағы ең кіші жас тобы – «13-16 "
            "жас»: одан кішілерге баған жоқ."
        ),
        ru=(
            "Урок бюджета (10.05.2024, Текели): в таблице «Возрастной показатель» по группам "
            "набирается 5, а посчитано 10. Не хватает 5 человек. Самая младшая группа формы – "
            "«13-16 лет»: для тех, кто младше, столбца нет."
        ),
    )


def test_russian_plural_follows_the_number():
    data = make_sound()
    people(data)["total"] = 31
    people(data)["gender"] = {"male": 10}
    (found,) = of_activity(data, "totals.gender")
    assert say(found)[1].endswith("Не хватает 21 человека.")


def test_an_activity_that_does_not_count_is_only_warned_about():
    data = make_sound()
    planned(data)["held"].append(
        make_activity(id="extra", counts_towards_beneficiaries=False)
        | {"participants": {"total": 5, "gender": {"male": 2}}}
    )
    assert [(found.severity, found.place) for found in find(data, "totals.gender")] == [
        ("warning", "statistics/extra")
    ]
    assert "totals.unsplit" not in codes(data)


# ------------------------------------------------------------------ the tables of the project


def test_a_table_names_its_sum_the_beneficiaries_and_the_rows_to_look_at():
    data = make_sound()
    people(data)["gender"] = {"male": 4, "female": 4}
    (found,) = of_table(data, "totals.gender")
    assert (found.severity, found.place) == ("error", "statistics")
    assert_says(
        found,
        kk=(
            "«Гендерлік көрсеткіш» кестесінің қосындысы – 8, ал тікелей бенефициарлар – 10. 2 "
            "адам жетіспейді. Мыналарды қараңыз: Бюджет сабағы (10.05.2024, Текелі)."
        ),
        ru=(
            "Сумма таблицы «Гендерный показатель» – 8, а прямых бенефициаров – 10. Не хватает 2 "
            "человек. Проверьте: Урок бюджета (10.05.2024, Текели)."
        ),
    )


def test_two_faults_that_cancel_out_are_told_for_the_activities_only():
    data = make_sound()
    more = make_activity(id="more")
    more["participants"]["gender"] = {"male": 4, "female": 7}
    planned(data)["held"].append(more)
    people(data)["gender"] = {"male": 4, "female": 5}
    assert [found.place for found in find(data, "totals.gender")] == [
        "statistics/held",
        "statistics/more",
    ]


def test_more_than_three_rows_are_counted_not_listed():
    data = make_sound()
    planned(data)["held"] = [make_activity(id=f"held{number}") for number in range(5)]
    for activity in planned(data)["held"]:
        activity["participants"]["gender"] = {"male": 9}
    (found,) = of_table(data, "totals.gender")
    kk, ru = say(found)
    assert kk.endswith("Бюджет сабағы (10.05.2024, Текелі) және тағы 2.")
    assert ru.endswith("Урок бюджета (10.05.2024, Текели) и ещё 2.")


@settings(max_examples=40)
@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "total": st.integers(0, 60),
                "counts": st.booleans(),
                "gender": st.lists(st.integers(0, 30), min_size=2, max_size=2),
                "category": st.lists(st.integers(0, 20), min_size=3, max_size=3),
                "age": st.lists(st.integers(0, 20), min_size=3, max_size=3),
            }
        ),
        min_size=1,
        max_size=4,
    )
)
def test_findings_are_the_arithmetic_and_nothing_else(rows):
    """An independent count by hand of whom each split loses or invents."""
    keys = {"gender": ("male", "female"), "category": ("youth", "business", "other")}
    keys["age"] = ("13-16", "23-27", "59+")
    data = make_sound()
    planned(data)["held"] = [
        make_activity(
            id=f"held{number}",
            counts_towards_beneficiaries=row["counts"],
            participants={"total": row["total"]}
            | {name: dict(zip(keys[name], row[name], strict=True)) for name in DIMENSIONS},
        )
        for number, row in enumerate(rows)
    ]
    visits = sum(row["total"] for row in rows if row["counts"])
    found = check(data)
    for name in DIMENSIONS:
        told = {
            (entry.place.rpartition("/")[2], entry.message.count)
            for entry in found
            if entry.code == f"totals.{name}" and "/" in entry.place and entry.message.count
        }
        hinted = {
            (entry.place.rpartition("/")[2], entry.message.values["sentence"].count)
            for entry in found
            if entry.code == f"totals.{name}"
            and "/" in entry.place
            and "sentence" in entry.message.values
        }
        assert told | hinted == {
            (f"held{number}", abs(row["total"] - sum(row[name])))
            for number, row in enumerate(rows)
            if sum(row[name]) not in (0, row["total"])
        }
        printed = sum(sum(row[name]) for row in rows if row["counts"])
        tables = [e for e in found if e.code == f"totals.{name}" and e.place == "statistics"]
        assert len(tables) == (printed != visits)


# ------------------------------------------------------------------ heads that nobody split


def test_heads_in_no_group_are_an_error_at_report_time_and_a_note_before():
    data = make_sound()
    people(data)["gender"] = {}
    people(data)["age"] = {"59+": 0}
    found = find_one(data, "totals.unsplit")
    assert (found.severity, found.place) == ("error", "statistics/held")
    assert_says(
        found,
        kk=(
            "Бюджет сабағы (10.05.2024, Текелі): 10 адам саналды, бірақ мына кестелердің "
            "топтарына бөлінбеген: Гендерлік көрсеткіш; Жас көрсеткіші."
        ),
        ru=(
            "Урок бюджета (10.05.2024, Текели): посчитано 10 человек, но не распределено по "
            "группам таблиц: Гендерный показатель; Возрастной показатель."
        ),
    )
    assert [(entry.code, entry.severity) for entry in check(data, DURING)] == [
        ("totals.unsplit", "note")
    ]


def test_groups_without_the_number_of_heads():
    data = make_sound()
    people(data)["total"] = None
    found = find_one(data, "totals.heads_missing")
    assert found.severity == "error"
    assert_says(
        found,
        kk=(
            "Бюджет сабағы (10.05.2024, Текелі): қатысушылар саны жазылмаған, ал топтарда 10 "
            "адам бар."
        ),
        ru=(
            "Урок бюджета (10.05.2024, Текели): число участников не указано, хотя в группах 10 "
            "человек."
        ),
    )
    assert "totals.heads_missing" not in codes(make_sound())


def test_an_activity_that_counts_but_was_never_counted():
    data = make_sound()
    planned(data)["held"].append(make_activity(id="more", participants={}))
    found = find_one(data, "totals.uncounted")
    assert (found.severity, found.place) == ("warning", "statistics/more")
    assert "totals.uncounted" not in codes(data, DURING)
    planned(data)["held"][1]["counts_towards_beneficiaries"] = False
    assert "totals.uncounted" not in codes(data)


# ------------------------------------------------------------------ beneficiaries


def test_a_typed_number_of_beneficiaries_that_is_not_the_counted_one():
    data = make_sound()
    write(data, "socio.direct_beneficiaries.fact", "1 100")
    found = find_one(data, "totals.beneficiaries")
    assert (found.severity, found.place) == (
        "warning",
        "socio_economic/socio.direct_beneficiaries.fact",
    )
    assert_says(
        found,
        kk=(
            "Тікелей бенефициарлар: қолмен 1 100 жазылған, ал саналғаны – 10. Есепке саналған "
            "сан басылады."
        ),
        ru=(
            "Прямые бенефициары: вручную указано 1 100, а посчитано 10. В отчёт идёт посчитанное "
            "число."
        ),
    )
    write(data, "socio.direct_beneficiaries.fact", "10")
    assert check(data) == []


def test_people_can_only_be_at_most_while_nobody_is_named():
    data = make_sound()
    project(data)["counting_basis"] = "people"
    found = find_one(data, "totals.people_basis")
    assert found.severity == "note"
    assert_says(
        found,
        kk=(
            "Жоба әр адамды бір рет санайды, бірақ аты-жөні жоқ тізімнен кімнің екі рет келгені "
            "көрінбейді: ең көбі 10 адам."
        ),
        ru=(
            "Проект считает каждого человека один раз, но по спискам без имён не видно, кто "
            "приходил дважды: не больше 10 человек."
        ),
    )


# ------------------------------------------------------------------ groups and ages


def test_heads_in_a_group_the_form_does_not_have():
    data = make_sound()
    people(data)["category"] = {"youth": 3, "other": 5, "pensioners": 2}
    found = find_one(data, "totals.unknown_group")
    assert (found.severity, found.place) == ("error", "statistics/held")
    assert_says(
        found,
        kk=(
            "Нысандағы «Санаттар бойынша әлеуметтік дәрежесі» кестесінде «pensioners» тобы жоқ, "
            "сондықтан ондағы 2 адам есепке кірмейді: Бюджет сабағы (10.05.2024, Текелі)."
        ),
        ru=(
            "В таблице формы «Социальный статус по категориям» нет группы «pensioners», поэтому "
            "2 человека из неё не попадут в отчёт: Урок бюджета (10.05.2024, Текели)."
        ),
    )
    # The activity itself adds up, only the printed table does not.
    assert of_activity(data, "totals.category") == []
    assert len(of_table(data, "totals.category")) == 1


def test_a_child_younger_than_every_age_group():
    data = make_sound()
    people(data)["age"] = {"17-22": 3, "33-45": 6, "0-12": 1}
    found = find_one(data, "totals.outside_age")
    assert_says(
        found,
        kk=(
            "Нысандағы «Жас көрсеткіші» кестесінде «0-12» тобы жоқ, сондықтан ондағы 1 адам "
            "есепке кірмейді: Бюджет сабағы (10.05.2024, Текелі). Нысандағы ең кіші жас тобы – "
            "«13-16 жас»: одан кішілерге баған жоқ."
        ),
        ru=(
            "В таблице формы «Возрастной показатель» нет группы «0-12», поэтому 1 человек из неё "
            "не попадёт в отчёт: Урок бюджета (10.05.2024, Текели). Самая младшая группа формы – "
            "«13-16 лет»: для тех, кто младше, столбца нет."
        ),
    )
    people(data)["age"] = {"17-22": 3, "33-45": 7, "0-12": 0}
    assert check(data) == []


def test_more_older_people_than_their_ages_allow():
    data = make_sound()
    people(data)["category"] = {"youth": 3, "older_people": 7}
    people(data)["age"] = {"17-22": 3, "33-45": 5, "46-58": 1, "59+": 1}
    found = find_one(data, "totals.category_age")
    assert (found.severity, found.place) == ("warning", "statistics/held")
    assert_says(
        found,
        kk=(
            "«Егде жастағы адамдар (50 жастан жоғары), оның ішінде» санатында – 7, ал жасы "
            "бойынша ең көбі 2 болуы мүмкін: Бюджет сабағы (10.05.2024, Текелі)."
        ),
        ru=(
            "В категории «Лица пожилого возраста (старше 50 лет), в том числе» – 7, а по "
            "возрасту может быть не больше 2: Урок бюджета (10.05.2024, Текели)."
        ),
    )


def test_youth_may_be_fewer_or_more_than_their_bands_while_ages_allow_it():
    data = make_sound()
    for youth, ages in (
        (3, {"17-22": 10}),  # the others of that age stand in other categories
        (10, {"17-22": 1, "33-45": 9}),  # 33-35 are youth too
        (10, {"13-16": 10}),  # and so are 14-16
    ):
        people(data)["category"] = {"youth": youth, "other": 10 - youth}
        people(data)["age"] = ages
        assert check(data) == []
    people(data)["age"] = {"17-22": 8, "46-58": 2}
    assert say(find_one(data, "totals.category_age"))[1] == (
        "В категории «Молодежь» – 10, а по возрасту может быть не больше 8: "
        "Урок бюджета (10.05.2024, Текели)."
    )


def test_whoever_has_no_age_group_may_be_of_any_age():
    data = make_sound()
    people(data)["category"] = {"children": 4, "other": 6}
    people(data)["age"] = {"33-45": 6}
    assert "totals.category_age" not in codes(data)


def test_only_tables_with_years_of_age_know_a_youngest_group():
    age = next(
        table
        for section in FORM.sections
        for block in section.blocks
        if block.kind == "demographics"
        for table in block.tables
        if table.dimension == "age"
    )
    assert find_youngest(age).key == "13-16"
    nameless = DemographicTable.model_validate(
        age.model_dump() | {"groups": [{"key": "young", "label": {"kk": "жас"}}]}
    )
    assert find_youngest(nameless) is None


# ------------------------------------------------------------------ questionnaires


def test_more_content_answers_than_answers():
    data = make_sound()
    held(data).update(surveyed=8, satisfied=9)
    found = find_one(data, "totals.survey")
    assert found.severity == "error"
    assert_says(
        found,
        kk=(
            "Бюджет сабағы (10.05.2024, Текелі): қанағаттанғандар – 9, ал жауап бергендер – бар "
            "болғаны 8."
        ),
        ru="Урок бюджета (10.05.2024, Текели): довольных – 9, а ответивших – всего 8.",
    )


def test_more_answers_than_people():
    data = make_sound()
    held(data).update(surveyed=11, satisfied=9)
    found = find_one(data, "totals.survey")
    assert found.severity == "warning"
    assert_says(
        found,
        kk=(
            "Бюджет сабағы (10.05.2024, Текелі): сауалнамаға жауап бергендер – 11, ал "
            "қатысқандар – бар болғаны 10."
        ),
        ru="Урок бюджета (10.05.2024, Текели): ответивших на анкету – 11, а участников – всего 10.",
    )
    held(data).update(surveyed=10, satisfied=10)
    assert check(data) == []
