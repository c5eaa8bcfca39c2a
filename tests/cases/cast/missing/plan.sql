-- s01 create cast public.pair as text
--     lock none; way back exact; hazards create-object
--     undo: drop cast (public.pair as text);
create cast (public.pair as text) with function public.pair_as_text(public.pair) as assignment;
