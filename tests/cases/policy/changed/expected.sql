create policy a on t to app_reader using (id > 5);
create policy b on t for select using (true);
create policy c on t as restrictive using (true);
create policy d on t using (true);
create policy e on t using (true) with check (id > 1);
