-- s01 drop cast public.pair as character varying
--     lock none; way back exact; hazards drop-object
--     undo: create cast (public.pair as character varying) with function public.as_words(public.pair) as assignment;
drop cast (public.pair as character varying);

-- s02 create cast public.pair as character varying
--     lock none; way back exact; hazards create-object
--     undo: drop cast (public.pair as character varying);
create cast (public.pair as character varying) with function public.as_words(public.pair,integer,boolean) as assignment;
