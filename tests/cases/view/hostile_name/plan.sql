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
