"""The parts of a CREATE TABLE of SQLite: columns, their clauses, constraints and options, each with its own text.

SQLite has no ALTER for most of them: a table is written anew from its parts. Its pragmas do not show all of them either
(CHECK, COLLATE, ON CONFLICT, names of constraints), so that the text is what both reading and repairing need.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from drifttools.sql.compose import NOTHING, Sql, compose, deparsed, joined, value, word
from drifttools.sql.sqlite_ddl_tokens import Token, closing, normal, split_at_commas, tokens
from drifttools.sql.sqlite_folding import folded

Sort = Literal["primary key", "unique", "check", "foreign key", "not null", "null", "default", "collate", "generated"]
_BEGINS: dict[str, Sort] = {
    "PRIMARY": "primary key",
    "UNIQUE": "unique",
    "CHECK": "check",
    "FOREIGN": "foreign key",
    "REFERENCES": "foreign key",
    "NOT": "not null",
    "NULL": "null",
    "DEFAULT": "default",
    "COLLATE": "collate",
    "GENERATED": "generated",
    "AS": "generated",
}
CONSTRAINTS: frozenset[Sort] = frozenset({"primary key", "unique", "check", "foreign key"})


def quoted(*names: str) -> Sql:
    """A dotted name of SQLite, always in double quotes: they never change its meaning, and no key word is one then."""
    return deparsed(".".join('"' + name.replace('"', '""') + '"' for name in names))


def text_literal(text: str) -> Sql:
    """A text literal of SQLite, in which a backslash means itself."""
    return deparsed("'" + text.replace("'", "''") + "'") if "\\" in text else value(text)


@dataclass(frozen=True, slots=True)
class Clause:
    """A constraint, or another clause of a column.

    Args:
        sort: What it is.
        text: As it is written, its CONSTRAINT name included.
        name: What CONSTRAINT calls it; empty for none.
        columns: Those that it is about: of a key, a UNIQUE, a foreign key; the one that a clause of a column is of.
        expression: Of a CHECK, of a default, of a generated column; the name of a collation.
        references: The table of a foreign key; `referenced`: its columns there, none for its primary key.
    """

    sort: Sort
    text: str
    name: str = ""
    columns: tuple[str, ...] = ()
    expression: str = ""
    references: str = ""
    referenced: tuple[str, ...] = ()

    @property
    def normal(self) -> str:
        """Equal for two that mean the same by their text, whether they stand in a column or at the end of the table."""
        if self.sort == "check":
            return f"check ( {normal(self.expression)} )"
        if self.sort == "generated":
            return f"as ( {normal(self.expression)} ){' stored' if self.stored else ''}"
        if self.sort in ("default", "collate"):
            return f"{self.sort} {normal(self.expression)}"
        said = [token.normal for token in tokens(self.text)]
        said = said[2:] if said[0] == "constraint" else said
        if self.sort == "foreign key":
            return " ".join((*_listing("foreign key", self.columns), *said[said.index("references") :]))
        if self.sort in ("primary key", "unique"):
            return self._normal_key(said)
        return " ".join(said).removesuffix(" on conflict abort")

    def _normal_key(self, said: list[str]) -> str:
        said = [one for one in said if one != "asc"]
        if "(" not in said:
            said = [*_listing(self.sort, self.columns), *said[len(self.sort.split()) :]]
        # it may stand within the parentheses too, where a table has its key
        return " ".join(sorted(said, key=lambda one: one == "autoincrement")).removesuffix(" on conflict abort")

    @property
    def stored(self) -> bool:
        """Whether a generated column is kept with the row."""
        return self.sort == "generated" and tokens(self.text)[-1].says("STORED")


def _listing(sort: str, columns: Sequence[str]) -> list[str]:
    """A key with its columns, as tokens."""
    return [token.normal for token in tokens(str(compose("{} ({})", deparsed(sort), joined(map(quoted, columns)))))]


@dataclass(frozen=True, slots=True)
class ColumnText:
    """A column: its name, its type as it is written, and its clauses in their order."""

    name: str
    type: str
    clauses: tuple[Clause, ...] = ()

    def one(self, sort: Sort) -> Clause | None:
        """The clause of a sort."""
        return next((clause for clause in self.clauses if clause.sort == sort), None)

    @property
    def generated(self) -> bool:
        """Whether its value is computed."""
        return self.one("generated") is not None

    @property
    def not_null(self) -> bool:
        """Whether it says NOT NULL."""
        return self.one("not null") is not None

    @property
    def bare(self) -> ColumnText:
        """Without the constraints, which are the table's as much as its own."""
        return replace(self, clauses=tuple(clause for clause in self.clauses if clause.sort not in CONSTRAINTS))

    @property
    def normal(self) -> str:
        """Equal for two that say the same, in whichever order."""
        clauses = sorted(clause.normal for clause in self.clauses if clause.sort != "null")
        return " ".join((f'"{folded(self.name)}"', normal(self.type), *clauses))

    @property
    def sql(self) -> Sql:
        """Its definition."""
        return joined((quoted(self.name), deparsed(self.type), *(deparsed(clause.text) for clause in self.clauses)), " ")


