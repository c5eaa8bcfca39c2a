-- s01 alter sequence public.s
--     lock SHARE ROW EXCLUSIVE on public.s; way back exact; hazards alter-sequence
--     undo: alter sequence public.s owned by public.t.a;
alter sequence public.s owned by public.t.b;
