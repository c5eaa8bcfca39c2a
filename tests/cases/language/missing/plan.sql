-- s01 create language mine
--     lock none; way back exact; hazards create-object
--     undo: drop language mine;
create language mine handler public.handled inline public.in_line validator public.checked;

-- s02 create routine public.f()
--     lock none; way back exact; hazards create-object
--     undo: drop routine public.f();
CREATE OR REPLACE FUNCTION public.f()
 RETURNS integer
 LANGUAGE mine
AS $function$begin return 1; end$function$;

-- s03 set owner mine.language
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter language mine owner to current_user;
alter language mine owner to postgres;

-- s04 set owner public.f().routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine public.f() owner to current_user;
alter routine public.f() owner to postgres;
