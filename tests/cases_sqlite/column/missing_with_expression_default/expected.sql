create table t (id integer primary key, made text default (lower(hex(x'00ff'))));
insert into t (id) values (1);
