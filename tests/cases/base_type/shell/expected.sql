create type shell; alter type shell owner to app_reader;
