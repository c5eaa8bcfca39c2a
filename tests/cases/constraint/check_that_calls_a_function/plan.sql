-- s01 create routine public.positive(integer)
--     lock none; way back exact; hazards create-object
--     undo: drop routine public.positive(integer);
CREATE OR REPLACE FUNCTION public.positive(integer)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$select $1 > 0$function$;

-- s02 create constraint public.t.ck
--     lock ACCESS EXCLUSIVE on public.t; scans; way back exact; hazards add-check
--     undo: alter table public.t drop constraint ck;
alter table public.t add constraint ck check (public.positive(a));

-- s03 set owner public.positive(integer).routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine public.positive(integer) owner to current_user;
alter routine public.positive(integer) owner to postgres;
