create table t (id integer primary key, "ä" int, "Ä" int check ("Ä" > 0));
insert into t values (1, 2, 3);
