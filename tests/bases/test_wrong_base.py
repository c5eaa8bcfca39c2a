"""The wrong declarative base: found where it is named, explained, and never a plan that drops what the models declare."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from drifttools.catalog.server import PrivateServer
from drifttools.cli.main import drift
from drifttools.code.metadata_use import uses_in
from drifttools.config import load_config
from drifttools.errors import SourceError, UsageError
from drifttools.investigation import Investigation, investigate
from drifttools.model.cause import Confidence

HERE = Path(__file__).parent
MADE = """
create table settings (name varchar primary key);
create table users (id serial primary key);
create table orders (id serial primary key, user_id int not null references users);
create table payments (id serial primary key);
"""
Opened = Callable[[str], Investigation]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the project."""
    shutil.copytree(HERE / "project", tmp_path / "shop")
    return tmp_path / "shop"


@pytest.fixture
def opened(root: Path, database: Callable[..., str], pg_server: PrivateServer) -> Opened:
    """Give what opens an investigation of a database that has all tables, against what some spec says."""
    dsn = database(MADE)

    def make(expected: str) -> Investigation:
        (root / "drift.toml").write_text(f'scratch = "{pg_server.dsn()}"\n[targets.app]\ndsn = "{dsn}"\n', encoding="utf-8")
        return investigate("app", expected, config=load_config(root / "drift.toml"), reports=root / "reports")

    return make


def test_uses_are_read_from_the_source(root: Path) -> None:
    """Aliases, variables, packages that hand on: each use with file, line and what it means, and nothing is run."""
    assert [(one.use.place, one.use.use, one.use.named) for one in uses_in(root)] == [
        ("tests/conftest.py:13", "create_all", ("app.core.database:Base.metadata",)),
        ("migrations/env.py:7", "target_metadata", ("app.models:Base.metadata",)),
    ]


def test_every_base_is_listed_with_its_tables(opened: Opened) -> None:
    """All metadata of the package, where it is declared, what it has, and who uses it; an empty one as well."""
    bases = opened("models:app.models").bases("models:app")
    told = {one.name: (one.place, sorted(one.names)) for one in bases.metadata}
    assert told == {
        "app.models.base:Base": ("app/models/base.py:6", ["orders", "payments", "users"]),
        "app.core.database:Base": ("app/core/database.py:6", ["settings"]),
        "app.core.empty:Base": ("app/core/empty.py:5", []),
    }
    uses = {one.place: one.metadata for one in bases.uses}
    assert uses == {"tests/conftest.py:13": ("app.core.database:Base",), "migrations/env.py:7": ("app.models.base:Base",)}
    assert [use.place for use, _ in bases.wrong_uses()] == ["tests/conftest.py:13"]
    assert bases.frame().set_index("metadata").loc["app.core.empty:Base", "tables"] == 0


def test_a_conftest_with_the_wrong_base_is_a_cause(opened: Opened) -> None:
    """An audit of models that are right says so, with both bases and the line to change."""
    audit = opened("models:app.models.base:Base,app.core.database:Base").audit()
    assert not audit.findings
    [cause] = audit.causes
    assert (cause.rule, cause.confidence) == ("wrong-base", Confidence.PROVEN)
    assert cause.evidence[0].source == "tests/conftest.py:13"
    assert "from app.models.base import Base" in cause.suggestion


def test_an_expected_state_of_the_wrong_base_is_a_cause_and_no_plan(opened: Opened) -> None:
    """The tables that it lacks are explained by the base that has them, and a plan that would drop them is refused."""
    inv = opened("models:app.core.database:Base")
    audit = inv.audit()
    tables = {one.id for one in audit.findings if one.kind == "table"}
    cause = next(one for one in audit.causes if tables <= set(one.findings))
    assert (cause.rule, cause.confidence) == ("wrong-base", Confidence.PROVEN)
    assert {one.source for one in cause.evidence} >= {
        "app/core/database.py:6",
        "app/models/base.py:6",
        "app/models/shop.py:9",
    }
    assert "--expected models:app.models.base:Base" in cause.suggestion
    assert not inv.plan().steps
    for pattern in ("*", "public.users"):
        with pytest.raises(UsageError, match=r"public\.users.* would be dropped, and models declare") as refused:
            inv.plan(drop=[pattern])
        assert refused.value.hint == cause.suggestion


@pytest.mark.parametrize("sort", ["postgresql", "sqlite"])
def test_the_sql_of_a_diff_with_the_wrong_base_is_refused(opened: Opened, root: Path, tmp_path: Path, sort: str) -> None:
    """No script that drops what models declare is printed, with the command that names their base; the diff itself is."""
    opened("models:app.core.database:Base")
    target = "app"
    if sort == "sqlite":
        target = str(tmp_path / "app.db")
        with contextlib.closing(sqlite3.connect(target)) as connection:
            connection.executescript(MADE.replace("serial", "integer"))
    options = ["--config", str(root / "drift.toml"), "-q", "diff", target, "models:app.core.database:Base"]
    with pytest.raises(UsageError, match=r"the script would drop .*\.users.*, and models declare each of them") as refused:
        CliRunner().invoke(drift, [*options, "--format", "sql"], standalone_mode=False, catch_exceptions=False)
    assert "models:app.models.base:Base --format sql" in (refused.value.hint or "")
    assert "users" in CliRunner().invoke(drift, [*options, "--format", "json"], standalone_mode=False).stdout


