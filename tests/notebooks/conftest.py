"""What the tests of notebooks share: a small drifted database with its `drift.toml`, and notebooks of a few lines."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import pytest

from drifttools.notebook import runner

if TYPE_CHECKING:
    from conftest import MakeDatabase

    from drifttools.catalog.server import PrivateServer

CANARY = "c4n@ry/Pass'wörd%21 of the shop"
EXPECTED = """
create table customer (id integer primary key, email text not null);
create table orders (id integer primary key, customer integer not null references customer, total numeric not null);
create index orders_customer on orders (customer);
"""
DRIFTED = """
create schema stray;
create table customer (id integer primary key, email text not null);
create table stray.orders (id integer primary key, customer integer not null references customer, total numeric not null);
insert into customer values (1, 'a@example.org');
insert into stray.orders values (1, 1, 10), (2, 1, 20);
"""


@dataclass(frozen=True)
class Shop:
    """A drifted database, what it should be, and where reports go.

    Attributes:
        dsn: With the canary as its password; the test server trusts everybody, so only the texts matter.
        config: Its `drift.toml`, with one target, `shop`.
    """

    server: PrivateServer
    database: str
    dsn: str
    config: Path
    reports: Path

    def run(self, notebook: str | Path, **parameters: Any) -> runner.RunResult:
        """Run a notebook on it."""
        return runner.run(notebook, parameters, reports=self.reports, config=self.config)

    def dump(self) -> str:
        """Give what `pg_dump` says of it, rows included, without what differs from one dump to the next."""
        done = subprocess.run(
            [str(self.server.bindir / "pg_dump"), "--no-owner", "-d", self.server.dsn(self.database)],
            capture_output=True,
            text=True,
            check=True,
        )
        return "\n".join(line for line in done.stdout.splitlines() if "restrict" not in line)


@pytest.fixture
def shop(database: MakeDatabase, pg_server: PrivateServer, tmp_path: Path) -> Shop:
    """Give a drifted shop: the table `orders` is in another schema and lacks an index."""
    plain = database(DRIFTED)
    name = plain.partition("dbname=")[2].partition(" ")[0].strip("'")
    quoted = CANARY.replace("\\", "\\\\").replace("'", "\\'")
    dsn = f"{plain} password='{quoted}'"
    migrations = tmp_path / "migrations"
    migrations.mkdir()
    (migrations / "0001_shop.sql").write_text(EXPECTED, encoding="utf-8")
    config = tmp_path / "drift.toml"
    config.write_text(
        f"[targets.shop]\ndsn = {json.dumps(dsn)}\nexpected = {json.dumps(f'sql:{migrations}')}\n"
        f"scratch = {json.dumps(pg_server.dsn())}\n"
        '[[ignore]]\nkind = "schema"\nobject = "stray"\nreason = "of the tests"\nuntil = 2099-12-31\n',
        encoding="utf-8",
    )
    return Shop(pg_server, name, dsn, config, tmp_path / "reports")


class MakeNotebook(Protocol):
    """What the fixture `notebook` gives."""

    def __call__(self, *cells: str, parameters: str = "", name: str = "tiny") -> Path:
        """Write a notebook of these code cells."""
        ...


@pytest.fixture
def notebook(tmp_path: Path) -> MakeNotebook:
    """Write notebooks: `notebook("1 + 1", parameters="n: int = 1  # count")`."""

    def make(*cells: str, parameters: str = "", name: str = "tiny") -> Path:
        tagged = [_cell(parameters, "parameters")] if parameters else []
        path = tmp_path / f"{name}.ipynb"
        content = {
            "cells": [*tagged, *(_cell(source) for source in cells)],
            "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
            "nbformat": 4,
            "nbformat_minor": 4,
        }
        path.write_text(json.dumps(content), encoding="utf-8")
        return path

    return make


def _cell(source: str, *tags: str) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "execution_count": None,
        "metadata": {"tags": list(tags)},
        "outputs": [],
        "source": source,
    }
