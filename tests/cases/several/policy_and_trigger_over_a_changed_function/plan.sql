-- s01 set aside policy public.t.p
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards drop-policy
--     undo: create policy p on public.t as permissive for all to public using (public.f(id));
drop policy p on public.t;

-- s02 set aside trigger public.t.tr
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards drop-trigger
--     undo: CREATE TRIGGER tr BEFORE INSERT ON public.t FOR EACH ROW WHEN (public.f(new.id)) EXECUTE FUNCTION public.g();
drop trigger tr on public.t;

-- s03 drop routine public.f(integer)
--     lock none; way back exact; hazards drop-routine
--     undo: CREATE OR REPLACE FUNCTION public.f(b integer)\n RETURNS boolean\n LANGUAGE sql\n STABLE\nAS $function$select b > 1$function$;
--     undo: alter routine public.f(integer) owner to postgres;
drop routine public.f(integer);

-- s04 create routine public.f(integer)
--     lock none; way back exact; hazards create-object, set-owner-unlocked
--     undo: drop routine public.f(integer);
CREATE OR REPLACE FUNCTION public.f(a integer)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$select a > 1$function$;
alter routine public.f(integer) owner to postgres;

-- s05 restore trigger public.t.tr
--     lock SHARE ROW EXCLUSIVE on public.t; way back exact; hazards create-trigger
--     undo: drop trigger tr on public.t;
CREATE TRIGGER tr BEFORE INSERT ON public.t FOR EACH ROW WHEN (public.f(new.id)) EXECUTE FUNCTION public.g();

-- s06 restore policy public.t.p
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards policy
--     undo: drop policy p on public.t;
create policy p on public.t as permissive for all to public using (public.f(id));
