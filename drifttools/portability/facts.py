"""What `expected/scripts/port_models.py` has tried, as values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from drifttools.modelcode.described import DEFAULT_SCHEMA


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing of the models and what became of it.

    Args:
        kind: `column`, `default`, `key`, `constraint`, `index` or `table`.
        key: Schema and name of its table.
        name: Of the column, constraint or index; empty for the table.
        sort: What it is among its kind: the class of the type or constraint, how a default or key is given.
        said: All else that is known of it.
        trial: Dialect to what became of it: `ok`, `error` or `untried`.
    """

    kind: str
    key: tuple[str, str]
    name: str
    sort: str
    said: Mapping[str, Any] = field(repr=False)
    trial: Mapping[str, Mapping[str, Any]] = field(repr=False)

    @property
    def object(self) -> str:
        """Its dotted name; the usual schema goes without saying, because SQLite has none."""
        parts = (*self.key, self.name) if self.key[0] != DEFAULT_SCHEMA else (self.key[1], self.name)
        return ".".join(filter(None, parts))

    def error(self, dialect: str) -> str:
        """Why it could not be made; empty where it could, and where nobody tried."""
        return str(self.trial.get(dialect, {}).get("error", ""))

    def result(self, dialect: str) -> Any:
        """What it gave; None where it gave nothing."""
        return self.trial.get(dialect, {}).get("ok")

    def trait(self, name: str) -> Any:
        """A trait of the type of a column."""
        return self.said.get("traits", {}).get(name)


def facts_of(answer: Mapping[str, Any]) -> Iterator[Fact]:
    """Every fact of an answer, in the order of the models."""
    types = {one["id"]: one for one in answer["types"]}
    for one in answer["columns"]:
        of_type = types[one["type"]]
        yield Fact("column", _key(one), one["column"], of_type["name"], of_type, of_type["trial"])
    for one in answer["defaults"]:
        # what is wrong with the type of its column is told of the column
        yield Fact("default", _key(one), one["column"], one["sort"], one, one["trial"])
    for one in answer["keys"]:
        yield Fact("key", _key(one), one["column"], one["sort"], one, one["trial"])
    for one in answer["constraints"]:
        name = one["name"] or "_".join(one["columns"])
        yield Fact("constraint", _key(one), name, one["sort"], one, one["trial"])
    for one in answer["indexes"]:
        yield Fact("index", _key(one), one["name"], "unique" if one["unique"] else "plain", one, one["trial"])
    for one in answer["tables"]:
        yield Fact("table", _key(one), "", "schema" if one["schema"] else "table", one, one["trial"])


def _key(one: Mapping[str, Any]) -> tuple[str, str]:
    return (one["schema"] or DEFAULT_SCHEMA, one["table"])
