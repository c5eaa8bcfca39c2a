"""Tables of ours in which a step keeps rows that it took out of a table, until the way back brings them again."""

from __future__ import annotations

import re
from collections.abc import Iterable

from drifttools.model.plan import Step
from drifttools.sql.compose import Sql, compose, joined, word
from drifttools.sql.sqlite_ddl import quoted

QUARANTINE = "drifttools_quarantine_"
_MAKES = re.compile(r'CREATE TABLE "(drifttools_quarantine_\w+)"')
_DROPS = re.compile(r'DROP TABLE "(drifttools_quarantine_\w+)"')


def rows_of(step: Step, statements: Iterable[str]) -> tuple[Sql, Sql]:
    """How many rows there are before and after statements of a step, in its table and in those of ours, as expressions.

    Whatever is taken out and brought back, the two are equal, or rows are lost.
    """
    texts = [*statements]
    table = step.key[-1]
    made = [found[1] for text in texts if (found := _MAKES.match(text))]
    gone = [found[1] for text in texts if (found := _DROPS.match(text))]
    return _number((table, *gone)), _number((table, *made))


def _number(tables: Iterable[str]) -> Sql:
    return joined((compose("(SELECT count(*) FROM {})", quoted(table)) for table in tables), " + ") or word("0")
