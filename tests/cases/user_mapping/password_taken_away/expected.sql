create user mapping for app_reader server away options ("user" 'bob');
