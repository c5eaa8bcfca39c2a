-- s01 create domain public.one
--     lock none; way back exact; hazards create-object
--     undo: drop domain public.one;
create domain public.one as integer constraint one_check CHECK ((VALUE > 0));

-- s02 create domain public.two
--     lock none; way back exact; hazards create-object
--     undo: drop domain public.two;
create domain public.two as public.one constraint two_check CHECK (((VALUE)::integer < 10));

-- s03 create table public.t
--     lock none; way back exact; hazards create-object
--     undo: drop table public.t;
create table public.t (
    n public.two
);

-- s04 set owner public.one.domain
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter domain public.one owner to current_user;
alter domain public.one owner to postgres;

-- s05 set owner public.t.table
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards set-owner
--     undo: alter table public.t owner to current_user;
alter table public.t owner to postgres;

-- s06 set owner public.two.domain
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter domain public.two owner to current_user;
alter domain public.two owner to postgres;
