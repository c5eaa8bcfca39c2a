-- s01 drop operator public.#+(integer, integer)
--     lock none; way back exact; hazards drop-object
--     undo: create operator public.#+ (function = public.plus, leftarg = integer, rightarg = integer);
--     undo: alter operator public.#+(integer, integer) owner to postgres;
drop operator public.#+(integer, integer);

-- s02 drop routine public.plus(integer, integer)
--     lock none; way back exact; hazards drop-routine
--     undo: CREATE OR REPLACE FUNCTION public.plus(a integer, b integer)\n RETURNS integer\n LANGUAGE sql\n IMMUTABLE\nAS $function$select $1 + $2$function$;
--     undo: alter routine public.plus(integer,integer) owner to postgres;
drop routine public.plus(integer,integer);

-- s03 create routine public.plus(bigint, bigint)
--     lock none; way back exact; hazards create-object
--     undo: drop routine public.plus(bigint,bigint);
CREATE OR REPLACE FUNCTION public.plus(a bigint, b bigint)
 RETURNS bigint
 LANGUAGE sql
 IMMUTABLE
AS $function$select $1 + $2$function$;

-- s04 create operator public.#+(bigint, bigint)
--     lock none; way back exact; hazards create-object
--     undo: drop operator public.#+(bigint, bigint);
create operator public.#+ (function = public.plus, leftarg = bigint, rightarg = bigint);

-- s05 set owner public.#+(bigint, bigint).operator
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter operator public.#+(bigint, bigint) owner to current_user;
alter operator public.#+(bigint, bigint) owner to postgres;

-- s06 set owner public.plus(bigint, bigint).routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine public.plus(bigint,bigint) owner to current_user;
alter routine public.plus(bigint,bigint) owner to postgres;
