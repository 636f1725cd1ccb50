"""Plans as people phrase them, and how they are said back."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grantee_app.folders import resources_folder
from grantee_app.language.catalogue import Language
from grantee_app.language.message import LANGUAGES, LanguageCode, message
from grantee_app.records.plan import PlannedValue
from grantee_app.records.plan_phrase import describe_plan, read_plan


def plan(target: float, second: float | None = None, **others: Any) -> PlannedValue:
    return PlannedValue(target=target, second_target=second, **others)


AT_LEAST: dict[str, Any] = {"comparison": "at_least"}
AT_MOST: dict[str, Any] = {"comparison": "at_most"}
PERCENT: dict[str, Any] = {"unit": "percent"}
PEOPLE: dict[str, Any] = {"unit": "people"}
EACH: dict[str, Any] = {"per_event": True}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("10", plan(10)),
        ("1 (1 000 дана)", plan(1)),
        ("1 (1 000 экз.)", plan(1)),
        ("1 брошюра, 1000 экз.", plan(1)),
        ("1 кітапша, 1 000 дана", plan(1)),
        ("10 жарияланым", plan(10)),
        ("7 мың", plan(7000)),
        ("20.000", plan(20_000)),
        ("екі", plan(2)),
        ("один отчёт", plan(1)),
        ("4/1", plan(4, 1)),
        ("4 / 1", plan(4, 1)),
        ("4+1", plan(4, 1)),
        ("фото/видео 4/1", plan(4, 1)),
        ("4 фото және 1 бейне", plan(4, 1)),
        ("4 фото, 1 видео", plan(4, 1)),
        ("4фото/1видео", plan(4, 1)),
        ("әр шарадан 4 фотодан/1 бейнеден", plan(4, 1, **EACH)),
        ("не менее 4 фото/1 видео", plan(4, 1, **AT_LEAST)),
        ("4 сурет пен 1 бейне", plan(4, 1)),
        ("әр шарадан 4/1", plan(4, 1, **EACH)),
        ("ар шарадан 4/1", plan(4, 1, **EACH)),
        ("әрбір іс-шарадан 6/1", plan(6, 1, **EACH)),
        ("әр бір шарадан 6/1", plan(6, 1, **EACH)),
        ("әр іс-шара бойынша 2", plan(2, **EACH)),
        ("әрқайсысынан 2", plan(2, **EACH)),
        ("іс-шара сайын 2", plan(2, **EACH)),
        ("бір шарадан 4/1", plan(4, 1, **EACH)),
        ("по 4/1 с каждого мероприятия", plan(4, 1, **EACH)),
        ("с каждого семинара 2 отзыва", plan(2, **EACH)),
        ("по одному отзыву с каждого", plan(1, **EACH)),
        ("с 1 мероприятия 4/1", plan(4, 1, **EACH)),
        ("по 4 фото и 1 видео с каждого мероприятия", plan(4, 1, **EACH)),
        ("10 × 4/1", plan(4, 1, events=10, **EACH)),
        ("10 х 4", plan(4, events=10, **EACH)),
        ("10 мероприятий по 4/1", plan(4, 1, events=10, **EACH)),
        ("әр шарадан 6/1, 10 шара", plan(6, 1, events=10, **EACH)),
        ("әр шарадан 4/1, барлығы 40/10", plan(4, 1, events=10, **EACH)),
        ("по 4/1 с каждого, всего 40/10", plan(4, 1, events=10, **EACH)),
        ("әр шарадан 3, барлығы 10", plan(3, **EACH)),
        (
            "не менее 4 фото и 1 видео с каждого из 10 семинаров",
            plan(4, 1, events=10, **EACH, **AT_LEAST),
        ),
        ("80%", plan(80, **PERCENT)),
        ("84,5 %", plan(84.5, **PERCENT)),
        ("80 пайыз", plan(80, **PERCENT)),
        ("≥80%", plan(80, **PERCENT, **AT_LEAST)),
        (">= 80 %", plan(80, **PERCENT, **AT_LEAST)),
        ("80%-дан кем емес", plan(80, **PERCENT, **AT_LEAST)),
        ("80%-дан кем емес болуы тиіс", plan(80, **PERCENT, **AT_LEAST)),
        ("кемінде 80 %", plan(80, **PERCENT, **AT_LEAST)),
        ("80 пайыздан төмен емес", plan(80, **PERCENT, **AT_LEAST)),
        ("80%-дан жоғары", plan(80, **PERCENT, **AT_LEAST)),
        ("не менее 80 процентов", plan(80, **PERCENT, **AT_LEAST)),
        ("не ниже 80%", plan(80, **PERCENT, **AT_LEAST)),
        ("80%-ға дейін", plan(80, **PERCENT, **AT_MOST)),
        ("не менее 12", plan(12, **AT_LEAST)),
        ("12-ден кем емес", plan(12, **AT_LEAST)),
        ("кем дегенде 12", plan(12, **AT_LEAST)),
        ("минимум 12", plan(12, **AT_LEAST)),
        ("20-дан астам", plan(20, **AT_LEAST)),
        ("20+", plan(20, **AT_LEAST)),
        ("более 20 публикаций", plan(20, **AT_LEAST)),
        ("кемінде 20 іс-шара", plan(20, **AT_LEAST)),
        ("от 400 человек", plan(400, **PEOPLE, **AT_LEAST)),
        ("400 адамнан кем емес", plan(400, **PEOPLE, **AT_LEAST)),
        ("более 1000 жителей", plan(1000, **PEOPLE, **AT_LEAST)),
        ("1/≥50", plan(50, **PEOPLE, **AT_LEAST)),
        ("1/50-ден кем емес", plan(50, **PEOPLE, **AT_LEAST)),
        ("4/1-ден кем емес", plan(4, 1, **AT_LEAST)),
        ("до 5", plan(5, **AT_MOST)),
        ("5-ке дейін", plan(5, **AT_MOST)),
        ("5-тен жоғары емес", plan(5, **AT_MOST)),
        ("5-тен артық емес", plan(5, **AT_MOST)),
        ("не более 5", plan(5, **AT_MOST)),
        ("≤5", plan(5, **AT_MOST)),
    ],
)
def test_phrases(typed: str, expected: PlannedValue) -> None:
    assert read_plan(typed) == expected


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "  ",
        "-",
        "жүргізіледі",
        "А4 форматы",
        "1" * 9000,
        "10-12",
        "от 400 до 500",
        "75–80%",
        "300-ге жуық",
        "около 300",
        "ай сайын 2",
        "ежемесячно 2 поста",
        "айына 2",
        "2024 жылы 10",
        "10 семинар, 300 адам",
        "10/≥50",
        "4/1/2",
        "1 млн 200",
    ],
)
def test_what_is_not_sure_is_left_to_the_author(typed: str) -> None:
    assert read_plan(typed) is None


def test_what_the_phrase_does_not_say_comes_from_the_caller() -> None:
    assert read_plan("әр шарадан 4/1", events=10) == plan(4, 1, events=10, **EACH)
    assert read_plan("әр шарадан 4/1, 8 шара", events=10) == plan(4, 1, events=8, **EACH)
    assert read_plan("4/1", events=10) == plan(4, 1)
    assert read_plan("80", unit="percent") == plan(80, **PERCENT)
    assert read_plan("20 000-нан кем емес", unit="people") == plan(20_000, **PEOPLE, **AT_LEAST)


def sample_indicators() -> list[dict[str, Any]]:
    path = resources_folder() / "sample" / "project.json"
    project = json.loads(path.read_text(encoding="utf-8"))["project"]
    return [
        indicator
        for task in project["tasks"]
        for activity in task["activities"]
        for indicator in activity["indicators"]
    ]


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_plan_of_the_sample(code: LanguageCode) -> None:
    indicators = sample_indicators()
    assert len(indicators) > 50
    for indicator in indicators:
        written = indicator["plan_text"][code]
        expected = PlannedValue(**indicator["plan"])
        # The number of events stands in the plan of activities, never in these phrases.
        assert read_plan(written, unit=expected.unit, events=10) == expected, written


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_sample_needs_a_unit_from_outside_once(code: LanguageCode) -> None:
    # «20 000-нан кем емес» of the reach counts people, which only its title tells.
    silent = [
        indicator["plan_text"]["kk"]
        for indicator in sample_indicators()
        if (found := read_plan(indicator["plan_text"][code])) is None
        or found.unit != indicator["plan"]["unit"]
    ]
    assert silent == ["20 000-нан кем емес"]


PHOTOS, VIDEOS = message("photos"), message("videos")


@pytest.mark.parametrize(
    ("value", "kk", "ru"),
    [
        (plan(10), "Түсінікті: 10", "Понято: 10"),
        (plan(4, 1), "Түсінікті: 4/1", "Понято: 4/1"),
        (
            plan(80, **PERCENT, **AT_LEAST),
            "Түсінікті: кемінде 80 пайыз",
            "Понято: не менее 80\u00a0%",
        ),
        (
            plan(400, **PEOPLE, **AT_LEAST),
            "Түсінікті: кемінде 400 адам",
            "Понято: не менее 400 человек",
        ),
        (plan(1, **PEOPLE, **AT_LEAST), "Түсінікті: кемінде 1 адам", "Понято: не менее 1 человека"),
        (plan(2, **PEOPLE), "Түсінікті: 2 адам", "Понято: 2 человека"),
        (plan(5, **AT_MOST), "Түсінікті: ең көбі 5", "Понято: не более 5"),
        (plan(4, 1, **EACH), "Түсінікті: әр іс-шарадан 4/1", "Понято: с каждого мероприятия 4/1"),
        (
            plan(4, 1, events=10, **EACH),
            "Түсінікті: әр іс-шарадан 4/1, 10 іс-шара: барлығы 40/10",
            "Понято: с каждого мероприятия 4/1, 10 мероприятий: всего 40/10",
        ),
        (
            plan(300, events=21, **EACH),
            "Түсінікті: әр іс-шарадан 300, 21 іс-шара: барлығы 6\u00a0300",
            "Понято: с каждого мероприятия 300, 21 мероприятие: всего 6\u00a0300",
        ),
        (PlannedValue(), "Жоспарланған сан әзірге жоқ.", "Запланированного числа пока нет."),
    ],
)
def test_a_plan_is_said_back(value: PlannedValue, kk: str, ru: str) -> None:
    assert Language.load("kk").say(describe_plan(value)) == kk
    assert Language.load("ru").say(describe_plan(value)) == ru


def test_a_plan_is_said_back_with_names() -> None:
    value = plan(4, 1, events=10, **EACH)
    kk = describe_plan(value, first="фото", second="бейне")
    ru = describe_plan(value, first="фото", second="видео")
    assert (
        Language.load("kk").say(kk)
        == "Түсінікті: әр іс-шарадан 4 фото және 1 бейне, 10 іс-шара: барлығы 40/10"
    )
    assert (
        Language.load("ru").say(ru)
        == "Понято: с каждого мероприятия фото: 4 и видео: 1, 10 мероприятий: всего 40/10"
    )
    english = describe_plan(plan(3, **AT_LEAST), first=PHOTOS)
    assert str(english) == "Understood: at least 3 photos"
    assert str(describe_plan(plan(4, 1), first=PHOTOS, second=VIDEOS)).endswith(
        "4 photos and 1 videos"
    )


@given(
    st.integers(0, 10**6),
    st.none() | st.integers(0, 100),
    st.sampled_from(["exactly", "at_least", "at_most"]),
    st.sampled_from(["count", "percent", "people"]),
    st.booleans(),
    st.sampled_from(LANGUAGES),
)
def test_what_was_said_back_reads_the_same(
    target: int,
    second: int | None,
    comparison: str,
    unit: str,
    per_event: bool,
    code: LanguageCode,
) -> None:
    if second is not None and (unit != "count" or (target == 1 and comparison != "exactly")):
        second = None
    value = PlannedValue.model_validate(
        {
            "target": target,
            "second_target": second,
            "comparison": comparison,
            "unit": unit,
            "per_event": per_event,
        }
    )
    said = Language.load(code).say(describe_plan(value))
    assert read_plan(said.partition(": ")[2]) == value


@given(st.text(alphabet=st.sampled_from("0123 /%.,-+×()≥әр шаранкемсдоыеіпо"), max_size=16))
def test_no_phrase_raises(typed: str) -> None:
    value = read_plan(typed)
    assert value is None or value.target is not None
    if value is not None:
        assert str(describe_plan(value))
