create policy members on t for select to app_reader using (id > 0);
