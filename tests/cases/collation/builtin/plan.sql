-- s01 drop collation public.plain
--     lock none; way back exact; hazards drop-object
--     undo: create collation public.plain (provider = libc, lc_collate = 'C', lc_ctype = 'C');
--     undo: alter collation public.plain owner to postgres;
drop collation public.plain;

-- s02 create collation public.added
--     lock none; way back exact; hazards create-object
--     undo: drop collation public.added;
create collation public.added (provider = builtin, locale = 'C');

-- s03 create collation public.plain
--     lock none; way back exact; hazards create-object, set-owner-unlocked
--     undo: drop collation public.plain;
create collation public.plain (provider = builtin, locale = 'C.UTF-8');
alter collation public.plain owner to postgres;

-- s04 set owner public.added.collation
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter collation public.added owner to current_user;
alter collation public.added owner to postgres;
