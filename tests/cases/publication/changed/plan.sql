-- s01 drop publication all_of_it
--     lock none; way back exact; hazards drop-object
--     undo: create publication all_of_it for all tables with (publish = 'insert, update, delete, truncate');
--     undo: alter publication all_of_it owner to postgres;
drop publication all_of_it;

-- s02 create publication all_of_it
--     lock SHARE UPDATE EXCLUSIVE on public.a; way back exact; hazards publish, set-owner-unlocked
--     undo: drop publication all_of_it;
create publication all_of_it for table public.a with (publish = 'insert, update, delete, truncate');
alter publication all_of_it owner to postgres;

-- s03 alter publication told
--     lock SHARE UPDATE EXCLUSIVE on public.a, public.b; way back exact; hazards publish
--     undo: alter publication told drop table public.b;
--     undo: alter publication told add table public.a;
--     undo: alter publication told set (publish = 'insert', publish_via_partition_root = false);
alter publication told drop table public.a;
alter publication told add table public.b;
alter publication told set (publish = 'insert, delete', publish_via_partition_root = true);
