create policy members_only on t for select to app_reader using (id > 0);
