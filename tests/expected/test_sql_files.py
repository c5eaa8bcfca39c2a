"""`sql:`: the order of the files, and the exact place of what fails."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from drifttools.config import Project
from drifttools.expected.base import Context
from drifttools.expected.resolve import resolve
from drifttools.migrations.sql_layouts import layout_of
from tests.expected.refusing import refused

MakeContext = Callable[..., Context]


def write(root: Path, **files: str) -> Path:
    """Write files; `a__b` in a name stands for `a/b`, `_sql` at its end for `.sql`."""
    for name, text in files.items():
        (root / (name.removesuffix("_sql") + ".sql")).write_text(text)
    return root


@pytest.mark.parametrize(
    ("tool", "names"),
    [
        ("flyway", ["V1__a.sql", "V1.1__b.sql", "V1_2__c.sql", "V2__d.sql", "V10__e.sql", "R__views.sql"]),
        ("golang-migrate", ["000001_b.up.sql", "000002_a.up.sql", "000010_c.up.sql"]),
        ("sql", ["20240101120000_z.sql", "20240102000000_a.sql"]),
        ("sql", ["1_2fa.sql", "2.sql", "10-x.sql", "part2.sql", "part10.sql"]),
        ("diesel", ["2024-01-01-000000_init/up.sql", "2024-01-02-000000_more/up.sql"]),
        ("prisma", ["20240101_init/migration.sql", "20240102_more/migration.sql"]),
    ],
)
def test_files_are_run_in_the_order_of_their_tool(tool: str, names: list[str], tmp_path: Path) -> None:
    """Versions count as numbers, also with dots; what takes back, is hidden or is not SQL is left out."""
    for name in [*reversed(names), "U1__a.sql", "000001_b.down.sql", "2024-01-01-init/down.sql", ".git/a.sql", "README.md"]:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    layout = layout_of(tmp_path)
    assert layout.tool == tool
    assert [file.path.as_posix() for file in layout.files] == names


def laid(root: Path, files: dict[str, str]) -> list[tuple[str, str]]:
    """Write files and return the path and name in the ledger of what is run, after the name of the tool."""
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    layout = layout_of(root)
    return [("", layout.tool), *((file.path.as_posix(), file.name) for file in layout.files)]


@pytest.mark.parametrize(
    ("files", "run"),
    [
        (
            {"V2__b.sql": "", "old/V1.0__a.sql": "", "U2__b.sql": "", "R__b.sql": "", "R__a.sql": "", "seed.sql": ""},
            [
                ("", "flyway"),
                ("old/V1.0__a.sql", "1"),
                ("V2__b.sql", "2"),
                ("R__a.sql", "R__a.sql"),
                ("R__b.sql", "R__b.sql"),
            ],
        ),
        (
            {
                "V1__a.sql": "",
                "B2__b.sql": "",
                "V2__b.sql": "",
                "V3__c.sql": "",
                "beforeMigrate.sql": "",
                "afterUndo.sql": "",
            },
            [("", "flyway"), ("beforeMigrate.sql", "beforeMigrate"), ("B2__b.sql", "2"), ("V3__c.sql", "3")],
        ),
        (
            {"000010_b.up.sql": "", "000009_a.up.sql": "", "000009_a.down.sql": "", "seed.sql": ""},
            [("", "golang-migrate"), ("000009_a.up.sql", "9"), ("000010_b.up.sql", "10")],
        ),
        (
            {"20240101_a.sql": "-- why\n-- migrate:up\n-- migrate:down\n", "20240102_b.sql": "-- migrate:up"},
            [("", "dbmate"), ("20240101_a.sql", "20240101"), ("20240102_b.sql", "20240102")],
        ),
        ({"00001_a.sql": "-- +goose Up\nselect 1;"}, [("", "goose"), ("00001_a.sql", "1")]),
        ({"1-a.sql": "-- +migrate Up\nselect 1;"}, [("", "sql-migrate"), ("1-a.sql", "1-a.sql")]),
        ({"20240101_a.sql": "", "atlas.sum": "h1:"}, [("", "atlas"), ("20240101_a.sql", "20240101")]),
        (
            {"0000_b.sql": "", "0001_a.sql": "", "meta/_journal.json": '{"entries": [{"idx": 0, "tag": "0001_a"}]}'},
            [("", "drizzle"), ("0001_a.sql", "0001_a")],
        ),
        (
            {
                "sqitch.plan": "%project=a\n\nusers 2024-01-01T00:00:00Z Ada <a@b> # first\n@v1 x\nitems [users] x\n",
                **dict.fromkeys(["deploy/items.sql", "deploy/users.sql", "revert/users.sql", "verify/users.sql"], ""),
            },
            [("", "sqitch"), ("deploy/users.sql", "users"), ("deploy/items.sql", "items")],
        ),
        (
            {"2_a.sql": "", "10_b.sql": "", "x/1.sql": ""},
            [("", "sql"), ("2_a.sql", "2_a"), ("10_b.sql", "10_b"), ("x/1.sql", "1")],
        ),
    ],
    ids=[
        "flyway",
        "baseline",
        "golang-migrate",
        "dbmate",
        "goose",
        "sql-migrate",
        "atlas",
        "drizzle",
        "sqitch",
        "numbered",
    ],
)
def test_a_layout_is_recognised_and_names_are_those_of_its_ledger(
    files: dict[str, str], run: list[tuple[str, str]], tmp_path: Path
) -> None:
    """Names, marks and files beside tell the tool; what it would pass over is left out."""
    assert laid(tmp_path, files) == run


def test_a_directory_of_supabase_is_found_from_above(tmp_path: Path, context: MakeContext) -> None:
    """`sql:supabase` is its migrations, without the seed, each with the version that the ledger has."""
    files = {
        "supabase/config.toml": "",
        "supabase/seed.sql": "wrong;",
        "supabase/migrations/20240101000000_the_shop.sql": "create table shop (id int);",
        "supabase/migrations/20240102000000_more.sql": "-- more\nalter table shop\n  rename to store;\n",
        "supabase/migrations/notes.sql": "wrong;",
    }
    assert (
        laid(tmp_path / "supabase/migrations", {f"../../{name}": text for name, text in files.items()})[0][1] == "supabase"
    )
    history = resolve("sql:supabase@20240101000000", context(tmp_path)).history
    assert history is not None
    assert history.tool == "supabase"
    assert [(m.name, m.message) for m in history.migrations] == [("20240101000000", "the shop"), ("20240102000000", "more")]
    step = history.creating("public.store")
    assert step is not None
    assert step.place == "supabase/migrations/20240101000000_the_shop.sql:1"
    assert [s.place for s in history.touching("store")] == ["supabase/migrations/20240102000000_more.sql:2"]


def test_placeholders_of_flyway_are_filled(tmp_path: Path, context: MakeContext) -> None:
    """Values come from the configuration beside and from drift.toml; one without a value is named with its line."""
    write(tmp_path, V1__a='create schema ${App};\ncreate table ${app}.${flyway:defaultSchema}_t ("${name}" int);')
    (tmp_path / "flyway.conf").write_text("flyway.placeholders.app = shop\n")
    error = refused("sql:.", context(tmp_path))
    assert (error.file, error.line) == ("V1__a.sql", 2)
    assert "FLYWAY_PLACEHOLDERS_NAME" in str(error.hint)
    made = resolve("sql:.", context(tmp_path, project=Project(env={"FLYWAY_PLACEHOLDERS_NAME": "n"}))).snapshot
    assert [line.split(b"\t")[:2] for line in made.rows["table"].lines] == [[b"shop", b"public_t"]]


@pytest.mark.parametrize(
    "script",
    [
        "set local search_path to s; create table a (b int); lock table a;",
        "create table s.a (b int); create index concurrently on s.a (b);",
        "create type s.e as enum ('a'); alter type s.e add value 'b'; create table s.a (b s.e default 'b');",
        "create table s.a (b int); do $$ begin insert into s.a values (1); commit; end $$;",
        "create table s.a (b int); commit; begin; drop schema s cascade; rollback;",
        "-- migrate:up transaction:false\ncreate table s.a (b int); create index concurrently on s.a (b);",
    ],
    ids=["needs one", "concurrently", "label", "commit in do", "its own", "says none"],
)
def test_a_migration_is_one_transaction_where_that_is_possible(script: str, tmp_path: Path, context: MakeContext) -> None:
    """SET LOCAL and LOCK TABLE work as under the tool, and so does what no transaction allows."""
    write(tmp_path, **{"1": "create schema s;", "2": script})
    lines = resolve("sql:.", context(tmp_path)).snapshot.rows["table"].lines
    assert [line.split(b"\t")[:2] for line in lines] == [[b"s", b"a"]]


def test_an_error_names_file_line_statement_and_what_the_server_said(tmp_path: Path, context: MakeContext) -> None:
    """A syntax error in the second file is found at its own line, also deep within a statement."""
    write(
        tmp_path,
        **{
            "1": "create table a (b int);",
            "2": "-- two\nselect 1;\n\n/* x */\ncreate table c (\n  d int,\n  e nt wrong\n);\n",
        },
    )
    error = refused("sql:.", context(tmp_path))
    assert (error.file, error.line, error.statement) == ("2.sql", 7, 2)
    assert error.server == 'syntax error at or near "wrong"'
    assert str(error).startswith('2.sql:7: statement 2 failed: syntax error at or near "wrong"')


def test_an_error_without_a_position_names_the_first_line_of_its_statement(tmp_path: Path, context: MakeContext) -> None:
    """Where the server gives no position, the line is that of the statement, and detail and hint are kept."""
    write(tmp_path, a="select 1;\n\n-- why\ndrop schema\n  nowhere;")
    error = refused("sql:a.sql", context(tmp_path))
    assert (error.file, error.line, error.statement) == ("a.sql", 4, 2)


def test_statements_that_no_transaction_allows_and_transactions_of_the_file(tmp_path: Path, context: MakeContext) -> None:
    """CREATE INDEX CONCURRENTLY runs, and so do a file's own BEGIN and COMMIT."""
    write(tmp_path, **{"1": "begin; create table a (b int); commit;", "2": "create index concurrently i on a (b);"})
    assert resolve("sql:.", context(tmp_path)).snapshot.count("index") == 1


