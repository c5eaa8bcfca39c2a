"""Whatever a project does wrong, the error names the file, the statement where there is one, and what to do."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from drifttools.config import Project
from drifttools.errors import SourceError
from drifttools.expected.resolve import resolve

if TYPE_CHECKING:
    from conftest import MakeContext

NO_INTERPRETER = "correct `python` under [project] in drift.toml"
NO_MODULE = "name the interpreter that has 'nowhere_installed' installed"
NO_EXTENSION = "install the extension for the PostgreSQL of this machine"
IMPORTS = "import nowhere_installed\n"
CREATES_EXTENSION = (
    "from django.contrib.postgres.operations import CreateExtension\nfrom django.db import migrations\n\n\n"
    "class Migration(migrations.Migration):\n    dependencies = [('shop', '0003_rules')]\n"
    "    operations = [CreateExtension('h6_nowhere')]\n"
)
HAS_GEOMETRY = (
    "from sqlalchemy import Column, Integer, MetaData, Table\nfrom sqlalchemy.types import UserDefinedType\n\n\n"
    "class Geometry(UserDefinedType):\n    def get_col_spec(self, **kw):\n        return 'geometry'\n\n\n"
    "metadata = MetaData()\nplaces = Table('places', metadata, Column('id', Integer), Column('at', Geometry))\n"
)
# problem -> source, file that is written, its text, what the error names, file of the error, part of the hint
CASES: dict[str, tuple[str, str, str, str, str, str]] = {
    "alembic: env.py does not import": (
        "alembic",
        "migrations/env.py",
        IMPORTS,
        "ModuleNotFoundError: No module named 'nowhere_installed'",
        "migrations/env.py",
        NO_MODULE,
    ),
    "alembic: a revision does not import": (
        "alembic",
        "migrations/versions/2c3d_items.py",
        IMPORTS,
        "ModuleNotFoundError",
        "migrations/versions/2c3d_items.py",
        NO_MODULE,
    ),
    "django: models do not import": (
        "django",
        "shop/models.py",
        IMPORTS,
        "ModuleNotFoundError",
        "shop/models.py",
        NO_MODULE,
    ),
    "django: an extension": (
        "django",
        "shop/migrations/0004_more.py",
        CREATES_EXTENSION,
        "while it applied shop.0004_more failed",
        "",
        NO_EXTENSION,
    ),
    "models: an extension": (
        "sqlalchemy",
        "shop/far.py",
        HAS_GEOMETRY,
        "geometry",
        "",
        NO_EXTENSION,
    ),
}
SPECS = {"alembic": "alembic:alembic.ini", "django": "django:manage.py", "sqlalchemy": "models:shop.far:metadata"}


@pytest.mark.parametrize("problem", CASES)
def test_what_a_project_does_wrong_is_told_with_a_remedy(
    problem: str, sources: Path, context: MakeContext, tmp_path: Path
) -> None:
    """The error has the file, what was being done, and the next step."""
    source, path, text, named, file, remedy = CASES[problem]
    shutil.copytree(sources / source, tmp_path / source)
    (tmp_path / source / path).write_text(text, encoding="utf-8")
    with pytest.raises(SourceError) as refused:
        resolve(SPECS[source], context(tmp_path / source))
    assert named in refused.value.what, refused.value.what
    assert not file or refused.value.file == file
    assert remedy in (refused.value.hint or ""), refused.value


@pytest.mark.parametrize("source", SPECS)
def test_an_interpreter_that_does_not_exist(source: str, sources: Path, context: MakeContext) -> None:
    """It is named for each source that runs a project, with the line of drift.toml to correct."""
    made = context(sources / source, project=Project(python="/nowhere/bin/python"))
    with pytest.raises(SourceError, match="the interpreter of the project, /nowhere/bin/python, does not exist") as refused:
        resolve(SPECS[source], made)
    assert NO_INTERPRETER in (refused.value.hint or "")
