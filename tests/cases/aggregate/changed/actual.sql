create aggregate total(int) (sfunc = add, stype = int, initcond = '0');
create view v as select total(i) from generate_series(1, 3) i;
