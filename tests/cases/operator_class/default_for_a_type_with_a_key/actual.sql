create table keyed (p pair, n int, unique (n));
insert into keyed values (row(1, 2), 1), (row(2, 2), 2);
