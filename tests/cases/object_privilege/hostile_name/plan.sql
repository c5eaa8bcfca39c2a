-- s01 create object privilege S "s" 'x'.schema.Odd Role
--     lock ACCESS SHARE; way back exact; hazards grant
--     undo: revoke USAGE on schema "S ""s"" 'x'" from "Odd Role";
grant USAGE on schema "S ""s"" 'x'" to "Odd Role";

-- s02 create object privilege S "s" 'x'.Q.q "q".sequence.Odd Role
--     lock ACCESS SHARE; way back exact; hazards grant
--     undo: revoke USAGE on sequence "S ""s"" 'x'"."Q.q ""q""" from "Odd Role";
grant USAGE on sequence "S ""s"" 'x'"."Q.q ""q""" to "Odd Role";

-- s03 create object privilege public.F "f" 'x'(integer, public."T ""t""").routine.Odd Role
--     lock ACCESS SHARE; way back exact; hazards grant
--     undo: revoke EXECUTE on routine public."F ""f"" 'x'"(integer,public."T ""t""") from "Odd Role";
grant EXECUTE on routine public."F ""f"" 'x'"(integer,public."T ""t""") to "Odd Role";

-- s04 create object privilege public.F "f" 'x'(integer, public."T ""t""").routine.PUBLIC
--     lock ACCESS SHARE; way back exact; hazards revoke
--     undo: grant all on routine public."F ""f"" 'x'"(integer,public."T ""t""") to public;
revoke all on routine public."F ""f"" 'x'"(integer,public."T ""t""") from public;

-- s05 create object privilege public.T "t".enum.Odd Role
--     lock ACCESS SHARE; way back exact; hazards grant
--     undo: revoke USAGE on type public."T ""t""" from "Odd Role";
grant USAGE on type public."T ""t""" to "Odd Role";
