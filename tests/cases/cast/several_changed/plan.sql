-- s01 drop cast public.other as public.pair
--     lock none; way back exact; hazards drop-object
--     undo: create cast (public.other as public.pair) with function public.to_pair(public.other);
drop cast (public.other as public.pair);

-- s02 drop cast public.pair as bigint
--     lock none; way back exact; hazards drop-object
--     undo: create cast (public.pair as bigint) with inout;
drop cast (public.pair as bigint);

-- s03 drop cast public.pair as public.other
--     lock none; way back exact; hazards drop-object
--     undo: create cast (public.pair as public.other) with function public.to_other(public.pair) as assignment;
drop cast (public.pair as public.other);

-- s04 create cast bigint as public.pair
--     lock none; way back exact; hazards create-object
--     undo: drop cast (bigint as public.pair);
create cast (bigint as public.pair) with inout;

-- s05 create cast public.other as public.pair
--     lock none; way back exact; hazards create-object
--     undo: drop cast (public.other as public.pair);
create cast (public.other as public.pair) with function public.to_pair(public.other) as implicit;

-- s06 create cast public.pair as public.other
--     lock none; way back exact; hazards create-object
--     undo: drop cast (public.pair as public.other);
create cast (public.pair as public.other) with function public.to_other(public.pair);
