"""Enums looked at closely: what SQLAlchemy sends beside what the types hold, duplicates, what is unused, and both repairs.

The expected side was made by the models' own SQLAlchemy on a scratch database, so its labels are what that sends: the
names of the members, or what `values_callable` makes of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from drifttools.kinds.column import Column
from drifttools.kinds.enum import Enum
from drifttools.kinds.records import records
from drifttools.kinds.registry import BY_NAME
from drifttools.model.snapshot import Snapshot
from drifttools.sql.compose import Sql, compose, deparsed, joined, name, value, word

Labels = tuple[str, ...]
_Types = dict[tuple[str, str], Labels]
_MENTIONING = ("column", "domain", "composite attribute", "routine")
_TWO = 2


class EnumCase(StrEnum):
    """What is wrong with an enum."""

    NAMES_AND_VALUES = "names and values"
    LABELS_MISSING = "labels missing"
    LABELS_UNEXPECTED = "labels unexpected"
    ORDER = "another order"
    ONLY_IN_MODEL = "only in the model"
    ONLY_IN_DATABASE = "only in the database"
    DUPLICATE = "duplicate"
    UNUSED = "unused"
    NOT_USED_HERE = "another type in its place"


@dataclass(frozen=True, slots=True)
class EnumFinding:
    """One thing that is wrong with one enum, and how either side can be changed.

    Args:
        case: What is wrong.
        enum: `schema.name`.
        sentence: It, for a person.
        sent, held: What the models send and what the type holds; empty where a side has none.
        used_by: Columns, domains, composite types and routines of the database that are of it.
        change: Which side to change: `database` or `model`; the other way is given all the same.
        database: The statements that bring the database to the models.
        model: What to write in the models instead.
    """

    case: EnumCase
    enum: str
    sentence: str
    sent: Labels = ()
    held: Labels = ()
    used_by: tuple[str, ...] = ()
    change: str = "database"
    database: tuple[str, ...] = ()
    model: str = ""


def enum_forensics(expected: Snapshot, actual: Snapshot) -> tuple[EnumFinding, ...]:
    """Everything that is wrong with enums, by type.

    Args:
        expected: What the models make; without enums of its own only duplicates and unused types are told.
        actual: The live database.
    """
    wanted, held = _enums(expected), _enums(actual)
    uses = _uses(actual, held)
    found = [
        *(finding for key in wanted for finding in _of_both(key, wanted[key], held.get(key), uses.get(key, ()))),
        *_in_another_place(expected, actual, wanted),
        *_only_here(wanted, held, uses),
        *_duplicates(wanted, held, actual, uses),
    ]
    return tuple(sorted(found, key=lambda finding: (finding.enum, list(EnumCase).index(finding.case))))


def _enums(snapshot: Snapshot) -> _Types:
    return {(enum.schema, enum.enum): enum.labels for enum in records(snapshot, Enum)}


def _columns(snapshot: Snapshot) -> dict[tuple[str, str, str], Column]:
    return {(column.schema, column.table, column.column): column for column in records(snapshot, Column)}


def _uses(snapshot: Snapshot, enums: _Types) -> Mapping[tuple[str, str], tuple[str, ...]]:
    """Per enum what is of it; a routine is found by the printed name of the type in its arguments or its result."""
    printed = {str(name(*key)): key for key in enums}
    uses: dict[tuple[str, str], tuple[str, ...]] = {}
    for kind in _MENTIONING:
        for record in records(snapshot, BY_NAME[kind]):
            if kind == "routine":
                text = f"{getattr(record, 'arguments', '')} {getattr(record, 'returns', '') or ''}"
                keys = [key for type_, key in printed.items() if type_ in text]
            else:
                type_ = str(getattr(record, "type", ""))
                keys = [printed[one] for one in (type_.removesuffix("[]"),) if one in printed]
            for key in keys:
                uses[key] = (*uses.get(key, ()), f"{kind} {record.label}")
    return uses


def _of_both(key: tuple[str, str], sent: Labels, held: Labels | None, used_by: tuple[str, ...]) -> Iterator[EnumFinding]:
    label, type_ = ".".join(key), name(*key)
    if held is None:
        create = compose("create type {} as enum ({})", type_, joined(map(value, sent)))
        sentence = f"The models have {label}, and the database has no type of that name."
        yield EnumFinding(EnumCase.ONLY_IN_MODEL, label, sentence, sent, database=(str(create),))
        return
    missing = tuple(one for one in sent if one not in held)
    extra = tuple(one for one in held if one not in sent)
    if missing and {one.casefold() for one in missing} == {one.casefold() for one in extra}:
        yield _names_and_values(key, sent, held, used_by)
        return
    if missing:
        add = _added(type_, sent, held)
        sentence = f"The models send {_listed(missing)}, which {label} does not hold: writing a row with it fails."
        yield EnumFinding(EnumCase.LABELS_MISSING, label, sentence, sent, held, used_by, "database", add)
    if extra:
        sentence = f"{label} holds {_listed(extra)}, which no model knows: reading a row with it fails (LookupError)."
        members = "; ".join(f"add a member that is sent as {one!r}" for one in extra)
        yield EnumFinding(EnumCase.LABELS_UNEXPECTED, label, sentence, sent, held, used_by, "model", (), members)
    common = tuple(one for one in sent if one in held)
    if common != tuple(one for one in held if one in sent):
        sentence = f"{label} has its labels in another order, so `<`, `ORDER BY`, `min` and `max` answer differently."
        members = f"declare the members in this order: {_listed(held)}"
        yield EnumFinding(EnumCase.ORDER, label, sentence, sent, held, used_by, "model", (), members)


def _names_and_values(key: tuple[str, str], sent: Labels, held: Labels, used_by: tuple[str, ...]) -> EnumFinding:
    label = ".".join(key)
    by_fold = {one.casefold(): one for one in held}
    pairs = [(by_fold[one.casefold()], one) for one in sent if one.casefold() in by_fold and by_fold[one.casefold()] != one]
    renames = (compose("alter type {} rename value {} to {}", name(*key), value(old), value(new)) for old, new in pairs)
    return EnumFinding(
        EnumCase.NAMES_AND_VALUES,
        label,
        f"The models send {_listed(sent)} and {label} holds {_listed(held)}: SQLAlchemy sends the names of the members "
        "unless `values_callable` says otherwise, and one side was made of the names and the other of the values.",
        sent,
        held,
        used_by,
        # rows and whoever else reads them go by what is stored
        "model" if used_by else "database",
        tuple(map(str, renames)),
        f"Enum(..., name={key[1]!r}, values_callable=lambda members: [member.value for member in members]) where the "
        "values are what the type holds, and no values_callable where the names are",
    )


def _added(type_: Sql, sent: Labels, held: Labels) -> tuple[str, ...]:
    present, statements = list(held), []
    for position, label in enumerate(sent):
        if label in present:
            continue
        place = compose(" after {}", value(sent[position - 1])) if position else Sql("")
        if not position and present:
            place = compose(" before {}", value(present[0]))
        statements.append(str(compose("alter type {} add value if not exists {}{}", type_, value(label), place)))
        present.append(label)
    return tuple(statements)


def _in_another_place(expected: Snapshot, actual: Snapshot, wanted: _Types) -> Iterator[EnumFinding]:
    """Columns that the models have as an enum, and the database as something else."""
    printed = {str(name(*key)): key for key in wanted}
    here = _columns(actual)
    for key, column in _columns(expected).items():
        enum = printed.get(column.type.removesuffix("[]"))
        found = here.get(key)
        if enum is None or found is None or found.type == column.type:
            continue
        array = word("[]") if column.type.endswith("[]") else word("")
        alter = compose("alter table {} alter column {}", name(*key[:2]), name(key[2]))
        cast_ = compose("{}::text{}::{}{}", name(key[2]), array, name(*enum), array)
        statements = [compose("{} type {}{} using {}", alter, name(*enum), array, cast_)]
        if found.default is not None:
            statements.insert(0, compose("{} drop default", alter))
        if column.default is not None:
            statements.append(compose("{} set default {}", alter, deparsed(column.default)))
        yield EnumFinding(
            EnumCase.NOT_USED_HERE,
            ".".join(enum),
            f"The models have {'.'.join(key)} as {'.'.join(enum)}, and in the database it is {found.type}.",
            wanted[enum],
            database=tuple(map(str, statements)),
            model=f"declare the column as {found.type}",
        )


def _only_here(wanted: _Types, held: _Types, uses: Mapping[tuple[str, str], tuple[str, ...]]) -> Iterator[EnumFinding]:
    for key, labels in held.items():
        label, used_by = ".".join(key), uses.get(key, ())
        drop = (str(compose("drop type {}", name(*key))),)
        if not used_by:
            who = " and the models name it" if key in wanted else ""
            sentence = f"No column, domain, composite type or routine is of {label}{who}."
            yield EnumFinding(EnumCase.UNUSED, label, sentence, wanted.get(key, ()), labels, (), "database", drop)
        elif key not in wanted and wanted:
            sentence = f"{label} is used by {_listed(used_by)}, and no model has an enum of that name."
            model = f"Enum({', '.join(map(repr, labels))}, name={key[1]!r})"
            yield EnumFinding(EnumCase.ONLY_IN_DATABASE, label, sentence, (), labels, used_by, "model", (), model)


def _duplicates(
    wanted: _Types, held: _Types, actual: Snapshot, uses: Mapping[tuple[str, str], tuple[str, ...]]
) -> Iterator[EnumFinding]:
    keys = sorted(held)
    for at, one in enumerate(keys):
        for other in keys[at + 1 :]:
            if not _alike(one, other, held, wanted, uses):
                continue
            # what the models name stays; else what more is made of
            stays, goes = sorted((one, other), key=lambda key: (key not in wanted, -len(uses.get(key, ())), key))
            statements = [*_moved(goes, stays, actual), compose("drop type {}", name(*goes))]
            kept = ".".join(stays)
            # rows go from one to the other only where there are some
            lacking = [label for label in held[goes] if label not in held[stays]] if uses.get(goes) else []
            but = f"; {_listed(tuple(lacking))} must be added to it first" if lacking else ""
            yield EnumFinding(
                EnumCase.DUPLICATE,
                ".".join(goes),
                f"{'.'.join(goes)} and {kept} are one enum under two names; {kept} is the one to keep{but}.",
                wanted.get(goes, ()),
                held[goes],
                uses.get(goes, ()),
                "database",
                tuple(map(str, statements)),
                f"Enum(..., name={stays[1]!r}) wherever {goes[1]!r} is named",
            )


def _alike(
    one: tuple[str, str],
    other: tuple[str, str],
    held: _Types,
    wanted: _Types,
    uses: Mapping[tuple[str, str], tuple[str, ...]],
) -> bool:
    folded = [{label.casefold() for label in held[key]} for key in (one, other)]
    same_name = one[1].replace("_", "").casefold() == other[1].replace("_", "").casefold()
    if same_name and one[1] != other[1]:
        return bool(folded[0] & folded[1]) or not folded[0] or not folded[1]
    # two enums of equal labels may both be meant; where one is unused or unknown to the models it is a leftover
    suspect = any(not uses.get(key) or (wanted and key not in wanted) for key in (one, other))
    return folded[0] == folded[1] and len(folded[0]) >= _TWO and suspect


def _moved(goes: tuple[str, str], stays: tuple[str, str], actual: Snapshot) -> Iterator[Sql]:
    printed = str(name(*goes))
    for key, column in _columns(actual).items():
        if column.type.removesuffix("[]") != printed:
            continue
        array = word("[]") if column.type.endswith("[]") else word("")
        alter = compose("alter table {} alter column {}", name(*key[:2]), name(key[2]))
        # of a literal the server prints the type behind it; any other default is left, and the server refuses loudly
        literal, mark, _ = (column.default or "").partition(f"::{printed}")
        if mark:
            yield compose("{} drop default", alter)
        yield compose(
            "{} type {}{} using {}::text{}::{}{}", alter, name(*stays), array, name(key[2]), array, name(*stays), array
        )
        if mark:
            yield compose("{} set default {}::{}{}", alter, deparsed(literal), name(*stays), array)


def _listed(labels: tuple[str, ...]) -> str:
    return ", ".join(labels)
