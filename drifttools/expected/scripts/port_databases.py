"""The two databases on which `port_models.py` tries models: SQLite in memory, and the scratch PostgreSQL.

All that is made in one is taken back. Runs under the interpreter of the project, as `dump_models.py`.
"""

from __future__ import annotations

import json
import os
import re
from typing import Any, Iterator  # noqa: UP035 - Python 3.8 has no collections.abc.Iterator[...]

import only_scratch  # type: ignore[import-not-found] # found beside this script, which is run by its path

_LONGEST = 300
_FRAMES = (
    (r"^\(in table 'drift_trial_\d+', column '\w+'\): ", ""),
    (r"\bdrift_trial_\d+\.", ""),
    (
        r"Compiler <\S+?dialects\.(\w+)\.\S+ object at \w+> can't render element of type (?:<class '[\w.]*?(\w+)'>|(\w+))",
        r"SQLAlchemy has no \2\3 for \1",
    ),
    (r" \(Background on this error at: \S+\)$", ""),
)


def opened() -> Iterator[Database]:
    """Open both databases; the one that cannot be is only compiled for, and says why."""
    import sqlalchemy
    from sqlalchemy.pool import StaticPool

    yield Database("sqlite", sqlalchemy.create_engine("sqlite://", poolclass=StaticPool))
    scratch = json.loads(os.environ.get("DRIFTTOOLS_DATABASE", "{}"))
    if not scratch:
        yield Database("postgresql", None, "there is no scratch database")
        return
    only_scratch.allow(scratch)
    try:
        # AUTOCOMMIT is not wanted: all that is made is rolled back
        yield Database("postgresql", sqlalchemy.create_engine("postgresql://"))
    except Exception as error:  # noqa: BLE001 - no driver, or one that does not speak
        yield Database("postgresql", None, said(error))


class Database:
    """One dialect, and a database of it where there is one."""

    def __init__(self, name: str, engine: Any, trouble: str = "") -> None:
        from sqlalchemy.dialects import registry

        self.name = name
        self.trouble = trouble
        self.connection = None
        self.dialect = registry.load(name)() if engine is None else engine.dialect
        if engine is not None:
            try:
                self.connection = engine.connect()
                if name == "sqlite":
                    # the driver would begin a transaction late, and end it before DDL
                    self.connection.connection.dbapi_connection.isolation_level = None
            except Exception as error:  # noqa: BLE001 - whatever a driver raises
                self.trouble = said(error)

    def attempt(self, work: Any) -> dict[str, Any]:
        """Do something and take it back: what it gave, or why it could not be done."""
        if self.connection is None:
            return {"untried": self.trouble}
        # by statements: a savepoint of SQLAlchemy's would not hold DDL with the driver of SQLite
        self.connection.exec_driver_sql("SAVEPOINT drift_trial")
        try:
            result: dict[str, Any] = {"ok": work(self.connection)}
        except Exception as error:  # noqa: BLE001 - what the database, the driver or the type says is the result
            result = {"error": said(error)}
        self.connection.exec_driver_sql("ROLLBACK TO SAVEPOINT drift_trial")
        self.connection.exec_driver_sql("RELEASE SAVEPOINT drift_trial")
        return result


def said(error: BaseException) -> str:
    """The first line of what an error says, without SQLAlchemy's own frame."""
    inner = getattr(error, "orig", None) or error
    text = str(inner).strip().partition("\n")[0]
    for part, instead in _FRAMES:
        text = re.sub(part, instead, text)
    return text[:_LONGEST] or type(inner).__name__
