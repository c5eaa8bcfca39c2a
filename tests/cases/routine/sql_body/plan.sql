-- s01 create routine public.f()
--     lock none; way back exact; hazards create-object
--     undo: drop routine public.f();
CREATE OR REPLACE FUNCTION public.f()
 RETURNS bigint
 LANGUAGE sql
BEGIN ATOMIC
 SELECT count(*) AS count
    FROM public.t;
END;

-- s02 create routine public.g()
--     lock none; way back exact; hazards create-object
--     undo: drop routine public.g();
CREATE OR REPLACE FUNCTION public.g()
 RETURNS bigint
 LANGUAGE sql
RETURN (public.f() + 1);
