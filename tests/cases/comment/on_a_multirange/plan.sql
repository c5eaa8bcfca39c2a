-- s01 move range public.held to schema app
--     lock none; way back exact; hazards set-schema-unlocked
--     carries comment multirange
--     undo: alter type app.held set schema public;
--     undo: alter type app.held_multirange set schema public;
alter type public.held set schema app;
alter type public.held_multirange set schema app;

-- s02 create range public.stretch
--     lock none; way back exact; hazards create-object
--     undo: drop type public.stretch;
create type public.stretch as range (subtype = double precision, multirange_type_name = public.stretch_multirange);

-- s03 alter comment public.span.Sp"ans.multirange
--     lock none; way back exact; hazards comment-unlocked
--     undo: comment on type public."Sp""ans" is 'of them';
comment on type public."Sp""ans" is 'many of them';

-- s04 create comment public.stretch.stretch_multirange.multirange
--     lock none; way back exact; hazards comment-unlocked
--     undo: comment on type public.stretch_multirange is null;
comment on type public.stretch_multirange is 'made with it';

-- s05 set owner public.stretch.range
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter type public.stretch owner to current_user;
alter type public.stretch owner to postgres;
