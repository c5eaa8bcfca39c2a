create user mapping for app_reader server away options ("user" 'eve', b '2');
