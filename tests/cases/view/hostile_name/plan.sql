-- s01 create view public.V "v"
--     lock none; way back exact; hazards create-object
--     undo: drop view public."V ""v""";
create view public."V ""v""" as
 SELECT "a""b" AS "select",
    "C" AS "x
y"
   FROM public."T";

-- s02 create view public.table
--     lock none; way back exact; hazards create-object
--     undo: drop view public."table";
create view public."table" as
 SELECT "select",
    "x
y"
   FROM public."V ""v""";

-- s03 set owner public.V "v".view
--     lock ACCESS EXCLUSIVE on public."V ""v"""; way back exact; hazards set-owner
--     undo: alter view public."V ""v""" owner to current_user;
alter view public."V ""v""" owner to postgres;

-- s04 set owner public.table.view
--     lock ACCESS EXCLUSIVE on public."table"; way back exact; hazards set-owner
--     undo: alter view public."table" owner to current_user;
alter view public."table" owner to postgres;
