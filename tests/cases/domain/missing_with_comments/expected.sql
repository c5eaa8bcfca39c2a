create domain price as numeric constraint positive check (value > 0);
comment on constraint positive on domain price is 'above';
comment on domain price is 'a price';
