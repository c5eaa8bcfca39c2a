"""What a CREATE TABLE says that no pragma of SQLite does: names of constraints, checks, collations, generated columns.

SQLite stores the statement as it was typed, has taken it itself, and its grammar for it is small; so this reads tokens by
that grammar and nothing more (https://www.sqlite.org/lang_createtable.html). What it does not know is an error, never a
guess; and what it has read is held against the pragmas by the reader.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from drifttools.sql.sqlite_folding import folded
from drifttools.sql.sqlite_tokens import Token, TokenKind, name_spelling, one_spelling, tokens_of, without_parentheses


class Unparsed(ValueError):
    """The text is none that this can read; the message says where."""


@dataclass(frozen=True, slots=True)
class ColumnText:
    """What a column's definition says beside its type.

    Args:
        collation: In lower case; None where none is given.
        generated: The expression of a generated column.
        conflict: What NOT NULL does on a conflict, where it says so.
        descending: Whether it is INTEGER PRIMARY KEY DESC, which is no rowid: a slip that SQLite keeps for old files.
    """

    name: str
    collation: str | None = None
    generated: str | None = None
    conflict: str | None = None
    descending: bool = False

    @property
    def told(self) -> bool:
        """Whether it says anything that no pragma does."""
        return bool(self.collation or self.generated or self.conflict or self.descending)


@dataclass(frozen=True, slots=True)
class ConstraintText:
    """A constraint, as a part of a column or of the table: SQLite makes nothing of the difference.

    Args:
        type: `primary key`, `unique`, `foreign key` or `check`.
        name: Where it was given one.
        columns: Their names as the table spells them.
        keys: Each column with its collation and order, where any is given.
        references: The table that a foreign key is to; `referenced` its columns, empty where they are left out.
        conflict: What ON CONFLICT says.
    """

    type: str
    name: str | None = None
    columns: tuple[str, ...] = ()
    keys: tuple[str, ...] | None = None
    references: str | None = None
    referenced: tuple[str, ...] = ()
    on_update: str = "no action"
    on_delete: str = "no action"
    deferrable: bool = False
    deferred: bool = False
    expression: str | None = None
    conflict: str | None = None


@dataclass(frozen=True, slots=True)
class TableText:
    """A CREATE TABLE that was read."""

    columns: tuple[ColumnText, ...]
    constraints: tuple[ConstraintText, ...]
    autoincrement: bool


def read_table(sql: str) -> TableText:
    """Read a CREATE TABLE as `sqlite_schema` has it.

    Raises:
        Unparsed: It is none that SQLite would have stored, or has a clause that this does not know.
    """
    return _Table(sql).read()


def read_arguments(sql: str) -> tuple[str, ...]:
    """The module of a CREATE VIRTUAL TABLE and its arguments, each in one spelling.

    Raises:
        Unparsed: It is no such statement.
    """
    cursor = Cursor(sql)
    cursor.want("create", "virtual", "table")
    cursor.qualified_name()
    cursor.want("using")
    module = cursor.name()
    if not cursor.at("("):
        return (folded(module),)
    return (folded(module), *(one_spelling(part) for part in split_at_top(cursor.enclosed()) if part))


_TABLE_CONSTRAINT = frozenset({"constraint", "primary", "unique", "check", "foreign"})
_COLUMN_CONSTRAINT = frozenset(
    "constraint primary not null unique check default collate references generated as deferrable".split()
)


class Cursor:
    """Tokens that are taken one after another."""

    def __init__(self, sql: str | Sequence[Token]) -> None:
        self._tokens = list(tokens_of(sql)) if isinstance(sql, str) else list(sql)
        self._at = 0

    @property
    def rest(self) -> Sequence[Token]:
        """What was not taken."""
        return self._tokens[self._at :]

    @property
    def done(self) -> bool:
        """Whether all was taken."""
        return self._at >= len(self._tokens)

    def peek(self, ahead: int = 0) -> Token | None:
        """The next token, or one after it."""
        place = self._at + ahead
        return self._tokens[place] if place < len(self._tokens) else None

    def at(self, *words: str) -> bool:
        """Whether these words or signs come next."""
        place = self._at
        for word in words:
            if place >= len(self._tokens):
                return False
            token = self._tokens[place]
            if (token.value if token.kind is TokenKind.SIGN else token.word) != word:
                return False
            place += 1
        return True

    def take(self, *words: str) -> bool:
        """Take these words where they come next."""
        if self.at(*words):
            self._at += len(words)
            return True
        return False

    def want(self, *words: str) -> None:
        """Take these words; raises Unparsed where something else comes."""
        if not self.take(*words):
            raise self.unexpected(" ".join(words).upper())

    def next(self) -> Token:
        """Take one token."""
        token = self.peek()
        if token is None:
            raise Unparsed("it ends too early")
        self._at += 1
        return token

    def name(self) -> str:
        """Take a name."""
        token = self.peek()
        if token is None or not token.names:
            raise self.unexpected("a name")
        return self.next().value

    def qualified_name(self) -> str:
        """Take a name that may stand behind that of a schema; the name alone is given."""
        found = self.name()
        return self.name() if self.take(".") else found

    def enclosed(self) -> Sequence[Token]:
        """Take a parenthesis with all that is in it, which is given."""
        self.want("(")
        start, depth = self._at, 1
        while depth:
            token = self.next()
            if token.kind is TokenKind.SIGN:
                depth += {"(": 1, ")": -1}.get(token.value, 0)
        return self._tokens[start : self._at - 1]

    def unexpected(self, wanted: str) -> Unparsed:
        """What to raise where something else was wanted."""
        token = self.peek()
        return Unparsed(f"{wanted} was expected " + (f"at {token.value!r}" if token else "at its end"))


def split_at_top(tokens: Sequence[Token]) -> list[Sequence[Token]]:
    """The elements of a list, those within parentheses left whole."""
    parts: list[Sequence[Token]] = []
    depth, start = 0, 0
    for place, token in enumerate(tokens):
        if token.kind is TokenKind.SIGN:
            depth += {"(": 1, ")": -1}.get(token.value, 0)
            if token.value == "," and not depth:
                parts.append(tokens[start:place])
                start = place + 1
    return [*parts, tokens[start:]]


def read_keys(tokens: Sequence[Token], columns: frozenset[str] | None) -> list[str]:
    """Each key of an index or a constraint in one spelling; ASC is what is meant without it, BINARY too."""
    found = []
    for part in split_at_top(tokens):
        kept = list(part)
        order = kept.pop().word if kept and kept[-1].word in ("asc", "desc") else "asc"
        collation = ""
        if len(kept) > 2 and kept[-2].word == "collate":  # noqa: PLR2004 - an expression and the two words
            collation = folded(kept[-1].value)
            kept = kept[:-2]
        text = one_spelling(without_parentheses(kept), columns)
        if len(kept) == 1 and kept[0].names:
            text = name_spelling(kept[0].value)
        text += f" collate {collation}" if collation and collation != "binary" else ""
        found.append(text + (" desc" if order == "desc" else ""))
    return found


@dataclass(slots=True)
class _Table:
    sql: str
    columns: list[ColumnText] = field(default_factory=list)
    constraints: list[ConstraintText] = field(default_factory=list)
    autoincrement: bool = False
    _names: dict[str, str] = field(default_factory=dict)

    def read(self) -> TableText:
        cursor = Cursor(self.sql)
        cursor.want("create")
        _ = cursor.take("temp") or cursor.take("temporary")
        cursor.want("table")
        cursor.take("if", "not", "exists")
        cursor.qualified_name()
        elements = split_at_top(cursor.enclosed())
        definitions = [part for part in elements if part and part[0].word not in _TABLE_CONSTRAINT]
        # their names first: a check of one column may name another, and texts in double quotes are told by them
        self._names = {folded(part[0].value): part[0].value for part in definitions}
        for part in elements:
            if part and part[0].word in _TABLE_CONSTRAINT:
                self._table_constraints(Cursor(part))
            else:
                self._column(Cursor(part))
        return TableText(tuple(self.columns), tuple(self.constraints), self.autoincrement)

    def _column(self, cursor: Cursor) -> None:
        column = ColumnText(cursor.name())
        while not cursor.done and (cursor.peek() or cursor.next()).word not in _COLUMN_CONSTRAINT:
            if cursor.at("("):
                cursor.enclosed()
            else:
                cursor.next()  # a word of its type
        label: str | None = None
        while not cursor.done:
            if cursor.take("constraint"):
                label = cursor.name()
                continue
            if (told := self._trait(cursor, column)) is not None:
                column = told
            elif cursor.take("primary", "key"):
                column = replace(column, descending=cursor.at("desc"))
                self._primary_key(cursor, column.name, label)
            elif cursor.take("unique"):
                self._add("unique", label, columns=(column.name,), conflict=self._conflict(cursor))
            elif cursor.take("check"):
                self._check(cursor, label)
            elif cursor.take("references"):
                self._references(cursor, label, (column.name,))
            else:
                raise cursor.unexpected("a part of a column")
            label = None
        self.columns.append(column)

    def _trait(self, cursor: Cursor, column: ColumnText) -> ColumnText | None:
        """The column with what comes next, where that is no constraint of its own; None where it is one."""
        if cursor.take("not", "null"):
            return replace(column, conflict=self._conflict(cursor))
        if cursor.take("null"):
            self._conflict(cursor)
            return column
        if cursor.take("default"):
            self._default(cursor)
            return column
        if cursor.take("collate"):
            name = cursor.name().lower()
            return replace(column, collation=None if name == "binary" else name)
        if cursor.at("generated") or cursor.at("as"):
            cursor.take("generated", "always")
            cursor.want("as")
            expression = one_spelling(without_parentheses(cursor.enclosed()), self._names)
            _ = cursor.take("stored") or cursor.take("virtual")
            return replace(column, generated=expression)
        return None

    def _table_constraints(self, cursor: Cursor) -> None:
        """One element of the list: SQLite takes several constraints without a comma between."""
        label: str | None = None
        while not cursor.done:
            if cursor.take("constraint"):
                label = cursor.name()
                continue
            if cursor.take("primary", "key"):
                keys = list(cursor.enclosed())
                if keys and keys[-1].word == "autoincrement":
                    keys.pop()
                    self.autoincrement = True
                self._keyed("primary key", label, keys, cursor)
            elif cursor.take("unique"):
                self._keyed("unique", label, cursor.enclosed(), cursor)
            elif cursor.take("check"):
                self._check(cursor, label)
            elif cursor.take("foreign", "key"):
                columns = tuple(self._spelt(Cursor(part).name()) for part in split_at_top(cursor.enclosed()))
                cursor.want("references")
                self._references(cursor, label, columns)
            else:
                raise cursor.unexpected("a constraint")
            label = None

    def _primary_key(self, cursor: Cursor, name: str, label: str | None) -> None:
        keys = (f"{name_spelling(name)} desc",) if cursor.take("desc") else None
        cursor.take("asc")
        conflict = self._conflict(cursor)
        self.autoincrement |= cursor.take("autoincrement")
        self._add("primary key", label, columns=(name,), keys=keys, conflict=conflict)

    def _keyed(self, type_: str, label: str | None, tokens: Sequence[Token], cursor: Cursor) -> None:
        columns = tuple(self._spelt(Cursor(part).name()) for part in split_at_top(tokens))
        keys = tuple(read_keys(tokens, None))
        told = keys if list(keys) != [name_spelling(column) for column in columns] else None
        self._add(type_, label, columns=columns, keys=told, conflict=self._conflict(cursor))

    def _check(self, cursor: Cursor, label: str | None) -> None:
        expression = one_spelling(without_parentheses(cursor.enclosed()), self._names)
        self._conflict(cursor)  # read and forgotten by SQLite too
        self._add("check", label, expression=expression)

    def _references(self, cursor: Cursor, label: str | None, columns: tuple[str, ...]) -> None:
        parent = cursor.name()
        referenced: tuple[str, ...] = ()
        if cursor.at("("):
            referenced = tuple(Cursor(part).name() for part in split_at_top(cursor.enclosed()))
        actions = {"delete": "no action", "update": "no action"}
        deferrable = deferred = False
        while not cursor.done:
            if cursor.take("on"):
                event = cursor.next().word
                actions[event] = self._action(cursor)
            elif cursor.take("match"):
                cursor.name()  # SQLite reads it and makes nothing of it
            elif cursor.take("not", "deferrable"):
                _ = cursor.take("initially", "deferred") or cursor.take("initially", "immediate")
            elif cursor.take("deferrable"):
                deferrable = True
                deferred = cursor.take("initially", "deferred")
                cursor.take("initially", "immediate")
            else:
                break
        self._add(
            "foreign key",
            label,
            columns=columns,
            references=parent,
            referenced=referenced,
            on_update=actions["update"],
            on_delete=actions["delete"],
            # immediate at first, which no statement of SQLite changes but PRAGMA defer_foreign_keys
            deferrable=deferrable,
            deferred=deferred,
        )

    def _action(self, cursor: Cursor) -> str:
        for words in (("set", "null"), ("set", "default"), ("no", "action"), ("cascade",), ("restrict",)):
            if cursor.take(*words):
                return " ".join(words)
        raise cursor.unexpected("an action of a foreign key")

    def _default(self, cursor: Cursor) -> None:
        """Its value is told by a pragma; here it is only passed over."""
        if cursor.at("("):
            cursor.enclosed()
            return
        _ = cursor.take("+") or cursor.take("-")
        cursor.next()

    def _conflict(self, cursor: Cursor) -> str | None:
        if not cursor.take("on", "conflict"):
            return None
        found = cursor.next().word
        return None if found == "abort" else found

    def _spelt(self, name: str) -> str:
        """A column as its definition spells it."""
        return self._names.get(folded(name), name)

    def _add(self, type_: str, label: str | None, **values: object) -> None:
        self.constraints.append(ConstraintText(type_, label, **values))  # type: ignore[arg-type]  # names of its own fields


_TYPE_SPACE = re.compile(r"\s*([(),])\s*")


def type_spelling(declared: str) -> str:
    """A declared type in one spelling: `varchar ( 10 )` is `VARCHAR(10)`."""
    return " ".join(_TYPE_SPACE.sub(r"\1", declared).upper().split())
