grant usage on foreign data wrapper far to app_writer;
grant usage on foreign server "Se;r""ver" to app_reader with grant option;
revoke usage on foreign server "Se;r""ver" from postgres;
