"""SQLite files: opened for reading alone, read whole, and told of clearly where they cannot be."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import textwrap
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import pytest

from bench.sqlite import statements
from drifttools.catalog import sqlite_functions
from drifttools.catalog.explore import Catalog
from drifttools.catalog.reader import Extent
from drifttools.catalog.reading import read_target
from drifttools.catalog.sqlite_connect import connect_sqlite
from drifttools.catalog.sqlite_query import run_sqlite_sql
from drifttools.compare.engine import compare
from drifttools.config import Config, Target, parse_target
from drifttools.errors import CatalogError, ConnectionFailed, DriftToolsError, UsageError
from drifttools.sql.sqlite_table import Unparsed
from tests.loop import snapshot as snapshot_of_server

SCHEMA = """
create table users (id integer primary key, name text not null collate nocase, check (length(name) > 1));
create table posts (id integer primary key, user_id int references users on delete cascade, body text default '');
create index posts_user on posts (user_id) where body <> '';
create view v as select name from users;
create trigger g after insert on users begin insert into posts (user_id) values (new.id); end;
insert into users values (1, 'ann'), (2, 'bob');
"""


@pytest.fixture
def target(tmp_path: Path) -> Target:
    """Give a file with some of everything."""
    return made(tmp_path / "app.db", SCHEMA)


def made(path: Path, script: str) -> Target:
    """Make a file."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(script)
        connection.commit()
    return parse_target(f"sqlite:///{path}")


# ---------------------------------------------------------------------------------------------- what cannot be read


FORMS = (
    "{}",
    "./{}",
    "file:{quoted}",
    "file:{quoted}?mode=ro",
    "file://{folder}/{quoted}",
    "sqlite:///file:{quoted}?uri=true",
)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", ["my app é.db", "100%41#1?.db", "plain"])
def test_a_file_is_found_by_whatever_it_is_called(
    form: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By its path, with or without an ending, and as SQLite's own URI, in which special characters are encoded."""
    made(tmp_path / name, SCHEMA)
    monkeypatch.chdir(tmp_path)
    text = form.format(name, quoted=quote(name), folder=tmp_path)
    connect_sqlite(Config(root=tmp_path).target(text)).close()


def test_a_missing_file_is_not_made(tmp_path: Path) -> None:
    """A file that is not there stays so, and those that are there are named."""
    made(tmp_path / "test.db", SCHEMA)
    with pytest.raises(ConnectionFailed, match="there is no file") as failed:
        connect_sqlite(parse_target(f"sqlite:///{tmp_path}/tset.db"))
    assert "test.db" in str(failed.value.hint)
    assert not (tmp_path / "tset.db").exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"name,age\nann,3\n", "is no SQLite database"),
        (bytes(range(256)) * 16, "or is encrypted"),
        (b"SQLite format 3\x00" + b"\x00" * 4080, "SQLite database|damaged|encrypted"),
    ],
)
def test_what_is_no_database_is_said_to_be_none(tmp_path: Path, content: bytes, said: str) -> None:
    """A text, an encrypted file and a damaged one: a sentence and a next step, never a traceback."""
    path = tmp_path / "file.db"
    path.write_bytes(content)
    with pytest.raises(DriftToolsError, match=said) as failed:
        read_target(parse_target(f"sqlite:///{path}"))
    assert failed.value.hint
    assert path.read_bytes() == content


def test_a_damaged_page_is_told_of(target: Target) -> None:
    """A file whose schema cannot be parsed is damaged, and how far is the next command."""
    path = Path(target.where)
    content = bytearray(path.read_bytes())
    start = content.index(b"CREATE TABLE posts")
    content[start : start + 12] = b"CREATE TALBE"
    path.write_bytes(content)
    with pytest.raises(CatalogError, match="is damaged: malformed database schema") as failed:
        read_target(target)
    assert "integrity_check" in str(failed.value.hint)


def test_a_locked_file_is_told_of(target: Target) -> None:
    """Somebody holds the file: that is said within the time limit, and nothing else."""
    with closing(sqlite3.connect(target.where, isolation_level=None)) as other:
        other.execute("begin exclusive")
        with (
            pytest.raises(CatalogError, match="is locked: another process is writing"),
            closing(connect_sqlite(target, lock_timeout_ms=50)),
        ):
            pass


