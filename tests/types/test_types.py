"""`drifttools.types`: what goes in comes out, on PostgreSQL and on SQLite alike."""

from __future__ import annotations

import decimal
import enum
import subprocess
import sys
import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Column, Date, Engine, Enum, Integer, LargeBinary, MetaData, Numeric, Table, Text, func, select
from sqlalchemy.exc import CompileError, StatementError
from sqlalchemy.ext.mutable import MutableDict, MutableList
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from drifttools.types import ARRAY, JSONB, UUID, AwareDateTime


class Colour(enum.Enum):
    """What an enum of an application looks like."""

    RED = "red"
    GREEN = "green"


ITEMS = {
    "texts": Text(),
    "numbers": Integer(),
    "exact": Numeric(40, 10),
    "days": Date(),
    "bytes": LargeBinary(),
    "colours": Enum(Colour, name="colour"),
    "uuids": UUID(),
    "moments": AwareDateTime(),
}
METADATA = MetaData()
VALUES = Table(
    "values",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("document", JSONB()),
    Column("plain", JSONB(none_as_null=True)),
    Column("key", UUID()),
    Column("text_key", UUID(as_uuid=False)),
    Column("moment", AwareDateTime()),
    *(Column(name, ARRAY(item)) for name, item in ITEMS.items()),
)

TEXTS = st.text(st.characters(blacklist_characters="\0", blacklist_categories=("Cs",)), max_size=8)
# PostgreSQL keeps a number of JSON as a decimal: a double above 2**53 comes back as the integer that it stands for
NUMBERS = st.integers(-(2**53), 2**53) | st.floats(min_value=-(2**50), max_value=2**50)
DOCUMENTS = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)
ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
MOMENTS = st.datetimes(datetime(2, 1, 1), datetime(9998, 1, 1), timezones=ZONES)  # noqa: DTZ001 - the strategy adds it
EXACT = st.decimals(-(10**20), 10**20, places=10)
ELEMENTS = {
    "texts": TEXTS,
    "numbers": st.integers(-(2**31), 2**31 - 1),
    "exact": EXACT,
    "days": st.dates(date(2, 1, 1)),
    "bytes": st.binary(max_size=6),
    "colours": st.sampled_from(Colour),
    "uuids": st.uuids(),
    "moments": MOMENTS,
}
# SQLAlchemy 2.0 reads a NULL in a native array of an enum as the text "NULL", whichever type is above it
_NULLS = {name: st.none() if name != "colours" else st.nothing() for name in ELEMENTS}
_LISTS = {name: st.none() | st.lists(_NULLS[name] | one, max_size=4) for name, one in ELEMENTS.items()}
ROWS = st.fixed_dictionaries(
    {"document": DOCUMENTS, "plain": DOCUMENTS, "key": st.none() | st.uuids(), "moment": st.none() | MOMENTS, **_LISTS}
)


@pytest.fixture(autouse=True)
def _made(request: pytest.FixtureRequest) -> None:
    """Make the table where a test has an engine."""
    if "engine" in request.fixturenames:
        METADATA.create_all(request.getfixturevalue("engine"))


def came_back(engine: Engine, row: dict[str, Any]) -> dict[str, Any]:
    """A row written and read."""
    with engine.begin() as connection:
        connection.execute(VALUES.delete())
        connection.execute(VALUES.insert(), row)
        return dict(connection.execute(select(*(VALUES.c[name] for name in row))).mappings().one())


@given(row=ROWS)
def test_what_goes_in_comes_out(engine: Engine, row: dict[str, Any]) -> None:
    """Documents, UUIDs, moments and arrays of everything are read as they were written, None and emptiness included."""
    with decimal.localcontext(prec=40):
        assert came_back(engine, row) == row


@given(value=st.uuids(), form=st.sampled_from(["{}", "{{{}}}", "urn:uuid:{}", "bare", "upper"]))
def test_a_uuid_may_be_text(value: uuid.UUID, form: str) -> None:
    """Each way to write a UUID is one value, on either dialect, and given back in the form that was asked for."""
    text = {"bare": value.hex, "upper": str(value).upper()}.get(form) or form.format(value)
    for dialect in DIALECTS:
        assert str(UUID().process_bind_param(text, dialect)) == str(value)
        assert UUID().process_result_value(text, dialect) == value
        assert UUID(as_uuid=False).process_result_value(text, dialect) == str(value)


