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

-- s03 set owner public.f().routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine public.f() owner to current_user;
alter routine public.f() owner to postgres;

-- s04 set owner public.g().routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine public.g() owner to current_user;
alter routine public.g() owner to postgres;
