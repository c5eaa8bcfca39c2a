"""What a catalog knows, for looking names up: relations with their columns, enums, functions, foreign keys."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from drifttools.kinds.names import parts_of, until_closed
from drifttools.model.rows import Value
from drifttools.model.snapshot import Snapshot

KINDS = (
    "schema",
    "table",
    "column",
    "view",
    "materialized view",
    "enum",
    "domain",
    "routine",
    "aggregate",
    "constraint",
    "sequence",
    "extension",
)
"""What is read of a catalog for it."""
_OF_SQLITE = ("table", "column", "view", "constraint")
"""Those of them that SQLite has."""
ITS_OWN = frozenset({"pg_catalog", "information_schema", "pg_toast", "pg_temp"})
SYSTEM_COLUMNS = frozenset({"ctid", "xmin", "xmax", "cmin", "cmax", "tableoid"})
_OF_SEQUENCES = frozenset({"last_value", "log_cnt", "is_called"})
_NEAR = 0.6
_TELLING = 4  # letters of a word that is worth sharing
_WORDS = re.compile(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])")


@dataclass(frozen=True, slots=True)
class Column:
    """A column.

    Args:
        labels: What an enum or a CHECK lets it hold; None where that is open.
        enum: The enum, dotted, or the CHECK.
        array: Whether it holds several of these.
        nullable: Whether it takes NULL; `filled`: whether it has a default, or makes its own value.
    """

    name: str
    type: str
    labels: tuple[str, ...] | None = None
    enum: str = ""
    array: bool = False
    nullable: bool = True
    filled: bool = False


@dataclass(frozen=True)
class Relation:
    """A table or view. `columns` is None where its columns are not known, as of a table of an extension."""

    schema: str
    name: str
    columns: Mapping[str, Column] | None

    @property
    def label(self) -> str:
        """`schema.name`."""
        return f"{self.schema}.{self.name}"

    @property
    def sequence(self) -> bool:
        """Whether it is a sequence, which can be read like a table and is never meant for one."""
        return self.columns is not None and self.columns.keys() == _OF_SEQUENCES


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """One foreign key: its name, its table and columns, and the table that it leads to."""

    name: str
    table: tuple[str, str]
    columns: tuple[str, ...]
    to: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Known:
    """What a server has and no kind covers: a function, or with `columns` a relation."""

    schema: str
    name: str
    columns: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Vocabulary:
    """The names of one catalog.

    Args:
        relations: (schema, name) to the relation.
        enums: (schema, name) to its labels.
        functions: Name to the schemas that have one of it, those of the server and of extensions among them.
        parameters: (schema, name) of a function to the names of what it takes, of all that are called so; not there
            where one of them could not be told.
        keys: All foreign keys.
        path: The schemas in which a bare name is looked for.
        schemas: All schemas.
        gaps: What is not known of this catalog, each as a sentence: then nothing that is absent is certainly absent.
        origin: What it is of, for a person.
        fingerprint: Of the snapshot.
    """

    relations: Mapping[tuple[str, str], Relation]
    enums: Mapping[tuple[str, str], tuple[str, ...]]
    functions: Mapping[str, frozenset[str]]
    parameters: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    keys: tuple[ForeignKey, ...] = ()
    path: tuple[str, ...] = ("public",)
    schemas: frozenset[str] = frozenset()
    gaps: tuple[str, ...] = ()
    apart: frozenset[str] = frozenset()
    origin: str = ""
    fingerprint: str = ""

    @cached_property
    def by_name(self) -> Mapping[str, tuple[Relation, ...]]:
        """Bare name to all relations of it."""
        found: dict[str, list[Relation]] = {}
        for relation in self.relations.values():
            found.setdefault(relation.name, []).append(relation)
        return {name: tuple(all_of) for name, all_of in found.items()}

    def find(self, schema: str | None, name: str) -> Relation | None:
        """The relation that a name means: in its schema, or in the first of the path that has it."""
        places = (schema,) if schema else self.path
        return next((self.relations[place, name] for place in places if (place, name) in self.relations), None)

    def near_relations(self, schema: str | None, name: str) -> tuple[str, ...]:
        """Dotted names that may be meant: the same name elsewhere first."""
        elsewhere = [one.label for one in self.by_name.get(name, ())]
        offered = {
            one.name: one.label for one in self.relations.values() if schema in (None, one.schema) and not one.sequence
        }
        return tuple(dict.fromkeys([*elsewhere, *(offered[one] for one in nearest(name, offered))]))[:3]


def nearest(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """Up to three of the known names that are like this one, however they are spelt, or that share a word with it."""
    given = {plain(one): one for one in known}
    found = difflib.get_close_matches(plain(name), list(given), n=3, cutoff=_NEAR)
    words = {word for word in plain(name).split("_") if len(word) >= _TELLING}
    sharing = [one for one in given if words & set(one.split("_"))] if not found else []
    return tuple(given[one] for one in (found or sorted(sharing, key=len)[:3]))


def plain(name: str) -> str:
    """A name without how it is spelt: `customerName`, `CustomerName` and `customer_name` are one."""
    return "_".join(_WORDS.findall(name)).lower() or name.lower()


def vocabulary_of(
    snapshot: Snapshot, *, path: Iterable[str] = ("public",), known: Iterable[Known] | None = None
) -> Vocabulary:
    """The vocabulary of a snapshot.

    Args:
        snapshot: With the rows of `KINDS`, as far as it has them.
        path: Where bare names are looked for.
        known: What else the server has. None where nobody was asked: then the server's own functions are those of a list,
            and what extensions bring along is not known.
    """
    from drifttools.code.builtins import FUNCTIONS

    enums = {(str(row["schema"]), str(row["enum"])): _texts(row["labels"]) for row in _rows(snapshot, "enum")}
    domains = {(str(row["schema"]), str(row["domain"])): str(row["type"]) for row in _rows(snapshot, "domain")}
    checks: dict[tuple[str, str], dict[str, tuple[str, ...]]] = {}
    keys = []
    for row in _rows(snapshot, "constraint"):
        table = (str(row["schema"]), str(row["table"]))
        if row["type"] == "foreign key":
            to = parts_of(str(row["references"]))
            keys.append(ForeignKey(str(row["constraint"]), table, _texts(row["columns"]), (to[0], to[-1])))
        elif row["type"] == "check" and (listed := one_of(str(row["expression"]))) is not None:
            checks.setdefault(table, {})[listed[0]] = listed[1]
    columns: dict[tuple[str, str], dict[str, Column]] = {}
    for row in _rows(snapshot, "column"):
        table, name = (str(row["schema"]), str(row["table"])), str(row["column"])
        column = _column(name, str(row["type"]), enums, domains, checks.get(table, {}))
        nullable = not row["not_null"]
        # SQLite has no identity columns
        filled = any(row.get(way) is not None for way in ("default", "identity", "generated"))
        columns.setdefault(table, {})[name] = _with(column, nullable=nullable, filled=filled)
    relations: dict[tuple[str, str], Relation] = {}
    for row in _rows(snapshot, "table"):
        at = (str(row["schema"]), str(row["table"]))
        relations[at] = Relation(*at, columns.get(at, {}) if "column" in snapshot.rows else None)
    for row in _rows(snapshot, "view"):
        at = (str(row["schema"]), str(row["view"]))
        shown = dict(_named_type(text) for text in _texts(row["columns"]))
        relations[at] = Relation(*at, {name: _column(name, type_, enums, domains, {}) for name, type_ in shown.items()})
    for row in _rows(snapshot, "materialized view"):
        # its columns are no part of the declaration of that kind: only a server that is asked tells them
        at = (str(row["schema"]), str(row["view"]))
        relations[at] = Relation(*at, None)
    for row in _rows(snapshot, "sequence"):
        at = (str(row["schema"]), str(row["sequence"]))
        relations[at] = Relation(*at, {name: Column(name, "") for name in sorted(_OF_SEQUENCES)})
    functions: dict[str, set[str]] = {}
    for kind in ("routine", "aggregate"):
        for row in _rows(snapshot, kind):
            functions.setdefault(str(row["signature"]).partition("(")[0], set()).add(str(row["schema"]))
    there = _OF_SQLITE if snapshot.server.dialect == "sqlite" else KINDS
    gaps = [f"{kind} could not be read" for kind in there if kind not in snapshot.rows]
    gaps += [f"{one.kind} {one.object} could not be read: {one.reason}" for one in snapshot.unread if one.kind in KINDS]
    if known is None:
        for name in FUNCTIONS:
            functions.setdefault(name, set()).add("pg_catalog")
        extensions = sorted(str(row["extension"]) for row in _rows(snapshot, "extension"))
        if brought := [name for name in extensions if name != "plpgsql"]:
            gaps.append(f"a snapshot does not hold what extensions bring along ({', '.join(brought)})")
    else:
        for one in known:
            if one.columns is None:
                functions.setdefault(one.name, set()).add(one.schema)
            else:
                its = {name: Column(name, "") for name in one.columns}
                relations[one.schema, one.name] = Relation(one.schema, one.name, its)
    return Vocabulary(
        relations=relations,
        enums=enums,
        functions={name: frozenset(schemas) for name, schemas in functions.items()},
        parameters=_parameters(_rows(snapshot, "routine")),
        keys=tuple(keys),
        path=tuple(path),
        schemas=frozenset(str(row["schema"]) for row in _rows(snapshot, "schema")),
        gaps=tuple(gaps),
        apart=frozenset(one.partition(":")[2] for one in snapshot.apart if one.startswith("schema:")),
        origin=snapshot.origin,
        fingerprint=snapshot.fingerprint,
    )


def _rows(snapshot: Snapshot, kind: str) -> Iterator[Mapping[str, Value]]:
    rows = snapshot.rows.get(kind)
    return iter(()) if rows is None else rows.decode(rows.lines)


def _texts(value: Value) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()


def _named_type(text: str) -> tuple[str, str]:
    """A column of a view: its name as `quote_ident()` wrote it, then its type."""
    if text.startswith('"'):
        end = re.match(r'"((?:[^"]|"")*)" ', text)
        return (end[1].replace('""', '"'), text[end.end() :]) if end else (text, "")
    name, _, type_ = text.partition(" ")
    return name, type_


def _column(
    name: str,
    type_: str,
    enums: Mapping[tuple[str, str], tuple[str, ...]],
    domains: Mapping[tuple[str, str], str],
    checks: Mapping[str, tuple[str, ...]],
) -> Column:
    array = type_.endswith("[]")
    bare = type_.removesuffix("[]")
    for _ in range(8):  # a domain over a domain over an enum
        at = parts_of(bare)
        if len(at) != 2 or (at[0], at[1]) not in domains:  # noqa: PLR2004 - schema and name
            break
        bare = domains[at[0], at[1]]
        array, bare = array or bare.endswith("[]"), bare.removesuffix("[]")
    at = parts_of(bare)
    labels = enums.get((at[0], at[-1])) if len(at) == 2 else None  # noqa: PLR2004 - as above
    if labels is not None:
        return Column(name, type_, labels, ".".join(at), array)
    if name in checks:
        return Column(name, type_, checks[name], "its CHECK constraint", array)
    return Column(name, type_, array=array)


def _with(column: Column, *, nullable: bool, filled: bool) -> Column:
    return Column(column.name, column.type, column.labels, column.enum, column.array, nullable, filled)


_ONE_OF = re.compile(r'^\(*("(?:[^"]|"")+"|\w+)\)*(?:::[\w ]+?)?\)* = ANY \(+ARRAY\[')
_LITERAL = re.compile(r"'((?:[^']|'')*)'(?:::[\w \"().]+?)?(?=, |$)")


def one_of(expression: str) -> tuple[str, tuple[str, ...]] | None:
    """The column and the values of a CHECK that PostgreSQL printed as `col = ANY (ARRAY['a'::text, ...])`; else None."""
    opened = _ONE_OF.match(expression)
    if opened is None:
        return None
    inner, _ = until_closed("(" + expression[opened.end() :].replace("]", ")", 1), 0)
    values = _LITERAL.findall(inner)
    if not values or _LITERAL.sub("", inner).replace(", ", "").strip():
        return None
    return parts_of(opened[1])[0], tuple(value.replace("''", "'") for value in values)


_MODE = re.compile(r"(?:IN|INOUT|VARIADIC) ")


def _parameters(rows: Iterable[Mapping[str, object]]) -> dict[tuple[str, str], tuple[str, ...]]:
    """Names of parameters: what stands before the type in the list of arguments, the types being known."""
    found: dict[tuple[str, str], list[str]] = {}
    unknown: set[tuple[str, str]] = set()
    for row in rows:
        name, _, types = str(row["signature"]).partition("(")
        at = (str(row["schema"]), name)
        wanted = [one for one in split_arguments(types.removesuffix(")")) if one]
        given = [one for one in split_arguments(str(row["arguments"])) if one and not one.startswith("OUT ")]
        names = found.setdefault(at, [])
        if len(wanted) != len(given):
            unknown.add(at)
        for type_, argument in zip(wanted, given, strict=False):
            shown = _MODE.sub("", argument.partition(" DEFAULT ")[0], count=1)
            if shown.endswith(f" {type_}"):
                names.append(shown.removesuffix(f" {type_}").strip('"'))
            else:
                unknown.add(at)
    return {at: tuple(dict.fromkeys(names)) for at, names in found.items() if at not in unknown}


def split_arguments(text: str) -> list[str]:
    """The parts between commas that stand in no parentheses and no quotes."""
    parts, depth, quote, start = [], 0, "", 0
    for at, char in enumerate(text):
        if quote or char in "'\"":
            quote = "" if char == quote else quote or char
        elif char == "," and not depth:
            parts.append(text[start:at].strip())
            start = at + 1
        else:
            depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(char, 0)
    return [*parts, text[start:].strip()]
