"""What the tests of the whole loop share: read, plan, apply, undo, dump, count. Real servers only."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Self

import psycopg
from psycopg import sql

from drifttools.catalog.connect import PINS, Connection, connect_readonly
from drifttools.catalog.reader import Extent, read, read_in_transaction
from drifttools.catalog.server import PrivateServer
from drifttools.compare.engine import compare
from drifttools.config import parse_target
from drifttools.kinds.difference import Comparison
from drifttools.model.finding import Finding
from drifttools.model.plan import Plan, Reversal, Step
from drifttools.model.snapshot import Snapshot
from drifttools.repair.planner import Options, make_plan

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
ROLES = ("app_reader", "app_writer", "Odd Role")
"""Roles are of the whole server, not of a database: the harness makes these, cases grant to them."""

# the options of connect_apply, without its timeouts: a repair must not depend on the names that a session can see
_APPLY = "-c default_transaction_read_only=off -c search_path= -c check_function_bodies=off -c TimeZone=UTC"
_ROLES = """
    select 'create role ' || pg_catalog.quote_ident(r.name) from unnest(%s::text[]) r(name)
    where not exists (select from pg_catalog.pg_roles p where p.rolname = r.name)
"""


def make_roles(server: PrivateServer) -> None:
    """Make the roles that cases grant to, once a server."""
    with psycopg.connect(server.dsn(), autocommit=True) as connection:
        for (statement,) in connection.execute(_ROLES, (list(ROLES),)).fetchall():
            connection.execute(statement)


@contextmanager
def reading(dsn: str, **options: int) -> Iterator[Connection]:
    """Give a connection as the reader gets it."""
    connection = connect_readonly(parse_target(dsn), **options)
    try:
        yield connection
    finally:
        connection.close()


def snapshot(dsn: str, extent: Extent | None = None) -> Snapshot:
    """Read everything of a database, with its edges."""
    with reading(dsn) as connection:
        return read(connection, extent or Extent(edges=True), origin="test")


class Stage:
    """One database for many scripts, each of which is taken back: what is dear is to make a database and to get to know it.

    Args:
        dsn: An empty database.
        make: Makes a database of its own for a script that no transaction takes, and gives its DSN.
    """

    def __init__(self, dsn: str, make: Callable[[str], str]) -> None:
        self._connection = psycopg.connect(dsn)
        self._make = make

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def snapshot(self, script: str) -> Snapshot:
        """Read everything of a database that the script has made, with its edges."""
        try:
            with self._connection.transaction(force_rollback=True):
                self._connection.execute(script.encode())
                for name, value in PINS.items():
                    self._connection.execute("select pg_catalog.set_config(%s, %s, true)", (name, value))
                return read_in_transaction(self._connection, Extent(edges=True), origin="test")
        except psycopg.Error:  # CONCURRENTLY, a new label that is used, commands of psql; or it is wrong anywhere
            return snapshot(self._make(script))


def plan_for(expected: Snapshot, actual: Snapshot, options: Options | None = None, found: Comparison | None = None) -> Plan:
    """Plan what makes `actual` equal to `expected`; every removal is named unless `options` says otherwise."""
    return make_plan(
        found or compare(expected, actual),
        expected,
        actual,
        target="test",
        now=NOW,
        options=options or Options(drop=("*",)),
    )


class Refused(AssertionError):
    """The server refused a statement of a plan."""


def apply(dsn: str, steps: Iterable[Step]) -> None:
    """Run the steps of a plan: what PostgreSQL allows together in one transaction, the rest on its own."""
    with psycopg.connect(dsn, autocommit=True, options=_APPLY) as connection:
        for transactional, group in _grouped(steps):
            _run(connection, [statement for step in group for statement in step.statements], together=transactional)


def undo(dsn: str, steps: Iterable[Step]) -> None:
    """Run the inverse of the steps, last first."""
    with psycopg.connect(dsn, autocommit=True, options=_APPLY) as connection:
        statements = [statement for step in reversed(list(steps)) for statement in step.inverse]
        _run(connection, statements, together=True)


def _grouped(steps: Iterable[Step]) -> Iterator[tuple[bool, list[Step]]]:
    group: list[Step] = []
    for step in steps:
        if group and (not step.transactional or not group[-1].transactional):
            yield group[0].transactional, group
            group = []
        group.append(step)
    if group:
        yield group[0].transactional, group


def _run(connection: psycopg.Connection[tuple[object, ...]], statements: list[str], *, together: bool) -> None:
    if together:
        connection.execute("begin")
    for statement in statements:
        try:
            connection.execute(statement.encode())
        except psycopg.Error as problem:
            message = f"{problem}\n--- the statement:\n{statement}\n--- of:\n" + ";\n".join(statements)
            raise Refused(message) from problem
    if together:
        connection.execute("commit")


def dump(server: PrivateServer, dsn: str) -> str:
    """Give `pg_dump --schema-only --create`, without what differs in every run, and the settings of roles."""
    command = [str(server.bindir / "pg_dump"), "--schema-only", "--create", "--no-sync", "--dbname", dsn]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    # \restrict carries a random word; the comments name the database and repeat the statement
    lines = [line for line in done.stdout.split("\n") if line and not line.startswith(_NOISE)]
    lines = [_THIS_DATABASE.sub(r"\1 this", line) for line in lines]
    with psycopg.connect(dsn) as connection:
        lines += [str(row[0]) for row in connection.execute(_CLUSTER_WIDE)]
    # the order in which roles were granted something, or settings were made, means nothing
    places = [place for place, line in enumerate(lines) if line.startswith(_GRANTS)]
    for place, line in zip(places, sorted(lines[place] for place in places), strict=True):
        lines[place] = line
    return "\n".join(lines)


_GRANTS = ("GRANT ", "REVOKE ", "ALTER DATABASE ", "ALTER ROLE ")
_NOISE = ("\\restrict", "\\unrestrict", "\\connect", "--")
# the two databases of a case have different names
_THIS_DATABASE = re.compile(
    r"^((?:CREATE|ALTER|COMMENT ON|ALTER ROLE .* IN|(?:GRANT|REVOKE) .* ON) DATABASE) (?:\"(?:[^\"]|\"\")*\"|[^ \"]+)(?= )"
)
# of roles, which are in no dump of a database
_CLUSTER_WIDE = """
    select pg_catalog.format('ROLE %s: %s', s.setrole::regrole, c.entry) from pg_catalog.pg_db_role_setting s
    cross join unnest(s.setconfig) c(entry) where s.setdatabase = 0 order by 1