def test_a_write_that_was_cut_off_is_told_of(tmp_path: Path) -> None:
    """A hot journal cannot be rolled back by a reader: the file is left as it is, and what to do is said."""
    path = tmp_path / "cut.db"
    code = """
        import os, sqlite3, sys
        c = sqlite3.connect(sys.argv[1], isolation_level=None)
        c.execute("create table t (a)"); c.execute("pragma cache_size = 1"); c.execute("begin immediate")
        c.execute("with recursive n(i) as (select 1 union all select i + 1 from n where i < 9999)"
                  " insert into t select randomblob(100) from n")
        os._exit(9)
    """
    subprocess.run([sys.executable, "-c", textwrap.dedent(code), str(path)], check=False)
    assert path.with_name("cut.db-journal").stat().st_size
    before = path.read_bytes()
    with pytest.raises(DriftToolsError, match="left in the middle of a write"):
        read_target(parse_target(f"sqlite:///{path}"))
    assert path.read_bytes() == before


def test_a_database_in_memory_is_nobody_elses() -> None:
    """What cannot be reached from here is said, with the way to a file."""
    for text in ("sqlite://", "sqlite:///:memory:", "sqlite:", "file:name?mode=memory&cache=shared"):
        with pytest.raises(UsageError, match="in memory"):
            connect_sqlite(parse_target(text))


def test_reading_never_writes(target: Target) -> None:
    """The connection refuses every write, and reading leaves the file byte for byte as it was."""
    before = Path(target.where).read_bytes()
    with closing(connect_sqlite(target)) as connection:
        for statement in ("insert into users values (3, 'x')", "create table n (a)", "drop view v", "vacuum"):
            with pytest.raises(sqlite3.OperationalError, match=r"readonly|read-only"):
                connection.execute(statement)
    read_target(target)
    assert Path(target.where).read_bytes() == before


def test_two_dialects_are_not_compared(target: Target, database: object, pg_server: object) -> None:
    """A SQLite file beside a PostgreSQL database: refused, with the way to compare both with the models."""
    del pg_server
    dsn = database("create table users (id int)")  # type: ignore[operator]
    with pytest.raises(UsageError, match="not written the same") as refused:
        compare(snapshot_of_server(dsn, Extent()), read_target(target))
    assert "models:" in str(refused.value.hint)


# ---------------------------------------------------------------------------------------------- targets


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("sqlite:///app.db", "app.db"),
        ("sqlite:////srv/app.db", "/srv/app.db"),
        ("sqlite+pysqlite:///app.db", "app.db"),
        ("sqlite+aiosqlite:////srv/app.db?timeout=5", "/srv/app.db"),
        ("sqlite:/srv/app.db", "/srv/app.db"),
        ("sqlite:///file:/srv/a b.db?mode=ro&uri=true", "/srv/a b.db"),
        ("test.db", "test.db"),
        ("./data/x.sqlite3", "./data/x.sqlite3"),
    ],
)
def test_a_file_is_named_as_sqlalchemy_and_people_name_it(text: str, path: str) -> None:
    """URLs of SQLAlchemy's drivers and plain paths lead to the same file."""
    target = parse_target(text)
    assert (target.dialect, target.where) == ("sqlite", path)


@pytest.mark.parametrize("name", ["a?b.db", "a#b.db", "a%20b.db", "größe & co.db"])
def test_every_character_of_a_name_is_meant(tmp_path: Path, name: str) -> None:
    """A question mark, a hash or a percent sign in the name of a file is no part of a URI."""
    made(tmp_path / name, SCHEMA)
    target = Target("it", f"sqlite:{tmp_path / name}", dialect="sqlite")
    assert read_target(target).count("table") == 2


# ---------------------------------------------------------------------------------------------- how it is read


def counted(connection: sqlite3.Connection) -> list[str]:
    """Note every statement that a connection runs."""
    seen: list[str] = []
    connection.set_trace_callback(seen.append)
    return seen


def test_the_number_of_queries_does_not_depend_on_the_number_of_tables(tmp_path: Path) -> None:
    """One query a kind, and one that holds the texts against the pragmas, whatever the number of tables."""
    from drifttools.catalog.sqlite_reader import read_sqlite

    numbers = []
    for tables in (10, 300):
        target = made(tmp_path / f"{tables}.db", ";".join(statements(tables)))
        with closing(connect_sqlite(target)) as connection:
            seen = counted(connection)
            assert read_sqlite(connection, target).count("table") == tables
        # a pragma within a query is traced as a statement of its own, with two dashes
        numbers.append(len([one for one in seen if not one.startswith("--") and not one.startswith("PRAGMA")]))
    assert numbers[0] == numbers[1] <= 12


