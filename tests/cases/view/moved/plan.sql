-- s01 move view public.v to schema app
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards set-schema
--     undo: alter view app.v set schema public;
alter view public.v set schema app;
