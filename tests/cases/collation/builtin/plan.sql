-- s01 drop collation public.plain
--     lock none; way back exact; hazards drop-object
--     undo: create collation public.plain (provider = libc, lc_collate = 'C', lc_ctype = 'C');
drop collation public.plain;

-- s02 create collation public.added
--     lock none; way back exact; hazards create-object
--     undo: drop collation public.added;
create collation public.added (provider = builtin, locale = 'C');

-- s03 create collation public.plain
--     lock none; way back exact; hazards create-object
--     undo: drop collation public.plain;
create collation public.plain (provider = builtin, locale = 'C.UTF-8');
