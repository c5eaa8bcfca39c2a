-- s01 create policy public.T t.p "x" 'y'
--     lock ACCESS EXCLUSIVE on public."T t"; way back exact; hazards policy
--     undo: drop policy "p ""x"" 'y'" on public."T t";
create policy "p ""x"" 'y'" on public."T t" as permissive for all to "Odd Role" using ((("A" = 'it''s'::text) OR ("A" = '\x
'::text)));

-- s02 create policy public.T t.using
--     lock ACCESS EXCLUSIVE on public."T t"; way back exact; hazards policy
--     undo: drop policy "using" on public."T t";
create policy "using" on public."T t" as permissive for insert to public with check (("A" <> '{}'::text));
