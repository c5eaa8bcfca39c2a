"""The queries that read a SQLite database: table-valued pragmas, and what only the stored statements say.

The functions `drift_...` are of the connection (`catalog/sqlite_functions.py`): they read a stored statement and give JSON,
because SQLite keeps checks, names of constraints, collations and generated expressions nowhere but in its text. Each gives
NULL for a text that it cannot read, which is then told of its table.
"""

from __future__ import annotations

from typing import LiteralString

# Shadow tables belong to their virtual table, which makes and changes them.
_TABLES: LiteralString = """
    stored as materialized (select s.name, s.sql from main.sqlite_schema s where s.type = 'table'),
    listed as materialized (
        select l.name, l.type, l.wr, l.strict, s.sql
        from pragma_table_list l join stored s on s.name = l.name
        where l.schema = 'main' and l.type in ('table', 'virtual') and substr(l.name, 1, 7) <> 'sqlite_'
          and l.name <> 'drifttools_journal' and l.name not glob 'drifttools_quarantine_*'
          and l.name not glob 'drifttools_mended_*'
          and <<focus:l.name>>)
"""

TABLES: LiteralString = f"""
    with {_TABLES}
    select 'main', t.name, t.strict, t.wr, drift_autoincrement(t.sql),
           case when t.type = 'virtual' then drift_arguments(t.sql) end, t.sql
    from listed t
"""

# `hidden`: 2 is a virtual generated column, 3 a stored one. A column that is the rowid itself is never null, whatever is
# written; INTEGER PRIMARY KEY is, in a table that has rowids.
COLUMNS: LiteralString = f"""
    with {_TABLES},
    told as materialized (
        select t.name, t.wr, t.strict, drift_columns(t.sql) as texts from listed t where t.type = 'table'),
    found as (
        select t.name as table_name, x.name, x.cid, drift_type(x.type) as type, x."notnull", x.dflt_value, x.hidden,
               case when t.texts is not null then json_extract(t.texts, '$[' || x.cid || ']') end as text, t.strict,
               x.pk = 1 and not t.wr and max(x.pk) over (partition by t.name) = 1 and upper(x.type) = 'INTEGER'
                   as whole_key
        from told t, pragma_table_xinfo(t.name, 'main') x),
    typed as (
        select *, whole_key and coalesce(json_extract(text, '$.descending'), 0) = 0 as rowid,
               case when strict and type = 'ANY' then 'ANY' when type like '%INT%' then 'INTEGER'
                       when type like '%CHAR%' or type like '%CLOB%' or type like '%TEXT%' then 'TEXT'
                       when type like '%BLOB%' or type = '' then 'BLOB'
                       when type like '%REAL%' or type like '%FLOA%' or type like '%DOUB%' then 'REAL'
                       else 'NUMERIC' end as affinity
        from found)
    select 'main', table_name, name, cid + 1, type, json_extract(text, '$.collation'), "notnull" or rowid,
           case when hidden in (2, 3) then json_extract(text, '$.generated') else drift_default(dflt_value, affinity) end,
           case hidden when 2 then 'virtual' when 3 then 'stored' end, affinity, rowid, json_extract(text, '$.conflict')
    from typed
"""

# A foreign key that names no columns is to the primary key. What one refers to is written as its own definition spells it.
CONSTRAINTS: LiteralString = f"""
    with {_TABLES},
    told as (
        select t.name as table_name, j.value as text
        from listed t, json_each(drift_constraints(t.sql)) j
        where t.type = 'table'),
    parent as materialized (select s.name from stored s)
    select 'main', c.table_name, json_extract(c.text, '$.label'), json_extract(c.text, '$.type'),
           json_extract(c.text, '$.columns'), 'main.' || drift_name(coalesce(p.name, json_extract(c.text, '$.references'))),
           case when json_extract(c.text, '$.references') is not null then
                coalesce(json_extract(c.text, '$.referenced'),
                         (select json_group_array(k.name) from
                          (select x.name from pragma_table_info(p.name, 'main') x where x.pk > 0 order by x.pk) k)) end,
           json_extract(c.text, '$.on_update'), json_extract(c.text, '$.on_delete'), json_extract(c.text, '$.expression'),
           json_extract(c.text, '$.deferrable'), json_extract(c.text, '$.deferred'), json_extract(c.text, '$.name'),
           json_extract(c.text, '$.keys'), json_extract(c.text, '$.conflict')
    from told c
    left join parent p on p.name = json_extract(c.text, '$.references') collate nocase
"""

# Those that SQLite makes for a constraint have no statement of their own, and belong to the constraint.
INDEXES: LiteralString = f"""
    with {_TABLES},
    told as (
        select t.name as table_name, s.name, s.sql, drift_index(s.sql, t.sql) as text
        from main.sqlite_schema s join listed t on t.name = s.tbl_name where s.type = 'index' and s.sql is not null)
    select 'main', table_name, name, json_extract(text, '$.unique'), json_extract(text, '$.keys'),
           json_extract(text, '$.predicate'), sql
    from told where text is not null
"""

# What stands in double quotes is a name or a text: SQLite looks whether anything has that name. `drift_doubtful` gives what
# a text leaves open, NULL for most; lower() knows ASCII alone, as names are compared.
_NAMES: LiteralString = """
    names as materialized (
        select lower(s.name) as name from main.sqlite_schema s where s.type in ('table', 'view')
        union
        select lower(x.name) from pragma_table_list t join pragma_table_xinfo(t.name, 'main') x
        where t.schema = 'main' and t.type = 'table')
"""
_KNOWN: LiteralString = """
    (select json_group_array(j.value) from json_each(drift_doubtful(l.sql)) j where j.value in (select name from names))
"""

VIEWS: LiteralString = f"""
    with {_NAMES}
    select 'main', l.name, drift_definition(l.sql, {_KNOWN}), l.sql
    from main.sqlite_schema l where l.type = 'view' and <<focus:l.name>>
"""

# A trigger keeps the name of its table as its own definition spells it.
TRIGGERS: LiteralString = f"""
    with {_NAMES},
    owner as materialized (
        select o.name, lower(o.name) as folded from main.sqlite_schema o where o.type in ('table', 'view'))
    select 'main', coalesce(o.name, l.tbl_name), l.name, drift_definition(l.sql, {_KNOWN}), l.sql
    from main.sqlite_schema l left join owner o on o.folded = lower(l.tbl_name)
    where l.type = 'trigger' and <<focus:l.tbl_name>>
"""

UNREAD: LiteralString = f"""
    with {_TABLES}
    select t.name, drift_problem(
               t.sql, (select json_group_array(x.name) from pragma_table_xinfo(t.name, 'main') x),
               (select count(distinct f.id) from pragma_foreign_key_list(t.name, 'main') f)) as problem
    from listed t where t.type = 'table'
"""
"""Why the definition of a table could not be read, where its text and the pragmas do not tell the same."""
