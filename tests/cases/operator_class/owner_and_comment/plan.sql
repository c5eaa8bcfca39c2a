-- s01 create comment public.tens using btree.operator class
--     lock none; way back exact; hazards comment-unlocked
--     undo: comment on operator class public.tens using btree is null;
comment on operator class public.tens using btree is 'by tens';

-- s02 alter comment public.tens using btree.operator family
--     lock none; way back exact; hazards comment-unlocked
--     undo: comment on operator family public.tens using btree is 'every';
comment on operator family public.tens using btree is 'all';

-- s03 alter owner public.tens using btree.operator class
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter operator class public.tens using btree owner to postgres;
alter operator class public.tens using btree owner to app_writer;

-- s04 alter owner public.tens using btree.operator family
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter operator family public.tens using btree owner to postgres;
alter operator family public.tens using btree owner to app_reader;
