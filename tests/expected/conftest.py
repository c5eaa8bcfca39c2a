"""A context whose scratch databases are on the server of the test session."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import pytest

from drifttools.catalog.scratch import open_scratch
from drifttools.config import Project
from drifttools.expected.base import Context

if TYPE_CHECKING:
    from drifttools.catalog.server import PrivateServer

SOURCES = Path(__file__).parent / "sources"


class MakeContext(Protocol):
    """What the fixture `context` gives."""

    def __call__(self, root: Path, *, project: Project = ..., **rest: Any) -> Context:
        """Return a context for a project."""
        ...


@pytest.fixture
def context(server: PrivateServer) -> MakeContext:
    """Make contexts that replay on the session's server, of the test's major if it takes one."""

    def make(root: Path, *, project: Project | None = None, **rest: Any) -> Context:
        made = Context(
            project=project or Project(),
            root=root,
            major=server.major,
            scratch=lambda: open_scratch(configured=server.dsn()),
        )
        return replace(made, **rest)

    return make


@pytest.fixture
def sources() -> Path:
    """Name the directory of the small projects."""
    return SOURCES
