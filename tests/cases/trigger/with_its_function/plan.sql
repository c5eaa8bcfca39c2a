-- s01 create routine public.f()
--     lock none; way back exact; hazards create-object
--     undo: drop routine public.f();
CREATE OR REPLACE FUNCTION public.f()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin return new; end $function$;

-- s02 create trigger public.t.tr
--     lock SHARE ROW EXCLUSIVE on public.t; way back exact; hazards create-trigger
--     undo: drop trigger tr on public.t;
CREATE TRIGGER tr BEFORE INSERT ON public.t FOR EACH ROW EXECUTE FUNCTION public.f();

-- s03 set owner public.f().routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine public.f() owner to current_user;
alter routine public.f() owner to postgres;
