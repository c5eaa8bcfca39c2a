create user mapping for app_reader server away options ("user" 'bob');
create user mapping for public server away;
