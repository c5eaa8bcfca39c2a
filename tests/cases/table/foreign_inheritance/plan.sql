-- s01 create table public.f
--     lock none; way back exact; hazards create-object
--     undo: drop foreign table public.f;
create foreign table public.f (
    extra integer
) inherits (public.p) server away;

-- s02 set owner public.f.table
--     lock ACCESS EXCLUSIVE on public.f; way back exact; hazards set-owner
--     undo: alter table public.f owner to current_user;
alter table public.f owner to postgres;
