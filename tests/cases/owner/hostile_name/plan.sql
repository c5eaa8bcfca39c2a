-- s01 alter owner S "s" 'x'.schema
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter schema "S ""s"" 'x'" owner to postgres;
alter schema "S ""s"" 'x'" owner to "Odd Role";

-- s02 alter owner S "s" 'x'.T.t "t" 'x'.table
--     lock ACCESS EXCLUSIVE on "S ""s"" 'x'"."T.t ""t"" 'x'"; way back exact; hazards set-owner
--     undo: alter table "S ""s"" 'x'"."T.t ""t"" 'x'" owner to postgres;
alter table "S ""s"" 'x'"."T.t ""t"" 'x'" owner to "Odd Role";

-- s03 alter owner public.F "f" 'x'(integer, public."T ""t""").routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine public."F ""f"" 'x'"(integer,public."T ""t""") owner to postgres;
alter routine public."F ""f"" 'x'"(integer,public."T ""t""") owner to "Odd Role";

-- s04 alter owner public.T "t".enum
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter type public."T ""t""" owner to postgres;
alter type public."T ""t""" owner to "Odd Role";

-- s05 alter owner public.select.table
--     lock ACCESS EXCLUSIVE on public."select"; way back exact; hazards set-owner
--     undo: alter table public."select" owner to postgres;
alter table public."select" owner to "Odd Role";
