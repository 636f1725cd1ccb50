"""So many of them: the endings as they are spoken."""

from __future__ import annotations

import pytest

from grantee_app.language.kazakh_parts import PartOf, with_part_ending


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (1, "1-еуі"),  # біреуі
        (6, "6-ауы"),  # алтауы
        (7, "7-еуі"),  # жетеуі
        (8, "8-і"),  # сегізі
        (9, "9-ы"),  # тоғызы
        (10, "10-ы"),  # оны
        (11, "11-і"),  # он бірі
        (12, "12-сі"),  # он екісі
        (16, "16-сы"),  # он алтысы
        (17, "17-сі"),  # он жетісі
        (20, "20-сы"),  # жиырмасы
        (50, "50-і"),  # елуі
        (62, "62-сі"),  # алпыс екісі
        (100, "100-і"),  # жүзі
        (1000, "1\u00a0000-ы"),  # мыңы
        (0, "0-і"),  # нөлі
    ],
)
def test_endings_follow_the_spoken_number(number, written):
    assert with_part_ending(number) == written


def test_russian_has_the_number_alone():
    assert PartOf(7).spoken_in("kk") == "7-еуі"
    assert PartOf(7).spoken_in("ru") == "7"
