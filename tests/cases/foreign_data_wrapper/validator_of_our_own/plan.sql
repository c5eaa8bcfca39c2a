-- s01 create routine public.checks(text[], oid)
--     lock none; way back exact; hazards create-object
--     undo: drop routine public.checks(text[],oid);
CREATE OR REPLACE FUNCTION public.checks(text[], oid)
 RETURNS boolean
 LANGUAGE sql
AS $function$select true$function$;

-- s02 alter foreign data wrapper far
--     lock none; way back exact; hazards alter-object
--     undo: alter foreign data wrapper far no validator;
alter foreign data wrapper far validator public.checks;

-- s03 set owner public.checks(text[], oid).routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine public.checks(text[],oid) owner to current_user;
alter routine public.checks(text[],oid) owner to postgres;
