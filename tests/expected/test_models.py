"""`models:`: SQLAlchemy metadata, from a process of its own."""

from __future__ import annotations

import ast
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from drifttools.compare.engine import compare
from drifttools.config import Project
from drifttools.expected.base import WITHOUT_ROLES, Context
from drifttools.expected.child import SCRIPTS
from drifttools.expected.resolve import resolve
from tests.expected.refusing import refused

MakeContext = Callable[..., Context]


@pytest.fixture
def shop(sources: Path) -> Path:
    """Name the SQLAlchemy project."""
    return sources / "sqlalchemy"


def test_what_metadata_can_hold_is_made(shop: Path, context: MakeContext) -> None:
    """Schemas are made first, a shared enum once, a `%` stays one, and the extension of a type is provided."""
    expected = resolve("models:shop.wide:Base", context(shop))
    rows = expected.snapshot.rows
    assert {line.split(b"\t")[0] for line in rows["schema"].lines} == {b"public", b"store"}
    assert expected.snapshot.count("enum") == 1
    assert any(b"'a%'" in line for line in rows["constraint"].lines)
    assert any(line.startswith(b"citext\t") for line in rows["extension"].lines)
    assert expected.snapshot.silent == WITHOUT_ROLES | {"database setting", "extension"}
    assert resolve("models:shop.wide:metadata", context(shop)).snapshot.fingerprint == expected.snapshot.fingerprint


def test_each_table_has_the_place_of_its_declaration(shop: Path, context: MakeContext) -> None:
    """Classes and tables without a class are found with file and lines."""
    lid, box = resolve("models:shop.wide:Base", context(shop)).models
    assert (lid.table, lid.model, lid.file, lid.first_line, lid.last_line) == ("lid", "lid", "shop/wide.py", 30, 35)
    assert (box.schema, box.table, box.model, box.first_line) == ("store", "box", "Box", 21)


def test_the_attribute_may_be_left_out_where_it_is_plain(shop: Path, context: MakeContext) -> None:
    """`models:package.module` takes the only declarative base of the module."""
    assert resolve("models:shop.models", context(shop)).snapshot.count("table") == 1


def test_a_package_is_looked_through(shop: Path, context: MakeContext) -> None:
    """Every module that declares tables is imported and no other; each metadata is made once, referenced ones first."""
    said: list[str] = []
    expected = resolve("models:store", context(shop, progress=said.append))
    assert {(m.schema, m.table, m.model, m.file, m.first_line) for m in expected.models} == {
        ("", "order", "Order", "store/orders/models.py", 6),
        ("audit", "entry", "entry", "store/audit.py", 9),
    }
    assert expected.snapshot.count("constraint") >= 2
    assert "found store.audit:audited (1 tables) at audit.py:7" in said
    assert "found store.base:Base (1 tables) at base.py:4" in said


def test_several_are_joined_by_commas(shop: Path, context: MakeContext) -> None:
    """Modules and bases are put together; two that declare one table are refused by name."""
    expected = resolve("models:store.audit:audited,store.orders.models:Base,shop.models", context(shop))
    assert [m.table for m in expected.models] == ["order", "shop_item", "entry"]
    error = refused("models:shop.twice", context(shop))
    assert "both shop.twice:Base and shop.twice:again declare a table shop_item" in error.what


def test_a_module_that_connects_is_refused(shop: Path, context: MakeContext) -> None:
    """What an import would do to a live database is not done: the line that connects is named."""
    error = refused("models:shop.connects", context(shop))
    assert (error.file, error.line) == ("shop/connects.py", 5)
    assert "without a database" in error.what
    assert "function" in str(error.hint)


def test_a_module_that_raises_is_named_with_file_and_line(shop: Path, context: MakeContext) -> None:
    """The error is the last line of the traceback and the place in the project, with what to do."""
    error = refused("models:shop.raises:Base", context(shop))
    assert (error.file, error.line) == ("shop/raises.py", 3)
    assert "KeyError: 'SHOP_URL'" in error.what
    assert "[project.env]" in str(error.hint)


@pytest.mark.parametrize(
    ("spec", "part"),
    [
        ("models:shop.nowhere:Base", "No module named 'shop.nowhere'"),
        ("models:shop.models:Nowhere", "has no Nowhere"),
        ("models:shop.models:Item.nowhere", "has no Item.nowhere"),
        ("models:shop.models:String", "neither a declarative base nor a MetaData"),
    ],
)
def test_what_is_not_there_is_named(spec: str, part: str, shop: Path, context: MakeContext) -> None:
    """A missing module, a missing attribute and a wrong one are told apart."""
    assert part in refused(spec, context(shop)).what


def test_metadata_without_tables_is_an_error_that_names_others(shop: Path, context: MakeContext) -> None:
    """An empty base is never an empty expected state: the message names the bases that have tables."""
    error = refused("models:shop.empty:Base", context(shop))
    assert "has no tables" in error.what
    assert "shop.base:Base (1 tables)" in str(error.hint)
    assert "name the package, models:shop" in str(refused("models:shop.base:Base", context(shop)).hint)
    assert "no metadata with tables" in refused("models:shop.base", context(shop)).what


def test_ddl_that_the_server_refuses_names_the_model(shop: Path, context: MakeContext) -> None:
    """What PostgreSQL says about emitted DDL is tied to the class it comes from."""
    error = refused("models:shop.bad_sql:Base", context(shop))
    assert (error.file, error.line) == ("shop/bad_sql.py", 7)
    assert error.server == 'column "nowhere" does not exist'


