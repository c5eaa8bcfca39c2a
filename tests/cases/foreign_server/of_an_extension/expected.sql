create server away foreign data wrapper postgres_fdw options (host '127.0.0.1', dbname 'x');
