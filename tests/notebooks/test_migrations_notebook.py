"""`05_migrations` on a drifted database: ledger, blame, where the catalog is, and the repair as a file of the project."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drifttools.config import load_config
from drifttools.investigation import investigate
from drifttools.notebook import migration_of

if TYPE_CHECKING:
    from conftest import Shop


def test_the_repair_becomes_a_migration_only_where_that_is_asked(shop: Shop) -> None:
    """Without an incident it tells where the catalog is; with a plan it shows the file; with `write` the project has it."""
    migrations = shop.config.parent / "migrations"
    first = [path.name for path in migrations.iterdir()]
    looked = shop.run("05_migrations", name="orders")
    assert looked.exit_code == 1
    assert "the only migration is not wholly in the catalog, only 4 of 11 changes of 0001_shop" in looked.message
    text = looked.path.read_text(encoding="utf-8")
    assert "Objects that differ, at each revision" in text
    assert "0001_shop.sql" in text
    assert "There is no plan yet" in text

    inv = investigate("shop", config=load_config(shop.config), reports=shop.reports)
    inv.audit()
    inv.plan()
    before = shop.dump()
    shown = shop.run("05_migrations", incident=inv.incident)
    assert shown.path.parent == shop.reports / inv.incident
    assert "set schema public" in shown.path.read_text(encoding="utf-8")
    assert [path.name for path in migrations.iterdir()] == first, "Run All wrote into the project"

    shop.run("05_migrations", incident=inv.incident, write=True)
    new = [path for path in migrations.iterdir() if path.name not in first]
    assert len(new) == 1
    assert "set schema public" in new[0].read_text(encoding="utf-8")
    assert "It was written before" in str(migration_of(inv, write=True).document())
    assert len(list(migrations.iterdir())) == 2
    assert shop.dump() == before, "the notebook changed the database"
