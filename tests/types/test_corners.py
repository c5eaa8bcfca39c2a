"""`drifttools.types` where it is easily got wrong: odd values, arithmetic, many rows at once, revisions, pickles."""

from __future__ import annotations

import pickle
import textwrap
import uuid
from datetime import UTC, datetime, time, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from alembic.autogenerate import render_python_code
from alembic.autogenerate.api import AutogenContext
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.operations.ops import CreateTableOp, UpgradeOps
from sqlalchemy import Column, Engine, Integer, MetaData, Table, create_engine, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import CompileError, StatementError

import drifttools.types
from drifttools.alembic import render_item
from drifttools.types import ARRAY, JSONB, UUID, AwareDateTime, empty_array, random_uuid

METADATA = MetaData()
ODD = Table(
    "odd",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("document", JSONB()),
    Column("matrix", ARRAY(Integer, dimensions=2)),
    Column("owners", ARRAY(UUID())),
    Column("texts", ARRAY(UUID(as_uuid=False))),
    Column("documents", ARRAY(JSONB(none_as_null=True))),
    Column("flags", ARRAY(sa.Boolean())),
    Column("spans", ARRAY(sa.Interval())),
    Column("clocks", ARRAY(sa.Time())),
    Column("big", ARRAY(sa.BigInteger())),
    Column("moment", AwareDateTime()),
    Column("made", UUID(), server_default=random_uuid()),
    Column("none", ARRAY(sa.Text()), server_default=empty_array()),
)
ONE, NOON = uuid.UUID(int=1), datetime(2026, 1, 1, 12, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")
DIALECTS = [postgresql.dialect(), sqlite.dialect()]  # type: ignore[no-untyped-call]  # SQLAlchemy has no types for it
ROWS: list[dict[str, Any]] = [
    {"document": {"deep": [[[{"": {"": None}}]]], "n": 2**63, "m": -(2**200)}},
    {"document": 2**63 - 1},
    {"document": {1: "a", None: 2, 1.5: 3}},
    {"matrix": [[1, None], [3, 4]]},
    {"owners": [[ONE, None], [None, None]]},
    {"texts": [str(ONE), None]},
    {"documents": [{"a": [1, None]}, None, "x", 1.5]},
    {"flags": [True, False, None]},
    {"spans": [timedelta(days=3, microseconds=1), timedelta(-1), None]},
    {"clocks": [time(1, 2, 3, 4), None]},
    {"big": [2**63 - 1, -(2**63)]},
    {"moment": datetime(9999, 12, 31, 23, 59, 59, 999999, tzinfo=UTC)},
    {"moment": datetime(1890, 1, 1, tzinfo=ZoneInfo("Europe/Amsterdam"))},
]
REFUSED: list[dict[str, Any]] = [
    {"document": {"a": {"b": ["x\0"]}}},
    {"document": {"a\0": 1}},
    {"document": "\ud800"},
    {"document": [{"\udfff": 1}]},
    {"document": {"a": ONE}},
    {"matrix": [1, 2]},
    {"matrix": [[1], [2, 3]]},
    {"owners": ["x"]},
    {"flags": [2]},
    {"moment": datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=5)))},
]


@pytest.fixture(autouse=True)
def _made(request: pytest.FixtureRequest) -> None:
    """Make the table where a test has an engine."""
    if "engine" in request.fixturenames:
        METADATA.create_all(request.getfixturevalue("engine"))


def test_odd_values_come_back_and_others_are_refused(engine: Engine) -> None:
    """Nothing, depth, width and the ends of every range, on both; what one of them cannot keep both refuse."""
    for row in ROWS:
        with engine.begin() as connection:
            connection.execute(ODD.delete())
            connection.execute(ODD.insert(), row)
            [(name, value)] = row.items()
            wanted = {"1": "a", "null": 2, "1.5": 3} if value == {1: "a", None: 2, 1.5: 3} else value
            assert connection.scalar(select(ODD.c[name])) == wanted
    for row in REFUSED:
        with pytest.raises((StatementError, ValueError, TypeError)), engine.begin() as connection:
            connection.execute(ODD.insert(), row)


def test_sqlite_refuses_what_it_would_round() -> None:
    """A column of JSON has a numeric affinity there: a number alone that is no 64-bit integer would be another one."""
    assert JSONB().process_bind_param([2**63], DIALECTS[1]) == [2**63]
    with pytest.raises(ValueError, match="sqlite would round 9223372036854775808"):
        JSONB().process_bind_param(2**63, DIALECTS[1])


