-- s01 create table public.t
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards create-object, row-security
--     undo: drop table public.t;
create table public.t (
    id integer
);
alter table public.t enable row level security;

-- s02 create policy public.t.p
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards policy
--     undo: drop policy p on public.t;
create policy p on public.t as permissive for all to public using ((id > 0));

-- s03 set owner public.t.table
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards set-owner
--     undo: alter table public.t owner to current_user;
alter table public.t owner to postgres;
