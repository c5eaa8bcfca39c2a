-- s01 drop view public.t
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards drop-view
--     undo: create view public.t as\n SELECT 1 AS one;
--     undo: alter view public.t owner to postgres;
drop view public.t;

-- s02 move table old.t to schema public
--     lock ACCESS EXCLUSIVE on old.t; way back exact; hazards set-schema
--     carries constraint tk
--     undo: alter table public.t set schema old;
alter table old.t set schema public;
