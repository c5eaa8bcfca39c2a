-- s01 move enum one.mood to schema two
--     lock none; way back exact; hazards set-schema-unlocked
--     carries comment enum
--     undo: alter type two.mood set schema one;
alter type one.mood set schema two;

-- s02 move routine one.f(integer) to schema two
--     lock none; way back exact; hazards set-schema-unlocked
--     carries comment routine
--     undo: alter routine two.f(integer) set schema one;
alter routine one.f(integer) set schema two;

-- s03 move table one.t to schema two
--     lock ACCESS EXCLUSIVE on one.t; way back exact; hazards set-schema
--     carries sequence t_id_seq, constraint pk, comment table, comment column, comment constraint, comment index, comment sequence
--     undo: alter table two.t set schema one;
alter table one.t set schema two;

-- s04 rename table public.former to renamed
--     lock ACCESS EXCLUSIVE on public.former; way back exact; hazards rename
--     carries comment table, comment index, comment column
--     undo: alter table public.renamed rename to former;
alter table public.former rename to renamed;

-- s05 rename column public.parts.old_name to new_name
--     lock ACCESS EXCLUSIVE on public.parts; way back exact; hazards rename
--     carries comment column
--     undo: alter table public.parts rename column new_name to old_name;
alter table public.parts rename column old_name to new_name;

-- s06 rename index public.renamed.i_old to i_new
--     lock SHARE UPDATE EXCLUSIVE on public.i_old; way back exact; hazards index-option
--     undo: alter index public.i_new rename to i_old;
alter index public.i_old rename to i_new;

-- s07 alter comment two.t.n.column
--     lock SHARE UPDATE EXCLUSIVE on two.t; way back exact; hazards comment
--     undo: comment on column two.t.n is 'a text';
comment on column two.t.n is 'a new text';
