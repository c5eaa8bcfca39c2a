"""Twelve tables of a Django project that landed in `test_schema`, while the ledger says that all went well.

`scenario.build` makes the drift, `scenario.build_right` the same database without it, `scenario.serve` runs
the project's web server against either.
"""

from drifttools.demos.wrong_schema.scenario import (
    ENDPOINTS,
    PROJECT,
    STRAY_SCHEMA,
    STRAY_TABLES,
    Facts,
    build,
    build_right,
    environment,
    serve,
)

__all__ = [
    "ENDPOINTS",
    "PROJECT",
    "STRAY_SCHEMA",
    "STRAY_TABLES",
    "Facts",
    "build",
    "build_right",
    "environment",
    "serve",
]
