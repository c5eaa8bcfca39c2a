-- s01 let sequence public.s go of what it no longer uses
--     lock SHARE ROW EXCLUSIVE on public.s; way back exact; hazards alter-sequence
--     undo: alter sequence public.s owned by public.t.a;
alter sequence public.s owned by none;

-- s02 complete sequence public.s now that its parts are there
--     lock SHARE ROW EXCLUSIVE on public.s; way back exact; hazards alter-sequence
--     undo: alter sequence public.s owned by none;
alter sequence public.s owned by public.t.b;
