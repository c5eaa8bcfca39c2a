create domain price as numeric(10, 2) default 0 not null constraint positive check (value >= 0);
create domain named as text collate "C";
