-- s01 move view public.v to schema app
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards set-schema
--     undo: alter view app.v set schema public;
alter view public.v set schema app;

-- s02 set aside view app.w
--     lock ACCESS EXCLUSIVE on app.w; way back exact; hazards drop-view
--     undo: create view app.w as\n SELECT id\n   FROM app.v\n  WHERE (mood = 'a'::public.mood);
--     undo: alter view app.w owner to postgres;
drop view app.w;

-- s03 set aside view app.v
--     lock ACCESS EXCLUSIVE on app.v; way back exact; hazards drop-view
--     undo: create view app.v as\n SELECT id,\n    m AS mood\n   FROM public.t;
--     undo: alter view app.v owner to postgres;
drop view app.v;

-- s04 replace enum public.mood in use by a new one
--     lock ACCESS EXCLUSIVE on public.t; rewrites; scans; way back needs backup; hazards rename-unlocked, create-object, set-owner-unlocked, alter-type-rewrite, drop-type
--     undo: alter type public.mood rename to "mood (drifttools)";
--     undo: create type public.mood as enum ('b', 'c', 'a');
--     undo: alter type public.mood owner to postgres;
--     undo: alter table public.t alter column m type public.mood using m::text::public.mood;
--     undo: drop type public."mood (drifttools)";
alter type public.mood rename to "mood (drifttools)";
create type public.mood as enum ('a', 'b');
alter type public.mood owner to postgres;
alter table public.t alter column m type public.mood using m::text::public.mood;
drop type public."mood (drifttools)";

-- s05 restore view app.v
--     lock ACCESS EXCLUSIVE on app.v; way back exact; hazards create-object, set-owner
--     undo: drop view app.v;
create view app.v as
 SELECT id,
    m AS mood
   FROM public.t;
alter view app.v owner to postgres;

-- s06 restore view app.w
--     lock ACCESS EXCLUSIVE on app.w; way back exact; hazards create-object, set-owner
--     undo: drop view app.w;
create view app.w as
 SELECT id
   FROM app.v
  WHERE (mood = 'a'::public.mood);
alter view app.w owner to postgres;
