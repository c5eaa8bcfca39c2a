grant usage on foreign data wrapper far to app_reader with grant option;
grant usage on foreign server "Se;r""ver" to app_reader, "Odd Role";
create server more foreign data wrapper far;
grant usage on foreign server more to app_writer;
