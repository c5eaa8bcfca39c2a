"""What stands in pg_proc: functions, procedures and aggregates."""

from __future__ import annotations

from drifttools.kinds.base import Kind, declared
from drifttools.sql.compose import name


@declared
class OfProc(Kind):
    """The base of all of them: the last part of the key is the signature, `name(types)`."""

    @property
    def occupies(self) -> tuple[tuple[str, ...], ...]:
        # pg_proc has each name with its arguments once, whatever it is
        return (("pg_proc", *self.key),)

    @property
    def printed(self) -> str:
        # a call is printed with the arguments' values, not with their types
        return str(name(self.key[0], self.key[1].partition("(")[0]))

    @property
    def focus(self) -> tuple[str, str]:
        return self.key[0], self.key[1].rpartition("(")[0]
