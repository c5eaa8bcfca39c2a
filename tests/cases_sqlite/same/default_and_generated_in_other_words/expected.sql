create table t (id integer primary key, a text default 'Open', b int default (1 + 2), c int generated always as (b * 2) virtual, d text default current_timestamp, e int check (e between 1 and 3));
insert into t (id, e) values (1, 2);
