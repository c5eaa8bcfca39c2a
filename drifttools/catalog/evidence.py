"""Gathers, as frames, the facts that the rules of `diagnose` and the planner of a move ask for.

One collection, a constant number of queries whatever the number of tables. `diagnose` itself never meets a database.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import psycopg

from drifttools.catalog.counts import count_rows
from drifttools.catalog.query import read_frame
from drifttools.catalog.search_path import read_search_path, read_settings
from drifttools.catalog.signs import read_signs
from drifttools.model.sign import Sign

if TYPE_CHECKING:
    import pandas as pd

Connection = psycopg.Connection[tuple[object, ...]]
Relation = tuple[str, str]

# unnest of several arrays is syntax, not a function: qualified, the server would not know it
_MOVES = """
    with moves as (
        select m.schema, m.relation, m.goal, c.oid, n.oid as namespace
        from unnest(%(schemas)s::pg_catalog.text[], %(relations)s::pg_catalog.text[],
                               %(goals)s::pg_catalog.text[]) m(schema, relation, goal)
        join pg_catalog.pg_namespace n on n.nspname = m.schema
        join pg_catalog.pg_class c on c.relnamespace = n.oid and c.relname = m.relation)
"""

# A name in a body that is text is looked up only when it runs: it does not follow the table (docs/faults.md, H1). The body
# is searched for the bare characters here; whether they stand as a whole word is decided by `_refers`.
_REFERENCES = """
    select n.nspname as schema, p.proname || '(' || pg_catalog.oidvectortypes(p.proargtypes) || ')' as routine,
           l.lanname as language, w.name as mentions, p.prosrc as body
    from pg_catalog.pg_proc p
    join pg_catalog.pg_namespace n on n.oid = p.pronamespace
    join pg_catalog.pg_language l on l.oid = p.prolang
    join pg_catalog.unnest(%(names)s::pg_catalog.text[]) w(name)
      on pg_catalog.strpos(pg_catalog.lower(p.prosrc), pg_catalog.lower(w.name)) > 0
    where l.lanname not in ('internal', 'c') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
      and pg_catalog.to_jsonb(p) -> 'prosqlbody' is not distinct from
          case when pg_catalog.jsonb_exists(pg_catalog.to_jsonb(p), 'prosqlbody') then 'null'::pg_catalog.jsonb end
    order by 1, 2, 4
"""

_LACKING = (
    _MOVES
    + """
    select m.goal as schema, coalesce(r.rolname, 'PUBLIC') as grantee,
           pg_catalog.count(distinct m.oid) as relations,
           pg_catalog.string_agg(distinct m.schema || '.' || m.relation, ', ') as named
    from moves m
    join pg_catalog.pg_class c on c.oid = m.oid
    join pg_catalog.pg_namespace g on g.nspname = m.goal
    cross join lateral pg_catalog.aclexplode(coalesce(c.relacl, pg_catalog.acldefault('r', c.relowner))) x
    left join pg_catalog.pg_roles r on r.oid = x.grantee
    where not case when x.grantee <> 0 then pg_catalog.has_schema_privilege(x.grantee, g.oid, 'USAGE')
                   else exists (
                       select from pg_catalog.aclexplode(coalesce(g.nspacl, pg_catalog.acldefault('n', g.nspowner))) s
                       where s.grantee = 0 and s.privilege_type = 'USAGE') end
    group by 1, 2 order by 1, 2
"""
)

# One branch for each class of object that SET SCHEMA leaves where it is
_STAYS = (
    _MOVES
    + """
    select m.schema, m.relation as "table", s.kind, s.object, s.reason from (
        select m.oid, case t.typtype when 'e' then 'enum' when 'd' then 'domain' else 'type' end as kind,
               t.typname::text as object, 'the type of column ' || a.attname as reason
        from moves m
        join pg_catalog.pg_attribute a on a.attrelid = m.oid and a.attnum > 0 and not a.attisdropped
        join pg_catalog.pg_type u on u.oid = a.atttypid
        join pg_catalog.pg_type t on t.oid = case when u.typelem <> 0 and u.typlen = -1 then u.typelem else u.oid end
        where t.typnamespace = m.namespace and t.typrelid not in (select oid from moves)
        union all
        select m.oid, 'extended statistics', s.stxname::text, 'statistics on its columns'
        from moves m join pg_catalog.pg_statistic_ext s on s.stxrelid = m.oid and s.stxnamespace = m.namespace
        union all
        select m.oid, 'sequence', q.relname::text, 'used by the default of column ' || a.attname
        from moves m
        join pg_catalog.pg_attrdef f on f.adrelid = m.oid
        join pg_catalog.pg_attribute a on a.attrelid = m.oid and a.attnum = f.adnum
        join pg_catalog.pg_depend d on d.classid = 'pg_catalog.pg_attrdef'::pg_catalog.regclass and d.objid = f.oid
                                   and d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
        join pg_catalog.pg_class q on q.oid = d.refobjid and q.relkind = 'S' and q.relnamespace = m.namespace
        where not exists (select from pg_catalog.pg_depend o
                          where o.classid = 'pg_catalog.pg_class'::pg_catalog.regclass and o.objid = q.oid
                            and o.refclassid = o.classid and o.refobjid = m.oid and o.deptype in ('a', 'i'))
        union all
        select m.oid, 'function', p.proname || '(' || pg_catalog.oidvectortypes(p.proargtypes) || ')',
               'called by trigger ' || t.tgname
        from moves m
        join pg_catalog.pg_trigger t on t.tgrelid = m.oid and not t.tgisinternal
        join pg_catalog.pg_proc p on p.oid = t.tgfoid and p.pronamespace = m.namespace
    ) s join moves m on m.oid = s.oid
    order by 1, 2, 3, 4, 5
