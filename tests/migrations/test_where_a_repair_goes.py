"""Into which app of a Django project a repair is written, and what it comes after."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from drifttools.errors import UsageError
from drifttools.investigation.migrations_files import django_place, migration_files
from drifttools.migrations.history import Migration, MigrationHistory, Operation

_SITE = "/srv/env/lib/python3.11/site-packages/pages/migrations"


def made(app: str, name: str, *after: str, file: str, table: str = "", replaces: tuple[str, ...] = ()) -> Migration:
    """Make a migration that creates a table."""
    operations = (Operation("CreateModel", table=table, creates=True),) if table else ()
    return Migration(
        "django", app, name, f"{file}/{name}.py", 1, operations=operations, depends_on=after, replaces=replaces
    )


INSTALLED = (
    made("pages", "0001_squashed_0002", file=_SITE, table="pages_page", replaces=("pages.0001", "pages.0002")),
    made("pages", "0003", "pages.0001_squashed_0002", file=_SITE),
    made("pages", "0001", file=_SITE),
    made("pages", "0002", "pages.0001", file=_SITE),
)
SHOP = (
    made("shop", "0001", file="shop/migrations", table="shop_order"),
    made("shop", "0002", "shop.0001", file="shop/migrations"),
)


def place(history: tuple[Migration, ...], *tables: str) -> tuple[str, list[str]]:
    """Return what a repair of some tables comes after: in its own app, and in others."""
    plan: Any = SimpleNamespace(steps=[SimpleNamespace(key=("public", table)) for table in tables])
    last, others = django_place(plan, MigrationHistory("django", history))
    return last.label, [one.label for one in others]


def test_a_repair_of_the_projects_own_tables_is_in_their_app() -> None:
    """It comes after the last migration of the app, and of the installed ones that it touches."""
    assert place((*INSTALLED, *SHOP), "shop_order") == ("shop.0002", [])
    assert place((*INSTALLED, *SHOP), "pages_page", "pages_page", "shop_order") == ("shop.0002", ["pages.0003"])


def test_nothing_is_written_into_an_installed_app() -> None:
    """A repair of its tables is in an app of the project, after its last migration; without one it is refused."""
    assert place((*INSTALLED, *SHOP), "pages_page") == ("shop.0002", ["pages.0003"])
    with pytest.raises(UsageError, match="installed apps \\(pages\\)"):
        place(INSTALLED, "pages_page")


def test_no_file_is_written_into_an_installed_package() -> None:
    """A package that brings its own history (Prefect, MLflow) is mended in a checkout, not in site-packages."""
    head = Migration("golang-migrate", "", "0001_first", f"{_SITE}/0001_first.up.sql", 1)
    plan: Any = SimpleNamespace(steps=[], digest="d" * 64, id="plan-1", transactional=True, target="x")
    with pytest.raises(UsageError, match="an installed package \\(pages\\)"):
        migration_files(plan, MigrationHistory("golang-migrate", (head,)), datetime(2026, 1, 2, tzinfo=UTC))
