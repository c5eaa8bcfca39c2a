-- s01 move text search parser public.p to schema app
--     lock none; way back exact; hazards set-schema-unlocked
--     undo: alter text search parser app.p set schema public;
alter text search parser public.p set schema app;

-- s02 rename text search parser public.r to q
--     lock none; way back exact; hazards rename-unlocked
--     undo: alter text search parser public.q rename to r;
alter text search parser public.r rename to q;
