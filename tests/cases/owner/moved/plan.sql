-- s01 move enum one.mood to schema two
--     lock none; way back exact; hazards set-schema-unlocked
--     undo: alter type two.mood set schema one;
alter type one.mood set schema two;

-- s02 move routine one.f(integer) to schema two
--     lock none; way back exact; hazards set-schema-unlocked
--     undo: alter routine two.f(integer) set schema one;
alter routine one.f(integer) set schema two;

-- s03 move table one.t to schema two
--     lock ACCESS EXCLUSIVE on one.t; way back exact; hazards set-schema
--     carries sequence t_id_seq
--     undo: alter table two.t set schema one;
alter table one.t set schema two;

-- s04 rename table public.former to renamed
--     lock ACCESS EXCLUSIVE on public.former; way back exact; hazards rename
--     undo: alter table public.renamed rename to former;
alter table public.former rename to renamed;

-- s05 alter owner two.t.table
--     lock ACCESS EXCLUSIVE on two.t; way back exact; hazards set-owner
--     undo: alter table two.t owner to postgres;
alter table two.t owner to app_writer;
