-- s01 drop comment public.Or"der.b.not null
--     lock none; way back exact; hazards comment-unlocked
--     undo: comment on constraint b_is_there on public."Or""der" is 'before';
comment on constraint b_is_there on public."Or""der" is null;

-- s02 drop comment public.Or"der.c.not null
--     lock none; way back exact; hazards comment-unlocked
--     undo: comment on constraint "Or""der_c_not_null" on public."Or""der" is 'goes with it';
comment on constraint "Or""der_c_not_null" on public."Or""der" is null;

-- s03 alter column public.Or"der.a
--     lock ACCESS EXCLUSIVE on public."Or""der"; scans; way back exact; hazards set-not-null
--     undo: alter table public."Or""der" alter column a drop not null;
alter table public."Or""der" alter column a set not null;

-- s04 alter column public.Or"der.b
--     lock ACCESS EXCLUSIVE on public."Or""der"; way back exact; hazards rename
--     undo: alter table public."Or""der" rename constraint "B ""needed" to b_is_there;
alter table public."Or""der" rename constraint b_is_there to "B ""needed";

-- s05 alter column public.Or"der.c
--     lock ACCESS EXCLUSIVE on public."Or""der"; way back exact; hazards drop-not-null
--     undo: alter table public."Or""der" alter column c set not null;
alter table public."Or""der" alter column c drop not null;

-- s06 create column public.Or"der.d
--     lock ACCESS EXCLUSIVE on public."Or""der"; way back exact; hazards add-column
--     undo: alter table public."Or""der" drop column d;
alter table public."Or""der" add column d integer default 0 not null;

-- s07 create comment public.Or"der.My "col.not null
--     lock none; way back exact; hazards comment-unlocked
--     undo: comment on constraint "Or""der_My ""col_not_null" on public."Or""der" is null;
comment on constraint "Or""der_My ""col_not_null" on public."Or""der" is 'it''s there';

-- s08 create comment public.Or"der.a.not null
--     lock none; way back exact; hazards comment-unlocked
--     undo: comment on constraint "Or""der_a_not_null" on public."Or""der" is null;
comment on constraint "Or""der_a_not_null" on public."Or""der" is 'new with its constraint';

-- s09 create comment public.Or"der.b.not null
--     lock none; way back exact; hazards comment-unlocked
--     undo: comment on constraint "B ""needed" on public."Or""der" is null;
comment on constraint "B ""needed" on public."Or""der" is 'renamed with it';

-- s10 create comment public.Or"der.d.not null
--     lock none; way back exact; hazards comment-unlocked
--     undo: comment on constraint "Or""der_d_not_null" on public."Or""der" is null;
comment on constraint "Or""der_d_not_null" on public."Or""der" is 'new with its column';

-- s11 create comment public.Or"der.id.not null
--     lock none; way back exact; hazards comment-unlocked
--     undo: comment on constraint "Or""der_id_not_null" on public."Or""der" is null;
comment on constraint "Or""der_id_not_null" on public."Or""der" is 'of a key';
