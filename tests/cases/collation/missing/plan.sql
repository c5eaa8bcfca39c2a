-- s01 create collation public.plain
--     lock none; way back exact; hazards create-object
--     undo: drop collation public.plain;
create collation public.plain (provider = libc, lc_collate = 'C', lc_ctype = 'POSIX');

-- s02 create domain public.word
--     lock none; way back exact; hazards create-object
--     undo: drop domain public.word;
create domain public.word as text collate public.plain;

-- s03 create composite public.pair
--     lock none; way back exact; hazards create-object
--     undo: drop type public.pair;
create type public.pair as (a text collate public.plain);

-- s04 create table public.t
--     lock none; way back exact; hazards create-object
--     undo: drop table public.t;
create table public.t (
    name text collate public.plain,
    w public.word
);

-- s05 create index public.t.t_w_idx
--     lock SHARE on public.t; scans; way back exact; hazards create-index
--     undo: drop index public.t_w_idx;
create index t_w_idx on public.t using btree (w);

-- s06 set owner public.pair.composite
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter type public.pair owner to current_user;
alter type public.pair owner to postgres;

-- s07 set owner public.plain.collation
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter collation public.plain owner to current_user;
alter collation public.plain owner to postgres;

-- s08 set owner public.t.table
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards set-owner
--     undo: alter table public.t owner to current_user;
alter table public.t owner to postgres;

-- s09 set owner public.word.domain
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter domain public.word owner to current_user;
alter domain public.word owner to postgres;
