-- s01 create transform for public."Ty ""pe (x)" language My "lan
--     lock none; way back exact; hazards create-object
--     undo: drop transform for public."Ty ""pe (x)" language "My ""lan";
create transform for public."Ty ""pe (x)" language "My ""lan" (to sql with function public.got(internal));