def test_an_empty_base_is_told_where_the_models_are(opened: Opened) -> None:
    """There is no expected state without a table, and the error names the next command."""
    with pytest.raises(SourceError, match=r"app\.core\.empty:Base has no tables") as refused:
        opened("models:app.core.empty:Base").audit()
    assert "app.models.base:Base (3 tables)" in (refused.value.hint or "")
    assert "--expected models:app.models.base:Base" in (refused.value.hint or "")


def test_a_base_whose_models_were_not_imported_is_told_to_be_the_package(opened: Opened, root: Path) -> None:
    """The right base by itself is empty: the modules of the models have to be imported."""
    (root / "app" / "models" / "__init__.py").write_text("", encoding="utf-8")
    with pytest.raises(SourceError, match=r"app\.models\.base:Base has no tables") as refused:
        opened("models:app.models.base:Base").audit()
    assert refused.value.hint == "the modules that declare its tables are not imported there: name the package, models:app"


def test_tables_that_no_other_base_has_stay_unexplained(opened: Opened, root: Path) -> None:
    """Without a base that declares them they are left over, and named patterns drop them as ever."""
    shutil.rmtree(root / "app" / "models")
    (root / "migrations" / "env.py").unlink()
    inv = opened("models:app.core.database:Base")
    audit = inv.audit()
    assert all(one.rule != "wrong-base" for one in audit.causes)
    assert inv.plan(drop=["*"]).steps


LAYOUT = {
    "src/acme/core/base.py": """
        from sqlalchemy import MetaData
        from sqlalchemy.orm import DeclarativeBase, MappedAsDataclass
        class Base(MappedAsDataclass, DeclarativeBase):
            metadata = MetaData(schema="core")
        """,
    "src/acme/core/tables.py": """
        from sqlalchemy.orm import Mapped, mapped_column
        from acme.core.base import Base
        class Node(Base):
            __tablename__ = "nodes"
            id: Mapped[int] = mapped_column(primary_key=True, init=False)
        """,
    "src/acme/stats.py": """
        from sqlalchemy import Column, Integer, MetaData, Table
        from sqlalchemy.orm import registry
        runs = Table("runs", MetaData(schema="stats"), Column("id", Integer, primary_key=True))
        reg = registry(metadata=runs.metadata)
        """,
    "src/acme/heroes.py": """
        from sqlmodel import Field, SQLModel
        class Hero(SQLModel, table=True):
            id: int | None = Field(default=None, primary_key=True)
        """,
    "src/acme/binds.py": """
        from sqlalchemy import Column, Integer, MetaData
        from sqlalchemy.orm import declarative_base
        _BINDS = {"hits": declarative_base(metadata=MetaData())}
        class Hit(_BINDS["hits"]):
            __tablename__ = "hits"
            id = Column(Integer, primary_key=True)
        """,
    "src/acme/auto.py": """
        from sqlalchemy.ext.automap import automap_base
        Auto = automap_base()
        """,
    "tests/conftest.py": """
        import acme.auto as a
        from acme.core import base as b, tables
        META = b.Base.metadata
        def setup(engine):
            a.Auto.metadata.create_all(engine)
            META.create_all(engine)
        """,
    "migrations/env.py": """
        from sqlmodel import SQLModel
        from acme import heroes, stats
        target_metadata = [SQLModel.metadata, stats.reg.metadata]
        """,
    "drift.toml": """
        [project.env]
        PYTHONPATH = "src"
        [targets.app]
        dsn = "sqlite:app.db"
        """,
}


def test_every_way_to_declare_a_base_is_known(tmp_path: Path) -> None:
    """A namespace package in src, a registry, SQLModel, automap, a base that only its class names, imported modules."""
    for name, text in LAYOUT.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(textwrap.dedent(text), encoding="utf-8")
    bases = investigate("app", config=load_config(tmp_path / "drift.toml"), reports=tmp_path / "reports").bases(
        "models:acme"
    )
    assert {one.name: sorted(one.names) for one in bases.metadata} == {
        "acme.auto:Auto": [],
        "acme.binds:Hit": ["hits"],
        "acme.core.base:Base": ["nodes"],
        "acme.heroes:SQLModel": ["hero"],
        "acme.stats:reg": ["runs"],
    }
    assert not bases.unread
    assert {use.place: (use.metadata, use.registered) for use in bases.uses} == {
        "tests/conftest.py:6": (("acme.auto:Auto",), 0),
        "tests/conftest.py:7": (("acme.core.base:Base",), 1),
        "migrations/env.py:4": (("acme.heroes:SQLModel", "acme.stats:reg"), 2),
    }
    # two lines make the tables of two bases, and no other base has more than they: nobody can say that it is the wrong one
    assert not bases.wrong_uses()


def test_the_command_lists_them(opened: Opened, root: Path) -> None:
    """`drift bases app` ends with 1 where a file uses the wrong one, and names file and line."""
    opened("models:app")
    options = ["--config", str(root / "drift.toml"), "-q", "bases", "app"]
    told = CliRunner().invoke(drift, options, standalone_mode=False)
    assert told.return_value == 1
    assert "tests/conftest.py:13" in told.stdout
    (root / "tests" / "conftest.py").unlink()
    assert CliRunner().invoke(drift, options, standalone_mode=False).return_value == 0
