"""The sign-in sheet, read back from its PDF: rows in order, codes that hold, whole pages."""

from __future__ import annotations

from datetime import date

import pytest

from grantee_app.form.catalogue import STATE_FINAL_REPORT, choose_form
from grantee_app.language.message import LANGUAGES
from grantee_app.records import Activity, Bilingual, Participant
from grantee_app.records.sheet_codes import make_event_code, read_row_code
from grantee_app.report.sign_in_sheet import (
    SheetGroups,
    SheetOptions,
    gather_groups,
    make_sign_in_sheet,
)
from tests.core.report.reading import Paper, read_pdf

ID = "01926f3e-7c1a-7d3b-9a55-0c7e5d1f2a3b"
CODE = make_event_code(ID)
DAY = date(2024, 7, 1)
TITLE = Bilingual(kk="Құқықтық сауат семинары", ru="Семинар о правах")
ORGANIZER = Bilingual(kk="«Бастама» қоғамдық бірлестігі", ru="ОО «Бастама»")
FACES = {
    "LiberationSerif",
    "LiberationSerif-Bold",
    "LiberationSerif-Italic",
    "DejaVuSans",
}
LONG_NAMES = (
    "Қалиева Бақыт",
    "Константинопольский-Добровольский Вячеслав Александрович",
    "Тұрсынбекқызыәбдірахмановажүсіпбекова Айша",
    "Ли",
)


@pytest.fixture(scope="module")
def groups() -> SheetGroups:
    return gather_groups(choose_form([], STATE_FINAL_REPORT, ""))


def make_event(**fields: object) -> Activity:
    known = {
        "id": ID,
        "title": TITLE,
        "starts_on": date(2024, 7, 10),
        "place": Bilingual(kk="Үштөбе қаласы", ru="город Уштобе"),
        "place_code": "zhetysu.karatal",
    }
    return Activity.model_validate({**known, **fields})


def make_paper(groups: SheetGroups, language: str = "kk", **more) -> Paper:
    people, title = more.pop("people", ()), more.pop("title", Bilingual())
    activity = more.pop("activity", make_event())
    options = SheetOptions(**{"printed_on": DAY, **more})
    report = make_sign_in_sheet(
        activity, [ORGANIZER], groups, language, options, people=people, title=title
    )
    paper = read_pdf(report.data)
    assert len(paper.pages) == report.page_count
    return paper


def read_rows(paper: Paper) -> list[tuple[str, int]]:
    """Return the row codes that stand on paper, in the order of pages."""
    words = [run.text.strip() for run in paper.body if run.size < 7]
    codes = [read_row_code(word) for word in words]
    assert None not in codes
    return [code for code in codes if code]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("is_landscape", [False, True])
@pytest.mark.parametrize("count", [1, 25, 60, 130])
def test_rows_come_in_order_each_with_its_code(groups, language, is_landscape, count) -> None:
    paper = make_paper(groups, language, rows=count, is_landscape=is_landscape)
    assert read_rows(paper) == [(CODE, number) for number in range(1, count + 1)]
    page = paper.pages[0]
    assert (page.width > page.height) == is_landscape


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_usual_sheet_holds_25_rows_on_its_first_page(groups, language) -> None:
    first = make_paper(groups, language).pages[0]
    assert sum(run.size < 7 for run in first.body) == 25


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("is_landscape", [False, True])
def test_every_page_stands_alone(groups, language, is_landscape) -> None:
    paper = make_paper(groups, language, rows=70, is_landscape=is_landscape)
    told = {
        "kk": (
            "Қатысушылар тізімі",
            "Қаратал ауданы, Үштөбе қаласы",
            "10.07.2024",
            f"коды: {CODE}",
        ),
        "ru": ("Список участников", "Каратальский район, город Уштобе", "10.07.2024", CODE),
    }[language]
    pages = len(paper.pages)
    for number, page in enumerate(paper.pages, 1):
        for words in (*told, TITLE.spoken_in(language), ORGANIZER.spoken_in(language)):
            assert words in page.text
        assert CODE in page.number
        assert str(number) in page.number
        assert str(pages) in page.number
        has_rows = any(run.size < 7 for run in page.body)
        consent = {"kk": "келісемін", "ru": "даю согласие"}[language]
        assert (consent in page.text) == has_rows


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("is_landscape", [False, True])
def test_nothing_stands_outside_its_page(groups, language, is_landscape) -> None:
    people = [Participant(name=name, place="Сарыбұлақ ауылы, Бейбітшілік көшесі 12")
              for name in LONG_NAMES * 12]  # fmt: skip
    paper = make_paper(groups, language, rows=50, is_landscape=is_landscape, people=people)
    for page in paper.pages:
        for run in page.body:
            assert run.left > 40
            assert run.right < page.width - 40
            assert run.bottom > 45


