-- s01 alter owner app.schema
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter schema app owner to postgres;
alter schema app owner to app_writer;

-- s02 alter owner app.p.table
--     lock ACCESS EXCLUSIVE on app.p; way back exact; hazards set-owner
--     undo: alter table app.p owner to postgres;
alter table app.p owner to app_writer;

-- s03 alter owner public.f().routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine public.f() owner to postgres;
alter routine public.f() owner to app_writer;

-- s04 alter owner public.f(integer, public.mood).routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine public.f(integer,public.mood) owner to postgres;
alter routine public.f(integer,public.mood) owner to app_writer;

-- s05 alter owner public.m.materialized view
--     lock ACCESS EXCLUSIVE on public.m; way back exact; hazards set-owner
--     undo: alter materialized view public.m owner to postgres;
alter materialized view public.m owner to app_writer;

-- s06 alter owner public.mood.enum
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter type public.mood owner to postgres;
alter type public.mood owner to app_writer;

-- s07 alter owner public.pair.composite
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter type public.pair owner to postgres;
alter type public.pair owner to app_writer;

-- s08 alter owner public.s.sequence
--     lock ACCESS EXCLUSIVE on public.s; way back exact; hazards set-owner
--     undo: alter sequence public.s owner to postgres;
alter sequence public.s owner to app_writer;

-- s09 alter owner public.short.domain
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter domain public.short owner to postgres;
alter domain public.short owner to app_writer;

-- s10 alter owner public.t.table
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards set-owner
--     undo: alter table public.t owner to "Odd Role";
alter table public.t owner to app_writer;

-- s11 alter owner public.v.view
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards set-owner
--     undo: alter view public.v owner to postgres;
alter view public.v owner to app_writer;
