"""Numbers, spans and lists in words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from drifttools.model.finding import Change, Finding
from drifttools.report import words
from drifttools.report.groups import grouped


@pytest.mark.parametrize(
    ("ids", "said"),
    [
        ([], ""),
        (["s01"], "s01"),
        (["s01", "s02"], "s01, s02"),
        (["s01", "s02", "s03"], "s01 to s03"),
        (["s01", "s03", "s04"], "s01, s03, s04"),
        (["s98", "s99", "s100"], "s98 to s100"),
    ],
)
def test_a_run_of_steps_leaves_none_out(ids: list[str], said: str) -> None:
    """`s01 to s03` is only said where s02 is among them."""
    assert words.run_of(ids) == said


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0.41, "0.4 s"), (7, "7 s"), (127, "2 min 07 s"), (3_660, "1 h 01 min"), (1_198_910, "13 d 21 h"),
        (59.97, "1 min 00 s"),
    ],
)  # fmt: skip
def test_spans_are_said_in_their_two_largest_units(seconds: float, said: str) -> None:
    """Seconds, minutes, hours and days, without a third unit."""
    assert words.lasted(timedelta(seconds=seconds)) == said


def test_times_are_said_in_utc() -> None:
    """A time of another zone is converted, one without a zone is UTC."""
    at = datetime(2026, 1, 14, 21, 0, tzinfo=timezone(timedelta(hours=1)))
    assert words.moment(at) == words.moment(at.astimezone(UTC)) == "2026-01-14 20:00:00"


@pytest.mark.parametrize(
    ("noun", "many"), [("table", "tables"), ("index", "indexes"), ("policy", "policies"), ("key", "keys")]
)
def test_plurals_of_kinds(noun: str, many: str) -> None:
    """The nouns of the report have the plural that English gives them."""
    assert words.counted(2, noun) == f"2 {many}"
    assert words.counted(1, noun) == f"1 {noun}"


def test_a_reason_that_is_one_is_told_once() -> None:
    """What PostgreSQL refuses at several places for one reason is one line; alone it keeps its place."""
    places = ("app/models.py:7", "app/models.py:70")
    found = [
        Finding("index", ("public", "t", f"i{place[-2:]}"), Change.UNKNOWN, actual=f"it refuses ({place}): no class (gin)")
        for place in places
    ]
    (group,) = grouped((one.id, one) for one in found)
    assert (group.sentence, group.actual) == ("2 indexes: could not check", "it refuses: no class (gin)")
    (alone,) = grouped((one.id, one) for one in found[:1])
    assert alone.actual == "it refuses (app/models.py:7): no class (gin)"
