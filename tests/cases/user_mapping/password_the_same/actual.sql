create user mapping for app_reader server away options (password 'swordfish', "user" 'eve');
