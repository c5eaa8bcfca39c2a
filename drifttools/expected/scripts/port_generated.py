"""Columns whose values the database makes, tried on each dialect: computed ones, keys, identities and sequences."""

from __future__ import annotations

import itertools
from typing import Any

import port_databases  # type: ignore[import-not-found] # found beside this script, which is run by its path
import port_samples  # type: ignore[import-not-found] # as above

_NUMBERS = itertools.count(1)


def trial_name() -> str:
    """A name that no statement was prepared for: a driver keeps plans, and would use that of the table before."""
    return f"drift_trial_{next(_NUMBERS)}"


def standing_table(columns: list[tuple[str, Any]], name: str) -> Any:
    """A table of its own with such columns."""
    from sqlalchemy import Column, MetaData, Table

    return Table(name, MetaData(), *(Column(named, type_) for named, type_ in columns))


def make_sequences(connection: Any, metadata: Any) -> None:
    """Make the sequences of the models where there are any: a default may draw from one."""
    if connection.dialect.supports_sequences:
        for sequence in metadata._sequences.values():  # noqa: SLF001 - nothing else names those of columns
            if sequence.schema is None:
                sequence.create(connection, checkfirst=True)


def of_computed(column: Any, standing: dict[str, Any], databases: list[port_databases.Database]) -> dict[str, Any]:
    """Whether a computed column can be made beside stand-ins of the columns that it is computed of."""
    from sqlalchemy import Column, Computed

    def made(connection: Any) -> str:
        columns = dict(standing[connection.dialect.name])
        type_ = columns.pop(column.name)
        trial = standing_table(list(columns.items()), column.table.name)
        trial.append_column(
            Column(column.name, type_, Computed(column.computed.sqltext, persisted=column.computed.persisted))
        )
        trial.create(connection, checkfirst=False)
        return "made"

    trial = {one.name: one.attempt(made) for one in databases}
    return {"column": column.name, "text": str(column.computed.sqltext), "sort": "computed", "trial": trial}


def of_keys(table: Any, databases: list[port_databases.Database]) -> Any:
    """Whether a row that says nothing of a column that the database counts up is given a number."""
    from sqlalchemy import Sequence

    sequences = [one for one in table.columns if isinstance(one.default, Sequence)]
    generated = [one for one in table.columns if type(one.server_default).__name__ == "Identity"]
    automatic = table._autoincrement_column  # noqa: SLF001 - the only place where SQLAlchemy says which it is
    alone = automatic is not None and len(list(table.primary_key.columns)) == 1
    for chosen in dict.fromkeys([*([automatic] if alone else []), *sequences, *generated]):
        if not chosen.foreign_keys:
            sort = "sequence" if chosen in sequences else "identity" if chosen in generated else "autoincrement"
            trial = {one.name: one.attempt(lambda connection: counted(connection, chosen)) for one in databases}  # noqa: B023 - called at once
            yield {"column": chosen.name, "sort": sort, "primary": chosen.primary_key, "trial": trial}


def counted(connection: Any, column: Any) -> str:
    """What a row that says nothing of a column is given."""
    from sqlalchemy import Column, Integer, MetaData, Table, select

    own = MetaData()
    copy = column._copy() if hasattr(column, "_copy") else column.copy()  # noqa: SLF001 - public before 1.4
    copy.server_default = None if type(copy.server_default).__name__ != "Identity" else copy.server_default
    trial = Table(trial_name(), own, copy, Column("drift_filler", Integer))
    own.create_all(connection, checkfirst=False)
    connection.execute(trial.insert().values(drift_filler=1))
    value = connection.execute(select(trial.c[copy.name])).scalar()
    return "a number" if isinstance(value, int) else str(port_samples.told(value))
