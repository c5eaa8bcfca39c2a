-- s01 drop operator family member public.tens using btree.function 1 (integer, bigint)
--     lock none; way back exact; hazards alter-object
--     undo: alter operator family public.tens using btree add function 1 (integer, bigint) public.ordered(integer,bigint);
alter operator family public.tens using btree drop function 1 (integer, bigint);

-- s02 drop routine public.image(integer, bigint, integer)
--     lock none; way back exact; hazards drop-routine
--     undo: CREATE OR REPLACE FUNCTION public.image(a integer, b bigint, c integer DEFAULT 0)\n RETURNS integer\n LANGUAGE sql\n IMMUTABLE\nAS $function$select 1$function$;
--     undo: alter routine public.image(integer,bigint,integer) owner to postgres;
drop routine public.image(integer,bigint,integer);

-- s03 create routine public.image(integer, bigint)
--     lock none; way back exact; hazards create-object
--     undo: drop routine public.image(integer,bigint);
CREATE OR REPLACE FUNCTION public.image(a integer, b bigint)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
AS $function$select 1$function$;

-- s04 create operator family member public.tens using btree.function 1 (integer, bigint)
--     lock none; way back exact; hazards alter-object
--     undo: alter operator family public.tens using btree drop function 1 (integer, bigint);
alter operator family public.tens using btree add function 1 (integer, bigint) public.image(integer,bigint);

-- s05 set owner public.image(integer, bigint).routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine public.image(integer,bigint) owner to current_user;
alter routine public.image(integer,bigint) owner to postgres;
