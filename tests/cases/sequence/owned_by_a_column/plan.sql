-- s01 alter sequence public.s
--     lock SHARE ROW EXCLUSIVE on public.s; way back exact; hazards alter-sequence
--     undo: alter sequence public.s owned by none;
alter sequence public.s owned by public.t.id;