@pytest.mark.parametrize(
    ("name", "value", "wanted"),
    [
        ("numbers", [], []),
        ("numbers", [[]], []),
        ("numbers", [[1, None], [3, 4]], [[1, None], [3, 4]]),
        ("numbers", (1, 2), [1, 2]),
        ("texts", ["", "null", "{}", 'a"b', "\\", "é中"], ["", "null", "{}", 'a"b', "\\", "é中"]),
        ("exact", [Decimal("0.1000000000"), None], [Decimal("0.1"), None]),
        ("document", (1, 2), [1, 2]),
        ("document", {"b": {"d": 1, "c": [None]}, "a": "é"}, {"a": "é", "b": {"c": [None], "d": 1}}),
        ("text_key", "A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"),
    ],
)
def test_values_of_note(engine: Engine, name: str, value: Any, wanted: Any) -> None:
    """What is easily got wrong is the same on both."""
    assert came_back(engine, {name: value}) == {name: wanted}


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("document", {"a": float("nan")}, None),
        ("document", {"a": [float("inf")]}, None),
        ("document", "a\0b", None),
        ("texts", ["a\0b"], None),
        ("numbers", [[1], [2, 3]], None),
        ("numbers", "12", "a list is wanted"),
        ("key", "no uuid", "is no UUID"),
        ("key", 7, "a UUID or its text"),
        ("moment", datetime(2026, 1, 1), "has no time zone"),  # noqa: DTZ001 - that is the point
        ("moment", "2026-01-01", "a datetime is wanted"),
    ],
)
def test_both_refuse_the_same(engine: Engine, name: str, value: Any, said: str | None) -> None:
    """What one of them cannot store, the other does not take either."""
    with pytest.raises((StatementError, ValueError)) as refused:
        came_back(engine, {name: value})
    assert said is None or said in str(refused.value)


def test_null_and_json_null_are_told_apart(engine: Engine) -> None:
    """None is JSON's null, as with SQLAlchemy's own, and NULL where that was asked for."""
    came_back(engine, {"document": None, "plain": None})
    with engine.connect() as connection:
        nulls = connection.execute(select(VALUES.c.document.is_(None), VALUES.c.plain.is_(None))).one()
    assert [bool(one) for one in nulls] == [False, True]


def test_paths_and_equality_work_on_both(engine: Engine) -> None:
    """A path into a document, an equal document however its keys are ordered, an equal array, a UUID by its text."""
    key = uuid.uuid4()
    came_back(engine, {"document": {"b": {"c": "x", "n": 3}, "a": 1}, "numbers": [1, 2], "key": key})
    document, count = VALUES.c.document, select(func.count()).select_from(VALUES)
    conditions = [
        document["b"]["c"].as_string() == "x",
        document[("b", "n")].as_integer() == 3,
        document == {"a": 1, "b": {"n": 3, "c": "x"}},
        VALUES.c.numbers == [1, 2],
        VALUES.c.key == str(key),
        VALUES.c.key.in_([str(key).upper()]),
    ]
    with engine.connect() as connection:
        found = [connection.scalar(count.where(one)) for one in conditions]
        literal = count.where(VALUES.c.key == key).compile(engine, compile_kwargs={"literal_binds": True})
        found.append(connection.exec_driver_sql(str(literal)).scalar())
    assert found == [1] * 7


def test_operators_of_postgresql_work_there_and_say_so_elsewhere(engine: Engine) -> None:
    """Each is true of a row that has it, false of one that has not, and on SQLite names itself and the way round it."""
    came_back(
        engine, {"document": {"a": [1, 2], "b": "x"}, "numbers": [1, 2], "texts": ["t", "t"], "uuids": [uuid.UUID(int=7)]}
    )
    document, numbers, texts, uuids = (VALUES.c[name] for name in ("document", "numbers", "texts", "uuids"))
    pairs = [
        (document.contains({"b": "x"}), document.contains({"b": "y"})),
        (document["a"].contains([2]), document["a"].contains([3])),
        (document.contained_by({"a": [1, 2, 3], "b": "x"}), document.contained_by({})),
        (document.has_key("a"), document.has_key("c")),
        (document.has_any(["c", "a"]), document.has_any(["c"])),
        (document.has_all(["a", "b"]), document.has_all(["a", "c"])),
        (document.path_exists("$.a[*] ? (@ > 1)"), document.path_exists("$.z")),
        (numbers.any(2), numbers.any(3)),
        (uuids.any(str(uuid.UUID(int=7))), uuids.any(uuid.UUID(int=8))),
        (texts.all("t"), texts.all("u")),
        (numbers.contains([2]), ~numbers.contains([2])),
        (numbers.contained_by([1, 2, 3]), numbers.contained_by([1])),
        (numbers.overlap([2, 9]), numbers.overlap([9])),
        (numbers.length() == 2, numbers.length() == 1),
        (numbers[1] == 1, numbers[2] == 1),
    ]
    with engine.connect() as connection:
        for yes, no in pairs:
            if engine.dialect.name == "postgresql":
                assert (connection.scalar(select(yes)), connection.scalar(select(no))) == (True, False), str(yes)
                continue
            with pytest.raises(CompileError, match=r"is an operation of PostgreSQL, and sqlite has none for it"):
                connection.scalar(select(yes))


