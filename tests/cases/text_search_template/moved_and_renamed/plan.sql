-- s01 move text search template public.p to schema app
--     lock none; way back exact; hazards set-schema-unlocked
--     undo: alter text search template app.p set schema public;
alter text search template public.p set schema app;

-- s02 rename text search template public.r to q
--     lock none; way back exact; hazards rename-unlocked
--     undo: alter text search template public.q rename to r;
alter text search template public.r rename to q;
