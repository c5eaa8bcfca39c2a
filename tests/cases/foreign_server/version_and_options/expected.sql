create server away version '2' foreign data wrapper far options (host 'a', port '1');
