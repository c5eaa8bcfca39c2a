create table "Or""der" (id int primary key, "My ""col" int, a int, b int, c int);
insert into "Or""der" select i, i, i, i, i from generate_series(1, 5) i;
