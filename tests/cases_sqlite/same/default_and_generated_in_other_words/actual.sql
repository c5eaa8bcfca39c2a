create table t (id INTEGER PRIMARY KEY, a text default Open, b int default ( 1+2 /* three */ ), c int AS (([B]*2)), d text default CURRENT_TIMESTAMP, e int check (("E" BETWEEN 1 AND 3)));
insert into t (id, e) values (1, 2);
