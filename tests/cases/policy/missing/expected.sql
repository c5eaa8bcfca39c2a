create policy all_of_it on t using (owner = current_user) with check (id > 0);
create policy "for some" on t as restrictive for select to app_reader, "Odd Role" using (id > 0);
create policy ins on t for insert to app_writer with check (true);
create policy upd on t for update using (true);
create policy del on t for delete using (false);
