create table t (a text not null);
insert into t (rowid, a) values (5, 'five'), (9, 'nine');
