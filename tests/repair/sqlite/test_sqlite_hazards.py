"""What a hazard rule says of a statement on SQLite is measured: whether it writes the rows anew, and what it loses."""

from __future__ import annotations

import ast
import sqlite3
from pathlib import Path

import pytest

from drifttools.model.plan import Reversal
from drifttools.repair.hazards import rule_of
from drifttools.repair.hazards.base import HEADINGS, Rule
from drifttools.repair.sqlite import hazards
from drifttools.repair.sqlite.hazards import SQLITE_RULES
from tests.repair.sqlite.files import ask, rebuild, script

TABLE = """
create table t (id integer primary key, a text, b text); create index i on t (a);
with recursive n (x) as (select 1 union all select x + 1 from n where x < 3000)
insert into t (id, a, b) select x, 'a value of some length ' || x, 'another one ' || x from n;
"""
SAMPLES = {
    "sqlite-add-column": "alter table t add column c text default 'x'",
    "sqlite-rename": "alter table t rename column b to c",
    "sqlite-drop-column": "alter table t drop column b",
    "sqlite-create": "create view v as select a from t",
    "sqlite-create-index": "create index j on t (b)",
    "sqlite-drop": "drop index i",
    "sqlite-drop-table": "drop table t",
    "sqlite-quarantine": "delete from t where id = 7",
    "sqlite-fill-rows": "update t set b = null where id = 7",
}
REBUILDS = {
    "sqlite-rebuild": "create table t (id integer primary key, a text not null, b text)",
    "sqlite-rebuild-without": "create table t (id integer primary key, a text)",
}


@pytest.mark.parametrize("rule", SQLITE_RULES, ids=lambda rule: rule.id)
def test_what_a_rule_says_is_measured(tmp_path: Path, rule: Rule) -> None:
    """Pages that a statement writes, seen in the write-ahead log: most of the table's, or a handful."""
    path = script(tmp_path / "t.db", TABLE)
    if rule.id in SAMPLES:
        statements = [SAMPLES[rule.id]]
    else:
        statements = [one.sql for one in rebuild(path, "t", REBUILDS[rule.id]).statements()]
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("pragma journal_mode = wal")
    connection.execute("pragma secure_delete = off")  # some builds overwrite what is dropped
    pages = connection.execute("select count(*) from dbstat where name = 't'").fetchone()[0] if _has_dbstat(path) else 50
    connection.execute("begin immediate")
    for statement in statements:
        connection.execute(statement)
    connection.execute("commit")
    size = connection.execute("pragma page_size").fetchone()[0]
    written = (tmp_path / "t.db-wal").stat().st_size // (size + 24)
    connection.close()
    assert (written > pages / 3) == (rule.rewrites or rule.grows), (written, pages)
    lost = rule.id in ("sqlite-drop-column", "sqlite-rebuild-without", "sqlite-drop-table")
    assert (rule.data_loss.value == "irreversible") == lost
    assert (rule.reversal is not Reversal.EXACT) == lost


def _has_dbstat(path: Path) -> bool:
    return bool(ask(path, "select count(*) from pragma_module_list where name = 'dbstat'")[0][0])


@pytest.mark.parametrize("rule", SQLITE_RULES, ids=lambda rule: rule.id)
def test_every_rule_explains_itself(rule: Rule) -> None:
    """The page has the headings of all rules, a reference to SQLite's manual, and is found by its id."""
    assert tuple(rule.sections) == HEADINGS
    assert all(rule.sections.values())
    assert rule.sections["Reference"].startswith("https://www.sqlite.org/")
    assert rule.name.split()[0].endswith("ing")
    assert rule.note.count("{}") == 1
    assert rule_of(rule.id) is rule


def test_the_planner_names_every_rule_and_no_other() -> None:
    """Every id in a statement of the room is a rule, and every rule can be met."""
    named = set()
    for path in Path(hazards.__file__).parent.glob("*.py"):
        if path.name != "hazards.py":
            texts = (node.value for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Constant))
            named |= {text for text in texts if isinstance(text, str) and text.startswith("sqlite-") and " " not in text}
    assert named == {rule.id for rule in SQLITE_RULES}