def test_known_people_stand_in_the_first_rows(groups) -> None:
    people = [
        Participant(
            name="Қалиева Бақыт",
            gender="female",
            born_on=date(1980, 3, 4),
            category="youth",
            place="Талдықорған",
            contact="+7 700 000 00 01",
        ),
        Participant(name="Ли Анна", birth_year=1999),
    ]
    (table, *_) = make_paper(groups, rows=3, people=people, with_counts=False).tables
    rows = [row[1:7] for row in table.rows[1:]]
    # «2» is the place of the young in the form; who did not say is asked again.
    assert [tuple(cell.split() for cell in row) for row in rows] == [
        (["Қалиева", "Бақыт"], ["1980"], ["Ә"], ["2"], ["Талдықорған"], []),
        (["Ли", "Анна"], ["1999"], ["Е", "Ә"], [], [], []),
        ([], [], ["Е", "Ә"], [], [], []),
    ]


def test_no_contact_goes_from_hand_to_hand(groups) -> None:
    people = [Participant(name="Ли Анна", contact="+7 700 000 00 01", born_on=date(1999, 5, 6))]
    text = make_paper(groups, people=people).text
    assert "700 000" not in text
    assert "06.05" not in text


def test_more_people_than_rows_all_have_a_row(groups) -> None:
    people = [Participant(name=f"Адам {number}") for number in range(40)]
    assert len(read_rows(make_paper(groups, rows=10, people=people))) == 40


@pytest.mark.parametrize("language", LANGUAGES)
def test_heads_that_are_only_counted_have_a_box_a_group(groups, language) -> None:
    paper = make_paper(groups, language, rows=5)
    for labels in (groups.gender, groups.category, groups.age):
        for _key, label in labels:
            assert label.spoken_in(language) in paper.text
    assert len(paper.pages) == 1
    without = make_paper(groups, language, rows=5, with_counts=False)
    assert len(without.tables) == len(paper.tables) - 1


@pytest.mark.parametrize("rows", range(5, 26, 2))
def test_the_heading_of_the_boxes_is_never_alone(groups, rows) -> None:
    paper = make_paper(groups, rows=rows)
    (page,) = [page for page in paper.pages if "саны ғана" in page.text]
    assert "59 жас және одан жоғары" in page.text
    assert "Ерлер" in page.text


def test_a_form_without_groups_has_no_legend_and_no_boxes() -> None:
    paper = make_paper(SheetGroups(), rows=3)
    assert "Санаты (нөмірін" not in paper.text
    assert len(paper.tables) == 1


def test_our_sentence_is_marked_as_ours_and_gives_way_to_theirs(groups) -> None:
    assert "Bastama ұсынған" in make_paper(groups).text
    theirs = Bilingual(kk="Деректерімді өңдеуге келісемін.", ru="Согласен.")
    text = make_paper(groups, consent=theirs).text
    assert "Деректерімді өңдеуге келісемін." in text
    assert "Bastama" not in text


def test_title_of_the_plan_stands_where_the_event_has_none(groups) -> None:
    untitled = make_event(title=Bilingual())
    planned = Bilingual(kk="Жоспардағы атау", ru="Название по плану")
    assert "Жоспардағы атау" in make_paper(groups, activity=untitled, title=planned).text
    assert "Қатысушылар тізімі" in make_paper(groups, activity=untitled).text


def test_only_our_faces_are_in_the_file(groups) -> None:
    paper = make_paper(groups)
    assert {face.split("+")[-1] for face in paper.faces} <= FACES
    assert paper.language == "kk-KZ"
    assert paper.title.startswith("Қатысушылар тізімі: Құқықтық")


def test_the_same_day_gives_the_same_bytes(groups, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1720000000")
    first = make_paper(groups, printed_on=None)
    assert first.data == make_paper(groups, printed_on=None).data
    assert first.data == make_paper(groups, printed_on=date(2024, 7, 3)).data


def test_too_many_rows_are_refused(groups) -> None:
    with pytest.raises(ValueError, match="9999"):
        make_paper(groups, rows=10_000)


def test_a_very_long_title_leaves_room_for_rows(groups) -> None:
    long = Bilingual(kk="Құқықтық сауаттылықты арттыру жөніндегі семинар " * 12)
    paper = make_paper(groups, rows=30, is_landscape=True, activity=make_event(title=long))
    assert read_rows(paper) == [(CODE, number) for number in range(1, 31)]
