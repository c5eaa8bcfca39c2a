create domain price as numeric;
