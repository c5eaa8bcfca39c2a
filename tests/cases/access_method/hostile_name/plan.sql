-- s01 create access method Me "th od
--     lock none; way back exact; hazards create-object
--     undo: drop access method "Me ""th od";
create access method "Me ""th od" type index handler pg_catalog.bthandler;

-- s02 create operator family public.f using Me "th od
--     lock none; way back exact; hazards create-object
--     undo: drop operator family public.f using "Me ""th od";
create operator family public.f using "Me ""th od";

-- s03 set owner public.f using Me "th od.operator family
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter operator family public.f using "Me ""th od" owner to current_user;
alter operator family public.f using "Me ""th od" owner to postgres;
