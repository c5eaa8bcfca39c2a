"""A question about the rows of a SQLite file, as a value."""

from __future__ import annotations

from dataclasses import dataclass

from drifttools.kinds.hindrance import EVERY
from drifttools.model.probed import Basis, Offenders, Probed
from drifttools.sql.compose import Sql, compose
from drifttools.sql.sqlite_ddl import quoted


@dataclass(frozen=True, slots=True)
class Partner:
    """What a row without its partner lacks.

    Args:
        table: The table of the partners.
        pairs: What is equal in both: of the row `t`, of the partner `r`.
        columns: Of the partner, what a plain column of the row is written into: its name, and the expression over `t`.
        once: Whether equal rows have one partner together.
    """

    table: str
    pairs: tuple[tuple[Sql, Sql], ...]
    columns: tuple[tuple[str, Sql], ...]
    once: bool = True


@dataclass(frozen=True, slots=True)
class FileQuestion:
    """A question about rows.

    Args:
        probe: Which probe asks.
        table: Whose rows; empty for a query.
        about: Which rows, for a person.
        basis: Who says that they are wrong.
        where: The condition on a row `t`, on those that would have to go.
        columns: Whose values are wrong.
        referring: The columns that lead nowhere.
        partner: What is missing.
        query: The SELECT that gives the rows, where they are of no table; `key`: what of it may be shown.
        because: What else there is to say.
        impossible: Why it cannot be asked.
    """

    probe: str
    table: str
    about: str
    basis: Basis
    where: Sql = EVERY
    findings: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    referring: tuple[str, ...] = ()
    partner: Partner | None = None
    query: Sql | None = None
    key: tuple[str, ...] = ()
    because: str = ""
    impossible: str = ""

    @property
    def rows(self) -> Sql:
        """What stands after FROM, the condition included; the rows are called `t`."""
        if self.query is not None:
            return compose("(\n{}\n) t", self.query)  # on lines of its own: the query may end in a comment
        return compose("main.{} t where {}", quoted(self.table), self.where)

    @property
    def blank(self) -> Probed:
        """The answer before there is one."""
        table = f"main.{self.table}" if self.table else ""
        return Probed(
            self.probe,
            table,
            self.about,
            self.basis,
            Offenders.UNKNOWN,
            reason=self.impossible,
            because=self.because,
            query=str(compose("select count(*) from {}", self.rows)),
            findings=self.findings,
        )

    @property
    def id(self) -> str:
        """What its answer is called."""
        return self.blank.id
