"""A stamp of the catalog: equal stamps mean that nothing in it was changed in between.

Every change of a catalog row gives it a new `xmin`, so the sum of all of them together with their number moves with any
DDL. It is taken from the rows, not from their text, and costs a few per cent of a reading (PERFORMANCE.md, "Same database
again"). It means nothing in another database, and nothing after a dump and restore.

Temporary tables come and go all the time in a busy database, and are nobody's schema: their rows are left out, or no
reading would ever find the catalog at rest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import LiteralString, cast

import psycopg

from drifttools.sql.compose import Sql, compose, joined, name, value, word

Connection = psycopg.Connection[tuple[object, ...]]

# Not pg_depend: it has more rows than all others, and every change of it comes with one of them. Not pg_user_mapping and
# pg_subscription: not every role may read them. In two parts of about the same cost, so that two connections can share.
_CATALOGS = (
    ("pg_attribute", "pg_attrdef"),
    tuple(
        """
        pg_aggregate pg_am pg_amop pg_amproc pg_cast pg_class pg_collation pg_constraint pg_conversion
        pg_db_role_setting pg_default_acl pg_description pg_enum pg_event_trigger pg_extension pg_foreign_data_wrapper
        pg_foreign_server pg_foreign_table pg_index pg_inherits pg_init_privs pg_language pg_namespace pg_opclass
        pg_operator pg_opfamily pg_policy pg_proc pg_publication pg_publication_namespace pg_publication_rel pg_range
        pg_rewrite pg_sequence pg_statistic_ext pg_transform pg_trigger pg_ts_config pg_ts_config_map pg_ts_dict
        pg_ts_parser pg_ts_template pg_type
        """.split()
    ),
)
_SINCE = {"pg_publication_namespace": 15}
_TEMPORARY = word("select t.oid, t.reltype from pg_catalog.pg_class t where t.relpersistence = 't'")
# What may be of a temporary table, by the column that names its relation; a type by that of its array's elements too.
_PERMANENT: Mapping[str, LiteralString] = {
    "pg_class": "c.relpersistence <> 't'",
    "pg_attribute": "c.attrelid not in (select oid from temporary)",
    "pg_attrdef": "c.adrelid not in (select oid from temporary)",
    "pg_constraint": "c.conrelid not in (select oid from temporary)",
    "pg_index": "c.indrelid not in (select oid from temporary)",
    "pg_type": "c.typrelid not in (select oid from temporary)"
    " and c.typelem not in (select reltype from temporary where reltype <> 0)",
    "pg_rewrite": "c.ev_class not in (select oid from temporary)",
    "pg_trigger": "c.tgrelid not in (select oid from temporary)",
    "pg_policy": "c.polrelid not in (select oid from temporary)",
    "pg_inherits": "c.inhrelid not in (select oid from temporary)",
    "pg_sequence": "c.seqrelid not in (select oid from temporary)",
    "pg_statistic_ext": "c.stxrelid not in (select oid from temporary)",
    "pg_namespace": "c.nspname !~ '^pg_(toast_)?temp_'",
}

Part = tuple[str, int, object]


@dataclass(frozen=True, slots=True)
class Stamp:
    """What the catalog was at one moment.

    Args:
        parts: Per system catalog its name, its number of rows and the sum of their `xmin`.
    """

    parts: tuple[Part, ...]


def stamp_in_transaction(connection: Connection) -> Stamp:
    """The stamp as the open transaction sees the catalog: as it was when its first query ran."""
    return _stamp([_half(connection, half) for half in range(len(_CATALOGS))])


def read_stamp(connections: Sequence[Connection]) -> Stamp:
    """The stamp of the newest committed state, each connection taking its share; none may be in a transaction."""

    def share(number: int) -> list[Part]:
        found = [
            row for half in range(number, len(_CATALOGS), len(connections)) for row in _half(connections[number], half)
        ]
        connections[number].rollback()
        return found

    if len(connections) == 1:
        return _stamp([share(0)])
    with ThreadPoolExecutor(len(connections)) as pool:
        return _stamp(list(pool.map(share, range(len(connections)))))


def _half(connection: Connection, half: int) -> list[Part]:
    major = connection.info.server_version // 10000
    query = joined(
        (
            compose(
                "select {}, pg_catalog.count(*), pg_catalog.sum(c.xmin::text::bigint) from {} c where {}",
                value(catalog),
                name("pg_catalog", catalog),
                _permanent(catalog),
            )
            for catalog in _CATALOGS[half]
            if major >= _SINCE.get(catalog, 0)
        ),
        " union all ",
    )
    query = compose(
        "with temporary as materialized ({}),"
        " sessions as materialized (select exists (select from temporary) as have_some) {}",
        _TEMPORARY,
        query,
    )
    return cast("list[Part]", connection.execute(str(query).encode()).fetchall())


def _permanent(catalog: str) -> Sql:
    if catalog not in _PERMANENT:
        return word("true")
    if "temporary" not in _PERMANENT[catalog]:
        return word(_PERMANENT[catalog])  # a session's schema stays when its tables are gone
    # to look for each row costs as much again as all the rest: only where there are temporary tables at all
    return compose("(not (select have_some from sessions) or {})", word(_PERMANENT[catalog]))


def _stamp(halves: Sequence[list[Part]]) -> Stamp:
    # sorted: the server may run the branches of a UNION ALL side by side and give them in any order
    return Stamp(tuple(sorted(row for half in halves for row in half)))
