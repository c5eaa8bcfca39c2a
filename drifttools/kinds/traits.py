"""What a declaration says of itself beside its fields, and the parts that it offers for large tables."""

from __future__ import annotations

import dataclasses
from enum import StrEnum

from drifttools.model.plan import Statement
from drifttools.sql.compose import NOTHING, Sql


class Obstacle(StrEnum):
    """What becomes of an object while the type of a column that it uses changes.

    `ADAPTS`: PostgreSQL rebuilds it. `REBUILT`: PostgreSQL refuses, so it is taken out of the way and made again; it holds
    no rows. `BLOCKS`: PostgreSQL refuses, and it cannot be made again without loss.
    """

    ADAPTS = "adapts"
    REBUILT = "rebuilt"
    BLOCKS = "blocks"


class Reach(StrEnum):
    """How far an object's statements reach.

    `WITHIN`: within the database; `pg_dump` has it. `DATABASE`: the database itself; statements name it (`THIS_DATABASE`),
    and `pg_dump` without `--create` leaves it out. `CLUSTER`: all databases of the server. `INSTALLED`: what the machine
    has, which a copy elsewhere cannot show. `OUTSIDE`: other servers.
    """

    WITHIN = "within"
    DATABASE = "database"
    CLUSTER = "cluster"
    INSTALLED = "installed"
    OUTSIDE = "outside"


@dataclasses.dataclass(frozen=True, slots=True)
class Part:
    """One of several steps that do together what one statement does, and let others work meanwhile.

    Args:
        title: What it does, for a person.
        statements, inverse: SQL with hazards, each in order.
        alone: Whether it is committed on its own.
        late: Whether it may wait until everything else is done.
        done: A condition that holds afterwards; NOTHING where presence says it.
    """

    title: str
    statements: tuple[Statement, ...]
    inverse: tuple[Statement, ...]
    alone: bool = False
    late: bool = False
    done: Sql = NOTHING
