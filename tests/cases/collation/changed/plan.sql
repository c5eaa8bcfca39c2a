-- s01 drop collation public.plain
--     lock none; way back exact; hazards drop-object
--     undo: create collation public.plain (provider = libc, lc_collate = 'C', lc_ctype = 'C');
drop collation public.plain;

-- s02 create collation public.plain
--     lock none; way back exact; hazards create-object
--     undo: drop collation public.plain;
create collation public.plain (provider = libc, lc_collate = 'POSIX', lc_ctype = 'POSIX');
