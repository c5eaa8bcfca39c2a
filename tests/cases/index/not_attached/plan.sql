-- s01 drop index public.p.p_id
--     lock ACCESS EXCLUSIVE on public.p, public.p_id; way back exact; hazards drop-index
--     undo: create index p_id on only public.p using btree (id);
drop index public.p_id;

-- s02 create index public.p.p_id
--     lock SHARE on public.p, public.p_1_id; scans; way back exact; hazards create-index, index-option
--     undo: drop index public.p_id;
create index p_id on public.p using btree (id);
do 'declare one record; begin for one in select i.indexrelid::pg_catalog.regclass as found, w.called from (values (''public.p_1'', ''p_1_id'')) w(partition, called) join pg_catalog.pg_index i on i.indrelid = pg_catalog.to_regclass(w.partition) join pg_catalog.pg_class c on c.oid = i.indexrelid and c.relname <> w.called where i.indexrelid in (select t.relid from pg_catalog.pg_partition_tree(''public.p_id'') t) loop execute pg_catalog.format(''alter index %s rename to %I'', one.found, one.called); end loop; end';

-- s03 alter index public.p_1.p_1_id
--     lock ACCESS EXCLUSIVE on public.p_1_id, public.p_id; way back none; hazards attach-index
alter index public.p_id attach partition public.p_1_id;
