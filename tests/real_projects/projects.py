"""The real projects: what is installed, how each makes its own database, and what that is compared with.

Versions are pinned whole (`requirements/<name>.txt`, made by `pip freeze`), because findings are theirs: another version
of Django or SQLAlchemy may emit another schema.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent
MLFLOW_BASE = "models:mlflow.store.tracking.dbmodels.initial_models:Base"


@dataclass(frozen=True)
class RealProject:
    """A project from PyPI.

    Args:
        name: On PyPI; also of its pins, its files in `sources/` and its goldens.
        light: Whether `make test` runs it; `make real` runs all.
        start: Commands that write the project, such as `wagtail start`; run before its files in `sources/` are laid over.
        migrate: The project's own command that makes the database. `{url}` is a URL for it, `{dialect}` its scheme.
        dialect: The scheme of that URL; one of `sqlite` makes a file.
        specs: What the database is compared with, each under the name of its golden. `{site}` is where packages are.
        history: The one of these that has the migrations; empty where they cannot be replayed on an empty database.
        before: Tables that are there before the first migration, so that none has made them.
        env: What the project's settings want, as under `[project.env]`.
        live_env: What its own command wants beside libpq's variables; `{url}` as above.
    """

    name: str
    light: bool
    migrate: tuple[str, ...]
    specs: Mapping[str, str]
    history: str = ""
    start: tuple[tuple[str, ...], ...] = ()
    dialect: str = "postgresql"
    before: frozenset[str] = frozenset()
    env: Mapping[str, str] = field(default_factory=dict)
    live_env: Mapping[str, str] = field(default_factory=dict)

    @property
    def on_sqlite(self) -> bool:
        """Whether its database is a SQLite file."""
        return self.dialect.startswith("sqlite")

    @property
    def label(self) -> str:
        """What tests and goldens call it."""
        return f"{self.name}-sqlite" if self.on_sqlite else self.name

    @property
    def requirements(self) -> Path:
        """The pins."""
        return HERE / "requirements" / f"{self.name}.txt"


PROJECTS = (
    RealProject(
        name="django-oauth-toolkit",
        light=True,
        migrate=("python", "manage.py", "migrate", "-v0"),
        specs={"django": "django:manage.py"},
        history="django",
    ),
    RealProject(
        name="jupyterhub",
        light=True,
        migrate=("python", "initialise.py", "{url}"),
        dialect="postgresql+psycopg",
        specs={"models": "models:jupyterhub.orm:Base"},
    ),
    RealProject(
        name="wagtail",
        light=False,
        start=(("wagtail", "start", "shop", "."),),
        migrate=("python", "manage.py", "migrate", "-v0"),
        specs={"django": "django:manage.py"},
        history="django",
    ),
    RealProject(
        name="mlflow",
        light=False,
        migrate=("python", "-W", "ignore", "initialise.py", "{url}"),
        dialect="postgresql+psycopg2",
        # the tables that its first revision alters are made by create_all of models that are kept for that alone
        specs={"models": "models:mlflow.store.db.utils:Base", "alembic": f"alembic:alembic.ini?base={MLFLOW_BASE}"},
        history="alembic",
        before=frozenset(f"public.{table}" for table in ("experiments", "metrics", "params", "runs", "tags")),
    ),
    RealProject(
        name="prefect",
        light=False,
        migrate=("prefect", "server", "database", "upgrade", "-y"),
        dialect="postgresql+asyncpg",
        specs={
            "models": "models:prefect.server.database.orm_models:Base",
            "alembic": "alembic:{site}/prefect/server/database/alembic.ini",
        },
        history="alembic",
        # without it the settings name SQLite, and env.py takes its revisions for SQLite
        env={"PREFECT_API_DATABASE_CONNECTION_URL": "postgresql+asyncpg://prefect@localhost/prefect"},
        live_env={"PREFECT_API_DATABASE_CONNECTION_URL": "{url}"},
    ),
    RealProject(
        name="django-oauth-toolkit",
        light=True,
        dialect="sqlite",
        migrate=("python", "manage.py", "migrate", "-v0"),
        specs={"django": "django:manage.py"},
        live_env={"SHOP_SQLITE": "{path}"},
    ),
    RealProject(
        name="jupyterhub",
        light=True,
        dialect="sqlite",
        migrate=("python", "initialise.py", "{url}"),
        specs={"models": "models:jupyterhub.orm:Base"},
    ),
    RealProject(
        name="mlflow",
        light=False,
        dialect="sqlite",
        migrate=("python", "-W", "ignore", "initialise.py", "{url}"),
        specs={"models": "models:mlflow.store.db.utils:Base", "alembic": f"alembic:alembic.ini?base={MLFLOW_BASE}"},
        history="alembic",
        before=frozenset(f"main.{table}" for table in ("experiments", "metrics", "params", "runs", "tags")),
    ),
    RealProject(
        name="prefect",
        light=False,
        dialect="sqlite+aiosqlite",
        migrate=("prefect", "server", "database", "upgrade", "-y"),
        specs={
            "models": "models:prefect.server.database.orm_models:Base",
            "alembic": "alembic:{site}/prefect/server/database/alembic.ini",
        },
        history="alembic",
        env={"PREFECT_API_DATABASE_CONNECTION_URL": "sqlite+aiosqlite:////nowhere/prefect.db"},
        live_env={"PREFECT_API_DATABASE_CONNECTION_URL": "{url}"},
    ),
)