def test_frames_have_what_sqlite_has(target: Target) -> None:
    """A frame has the attributes of SQLite with their types, and none that only PostgreSQL has."""
    frame = Catalog(target).columns(table="users")
    assert frame["affinity"].tolist() == ["INTEGER", "TEXT"]
    assert frame.loc[frame["column"] == "name", "collation"].tolist() == ["nocase"]
    assert not {"identity", "storage", "statistics"} & set(frame.columns)
    assert "object" not in {str(kind) for kind in frame.dtypes}


def test_sql_reads_one_statement(target: Target) -> None:
    """A person's statement is run where it reads, and is refused where it writes or is two."""
    assert run_sqlite_sql(target, "select name from users order by 1")["name"].tolist() == ["ann", "bob"]
    assert run_sqlite_sql(target, "select id from users", limit=1).attrs["truncated"]
    for text in ("delete from users", "select 1; select 2", "select nope", "with x as (select 1) delete from users"):
        with pytest.raises(UsageError):
            run_sqlite_sql(target, text)
    endless = "with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n"
    with pytest.raises(CatalogError, match="time limit"):
        run_sqlite_sql(target, endless, timeout_ms=50)


def test_names_with_anything_in_them_are_read(tmp_path: Path) -> None:
    """Tabs, newlines, backslashes, quotes and signs of other alphabets in names and texts come back as they are."""
    odd = ["a\tb", "c\nd", "e\\f", 'g"h', "i'j", "k`l", "m]n", "ö ß 名", "\\N", "x\x1fy", " "]
    columns = ", ".join('"' + one.replace('"', '""') + '" text' for one in odd)
    target = made(tmp_path / "odd.db", f"create table t ({columns}, check (1 <> '\t\n\\N'));")
    rows = read_target(target).rows
    found = sorted((one["position"], one["column"]) for one in rows["column"].decode(rows["column"].lines))
    assert [name for _, name in found] == odd
    (check,) = rows["constraint"].decode(rows["constraint"].lines)
    assert check["expression"] == "1 <> '\t\n\\N'"


def test_a_text_that_cannot_be_read_is_told_of_its_table(target: Target, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where our reader of CREATE TABLE gives up, the table is `could not read`, and neither equal nor missing."""

    def gives_up(sql: str) -> object:
        raise Unparsed(f"a clause of a later SQLite was met in {len(sql)} characters")

    healthy = read_target(target)
    monkeypatch.setattr(sqlite_functions, "read_table", gives_up)
    # another text: what was read before is not read again
    other = made(Path(target.where).with_name("other.db"), SCHEMA.replace("body text default ''", "body text default  ''"))
    seen = read_target(other)
    assert [(one.kind, one.object) for one in seen.unread] == [("table", "main.posts")]
    assert "a clause of a later SQLite" in seen.unread[0].reason
    found = compare(healthy, seen).findings
    assert [(one.change.value, one.label) for one in found] == [("unknown", "main.posts")]


# ---------------------------------------------------------------------------------------------- the reader of texts


# every clause of SQLite's CREATE TABLE
GRAMMAR = """
create table t (a)
create table t (a integer primary key autoincrement, b)
create table t (a text constraint nn not null on conflict ignore constraint u unique on conflict fail default 'x')
create table t (a double precision, b unsigned big int, c varying character (255), d numeric(10, 5) default +1.5e3)
create table t (a int check (a in (1, 2)) , b)
create table t (a int references p (x) on delete set null on update no action match full deferrable initially deferred)
create table t (a int, b int, foreign key (a, b) references p (x, y) on delete set default not deferrable)
create table t (a int, b int generated always as (a + (1 * 2)) stored unique, c as (a || ')') virtual)
create table t (a, b, primary key (a collate nocase desc, b asc) on conflict abort) without rowid
create table t (a int, constraint c check (a > 0 or (a is null)) constraint d unique (a) check (a < 9))
create table t ("a b" int, [c d] text, `e f` blob, 'g h' text, primary key ("a b")) strict
create table t (a text default (printf('%s)', 1)) , b)
create table t (a int /* , b (*/, c text default '--' /* ) end */)
create table if not exists main.t (a int null, b text null default null collate rtrim)
create table t ("check" int, "primary" text, key text, "unique" int check ("unique" > 0))
create table t (a date default current_date, b time default current_time, c default -9223372036854775808)
""".strip().splitlines()


@pytest.mark.parametrize("statement", GRAMMAR)
def test_every_clause_is_read_as_sqlite_reads_it(statement: str, tmp_path: Path) -> None:
    """What SQLite takes is read, with the columns and foreign keys that its pragmas tell."""
    target = made(tmp_path / "g.db", "create table p (x int, y int, unique (x), unique (x, y));" + statement)
    seen = read_target(target)
    assert not seen.unread
