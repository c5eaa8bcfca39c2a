-- s01 drop collation public.plain
--     lock none; way back exact; hazards drop-object
--     undo: create collation public.plain (provider = libc, lc_collate = 'C', lc_ctype = 'C');
--     undo: alter collation public.plain owner to postgres;
drop collation public.plain;

-- s02 create collation public.plain
--     lock none; way back exact; hazards create-object, set-owner-unlocked
--     undo: drop collation public.plain;
create collation public.plain (provider = libc, lc_collate = 'POSIX', lc_ctype = 'POSIX');
alter collation public.plain owner to postgres;
