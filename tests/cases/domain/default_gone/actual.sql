create domain price as numeric default 5;
