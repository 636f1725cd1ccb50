"""Lines of places and days, typed and pasted, and what a file's name tells."""

from __future__ import annotations

from datetime import date

import pytest

from grantee_app.language.reading_dates import DateRange
from grantee_app.records.evidence_guess import guess_kind
from grantee_app.records.occasions import MOST_LINES, read_occasions, tell_unread_lines

TODAY = date(2024, 7, 1)
WITHIN = DateRange(date(2024, 5, 27), date(2024, 11, 30))


def read_one(line: str):
    (found,) = read_occasions(line, today=TODAY, within=WITHIN)
    return found


@pytest.mark.parametrize(
    ("line", "place", "first", "last"),
    [
        ("Көксу ауданы, Балпық би 15.07", "Көксу ауданы, Балпық би", 15, 15),
        ("Текелі қаласы – 22 шілде", "Текелі қаласы", 22, 22),
        ("23.07 Қаратал", "Қаратал", 23, 23),
        ("г. Текели; 11-12.07.2024", "г. Текели", 11, 12),
        ("1. Ескелді ауданы\t05.07.24", "Ескелді ауданы", 5, 5),
        ("3\tАқсу ауданы\tЖансүгіров ауылы\t5 шілде", "Ақсу ауданы, Жансүгіров ауылы", 5, 5),
        ("8 март ауылы 12.07", "8 март ауылы", 12, 12),
        ("Коксуский район 3 июля", "Коксуский район", 3, 3),
    ],
)
def test_a_line_is_a_place_and_a_day(line, place, first, last):
    found = read_one(line)
    assert (found.place, found.problem) == (place, None)
    assert found.days == DateRange(date(2024, 7, first), date(2024, 7, last))


def test_what_is_missing_is_said():
    assert "day" in read_one("Сарқан").problem.msgid
    assert "where" in read_one("15.08").problem.msgid
    # A month is no day on which people meet.
    assert read_one("Сарқан, шілде 2024").days is None


def test_empty_lines_are_no_lines():
    assert len(read_occasions("\n  \nТекелі 1.08\n\n", today=TODAY)) == 1


PDF = "application/pdf"


@pytest.mark.parametrize(
    ("name", "media_type", "kind"),
    [
        ("IMG_20240711.jpg", "image/jpeg", "photo"),
        ("WhatsApp Video.mp4", "video/mp4", "video"),
        ("Қатысушылар тізімі.jpg", "image/jpeg", "participant_list"),
        ("Список участников.xlsx", PDF, "participant_list"),
        ("seminar-bagdarlama.pdf", PDF, "programme"),
        ("Пресс-релиз.docx", PDF, "press_release"),
        ("Снимок экрана 2024-07-11.png", "image/png", "social_post"),
        ("хаттама_№3.pdf", PDF, "minutes"),
        ("баяндама.odp", "application/vnd.oasis.opendocument.presentation", "presentation"),
    ],
)
def test_a_file_tells_its_kind(name, media_type, kind):
    assert guess_kind(name, media_type) == kind


def test_a_nameless_scan_is_what_is_missing():
    assert guess_kind("scan001.pdf", PDF, frozenset({"participant_list", "photo"})) == (
        "participant_list"
    )
    assert guess_kind("scan001.pdf", PDF, frozenset({"programme"})) == "programme"
    assert guess_kind("scan001.pdf", PDF) == "other"


def test_lines_beyond_what_is_read_at_once_are_told() -> None:
    lines = "\n\n".join(["Көксу 15.07"] * MOST_LINES)
    assert tell_unread_lines(lines) is None
    told = tell_unread_lines(f"{lines}\n\nТекелі 1.08\nАлтынемел 2.08\n")
    assert told is not None
    assert told.values == {"count": 2, "read": MOST_LINES, "begin": "Текелі 1.08"}
    assert len(read_occasions(f"{lines}\nТекелі 1.08", today=TODAY)) == MOST_LINES
