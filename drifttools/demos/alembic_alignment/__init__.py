"""Models, migrations and a database of Supabase that say three things, while `alembic current` says that all is well.

`scenario.build` makes the drift; `misalignments` has the 21 differences by name.
"""

from drifttools.demos.alembic_alignment.misalignments import (
    IN_THE_DATABASE,
    MISALIGNMENTS,
    TO_DROP,
    WAYS,
    Group,
    Misalignment,
)
from drifttools.demos.alembic_alignment.scenario import (
    PROJECT,
    TARGET,
    Facts,
    alembic,
    build,
    configure,
    counts,
    take,
)

__all__ = [
    "IN_THE_DATABASE",
    "MISALIGNMENTS",
    "PROJECT",
    "TARGET",
    "TO_DROP",
    "WAYS",
    "Facts",
    "Group",
    "Misalignment",
    "alembic",
    "build",
    "configure",
    "counts",
    "take",
]
