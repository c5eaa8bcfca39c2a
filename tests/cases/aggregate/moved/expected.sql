create aggregate app.total(int) (sfunc = add, stype = int);
create view v as select app.total(i) as total from generate_series(1, 3) i;