def test_a_transaction_that_never_ends_is_an_error(tmp_path: Path, context: MakeContext) -> None:
    """A BEGIN without COMMIT would leave nothing behind: it is refused with its line."""
    write(tmp_path, a="select 1;\nbegin;\ncreate table a (b int);\n")
    error = refused("sql:a.sql", context(tmp_path))
    assert (error.line, error.statement) == (2, 2)


@pytest.mark.parametrize("around", ["{}", "begin; {} commit;"])
def test_roles_that_do_not_exist_are_made_on_the_scratch_server(around: str, tmp_path: Path, context: MakeContext) -> None:
    """GRANT, OWNER TO and POLICY to unknown roles work, in a transaction too, and the grant is read."""
    statements = (
        "create table a (b int);\n"
        'grant select on a to h6_reader, "h6 ""odd""";\n'
        "create policy p on a to h6_policy using (true);\n"
        "alter table a owner to h6_owner;\n"
    )
    write(tmp_path, a=around.format(statements))
    snapshot = resolve("sql:a.sql", context(tmp_path)).snapshot
    assert snapshot.count("policy") == 1
    assert b"h6_reader" in b"".join(snapshot.rows["privilege"].lines)
    assert snapshot.silent == {"owner", "database", "role setting", "subscription", "extension version"}


