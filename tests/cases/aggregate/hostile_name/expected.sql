create aggregate "Déjà ""vu"""(n int) (sfunc = add, stype = int, initcond = '0');
create view v as select "Déjà ""vu"""(i) from generate_series(1, 3) i;
