"""Orphans of foreign keys that nobody declared and that names suggest."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from drifttools.kinds.column import Column
from drifttools.kinds.hindrance import Orphans
from drifttools.model.cause import Confidence
from drifttools.model.probed import Basis
from drifttools.probes.base import Asked, DataProbe, Ground, Relation
from drifttools.probes.wording import plurals, snake
from drifttools.sql.compose import compose, name

_ENDINGS = ("_id", "_uuid", "_fk", "_ref")
_NUMBERS = frozenset({"smallint", "integer", "bigint"})
_TEXTS = frozenset({"text", "character varying", "character"})


class SuggestedForeignKeys(DataProbe):
    """Rows whose key-like column leads nowhere: `user_id` beside a table `users`, without any foreign key.

    A column whose name ends in `_id`, `_uuid`, `_fk`, `_ref` or `Id` is taken for a reference to the primary key of the
    table that the rest of its name tells, in the same schema first. It is `likely` where that table is in the same schema
    and the types agree, and `unknown` where only the last words fit (`customer_user_id`) or the table is in another schema.
    A column beside a `..._type` may lead to several tables and is not asked for. Where no row fits, the suggestion was
    wrong, and the answer says that.
    """

    id: ClassVar[str] = "suggested-foreign-keys"

    def asks(self, ground: Ground) -> Iterator[Asked]:
        for relation, columns in ground.columns.items():
            names = {snake(column.column) for column in columns}
            for column in columns:
                stem = _stem(column.column)
                if not stem or (*relation, column.column) in ground.referring or f"{stem}_type" in names:
                    continue
                if (column.column,) == ground.primary_keys.get(relation) and stem in _last_words(relation[1]):
                    continue
                yield from self._leading(column, relation, stem, ground)

    def _leading(self, column: Column, relation: Relation, stem: str, ground: Ground) -> Iterator[Asked]:
        for words, whole in _readings(stem):
            found = _tables(ground, relation, words)
            near = [one for one in found if one[0] == relation[0]] or found
            if len(near) != 1 or near[0] == relation:
                continue
            parent = near[0]
            referenced = ground.primary_keys[parent][0]
            other = next(one for one in ground.columns[parent] if one.column == referenced)
            if not _alike(column.type, other.type):
                continue
            sure = Confidence.LIKELY if whole and parent[0] == relation[0] else Confidence.UNKNOWN
            called = ".".join(parent)
            yield Asked(
                Orphans(
                    relation,
                    f"rows of {'.'.join(relation)} whose {column.column} is not in {called}.{referenced}",
                    columns=(column.column,),
                    parent=parent,
                    referenced=(referenced,),
                    equal=(ground.seen.equality(relation, column.column),),
                ),
                Basis.SUGGESTED,
                (column.column,),
                confidence=sure,
                because=f"the name {column.column} suggests {called}.{referenced}, and no foreign key says it",
                considered=compose("t.{} is not null", name(column.column)),
            )
            return


def _stem(column: str) -> str:
    word = snake(column)
    return next((word.removesuffix(end) for end in _ENDINGS if word.endswith(end) and len(word) > len(end)), "")


def _last_words(table: str) -> frozenset[str]:
    """What a table may call its own key: `user` of `users` or `app_users`."""
    words = snake(table).split("_")
    tails = {"_".join(words[at:]) for at in range(len(words))}
    return frozenset(stem for tail in tails for stem in (tail, tail[:-1], tail[:-2], f"{tail[:-3]}y"))


def _readings(stem: str) -> Iterator[tuple[str, bool]]:
    """The whole stem, then what is left of it without its first words."""
    words = stem.split("_")
    for at in range(len(words)):
        yield "_".join(words[at:]), at == 0


def _tables(ground: Ground, relation: Relation, words: str) -> list[Relation]:
    """The tables with a primary key of one column that such words may mean; one with the own table's prefix too."""
    prefix = snake(relation[1]).partition("_")[0]
    wanted = plurals(words) | {f"{prefix}_{one}" for one in plurals(words)}
    return [table for one in sorted(wanted) for table in ground.by_word.get(one, ())]


def _alike(one: str, other: str) -> bool:
    one, other = one.partition("(")[0], other.partition("(")[0]
    return one == other or any({one, other} <= family for family in (_NUMBERS, _TEXTS))
