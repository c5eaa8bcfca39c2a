create policy a on t to app_writer, app_reader using (id > 4);
create policy b on t for update using (true);
create policy c on t using (true);
create policy d on t using (true) with check (true);
create policy e on t using (true) with check (id > 2);