def test_an_index_that_the_server_refuses_is_unknown_and_hides_nothing(
    shop: Path, context: MakeContext, tmp_path: Path
) -> None:
    """All else is made; of that index, missing or not in the live database, nothing is said but why."""
    snapshot = resolve("models:shop.bad_index", context(shop)).snapshot
    (unread,) = snapshot.unread
    assert (unread.kind, unread.object) == ("index", "store.Shelf.shelf_name")
    assert "no default operator class" in unread.reason
    assert "shop/bad_index.py:7" in unread.reason
    assert compare(snapshot, replace(snapshot, unread=())).findings[0].change == "unknown"
    with_it = 'create schema store; create table store."Shelf" (id serial primary key, name varchar(40));'
    with_it += 'create index shelf_name on store."Shelf" (name); create index other on store."Shelf" (name);'
    (tmp_path / "live.sql").write_text(with_it)
    live = resolve("sql:live.sql", context(tmp_path)).snapshot
    found = {(one.key[-1], one.change.value) for one in compare(snapshot, live).findings if one.kind == "index"}
    assert found == {("store.Shelf.shelf_name", "unknown"), ("shelf_id", "missing"), ("other", "unexpected")}


def test_a_foreign_key_that_the_server_refuses_is_unknown_and_hides_nothing(shop: Path, context: MakeContext) -> None:
    """Its table is made without it, and so are the keys of all others; an index declared twice is one."""
    snapshot = resolve("models:shop.odd_keys:metadata", context(shop)).snapshot
    (unread,) = snapshot.unread
    assert (unread.kind, unread.object) == ("constraint", "public.label.label_n_fkey")
    assert "no unique constraint matching" in unread.reason
    assert "shop/odd_keys.py:17" in unread.reason
    keys = {line.decode().split("\t")[2] for line in snapshot.rows["constraint"].lines}
    assert {"crate_box_id_fkey", "lid_size_fkey", "lid_size_key", "label_pkey"} <= keys
    assert snapshot.count("table") == 5
    indexes = [line.decode().split("\t")[2] for line in snapshot.rows["index"].lines]
    assert indexes == ["ix_crate_box_id"]


def test_a_name_that_the_models_do_not_give_is_no_drift(shop: Path, context: MakeContext, tmp_path: Path) -> None:
    """A migration names the keys that models leave to PostgreSQL; what the models do name is another matter."""
    ours = context(shop)
    expected = resolve("models:shop.odd_keys:metadata", ours).snapshot
    live = """create table box (id serial constraint pk_box primary key, code int constraint uq_code unique);
        create table crate (id serial constraint pk_crate primary key, size int constraint other_name unique,
                            box_id int constraint fk_box references box);
        create index ix_crate_box_id on crate (box_id);
        create table lid (id serial primary key, size int unique references crate (size));
        create table plain (id serial primary key, n int); create table label (id serial primary key, n int);"""
    (tmp_path / "live.sql").write_text(live)
    found = compare(expected, resolve("sql:live.sql", context(tmp_path)).snapshot).findings
    told = [(one.change.value, one.name) for one in found if one.change != "unknown"]
    assert told == [("renamed", "crate_sizes")]
    assert {one.finding.found_key[-1] for one in found.ignored} == {"pk_box", "uq_code", "pk_crate", "fk_box"}
    assert {one.reason for one in found.ignored} == {"the models give it no name"}


def test_a_module_that_waits_is_ended(shop: Path, context: MakeContext) -> None:
    """Importing a module for ever ends with the timeout of the project."""
    error = refused("models:shop.waits:Base", context(shop, project=Project(timeout_s=1)))
    assert "longer than 1 s" in error.what


def test_an_interpreter_that_does_not_exist_is_named(shop: Path, context: MakeContext) -> None:
    """The message names the path and the line of drift.toml that is wrong."""
    error = refused("models:shop.models:Base", context(shop, project=Project(python="nowhere/python")))
    assert str(shop / "nowhere/python") in error.what
    assert "python =" in str(error.hint)


def test_an_interpreter_that_is_none_gives_its_output(shop: Path, context: MakeContext, tmp_path: Path) -> None:
    """A program that ends without an answer is an error with its code and its last words."""
    program = tmp_path / "python"
    program.write_text("#!/bin/sh\necho no such luck\nexit 7\n")
    program.chmod(0o755)
    error = refused("models:shop.models:Base", context(shop, project=Project(python=str(program))))
    assert "code 7" in error.what
    assert "no such luck" in error.what


def test_the_child_sees_no_database(
    shop: Path, context: MakeContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of our environment only paths and languages reach the models: no DSN, no password, no PG variable."""
    for name in ("DATABASE_URL", "PGPASSWORD", "PGSSLKEY", "SHOP_DSN", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, f"canary-{name}")
    spy = tmp_path / "spy.json"
    resolve("models:shop.spy:Base", context(shop, project=Project(env={"SPY": str(spy)})))
    seen = json.loads(spy.read_text())
    assert "canary" not in json.dumps(seen)
    assert {n for n in seen if n.startswith("PG")} == {"PGPASSFILE", "PGSERVICEFILE"}
    assert seen["PGPASSFILE"] == "/dev/null"
    assert seen["PYTHONPATH"].split(":")[0] == str(shop)


@pytest.mark.parametrize("script", sorted(SCRIPTS.glob("*.py")), ids=lambda path: path.stem)
def test_the_scripts_are_written_for_python_3_8(script: Path) -> None:
    """What runs under a project's interpreter parses as Python 3.8 and imports nothing of drifttools."""
    tree = ast.parse(script.read_text(), feature_version=(3, 8))
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert not [name for name in imported if name.startswith("drifttools")]
    assert not [n for n in ast.walk(tree) if isinstance(n, ast.Attribute) and n.attr in ("removesuffix", "removeprefix")]
