-- s01 create privilege public.T "t" 'x'.Odd Role
--     lock ACCESS SHARE; way back exact; hazards grant
--     undo: revoke SELECT on public."T ""t"" 'x'" from "Odd Role";
grant SELECT on public."T ""t"" 'x'" to "Odd Role";

-- s02 create privilege public.select.PUBLIC
--     lock ACCESS SHARE; way back exact; hazards grant
--     undo: revoke SELECT on public."select" from public;
grant SELECT on public."select" to public;
