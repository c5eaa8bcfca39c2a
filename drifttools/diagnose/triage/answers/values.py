"""Answers about values that an enum, a type or a constraint refuses."""

from __future__ import annotations

from drifttools.diagnose import advice
from drifttools.diagnose.triage.answers.columns import candidates
from drifttools.diagnose.triage.answers.relations import split
from drifttools.diagnose.triage.hits import HIDDEN
from drifttools.diagnose.triage.known import Draft, Known, belonging, connect_findings, near
from drifttools.diagnose.words import listed
from drifttools.model.cause import Confidence
from drifttools.model.finding import Change
from drifttools.model.sighting import Advice, Enumeration, Origin


def enum_label(known: Known) -> Draft:
    """`invalid input value for enum ...`, and SQLAlchemy's own word for it when it reads one."""
    draft = Draft()
    error, facts = known.error, known.facts
    schema, wanted = split(error.name("type"))
    label = error.name("label")
    told = f"'{label}'" if label and label != HIDDEN else "the value"
    connect_findings(known, draft, belonging(known, name=wanted, kinds=frozenset({"enum"})))
    if facts is None:
        return draft.is_(
            Origin.DRIFT if draft.findings else Origin.UNKNOWN,
            Confidence.LIKELY if draft.findings else Confidence.UNKNOWN,
            f"Enum {wanted} has no label {told}: either the enum lacks it, or the code sends something else than its"
            " labels.",
        )
    draft.places = tuple(place for place in facts.exact if place.kind == "enum")
    if not facts.enums:
        return draft.is_(Origin.UNKNOWN, Confidence.UNKNOWN, f"{facts.database} has no enum {wanted}.")
    # the server writes the schema where the session's search_path does not reach it
    named = [one for one in facts.enums if one.schema == schema]
    enum = next(iter((*named, *(one for one in facts.enums if one.found))), facts.enums[0])
    for one in facts.enums:
        draft.shows(f"{one.schema}.{one.name} has the labels {listed(one.labels, 12)}.", "pg_enum")
    return _compared(known, draft, enum, label, told)


def _compared(known: Known, draft: Draft, enum: Enumeration, label: str, told: str) -> Draft:
    shown = f"{enum.schema}.{enum.name}"
    same = next((one for one in enum.labels if one.lower() == label.lower()), "")
    if label in enum.labels:
        draft.settle(known.incident)
        draft.advice.append(advice.restart_pool(known.error.tools))
        return draft.is_(
            Origin.SESSION, Confidence.LIKELY, f"{shown} has {told} now: the text is older, or of another database."
        )
    twin = next((one for one in known.facts.enums if label in one.labels), None) if known.facts else None
    if twin is not None:
        return draft.is_(
            Origin.DRIFT, Confidence.LIKELY, f"{shown} has no label {told}, but its twin {twin.schema}.{twin.name} has."
        )
    if same:
        draft.not_("The enum lacks the label.", f"It has it as '{same}'.")
        if "SQLAlchemy" in known.error.tools:
            draft.advice.append(advice.send_values(enum.name))
        return draft.is_(
            Origin.CODE,
            Confidence.PROVEN,
            f"{shown} has '{same}', and the code sends {told}: the name of a Python enum's member, as SQLAlchemy does, or"
            " another spelling.",
        )
    if "SQLAlchemy" in known.error.tools and label.isupper() and not any(one.isupper() for one in enum.labels):
        draft.advice.append(advice.send_values(enum.name))
        return draft.is_(
            Origin.CODE,
            Confidence.LIKELY,
            f"{shown} has no label {told}: SQLAlchemy sends the names of a Python enum's members, and the labels here are"
            " not written like names. Its value may be none of them either.",
        )
    draft.near = near(label, enum.labels) if label != HIDDEN else ()
    if label != HIDDEN and label:
        draft.advice.append(advice.add_label(enum.schema, enum.name, label))
    if any(one.change in (Change.CHANGED, Change.MISSING) for one in draft.findings):
        return draft.is_(
            Origin.DRIFT, Confidence.PROVEN, f"{shown} has no label {told}, and its labels are not the expected ones."
        )
    if known.incident and not draft.findings:
        return draft.is_(
            Origin.CODE,
            Confidence.LIKELY,
            f"{shown} has no label {told}, and has the labels that are expected: the code uses one that was never"
            " declared.",
        )
    return draft.is_(
        Origin.UNKNOWN,
        Confidence.UNKNOWN,
        f"{shown} has no label {told}. Whether it should, the expected state or the code tells.",
    )


