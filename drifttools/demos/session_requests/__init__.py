"""A request system that is broken in many places at once: customers wait, mechanics see nothing.

`scenario.build` makes the drift, `scenario.build_right` the same database without it, `scenario.serve` runs the service
against either; `issues` has what is wrong by name.
"""

from drifttools.demos.session_requests.config import PARTNER, WAY, configure
from drifttools.demos.session_requests.issues import ISSUES, Issue, Seen
from drifttools.demos.session_requests.scenario import (
    ERROR_TEXT,
    STUCK,
    TARGET,
    Facts,
    ask,
    build,
    build_right,
    correct,
    counts,
    migrate,
    migrations,
    serve,
    take,
)

__all__ = [
    "ERROR_TEXT",
    "ISSUES",
    "PARTNER",
    "STUCK",
    "TARGET",
    "WAY",
    "Facts",
    "Issue",
    "Seen",
    "ask",
    "build",
    "build_right",
    "configure",
    "correct",
    "counts",
    "migrate",
    "migrations",
    "serve",
    "take",
]
