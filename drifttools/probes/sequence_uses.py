"""Which columns get their values from which sequences."""

from __future__ import annotations

from drifttools.catalog.connect import Connection
from drifttools.probes.base import SequenceUse

# Serial columns own their sequence ('a'), identity columns have it within ('i'), any other default names one.
_USES = """
    with used as (
        select d.refobjid as relation, d.refobjsubid as number, d.objid as sequence
        from pg_catalog.pg_depend d
        where d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass and d.objsubid = 0 and d.deptype in ('a', 'i')
          and d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass and d.refobjsubid > 0
        union
        select f.adrelid, f.adnum, d.refobjid
        from pg_catalog.pg_depend d
        join pg_catalog.pg_attrdef f on f.oid = d.objid
        where d.classid = 'pg_catalog.pg_attrdef'::pg_catalog.regclass
          and d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass)
    select tn.nspname, t.relname, a.attname, sn.nspname, c.relname, s.seqincrement
    from used u
    join pg_catalog.pg_sequence s on s.seqrelid = u.sequence
    join pg_catalog.pg_class c on c.oid = s.seqrelid
    join pg_catalog.pg_namespace sn on sn.oid = c.relnamespace
    join pg_catalog.pg_class t on t.oid = u.relation
    join pg_catalog.pg_namespace tn on tn.oid = t.relnamespace
    join pg_catalog.pg_attribute a on a.attrelid = t.oid and a.attnum = u.number
    join pg_catalog.pg_type y on y.oid = a.atttypid
    where t.relkind in ('r', 'p') and not t.relispartition and not s.seqcycle and y.typcategory = 'N'
      and tn.nspname !~ '^pg_' and tn.nspname not in ('information_schema', 'drifttools')
      and not exists (select from pg_catalog.pg_depend e where e.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
                      and e.objid = t.oid and e.deptype = 'e')
    order by 1, 2, a.attnum
"""


def sequence_uses(connection: Connection) -> tuple[SequenceUse, ...]:
    """The columns that sequences fill; of partitions their table has them.

    Args:
        connection: From `connect_readonly`, not in a transaction.
    """
    connection.pin()
    rows = connection.execute(_USES).fetchall()
    connection.rollback()
    return tuple(
        SequenceUse((schema, table), column, (own, sequence), increment)
        for schema, table, column, own, sequence, increment in rows
    )
