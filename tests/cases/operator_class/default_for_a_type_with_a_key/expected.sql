create operator class pairs default for type pair using btree as operator 1 <<<, operator 3 ===, function 1 compared(pair, pair);
create table keyed (p pair, n int, exclude using btree (p with ===), unique (n));
create index on keyed (p);
