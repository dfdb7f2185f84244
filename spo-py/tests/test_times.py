"""Datetimes in and out."""

import doctest
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Literal
from zoneinfo import ZoneInfo

import pytest

import spo
import spo.times

DANISH = ZoneInfo("Europe/Copenhagen")
WINTER = timezone(timedelta(hours=1))
SUMMER = timezone(timedelta(hours=2))


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (datetime(2026, 7, 1, 10, tzinfo=DANISH), "2026-07-01T10:00:00+02:00"),
        (datetime(2026, 1, 1, 10, tzinfo=DANISH), "2026-01-01T10:00:00+01:00"),
        (datetime(2026, 7, 1, 10, tzinfo=ZoneInfo("Europe/Stockholm")), "2026-07-01T10:00:00+02:00"),
        (datetime(2026, 7, 1, 10, tzinfo=SUMMER), "2026-07-01T10:00:00+02:00"),
        (datetime(2026, 7, 1, 10, 0, 30, 999_999, tzinfo=SUMMER), "2026-07-01T10:00:30+02:00"),
        # Clocks go back from three to two.
        (datetime(2026, 10, 25, 2, 30, tzinfo=DANISH), "2026-10-25T02:30:00+02:00"),
        (datetime(2026, 10, 25, 2, 30, tzinfo=DANISH, fold=1), "2026-10-25T02:30:00+01:00"),
    ],
)
def test_a_time_with_denmarks_offset_is_kept_whatever_its_zone(value: datetime, kept: str) -> None:
    start = spo.At(start=value).start
    assert start.isoformat() == kept
    assert isinstance(start.tzinfo, timezone)


def test_times_an_hour_apart_differ_on_the_night_when_clocks_go_back() -> None:
    first = datetime(2026, 10, 25, 2, 30, tzinfo=DANISH)
    second = first.replace(fold=1)
    assert first == second, "Python compares clock faces within one zone"
    assert spo.At(start=first) != spo.At(start=second)
    assert spo.At(start=second).start - spo.At(start=first).start == timedelta(hours=1)


def test_a_time_without_a_zone_is_refused_with_the_remedy() -> None:
    with pytest.raises(spo.InvalidArgumentError, match=r"spo\.danish_time\(value\)") as caught:
        spo.At(start=datetime(2026, 7, 1, 10))
    assert (caught.value.code, caught.value.path) == ("time.naive", "At.start")


@pytest.mark.parametrize(
    "value",
    [
        datetime(2026, 7, 1, 10, tzinfo=UTC),
        datetime(2026, 7, 1, 10, tzinfo=ZoneInfo("Europe/London")),
        datetime(2026, 7, 1, 10, tzinfo=timezone(timedelta(hours=-3, minutes=-30))),
    ],
)
def test_an_offset_that_denmark_does_not_have_is_refused_with_the_remedy(value: datetime) -> None:
    with pytest.raises(spo.InvalidArgumentError, match=r"spo\.danish_time\(value\)") as caught:
        spo.At(start=value)
    assert caught.value.code == "time.offset"


@pytest.mark.parametrize(
    ("summer", "winter"),
    [
        (datetime(2026, 10, 24, 10, tzinfo=SUMMER), datetime(2026, 10, 25, 10, tzinfo=WINTER)),
    ],
)
def test_a_time_moved_over_a_change_of_the_clock_is_refused_with_the_remedy(summer: datetime, winter: datetime) -> None:
    moved = spo.At(start=summer).start + timedelta(days=1)
    with pytest.raises(spo.InvalidArgumentError, match=r"value\.replace\(tzinfo=None\)") as caught:
        spo.At(start=moved)
    assert caught.value.code == "time.offset"
    assert spo.danish_time(moved.replace(tzinfo=None)) == winter


def test_a_clock_time_that_does_not_exist_offers_both_moments_even_with_a_zone() -> None:
    with pytest.raises(spo.LocalTimeError) as caught:
        spo.At(start=datetime(2026, 3, 29, 2, 30, tzinfo=DANISH))
    assert caught.value.code == "time.nonexistent"
    assert caught.value.earlier.isoformat() == "2026-03-29T01:30:00+01:00"
    assert caught.value.later.isoformat() == "2026-03-29T03:30:00+02:00"


@pytest.mark.parametrize(
    ("clock", "code", "earlier", "later"),
    [
        (datetime(2026, 3, 29, 2, 30), "time.nonexistent", "2026-03-29T01:30:00+01:00", "2026-03-29T03:30:00+02:00"),
        (datetime(2026, 10, 25, 2, 30), "time.ambiguous", "2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00"),
    ],
)
def test_a_danish_clock_time_that_names_no_moment_or_two_must_be_chosen(
    clock: datetime, code: str, earlier: str, later: str
) -> None:
    with pytest.raises(spo.LocalTimeError) as caught:
        spo.danish_time(clock)
    assert caught.value.code == code
    choices: dict[Literal["earlier", "later"], str] = {"earlier": earlier, "later": later}
    for choose, moment in choices.items():
        assert spo.danish_time(clock, choose=choose).isoformat() == moment
        assert getattr(caught.value, choose).isoformat() == moment


def test_danish_time_keeps_the_moment_of_other_zones() -> None:
    assert spo.danish_time(datetime(2026, 7, 1, 8, tzinfo=UTC)).isoformat() == "2026-07-01T10:00:00+02:00"
    assert spo.danish_time(datetime(2026, 10, 25, 1, 30, tzinfo=UTC)).isoformat() == "2026-10-25T02:30:00+01:00"


def test_danish_time_is_that_of_the_time_zone_database_in_every_hour_of_a_year() -> None:
    for hour in range(366 * 24):
        moment = datetime(2028, 1, 1, tzinfo=UTC) + timedelta(hours=hour, minutes=17)
        danish = moment.astimezone(DANISH)
        assert spo.danish_time(moment).isoformat() == danish.isoformat()
        assert spo.At(start=danish).start == moment


def test_a_wrong_choice_is_named() -> None:
    with pytest.raises(ValueError, match="'earlier' or 'later', not 'first'"):
        spo.danish_time(datetime(2026, 10, 25, 2, 30), choose="first")  # type: ignore[arg-type]


def test_a_date_is_no_time_and_a_time_no_date() -> None:
    with pytest.raises(TypeError, match=r"At\.start must be datetime, not date"):
        spo.At(start=date(2026, 7, 1))  # type: ignore[arg-type]
    with pytest.raises(TypeError, match=r"Day\.date must be date, not datetime"):
        spo.Day(date=datetime(2026, 7, 1, tzinfo=SUMMER))


def test_the_examples_in_the_documentation_work() -> None:
    names = {"datetime": datetime, "timedelta": timedelta}
    assert doctest.testmod(spo.times, extraglobs=names).failed == 0
