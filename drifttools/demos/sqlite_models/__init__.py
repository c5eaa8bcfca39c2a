"""Models for PostgreSQL that are tested on SQLite: a stale test database, the wrong base, and no test that passes.

`scenario.build` makes the situation; `edits` has what a developer then writes by hand, each named by a finding.
"""

from drifttools.demos.sqlite_models.edits import BY_HAND, HandEdit
from drifttools.demos.sqlite_models.scenario import (
    PRODUCTION,
    PROJECT,
    TEST,
    Outcome,
    build,
    configure,
    run_tests,
    take,
    url_of,
)

__all__ = [
    "BY_HAND",
    "PRODUCTION",
    "PROJECT",
    "TEST",
    "HandEdit",
    "Outcome",
    "build",
    "configure",
    "run_tests",
    "take",
    "url_of",
]
