create server away version '1' foreign data wrapper far options (host 'b', dbname 'x');
