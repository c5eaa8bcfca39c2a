"""What a database is asked of a recognised error: the catalogs alone, for the role that counts."""

from __future__ import annotations

from typing import LiteralString

ROLE = "select r.rolsuper, r.rolbypassrls from pg_catalog.pg_roles r where r.oid = %(role)s"
NAMES = """
    select 'schema', n.nspname::text from pg_catalog.pg_namespace n
    where n.nspname !~ '^pg_(toast|temp)' and n.nspname not in ('pg_catalog', 'information_schema')
    union all select 'database', d.datname::text from pg_catalog.pg_database d where not d.datistemplate
    union all select 'role', r.rolname::text from pg_catalog.pg_roles r where r.rolname !~ '^pg_'
    union all select 'served', pg_catalog.substr(c.setting, pg_catalog.strpos(c.setting, '=') + 1)
              from pg_catalog.pg_db_role_setting s cross join lateral pg_catalog.unnest(s.setconfig) c(setting)
              where c.setting ~ '^pgrst[.]db_schemas?=' and (s.setdatabase = 0 or s.setdatabase = (
                  select d.oid from pg_catalog.pg_database d where d.datname = pg_catalog.current_database()))
    order by 1, 2
"""
SESSIONS = """
    select pg_catalog.count(*) from pg_catalog.pg_stat_activity a
    where a.usesysid = %(role)s and a.pid <> pg_catalog.pg_backend_pid()
      and a.datname = pg_catalog.current_database()
"""
WANTED = """
    with wanted as (
        select c.oid, n.nspname, c.relname, c.relkind, c.relowner, c.relrowsecurity, c.relforcerowsecurity, w.place
        from unnest(%(schemas)s::pg_catalog.text[], %(names)s::pg_catalog.text[]) with ordinality w(schema, relation, place)
        join pg_catalog.pg_namespace n on n.nspname = w.schema
        join pg_catalog.pg_class c on c.relnamespace = n.oid and c.relname = w.relation)
"""
TABLES: LiteralString = (
    WANTED
    + """
    select w.nspname::text, w.relname::text,
           case w.relkind when 'r' then 'table' when 'p' then 'partitioned table' when 'v' then 'view'
                          when 'm' then 'materialized view' when 'f' then 'foreign table' else 'relation' end,
           pg_catalog.pg_get_userbyid(w.relowner)::text,
           pg_catalog.pg_has_role(%(role)s::pg_catalog.oid, w.relowner, 'USAGE'), w.relrowsecurity, w.relforcerowsecurity,
           (select pg_catalog.jsonb_object_agg(a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod))
            from pg_catalog.pg_attribute a where a.attrelid = w.oid and a.attnum > 0 and not a.attisdropped),
           (select pg_catalog.jsonb_object_agg(r.rolname, (
                select pg_catalog.jsonb_agg(p.privilege order by p.place)
                from pg_catalog.unnest(array['SELECT', 'INSERT', 'UPDATE', 'DELETE'])
                     with ordinality p(privilege, place)
                where pg_catalog.has_table_privilege(r.oid, w.oid, p.privilege)
                   or (p.privilege <> 'DELETE' and pg_catalog.has_any_column_privilege(r.oid, w.oid, p.privilege))))
            from pg_catalog.pg_roles r where r.oid = %(role)s or r.rolname = any(%(api)s::pg_catalog.text[])),
           (select pg_catalog.jsonb_agg((
                select pg_catalog.jsonb_agg(a.attname order by k.place)
                from pg_catalog.unnest(i.indkey::pg_catalog.int2[]) with ordinality k(attnum, place)
                join pg_catalog.pg_attribute a on a.attrelid = w.oid and a.attnum = k.attnum
                where k.place <= i.indnkeyatts) order by i.indexrelid)
            from pg_catalog.pg_index i
            where i.indrelid = w.oid and i.indisunique and i.indisvalid and i.indpred is null and i.indexprs is null)
    from wanted w where w.relkind in ('r', 'p', 'v', 'm', 'f') order by w.place
"""
)
POLICIES: LiteralString = (
    WANTED
    + """
    select w.nspname::text, w.relname::text, p.polname::text,
           case p.polcmd when 'r' then 'SELECT' when 'a' then 'INSERT' when 'w' then 'UPDATE' when 'd' then 'DELETE'
                         else 'ALL' end, p.polpermissive,
           coalesce((select pg_catalog.array_agg(r.rolname::text order by r.rolname) from pg_catalog.pg_roles r
                     where r.oid = any(p.polroles)), array['PUBLIC'::text]),
           0 = any(p.polroles) or exists (
               select from pg_catalog.unnest(p.polroles) o(oid)
               where o.oid <> 0 and pg_catalog.pg_has_role(%(role)s::pg_catalog.oid, o.oid, 'USAGE'))
    from wanted w join pg_catalog.pg_policy p on p.polrelid = w.oid order by w.place, p.polname
"""
)
USE: LiteralString = (
    WANTED
    + """
    select w.nspname::text, w.relname::text, coalesce(s.seq_scan, 0) + coalesce(s.idx_scan, 0), coalesce(s.n_tup_ins, 0)
    from wanted w join pg_catalog.pg_stat_all_tables s on s.relid = w.oid
"""
)
ROUTINES = """
    select n.nspname::text, p.proname::text, pg_catalog.oidvectortypes(p.proargtypes),
           coalesce(p.proargnames[1:p.pronargs], '{}')::pg_catalog.text[],
           n.oid::pg_catalog.int8 = any(%(path)s::pg_catalog.int8[]),
           pg_catalog.has_function_privilege(%(role)s::pg_catalog.oid, p.oid, 'EXECUTE')
    from pg_catalog.pg_proc p join pg_catalog.pg_namespace n on n.oid = p.pronamespace
    where p.proname = any(%(names)s::pg_catalog.text[]) order by 1, 2, 3 limit 20
"""
ENUMS = """
    select n.nspname::text, t.typname::text,
           (select pg_catalog.array_agg(e.enumlabel::text order by e.enumsortorder)
            from pg_catalog.pg_enum e where e.enumtypid = t.oid),
           n.oid::pg_catalog.int8 = any(%(path)s::pg_catalog.int8[])
    from pg_catalog.pg_type t join pg_catalog.pg_namespace n on n.oid = t.typnamespace
    where t.typtype = 'e' and t.typname = any(%(names)s::pg_catalog.text[]) order by 1, 2 limit 20
"""
CONSTRAINTS = """
    select n.nspname::text, c.relname::text, o.conname::text,
           case o.contype when 'f' then 'foreign key' when 'p' then 'primary key' when 'u' then 'unique'
                          when 'c' then 'check' when 'x' then 'exclusion' else 'constraint' end,
           pg_catalog.pg_get_constraintdef(o.oid), o.convalidated,
           coalesce((select pg_catalog.array_agg(a.attname::text order by k.place)
                     from pg_catalog.unnest(o.conkey) with ordinality k(attnum, place)
                     join pg_catalog.pg_attribute a on a.attrelid = o.conrelid and a.attnum = k.attnum), '{}'),
           fn.nspname::text, f.relname::text,
           (select pg_catalog.array_agg(tn.nspname::text order by tn.nspname)
            from pg_catalog.pg_class t join pg_catalog.pg_namespace tn on tn.oid = t.relnamespace
            where t.relname = f.relname and t.oid <> f.oid and t.relkind in ('r', 'p')
              and not pg_catalog.starts_with(tn.nspname, 'pg_'))
    from pg_catalog.pg_constraint o
    join pg_catalog.pg_class c on c.oid = o.conrelid join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    left join pg_catalog.pg_class f on f.oid = o.confrelid left join pg_catalog.pg_namespace fn on fn.oid = f.relnamespace
    where o.conname = any(%(names)s::pg_catalog.text[])
       or (o.contype = 'f' and c.relname = any(%(tables)s::pg_catalog.text[])) order by 1, 2, 3 limit 12
"""
SEQUENCES = """
    select sn.nspname::text, s.relname::text, n.nspname::text, c.relname::text, a.attname::text, q.seqincrement,
           pg_catalog.pg_sequence_last_value(s.oid)
    from pg_catalog.pg_class c
    join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attname = any(%(columns)s::pg_catalog.text[])
    join pg_catalog.pg_depend d on d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass and d.refobjid = c.oid
     and d.refobjsubid = a.attnum and d.classid = d.refclassid and d.deptype in ('a', 'i')
    join pg_catalog.pg_class s on s.oid = d.objid and s.relkind = 'S'
    join pg_catalog.pg_namespace sn on sn.oid = s.relnamespace
    join pg_catalog.pg_sequence q on q.seqrelid = s.oid
    where n.nspname = %(schema)s and c.relname = %(table)s
      and pg_catalog.has_sequence_privilege(s.oid, 'USAGE, SELECT') and q.seqincrement > 0
"""
EXTENSION = """
    select n.nspname::text, e.extversion::text
    from pg_catalog.pg_extension e join pg_catalog.pg_namespace n on n.oid = e.extnamespace where e.extname = %(name)s
"""
AVAILABLE = "select true from pg_catalog.pg_available_extensions a where a.name = %(name)s"
BEGINS = """
    select n.nspname::text, c.relname::text from pg_catalog.pg_class c
    join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    where pg_catalog.starts_with(c.relname::text, %(start)s) and c.relkind in ('r', 'p', 'v', 'm', 'f')
      and n.nspname !~ '^pg_' and n.nspname <> 'information_schema' order by 1, 2 limit 8
"""
