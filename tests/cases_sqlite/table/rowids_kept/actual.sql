create table t (a text);
insert into t (rowid, a) values (5, 'five'), (9, 'nine');
