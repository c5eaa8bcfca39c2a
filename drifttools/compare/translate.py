"""Records as they will read once objects have been moved or renamed.

PostgreSQL keeps references by oid, and prints them with the name that the object has at that moment. So the text of a
foreign key, a view, a default changes by itself when what it names is moved. Translating the actual side's text tells
such a consequence from a difference of its own.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial
from typing import TypeVar

from drifttools.compare.reprint import marked_column, reprinted_select
from drifttools.compare.scopes import NAME, Scopes
from drifttools.kinds.base import Kind
from drifttools.kinds.declare import PRINTED, attributes_of
from drifttools.kinds.difference import Relocation
from drifttools.sql.quoting import qualified, quote_name

K = TypeVar("K", bound=Kind)
Key = tuple[str, ...]

# What a text is made of, as far as names matter: literals with the cast that may make one a name
# ('app.users_id_seq'::regclass), and dotted names, of operators too. Whatever else stands between them is left alone.
# Within a literal, within the body of a function and within a quoted identifier nothing is a name.
_TOKEN = re.compile(
    rf"('(?:[^']|'')*'(?:::reg[a-z]+)?)|({NAME}(?:\.{NAME})*)(\.[-+*/<>=~!@#%^&|`?]+)?|(\$[A-Za-z_]*\$).*?\4", re.DOTALL
)

# a query, or the action of a rule, which names columns of other tables than its own
_READS = re.compile(r"SELECT|\bDO\s+(?:INSTEAD\s+)?\(?\s*(?:UPDATE|INSERT|DELETE)\b")
_WITH_TABLE = ("table", "column")
_ROWS = ("new", "old", "excluded")


class Translation:
    """Where things will be, and how text will name them.

    Args:
        relocations: Moves and renames; of parts of tables too.
        records: All records of the actual side that differ: those that a relocated relation takes along are named
            differently too (the sequence of a serial column).
        ambiguous: Whether expressions print another object by the same name: then a text does not say which it means.
    """

    def __init__(
        self,
        relocations: Iterable[Relocation],
        records: Iterable[Kind] = (),
        ambiguous: Callable[[Kind], bool] = lambda _: False,
    ) -> None:
        self._exact: dict[tuple[type[Kind], Key], Relocation] = {}
        self._relations: dict[Key, Relocation] = {}
        self._columns: dict[Key, dict[str, Relocation]] = defaultdict(dict)
        self._names: dict[str, tuple[str, str]] = {}
        self._overloaded: dict[str, tuple[str, str]] = {}
        self._aliases: dict[str, list[Relocation]] = defaultdict(list)
        self._read: dict[Kind, dict[str, Relocation]] = {}
        self._places: dict[tuple[str, Key], tuple[Key, str]] = {}
        for relocation in relocations:
            self._note(relocation, ambiguous)
        for record in records:
            carrier = self._relations.get(record.carried_by())
            if carrier is not None and not record.parents:
                after = record.with_key(_carried_key(record, carrier))
                self._names[record.printed] = after.printed, carrier.finding
                self._places[record.kind, record.key] = after.key, carrier.finding
            elif record.names_types:
                after, finding = self._texts(record, record)
                if finding and after.key != record.key:
                    self._places[record.kind, record.key] = after.key, finding

    def _note(self, relocation: Relocation, ambiguous: Callable[[Kind], bool]) -> None:
        """Take notes of where one object will be, and how texts will name it."""
        self._exact[relocation.kind, relocation.found] = relocation
        self._places[relocation.kind.kind, relocation.found] = relocation.wanted, relocation.finding
        if relocation.kind.inline:
            # columns of other tables are printed with an alias or their table before them, and found by their own name
            self._columns[relocation.found[:-1]][quote_name(relocation.found[-1])] = relocation
        elif not relocation.kind.parents:
            after = relocation.record.with_key(relocation.wanted)
            names = self._overloaded if ambiguous(relocation.record) else self._names
            names[relocation.record.printed] = after.printed, relocation.finding
            if relocation.kind.relation:
                self._relations[relocation.found] = relocation
                if relocation.found[-1] != relocation.wanted[-1]:
                    self._aliases[quote_name(relocation.found[-1])].append(relocation)
        elif relocation.kind.relation:
            # what is a part of the index of a partitioned table names that with its table
            self._names[qualified(*relocation.found)] = qualified(*relocation.wanted), relocation.finding

    def record(self, record: K) -> tuple[K, str]:
        """The record as it will be, and the finding that makes it so (empty where nothing does)."""
        cause = self._exact.get((type(record), record.key)) or self._origin(record)
        carrier = self._relations.get(record.carried_by())
        whole = self._whole(record) if cause is None and carrier is None else None
        moved = record
        if whole is not None:
            moved = record.with_key((*whole[0], *record.key[len(whole[0]) :]))
        elif cause is not None:
            moved = record.with_key((*record.key[:-1], cause.wanted[-1]) if record.comes_from else cause.wanted)
        elif carrier is not None:
            moved = record.with_key(_carried_key(record, carrier))
        cause = cause or carrier
        translated, finding = self._texts(moved, record)
        if whole is not None:
            return translated, whole[1]
        return translated, cause.finding if cause else finding

    def guided(self, record: K, expected: K | None) -> tuple[K, str]:
        """The record with the names of overloads as the expected record has them, where only that tells which is meant."""
        changes: dict[str, object] = {}
        finding = ""
        for attribute in attributes_of(type(record)) if self._overloaded and expected is not None else ():
            text, guide = getattr(record, attribute.name), getattr(expected, attribute.name)
            if attribute.compare in PRINTED and isinstance(text, str) and isinstance(guide, str):
                tokens, guides = list(_TOKEN.finditer(text)), list(_TOKEN.finditer(guide))
                known = {
                    token.start(): self._overloaded[token[0]]
                    for token, other in zip(tokens, guides, strict=False)
                    if token[0] in self._overloaded and self._overloaded[token[0]][0] == other[0]
                }
                if known and len(tokens) == len(guides):
                    finding = next(iter(known.values()))[1]
                    said = {at: new for at, (new, _) in known.items()}
                    changes[attribute.name] = _TOKEN.sub(partial(_said, said), text)
        return (replace(record, **changes) if changes else record), finding

    def _whole(self, record: Kind) -> tuple[Key, str] | None:
        """Where what the record hangs on will be, and the finding that says so."""
        return next((self._places[place] for place in record.part_of if place in self._places), None)

    def _origin(self, record: Kind) -> Relocation | None:
        """The rename of the parent table's part that this one comes from: it takes along what has the same name."""
        if not record.comes_from:
            return None
        origin = self._exact.get((type(record), record.comes_from))
        return origin if origin is not None and origin.found[-1] == record.key[-1] else None

    def _texts(self, record: K, before: Kind) -> tuple[K, str]:
        changes: dict[str, object] = {}
        finding = ""
        texts = (attribute.name for attribute in attributes_of(type(record)) if attribute.compare in PRINTED)
        for named in (*texts, *record.names_types):
            value = getattr(record, named, None)
            if value is None:
                continue
            members = value if isinstance(value, tuple) else (value,)
            results = [self._text(str(member), before, named) for member in members]
            changed = tuple(text for text, _ in results)
            if changed != members:
                changes[named] = changed if isinstance(value, tuple) else changed[0]
                finding = finding or next((why for _, why in results if why), "")
        return (replace(record, **changes) if changes else record), finding

    def _text(self, text: str, record: Kind, attribute: str) -> tuple[str, str]:
        """A text as it will be printed, and the finding of the first relocation that changes it."""
        columns = self._columns.get(self._table_of(record), {})
        if attribute in record.selects:
            columns = self._named_in(text) or self._read_columns(record)
        if attribute in type(record).plain_names:
            return self._plain_name(text, record, attribute, columns)
        found: list[str] = []
        scopes = (
            Scopes(text, {qualified(*table) for table in self._columns}) if self._columns and _READS.search(text) else None
        )

        def renamed(token: re.Match[str]) -> str:
            literal, name, operator = token[1], token[2], token[3] or ""
            if token[4] is not None:
                return token[0]
            if literal is not None:
                return self._literal(literal, found)
            if operator and name + operator in self._names:
                found.append(self._names[name + operator][1])
                return self._names[name + operator][0]
            at = token.start(2)
            column = self._column(name, columns) if scopes is None else self._within(name, at, text, scopes, record)
            alias = self._alias(name.partition(".")[0], text, record) if "." in name else None
            if alias is not None:
                found.append(alias.finding)
                name = quote_name(alias.wanted[-1]) + "." + name.partition(".")[2]
            return self._name(name, column, found, marked=scopes is not None) + operator

        translated = _TOKEN.sub(renamed, text)
        return (translated if scopes is None else reprinted_select(translated)), found[0] if found else ""

    def _literal(self, literal: str, found: list[str]) -> str:
        """A literal, which its cast may make the name of something."""
        inner, _, cast = literal[1:].rpartition("'")
        known = self._names.get(inner.replace("''", "'")) if cast else None
        if known is None:
            return literal
        found.append(known[1])
        return "'" + known[0].replace("'", "''") + "'" + cast

    @staticmethod
    def _column(name: str, columns: Mapping[str, Relocation]) -> Relocation | None:
        """The rename of the column that a name means: a name alone, or the last part of `new.name`, `t.name`."""
        parts = re.findall(NAME, name)
        return columns.get(parts[-1]) if len(parts) <= len(_WITH_TABLE) else None

    def _within(self, name: str, at: int, text: str, scopes: Scopes, record: Kind) -> Relocation | None:
        """The same for a name at some place of a text with queries, which may be of any table that they read."""
        parts = re.findall(NAME, name)
        qualifier = parts[0] if len(parts) == len(_WITH_TABLE) else ""
        into = scopes.inserted_into(text, at) if not qualifier else ""
        if into:
            return next((columns for key, columns in self._columns.items() if qualified(*key) == into), {}).get(parts[-1])
        table = scopes.relation(text, at, qualifier) if len(parts) <= len(_WITH_TABLE) else None
        if table is not None:
            return next(columns for key, columns in self._columns.items() if qualified(*key) == table).get(parts[-1])
        own = self._table_of(record)
        meant = qualifier in (quote_name(own[-1]), *_ROWS) if qualifier and own else not scopes.within(at)
        return self._column(name, self._columns.get(own, {})) if meant and own else None

    def _alias(self, first: str, text: str, record: Kind) -> Relocation | None:
        """The renamed relation whose plain name stands before a column's: it is printed so where it has no alias."""
        for relocation in self._aliases.get(first, ()):
            if relocation.record.printed in text or relocation.found == record.parent_key:
                return relocation
        return None

    def _name(self, name: str, rename: Relocation | None, found: list[str], *, marked: bool) -> str:
        parts = re.findall(NAME, name)
        for length in range(len(parts), 0, -1):
            known = self._names.get(".".join(parts[:length]))
            if known is not None:
                found.append(known[1])
                return ".".join((known[0], *parts[length:]))
        if rename is None:
            return name
        found.append(rename.finding)
        after = quote_name(rename.wanted[-1])
        return ".".join((*parts[:-1], marked_column(parts[-1], after) if marked else after))

    def _plain_name(self, text: str, record: Kind, attribute: str, columns: dict[str, Relocation]) -> tuple[str, str]:
        """A name that stands alone and unquoted: a column, or the table that owns a sequence."""
        rename = columns.get(quote_name(text))
        if rename is not None and attribute != "owned_table":
            return rename.wanted[-1], rename.finding
        relation = self._relations.get((record.key[0], text)) if attribute == "owned_table" else None
        return (relation.wanted[-1], relation.finding) if relation is not None else (text, "")

    def _named_in(self, text: str) -> dict[str, Relocation]:
        """The renamed columns of the tables that a text names."""
        words = {found[2] for found in _TOKEN.finditer(text)} if self._columns else set()
        return {
            old: r for table, columns in self._columns.items() if qualified(*table) in words for old, r in columns.items()
        }

    def _read_columns(self, record: Kind) -> dict[str, Relocation]:
        """The renamed columns of the tables that a view reads."""
        if not record.selects or not self._columns:
            return {}
        if record not in self._read:
            texts = " ".join(t for a in attributes_of(type(record)) if isinstance(t := getattr(record, a.name), str))
            words = {found[2] for found in _TOKEN.finditer(texts)}
            tables = [table for table in self._columns if qualified(*table) in words]
            self._read[record] = {old: r for table in tables for old, r in self._columns[table].items()}
        return self._read[record]

    @staticmethod
    def _table_of(record: Kind) -> Key:
        return record.parent_key if record.parents else record.carried_by()


def _carried_key(record: Kind, carrier: Relocation) -> Key:
    if record.parents:
        return (*carrier.wanted, *record.key[len(carrier.wanted) :])
    return (carrier.wanted[0], *record.key[1:])


def _said(instead: Mapping[int, str], token: re.Match[str]) -> str:
    """What stands in place of a token, by where that begins."""
    return instead.get(token.start(), token[0])
