"""Plants known drifts in a schema of `generate.py`, each on a table of its own, and says whether a comparison found them.

python bench/drifts.py --tables 1000 --drifts 50                           # lists them
python bench/drifts.py --tables 1000 --drifts 50 --dsn ... --json d.json   # plants them in a loaded one
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench.generate import Table, all_tables


@dataclass(frozen=True)
class Drift:
    """One planted drift: what an audit of the drifted database against the undrifted one has to find.

    Args:
        recipe: Which of the recipes below it is.
        kind: The kind of the object that differs.
        change: `missing`, `unexpected` or `changed`, seen from the drifted database.
        schema: Where the object is.
        parent: The table the object belongs to, empty for objects of their own.
        name: The object's own name.
        sql: What planted it.
    """

    recipe: str
    kind: str
    change: str
    schema: str
    parent: str
    name: str
    sql: str


Recipe = Callable[[Table], Drift | None]
RECIPES: dict[str, Recipe] = {}


def recipe(kind: str, change: str) -> Callable[[Callable[[Table], tuple[str, str] | None]], Recipe]:
    """Register a function of a table that gives (name, SQL), or None where the table does not suit."""

    def register(function: Callable[[Table], tuple[str, str] | None]) -> Recipe:
        def make(table: Table) -> Drift | None:
            if (planted := function(table)) is None:
                return None
            own = kind in {"table", "view", "function", "enum", "sequence"}
            return Drift(
                function.__name__,
                kind,
                change,
                table.schema,
                "" if own else table.name,
                planted[0],
                planted[1],
            )

        RECIPES[function.__name__] = make
        return make

    return register


@recipe("column", "missing")
def column_dropped(t: Table) -> tuple[str, str]:
    return "labels", f"alter table {t.qualified} drop column labels"


@recipe("column", "unexpected")
def column_added(t: Table) -> tuple[str, str]:
    return "hotfix_flag", f"alter table {t.qualified} add column hotfix_flag boolean"


@recipe("column", "changed")
def type_changed(t: Table) -> tuple[str, str]:
    return "attributes", (
        f"alter table {t.qualified} alter column attributes drop default, "
        "alter column attributes type text, alter column attributes set default '{}'::text"
    )


@recipe("column", "changed")
def default_changed(t: Table) -> tuple[str, str]:
    return "amount", f"alter table {t.qualified} alter column amount set default 1"


@recipe("column", "changed")
def default_dropped(t: Table) -> tuple[str, str]:
    return "enabled", f"alter table {t.qualified} alter column enabled drop default"


@recipe("column", "changed")
def not_null_dropped(t: Table) -> tuple[str, str]:
    return "created_at", f"alter table {t.qualified} alter column created_at drop not null"


@recipe("constraint", "missing")
def foreign_key_dropped(t: Table) -> tuple[str, str] | None:
    name = f"{t.name}_parent_fkey"
    return (name, f"alter table {t.qualified} drop constraint {name}") if t.parent else None


@recipe("constraint", "changed")
def foreign_key_action_changed(t: Table) -> tuple[str, str] | None:
    if t.parent is None:
        return None
    name = f"{t.name}_parent_fkey"
    return name, (
        f"alter table {t.qualified} drop constraint {name}, add constraint {name} foreign key (parent_id) "
        f"references {t.parent.qualified} (id) on delete cascade"
    )


@recipe("constraint", "missing")
def unique_dropped(t: Table) -> tuple[str, str]:
    name = f"{t.name}_tenant_code_key"
    return name, f"alter table {t.qualified} drop constraint {name}"


@recipe("constraint", "changed")
def check_changed(t: Table) -> tuple[str, str]:
    name = f"{t.name}_amount_check"
    return name, (f"alter table {t.qualified} drop constraint {name}, add constraint {name} check (amount > 0)")


@recipe("constraint", "unexpected")
def check_added(t: Table) -> tuple[str, str]:
    name = f"{t.name}_hotfix_check"
    return name, f"alter table {t.qualified} add constraint {name} check (quantity <> 13)"


@recipe("index", "missing")
def index_dropped(t: Table) -> tuple[str, str]:
    return f"{t.name}_created_idx", f"drop index {t.schema}.{t.name}_created_idx"


@recipe("index", "unexpected")
def index_added(t: Table) -> tuple[str, str]:
    return f"{t.name}_hotfix_idx", f"create index {t.name}_hotfix_idx on {t.qualified} (updated_at)"


@recipe("index", "changed")
def index_predicate_changed(t: Table) -> tuple[str, str] | None:
    if t.expression_index:
        return None
    name = f"{t.name}_open_idx"
    return (
        name,
        f"drop index {t.schema}.{name};\ncreate index {name} on {t.qualified} (tenant_id) where enabled",
    )


@recipe("trigger", "missing")
def trigger_dropped(t: Table) -> tuple[str, str] | None:
    return (f"{t.name}_touch", f"drop trigger {t.name}_touch on {t.qualified}") if t.triggered else None


@recipe("trigger", "changed")
def trigger_disabled(t: Table) -> tuple[str, str] | None:
    name = f"{t.name}_touch"
    return (name, f"alter table {t.qualified} disable trigger {name}") if t.triggered else None


@recipe("policy", "missing")
def policy_dropped(t: Table) -> tuple[str, str] | None:
    return (f"{t.name}_write", f"drop policy {t.name}_write on {t.qualified}") if t.secured else None


@recipe("policy", "changed")
def policy_opened(t: Table) -> tuple[str, str] | None:
    return (f"{t.name}_read", f"alter policy {t.name}_read on {t.qualified} using (true)") if t.secured else None


@recipe("table", "changed")
def row_security_disabled(t: Table) -> tuple[str, str] | None:
    return (t.name, f"alter table {t.qualified} disable row level security") if t.secured else None


@recipe("view", "changed")
def view_changed(t: Table) -> tuple[str, str] | None:
    name = f"{t.name}_open"
    body = f"select id, tenant_id, code, title, amount from {t.qualified} where enabled"
    return (name, f"create or replace view {t.schema}.{name} as {body}") if t.viewed else None


@recipe("table", "unexpected")
def table_added(t: Table) -> tuple[str, str]:
    return f"{t.name}_backup", f"create table {t.schema}.{t.name}_backup (id bigint, code text)"


@recipe("table", "changed")
def comment_changed(t: Table) -> tuple[str, str]:
    return t.name, f"comment on table {t.qualified} is 'edited by hand in production'"


@recipe("function", "unexpected")
def function_added(t: Table) -> tuple[str, str]:
    name = f"hotfix_{t.number}"
    return name, f"create function {t.schema}.{name}() returns integer language sql as $$select 1$$"


@recipe("enum", "unexpected")
def enum_added(t: Table) -> tuple[str, str]:
    return f"hotfix_kind_{t.number}", f"create type {t.schema}.hotfix_kind_{t.number} as enum ('a', 'b')"


@recipe("sequence", "unexpected")
def sequence_added(t: Table) -> tuple[str, str]:
    return f"hotfix_seq_{t.number}", f"create sequence {t.schema}.hotfix_seq_{t.number}"


def plan_drifts(tables: int, count: int, *, schemas: int | None = None, seed: int = 0) -> list[Drift]:
    """Choose drifts, no two on one table: the recipes in turn, on tables spread over the whole schema.

    Args:
        tables: As the schema was generated.
        count: How many drifts.
        schemas: As the schema was generated.
        seed: As the schema was generated.

    Raises:
        ValueError: There are not enough tables.
    """
    free = all_tables(tables, schemas=schemas, seed=seed)
    random.Random(f"{seed}/drifts").shuffle(free)  # noqa: S311 - not a secret
    planned: list[Drift] = []
    for number in range(count):
        make = list(RECIPES.values())[number % len(RECIPES)]
        for position, table in enumerate(free):
            if drift := make(table):
                planned.append(drift)
                del free[position]
                break
        else:
            message = f"{tables} tables are too few for {count} drifts: {len(planned)} found a table of their own"
            raise ValueError(message)
    return planned


def plant(dsn: str, drifts: list[Drift]) -> None:
    """Plant drifts in a database that holds the generated schema."""
    import psycopg

    with psycopg.connect(dsn, autocommit=True) as connection:
        for drift in drifts:
            connection.execute(drift.sql)


# what a drift's kind is called in findings, where that is another name
_KINDS = {"function": "routine"}


def wrong(drifts: Iterable[Drift], findings: Iterable[Mapping[str, object]]) -> Iterator[str]:
    """Say what a comparison missed of the planted drifts, and what it found beside them.

    Args:
        drifts: What was planted.
        findings: Of `drift diff --format json`.
    """
    planted = {_place(drift): drift for drift in drifts}
    seen = set()
    for finding in findings:
        key = [str(part).partition("(")[0] for part in finding["key"]]  # type: ignore[attr-defined]
        drift = planted.get((key[0], key[1])) or planted.get((key[0], key[-1]))
        if drift is None or not _fits(drift, finding, key):
            yield f"found, but not planted: {finding['change']} {finding['kind']} {'.'.join(key)}"
        else:
            seen.add(_place(drift))
    yield from (f"planted, but not found: {drift}" for place, drift in planted.items() if place not in seen)


def _place(drift: Drift) -> tuple[str, str]:
    return drift.schema, drift.parent or drift.name


def _fits(drift: Drift, finding: Mapping[str, object], key: list[str]) -> bool:
    if drift.recipe == "comment_changed":  # a comment is an object of its own, and only some tables had one
        return finding["kind"] == "comment" and finding["change"] in {"changed", "unexpected"}
    return finding["kind"] == _KINDS.get(drift.kind, drift.kind) and finding["change"] == drift.change and drift.name in key


def main() -> None:
    """List drifts, or plant them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--tables", type=int, required=True)
    parser.add_argument("--schemas", type=int)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--drifts", type=int, required=True)
    parser.add_argument("--dsn", help="plant them there")
    parser.add_argument("--json", type=Path, help="where the list goes, instead of stdout")
    given = parser.parse_args()
    planned = plan_drifts(given.tables, given.drifts, schemas=given.schemas, seed=given.seed)
    if given.dsn:
        plant(given.dsn, planned)
    listing = json.dumps([asdict(drift) for drift in planned], indent=1) + "\n"
    given.json.write_text(listing, encoding="utf-8") if given.json else sys.stdout.write(listing)


if __name__ == "__main__":
    main()
