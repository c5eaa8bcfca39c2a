"""The wrong base, behind an alias and a variable."""

import pytest

from app.core.database import Base as Models

tables = Models.metadata


@pytest.fixture
async def database(engine):
    async with engine.begin() as connection:
        await connection.run_sync(tables.create_all)
