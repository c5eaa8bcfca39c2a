-- s01 set aside view public.v
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards drop-view
--     undo: create view public.v as\n SELECT ((n OPERATOR(public.#+) 1))::text AS more\n   FROM public.t;
--     undo: alter view public.v owner to postgres;
drop view public.v;

-- s02 set aside operator public.#+(integer, integer)
--     lock none; way back exact; hazards drop-object
--     undo: create operator public.#+ (function = public.plus, leftarg = integer, rightarg = integer);
--     undo: comment on operator public.#+(integer, integer) is 'sum';
--     undo: alter operator public.#+(integer, integer) owner to postgres;
drop operator public.#+(integer, integer);

-- s03 drop routine public.plus(integer, integer)
--     lock none; way back exact; hazards drop-routine
--     undo: CREATE OR REPLACE FUNCTION public.plus(a integer, b integer)\n RETURNS integer\n LANGUAGE sql\n IMMUTABLE\nAS $function$select $1 + $2$function$;
--     undo: alter routine public.plus(integer,integer) owner to postgres;
drop routine public.plus(integer,integer);

-- s04 create routine public.plus(integer, integer)
--     lock none; way back exact; hazards create-object, set-owner-unlocked
--     undo: drop routine public.plus(integer,integer);
CREATE OR REPLACE FUNCTION public.plus(a integer, b integer)
 RETURNS bigint
 LANGUAGE sql
 IMMUTABLE
AS $function$select $1::bigint + $2$function$;
alter routine public.plus(integer,integer) owner to postgres;

-- s05 restore operator public.#+(integer, integer)
--     lock none; way back exact; hazards create-object, set-owner-unlocked
--     undo: drop operator public.#+(integer, integer);
create operator public.#+ (function = public.plus, leftarg = integer, rightarg = integer);
alter operator public.#+(integer, integer) owner to postgres;

-- s06 restore view public.v
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards create-object, set-owner
--     undo: drop view public.v;
create view public.v as
 SELECT ((n OPERATOR(public.#+) 1))::text AS more
   FROM public.t;
alter view public.v owner to postgres;
