"""Answers about columns: missing ones, ambiguous ones, and those of the wrong type."""

from __future__ import annotations

from drifttools.diagnose import advice
from drifttools.diagnose.triage.answers.relations import is_in_the_file, split, tell_twins
from drifttools.diagnose.triage.known import Draft, Known, belonging, connect_findings, near, tell_ledger
from drifttools.diagnose.words import listed
from drifttools.model.cause import Confidence
from drifttools.model.finding import Change, Finding
from drifttools.model.recognised import Recognised
from drifttools.model.sighting import Advice, Facts, OperatorFacts, Origin, TableFacts


def table_of(error: Recognised) -> str:
    """The table that an error's column is of: what the text says, with its alias read in the statement."""
    named = error.name("relation")
    for table in error.tables:
        if named and table.alias == named:
            return table.name
    if named:
        return named
    hinted = error.hint.rpartition(".")[0]
    for table in error.tables:
        if hinted and hinted in (table.alias, table.name):
            return table.name
    return hinted or (error.tables[0].name if len(error.tables) == 1 else "")


def candidates(known: Known) -> tuple[TableFacts, ...]:
    """The tables that the column may be of, the one that the bare name means first."""
    facts = known.facts
    if facts is None:
        return ()
    schema, bare = split(table_of(known.error))
    named = {bare} if bare else {split(table.name)[1] for table in known.error.tables}
    found = [one for one in facts.tables if one.name in named and (not schema or one.schema == schema)]
    order = {one: place for place, one in enumerate(facts.reached)}
    return tuple(sorted(found, key=lambda one: (order.get(one.schema, len(order)), one.schema)))


def missing_column(known: Known) -> Draft:
    """`column "x" does not exist`, in all its wordings."""
    draft = Draft()
    error, facts = known.error, known.facts
    column = error.name("column")
    _, table = split(table_of(error))
    connect_findings(known, draft, belonging(known, name=table, column=column, kinds=frozenset({"column"})))
    if error.hint:
        draft.near = (error.hint,)
    what = f"{table}.{column}" if table else column
    if facts is None:
        origin = Origin.DRIFT if draft.findings else Origin.UNKNOWN
        confidence = Confidence.LIKELY if draft.findings else Confidence.UNKNOWN
        meant = f" The server proposes {error.hint}." if error.hint else ""
        return draft.is_(origin, confidence, f"Column {what} is not found.{meant}")
    tables = candidates(known)
    draft.places = tuple(place for place in facts.places if place.kind != "index" and place.match == "exact")
    if table:
        tell_ledger(known, draft, table, column)
    if not tables:
        return _no_table(draft, facts, what, table)
    tell_twins(draft, draft.places)
    first = tables[0]
    having = [one for one in tables if column in one.columns]
    if first in having:
        return has_it(known, draft, facts, first, column)
    if having:
        draft.not_("The column was never made.", f"{having[0].label} has it.")
        return draft.is_(
            Origin.DRIFT if draft.findings else Origin.SEARCH_PATH,
            Confidence.PROVEN,
            f"{having[0].label} has {column}, but {facts.role} reads its twin {first.label}, which has not: its"
            f" search_path is {facts.path}.",
        )
    # a tool that compares by itself looks through all schemas: of twins the one that has something like it is meant
    first = next((one for one in tables if near(column, one.columns)), first) if error.dialect == "" else first
    similar = near(column, first.columns)
    draft.near = tuple(dict.fromkeys((*([error.hint] if error.hint else []), *(f"{first.label}.{one}" for one in similar))))
    return lacks_it(known, draft, first, column)


def _no_table(draft: Draft, facts: Facts, what: str, table: str) -> Draft:
    if table:
        return draft.is_(
            Origin.UNKNOWN, Confidence.UNKNOWN, f"Column {what} is not found, and neither is {table} in {facts.database}."
        )
    return draft.is_(
        Origin.UNKNOWN,
        Confidence.UNKNOWN,
        f"Column {what} is not found. The text does not say of which table: paste its LINE or STATEMENT too.",
    )


def has_it(known: Known, draft: Draft, facts: Facts, table: TableFacts, column: str) -> Draft:
    """The column is there now."""
    error = known.error
    draft.settle(known.incident)
    draft.not_("The column is missing here.", f"{table.label} has {column}, of type {table.columns[column]}.")
    if facts.dialect == "sqlite":
        return is_in_the_file(draft, facts, f"{table.label} has {column}")
    if error.dialect == "sqlite":
        return draft.is_(
            Origin.CODE,
            Confidence.LIKELY,
            f"The text is SQLite's, and {table.label} in {facts.database}, which is PostgreSQL, has {column}: the code was"
            " connected to another database, such as the one of its tests.",
        )
    if error.database and error.database != facts.database:
        return draft.is_(
            Origin.CONNECTION,
            Confidence.PROVEN,
            f"{table.label} in {facts.database} has {column}, but the text comes from the database {error.database}.",
        )
    draft.advice.append(advice.restart_pool(error.tools))
    return draft.is_(
        Origin.SESSION,
        Confidence.LIKELY,
        f"{table.label} has {column} now: the text is older than that, or comes from another database or from a session"
        " with another search_path.",
    )


