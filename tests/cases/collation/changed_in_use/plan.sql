-- s01 replace collation public.plain in use by a new one
--     lock ACCESS EXCLUSIVE on public.t; rewrites; scans; way back needs backup; hazards rename-unlocked, create-object, set-owner-unlocked, alter-type-rewrite, drop-object
--     undo: alter collation public.plain rename to "plain (drifttools)";
--     undo: create collation public.plain (provider = libc, lc_collate = 'C', lc_ctype = 'C');
--     undo: alter collation public.plain owner to postgres;
--     undo: alter table public.t alter column name type text collate public.plain;
--     undo: drop collation public."plain (drifttools)";
alter collation public.plain rename to "plain (drifttools)";
create collation public.plain (provider = libc, lc_collate = 'POSIX', lc_ctype = 'POSIX');
alter collation public.plain owner to postgres;
alter table public.t alter column name type text collate public.plain;
drop collation public."plain (drifttools)";
