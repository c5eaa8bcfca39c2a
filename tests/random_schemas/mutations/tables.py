"""Whole tables, and what is set on them."""

from __future__ import annotations

from drifttools.sql.quoting import qualified
from tests.random_schemas.mutate import Found, Hand, mutation
from tests.random_schemas.mutations.catalog import relations

_OWN = "not c.relispartition"
# moving or renaming what others inherit from is left to the cases
_ALONE = "not c.relispartition and not exists (select from pg_inherits i where c.oid in (i.inhrelid, i.inhparent))"


def _altered(hand: Hand, where: str, change: str, kinds: str = "rp") -> tuple[Found, str] | None:
    found = hand.find(relations(kinds, where))
    return None if found is None else (found, f"alter table {found.sql} {change}")


def _added(hand: Hand, body: str, name: str = "added") -> tuple[Found, str]:
    found = Found(hand.schema(), f"{name}_{hand.chance.random.randrange(1000)}")
    return found, body.replace("{name}", found.sql)


@mutation
def table_added(hand: Hand) -> tuple[Found, str]:
    return _added(hand, "create table {name} (id serial primary key, x text not null, y int references {name})")


@mutation
def partitioned_table_added(hand: Hand) -> tuple[Found, str]:
    name = f"parts_{hand.chance.random.randrange(1000)}"
    found = Found(hand.schema(), name)
    return found, (
        f"create table {found.sql} (id int primary key, t text) partition by range (id);"
        f"create table {qualified(found.schema, name + '_a')} partition of {found.sql} for values from (1) to (10);"
        f"create index on {found.sql} (t)"
    )


@mutation
def table_dropped(hand: Hand) -> tuple[Found, str] | None:
    found = hand.find(relations("rp", _OWN))
    return None if found is None else (found, f"drop table {found.sql}")


@mutation
def table_dropped_with_its_users(hand: Hand) -> tuple[Found, str] | None:
    found = hand.find(relations("rp", _OWN))
    return None if found is None else (found, f"drop table {found.sql} cascade")


@mutation
def table_renamed(hand: Hand) -> tuple[Found, str] | None:
    return _altered(hand, _ALONE, "rename to renamed_by_hand", "r")


@mutation
def table_moved(hand: Hand) -> tuple[Found, str] | None:
    return _altered(hand, f"{_ALONE} and n.nspname = 'public'", "set schema app", "r")


@mutation
def table_options_set(hand: Hand) -> tuple[Found, str] | None:
    return _altered(hand, _OWN, "set (fillfactor = 55, autovacuum_vacuum_scale_factor = 0.01)", "r")


@mutation
def table_made_unlogged(hand: Hand) -> tuple[Found, str] | None:
    return _altered(hand, f"{_ALONE} and c.relpersistence = 'p'", "set unlogged", "r")


@mutation
def row_security_switched(hand: Hand) -> tuple[Found, str] | None:
    return _altered(hand, f"{_OWN} and not c.relrowsecurity", "enable row level security, force row level security")


@mutation
def row_security_disabled(hand: Hand) -> tuple[Found, str] | None:
    return _altered(hand, f"{_OWN} and c.relrowsecurity", "disable row level security")


@mutation
def replica_identity_changed(hand: Hand) -> tuple[Found, str] | None:
    return _altered(hand, _OWN, "replica identity full")


@mutation
def partition_detached(hand: Hand) -> tuple[Found, str] | None:
    found = hand.find(
        relations(
            "r", "c.relispartition", "(select i.inhparent::regclass::text from pg_inherits i where i.inhrelid = c.oid)"
        )
    )
    return None if found is None else (found, f"alter table {found.more} detach partition {found.sql}")


@mutation
def child_disinherited(hand: Hand) -> tuple[Found, str] | None:
    parent = "(select i.inhparent::regclass::text from pg_inherits i where i.inhrelid = c.oid limit 1)"
    found = hand.find(relations("r", f"not c.relispartition and {parent} is not null", parent))
    return None if found is None else (found, f"alter table {found.sql} no inherit {found.more}")


@mutation
def sequence_changed(hand: Hand) -> tuple[Found, str] | None:
    found = hand.find(relations("S", "not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'i')"))
    return None if found is None else (found, f"alter sequence {found.sql} increment by 13 cache 5 cycle")


@mutation
def sequence_added(hand: Hand) -> tuple[Found, str]:
    return _added(hand, "create sequence {name} start with 7", "numbers")


@mutation
def sequence_dropped(hand: Hand) -> tuple[Found, str] | None:
    found = hand.find(relations("S"))
    return None if found is None else (found, f"drop sequence {found.sql}")


@mutation
def schema_added(hand: Hand) -> tuple[Found, str]:
    name = f"hotfix_{hand.chance.random.randrange(1000)}"
    hand.busy |= {(name, "t"), (name, "v")}
    inside = f"create table {name}.t (a int primary key); create view {name}.v as select a from {name}.t"
    return Found("", name), f"create schema {name}; {inside}"


@mutation
def statistics_added(hand: Hand) -> tuple[Found, str] | None:
    names = (
        "(select array_agg(quote_ident(a.attname) order by a.attnum) from pg_attribute a where a.attrelid = c.oid"
        " and a.atttypid in ('int4'::regtype, 'text'::regtype, 'date'::regtype, 'int8'::regtype) and a.attgenerated = ''"
        " and a.attnum > 0)"
    )
    found = hand.find(relations("r", f"{_OWN} and cardinality({names}) >= 2", f"array_to_string({names}, ', ')"))
    if found is None:
        return None
    statistics = qualified(found.schema, "stats_by_hand")
    sql = f"create statistics {statistics} (dependencies, mcv) on {found.more} from {found.sql}"
    return Found(found.schema, found.name, "stats_by_hand"), sql


@mutation
def statistics_dropped(hand: Hand) -> tuple[Found, str] | None:
    found = hand.find(
        "select n.nspname, s.stxname, '', '' from pg_statistic_ext s"
        " join pg_namespace n on n.oid = s.stxnamespace where {user}"
    )
    return None if found is None else (found, f"drop statistics {found.sql}")
