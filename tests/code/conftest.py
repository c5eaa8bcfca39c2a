"""One database and one snapshot for all tests of code: they only read them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from drifttools.catalog.store import load
from drifttools.code.of_snapshot import vocabulary_of
from drifttools.code.vocabulary import Vocabulary
from drifttools.investigation import investigate

if TYPE_CHECKING:
    from drifttools.catalog.server import PrivateServer

PROJECTS = Path(__file__).parent / "projects"
CATALOG = (PROJECTS / "catalog.sql").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def shop(pg_server: PrivateServer) -> Iterator[str]:
    """Give the DSN of a database with the tables of all projects."""
    import psycopg

    pg_server.create_database("code_shop")
    with psycopg.connect(pg_server.dsn("code_shop"), autocommit=True) as connection:
        connection.execute(CATALOG.encode())
    yield pg_server.dsn("code_shop")
    pg_server.drop_database("code_shop")


@pytest.fixture(scope="session")
def saved(shop: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a snapshot of that database."""
    path = tmp_path_factory.mktemp("saved") / "snapshot"
    investigate(shop).snapshot(path)
    return path


@pytest.fixture(scope="session")
def vocabulary(saved: Path) -> Vocabulary:
    """Give the names of that snapshot."""
    return vocabulary_of(load(saved))
