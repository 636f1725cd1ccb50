"""Every kind of activity has indicators to offer, in plans that the program can read."""

from __future__ import annotations

from typing import get_args

import pytest

from grantee_app.errors import DataProblem
from grantee_app.folders import forms_folder
from grantee_app.form.proposed_indicators import load_proposals, propose_indicators, read_proposals
from grantee_app.records.activity import ActivityKind
from grantee_app.records.plan_phrase import read_plan

KINDS = get_args(ActivityKind)
FILE = forms_folder() / "rules" / "proposed-indicators.toml"
SAME = {"Пресс-релиз"}


@pytest.mark.parametrize("kind", KINDS)
def test_two_to_five_indicators_that_the_plan_can_read(kind):
    proposed = propose_indicators(kind)
    assert 2 <= len(proposed) <= 5
    assert len({item.title.ru for item in proposed}) == len(proposed)
    for item in proposed:
        assert item.title.kk != item.title.ru or item.title.kk in SAME
        kazakh, russian = read_plan(item.plan.kk), read_plan(item.plan.ru)
        assert kazakh is not None, item.plan.kk
        assert kazakh == russian, item.plan
        assert kazakh.target
        # A pair is of two kinds of evidence: 4 photos and 1 video.
        assert (kazakh.second_target is None) == (item.second_evidence is None)
        assert (item.counted_from == "satisfaction") == (kazakh.unit == "percent")
        if item.counted_from == "people":
            assert item.evidence == "participant_list"
            assert kazakh.unit == "people"


def test_the_plan_follows_the_number_of_people_told():
    first, *_ = propose_indicators("seminar", 1200)
    assert read_plan(first.plan.kk).target == 1200
    assert read_plan(first.plan.ru).target == 1200
    assert read_plan(propose_indicators("seminar")[0].plan.ru).target == 30
    assert read_plan(propose_indicators("seminar", 0)[0].plan.ru).target == 30


def test_a_table_without_a_kind_is_refused(tmp_path):
    text = FILE.read_text(encoding="utf-8")
    path = tmp_path / "proposals.toml"
    path.write_text(text.replace('kind = "forum"', 'kind = "fair"', 1), encoding="utf-8")
    with pytest.raises(DataProblem):
        read_proposals(path)


def test_the_table_says_where_it_comes_from():
    table = load_proposals()
    assert table.source
    assert table.year == 2024