def foreign_key(known: Known) -> Draft:
    """A foreign key refuses the row."""
    draft = Draft()
    error, facts = known.error, known.facts
    wanted = error.name("constraint")
    connect_findings(known, draft, belonging(known, name=wanted, kinds=frozenset({"constraint"})) if wanted else ())
    related = dict(error.related)
    key = related.get("key", "")
    if facts is None or not facts.constraints:
        who = "A foreign key" if not wanted else f"Foreign key {wanted}"
        note = " SQLite does not say which: PRAGMA foreign_key_check does." if error.dialect == "sqlite" else ""
        return draft.is_(Origin.DATA, Confidence.LIKELY, f"{who} refuses the row: its partner is not there.{note}")
    one = facts.constraints[0]
    draft.shows(f"{one.schema}.{one.table} has {one.name}: {one.definition}.", "pg_get_constraintdef()")
    if not one.valid:
        draft.shows(f"{one.name} is NOT VALID: older rows were never checked.", "pg_constraint.convalidated")
    if one.refers is not None and one.twins:
        others = listed(f"{schema}.{table}" for schema, table in one.twins)
        draft.shows(f"There is a twin of the table that it refers to: {others}.", "pg_class")
        return draft.is_(
            Origin.DRIFT if draft.findings else Origin.UNKNOWN,
            Confidence.PROVEN if draft.findings else Confidence.LIKELY,
            f"{one.name} refers to {'.'.join(one.refers)}, and there is {others} too: the partner may be in the other one.",
        )
    if draft.findings:
        return draft.is_(Origin.DRIFT, Confidence.PROVEN, f"{one.name} is not the foreign key that is expected.")
    where = f" by ({key})" if key else ""
    if "still" in error.message or error.message.startswith("update or delete"):
        return draft.is_(Origin.DATA, Confidence.LIKELY, f"Rows of {one.schema}.{one.table} still refer to the row{where}.")
    return draft.is_(
        Origin.DATA,
        Confidence.LIKELY,
        f"The partner of the row in {'.'.join(one.refers) if one.refers else 'the other table'} is not there{where}: made"
        " later, in another transaction, or deleted.",
    )


def unique(known: Known) -> Draft:
    """A key is there already."""
    draft = Draft()
    error, facts = known.error, known.facts
    name = error.name("constraint") or error.name("index")
    connect_findings(
        known, draft, belonging(known, name=name, kinds=frozenset({"constraint", "index", "sequence"})) if name else ()
    )
    if facts is not None:
        draft.places = tuple(place for place in facts.exact if place.kind == "index")
        for one in facts.constraints:
            draft.shows(f"{one.schema}.{one.table} has {one.name}: {one.definition}.", "pg_get_constraintdef()")
        for sequence in facts.sequences:
            draft.shows(
                f"{sequence.schema}.{sequence.name} gives {sequence.next:,} next; the largest {sequence.column} is"
                f" {sequence.largest:,}.",
                f"select max({sequence.column}), pg_sequence_last_value()",
            )
        behind = next((one for one in facts.sequences if one.behind), None)
        if behind is not None:
            of = next((one.schema for one in facts.constraints if one.table == behind.table), behind.schema)
            draft.advice.append(advice.advance_sequence(behind.schema, behind.name, (of, behind.table), behind.column))
            return draft.is_(
                Origin.DATA,
                Confidence.PROVEN,
                f"The sequence {behind.schema}.{behind.name} is behind {behind.table}.{behind.column}: it gives numbers"
                " that are there already, as after rows were copied or restored with their keys.",
            )
        if facts.sequences:
            draft.not_("The sequence is behind.", "It gives a larger number next than any that is there.")
    if draft.findings:
        return draft.is_(Origin.DRIFT, Confidence.LIKELY, f"{name} is not as it is expected, and refuses a row.")
    return draft.is_(
        Origin.DATA,
        Confidence.LIKELY,
        f"{name or error.object or 'A unique key'} has the key already: the code inserts it twice.",
    )


