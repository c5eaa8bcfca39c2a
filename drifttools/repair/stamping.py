"""Notes migrations as applied that nobody ran: the rows that their tool would have written, as a step of a plan.

Like every step it is sent by the executor alone, with its checks, its journal and its way back. Whether the catalog is
what these migrations make is proven before (`compare/stampable.py`), and again when it is applied: the plan is bound to
the rows of all objects that they touch.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from drifttools.errors import UsageError
from drifttools.migrations.history import Migration
from drifttools.migrations.ledger import Ledger
from drifttools.migrations.ledgers.registry import ledger_format
from drifttools.migrations.states import Content
from drifttools.model.plan import Lock, Probe, Reversal, Step
from drifttools.sql.compose import Sql, compose, deparsed, joined, name, value, word

Row = Mapping[str, Sql]


def stamp_step(
    ledger: Ledger, stamped: Sequence[Migration], heads: Sequence[str], columns: Sequence[str], content: Content
) -> Step:
    """The step that notes migrations as applied.

    Args:
        ledger: Where they are noted.
        stamped: The migrations, in their order.
        heads: For a tool that notes only where it is: what it is to note.
        columns: Those of the ledger, for releases of a tool differ.
        content: Gives the file of a migration, for tools that note its checksum.

    Raises:
        UsageError: Nothing is known of how this tool notes a migration.
    """
    table = name(ledger.schema, ledger.table)
    if ledger.tool == "alembic":
        gone = [row.name for row in ledger.rows if row.name not in heads]
        new = [head for head in heads if head not in {row.name for row in ledger.rows}]
        return _moved(ledger, stamped, table, word("version_num"), gone, new)
    if ledger.tool == "golang-migrate":
        gone = [row.name for row in ledger.rows]
        return _moved(ledger, stamped, table, word("version"), gone, list(heads))
    written = _ROWS.get(ledger.tool)
    if written is None:
        raise UsageError(
            f"how {ledger.tool} notes a migration that was not run is not known",
            hint="let the tool itself do it, then: drift migrations status",
        )
    forth: list[str] = []
    back: list[str] = []
    before: list[Probe] = []
    after: list[Probe] = []
    for migration in stamped:
        row, told = written(migration, content(migration), table)
        row = {column: text for column, text in row.items() if column in columns}
        forth.append(str(_insert(table, row)))
        which = joined((compose("{} = {}", name(column), row[column]) for column in told), " and ")
        back.insert(0, str(compose("delete from {} where {}", table, which)))
        query = compose("select pg_catalog.count(*) from {} where {}", table, which)
        before.append(Probe(f"{migration.label} is not noted", str(query), "0"))
        after.append(Probe(f"{migration.label} is noted", str(query), "1"))
    return _step(ledger, stamped, tuple(forth), tuple(back), tuple(before), tuple(after))


def _insert(table: Sql, row: Row) -> Sql:
    columns = joined((name(column) for column in row), ", ")
    return compose("insert into {} ({}) values ({})", table, columns, joined(row.values(), ", "))


def _moved(
    ledger: Ledger, stamped: Sequence[Migration], table: Sql, column: Sql, gone: Sequence[str], new: Sequence[str]
) -> Step:
    """A ledger that notes only where the database is: the rows of before go, and those of after come."""

    def rows(out: Sequence[str], into: Sequence[str]) -> Iterator[str]:
        for one in out:
            yield str(compose("delete from {} where {} = {}", table, column, value(one)))
        for one in into:
            if ledger.tool == "golang-migrate":
                yield str(compose("insert into {} (version, dirty) values ({}, false)", table, value(one)))
            else:
                yield str(compose("insert into {} ({}) values ({})", table, column, value(one)))

    def noted(of: Sequence[str]) -> Probe:
        query = compose(
            "select coalesce(pg_catalog.string_agg({}::pg_catalog.text, ' ' order by {}::pg_catalog.text), '') from {}",
            column,
            column,
            table,
        )
        return Probe("the ledger notes what was read", str(query), " ".join(sorted(of)))

    known = [row.name for row in ledger.rows]
    left = [one for one in known if one not in gone] + list(new)
    return _step(ledger, stamped, tuple(rows(gone, new)), tuple(rows(new, gone)), (noted(known),), (noted(left),))


def _step(
    ledger: Ledger,
    stamped: Sequence[Migration],
    forth: tuple[str, ...],
    back: tuple[str, ...],
    before: tuple[Probe, ...],
    after: tuple[Probe, ...],
) -> Step:
    named = ", ".join(migration.label for migration in stamped)
    return Step(
        id="s01",
        title=f"note as applied, without running: {named}",
        kind="ledger",
        key=(ledger.schema, ledger.table),
        findings=(),
        statements=forth,
        inverse=back,
        reversal=Reversal.EXACT,
        lock=Lock.ROW_EXCLUSIVE,
        preconditions=before,
        postconditions=after,
        notes=("the catalog was compared with what these migrations make, and is equal in all that they touch",),
    )


# ------------------------------------------------------------------------------------------------- rows by tool

_Written = tuple[Row, tuple[str, ...]]
"""What a tool writes, and by which columns the row is known again."""
_NOW = compose("pg_catalog.now()")


def _version(migration: Migration) -> str:
    stem = PurePosixPath(migration.file).name if migration.file.endswith(".sql") else migration.name
    found = re.match(r"\d+", stem) or re.match(r"\d+", PurePosixPath(migration.file).parent.name)
    return found[0] if found else migration.name


def _django(migration: Migration, content: bytes | None, table: Sql) -> _Written:
    del content, table
    row = {"app": value(migration.app), "name": value(migration.name), "applied": _NOW}
    return row, ("app", "name")


def _plain(migration: Migration, content: bytes | None, table: Sql) -> _Written:
    del content, table
    return {"version": value(_version(migration))}, ("version",)


def _supabase(migration: Migration, content: bytes | None, table: Sql) -> _Written:
    del table
    version = _version(migration)
    title = PurePosixPath(migration.file).stem.removeprefix(version).strip("_")
    row = {"version": value(version), "name": value(title)}
    if content is not None:
        script = value(content.decode("utf-8-sig", "replace").strip().rstrip(";"))
        row["statements"] = compose("array[{}]::pg_catalog.text[]", script)
    return row, ("version",)


def _flyway(migration: Migration, content: bytes | None, table: Sql) -> _Written:
    stem = PurePosixPath(migration.file).stem
    found = re.match(r"V(?P<version>[\d._]+?)__(?P<title>.+)", stem)
    form = ledger_format("flyway")
    checksums = sorted(form.checksums(content)) if form is not None and content is not None else []
    version = found["version"].replace("_", ".") if found else ""
    row = {
        "installed_rank": compose("(select coalesce(pg_catalog.max(installed_rank), 0) + 1 from {})", table),
        "version": value(version) if version else compose("null"),
        "description": value((found["title"] if found else stem.removeprefix("R__")).replace("_", " ")),
        "type": value("SQL"),
        "script": value(PurePosixPath(migration.file).name),
        "checksum": deparsed(checksums[0]) if checksums else compose("null"),
        "installed_by": compose("current_user"),
        "installed_on": _NOW,
        "execution_time": compose("0"),
        "success": compose("true"),
    }
    return row, ("script", "checksum")


def _prisma(migration: Migration, content: bytes | None, table: Sql) -> _Written:
    del table
    form = ledger_format("prisma")
    longest = max(form.checksums(content), key=len) if form is not None and content is not None else ""
    row = {
        "id": compose("pg_catalog.gen_random_uuid()::pg_catalog.text"),
        "checksum": value(longest),
        "finished_at": _NOW,
        "migration_name": value(migration.name),
        "started_at": _NOW,
        "applied_steps_count": compose("0"),
    }
    return row, ("migration_name",)


def _goose(migration: Migration, content: bytes | None, table: Sql) -> _Written:
    del content, table
    return {"version_id": deparsed(_version(migration)), "is_applied": compose("true"), "tstamp": _NOW}, ("version_id",)


def _diesel(migration: Migration, content: bytes | None, table: Sql) -> _Written:
    del content, table
    # the name of the directory has dashes that the version has not: it is read as the ledger has it
    return {"version": value(migration.name), "run_on": _NOW}, ("version",)


_ROWS: Mapping[str, Callable[[Migration, bytes | None, Sql], _Written]] = {
    "django": _django,
    "flyway": _flyway,
    "supabase": _supabase,
    "dbmate": _plain,
    "rails": _plain,
    "prisma": _prisma,
    "goose": _goose,
    "diesel": _diesel,
}
