"""Column types that mean the same on PostgreSQL and on SQLite: for models that run on both.

    from drifttools.types import ARRAY, JSONB, UUID, AwareDateTime

On PostgreSQL each is the server's own type, so nothing changes in a database that has it already, and Alembic finds nothing
to migrate. On any other database a value comes back as it went in, and what PostgreSQL would refuse is refused there as
well: a test on SQLite does not pass with a value that production turns away.
"""

from drifttools.types.array import ARRAY
from drifttools.types.defaults import empty_array, random_uuid
from drifttools.types.jsonb import JSONB
from drifttools.types.moment import AwareDateTime
from drifttools.types.uuids import UUID

__all__ = ["ARRAY", "JSONB", "UUID", "AwareDateTime", "empty_array", "random_uuid"]

# Revisions that Alembic writes, and what `repr()` says, name a type by its module: by the one that is public.
for _type in (ARRAY, JSONB, UUID, AwareDateTime):
    _type.__module__ = __name__
del _type