def test_a_file_may_name_its_database(tmp_path: Path, context: MakeContext) -> None:
    """ALTER DATABASE and its like are about the database that the files describe, by whatever name it goes in them."""
    script = """
        create table a (b int);
        -- of the shop
        ALTER DATABASE "The shop" SET search_path TO 'app', 'public';
        alter database postgres set work_mem = '8MB';
        alter role "H6 odd; database x" in database shop set lock_timeout = '3s';
        grant connect, temporary on database shop to h6_reader;
        comment on database shop is 'database shop is here';
        -- a publisher that nobody must ask
        create subscription s connection 'host=127.0.0.1 port=1' publication p;
    """
    write(tmp_path, a=script)
    snapshot = resolve("sql:a.sql", context(tmp_path)).snapshot
    rows = snapshot.rows["database setting"]
    found = {(row["role"], row["setting"]): row["value"] for row in rows.decode(rows.lines)}
    assert found == {
        ("", "search_path"): "app, public",
        ("", "work_mem"): "8192kB",
        ("H6 odd; database x", "lock_timeout"): "3000ms",
    }


@pytest.mark.parametrize(("whose", "unsaid"), [("", {"default privilege"}), ("for role h6_maker ", set())])
def test_default_privileges_count_where_their_role_is_named(
    whose: str,
    unsaid: set[str],
    tmp_path: Path,
    context: MakeContext,
) -> None:
    """Without FOR ROLE they are those of whoever runs the files: of the scratch server's role, which says nothing."""
    write(tmp_path, a=f"alter default privileges {whose}grant select on tables to public;")
    snapshot = resolve("sql:a.sql", context(tmp_path)).snapshot
    assert snapshot.count("default privilege") == 1
    assert snapshot.silent & {"default privilege"} == unsaid