"""
_NOT_NULL = re.compile(r" CONSTRAINT (?:\"(?:[^\"]|\"\")*\"|\w+)(?= NOT NULL)")
_NAME = r"(?:\"(?:[^\"]|\"\")*\"|\w+)"
_QUALIFIED = rf"{_NAME}\.{_NAME}"
_PART = re.compile(rf"\s+(?:CONSTRAINT )?({_NAME})")
_WITH_PARENTS = re.compile(
    rf"^(?P<head>CREATE (?:UNLOGGED |FOREIGN )?TABLE (?P<name>{_QUALIFIED}) \(\n)(?P<body>.*?)"
    r"(?P<tail>^\)(?:\nINHERITS \((?P<parents>.*?)\)(?=;|\n))?.*?;$)",
    re.DOTALL | re.MULTILINE,
)
_CHANGED = re.compile(
    rf"^ALTER TABLE ONLY (?P<table>{_QUALIFIED}) ALTER COLUMN (?P<name>{_NAME}) SET (?:DEFAULT|NOT NULL).*?;\n",
    re.DOTALL | re.MULTILINE,
)
_CHECK_APART = re.compile(
    rf"^ALTER TABLE (?P<table>{_QUALIFIED})\n +ADD CONSTRAINT (?P<name>{_NAME}) CHECK .*?;\n", re.DOTALL | re.MULTILINE
)
_TABLE = re.compile(r"^(CREATE (?:UNLOGGED |FOREIGN )?TABLE .*? \(\n)(.*?)(^\).*?;$)", re.DOTALL | re.MULTILINE)

_STATISTICS = re.compile(r"^(CREATE STATISTICS .*? ON )([^()\n]*)( FROM .*;)$", re.MULTILINE)


def without_column_order(text: str) -> str:
    """Sort the columns of each CREATE TABLE of a dump, and those of CREATE STATISTICS, which stand in the table's order."""

    def ordered(found: re.Match[str]) -> str:
        lines = sorted(line.rstrip(",") for line in found[2].splitlines())
        return found[1] + "\n".join(lines) + "\n" + found[3]

    text = _STATISTICS.sub(lambda found: found[1] + ", ".join(sorted(found[2].split(", "))) + found[3], text)
    return _TABLE.sub(ordered, text)


