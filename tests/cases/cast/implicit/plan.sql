-- s01 drop cast public.pair as text
--     lock none; way back exact; hazards drop-object
--     undo: create cast (public.pair as text) with function public.pair_as_text(public.pair) as assignment;
drop cast (public.pair as text);

-- s02 create cast public.pair as text
--     lock none; way back exact; hazards create-object
--     undo: drop cast (public.pair as text);
create cast (public.pair as text) with function public.pair_as_text(public.pair) as implicit;
