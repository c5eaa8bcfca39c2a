alter default privileges grant all on tables to app_writer;
alter default privileges grant usage on schemas to app_reader;
