-- s01 create composite attribute public.pair.b
--     lock none; way back exact; hazards alter-attribute
--     undo: alter type public.pair drop attribute b;
alter type public.pair add attribute b integer;

-- s02 create routine public.one()
--     lock none; way back exact; hazards create-object
--     undo: drop routine public.one();
CREATE OR REPLACE FUNCTION public.one()
 RETURNS public.pair
 LANGUAGE sql
BEGIN ATOMIC
 SELECT 1,
     2;
END;

-- s03 set owner public.one().routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine public.one() owner to current_user;
alter routine public.one() owner to postgres;