def without_what_parents_have(text: str) -> str:
    """Leave out of children by INHERITS the columns and checks that they have from their parents.

    After `ALTER TABLE ... INHERIT` they are the child's own too, so that `pg_dump` repeats them; no statement takes that
    mark (`attislocal`, `conislocal`) away again, and but for NO INHERIT and a new dump nobody can tell.
    """
    had: dict[str, set[str]] = {}
    given: dict[str, set[str]] = {}
    for apart in _CHECK_APART.finditer(text):
        had.setdefault(apart["table"], set()).add(apart["name"])

    def own(found: re.Match[str]) -> str:
        inherited = {name for parent in re.findall(_QUALIFIED, found["parents"] or "") for name in had.get(parent, ())}
        lines = [(_PART.match(line), line.rstrip(",")) for line in found["body"].splitlines()]
        had.setdefault(found["name"], set()).update(inherited, (part[1] for part, _ in lines if part))
        given[found["name"]] = inherited
        kept = [line for part, line in lines if part is None or part[1] not in inherited | {"NOT"}]
        return found["head"] + ",\n".join(kept) + "\n" + found["tail"] if inherited else found[0]

    text = _WITH_PARENTS.sub(own, text)
    if not any(given.values()):
        return text
    for later in (_CHECK_APART, _CHANGED):
        text = later.sub(lambda found: "" if found["name"] in given.get(found["table"], ()) else found[0], text)
    # what else depends on such a column decides where a sequence stands in a dump
    return ";\n".join(sorted(text.split(";\n")))


def without_not_null_names(text: str) -> str:
    """Take the names out that PostgreSQL 18 gives to NOT NULL."""
    return _NOT_NULL.sub("", text)


def row_counts(dsn: str) -> dict[int, tuple[str, int]]:
    """Count the rows of every table itself, children apart: oid to name and number."""
    with psycopg.connect(dsn) as connection:
        tables = connection.execute(
            "select c.oid, n.nspname, c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace"
            " where c.relkind = 'r' and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'"
        ).fetchall()
        if not tables:
            return {}
        counts = sql.SQL(" union all ").join(
            sql.SQL("select {}::int, {}::text, count(*)::int from only {}").format(
                oid, f"{schema}.{name}", sql.Identifier(schema, name)
            )
            for oid, schema, name in tables
        )
        return {oid: (name, count) for oid, name, count in connection.execute(counts).fetchall()}


def exact(plan: Plan) -> bool:
    """Tell whether the plan says of itself that its way back is exact."""
    return all(step.reversal is Reversal.EXACT for step in plan.steps)


def reversible(plan: Plan) -> bool:
    """Tell whether every step of the plan has a way back at all."""
    return all(step.reversal is not Reversal.NONE for step in plan.steps)


def visible(text: str) -> str:
    """Keep a name on its line: control characters as escapes."""
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)


def findings_text(comparison: Comparison) -> str:
    """Give findings as people review them: one line each, consequences under their causes' names."""
    names = {finding.id: about(finding) for finding in comparison.findings}
    lines = [_finding_line(finding, names) for finding in comparison.findings]
    return "\n".join(lines) or "no findings"


def about(finding: Finding) -> str:
    """Name what a finding is about."""
    attribute = f" {finding.attribute}" if finding.attribute else ""
    return visible(f"{finding.change} {finding.kind} {finding.label}{attribute}")


def _finding_line(finding: Finding, names: dict[str, str]) -> str:
    parts = [f"{finding.severity}: {about(finding)}"]
    if finding.found_key:
        parts.append(f" (found as {'.'.join(finding.found_key)})")
    elif finding.expected is not None or finding.actual is not None:
        parts.append(f"\n    expected {finding.expected}\n    actual   {finding.actual}")
    if finding.folded:
        parts.append(f" with {', '.join(finding.folded)}")
    if finding.follows:
        parts.append(f"\n    follows {names.get(finding.follows, finding.follows)}")
    return "\n".join(visible(line) for line in "".join(parts).split("\n"))


def plan_text(plan: Plan) -> str:
    """Give a plan as a DBA reviews it: statements, what each costs, and how it is undone."""
    blocks = []
    for step in plan.steps:
        facts = [
            f"lock {step.lock}" + (f" on {', '.join(step.locked)}" if step.locked else ""),
            *(["rewrites"] if step.rewrites else []),
            *(["scans"] if step.scans else []),
            *([] if step.data_loss == "none" else [f"data loss {step.data_loss}"]),
            *([] if step.transactional else ["commits on its own"]),
            f"way back {step.reversal}",
            f"hazards {', '.join(hazard.rule for hazard in step.hazards)}",
        ]
        head = [f"-- {step.id} {visible(step.title)}", f"--     {visible('; '.join(facts))}"]
        head += [f"--     carries {visible(', '.join(step.carried))}"] if step.carried else []
        undone = [f"--     undo: {visible(statement)};" for statement in step.inverse]
        blocks.append("\n".join([*head, *undone, *(f"{statement};" for statement in step.statements)]))
    text = "\n\n".join(blocks) or "-- nothing to do"
    # the database of a test is called otherwise in every run
    return text.replace(f"database {plan.database} ", "database this ")


def unplanned_text(plan: Plan, comparison: Comparison) -> str:
    """Give what a plan leaves alone, and why."""
    names = {finding.id: about(finding) for finding in comparison.findings}
    return "\n".join(visible(f"{names.get(one.finding, one.finding)}: {one.reason}") for one in plan.unplanned)
