"""Where the database is right: classes of SQLModel are edited as well, in the fields that Pydantic reads."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from drifttools.catalog.server import PrivateServer
from tests.conftest import MakeDatabase
from tests.modelcode.test_sqlalchemy import made_by_models, opened

HERE = Path(__file__).parent
WRITTEN = (
    'sa_column=Column("age", BigInteger)',
    'description="as it is printed"',  # of the field, and not of the column: it stays
    "class Medal(SQLModel, table=True):",
    'ForeignKey("hero.id", ondelete="CASCADE")',
    'from_: Optional[date] = Field(default=None, sa_column=Column("from", Date))',
    "class TeamMedal(SQLModel, table=True):",
)
USED = (
    "from sqlalchemy.orm import configure_mappers; from models import *; configure_mappers();"
    "hero = Hero(name='a', team=Team(name=None)); assert hero.score is None and hero.team.heroes == [hero];"
    "Hero.model_validate({'name': 'b', 'age': 2 ** 40}); Medal(hero_id=1); print('used')"
)


def test_fields_and_classes_of_sqlmodel_are_written(
    tmp_path: Path, pg_server: PrivateServer, database: MakeDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """New columns, new tables and other types: an audit finds nothing after the diff, and the classes can be used."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    root = tmp_path / "project"
    shutil.copytree(HERE / "sqlmodel_project", root)
    dsn = database()
    with psycopg.connect(dsn) as connection:
        name = connection.info.dbname
    inv = opened(root, pg_server, name, "models:models")
    made_by_models(root, pg_server, name, "models")
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute((HERE / "sqlmodel_live.sql").read_bytes())
    inv.audit(cache=False)
    diff = inv.models.diff()
    assert not diff.left, diff.notes
    diff.apply()
    text = (root / "models.py").read_text(encoding="utf-8")
    assert not [one for one in WRITTEN if one not in text], text
    done = subprocess.run([sys.executable, "-c", USED], cwd=root, capture_output=True, text=True, check=False)
    assert done.stdout == "used\n", done.stderr
