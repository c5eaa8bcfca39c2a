"""What `drift.toml` says must hold of the rows of a SQLite file."""

from __future__ import annotations

from collections.abc import Iterator

from drifttools.catalog.statement import one_reading_statement
from drifttools.config.file import Invariant
from drifttools.model.probed import Basis
from drifttools.probes.paths import Path, parse_path
from drifttools.probes.sqlite_question import FileQuestion, Partner
from drifttools.probes.sqlite_tables import FileTables
from drifttools.sql.compose import Sql, compose, deparsed, joined
from drifttools.sql.sqlite_ddl import quoted, text_literal


def stated(invariants: tuple[Invariant, ...], tables: FileTables) -> Iterator[FileQuestion]:
    """The questions of the invariants.

    Args:
        invariants: Of `drift.toml`.
        tables: Of the file.

    Raises:
        UsageError: One of them is no SELECT.
    """
    for one in invariants:
        if one.every:
            yield _every(one, tables)
            continue
        query = deparsed(one_reading_statement(one.sql or ""))
        yield FileQuestion(
            "invariants",
            "",
            one.about,
            Basis.INVARIANT,
            query=query,
            key=one.key,
            because=one.description or "",
        )


def _every(one: Invariant, tables: FileTables) -> FileQuestion:
    pairs = [(parse_path(here), parse_path(there)) for here, there in one.on.items()]
    if one.where:
        one_reading_statement(str(compose("select 1 where {}", deparsed(one.where))))
    child, parent = (tables.called(name or "") for name in (one.every, one.has))
    for name, paths in ((child, [pair[0] for pair in pairs]), (parent, [pair[1] for pair in pairs])):
        lacking = tables.lacking(name, paths)
        if lacking:
            return FileQuestion("invariants", "", one.about, Basis.INVARIANT, impossible=lacking)
    raw = [(_value(here, "t"), _value(there, "r")) for here, there in pairs]
    same = tuple(
        # what is found in JSON is a text or a number, whatever the key beside it is
        values if not (here.steps or there.steps) else (_as_text(values[0]), _as_text(values[1]))
        for (here, there), values in zip(pairs, raw, strict=True)
    )
    equal = joined((compose("{} = {}", there, here) for here, there in same), " and ")
    where = compose("not exists (select 1 from main.{} r where {})", quoted(parent), equal)
    if one.where:
        where = compose("(\n{}\n) and {}", deparsed(one.where), where)
    plain = [(there.column, value) for (_, there), (value, _) in zip(pairs, raw, strict=True) if not there.steps]
    return FileQuestion(
        "invariants",
        child,
        one.about,
        Basis.INVARIANT,
        where,
        columns=tuple(here.column for here, _ in pairs),
        partner=Partner(parent, same, tuple(plain), once=False),
        because=one.description or "",
    )


def _value(path: Path, row: str) -> Sql:
    """What a path finds in a row, by SQLite's own operators for JSON."""
    found = compose("{}.{}", deparsed(row), quoted(path.column))
    for at, step in enumerate(path.steps, start=1):
        place = deparsed(str(step)) if isinstance(step, int) else text_literal(step)
        last = at == len(path.steps)
        found = compose("({} ->> {})", found, place) if last else compose("({} -> {})", found, place)
    return found


def _as_text(value: Sql) -> Sql:
    return compose("cast({} as text)", value)
