"""Links and files that are used twice, and what a publication is."""

from __future__ import annotations

import pytest

from grantee_app.figures.evidence_list import (
    find_repeats,
    fold_link,
    read_of_event,
    read_of_project,
    search_rows,
)
from grantee_app.records import Bilingual
from grantee_app.records.activity import Evidence
from grantee_app.records.attachment import Attachment
from grantee_app.store.editing import Parent
from grantee_app.workspace import Workspace


@pytest.fixture
def workspace():
    with Workspace.with_sample() as workspace:
        yield workspace


def add(workspace: Workspace, place: int, **told: object) -> str:
    ids = [
        row[0]
        for row in workspace.db.execute("SELECT id FROM activity ORDER BY starts_on").fetchall()
    ]
    entry = Evidence(kind="social_post", title=Bilingual(kk="Жазба"), **told)
    workspace.records.add("evidence", Parent("activity", ids[place]), entry)
    return entry.id


def repeats(workspace: Workspace) -> dict[str, set[str]]:
    return find_repeats(workspace.db, workspace.list_projects()[0].id)


@pytest.mark.parametrize(
    "link",
    [
        "https://www.Instagram.com/p/Ab/",
        "http://instagram.com/p/Ab?igsh=xyz",
        "instagram.com/p/Ab/?utm_source=ig&utm_medium=share",
        "https://m.instagram.com/p/Ab#",
    ],
)
def test_one_page_has_many_addresses(link):
    assert fold_link(link) == "instagram.com/p/Ab"


def test_different_pages_stay_different():
    assert fold_link("https://a.kz/news?id=1") != fold_link("https://a.kz/news?id=2")
    assert fold_link("https://a.kz/News") != fold_link("https://a.kz/news")


def test_a_link_at_two_events_is_a_repeat_of_both(workspace):
    assert repeats(workspace) == {}
    one = add(workspace, 3, link="https://www.a.kz/1/")
    other = add(workspace, 4, link="http://a.kz/1")
    add(workspace, 5, link="http://a.kz/2")
    assert repeats(workspace) == {one: {other}, other: {one}}


def test_a_file_is_a_repeat_only_at_another_event(workspace):
    def photo(name: str) -> list[Attachment]:
        return [Attachment(name=name, media_type="image/jpeg", size=9, sha256="a" * 64)]

    one = add(workspace, 3, attachments=photo("1.jpg"))
    add(workspace, 3, attachments=photo("2.jpg"))
    found = repeats(workspace)
    assert found == {}
    other = add(workspace, 6, attachments=photo("IMG_7.jpg"))
    assert repeats(workspace)[other] >= {one}


def test_evidence_of_the_whole_stands_behind_that_of_an_event(workspace):
    rows = read_of_project(workspace.db, workspace.list_projects()[0].id)
    assert len(rows) == 259
    event = next(row for row in rows if row.kind == "information_letter")
    own = read_of_event(workspace.db, event.event_id, event.planned_id)
    is_shared = [not row.event_id for row in own]
    assert any(is_shared)
    assert is_shared == sorted(is_shared)


def test_search_takes_any_keyboard_and_a_day(workspace):
    rows = read_of_project(workspace.db, workspace.list_projects()[0].id)
    assert {row.place.kk for row in search_rows(rows, "балпык би")} == {
        "Көксу ауданы, Балпық би ауылы"
    }
    assert search_rows(rows, "газет")
    assert all(row.dated_on == "2024-07-10" for row in search_rows(rows, "10.07.2024"))


def test_a_page_without_a_picture_is_told(workspace):
    evidence_id = add(workspace, 3, link="https://a.kz/1")
    rows = read_of_project(workspace.db, workspace.list_projects()[0].id)
    row = next(row for row in rows if row.evidence_id == evidence_id)
    assert row.lacks_page
    assert row.is_publication
