-- s01 create schema billing
--     lock none; way back exact; hazards create-object
--     undo: drop schema billing;
create schema billing;

-- s02 move enum public.state to schema billing
--     lock none; way back exact; hazards set-schema-unlocked
--     undo: alter type billing.state set schema public;
alter type public.state set schema billing;

-- s03 move sequence public.numbers to schema billing
--     lock ACCESS EXCLUSIVE on public.numbers; way back exact; hazards set-schema
--     undo: alter sequence billing.numbers set schema public;
alter sequence public.numbers set schema billing;

-- s04 move routine public.open_count() to schema billing
--     lock none; way back exact; hazards set-schema-unlocked
--     undo: alter routine billing.open_count() set schema public;
alter routine public.open_count() set schema billing;

-- s05 move table public.invoices to schema billing
--     lock ACCESS EXCLUSIVE on public.invoices; way back exact; hazards set-schema
--     carries constraint invoices_pkey
--     undo: alter table billing.invoices set schema public;
alter table public.invoices set schema billing;

-- s06 move view public.open_invoices to schema billing
--     lock ACCESS EXCLUSIVE on public.open_invoices; way back exact; hazards set-schema
--     undo: alter view billing.open_invoices set schema public;
alter view public.open_invoices set schema billing;

-- s07 alter routine billing.open_count()
--     lock none; way back exact; hazards replace-routine
--     undo: CREATE OR REPLACE FUNCTION billing.open_count()\n RETURNS bigint\n LANGUAGE sql\nAS $function$select count(*) from invoices$function$;
CREATE OR REPLACE FUNCTION billing.open_count()
 RETURNS bigint
 LANGUAGE sql
AS $function$select count(*) from billing.invoices$function$;

-- s08 set owner billing.schema
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter schema billing owner to current_user;
alter schema billing owner to postgres;
