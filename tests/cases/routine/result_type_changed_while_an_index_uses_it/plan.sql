-- s01 set aside index public.t.i
--     lock ACCESS EXCLUSIVE on public.t, public.i; way back exact; hazards drop-index
--     undo: create index i on public.t using btree (public.f(a));
drop index public.i;

-- s02 drop routine public.f(integer)
--     lock none; way back exact; hazards drop-routine
--     undo: CREATE OR REPLACE FUNCTION public.f(integer)\n RETURNS integer\n LANGUAGE sql\n IMMUTABLE\nAS $function$select $1$function$;
--     undo: alter routine public.f(integer) owner to postgres;
drop routine public.f(integer);

-- s03 create routine public.f(integer)
--     lock none; way back exact; hazards create-object, set-owner-unlocked
--     undo: drop routine public.f(integer);
CREATE OR REPLACE FUNCTION public.f(integer)
 RETURNS bigint
 LANGUAGE sql
 IMMUTABLE
AS $function$select $1::bigint$function$;
alter routine public.f(integer) owner to postgres;

-- s04 restore index public.t.i
--     lock SHARE on public.t; scans; way back exact; hazards create-index
--     undo: drop index public.i;
create index i on public.t using btree (public.f(a));