@dataclass(frozen=True, slots=True)
class TableText:
    """A table by its text.

    Args:
        name: Its own name.
        columns: In their order.
        constraints: Of the table, in their order.
        strict, without_rowid: Its options.
    """

    name: str
    columns: tuple[ColumnText, ...]
    constraints: tuple[Clause, ...] = ()
    strict: bool = False
    without_rowid: bool = False

    def column(self, name: str) -> ColumnText | None:
        """The column of a name; SQLite knows no case in names."""
        return next((column for column in self.columns if folded(column.name) == folded(name)), None)

    @property
    def all_constraints(self) -> tuple[Clause, ...]:
        """Those of the table and those that stand in columns."""
        own = (clause for column in self.columns for clause in column.clauses if clause.sort in CONSTRAINTS)
        return (*own, *self.constraints)

    @property
    def primary_key(self) -> tuple[str, ...]:
        """The columns of the primary key."""
        return next((one.columns for one in self.all_constraints if one.sort == "primary key"), ())

    @property
    def rowid_column(self) -> str:
        """The column that is the rowid (INTEGER PRIMARY KEY, exactly that type); empty where none is."""
        key = self.primary_key
        column = self.column(key[0]) if len(key) == 1 else None
        if self.without_rowid or column is None or normal(column.type) != "integer":
            return ""
        # a quirk that SQLite keeps: INTEGER PRIMARY KEY DESC as a clause of the column is not the rowid
        clause = column.one("primary key")
        return "" if clause is not None and " desc" in f" {clause.normal}" else column.name

    @property
    def autoincrement(self) -> bool:
        """Whether `sqlite_sequence` remembers its highest rowid."""
        return any(clause.normal.endswith(" autoincrement") for clause in self.all_constraints)

    def create(self, name: str | None = None) -> Sql:
        """CREATE TABLE, under this or another name."""
        parts = (*(column.sql for column in self.columns), *(deparsed(clause.text) for clause in self.constraints))
        options = joined(
            (word("STRICT") if self.strict else NOTHING, word("WITHOUT ROWID") if self.without_rowid else NOTHING)
        )
        head = compose("CREATE TABLE {} (\n    {}\n)", quoted(name or self.name), joined(parts, ",\n    "))
        return joined((head, options), " ")

    @property
    def normal(self) -> str:
        """Equal for two tables that mean the same by their text, whatever the order of columns and constraints."""
        columns = sorted(replace(column, clauses=column.bare.clauses).normal for column in self.columns)
        constraints = sorted({clause.normal for clause in self.all_constraints})
        options = [*(["strict"] if self.strict else []), *(["without rowid"] if self.without_rowid else [])]
        return "\n".join((folded(self.name), *columns, *constraints, *options))


def parse_table(sql: str) -> TableText:
    """Take a CREATE TABLE apart.

    Args:
        sql: As `sqlite_schema.sql` has it; SQLite has accepted it, so that it is well-formed.

    Raises:
        ValueError: It is no CREATE TABLE with a list of columns: a virtual table, a view.
    """
    found = tokens(sql)
    start = next((number for number, token in enumerate(found) if token.text == "("), 0)
    if not found or not found[0].says("CREATE") or not start or any(token.says("VIRTUAL", "AS") for token in found[:start]):
        raise ValueError(f"no CREATE TABLE with columns: {sql[:60]!r}")
    end = closing(found, start)
    columns: list[ColumnText] = []
    constraints: list[Clause] = []
    for part in split_at_commas(found[start + 1 : end]):
        if _is_constraint(part):
            # SQLite takes constraints of a table without a comma between them
            constraints += [_clause(sql, one, ()) for one in _clauses(part)]
        else:
            columns.append(_column(sql, part))
    options = [token.text.upper() for token in found[end + 1 :]]
    return TableText(found[start - 1].name, tuple(columns), tuple(constraints), "STRICT" in options, "WITHOUT" in options)


