-- s01 drop policy public.t.b
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards drop-policy
--     undo: create policy b on public.t as permissive for update to public using (true);
drop policy b on public.t;

-- s02 drop policy public.t.c
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards drop-policy
--     undo: create policy c on public.t as permissive for all to public using (true);
drop policy c on public.t;

-- s03 drop policy public.t.d
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards drop-policy
--     undo: create policy d on public.t as permissive for all to public using (true) with check (true);
drop policy d on public.t;

-- s04 alter policy public.t.a
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards policy
--     undo: alter policy a on public.t to app_reader, app_writer using ((id > 4));
alter policy a on public.t to app_reader using ((id > 5));

-- s05 create policy public.t.b
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards policy
--     undo: drop policy b on public.t;
create policy b on public.t as permissive for select to public using (true);

-- s06 create policy public.t.c
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards policy
--     undo: drop policy c on public.t;
create policy c on public.t as restrictive for all to public using (true);

-- s07 create policy public.t.d
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards policy
--     undo: drop policy d on public.t;
create policy d on public.t as permissive for all to public using (true);

-- s08 alter policy public.t.e
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards policy
--     undo: alter policy e on public.t to public using (true) with check ((id > 2));
alter policy e on public.t to public using (true) with check ((id > 1));
