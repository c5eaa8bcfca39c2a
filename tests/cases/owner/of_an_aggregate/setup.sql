create schema app;
create aggregate app.product(int) (sfunc = int4mul, stype = int, initcond = '1');
create aggregate app."Sum of ""all"""(int) (sfunc = int4pl, stype = int);