def test_a_dump_with_rows_and_commands_of_psql(tmp_path: Path, context: MakeContext) -> None:
    """COPY data is loaded, what pg_dump writes for psql is passed over, and its search_path ends with its file."""
    dump = (
        "\\restrict abc\nselect pg_catalog.set_config('search_path', '', false);\n"
        "create table public.a (b text);\ncopy public.a (b) from stdin;\nx;y\n\\\\n\n\\.\n"
        "do $$ begin if (select count(*) from public.a) <> 2 then raise 'rows'; end if; end $$;\n\\unrestrict abc\n"
    )
    write(tmp_path, **{"1": dump, "2": "create table c (d int);"})
    assert resolve("sql:.", context(tmp_path)).snapshot.count("table") == 2


@pytest.mark.parametrize(
    ("script", "line"), [("select 1;\n\\connect other\n", 2), ("\n\n\\i other.sql\n", 3), ("select 1 \\gexec\n", 1)]
)
def test_other_commands_of_psql_are_refused(script: str, line: int, tmp_path: Path, context: MakeContext) -> None:
    """A command that would change what happens is refused with file and line, not skipped."""
    write(tmp_path, a=script)
    error = refused("sql:a.sql", context(tmp_path))
    assert (error.file, error.line) == ("a.sql", line)
    assert "command of psql" in error.what


@pytest.mark.parametrize(
    "marks", [("migrate:up", "migrate:down"), ("+goose Up", "+goose Down"), ("+migrate Up", "+migrate Down")]
)
def test_files_that_hold_both_ways(marks: tuple[str, str], tmp_path: Path, context: MakeContext) -> None:
    """Of the files of dbmate, goose and sql-migrate only the way up is run, and lines stay right."""
    up, down = marks
    write(tmp_path, a=f"-- {up}\ncreate table a (b int);\n-- {down}\ndrop table a;\n")
    assert resolve("sql:a.sql", context(tmp_path)).snapshot.count("table") == 1
    write(tmp_path, a=f"-- {down}\ndrop table a;\n-- {up}\n\nwrong;\n")
    assert refused("sql:a.sql", context(tmp_path)).line == 5


def test_a_revision_is_the_last_file_that_counts(sources: Path, context: MakeContext) -> None:
    """`@2` stops after the file of version 2; a version that is not there is an error that names the newest."""
    assert resolve("sql:sql@2", context(sources)).snapshot.count("index") == 0
    assert "10_index.sql" in str(refused("sql:sql@3", context(sources)))


@pytest.mark.parametrize("spec", ["sql:nowhere", "sql:empty"])
def test_nothing_to_run_is_an_error(spec: str, tmp_path: Path, context: MakeContext) -> None:
    """A path that is missing, or a directory with nothing that makes a schema, is never an empty expected state."""
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "1.down.sql").touch()
    refused(spec, context(tmp_path))


def test_a_file_that_is_not_utf8_and_one_with_a_byte_order_mark(tmp_path: Path, context: MakeContext) -> None:
    """A BOM is no part of the SQL; other encodings are refused with the line."""
    (tmp_path / "a.sql").write_bytes(b"\xef\xbb\xbfcreate table a (b int);")
    assert resolve("sql:a.sql", context(tmp_path)).snapshot.count("table") == 1
    (tmp_path / "a.sql").write_bytes(b"select 1;\n-- \xe4\n")
    assert refused("sql:a.sql", context(tmp_path)).line == 2


def test_a_statement_that_takes_too_long_is_ended(tmp_path: Path, context: MakeContext) -> None:
    """The timeout of the project holds for a statement, and the message says how to raise it."""
    write(tmp_path, a="select pg_sleep(60);")
    error = refused("sql:a.sql", context(tmp_path, project=Project(timeout_s=0.2)))
    assert "timeout_s" in str(error)


def test_an_extension_that_nobody_has_names_both_remedies(tmp_path: Path, context: MakeContext) -> None:
    """The error names the extension, and the hint both ways to have it."""
    write(tmp_path, a="create extension h6_nowhere;")
    error = refused("sql:a.sql", context(tmp_path))
    assert "h6_nowhere" in error.what
    assert "install" in str(error.hint)
    assert "scratch" in str(error.hint)
