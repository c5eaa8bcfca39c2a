-- s01 complete base type public.number now that its parts are there
--     lock none; way back none; hazards create-object
create type public.number (input = public.number_in, output = public.number_out, internallength = 4, passedbyvalue, alignment = int4, storage = plain, category = 'U', delimiter = ',');

-- s02 create table public.t
--     lock none; way back exact; hazards create-object
--     undo: drop table public.t;
create table public.t (
    n public.number
);

-- s03 set owner public.t.table
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards set-owner
--     undo: alter table public.t owner to current_user;
alter table public.t owner to postgres;
