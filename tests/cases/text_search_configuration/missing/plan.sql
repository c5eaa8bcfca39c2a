-- s01 create text search configuration public.deutsch
--     lock none; way back exact; hazards create-object, alter-object
--     undo: drop text search configuration public.deutsch;
create text search configuration public.deutsch (parser = pg_catalog."default");
alter text search configuration public.deutsch add mapping for asciiword with pg_catalog.german_stem, pg_catalog.simple;
alter text search configuration public.deutsch add mapping for hword with pg_catalog.german_stem, pg_catalog.simple;
alter text search configuration public.deutsch add mapping for word with pg_catalog.german_stem, pg_catalog.simple;

-- s02 create table public.t
--     lock none; way back exact; hazards create-object
--     undo: drop table public.t;
create table public.t (
    body text
);

-- s03 create index public.t.t_to_tsvector_idx
--     lock SHARE on public.t; scans; way back exact; hazards create-index
--     undo: drop index public.t_to_tsvector_idx;
create index t_to_tsvector_idx on public.t using gin (to_tsvector('public.deutsch'::regconfig, body));

-- s04 set owner public.deutsch.text search configuration
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter text search configuration public.deutsch owner to current_user;
alter text search configuration public.deutsch owner to postgres;

-- s05 set owner public.t.table
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards set-owner
--     undo: alter table public.t owner to current_user;
alter table public.t owner to postgres;
