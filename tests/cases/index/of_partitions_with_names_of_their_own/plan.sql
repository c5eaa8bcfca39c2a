-- s01 drop index public.t.changed
--     lock ACCESS EXCLUSIVE on public.t, public.changed; way back exact; hazards drop-index
--     undo: create index changed on public.t using btree (b, a);
--     undo: comment on index public.t_1_b_a_idx is 'stays';
drop index public.changed;

-- s02 drop index public.t.named
--     lock ACCESS EXCLUSIVE on public.t, public.named; way back exact; hazards drop-index
--     undo: create index named on public.t using btree (a, b);
drop index public.named;

-- s03 drop index public.t.old
--     lock ACCESS EXCLUSIVE on public.t, public.old; way back exact; hazards drop-index
--     undo: create index old on public.t using btree (b);
--     undo: comment on index public.t_2_b_idx is 'goes';
drop index public.old;

-- s04 create index public.t.aa
--     lock SHARE on public.t, public.t_1_upper_idx, public.t_2_upper_idx, public.t_1_x_upper_idx; scans; way back exact; hazards create-index, index-option
--     undo: drop index public.aa;
create index aa on public.t using btree (upper(b));
do 'declare one record; begin for one in select i.indexrelid::pg_catalog.regclass as found, w.called from (values (''public.t_1'', ''t_1_upper_idx''), (''public.t_2'', ''t_2_upper_idx''), (''public.t_1_x'', ''t_1_x_upper_idx'')) w(partition, called) join pg_catalog.pg_index i on i.indrelid = pg_catalog.to_regclass(w.partition) join pg_catalog.pg_class c on c.oid = i.indexrelid and c.relname <> w.called where i.indexrelid in (select t.relid from pg_catalog.pg_partition_tree(''public.aa'') t) loop execute pg_catalog.format(''alter index %s rename to %I'', one.found, one.called); end loop; end';

-- s05 create index public.t.changed
--     lock SHARE on public.t, public.t_1_b_a_idx; scans; way back exact; hazards create-index, comment
--     undo: drop index public.changed;
create unique index changed on public.t using btree (b, a);
comment on index public.t_1_b_a_idx is 'stays';

-- s06 create index public.t.named
--     lock SHARE on public.t, public."Of 1", public.t_2_a_b_idx, public.of_x; scans; way back exact; hazards create-index, index-option
--     undo: drop index public.named;
create unique index named on public.t using btree (a, b);
do 'declare one record; begin for one in select i.indexrelid::pg_catalog.regclass as found, w.called from (values (''public.t_1'', ''Of 1''), (''public.t_2'', ''t_2_a_b_idx''), (''public.t_1_x'', ''of_x'')) w(partition, called) join pg_catalog.pg_index i on i.indrelid = pg_catalog.to_regclass(w.partition) join pg_catalog.pg_class c on c.oid = i.indexrelid and c.relname <> w.called where i.indexrelid in (select t.relid from pg_catalog.pg_partition_tree(''public.named'') t) loop execute pg_catalog.format(''alter index %s rename to %I'', one.found, one.called); end loop; end';

-- s07 create index public.t.plain
--     lock SHARE on public.t, public.t_1_a_idx, public.mine, public.t_1_x_a_idx; scans; way back exact; hazards create-index, index-option
--     undo: drop index public.plain;
create index plain on public.t using btree (a);
do 'declare one record; begin for one in select i.indexrelid::pg_catalog.regclass as found, w.called from (values (''public.t_1'', ''t_1_a_idx''), (''public.t_2'', ''mine''), (''public.t_1_x'', ''t_1_x_a_idx'')) w(partition, called) join pg_catalog.pg_index i on i.indrelid = pg_catalog.to_regclass(w.partition) join pg_catalog.pg_class c on c.oid = i.indexrelid and c.relname <> w.called where i.indexrelid in (select t.relid from pg_catalog.pg_partition_tree(''public.plain'') t) loop execute pg_catalog.format(''alter index %s rename to %I'', one.found, one.called); end loop; end';

-- s08 create index public.t.zz
--     lock SHARE on public.t, public.t_1_lower_idx, public.t_2_lower_idx, public.t_1_x_lower_idx; scans; way back exact; hazards create-index, index-option
--     undo: drop index public.zz;
create index zz on public.t using btree (lower(b));
do 'declare one record; begin for one in select i.indexrelid::pg_catalog.regclass as found, w.called from (values (''public.t_1'', ''t_1_lower_idx''), (''public.t_2'', ''t_2_lower_idx''), (''public.t_1_x'', ''t_1_x_lower_idx'')) w(partition, called) join pg_catalog.pg_index i on i.indrelid = pg_catalog.to_regclass(w.partition) join pg_catalog.pg_class c on c.oid = i.indexrelid and c.relname <> w.called where i.indexrelid in (select t.relid from pg_catalog.pg_partition_tree(''public.zz'') t) loop execute pg_catalog.format(''alter index %s rename to %I'', one.found, one.called); end loop; end';

-- s09 create comment public.t_1_x.of_x.index
--     lock SHARE UPDATE EXCLUSIVE on public.of_x; way back exact; hazards comment
--     undo: comment on index public.of_x is null;
comment on index public.of_x is 'renamed';
