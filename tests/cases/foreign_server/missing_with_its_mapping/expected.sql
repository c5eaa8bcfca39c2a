create server away type 'db' version '9.6' foreign data wrapper far options (host 'a', port '1');
create user mapping for app_reader server away options ("user" 'bob');
