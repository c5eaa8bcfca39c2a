create table t (a text, b text collate "C");
insert into t values ('x', 'y');