"""
)

# What takes the place that a table would move to: SET SCHEMA would fail with 42P07
_COLLISIONS = (
    _MOVES
    + """,
    moving as (
        select m.oid, m.schema, m.relation, m.goal, c.relname as name, c.relkind as kind
        from moves m
        join pg_catalog.pg_class c on c.oid = m.oid
          or c.oid in (select i.indexrelid from pg_catalog.pg_index i where i.indrelid = m.oid)
          or c.oid in (select d.objid from pg_catalog.pg_depend d
                       where d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass and d.refclassid = d.classid
                         and d.refobjid = m.oid and d.deptype in ('a', 'i') and d.refobjsubid > 0))
    select v.schema, v.relation as "table", v.goal, v.name as object
    from moving v
    join pg_catalog.pg_namespace g on g.nspname = v.goal
    join pg_catalog.pg_class taken on taken.relnamespace = g.oid and taken.relname = v.name
    order by 1, 2, 4
"""
)


@dataclass(frozen=True)
class Gathered:
    """Facts of one database, as frames.

    Args:
        role: Whose search_path `search_path` is.
        search_path: Columns `position`, `schema`, `exists`, `usable`, `origin`.
        settings: Every setting of search_path here: columns `scope`, `role`, `database`, `value`.
        counts: Columns `schema`, `table`, `rows`, `exact`, `reason`.
        text_references: Functions whose text names a table: columns `schema`, `routine`, `language`, `mentions`.
        lacking_usage: Roles that may use a table but not the schema it is to move to: columns `schema`, `grantee`,
            `relations` (how many), `named` (which).
        stays: What SET SCHEMA leaves behind: columns `schema`, `table`, `kind`, `object`, `reason`.
        collisions: What is in the way: columns `schema`, `table`, `goal`, `object`.
        signs: What no kind covers and tells of a cause.
    """

    role: str
    search_path: pd.DataFrame
    settings: pd.DataFrame
    counts: pd.DataFrame
    text_references: pd.DataFrame
    lacking_usage: pd.DataFrame
    stays: pd.DataFrame
    collisions: pd.DataFrame
    signs: tuple[Sign, ...] = ()


def gather(
    connection: Connection,
    moves: Mapping[Relation, str],
    *,
    counted: Collection[Relation] = (),
    role: str | None = None,
    extensions: Collection[str] = (),
    count_timeout_ms: int = 5_000,
) -> Gathered:
    """Gather all of it, read-only.

    Args:
        connection: From `connect_readonly`, not in a transaction.
        moves: Relations that are in the wrong schema, as (schema, table), and the schema that each belongs to.
        counted: Other relations whose rows are counted.
        extensions: Those that are missing.
        role: Whose search_path counts, the connected role by default: give the application's.
        count_timeout_ms: How long counting may take.

    Raises:
        UsageError: There is no such role.
        CatalogError: A query failed.
    """
    parameters = {
        "schemas": [schema for schema, _ in moves],
        "relations": [table for _, table in moves],
        "goals": list(moves.values()),
    }
    path = read_search_path(connection, role)
    names = sorted({table for _, table in (*moves, *counted)})
    references = read_frame(connection, _REFERENCES, {"names": names})
    gathered = Gathered(
        role=path.role,
        search_path=path.frame(),
        settings=read_settings(connection),
        text_references=_only_words(references),
        lacking_usage=read_frame(connection, _LACKING, parameters),
        stays=read_frame(connection, _STAYS, parameters),
        collisions=read_frame(connection, _COLLISIONS, parameters),
        signs=read_signs(connection, extensions),
        counts=count_rows(connection, [*moves, *counted], timeout_ms=count_timeout_ms),
    )
    connection.rollback()
    return gathered


def _only_words(references: pd.DataFrame) -> pd.DataFrame:
    """Drop what only holds the name within a longer one; the body itself is not kept, it may hold anything."""
    pairs = zip(references["body"].tolist(), references["mentions"].tolist(), strict=True)
    kept = [place for place, (body, mention) in enumerate(pairs) if _refers(body, mention)]
    return references.iloc[kept].drop(columns="body").reset_index(drop=True)


def _refers(body: str, name: str) -> bool:
    return re.search(rf"(?<![\w$]){re.escape(name)}(?![\w$])", body, re.IGNORECASE) is not None