def test_a_statement_is_compiled_once(engine: Engine, caplog: pytest.LogCaptureFixture) -> None:
    """Statements that differ only in their values are compiled once, and types and operators are not mixed up."""
    document, numbers = VALUES.c.document, VALUES.c.numbers
    select_id = select(VALUES.c.id)
    statements = [select_id.where(document == {"a": number}) for number in (1, 2)]
    statements += [select_id.where(numbers == [number]) for number in (1, 2)]
    if engine.dialect.name == "postgresql":
        statements += [select_id.where(document.contains({"a": number})) for number in (1, 2)]
        statements += [select_id.where(document.contained_by({"a": number})) for number in (1, 2)]
    caplog.set_level("INFO", "sqlalchemy.engine")
    with engine.connect() as connection:
        for statement in statements:
            connection.execute(statement).all()
    said = [
        record.getMessage()
        for record in caplog.records
        if "in " in record.getMessage()[:40] or "[" in record.getMessage()[:1]
    ]
    assert sum("generated in" in one for one in said) == sum("cached since" in one for one in said) == len(statements) // 2
    assert not any("no key" in one for one in said)


def test_alembic_finds_nothing_to_migrate(engine: Engine) -> None:
    """A database made of these types is what autogenerate expects, types compared."""
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, METADATA) == []


def test_it_is_what_a_postgresql_database_has_already(
    database: Callable[..., str], make_engine: Callable[[str], Engine]
) -> None:
    """Models that change to these types leave nothing to migrate in a database that was made of PostgreSQL's own."""
    from sqlalchemy.dialects import postgresql

    own = MetaData()
    native = {"document": postgresql.JSONB(), "key": postgresql.UUID(), "moment": postgresql.TIMESTAMP(timezone=True)}
    Table("t", own, *(Column(name, one) for name, one in native.items()), Column("tags", postgresql.ARRAY(Text())))
    ours = MetaData()
    types = {"document": JSONB(), "key": UUID(), "moment": AwareDateTime(), "tags": ARRAY(Text())}
    Table("t", ours, *(Column(name, one) for name, one in types.items()))
    engine = make_engine(database())
    with engine.begin() as connection:
        own.create_all(connection)
        assert compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), ours) == []
    engine.dispose()


def test_changes_in_place_are_seen(engine: Engine) -> None:
    """With SQLAlchemy's mutable types a changed key and an appended element are written."""

    class Base(DeclarativeBase):
        pass

    class Post(Base):
        __tablename__ = "posts"
        id: Mapped[int] = mapped_column(primary_key=True)
        data: Mapped[dict[str, Any]] = mapped_column(MutableDict.as_mutable(JSONB()))
        tags: Mapped[list[str]] = mapped_column(MutableList.as_mutable(ARRAY(Text())))

    Base.metadata.create_all(engine)
    with Session(engine) as session:
        session.add(Post(id=1, data={"a": 1}, tags=["x"]))
        session.commit()
        post = session.get_one(Post, 1)
        post.data["b"] = {"c": 2}
        post.tags.append("y")
        session.commit()
    with Session(engine) as session:
        post = session.get_one(Post, 1)
        assert (post.data, post.tags) == ({"a": 1, "b": {"c": 2}}, ["x", "y"])


def test_moments_are_read_in_utc(engine: Engine) -> None:
    """Whatever zone a moment was written in, and whatever the session's is; the database's own now() is one."""
    here = datetime(2026, 7, 1, 12, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    found = came_back(engine, {"moment": here})["moment"]
    assert (found, found.tzinfo) == (here, UTC)
    with engine.begin() as connection:
        connection.execute(VALUES.update().values(moment=func.now()))
        now = connection.scalar(select(VALUES.c.moment))
    assert abs(datetime.now(UTC) - now) < timedelta(minutes=5)


def test_what_is_made_on_sqlite_can_be_read_there(make_engine: Callable[[str], Engine]) -> None:
    """SQLite stores JSON and text that its own functions and a person can read."""
    engine = make_engine("")
    METADATA.create_all(engine)
    came_back(engine, {"document": {"b": 1, "a": 2}, "key": uuid.UUID(int=1), "uuids": [uuid.UUID(int=2)]})
    with engine.connect() as connection:
        row = connection.exec_driver_sql('SELECT document, "key", uuids FROM "values"').one()
    assert tuple(row) == (
        '{"a": 2, "b": 1}',
        "00000000-0000-0000-0000-000000000001",
        '["00000000-0000-0000-0000-000000000002"]',
    )
    engine.dispose()


def test_the_package_stays_light() -> None:
    """`import drifttools` brings no SQLAlchemy, and the types bring nothing else of ours."""
    code = (
        "import sys, drifttools; assert 'sqlalchemy' not in sys.modules; import drifttools.types; "
        "print(sorted(m for m in sys.modules if m.startswith('drifttools') and not m.startswith('drifttools.types')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert [one for one in eval(done.stdout) if one != "drifttools"] in ([], ["drifttools.version"])  # noqa: S307 - a list


def _dialects() -> list[Any]:
    from sqlalchemy.dialects import postgresql, sqlite

    return [postgresql.dialect(), sqlite.dialect()]


DIALECTS = _dialects()
