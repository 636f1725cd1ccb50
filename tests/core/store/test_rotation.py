"""Which backups stay, over dates that misbehave."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from grantee_app.store.safety.rotation import Made, Retention, choose_kept

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ALMATY = timezone(timedelta(hours=5))


def make(*moments: datetime) -> list[Made]:
    return [Made(number, moment) for number, moment in enumerate(moments, 1)]


def test_a_year_of_half_hours() -> None:
    # Every working day of a year from 9 to 17 by half hours.
    moments = [
        START + timedelta(days=day, minutes=30 * slot)
        for day in range(364)
        for slot in range(17)
        if (START + timedelta(days=day)).weekday() < 5
    ]
    backups = make(*moments)
    numbers = choose_kept(backups, zone=UTC)
    kept = [made.made_at for made in backups if made.sequence in numbers]
    last = max(moments)
    assert sum(moment.date() == last.date() for moment in kept) == 12
    days = sorted({moment.date() for moment in kept}, reverse=True)
    assert [str(day) for day in days] == [
        # seven working days, four Fridays (two of them among the seven), six ends of months
        "2027-02-26", "2027-02-25", "2027-02-24", "2027-02-23", "2027-02-22", "2027-02-19",
        "2027-02-18", "2027-02-12", "2027-02-05", "2027-01-29", "2026-12-31", "2026-11-30",
        "2026-10-30", "2026-09-30",
    ]  # fmt: skip
    # Of each earlier day its last backup stands for it.
    assert all(moment.hour == 17 for moment in kept if moment.date() != last.date())


def test_a_clock_set_back_does_not_cost_the_newest() -> None:
    future = [START + timedelta(days=3000 + day) for day in range(30)]
    now = [START + timedelta(minutes=30 * slot) for slot in range(20)]
    backups = make(*future, *now)
    kept = choose_kept(backups, zone=UTC)
    assert set(range(39, 51)) <= kept
    # Days of a wrong clock age out as any others do.
    later = make(*future, *[START + timedelta(days=day) for day in range(400)])
    assert not choose_kept(later, zone=UTC) & set(range(1, 31))


def test_same_second_and_same_moment() -> None:
    backups = make(*[START] * 40)
    assert choose_kept(backups, zone=UTC) == set(range(29, 41))


def test_the_order_of_the_list_does_not_matter() -> None:
    backups = make(*[START + timedelta(hours=7 * number) for number in range(200)])
    assert choose_kept(backups, zone=UTC) == choose_kept(backups[::-1], zone=UTC)


def test_summer_time_and_the_move_of_kazakhstan_to_one_zone() -> None:
    # Almaty went from +6 to +5 at the midnight of 1 March 2024: 23:30 came twice.
    almaty = ZoneInfo("Asia/Almaty")
    for zone, night in (
        (almaty, datetime(2024, 2, 29, 16, 0, tzinfo=UTC)),
        (ZoneInfo("Europe/Berlin"), datetime(2026, 10, 24, 20, 0, tzinfo=UTC)),
    ):
        backups = make(*[night + timedelta(minutes=30 * slot) for slot in range(16)])
        kept = choose_kept(backups, Retention(recent=1, daily=7, weekly=0, monthly=0), zone)
        days = {made.made_at.astimezone(zone).date() for made in backups}
        assert len(days) == 2
        assert len(kept) == 2


def test_a_day_is_the_person_s_day() -> None:
    # 23:30 and 00:30 in Kazakhstan are two days, though one in UTC.
    backups = make(
        datetime(2026, 5, 5, 18, 30, tzinfo=UTC), datetime(2026, 5, 5, 19, 30, tzinfo=UTC)
    )
    only_days = Retention(recent=0, daily=7, weekly=0, monthly=0)
    assert choose_kept(backups, only_days, ALMATY) == {1, 2}
    assert choose_kept(backups, only_days, UTC) == {2}


@given(st.lists(st.datetimes(timezones=st.just(UTC)), max_size=80))
def test_never_more_than_promised_and_never_less_than_recent(moments: list[datetime]) -> None:
    backups = make(*moments)
    kept = choose_kept(backups, zone=UTC)
    assert len(kept) <= 12 + 7 + 4 + 6
    assert {made.sequence for made in backups[-12:]} <= kept
