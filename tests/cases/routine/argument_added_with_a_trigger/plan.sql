-- s01 set aside view public.v
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards drop-view
--     undo: create view public.v as\n SELECT public.audit(id) AS a\n   FROM public.t;
--     undo: alter view public.v owner to postgres;
drop view public.v;

-- s02 drop routine public.audit(integer)
--     lock none; way back exact; hazards drop-routine
--     undo: CREATE OR REPLACE FUNCTION public.audit(a integer)\n RETURNS text\n LANGUAGE sql\nAS $function$select 1::text$function$;
--     undo: alter routine public.audit(integer) owner to postgres;
drop routine public.audit(integer);

-- s03 create routine public.audit(integer, text)
--     lock none; way back exact; hazards create-object
--     undo: drop routine public.audit(integer,text);
CREATE OR REPLACE FUNCTION public.audit(a integer, b text DEFAULT 'x'::text)
 RETURNS text
 LANGUAGE sql
AS $function$select b$function$;

-- s04 alter routine public.tr()
--     lock none; way back exact; hazards replace-routine
--     undo: CREATE OR REPLACE FUNCTION public.tr()\n RETURNS trigger\n LANGUAGE plpgsql\nAS $function$begin return new; end$function$;
CREATE OR REPLACE FUNCTION public.tr()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$begin new.n := 2; return new; end$function$;

-- s05 restore view public.v
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards create-object, set-owner
--     undo: drop view public.v;
create view public.v as
 SELECT public.audit(id) AS a
   FROM public.t;
alter view public.v owner to postgres;

-- s06 set owner public.audit(integer, text).routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine public.audit(integer,text) owner to current_user;
alter routine public.audit(integer,text) owner to postgres;