def lacks_it(known: Known, draft: Draft, table: TableFacts, column: str) -> Draft:
    """The column is not there."""
    renamed = next((one for one in draft.findings if one.change is Change.RENAMED), None)
    if renamed is not None:
        return draft.is_(
            Origin.DRIFT, Confidence.PROVEN, f"{table.label} has no {column}: it has it as {renamed.found_key[-1]}."
        )
    made = known.making(table.name, column)
    if draft.findings and made is None:
        return draft.is_(Origin.DRIFT, Confidence.PROVEN, f"{table.label} has no {column}, and it is expected to.")
    if made is not None:
        how = "is noted as applied, and did not leave it here" if made.applied else "is not applied here"
        return draft.is_(
            Origin.DRIFT,
            Confidence.PROVEN,
            f"{table.label} has no {column}: {made.label}, which makes it, {how}.",
        )
    meant = f" It has {listed(draft.near)}." if draft.near else ""
    if known.history is not None and known.columns_known:
        return draft.is_(
            Origin.CODE,
            Confidence.LIKELY,
            f"{table.label} has no {column}, and no migration makes it: the code names what was never there.{meant}",
        )
    origin, confidence = (Origin.CODE, Confidence.LIKELY) if draft.near else (Origin.UNKNOWN, Confidence.UNKNOWN)
    return draft.is_(
        origin, confidence, f"{table.label} has no {column}.{meant} Whether it should, the expected state tells."
    )


def types_differ(known: Known) -> Draft:
    """A type that is not what the statement takes it for: `uuid = character varying`, `is of type uuid but ...`."""
    draft = Draft()
    error, facts = known.error, known.facts
    column = error.name("column")
    _, table = split(table_of(error))
    found = belonging(known, name=table, column=column, kinds=frozenset({"column"})) if column else _typed(known)
    connect_findings(
        known, draft, tuple(one for one in found if one.attribute in ("type", "") or one.change is not Change.CHANGED)
    )
    for one in candidates(known) if facts is not None else ():
        if column in one.columns:
            draft.shows(f"{one.label}.{column} is {one.columns[column]}.", "pg_attribute")
    types = " and ".join(dict.fromkeys(filter(None, (error.name("type"), error.name("other_type")))))
    what = error.object or types
    if any(one.attribute == "type" for one in draft.findings):
        return draft.is_(
            Origin.DRIFT, Confidence.PROVEN, f"{error.message}: the type in the database is not the expected one."
        )
    if facts is not None and facts.operators:
        return _operator_elsewhere(draft, facts, facts.operators)
    if error.family == "missing-operator":
        draft.advice.append(Advice("Where the database is right, the value must be sent as that type, or be cast."))
        return draft.is_(
            Origin.UNKNOWN,
            Confidence.UNKNOWN,
            f"No operator is there for {what}: the code takes a column for another type than it has here. Whether code or"
            " column is wrong, the expected state tells.",
        )
    return draft.is_(
        Origin.UNKNOWN,
        Confidence.UNKNOWN,
        f"{error.message}. Whether code or column has the wrong type, the expected state tells.",
    )


def _operator_elsewhere(draft: Draft, facts: Facts, operators: tuple[OperatorFacts, ...]) -> Draft:
    """The operator is there, in a schema that the role does not search: PostgreSQL finds operators by no other way."""
    one = operators[0]
    whose = f", of the extension {one.extension}," if one.extension else ""
    draft.advice.append(advice.path_of_role(facts.role, facts.database, [*facts.parts, one.schema]))
    return draft.is_(
        Origin.SEARCH_PATH,
        Confidence.PROVEN,
        f"{one.operator}{whose} is in {one.schema}, and the search_path of {facts.role}, {facts.path}, does not reach it.",
    )


def _typed(known: Known) -> tuple[Finding, ...]:
    """The findings about types of columns of the tables in the statement."""
    tables = {split(table.name)[1] for table in known.error.tables}
    return tuple(
        one for one in known.findings if one.kind == "column" and one.attribute == "type" and tables & set(one.key[:-1])
    )


def needs_using(known: Known) -> Draft:
    """`cannot be cast automatically`: an ALTER without USING."""
    draft = Draft()
    error = known.error
    column, of = error.name("column"), error.name("type")
    connect_findings(known, draft, belonging(known, name="", column=column, kinds=frozenset({"column"})))
    draft.advice.append(
        Advice("A plan counts the values that do not convert, and takes a USING of yours: drift plan --way.")
    )
    return draft.is_(
        Origin.CODE,
        Confidence.PROVEN,
        f"The values of {column or 'the column'} do not become {of or 'the new type'} by themselves: the statement that"
        " alters the type needs a USING. The column still has its former type here.",
    )
