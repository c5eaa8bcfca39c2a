create server away type 'new' foreign data wrapper far;
create user mapping for public server away options ("user" 'bob');
