-- s01 create policy public.t.all_of_it
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards policy
--     undo: drop policy all_of_it on public.t;
create policy all_of_it on public.t as permissive for all to public using ((owner = CURRENT_USER)) with check ((id > 0));

-- s02 create policy public.t.del
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards policy
--     undo: drop policy del on public.t;
create policy del on public.t as permissive for delete to public using (false);

-- s03 create policy public.t.for some
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards policy
--     undo: drop policy "for some" on public.t;
create policy "for some" on public.t as restrictive for select to "Odd Role", app_reader using ((id > 0));

-- s04 create policy public.t.ins
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards policy
--     undo: drop policy ins on public.t;
create policy ins on public.t as permissive for insert to app_writer with check (true);

-- s05 create policy public.t.upd
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards policy
--     undo: drop policy upd on public.t;
create policy upd on public.t as permissive for update to public using (true);
