"""Random changes of a database that is there: what people do to one by hand.

A mutation looks into the catalog for something that it can change and gives the statement. The server is the judge of
whether that is possible: what it refuses is rolled back and another one is tried.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import psycopg

from drifttools.sql.quoting import qualified, quote_name
from tests.loop import ROLES
from tests.random_schemas.parts import Chance

Connection = psycopg.Connection[tuple[object, ...]]
_USER = "n.nspname !~ '^pg_' and n.nspname <> 'information_schema'"


@dataclass(frozen=True, order=True)
class Found:
    """An object that a mutation can change.

    Args:
        schema, name: Of the relation, routine or type; `part`: of a column, constraint, index ... of it.
        more: Whatever else the mutation asked for.
    """

    schema: str
    name: str
    part: str = ""
    more: str = ""

    @property
    def sql(self) -> str:
        """The qualified name."""
        return qualified(self.schema, self.name)

    @property
    def part_sql(self) -> str:
        """The part's name."""
        return quote_name(self.part)


@dataclass(frozen=True)
class Mutation:
    """What was done.

    Args:
        sort: The name of the mutation.
        about: Names of which at least one must be in the findings.
        sql: The statements.
    """

    sort: str
    about: tuple[str, ...]
    sql: str


@dataclass
class Hand:
    """Someone at work on a database.

    Args:
        connection: In autocommit.
        chance: Decides.
        busy: Relations, types and routines that were changed already: a second change could hide the first.
    """

    connection: Connection
    chance: Chance
    busy: set[tuple[str, str]] = field(default_factory=set)

    @property
    def major(self) -> int:
        """Of the server."""
        return self.connection.info.server_version // 10000

    def find(self, query: str) -> Found | None:
        """One of the objects that a query names, untouched until now.

        Args:
            query: Its columns are those of `Found`; `{user}` is the condition that the schema `n` is a user's.
        """
        rows = self.connection.execute(query.replace("{user}", _USER).encode()).fetchall()
        found = sorted(Found(*(str(value or "") for value in row)) for row in rows) if rows else []
        free = [one for one in found if (one.schema, one.name) not in self.busy]
        if not free:
            return None
        chosen = self.chance.one(free)
        self.busy.add((chosen.schema, chosen.name))
        return chosen

    def role(self) -> str:
        """A role of the tests, as SQL."""
        return quote_name(self.chance.one(ROLES))

    def schema(self) -> str:
        """A schema that is there."""
        rows = self.connection.execute(f"select n.nspname from pg_namespace n where {_USER} order by 1".encode()).fetchall()
        return str(self.chance.one([row[0] for row in rows]))


Maker = Callable[[Hand], "tuple[Found, str] | None"]
SORTS: dict[str, Maker] = {}


def mutation(make: Maker) -> Maker:
    """Register a sort of mutation: gives what it is about and the statements, or None where nothing suits it."""
    SORTS[make.__name__] = make
    return make


def attempt(hand: Hand, sort: str) -> Mutation | None:
    """Change the database in one way, or not at all where nothing suits it or the server refuses."""
    before = set(hand.busy)
    made = SORTS[sort](hand)
    if made is None:
        return None
    found, sql = made
    try:
        with hand.connection.transaction():
            hand.connection.execute("set local check_function_bodies = off")
            hand.connection.execute(sql.encode())
    except psycopg.Error:
        hand.busy = before
        return None
    hand.busy.add((found.schema, found.name))
    return Mutation(sort, tuple(filter(None, (found.part, found.name))), sql)


def mutate(connection: Connection, seed: str, count: int, without: frozenset[str] = frozenset()) -> list[Mutation]:
    """Change a database in `count` ways, each of another sort and about another object.

    Args:
        without: Sorts that are not wanted.
    """
    hand = Hand(connection, Chance(seed))
    done: list[Mutation] = []
    names = sorted(set(all_sorts()) - without)
    hand.chance.random.shuffle(names)
    for name in names:
        if len(done) == count:
            break
        made = attempt(hand, name)
        if made is not None:
            done.append(made)
    return done


def all_sorts() -> tuple[str, ...]:
    """The names of all sorts of mutations."""
    from tests.random_schemas import mutations

    assert mutations.REGISTERED
    return tuple(sorted(SORTS))