def not_null(known: Known) -> Draft:
    """A column must not be null."""
    draft = Draft()
    error = known.error
    _, table = split(error.name("relation"))
    column = error.name("column")
    connect_findings(known, draft, belonging(known, name=table, column=column, kinds=frozenset({"column"})))
    what = error.object or column or "A column"
    if any(one.attribute in ("not_null", "nullable", "default") for one in draft.findings):
        return draft.is_(
            Origin.DRIFT, Confidence.PROVEN, f"{what} is not declared as it is expected: {draft.evidence[0].fact}"
        )
    if any(one.change is Change.UNEXPECTED for one in draft.findings):
        return draft.is_(
            Origin.DRIFT, Confidence.PROVEN, f"{what} is a column that nothing expects, and the code does not fill it."
        )
    for one in candidates(known):
        if column in one.columns:
            draft.shows(f"{one.label}.{column} is {one.columns[column]}.", "pg_attribute")
    return draft.is_(Origin.CODE, Confidence.LIKELY, f"{what} must not be null, and the code sends no value for it.")


def check(known: Known) -> Draft:
    """A check or exclusion constraint refuses the row."""
    draft = Draft()
    error, facts = known.error, known.facts
    name = error.name("constraint")
    connect_findings(known, draft, belonging(known, name=name, kinds=frozenset({"constraint", "domain"})) if name else ())
    for one in facts.constraints if facts else ():
        draft.shows(f"{one.schema}.{one.table} has {one.name}: {one.definition}.", "pg_get_constraintdef()")
    if draft.findings:
        return draft.is_(Origin.DRIFT, Confidence.PROVEN, f"{name} is not the constraint that is expected.")
    return draft.is_(
        Origin.DATA, Confidence.LIKELY, f"{error.object or 'A constraint'} refuses the row: the value does not meet it."
    )


def missing_partition(known: Known) -> Draft:
    """No partition takes the row."""
    draft = Draft()
    error = known.error
    _, table = split(error.name("relation"))
    made = {one.label for one in candidates(known)}
    connect_findings(known, draft, tuple(one for one in belonging(known, name=table) if one.kind == "table"))
    key = dict(error.related).get("key", "")
    by = f", which is partitioned by ({key})," if key else ""
    draft.advice.append(
        Advice("Its partitions, and tables that look like one and are not attached.", _like(known, table), "sh")
    )
    return draft.is_(
        Origin.DRIFT if draft.findings else Origin.DATA,
        Confidence.PROVEN,
        f"{listed(sorted(made)) or table}{by} has no partition for the row and no default one: it was not made in time,"
        " or was detached.",
    )


def _like(known: Known, table: str) -> str:
    return f"drift locate '{table}*' {known.target}".strip()


def no_conflict_target(known: Known) -> Draft:
    """ON CONFLICT without a unique key."""
    draft = Draft()
    tables = candidates(known)
    for one in tables:
        keys = "; ".join(f"({', '.join(columns)})" for columns in one.unique) or "none"
        draft.shows(f"{one.label} is unique in: {keys}.", "pg_index.indisunique")
    names = {one.name for one in tables}
    found = tuple(
        one
        for one in known.findings
        if one.kind in ("constraint", "index") and names & set(one.key) and one.change is not Change.UNEXPECTED
    )
    connect_findings(known, draft, found)
    if draft.findings:
        return draft.is_(
            Origin.DRIFT, Confidence.PROVEN, "The unique key that ON CONFLICT names is expected and is not there."
        )
    of = f" of {listed(one.label for one in tables)}" if tables else ""
    return draft.is_(
        Origin.UNKNOWN,
        Confidence.UNKNOWN,
        f"ON CONFLICT names columns that no unique key{of} covers. Whether one should, the expected state tells.",
    )


def refused_value(known: Known) -> Draft:
    """A value that is not of its type, too long, or out of range."""
    draft = Draft()
    error = known.error
    of = error.name("type")
    tables = {split(table.name)[1] for table in error.tables}
    found = tuple(
        one for one in known.findings if one.kind == "column" and one.attribute == "type" and tables & set(one.key[:-1])
    )
    connect_findings(known, draft, found)
    for one in candidates(known):
        suited = [column for column, its in one.columns.items() if of and its == of]
        if suited:
            draft.shows(f"{one.label} has columns of type {of}: {listed(suited)}.", "pg_attribute")
    if draft.findings:
        return draft.is_(
            Origin.DRIFT, Confidence.LIKELY, f"{error.message}: a column of the statement has another type than expected."
        )
    what = {"too-long": "is longer than its column allows", "out-of-range": "is larger than its column holds"}
    return draft.is_(
        Origin.DATA,
        Confidence.LIKELY,
        f"A value {what.get(error.family, f'is no {of}' if of else 'is not of its type')}: {error.message}.",
    )