def test_many_rows_at_once_give_what_they_got(engine: Engine) -> None:
    """An insert of several rows returns them with the values of the types and of the server; paths and lists find them."""
    rows = [{"document": {"k": [{"x": number}]}, "owners": [uuid.UUID(int=number)], "moment": NOON} for number in range(3)]
    document, owners, moment = ODD.c.document, ODD.c.owners, ODD.c.moment
    with engine.begin() as connection:
        found = connection.execute(ODD.insert().returning(document, owners, moment, ODD.c.made, ODD.c.none), rows).all()
        assert sorted([row[:3] for row in found], key=str) == [tuple(row.values()) for row in rows]
        assert {type(row.made) for row in found} == {uuid.UUID}
        assert [row.none for row in found] == [[], [], []]
        asked = {
            document["k"][0]["x"].as_integer() > 0: 2,
            document["none"].as_string().is_(None): 3,
            document.in_([{"k": [{"x": 2}]}, {}]): 1,
            owners.in_([[ONE]]): 1,
            owners != [ONE]: 2,
            moment.between(NOON - timedelta(1), NOON.astimezone(BERLIN)): 3,
            moment.in_([NOON.astimezone(timezone(timedelta(hours=-7, minutes=-30)))]): 3,
        }
        for condition, wanted in asked.items():
            assert connection.scalar(select(func.count()).select_from(ODD).where(condition)) == wanted, str(condition)


def test_moments_are_reckoned_with_where_that_can_be(engine: Engine) -> None:
    """Spans are added and taken away on PostgreSQL, again and again; SQLite, which would reckon with texts, refuses."""
    moment, day = ODD.c.moment, timedelta(days=1)
    asked: dict[sa.ColumnElement[Any], Any] = {
        moment + day: NOON + day,
        moment - day: NOON - day,
        moment - NOON: timedelta(0),
        (moment + day) - moment: day,
        (moment + day) - day == moment: True,
        moment + day > NOON: True,
    }
    with engine.begin() as connection:
        connection.execute(ODD.insert(), {"moment": NOON})
        for expression, wanted in asked.items():
            if engine.dialect.name == "postgresql":
                assert connection.scalar(select(expression)) == wanted
                continue
            with pytest.raises(CompileError, match="is an operation of PostgreSQL, and sqlite has none for it"):
                connection.scalar(select(expression))


@pytest.mark.parametrize("fold", [0, 1])
def test_an_hour_that_is_there_twice_is_two_hours(fold: int) -> None:
    """`fold` tells which of them is meant, on either dialect."""
    twice = datetime(2026, 10, 25, 2, 30, fold=fold, tzinfo=BERLIN)
    for dialect in DIALECTS:
        moment = AwareDateTime().process_bind_param(twice, dialect)
        assert moment is not None
        assert (moment.hour, moment.minute) == (fold, 30)


def test_types_are_pickled_and_written_as_python() -> None:
    """A pickle of the tables has the same types, and what `repr` says of a type makes it again."""
    again = pickle.loads(pickle.dumps(METADATA)).tables["odd"]  # noqa: S301 - of our own
    assert [repr(one.type) for one in again.columns] == [repr(one.type) for one in ODD.columns]
    for one in (JSONB(none_as_null=True), UUID(as_uuid=False), AwareDateTime()):
        assert repr(eval(repr(one), vars(drifttools.types))) == repr(one)  # noqa: S307 - of our own


def test_a_revision_with_them_runs() -> None:
    """With `drifttools.alembic` a revision names each type by its module and imports it, and makes the same table."""
    context = AutogenContext(MigrationContext.configure(dialect_name="sqlite"), opts={"render_item": render_item})
    assert render_item("type", ARRAY(UUID(), dimensions=2), context) == (
        "drifttools.types.ARRAY(drifttools.types.UUID(), dimensions=2)"
    )
    assert context.imports == {"import drifttools.types"}
    plain = Table(ODD.name, MetaData(), *(Column(one.name, one.type, primary_key=one.primary_key) for one in ODD.columns))
    code = render_python_code(UpgradeOps([CreateTableOp.from_table(plain)]), render_item=render_item)
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        names = {"sa": sa, "drifttools": drifttools, "op": Operations(MigrationContext.configure(connection))}
        exec(textwrap.dedent(f"    {code}"), names)  # noqa: S102 - what was rendered
        columns = sa.inspect(connection).get_columns("odd")
    compiled = {one.name: one.type.compile(engine.dialect) for one in ODD.columns}
    assert {one["name"]: str(one["type"]) for one in columns} == compiled
    engine.dispose()
