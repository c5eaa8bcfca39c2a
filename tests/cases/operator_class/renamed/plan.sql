-- s01 rename operator class public.by_tens using btree to tens using btree
--     lock none; way back exact; hazards rename-unlocked
--     undo: alter operator class public.tens using btree rename to by_tens;
alter operator class public.by_tens using btree rename to tens;
