-- s01 create sequence public.s
--     lock none; way back exact; hazards create-object
--     undo: drop sequence public.s;
create sequence public.s as bigint increment by 1 minvalue 1 maxvalue 9223372036854775807 start with 1 cache 1 no cycle;

-- s02 create routine public.f()
--     lock none; way back exact; hazards create-object
--     undo: drop routine public.f();
CREATE OR REPLACE FUNCTION public.f()
 RETURNS text
 LANGUAGE sql
AS $function$select 'x'$function$;

-- s03 create view public.v
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards create-object, set-default
--     undo: drop view public.v;
create view public.v as
 SELECT id,
    a,
    txt
   FROM public.t;
alter view public.v alter column id set default nextval('public.s'::regclass);
alter view public.v alter column txt set default public.f();

-- s04 set owner public.f().routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine public.f() owner to current_user;
alter routine public.f() owner to postgres;

-- s05 set owner public.s.sequence
--     lock ACCESS EXCLUSIVE on public.s; way back exact; hazards set-owner
--     undo: alter sequence public.s owner to current_user;
alter sequence public.s owner to postgres;

-- s06 set owner public.v.view
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards set-owner
--     undo: alter view public.v owner to current_user;
alter view public.v owner to postgres;
