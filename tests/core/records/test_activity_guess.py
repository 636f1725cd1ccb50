"""The kind of an activity by the words of its title."""

from __future__ import annotations

from typing import get_args

import pytest

from grantee_app.language.catalogue import Language
from grantee_app.language.message import LanguageCode
from grantee_app.records import Bilingual
from grantee_app.records.activity import ActivityKind
from grantee_app.records.activity_guess import guess_activity_kind
from grantee_app.records.terms import ACTIVITY_KINDS

TITLES: dict[str, ActivityKind] = {
    "Әйелдерге арналған семинар": "seminar",
    "Круглый стол с акиматом": "round_table",
    "Онлайн-кездесу": "online_meeting",
    "Дөнгелек устел": "round_table",  # typed on a Russian keyboard
    "Баспасөз мәслихаты": "press_conference",
    "Дәрістер топтамасы": "lecture",
    "Қолөнер шеберлік сабағы": "master_class",
    "Бейнесабақ түсіру": "video_lesson",
    "Шағын гранттар байқауы": "small_grants_contest",
    "Конкурс рисунков": "contest",
    "Ауылдағы сенбілік": "community_action",
    "Жазғы мектеп": "summer_school",
    "Ознакомительная поездка": "study_visit",
}


@pytest.mark.parametrize(("title", "kind"), TITLES.items())
def test_a_title_tells_its_kind_in_either_language(title: str, kind: ActivityKind) -> None:
    assert guess_activity_kind(Bilingual(kk=title)) == kind
    assert guess_activity_kind(Bilingual(ru=title)) == kind


@pytest.mark.parametrize("title", ["", "Ашылу", "Мақалалар", "Реакция жителей"])
def test_a_title_that_tells_no_kind_is_left(title: str) -> None:
    assert guess_activity_kind(Bilingual(kk=title)) is None


@pytest.mark.parametrize("code", ["kk", "ru"])
def test_every_kind_is_guessed_by_its_own_name(code: LanguageCode) -> None:
    language = Language.load(code)
    names = {kind: language.gettext(word) for kind, word in ACTIVITY_KINDS.items()}
    guessed = {kind: guess_activity_kind(Bilingual(kk=name)) for kind, name in names.items()}
    assert guessed == {kind: None if kind == "other" else kind for kind in get_args(ActivityKind)}
