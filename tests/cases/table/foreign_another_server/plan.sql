-- s01 drop table public.r
--     lock ACCESS EXCLUSIVE on public.r; way back exact; hazards drop-foreign-table
--     undo: create foreign table public.r (\n    id integer\n) server away options (a '1');
--     undo: alter table public.r owner to postgres;
--     undo: grant SELECT on public.r to app_reader;
drop foreign table public.r;

-- s02 create table public.r
--     lock ACCESS EXCLUSIVE on public.r; way back exact; hazards create-object, set-owner, grant
--     undo: drop foreign table public.r;
create foreign table public.r (
    id integer
) server near options (a '1');
alter table public.r owner to postgres;
grant SELECT on public.r to app_reader;