def _is_constraint(part: Sequence[Token]) -> bool:
    return part[0].says("CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN")


def _column(sql: str, part: Sequence[Token]) -> ColumnText:
    begins = next((number for number, token in enumerate(part[1:], 1) if _begins(part, number)), len(part))
    type_ = _text(sql, part[1:begins])
    name = part[0].name
    return ColumnText(name, type_, tuple(_clause(sql, one, (name,)) for one in _clauses(part[begins:])))


def _begins(part: Sequence[Token], number: int) -> bool:
    token = part[number]
    return token.sort == "word" and (token.text.upper() in _BEGINS or token.says("CONSTRAINT"))


def _clauses(part: Sequence[Token]) -> list[list[Token]]:
    """The clauses of a column, or the constraints of a table that stand side by side."""
    found: list[list[Token]] = []
    depth = 0
    for number, token in enumerate(part):
        if depth == 0 and _begins(part, number) and not _goes_on(part, number):
            found.append([])
        depth += {"(": 1, ")": -1}.get(token.text, 0) if token.sort == "sign" else 0
        found[-1].append(token)
    # `CONSTRAINT name` alone, before the word that says what it is, belongs to what follows
    return found


def _goes_on(part: Sequence[Token], number: int) -> bool:
    """Whether the word belongs to the clause that has begun."""
    before = part[number - 1] if number else None
    two_before = part[number - 2] if number > 1 else None
    token = part[number]
    if before is None:
        return False
    if two_before is not None and two_before.says("CONSTRAINT"):
        return True  # CONSTRAINT name CHECK
    if before.says("CONSTRAINT"):
        return True  # a name that is a key word
    if token.says("NULL") and before.says("NOT", "SET", "DEFAULT"):
        return True  # NOT NULL, ON DELETE SET NULL, DEFAULT NULL
    if token.says("DEFAULT") and before.says("SET"):
        return True  # ON DELETE SET DEFAULT
    if token.says("AS") and before.says("ALWAYS"):
        return True
    if token.says("NOT"):
        following = part[number + 1] if number + 1 < len(part) else None
        return following is not None and following.says("DEFERRABLE")
    if token.says("REFERENCES"):
        opening = next((n for n in range(number - 1, -1, -1) if part[n].says("FOREIGN")), None)
        return opening is not None and not any(part[n].says("REFERENCES") for n in range(opening, number))
    return False


def _clause(sql: str, part: Sequence[Token], columns: tuple[str, ...]) -> Clause:
    name = part[1].name if part[0].says("CONSTRAINT") else ""
    body = part[2:] if name else part
    if not body:  # CONSTRAINT name, and nothing after it: SQLite takes that
        return Clause("null", _text(sql, part), name, columns)
    sort = _BEGINS[body[0].text.upper()]
    clause = Clause(sort, _text(sql, part), name, columns)
    opening = next((number for number, token in enumerate(body) if token.text == "("), None)
    inner: Sequence[Token] = body[opening + 1 : closing(body, opening)] if opening is not None else ()
    if sort == "check":
        return replace(clause, expression=_text(sql, inner))
    if sort == "generated":
        return replace(clause, expression=_text(sql, inner))
    if sort in ("default", "collate"):
        return replace(clause, expression=_text(sql, body[1:]))
    if sort == "foreign key":
        return _foreign(clause, body)
    if sort in ("primary key", "unique") and inner:
        return replace(clause, columns=tuple(one[0].name for one in split_at_commas(inner)))
    return clause


def _foreign(clause: Clause, body: Sequence[Token]) -> Clause:
    at = next(number for number, token in enumerate(body) if token.says("REFERENCES"))
    own = _listed(body[:at])
    there = body[at + 2 :]
    referenced = _listed(there) if there and there[0].text == "(" else ()
    return replace(clause, columns=own or clause.columns, references=body[at + 1].name, referenced=referenced)


def _listed(part: Sequence[Token]) -> tuple[str, ...]:
    opening = next((number for number, token in enumerate(part) if token.text == "("), None)
    if opening is None:
        return ()
    return tuple(one[0].name for one in split_at_commas(part[opening + 1 : closing(part, opening)]))


def _text(sql: str, part: Sequence[Token]) -> str:
    """The source text of some tokens, without comments: one to the end of its line would swallow what follows."""
    pieces: list[str] = []
    for number, token in enumerate(part):
        if number and sql[part[number - 1].end : token.start]:
            pieces.append(" ")
        pieces.append(token.text)
    return "".join(pieces)
