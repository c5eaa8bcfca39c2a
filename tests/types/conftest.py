"""Both databases, as an application connects to them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from urllib.parse import quote

import pytest
from psycopg.conninfo import conninfo_to_dict
from sqlalchemy import Engine, create_engine
from sqlalchemy.pool import StaticPool


def engine_of(dsn: str) -> Engine:
    """An engine for a libpq connection string; of SQLite for none."""
    if not dsn:
        return create_engine("sqlite://", poolclass=StaticPool)  # in memory one connection is the database
    parts = conninfo_to_dict(dsn)
    place = f"host={quote(str(parts['host']))}&port={parts['port']}"
    return create_engine(f"postgresql+psycopg://{parts['user']}@/{parts['dbname']}?{place}")


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, database: Callable[..., str]) -> Iterator[Engine]:
    """Give an engine of an empty database of each."""
    made = engine_of("" if request.param == "sqlite" else database())
    yield made
    made.dispose()


@pytest.fixture
def make_engine() -> Callable[[str], Engine]:
    """Give what makes an engine of a libpq connection string."""
    return engine_of
