-- s01 create column privilege public.T "t" 'x'.C.c "c".Odd Role
--     lock ACCESS SHARE; way back exact; hazards grant
--     undo: revoke SELECT ("C.c ""c""") on public."T ""t"" 'x'" from "Odd Role";
grant SELECT ("C.c ""c""") on public."T ""t"" 'x'" to "Odd Role";
